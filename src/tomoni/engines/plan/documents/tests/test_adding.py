"""What the reading did not find is put in by a person, in its place; questions move with what they are about."""

import pytest

from tomoni.base.journal.models import Entry
from tomoni.engines.plan.documents.adding import insert
from tomoni.engines.plan.documents.draft import Draft, GoalDraft, GroupDraft, PolicyDraft
from tomoni.engines.plan.documents.questions import ask
from tomoni.engines.plan.models import PlanDocument

from .test_desk import desk, document, text  # noqa: F401 (fixtures)

POLICY = {"code": "3-2", "title": "山を守る", "words": "山を、みんなで守ります。", "line": "4"}
INDICATOR = {
    "number": "3", "title": "植えた木の数", "unit": "本", "direction": "higher", "nature": "yearly",
    "baseline": "1,200", "baseline_year": "R4", "target": "2000", "target_year": "R9",
}  # fmt: skip


def draft_now() -> Draft:
    return Draft.model_validate(PlanDocument.objects.get().draft)


def test_a_policy_with_its_parts_is_added_and_loaded_like_what_was_read(desk, document):  # noqa: F811
    page = text(desk.get(document))
    assert "施策を加える" in page and "取組の方向を加える" in page and "指標を加える" in page
    add = f"{document}add/"
    assert desk.post(f"{add}policies/", POLICY).status_code == 302
    assert desk.post(f"{add}policies.1.groups/", {"title": "木を植える", "after": "0"}).status_code == 302
    measure = {"words": "子どもと木を植えます。", "after": "0"}
    assert desk.post(f"{add}policies.1.groups.0.measures/", measure).status_code == 302
    assert desk.post(f"{add}policies.1.indicators/", INDICATOR | {"number": "1"}).status_code == 302
    told = text(desk.get(f"{document}plan.toml"))
    assert 'code = "3-2-1a"' in told and 'key = "3-2-i1"' in told
    assert "3-2-i1,baseline,R4,1200" in text(desk.get(f"{document}observations.csv"))
    assert Entry.objects.filter(verb="plan.add_to_draft").count() == 4


def test_a_figure_that_is_added_has_its_places_and_the_year_of_its_sort(desk, document):  # noqa: F811
    added = INDICATOR | {"baseline": "12.50", "baseline_year": "", "target_year": ""}
    assert desk.post(f"{document}add/policies.0.indicators/", added).status_code == 302
    put = draft_now().policies[0].indicators[2]
    assert (put.baseline.places, put.target.year) == (2, draft_now().last_year)


@pytest.mark.parametrize(
    ("path", "facts", "said"),
    [
        ("policies", POLICY | {"code": "3-1"}, "この番号の施策が、もうあります"),
        ("policies", POLICY | {"code": "三の二"}, "1-2のように書いてください"),
        ("policies.0.indicators", INDICATOR | {"number": "1"}, "この番号は、もう使われています"),
        ("policies.0.indicators", INDICATOR | {"target": "たくさん"}, "数で入れてください"),
    ],
)
def test_what_cannot_be_added_says_why(desk, document, path, facts, said):  # noqa: F811
    answer = desk.post(f"{document}add/{path}/", facts)
    assert answer.status_code == 422
    assert said in text(answer)


def test_the_page_says_what_is_added(desk, document):  # noqa: F811
    for path, words in (("policies", "施策を加える"), ("policies.0.groups.0.measures", "取組を加える")):
        assert f"<h1>{words}</h1>" in text(desk.get(f"{document}add/{path}/?line=4"))


def test_nothing_is_added_where_there_is_no_list(desk, document):  # noqa: F811
    for path in ("policies.7.groups", "questions", "policies.0", "goals"):
        assert desk.get(f"{document}add/{path}/").status_code == 404


def test_whoever_corrects_a_part_that_has_moved_meanwhile_is_told(desk, document):  # noqa: F811
    part = f"{document}part/policies.0.groups.0.measures.0/"
    stood = draft_now().policies[0].groups[0].measures[0].words
    desk.post(f"{document}add/policies.0.groups.0.measures/", {"words": "先に入れた取組", "after": "0"})
    desk.post(part, {"stood": stood, "words": "川の掃除を続けます。"})
    assert [one.words for one in draft_now().policies[0].groups[0].measures][:2] == ["先に入れた取組", stood]


def test_questions_move_with_what_they_are_about():
    draft = Draft(
        goals=[GoalDraft(code="1", title="緑")],
        policies=[
            PolicyDraft(goal="1", code="1-1", title="川", groups=[GroupDraft(title="あ"), GroupDraft(title="い")])
        ],
    )
    first = ask(draft, "no_measures", path="policies.0.groups.0.dropped")
    second = ask(draft, "no_measures", path="policies.0.groups.1.dropped")
    assert insert(draft, "policies.0.groups", 1, {"title": "間"}) == "policies.0.groups.1"
    assert (first.path, second.path) == ("policies.0.groups.0.dropped", "policies.0.groups.2.dropped")
    insert(draft, "policies.0.groups.2.measures", 0, {"words": "する。"})
    assert (first.answered, second.answered) == (False, True)


def test_a_policy_of_a_goal_that_nobody_has_named_asks_for_its_name():
    draft = Draft()
    insert(draft, "policies", 0, {"code": "4-1", "title": "山"})
    assert [(one.kind, one.path) for one in draft.open_questions] == [("goal_title", "goals.0.title")]
