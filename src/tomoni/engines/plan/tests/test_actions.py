"""What staff do to the plan's figures: with a reason, in the journal, and never by overwriting."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tomoni.base.clock import JAPAN
from tomoni.base.journal.api import entries_about
from tomoni.engines.plan.actions import (
    AlreadyThere,
    Facts,
    NotAfter,
    WithoutReason,
    define_anew,
    observe,
    restate,
    restate_value,
    set_target,
)
from tomoni.engines.plan.models import Indicator, IndicatorValue, Observation, ServiceOfPlan
from tomoni.engines.plan.moments import Moment
from tomoni.engines.plan.queries import the_figure
from tomoni.engines.plan.readings import count
from tomoni.engines.plan.rules import Verdict
from tomoni.engines.plan.values import keep_values

TODAY = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 21, 3, 10, tzinfo=JAPAN)
pytestmark = pytest.mark.usefixtures("undeclared", "plan")


@pytest.fixture
def groups() -> Indicator:
    return Indicator.objects.get(key="1-1-i1")


def last_entry(thing):
    return entries_about(thing).last()


def test_an_observed_figure_is_the_value_from_its_day(groups):
    observation = observe(groups, Decimal(205), moment=Moment.of("R7"), facts=Facts(source="市の公表"), who=None)
    assert the_figure("1-1-i1", TODAY).value == 205
    assert last_entry(observation).verb == "plan.observe"


def test_what_was_published_is_not_overwritten_by_observing_again(groups):
    with pytest.raises(AlreadyThere) as refused:
        observe(groups, Decimal(190), moment=Moment.of("R5"), facts=Facts(source="別の紙"), who=None)
    assert refused.value.there.value == 189


def test_a_correction_stands_beside_what_it_corrects(groups):
    was = Observation.objects.get(indicator=groups, day=date(2025, 9, 30))
    restatement = restate(was, Decimal(197), on=TODAY, reason="二重に数えていた", source="市の公表", who=None)
    figure = the_figure("1-1-i1", TODAY)
    assert (figure.value, figure.kind, figure.current.first.value) == (197, "restated", 199)
    assert the_figure("1-1-i1", date(2026, 11, 19)).value == 199
    assert last_entry(restatement).verb == "plan.restate"


def test_a_correction_can_itself_be_corrected(groups):
    was = Observation.objects.get(indicator=groups, day=date(2025, 9, 30))
    first = restate(was, Decimal(197), on=date(2026, 1, 1), reason="二重", source="紙", who=None)
    restate(first.now, Decimal(198), on=TODAY, reason="やはり", source="紙", who=None)
    figure = the_figure("1-1-i1", TODAY)
    assert (figure.value, figure.current.first.value) == (198, 199)
    assert the_figure("1-1-i1", date(2026, 1, 2)).value == 197
    with pytest.raises(AlreadyThere):
        restate(was, Decimal(190), on=TODAY, reason="もう一度", source="紙", who=None)


def test_a_corrected_baseline_turns_the_verdict_and_answers_both_ways(groups):
    baseline = Observation.objects.get(indicator=groups, kind="baseline")
    restate(baseline, Decimal(225), on=TODAY, reason="区を数え落とした", source="紙", who=None)
    figure = the_figure("1-1-i1", TODAY)
    assert figure.judgement.verdict is Verdict.CANNOT_TELL
    assert figure.as_published.verdict is Verdict.ON_THE_WAY


def test_nothing_is_restated_set_or_defined_without_a_reason(groups):
    was = Observation.objects.get(indicator=groups, day=date(2025, 9, 30))
    with pytest.raises(WithoutReason):
        restate(was, Decimal(197), on=TODAY, reason=" ", source="紙", who=None)
    with pytest.raises(WithoutReason):
        set_target(groups, Decimal(240), day=date(2028, 3, 31), decided_on=TODAY, source="議会", reason="", who=None)
    with pytest.raises(WithoutReason):
        define_anew(groups, valid_from=TODAY, reason="", who=None)


def test_nothing_is_corrected_before_it_was(groups):
    was = Observation.objects.get(indicator=groups, day=date(2025, 9, 30))
    with pytest.raises(NotAfter):
        restate(was, Decimal(1), on=date(2025, 9, 1), reason="早い", source="紙", who=None)


def test_a_new_target_leaves_the_old_one_standing(groups):
    target = set_target(
        groups,
        Decimal(240),
        day=date(2028, 3, 31),
        decided_on=date(2026, 6, 1),
        source="議会",
        reason="早く進んだ",
        who=None,
    )
    assert [float(one.value) for one in groups.targets.all()] == [220, 240]
    assert last_entry(target).verb == "plan.set_target"
    with pytest.raises(NotAfter):
        set_target(
            groups,
            Decimal(250),
            day=date(2028, 3, 31),
            decided_on=date(2026, 6, 1),
            source="議会",
            reason="同じ日",
            who=None,
        )
    with pytest.raises(NotAfter):
        set_target(groups, Decimal(250), day=TODAY, decided_on=TODAY, source="議会", reason="きょうまで", who=None)


def test_a_new_definition_is_the_next_version_and_forgets_translations_of_other_words(groups):
    version = define_anew(
        groups, valid_from=date(2026, 4, 1), reason="区を分ける", heading="区を分けて数える", who=None
    )
    assert (version.version, version.heading, version.heading_in) == (2, "区を分けて数える", {})
    assert version.words_in  # those words did not change
    assert the_figure("1-1-i1", TODAY).definition.version == 2
    assert the_figure("1-1-i1", date(2026, 3, 31)).definition.version == 1


def test_a_definition_begins_after_the_one_before(groups):
    with pytest.raises(NotAfter):
        define_anew(groups, valid_from=date(2023, 4, 1), reason="同じ日", who=None)


def test_a_kept_value_is_restated_beside_the_first(declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all()))
    keep_values(TODAY, at=NIGHT)
    ServiceOfPlan.objects.create(key="late", title="あとから")
    kept = IndicatorValue.objects.get(indicator__key="1-1-i1")
    again = restate_value(kept, reason="届けが遅れた", at=NIGHT, who=None)
    both = IndicatorValue.objects.filter(indicator=kept.indicator).order_by("pk")
    assert [(one.value, one.restated_because) for one in both] == [(3, ""), (4, "届けが遅れた")]
    assert last_entry(again).verb == "plan.restate_value"
