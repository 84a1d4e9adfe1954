"""Evidence: the value, the rows, their parts, and what may be seen of them."""

from decimal import Decimal

import pytest
from django.db.models import F, Q

from tomoni.engines.plan.counting import number_of
from tomoni.engines.plan.models import Indicator, Measure, Observation, ServiceOfPlan
from tomoni.engines.plan.readings import READERS, count, read, reading, share, total

pytestmark = pytest.mark.usefixtures("plan")


@pytest.mark.parametrize(
    "records",
    [
        Observation.objects.all,
        Observation.objects.none,
        lambda: Observation.objects.filter(pk__in=[]),
        lambda: Observation.objects.exclude(kind="baseline"),
        lambda: Observation.objects.filter(Q(kind="observed") | Q(n__gt=800), value__gt=10).order_by("-day"),
        lambda: Observation.objects.filter(indicator__key="1-1-i1"),
        lambda: Observation.objects.filter(value__gt=F("n")),
        lambda: Observation.objects.filter(source="%s' OR 1=1 --"),
        lambda: Observation.objects.values("indicator").distinct(),
        lambda: Observation.objects.all()[3:9],
        lambda: Observation.objects.filter(n=None).union(Observation.objects.filter(n__gt=0)),
        lambda: Measure.objects.filter(services__key="groups"),
        lambda: Observation.objects.annotate(double=F("value") * 2).filter(double__gt=40),
        lambda: Observation.objects.select_related("indicator").prefetch_related("workings"),
    ],
)
def test_the_quick_count_is_djangos_count(records):
    assert number_of(records()) == records().count()


def test_a_count_tells_its_parts_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        evidence = count(Observation.objects.all(), breakdown={"baselines": Q(kind="baseline"), "surveys": Q(n__gt=0)})
    assert evidence.breakdown == {"baselines": 4, "surveys": 4}
    assert (evidence.value, evidence.count) == (evidence.rows, Observation.objects.count())


def test_a_total_adds_up_and_counts_its_rows():
    evidence = total(Observation.objects.filter(n__gt=0), "n", breakdown={"small": Q(n__lt=820)})
    assert (evidence.value, evidence.count, evidence.breakdown) == (3279, 4, {"small": 1624})
    assert total(Observation.objects.none(), "n").value == 0


def test_a_share_of_a_sample_has_its_interval():
    evidence = share(Observation.objects.all(), Q(kind="baseline"), sample=True)
    assert (evidence.numerator, evidence.denominator, evidence.n) == (4, evidence.count, evidence.count)
    assert evidence.interval.low < evidence.value < evidence.interval.high
    assert share(Observation.objects.all(), Q(kind="baseline")).interval is None
    assert share(Observation.objects.none(), Q(kind="baseline")) is None


def test_the_fingerprint_knows_the_rows_and_what_they_weigh():
    rows = ServiceOfPlan.objects.all()
    same = count(rows).fingerprint()
    assert count(rows.order_by("-key")).fingerprint() == same
    assert count(rows.exclude(key="groups")).fingerprint() != same
    assert total(rows, "order").fingerprint() != same
    heavy = total(rows, "order").fingerprint()
    ServiceOfPlan.objects.filter(key="groups").update(order=99)
    assert total(rows, "order").fingerprint() != heavy
    assert count(rows).fingerprint() == same


def test_the_fingerprint_of_a_share_knows_which_rows_were_counted():
    rows = Observation.objects.all()
    assert share(rows, Q(kind="baseline")).fingerprint() != share(rows, Q(kind="observed")).fingerprint()


def test_records_that_cannot_be_invented_are_not():
    assert not count(Indicator.objects.all()).invented


def test_two_readings_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(READERS, "_things", {})
    reading("toy.one")(lambda on: count(Indicator.objects.all()))
    with pytest.raises(ValueError, match=r"toy\.one"):
        reading("toy.one")(lambda on: None)
    with pytest.raises(LookupError, match=r"toy\.one"):
        read("toy.two", None)


def test_numbers_are_decimals():
    assert isinstance(count(Indicator.objects.all()).value, Decimal)
    assert isinstance(total(Observation.objects.all(), "value").value, Decimal)
