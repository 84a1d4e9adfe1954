"""The real text of Goal 6 becomes the plan that stands, but for wording."""

from decimal import Decimal

import pytest
from django.conf import settings

from tomoni.engines.plan.documents.comparing import Weight, apart
from tomoni.engines.plan.documents.draft import Draft
from tomoni.engines.plan.documents.exporting import Export, Standing, export, lay_upon
from tomoni.engines.plan.documents.reading import read_plan
from tomoni.engines.plan.documents.writing import csv_of, toml_of
from tomoni.engines.plan.files import PlanFile, figures_of, plan_of

from .goal6 import CONTRIBUTIONS, FIGURES, MEASURES, STRATEGIC, goal6

pytestmark = pytest.mark.truth
AZUMINO = settings.ROOT / "cities" / "azumino"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_plan(goal6())[0]


@pytest.fixture(scope="module")
def read(draft) -> Export:
    return export(draft)


def stands() -> Export:
    plan = plan_of(AZUMINO)
    assert plan
    return Export(plan, list(figures_of(AZUMINO, "baseline", "target")))


def test_the_one_thing_it_is_unsure_of_is_the_name_of_the_plan(draft):
    assert [(one.kind, one.path) for one in draft.questions] == [("plan_title", "title")]
    assert (draft.first_year, draft.last_year) == (2023, 2027)


def test_beside_the_plan_that_stands_nothing_is_left_to_ask():
    there = stands()
    draft = lay_upon(read_plan(goal6())[0], Standing(there.plan, there.figures))
    assert draft.open_questions == [] and draft.title == "第2次安曇野市総合計画 後期基本計画"


def test_five_policies_twenty_headings_and_every_measure(read):
    assert [policy.code for policy in read.plan.policy] == ["6-1", "6-2", "6-3", "6-4", "6-5"]
    assert len(read.plan.group) == 20
    counts = [sum(one.group == group.code for one in read.plan.measure) for group in read.plan.group]
    assert counts == MEASURES
    assert all(one.words.endswith("。") and not one.words.startswith("・") for one in read.plan.measure)


def test_eleven_indicators_with_exact_figures_units_and_years(read):
    known = {(one.indicator, one.kind): one for one in read.figures}
    units = {one.key: one.unit for one in read.plan.indicator}
    assert list(units) == list(FIGURES)
    for key, (unit, baseline, target) in FIGURES.items():
        assert units[key] == unit
        assert (known[key, "baseline"].value, known[key, "baseline"].when) == (Decimal(baseline), "R4")
        assert (known[key, "target"].value, known[key, "target"].when) == (Decimal(target), "R9")


def test_marks_of_the_strategy_and_notes(read, draft):
    assert {one.key for one in read.plan.indicator if one.strategic} == STRATEGIC
    notes = [one.note for _, one in draft.kept_indicators()]
    assert notes[2] == "市民意識調査、「満足」＋「まあ満足」の割合"
    assert notes[8].startswith("行政手続きのスマート化：電子申請化") and notes[9:] == ["", ""]


def test_the_topic_and_the_value_projects_with_what_feeds_them(read):
    topic = read.plan.policy[4].topics[0]
    assert topic.title.startswith("経常収支比率は88.3％") and topic.source == "総務省「地方財政状況調査関係資料」"
    assert [one.title for one in read.plan.project][2:] == [
        "AZUMINOブランドの発信",
        "文化・芸術中核都市の実現",
        "アウトドア・スポーツの聖地",
    ]
    assert {one.code: [said.project for said in one.contributions] for one in read.plan.policy} == CONTRIBUTIONS


def test_beside_the_plan_that_stands_only_wording_differs(read):
    found = apart(read, stands())
    assert [str(one) for one in found if one.weight is Weight.SUBSTANCE] == []
    assert len(found) > 50  # the standing plan is in our own words


def test_what_the_document_does_not_say_is_kept_from_the_plan_that_stands(draft):
    there = stands()
    whole = export(draft, Standing(there.plan, there.figures))
    assert [one.services for one in whole.plan.measure] == [one.services for one in there.plan.measure]
    assert whole.plan.definition == there.plan.definition
    assert whole.plan.policy[0].title_in == there.plan.policy[0].title_in
    assert "en" not in whole.plan.policy[0].words_in  # a translation of other words
    assert [one.source for one in whole.figures] == [one.source for one in there.figures if one.kind != "x"]


@pytest.mark.parametrize("beside", [False, True])
def test_the_files_written_are_read_by_the_citys_loader(draft, tmp_path, beside):
    there = stands()
    whole = export(draft, Standing(there.plan, there.figures) if beside else None)
    (tmp_path / "plan.toml").write_text(toml_of(whole.plan, draft), encoding="utf-8")
    (tmp_path / "observations.csv").write_text(csv_of(whole.figures), encoding="utf-8")
    again: PlanFile | None = plan_of(tmp_path)
    assert again and again.model_dump() == whole.plan.model_dump()
    assert [(one.indicator, one.when, one.value) for one in figures_of(tmp_path, "baseline", "target")] == [
        (one.indicator, one.when, one.value) for one in whole.figures
    ]
