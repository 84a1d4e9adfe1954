"""The accessibility statement: nothing is claimed that was not tested, and the committed result is a clean one."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tomoni.web.public.accessibility import results, screens
from tomoni.web.public.accessibility.criteria import CRITERIA, OF_SOUND_AND_FILM
from tomoni.web.public.accessibility.results import ByPeople, Claim, Policy, Result, State, claim, lines, the_result
from tools.accessibility import put_together, vnu_version

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 20)
LOOKED = {"axe": ["4"], "nu": "1", "day": DAY, "made_from": "x", "made_from_on": DAY, "looks": 2, "widths": [320], "media": 0,
          "html": {"pages": 2, "errors": 0}, "screens": {"/": ["ja"]}}  # fmt: skip
CONTRAST = {"criteria": ["1.4.3"], "passes": 2}


def result(**more) -> Result:
    return Result.model_validate(LOOKED | {"rules": {"color-contrast": CONTRAST}} | more)


def policy(*tested: ByPeople) -> Policy:
    return Policy(scope="全部", level="AA", due=DAY, decided_on=DAY, section="課", tested=list(tested))


def people(**found: str) -> list[ByPeople]:
    """Every criterion tested by people and met, but for those in `found`."""
    return [
        ByPeople(criterion=one.number, result=found.get(one.number, "met"), on=DAY, how="人が見た", note="直す")
        for one in CRITERIA
    ]


def state_of(number: str, told) -> State:
    return next(line.state for line in told if line.criterion.number == number)


def test_the_criteria_are_those_of_the_standard():
    assert [sum(one.level == level for one in CRITERIA) for level in ("A", "AA")] == [25, 13]
    assert len({one.number for one in CRITERIA}) == 38


def test_what_nobody_tested_is_called_untested_and_no_conformance_is_claimed():
    told = lines(result(), policy())
    assert state_of("1.4.3", told) is State.NOTHING_FOUND
    assert state_of("2.1.1", told) is State.UNTESTED
    assert state_of("4.1.1", told) is State.MET
    assert all(state_of(number, told) is State.NOT_APPLICABLE for number in OF_SOUND_AND_FILM)
    assert claim(told) is Claim.CONSIDERED


def test_without_any_result_everything_is_untested():
    told = lines(None, None)
    assert {line.state for line in told} == {State.UNTESTED}
    assert claim(told) is Claim.CONSIDERED


def test_tested_by_people_and_met_is_conformance():
    assert claim(lines(result(), policy(*people()))) is Claim.CONFORMS


def test_one_criterion_that_is_not_met_leaves_conformance_in_part():
    assert claim(lines(result(), policy(*people(**{"2.4.7": "not_met"})))) is Claim.PARTLY


def test_a_machines_finding_outweighs_what_people_wrote():
    broken = result(rules={"color-contrast": CONTRAST | {"violations": 1}})
    told = lines(broken, policy(*people()))
    assert state_of("1.4.3", told) is State.NOT_MET
    assert claim(told) is Claim.PARTLY


def test_a_film_makes_its_criteria_apply_again():
    assert state_of("1.2.2", lines(result(media=1), policy())) is State.UNTESTED


def test_a_criterion_that_is_not_met_says_what_will_be_done():
    with pytest.raises(ValueError, match="what is wrong"):
        ByPeople(criterion="2.1.1", result="not_met", on=DAY, how="人が見た")
    with pytest.raises(ValueError, match="no criterion"):
        ByPeople(criterion="9.9.9", result="met", on=DAY, how="人が見た")


@pytest.mark.parametrize("prefix", ["", "/ja-easy", "/en"])
def test_the_page_shows_every_criterion_and_claims_nothing(client, prefix):
    page = client.get(f"{prefix}/accessibility/").content.decode()
    assert page.count('<th scope="row">') == 38
    assert "JIS X 8341-3:2016" in page
    assert "準拠しています<" not in page


def test_a_page_without_policy_and_result_says_so(client, monkeypatch):
    monkeypatch.setattr(screens, "the_policy", lambda: None)
    monkeypatch.setattr(screens, "the_result", lambda: None)
    assert "自動の検査の結果が、まだありません" in client.get("/accessibility/").content.decode()


def test_the_table_can_be_had_as_csv(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/accessibility/result.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 38
    assert {row["人による試験"] for row in rows} == {"未実施"}


def test_the_committed_result_is_clean_and_made_by_the_checkers_of_today():
    """Made anew by ./tomoni accessibility; whoever raises axe or Nu makes it anew."""
    committed = the_result()
    assert committed is not None
    assert committed.violated == []
    assert committed.html.errors == 0
    assert committed.nu == vnu_version()
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed").__path__[0]
    head = (Path(axe) / "axe.min.js").read_text(encoding="utf-8")[:40]
    assert head.startswith(f"/*! axe v{committed.axe[0]}\n") and len(committed.axe) == 1


def test_looks_are_put_together_by_rule():
    look = {"path": "/en/plan/", "language": "en", "media": 0, "engine": "4.12.1",
            "rules": {"passes": {"color-contrast": ["wcag2aa", "wcag143", "cat.color"]}, "violations": {}, "incomplete": {},
                      "inapplicable": {"video-caption": ["wcag2a", "wcag122"]}}}  # fmt: skip
    told = put_together([look, look | {"path": "/plan/"}], [{"pages": 2, "errors": 0}])
    assert told["rules"] == {
        "color-contrast": {"criteria": ["1.4.3"], "passes": 2},
        "video-caption": {"criteria": ["1.2.2"], "inapplicable": 2},
    }
    assert told["screens"] == {"/plan/": ["en", "ja"]}
    assert Result.model_validate_json(json.dumps(told)).pages == 2
    assert results.RESULT.name == "result.json"
