"""What makes an applicant wait, and what they are told of it: another office, another section, days beyond the period."""

from datetime import date

import pytest

from tomoni.engines.cases.actions import NothingSaid, come_back, propose, say, send_through, take_up, tell_delay
from tomoni.engines.cases.actions.waiting import count_again, draft_delays
from tomoni.engines.cases.clock import clock_on
from tomoni.engines.cases.measure import ENOUGH, measured
from tomoni.engines.cases.models import Case, Consultation, Delay
from tomoni.engines.cases.rules import Mark, percentile
from tomoni.engines.cases.workflow import NotNow

from .conftest import a_notification, an_application, granted
from .test_desk import act, words

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def desk(client_as, clerk):
    return client_as(clerk)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


# Another office


def test_days_at_another_office_are_its_own_and_the_citys_clock_rests(at, clerk):
    at(FRIDAY)
    case = an_application()
    at(date(2026, 11, 25))
    leg = send_through(case, through="県の建設事務所", within=5, who=clerk)
    assert leg.due_on == date(2026, 12, 2)
    assert again(case).due_on == date(2026, 12, 14)
    clock = clock_on(again(case), date(2026, 11, 30))
    assert (clock.counted, clock.resting) == (2, True)
    assert [day.day.day for day in clock.days if day.mark == Mark.AWAY] == [26, 27, 30, 1, 2]
    at(date(2026, 11, 27))
    come_back(case, who=clerk)
    assert again(case).due_on == date(2026, 12, 9)
    with pytest.raises(NotNow):
        come_back(case, who=clerk)


def test_an_office_that_takes_longer_than_its_days_moves_the_last_day_every_night(at, clerk):
    at(FRIDAY)
    case = an_application()
    send_through(case, through="県", within=2, who=clerk)
    before = again(case).due_on
    at(date(2026, 12, 4))
    count_again(date(2026, 12, 4))
    assert again(case).due_on > before
    assert clock_on(again(case), date(2026, 12, 4)).counted == 0


def test_the_desk_sends_a_case_through_another_office_and_the_applicant_reads_it(desk, client, arrived):
    told = {"through-through": "県の建設事務所", "through-within": "5"}
    assert "市の日数は止まっています" in words(act(desk, arrived, "through", **told))
    assert "いまは県の建設事務所で確かめています" in words(client.get(f"/cases/{arrived.token}/"))
    assert "次の開庁日から市の日数を数えます" in words(act(desk, arrived, "back"))


# Days beyond the period


def test_before_the_last_day_the_night_drafts_what_has_to_be_told(at, clerk, client, desk):
    at(FRIDAY)
    case = an_application()
    take_up(case, who=clerk)
    assert draft_delays(date(2026, 12, 1)) == 0
    assert draft_delays(date(2026, 12, 3)) == 1
    assert draft_delays(date(2026, 12, 4)) == 0
    delay = Delay.objects.get()
    assert (delay.stands, delay.sent_at) == ("届いた書類を確かめています。", None)
    assert "遅れの知らせの下書きがあります" in words(desk.get(f"/desk/cases/{case.number}/"))
    given = {"delay-stands": delay.stands, "delay-reason": "書類が多く届いたため", "delay-outlook": "令和18年12月15日"}
    assert "見込みを、申請した人に知らせました" in words(act(desk, case, "delay", **given))
    page = words(client.get(f"/cases/{case.token}/"))
    for said in (
        "書類が多く届いたため",
        "12月15日（月）までにお答えする見込みです",
        "遅れるわけと見込みをお知らせしました",
    ):
        assert said in page
    assert draft_delays(date(2026, 12, 10)) == 0
    letter = f"/desk/cases/{case.number}/letters/delay.pdf"
    assert desk.get(letter)["Content-Type"] == "application/pdf"
    assert "letters/delay.pdf" in desk.get(f"/desk/cases/{case.number}/").content.decode()
    assert "わけ：書類が多く届いたため" in case.messages.get().text


def test_when_what_was_held_out_is_over_too_it_is_drafted_again(at, clerk):
    at(FRIDAY)
    case = an_application()
    tell_delay(case, reason="人手", stands="確かめています", outlook=date(2026, 12, 15), who=clerk)
    assert draft_delays(date(2026, 12, 15)) == 0
    assert draft_delays(date(2026, 12, 16)) == 1


