"""The plan for machines."""

import pytest

from tomoni.engines.plan.models import ServiceOfPlan
from tomoni.engines.plan.readings import count

pytestmark = pytest.mark.usefixtures("undeclared", "plan")


@pytest.fixture
def ask(client):
    def asked(path: str):
        answer = client.get(f"/api/v1/plan/{path}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return asked


def test_the_whole_plan_is_the_object_that_the_command_prints(ask, capsys):
    import json

    from django.core.management import call_command

    call_command("plan", json=True, on="2026-11-20")
    assert ask("?on=2026-11-20") == json.loads(capsys.readouterr().out)


def test_one_indicator_on_any_day(ask):
    assert ask("indicators/1-1-i1?on=2025-09-29")["value"] == 189
    assert ask("indicators/1-2-i1?on=2026-11-20")["verdict_as_published"] == "reached"
    assert "verdict_as_published" not in ask("indicators/1-1-i1?on=2026-11-20")


def test_published_figures_say_from_what_they_were_corrected(ask):
    first = ask("indicators/1-2-i1/figures?on=2026-11-20")[0]
    assert (first["value"], first["corrected_from"], first["when"]) == (8.1, 9.1, "R4")


def test_the_records_behind_a_value(ask, declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all(), columns=("key", "title")))
    told = ask("indicators/1-1-i1/rows")
    assert told["number"] == 3
    assert told["rows"][0][1:] == ["groups", "市民活動団体の登録"]


def test_closed_records_are_counted_and_not_shown(ask, declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all()))
    assert ask("indicators/1-1-i1/rows") == {"number": 3, "columns": [], "rows": []}


@pytest.mark.parametrize(
    ("path", "status"),
    [("indicators/9-9-i9", 404), ("indicators/1-1-i1/rows", 404), ("?on=nonsense", 422), ("?on=2026-02-30", 422)],
)
def test_what_cannot_be_answered(client, path, status):
    assert client.get(f"/api/v1/plan/{path}").status_code == status


def test_kept_values_can_be_read(ask, client):
    from datetime import date, datetime

    from tomoni.base.clock import JAPAN
    from tomoni.engines.plan.values import keep_values

    keep_values(date(2026, 11, 20), at=datetime(2026, 11, 21, 3, 10, tzinfo=JAPAN))
    (value,) = ask("indicators/1-1-i2/values")
    assert (value["on"], value["value"], value["definition"]) == ("2026-11-01", 19.2, 1)
