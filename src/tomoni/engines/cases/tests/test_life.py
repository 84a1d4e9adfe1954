"""A case from its arrival to its notice: the clock, the correction, the decision, and what follows from it."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tomoni.base.journal.api import entries_about
from tomoni.common.approvals.api import reject, send_back
from tomoni.common.approvals.api import withdraw as take_paper_back
from tomoni.common.people.api import Organisation
from tomoni.engines.cases import actions, letters, notices
from tomoni.engines.cases.actions import (
    NoReasons,
    NotComplete,
    NotDecidedHere,
    NothingSaid,
    Reasons,
    accept,
    answer_correction,
    ask_correction,
    assign,
    begin,
    deciding,
    note,
    propose,
    refuse,
    say,
    submit,
    take_up,
    withdraw,
)
from tomoni.engines.cases.clock import clock_on
from tomoni.engines.cases.models import Case, Draft, Notice, Proposal
from tomoni.engines.cases.notices import NoRemedies
from tomoni.engines.cases.queries import story_for_applicant
from tomoni.engines.cases.remedies import Remedies
from tomoni.engines.cases.workflow import NotNow, State

from . import toys
from .conftest import ROUTE, a_notification, an_application, granted, paper_about, sealed

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
WHY = Reasons(article="クラブ登録要綱 第3条", facts="会員は4人である", reasoning="5人以上という条件を満たさない")


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def verbs(case: Case) -> list[str]:
    return [entry.verb.removeprefix("cases.") for entry in entries_about(case)]


# Arrival


def test_numbers_follow_each_other_in_their_series_and_year(at):
    at(FRIDAY)
    first, second, other = an_application(), an_application(), a_notification()
    assert [case.number for case in (first, second, other)] == ["R8-ク登-0001", "R8-ク登-0002", "R8-ク変-0001"]
    at(date(2027, 4, 1))
    assert an_application().number == "R9-ク登-0001"


def test_a_failure_on_the_way_leaves_nothing_behind_and_takes_no_number(monkeypatch):
    draft = begin(toys.registration, answers=toys.FIREFLIES)
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(letters, "receipt", lambda case: (_ for _ in ()).throw(RuntimeError("power cut")))
        submit(draft)
    assert not Case.objects.exists()
    assert Draft.objects.get(pk=draft.pk).case is None
    assert submit(draft).number.endswith("-0001")


def test_the_server_stamps_the_arrival(at):
    now = at(FRIDAY, 21, 14)
    assert an_application().arrived_at == now


def test_the_paper_names_the_day_of_arrival_in_japan(at):
    at(FRIDAY, 1, 15)  # still Thursday in Greenwich
    assert deciding._facts(again(an_application()))["届いた日"] == "令和8年11月20日"


def test_the_same_draft_is_the_same_case():
    draft = begin(toys.registration, answers=toys.FIREFLIES)
    assert submit(draft) == submit(Draft.objects.get(pk=draft.pk))
    assert Case.objects.count() == 1


def test_what_is_incomplete_does_not_arrive():
    with pytest.raises(NotComplete) as missing:
        submit(begin(toys.registration, answers=toys.FIREFLIES | {"name_kana": "蛍", "promise": False}))
    assert set(missing.value.errors) == {"name_kana", "promise"}
    with pytest.raises(NotComplete) as few:
        an_application(members=4)
    assert few.value.errors == {"members": "会員が5人以上いるクラブを登録しています"}


# The clock


def test_the_clock_rests_while_the_applicant_puts_something_right(at, clerk):
    at(date(2026, 11, 5), 21)
    case = an_application()
    at(date(2026, 11, 6))
    take_up(case, who=clerk)
    at(date(2026, 11, 11), 16)
    ask_correction(case, what="会則の3ページ目を付けてください", who=clerk)
    assert again(case).state == State.CORRECTION
    assert again(case).due_on == date(2026, 12, 4)  # if the answer comes on the last day
    at(date(2026, 11, 16), 20)
    answer_correction(case, answers={"members": 8})
    clock = clock_on(again(case), FRIDAY)
    assert (again(case).due_on, clock.counted, clock.left) == (date(2026, 11, 25), 8, 2)
    assert again(case).answers["members"] == 8
    assert again(case).handed_in["members"] == 7


def test_an_answer_that_does_not_come_lets_the_clock_go_on_after_its_day(at, clerk):
    at(date(2026, 11, 5))
    case = take_up(an_application(), who=clerk)
    at(date(2026, 11, 6))
    ask_correction(case, what="会則を付けてください", reply_by=date(2026, 11, 10), who=clerk)
    clock = clock_on(again(case), date(2026, 11, 12))
    assert (clock.counted, clock.resting) == (3, False)
    assert propose(again(case), outcome="REFUSE", reasons=WHY, who=clerk).case.state == State.PROPOSED


def test_a_correction_takes_only_what_was_asked_for(at, clerk):
    case = take_up(an_application(), who=clerk)
    ask_correction(case, what="人数を確かめてください", keys=["members"], who=clerk)
    with pytest.raises(NotComplete):
        answer_correction(case, answers={"members": "たくさん"})
    answer_correction(case, answers={"members": 9, "name": "別の名前"})
    assert (again(case).answers["members"], again(case).answers["name"]) == (9, "ほたるの会")


def test_one_correction_at_a_time(clerk):
    case = take_up(an_application(), who=clerk)
    ask_correction(case, what="会則", who=clerk)
    with pytest.raises(NotNow):
        ask_correction(case, what="予算", who=clerk)


def test_a_late_case_is_found(at):
    at(date(2026, 11, 5))
    case = an_application()
    assert list(Case.objects.late(case.due_on)) == []
    assert list(Case.objects.late(case.due_on + timedelta(1))) == [case]


# The decision


def test_two_seals_grant_it_and_what_follows_is_recorded(at, clerk, example_city):
    at(FRIDAY)
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    assert again(case).state == State.PROPOSED
    sealed(proposal, example_city, ROUTE[0])
    assert not Organisation.objects.filter(name="ほたるの会").exists()
    sealed(proposal, example_city, ROUTE[1])
    assert (again(case).state, again(case).decided_on, again(case).examiner) == (State.GRANTED, FRIDAY, clerk)
    assert Organisation.objects.filter(name="ほたるの会").count() == 1
    assert Notice.objects.get(case=case).outcome == "GRANT"
    assert verbs(case) == ["submit", "take_up", "propose", "grant", "notify"]


def test_a_follow_up_that_fails_leaves_the_last_seal_unput(clerk, example_city, monkeypatch):
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    sealed(proposal, example_city, ROUTE[0])
    monkeypatch.setattr(toys.registration, "granted", [lambda case: 1 / 0])
    with pytest.raises(ZeroDivisionError):
        sealed(proposal, example_city, ROUTE[1])
    assert again(case).state == State.PROPOSED
    assert not Notice.objects.exists()
    monkeypatch.undo()
    sealed(proposal, example_city, ROUTE[1])
    assert again(case).state == State.GRANTED


@pytest.mark.parametrize("missing", ["article", "facts", "reasoning"])
def test_a_refusal_without_a_reason_cannot_be_proposed(clerk, missing):
    case = an_application()
    reasons = Reasons(**{**vars(WHY), missing: " "})
    with pytest.raises(NoReasons):
        propose(case, outcome="REFUSE", who=clerk, reasons=reasons)
    with pytest.raises(NoReasons):
        refuse(case, reasons=reasons)
    assert again(case).state == State.RECEIVED


def test_a_refusal_leaves_with_reasons_and_remedies_with_their_last_day(at, clerk, example_city):
    at(FRIDAY)
    case = an_application()
    sealed(
        propose(case, outcome="REFUSE", reasons=WHY, words="会員がふえたらまた出してください", who=clerk),
        example_city,
        *ROUTE,
    )
    notice = Notice.objects.get(case=case)
    assert (again(case).state, notice.article, notice.appeal_by) == (State.REFUSED, WHY.article, date(2027, 2, 22))
    for said in ("3か月以内", "令和9年2月22日まで", "6か月以内", "を被告として"):
        assert said in notice.remedies
    assert "会員がふえたら" in notice.body
    assert not Organisation.objects.filter(name="ほたるの会").exists()
    assert toys.told[-1] == "ほたるの会は登録されませんでした"


def test_no_notice_leaves_without_remedies(clerk, example_city, monkeypatch):
    told = granted(an_application(), example_city).notice.remedies
    assert "審査請求をすることができます" in told  # a grant that can be fought says how, too
    monkeypatch.setattr(notices, "remedies_for", lambda *_asked: Remedies(""))
    proposal = propose(an_application(), outcome="REFUSE", reasons=WHY, who=clerk)
    with pytest.raises(NoRemedies), transaction.atomic():
        sealed(proposal, example_city, *ROUTE)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("emptied", ["article", "facts", "reasoning", "remedies"])
def test_the_database_lets_no_refusal_out_without_them(at, clerk, example_city, emptied):
    case = an_application()
    sealed(propose(case, outcome="REFUSE", reasons=WHY, who=clerk), example_city, *ROUTE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(case=case).update(**{emptied: ""})


def test_a_rejected_paper_gives_the_case_back_to_its_examiner(clerk, example_city):
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    sealed(proposal, example_city, ROUTE[0])
    reject(paper_about(proposal), clerk=example_city.clerk(ROUTE[1]), reason="会則を見直す")
    proposal.refresh_from_db()
    assert (again(case).state, proposal.state) == (State.EXAMINING, Proposal.State.STOPPED)
    assert granted(case, example_city).state == State.GRANTED


def test_a_paper_that_was_sent_back_and_taken_back_gives_it_back_too(clerk, example_city):
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    send_back(paper_about(proposal), clerk=example_city.clerk(ROUTE[0]), reason="書類が足りない")
    assert again(case).state == State.PROPOSED
    take_paper_back(paper_about(proposal), clerk=clerk, reason="補正をお願いする")
    assert again(case).state == State.EXAMINING


def test_one_proposal_at_a_time(clerk):
    case = an_application()
    propose(case, outcome="GRANT", who=clerk)
    with pytest.raises(NotNow):
        propose(case, outcome="GRANT", who=clerk)


def test_a_procedure_without_a_route_is_decided_by_its_examiner(clerk, monkeypatch):
    monkeypatch.setattr(toys.registration, "route", ())
    case = an_application()
    propose(case, outcome="GRANT", who=clerk)
    assert again(case).state == State.GRANTED


def test_whoever_applied_can_take_it_back_until_it_is_decided(clerk, example_city):
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    withdraw(case, why="やめることにした")
    assert again(case).state == State.WITHDRAWN
    assert paper_about(proposal).state == "withdrawn"
    with pytest.raises(NotNow):
        withdraw(case)


def tables_in_order(queries):
    """Which of paper and case each transaction comes to first; whoever locks takes them in this order."""
    froms = (re.findall(r'FROM "(approvals_paper|cases_case)" ', query["sql"]) for query in queries)
    return list(dict.fromkeys(found[0] for found in froms if found))


def test_a_withdrawal_and_a_seal_take_paper_and_case_in_one_order(clerk, example_city):
    """Two orders could wait for each other for ever; PostgreSQL would then turn one of the two people away."""
    case, other = an_application(), an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    sealed_one = propose(other, outcome="GRANT", who=clerk)
    sealed(sealed_one, example_city, ROUTE[0])
    with CaptureQueriesContext(connection) as withdrawing:
        withdraw(case)
    with CaptureQueriesContext(connection) as sealing:
        sealed(sealed_one, example_city, ROUTE[1])
    assert again(other).state == State.GRANTED
    assert paper_about(proposal).state == "withdrawn"
    assert tables_in_order(withdrawing) == tables_in_order(sealing) == ["approvals_paper", "cases_case"]


def test_a_case_put_before_its_route_in_the_same_moment_is_not_withdrawn_under_it(clerk, monkeypatch):
    case = an_application()
    held = deciding.held

    def somebody_is_faster(case):
        monkeypatch.setattr(deciding, "held", held)
        propose(case, outcome="GRANT", who=clerk)
        return held(case)

    monkeypatch.setattr(deciding, "held", somebody_is_faster)
    with pytest.raises(NotNow):
        withdraw(case)
    assert again(case).state == State.RECEIVED  # all of this was one transaction


# Notifications


def test_a_notification_is_accepted_and_never_decided(clerk):
    case = a_notification()
    with pytest.raises(NotDecidedHere):
        propose(case, outcome="GRANT", who=clerk)
    accept(case, who=clerk)
    assert again(case).state == State.ACCEPTED
    assert Organisation.objects.filter(name="ほたるの里").exists()


@pytest.mark.parametrize("state", ["GRANTED", "REFUSED"])
def test_the_database_never_grants_a_notification(state):
    case = a_notification()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=state, closed_on=FRIDAY)


# Words


def test_every_move_is_journaled_by_whoever_made_it(clerk, example_city):
    case = an_application()
    take_up(case, who=clerk)
    assign(case, to=example_city.clerk("community-head"), who=clerk)
    ask_correction(case, what="会則", who=clerk)
    answer_correction(case, answers={})
    say(case, text="電話しました", clerk=clerk)
    note(case, text="声の大きい人", clerk=clerk)
    withdraw(case)
    assert verbs(case) == [
        "submit",
        "take_up",
        "assign",
        "ask_correction",
        "answer_correction",
        "say",
        "note",
        "withdraw",
    ]
    assert {entry.who for entry in entries_about(case) if entry.verb == "cases.note"} == {clerk}


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_nobody_sends_empty_words(clerk, empty):
    case = take_up(an_application(), who=clerk)
    for verb in (
        lambda: say(case, text=empty, clerk=clerk),
        lambda: note(case, text=empty, clerk=clerk),
        lambda: ask_correction(case, what=empty, who=clerk),
    ):
        with pytest.raises(NothingSaid):
            verb()


def test_the_applicant_reads_what_happened_without_names(at, clerk, example_city):
    case = granted(an_application(), example_city)
    note(case, text="内部のメモ", clerk=clerk)
    story = story_for_applicant(case)
    assert [one.what for one in story] == [
        "認められました", "担当の確認が済みました", "担当が確かめ始めました", "申請が届きました",
    ]  # fmt: skip
    assert clerk.family_name not in str(story)
    assert "内部のメモ" not in str(story)


def test_every_verb_of_the_engine_is_one_that_this_file_tries():
    assert set(actions.__all__) - {
        "NoConsent", "NoReasons", "NoScan", "NotImpartial", "NotToBeFought", "TooLate", "NotComplete", "NotConfirmed", "NotDecidedHere", "NotProven", "NothingSaid",
        "Reasons", "Spokesperson",
    } == {
        "accept", "answer_correction", "ask_correction", "assign", "begin", "grant", "judge", "note", "propose", "refuse",
        "save_step", "say", "submit", "take_up", "withdraw",
        "belongs_to_resident", "taken_to_the_counter",  # tried in test_identity.py
        "appeal", "ask_board", "begin_again", "defend", "link", "rebut", "review", "rule", "withdraw_appeal",  # test_appeal.py
        "begin_for", "hand_in_for", "keep_scan",  # tried in test_helping.py
        "come_back", "consult", "reply", "send_through", "tell_delay",  # tried in test_waiting.py
    }  # fmt: skip