def test_a_delay_without_reason_is_not_told_and_a_closed_case_has_none(at, clerk, example_city):
    at(FRIDAY)
    case = an_application()
    with pytest.raises(NothingSaid):
        tell_delay(case, reason=" ", stands="確かめています", outlook=date(2026, 12, 15), who=clerk)
    draft_delays(date(2026, 12, 4))
    granted(case, example_city)
    assert not Delay.objects.exists()
    with pytest.raises(NotNow):
        tell_delay(case, reason="人手", stands="確かめています", outlook=date(2026, 12, 15), who=clerk)


def test_what_a_draft_says_is_on_record(at, clerk, example_city):
    at(FRIDAY)
    asked, proposed = an_application(), an_application()
    Consultation.objects.create(
        case=asked, section=example_city.post("planning-head").section, question="区域の中ですか", asked_by=clerk,
        asked_at=at(FRIDAY), reply_by=date(2026, 11, 27),
    )  # fmt: skip
    propose(proposed, outcome="GRANT", who=clerk)
    draft_delays(date(2026, 12, 4))
    assert "11月20日（金）から" in asked.delays.get().stands
    assert proposed.delays.get().stands == "担当の確認が済み、決める人の判断を待っています。"


# The promise beside what it really took


def test_the_measured_days_stand_beside_the_promise_once_there_are_enough(at, example_city, desk):
    at(FRIDAY)
    cases = [an_application() for _ in range(ENOUGH)]
    for place, case in enumerate(cases):
        at(date(2026, 11, 24 + min(place, 3)))
        granted(case, example_city)
        if place == ENOUGH - 2:
            assert not measured("clubs.registration").known
            assert "まだ分かりません（終わったものが9件）" in words(desk.get(f"/desk/cases/{case.number}/"))
    told = measured("clubs.registration")
    assert (told.n, told.median, told.p90) == (10, 4.0, 4)
    assert "半分は4開庁日まで、10件のうち9件は4開庁日まで" in words(desk.get(f"/desk/cases/{case.number}/"))


def test_cases_that_were_closed_before_are_counted_at_night(at, example_city):
    at(FRIDAY)
    case = an_application()
    at(date(2026, 11, 26))
    granted(case, example_city)
    Case.objects.update(took=None)
    assert count_again(date(2026, 11, 27)) == 1
    assert again(case).took == 3


def test_the_nearest_rank():
    assert percentile([], 0.9) is None
    assert [percentile(list(range(1, n + 1)), 0.9) for n in (1, 10, 11)] == [1, 9, 10]


# Another section


def test_another_section_is_asked_by_a_day_and_answers(desk, client_as, stranger, arrived):
    section = stranger.holdings.first().post.section
    asked = {"consult-section": section.pk, "consult-question": "区域の中ですか", "consult-reply_by": "令和18年12月1日"}
    assert "に聞きました" in words(act(desk, arrived, "consult", **asked))
    one, other = Consultation.objects.get(), client_as(stranger)
    page = other.get(f"/desk/consultations/{one.pk}/")
    assert "区域の中ですか" in words(page)
    assert "hotaru@example.jp" not in words(page)
    assert other.get(f"/desk/cases/{arrived.number}/").status_code == 404
    assert "照会" in words(other.get("/desk/"))
    assert other.post(f"/desk/consultations/{one.pk}/", {"answer": ""}).status_code == 422
    assert "答えを送りました" in words(other.post(f"/desk/consultations/{one.pk}/", {"answer": "中です"}, follow=True))
    second = other.post(f"/desk/consultations/{one.pk}/", {"answer": "外です"})
    assert (second.status_code, "外です" in words(second)) == (409, True)
    assert "中です" in words(desk.get(f"/desk/cases/{arrived.number}/"))


def test_whoever_is_not_asked_reads_no_consultation(client_as, example_city, clerk, arrived, stranger):
    one = Consultation.objects.create(
        case=arrived, section=stranger.holdings.first().post.section, question="？", asked_by=clerk,
        asked_at=arrived.arrived_at, reply_by=FRIDAY,
    )  # fmt: skip
    assert client_as(clerk).get(f"/desk/consultations/{one.pk}/").status_code == 200
    assert client_as(clerk).get("/desk/consultations/999999/").status_code == 404


def test_a_notification_has_no_standard_period_to_be_late_on(at):
    at(FRIDAY)
    a_notification()
    assert draft_delays(date(2027, 2, 1)) == 0


def test_the_words_of_an_erased_case_go_with_it(at, clerk, example_city):
    from tomoni.engines.cases.holdings import erase_case

    at(FRIDAY)
    case = an_application()
    tell_delay(case, reason="人手", stands="確かめています", outlook=date(2026, 12, 15), who=clerk)
    say(case, text="はい")
    erase_case(granted(case, example_city), who=None)
    assert (case.delays.count(), case.messages.count()) == (0, 0)
