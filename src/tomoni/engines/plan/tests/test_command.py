"""./tomoni plan."""

import json

import pytest
from django.core.management import CommandError, call_command

from tomoni.engines.plan.models import Plan

from .conftest import rows_worth

OF_AN_INDICATOR = {
    "id", "label", "title", "unit", "direction", "baseline", "target", "value", "kind", "invented", "low", "high", "n",
    "definition", "evidence", "position", "pace", "verdict", "reason",
}  # fmt: skip


def printed(capsys, **options) -> str:
    call_command("plan", **options)
    return capsys.readouterr().out


@pytest.mark.usefixtures("undeclared", "plan")
def test_the_json_is_one_object_with_everything(capsys):
    told = json.loads(printed(capsys, json=True, on="2026-11-20"))
    assert list(told) == ["city", "plan", "on", "policies", "groups", "indicators"]
    assert told["on"] == "2026-11-20"
    assert told["policies"][0] == {"code": "1-1", "title": "団体とともに"}
    assert told["groups"][0] == {
        "code": "1-1-1",
        "title": "団体を増やす",
        "services": [{"key": "groups", "state": "live"}],
    }
    assert [one["id"] for one in told["indicators"]] == ["1-1-i1", "1-1-i2", "1-2-i1", "1-2-i2"]
    assert all(set(one) >= OF_AN_INDICATOR for one in told["indicators"])


@pytest.mark.usefixtures("undeclared", "plan")
def test_the_numbers_of_the_json_are_numbers(capsys):
    survey, ratio = json.loads(printed(capsys, json=True, on="2026-11-20"))["indicators"][1:3]
    assert (survey["value"], survey["n"], survey["low"], survey["high"]) == (19.2, 824, 16.6561, 22.0298)
    assert (round(survey["power"]["chance"], 2), survey["power"]["needed_n"]) == (0.28, 4159)
    assert (ratio["baseline"], ratio["baseline_as_published"], ratio["restated_on"]) == (8.1, 9.1, "2023-08-30")
    assert (ratio["position"], ratio["pace"], ratio["verdict"]) == (None, None, "cannot_tell")
    assert ratio["verdict_as_published"] == "reached"


@pytest.mark.usefixtures("plan")
def test_a_counted_value_says_how_many_rows_and_what_was_published(capsys, declared):
    declared("groups.standing", rows_worth(208))
    told = json.loads(printed(capsys, json=True, on="2026-11-20"))["indicators"][0]
    assert (told["value"], told["kind"], told["evidence"]) == (208, "computed", 4)
    assert told["published"] == {"value": 199, "value_on": "2025-09-30", "kind": "observed", "source": "例の新聞"}


@pytest.mark.usefixtures("undeclared", "plan")
def test_people_get_a_table(capsys):
    table = printed(capsys, on="令和8年11月20日")
    assert "1-1①" in table and "184 → 199 → 220 団体" in table and "順調" in table


@pytest.mark.usefixtures("plan")
def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="no day 31"):
        call_command("plan", on="2026-02-31")


@pytest.mark.usefixtures("plan")
def test_without_a_plan_the_command_says_what_to_do(monkeypatch):
    monkeypatch.setattr(Plan.objects, "of", lambda on: None)
    with pytest.raises(CommandError, match="city load"):
        call_command("plan")
