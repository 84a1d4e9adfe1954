"""What a sheet promises: it asks for nothing that is known, says why it differs, and stands once it is published."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tomoni.base import clock
from tomoni.common.approvals import api as approvals
from tomoni.services.evaluation import actions
from tomoni.services.evaluation.models import EvaluationSheet, SheetNote, SheetStands
from tomoni.services.evaluation.queries import chase_list
from tomoni.services.evaluation.rules import NotNow

from .conftest import FIGURES_ON, HAND_IN_BY, PUBLISH_BY, TEXTS

pytestmark = pytest.mark.django_db


# What the sheet knows


def test_every_group_gets_its_sheet_with_its_section_in_one_act(evaluation):
    assert {sheet.code: sheet.section.code for sheet in evaluation.sheets.all()} == {
        "1-1-1": "community", "1-1-2": "community", "1-2-1": "planning",
    }  # fmt: skip


def test_a_sheet_comes_with_figures_verdict_reason_and_the_version_of_the_definition(sheet):
    figure = sheet.facts["figures"][0]
    assert (figure["id"], figure["verdict"], figure["definition"]["version"]) == ("1-1-i1", sheet.verdict, 1)
    assert figure["said"]["why"]["ja"].endswith("。")
    assert figure["said"]["title"]["en"] == "Registered groups"


def test_a_sheet_comes_with_the_volumes_of_its_live_services(sheet):
    volumes = {one["key"]: one for one in sheet.facts["volumes"]}
    assert set(volumes) == {"groups.registration", "groups.renewal", "groups.change", "groups.leaving"}
    assert volumes["groups.registration"]["median_days"] is None  # nothing was decided in the example city
    (register,) = sheet.facts["registers"]
    assert register["standing"] > 0


def test_a_sheet_is_compared_with_the_sheet_of_the_year_before(sheet):
    assert sheet.facts["compared_with"] == "sheet"
    assert sheet.facts["since"] == "2026-03-31"


def test_a_group_without_an_earlier_sheet_is_compared_with_the_plan_of_a_year_ago(evaluation):
    other = evaluation.sheets.get(code="1-2-1")
    assert (other.facts["compared_with"], other.facts["since"]) == ("plan", "2026-03-31")


def test_what_a_sheet_took_from_the_plan_is_not_changed_even_in_the_database(sheet):
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationSheet.objects.filter(pk=sheet.pk).update(facts=sheet.facts | {"figures": []})


def test_a_year_is_opened_once(evaluation, planner):
    with pytest.raises(actions.AlreadyOpen):
        actions.open_evaluation(
            year=2026, figures_on=FIGURES_ON, hand_in_by=HAND_IN_BY, publish_by=PUBLISH_BY, clerk=planner
        )


def test_only_the_planning_section_opens_a_year(writer, example_city):
    with pytest.raises(actions.NotYours):
        actions.open_evaluation(
            year=2026, figures_on=FIGURES_ON, hand_in_by=HAND_IN_BY, publish_by=PUBLISH_BY, clerk=writer
        )


# Writing


def test_a_rating_that_differs_from_the_verdict_is_explained(evaluation, sheet, writer):
    EvaluationSheet.objects.filter(pk=sheet.pk).update(verdict="behind")
    actions.keep(sheet, TEXTS | {"rating": "good", "difference": " "}, clerk=writer, opened_at=clock.now())
    with pytest.raises(actions.DifferenceUnexplained):
        actions.hand_in(sheet, clerk=writer)
    actions.keep(sheet, {"rating": "late"}, clerk=writer, opened_at=clock.now())
    assert actions.hand_in(sheet, clerk=writer).state == "handed_in"


@pytest.mark.parametrize("missing", ["rating", "comment", "next_step"])
def test_a_sheet_without_words_is_not_handed_in(sheet, writer, missing):
    actions.keep(sheet, TEXTS | {missing: ""}, clerk=writer, opened_at=clock.now())
    with pytest.raises(actions.WordsMissing, match=missing):
        actions.hand_in(sheet, clerk=writer)


def test_a_sheet_is_written_by_its_own_section(evaluation, writer, planner):
    with pytest.raises(actions.NotYours):
        actions.keep(evaluation.sheets.get(code="1-2-1"), TEXTS, clerk=writer, opened_at=clock.now())
    with pytest.raises(actions.NotYours):
        actions.keep(evaluation.sheets.get(code="1-1-1"), TEXTS, clerk=planner, opened_at=clock.now())


def test_nobody_overwrites_what_somebody_else_wrote_meanwhile(sheet, writer, example_city):
    opened = clock.now()
    actions.keep(sheet, {"comment": "係長の文"}, clerk=example_city.clerk("community-head"), opened_at=opened)
    with pytest.raises(actions.WrittenMeanwhile):
        actions.keep(sheet, {"comment": "課長補佐の文"}, clerk=writer, opened_at=opened)
    sheet.refresh_from_db()
    assert sheet.comment == "係長の文"
    actions.keep(sheet, {"comment": "二人の文"}, clerk=writer, opened_at=clock.now())


def test_a_conflict_shows_both_texts_and_loses_none(at_desk, sheet, writer, example_city):
    desk, opened = at_desk(writer), clock.now()
    actions.keep(sheet, {"comment": "課長の文"}, clerk=example_city.clerk("community-head"), opened_at=opened)
    answer = desk.post(sheet.get_absolute_url(), {"do": "write", "opened_at": opened.isoformat()} | TEXTS)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "課長の文" in page
    assert TEXTS["comment"] in page


def test_the_section_takes_back_what_nobody_has_checked(handed_in, writer, planner):
    assert actions.take_back(handed_in, clerk=writer).state == "writing"
    actions.hand_in(handed_in, clerk=writer)
    actions.check(handed_in, clerk=planner)
    with pytest.raises(NotNow):
        actions.take_back(handed_in, clerk=writer)


# The committee


def test_a_committee_that_asks_for_something_gets_an_answer(handed_in, writer, planner):
    actions.check(handed_in, clerk=planner)
    asked = actions.review(handed_in, clerk=planner, met_on=FIGURES_ON, opinion="よい。", request="数えてほしい。")
    assert asked.state == "reviewed"
    with pytest.raises(actions.WordsMissing):
        actions.answer(asked, clerk=writer, decision="not_taken", words=" ")
    assert actions.answer(asked, clerk=writer, decision="not_taken", words="人がいません。").state == "ready"


def test_a_committee_that_asks_for_nothing_waits_for_nobody(ready):
    assert ready.state == "ready"


# What is published stands


def test_a_published_sheet_is_not_changed_even_in_the_database(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationSheet.objects.filter(pk=published.pk).update(comment="なかったことに")
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("UPDATE evaluation_evaluationsheet SET state = 'ready' WHERE id = %s", [published.pk])
    with pytest.raises(SheetStands):
        published.delete()


def test_what_was_wrong_is_said_beside_it_on_its_day(published, planner, client):
    kept = actions.note(published, clerk=planner, words="相談会は二つの地域でした。")
    page = client.get("/plan/evaluation/2026/1-1-1/").content.decode()
    assert "相談会は二つの地域でした。" in page
    assert TEXTS["comment"] in page
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetNote.objects.filter(pk=kept.pk).update(words="三つでした。")


def test_a_scale_that_changes_later_changes_no_earlier_sheet(published, monkeypatch, client):
    from tomoni.services.evaluation import settings

    other = settings.Evaluating(ratings=[settings.Rating(key=key, title="別の尺度") for key in ("good", "bad")])
    monkeypatch.setattr(settings, "service_settings", lambda *_asked: other)
    page = client.get("/plan/evaluation/2026/1-1-1/").content.decode()
    assert "別の尺度" not in page
    assert "順調" in page


def test_a_rejected_publication_leaves_the_sheets_ready(ready, planner, example_city, client):
    paper = actions.propose_publication(ready.evaluation, clerk=planner)
    with pytest.raises(actions.NothingReady):
        actions.propose_publication(ready.evaluation, clerk=planner)
    approvals.reject(paper, clerk=example_city.clerk("mayor"), reason="委員会の日がちがう。")
    ready.refresh_from_db()
    assert ready.state == "ready"
    assert client.get("/plan/evaluation/2026/1-1-1/").status_code == 404


# Who has not handed in


def test_the_most_overdue_stands_first(evaluation):
    late = HAND_IN_BY + timedelta(days=3)
    assert [row.overdue for row in chase_list(evaluation, late)] == [3, 3, 3]
    assert chase_list(evaluation, HAND_IN_BY - timedelta(days=1))[0].overdue == -1


def test_nobody_is_reminded_before_the_time_nor_twice_a_day(evaluation, planner, today):
    today(HAND_IN_BY - timedelta(days=20))
    assert actions.remind(evaluation, clerk=planner) == []
    today(HAND_IN_BY + timedelta(days=1))
    assert len(actions.remind(evaluation, clerk=planner)) == 3
    assert actions.remind(evaluation, clerk=planner) == []
    today(HAND_IN_BY + timedelta(days=2))
    assert len(actions.remind(evaluation, clerk=planner)) == 3


def test_one_letter_goes_to_each_head_with_all_its_sheets(
    evaluation, planner, today, example_city, django_capture_on_commit_callbacks, mailoutbox
):
    today(HAND_IN_BY)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remind(evaluation, clerk=planner)
    letters = {letter.to[0]: letter.body for letter in mailoutbox}
    own = letters[example_city.clerk("community-head").account.email]
    assert "1-1-1" in own
    assert "1-1-2" in own
    assert "1-2-1" not in own


def test_who_has_handed_in_is_not_reminded(evaluation, handed_in, planner, today):
    today(HAND_IN_BY)
    assert {one.sheet.code for one in actions.remind(evaluation, clerk=planner)} == {"1-1-2", "1-2-1"}


def test_days_of_the_form_are_the_last_full_year_or_the_next_one(example_city, today):
    from tomoni.services.evaluation.forms import days_proposed
    from tomoni.services.evaluation.settings import rules_here

    assert days_proposed(rules_here(), opened=set())["figures_on"] == date(2026, 3, 31)
    assert days_proposed(rules_here(), opened={2025})["year"] == 2026
