"""A restatement reaches everybody who shows the figure: on the desk, by mail, and on the citing page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import Client

from tomoni.base.clock import JAPAN, now
from tomoni.common.people.api import Section
from tomoni.common.post.api import Message
from tomoni.common.post.mail import letter
from tomoni.engines.plan.actions import restate, restate_value, set_target
from tomoni.engines.plan.api import cite, cite_no_more
from tomoni.engines.plan.citing import NobodyToTell, NothingToCite, SaysNothing, restated_since, settle
from tomoni.engines.plan.following import ask_to_follow, forget_who_never_confirmed
from tomoni.engines.plan.models import Citation, Follower, Indicator, Observation, RestatementNotice, ServiceOfPlan
from tomoni.engines.plan.queries import the_figure
from tomoni.engines.plan.readings import count
from tomoni.engines.plan.values import keep_values

pytestmark = pytest.mark.usefixtures("undeclared", "plan")
TODAY = date.today()
FOLLOW = "/plan/indicators/1-1-i1/follow/"


@pytest.fixture
def shown() -> Observation:
    """199 groups in September 2025, as the press wrote."""
    return Observation.objects.get(indicator__key="1-1-i1", day=date(2025, 9, 30))


@pytest.fixture
def sheet() -> Section:
    """Any record of ours may cite; a section stands in for an evaluation sheet."""
    return Section.objects.get(code="community")


def corrected(was: Observation):
    return restate(was, Decimal(197), on=TODAY, reason="二重に数えていた", source="市の公表", who=None)


def test_a_thing_cites_a_figure_once_and_shows_what_it_shows_now(example_city, shown, sheet):
    post = example_city.post("community-head")
    first = cite(shown, by=sheet, contact=post, title="評価シート 1-1-1")
    again = cite(shown, by=sheet, contact=post, title="評価シート 1-1-1", shown="およそ200団体")
    assert first.pk == again.pk and Citation.objects.get(pk=again.pk).shown == "およそ200団体"
    assert first.shown == "199団体"
    with pytest.raises(NobodyToTell):
        cite(shown, by=sheet, contact="")
    with pytest.raises(NothingToCite):
        cite(the_figure("1-1-i1", date(2023, 4, 1)), by=sheet, contact=post)


def test_a_figure_of_today_is_cited_by_its_day(example_city, sheet, declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all()))
    citation = cite(the_figure("1-1-i1", TODAY), by=sheet, contact=example_city.post("community-head"))
    assert (citation.day, citation.shown) == (TODAY, "3団体")


def test_everybody_who_shows_it_is_told_once(example_city, shown, sheet, client_as):
    post = example_city.post("community-head")
    cite(shown, by=sheet, contact=post, title="評価シート 1-1-1", url="/desk/")
    cite(shown, by=None, contact="news@times.example.jp", title="例の新聞")
    gone = cite(shown, by=None, contact="old@times.example.jp", title="やめた新聞")
    cite_no_more(gone, who=None)
    other = Observation.objects.get(indicator__key="1-1-i1", kind="observed", day=date(2024, 3, 31))
    cite(other, by=None, contact="else@times.example.jp", title="ほかの年")
    corrected(shown)

    assert {one.citation.title for one in RestatementNotice.objects.all()} == {"評価シート 1-1-1", "例の新聞"}
    mail = Message.objects.get(kind="plan.restated")
    assert mail.address == "news@times.example.jp"
    assert (
        "199団体 が訂正されました" in mail.body and "いまの値：197団体" in mail.body and "二重に数えていた" in mail.body
    )
    assert "/plan/indicators/1-1-i1/" in mail.body

    keeper = client_as(example_city.clerk("community-head"))
    page = keeper.get("/desk/").content.decode()
    assert "評価シート 1-1-1" in page and "引いている値 199団体 が 197団体 に訂正されました" in page
    assert "評価シート 1-1-1" not in client_as(example_city.clerk("centre-head")).get("/desk/").content.decode()


def test_the_keeper_says_what_was_done_and_the_desk_is_empty_again(example_city, shown, sheet, client_as):
    cite(shown, by=sheet, contact=example_city.post("community-head"), title="評価シート 1-1-1")
    corrected(shown)
    notice = RestatementNotice.objects.get()
    keeper = client_as(example_city.clerk("community-head"))
    address = f"/desk/plan/restated/{notice.pk}/"
    page = keeper.get(address).content.decode()
    assert '<span class="was">199団体</span>' in page and "197団体" in page and "二重に数えていた" in page
    assert "書いてください" in keeper.post(address, {"done": " "}).content.decode()
    assert keeper.post(address, {"done": "シートの値を直した。"}).status_code == 302
    assert "シートの値を直した。" in keeper.get(address).content.decode()
    assert "評価シート 1-1-1" not in keeper.get("/desk/").content.decode()
    assert client_as(example_city.clerk("centre-head")).get(address).status_code == 404
    with pytest.raises(SaysNothing):
        settle(notice, clerk=example_city.clerk("community-head"), done="")


def test_the_citing_page_can_say_that_its_figure_was_restated(example_city, shown, sheet):
    assert not restated_since(sheet)
    cite(shown, by=sheet, contact=example_city.post("community-head"))
    corrected(shown)
    assert [one.correction.now.value for one in restated_since(sheet)] == [197]
    said = Template("{% load plan %}{% restated_since sheet %}").render(Context({"sheet": sheet}))
    assert "この数字は、あとで訂正されました" in said and "199団体" in said and "197団体" in said


def test_a_value_that_was_counted_again_is_told_too(example_city, sheet, declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all()))
    day = TODAY - timedelta(days=1)
    kept = keep_values(day, at=datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=JAPAN))
    value = next(one for one in kept if one.indicator.key == "1-1-i1")
    cite(value, by=sheet, contact=example_city.post("community-head"))
    ServiceOfPlan.objects.create(key="late", title="あとから")
    restate_value(value, reason="届けが遅れた", at=now(), who=None)
    notice = RestatementNotice.objects.get()
    assert (notice.recount.value, notice.recount.restated_because) == (4, "届けが遅れた")


def test_the_desk_writes_down_what_the_system_cannot_know(example_city, shown, client_as):
    desk = client_as(example_city.clerk("planning-head"))
    address = "/desk/plan/1-1-i1/citations/"
    facts = {"figure": str(shown.pk), "title": "市政だより12月号", "keeper": "", "address": ""}
    assert "受け持ちの職か、メールアドレスを入れてください" in desk.post(address, facts).content.decode()
    keeper = str(example_city.post("community-head").pk)
    assert desk.post(address, facts | {"keeper": keeper}).status_code == 302
    assert "市政だより12月号" in desk.get(address).content.decode()
    assert "市政だより12月号（地域づくり課長）" in desk.get(f"/desk/plan/1-1-i1/correct/{shown.pk}/").content.decode()
    assert desk.post(f"{address}{Citation.objects.get(title='市政だより12月号').pk}/end/").status_code == 302
    corrected(shown)
    assert not RestatementNotice.objects.exists()


# Anybody may ask to be told


def path_of(mail: Message) -> str:
    address = next(word for word in mail.body.split() if "/plan/following/" in word)
    return "/" + address.split("/", 3)[3]


def test_a_resident_follows_an_indicator_and_leaves_again(client, shown):
    assert "同意がないと送れません" in client.post(FOLLOW, {"address": "a@example.jp"}).content.decode()
    page = client.post(FOLLOW, {"address": "Mochi@Example.jp", "consent": "on"}).content.decode()
    assert "確かめのメールを送りました" in page
    mail = Message.objects.get(kind="plan.follow")
    assert mail.address == "mochi@example.jp"
    assert "知らせを受ける" in client.get(path_of(mail)).content.decode()
    assert Follower.objects.get().confirmed_at is None  # looking at the page does nothing
    corrected(shown)
    assert not Message.objects.filter(kind="plan.news").exists()

    client.post(path_of(mail), {"confirm": "1"})
    set_target(
        shown.indicator, Decimal(240), day=date(2028, 3, 31), decided_on=TODAY, source="議会", reason="早い", who=None
    )
    baseline = Observation.objects.get(indicator=shown.indicator, kind="baseline")
    restate(baseline, Decimal(180), on=TODAY, reason="区を数え直した", source="市の公表", who=None)
    news = Message.objects.get(kind="plan.news")
    assert news.subject == "登録団体の数の値が訂正されました：184団体 → 180団体"
    assert "区を数え直した" in news.body

    assert "アドレスは消しました" in client.post(path_of(news), {"leave": "1"}).content.decode()
    assert not Follower.objects.exists()
    assert client.get(path_of(news)).status_code == 404


def test_the_button_of_a_mail_program_ends_it_with_one_post(client, shown):
    ask_to_follow(shown.indicator, "mochi@example.jp")
    client.post(path_of(Message.objects.get(kind="plan.follow")), {"confirm": "1"})
    corrected(shown)
    headers = letter(Message.objects.get(kind="plan.news")).extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 405
    assert stranger.post(address, {"List-Unsubscribe": "No"}).status_code == 400
    assert Follower.objects.exists()
    for _again in range(2):
        assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    asked_only = letter(Message.objects.get(kind="plan.follow")).extra_headers
    assert "List-Unsubscribe" not in asked_only, "who has not subscribed has nothing to leave"


def test_nobody_is_flooded_by_somebody_typing_their_address():
    indicator = Indicator.objects.get(key="1-1-i1")
    for _time in range(5):
        ask_to_follow(indicator, "victim@example.jp")
    assert Message.objects.filter(kind="plan.follow").count() == 1


def test_who_never_confirms_is_forgotten():
    indicator = Indicator.objects.get(key="1-1-i1")
    ask_to_follow(indicator, "typo@example.jp")
    forget_who_never_confirmed(now() + timedelta(days=6))
    assert Follower.objects.exists()
    forget_who_never_confirmed(now() + timedelta(days=8))
    assert not Follower.objects.exists()


def test_the_feed_of_one_indicator_holds_its_news_alone(client, shown):
    corrected(shown)
    feed = client.get("/plan/indicators/1-1-i1/changes.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert "199 → 197団体 に訂正" in text and "返済の比率" not in text
    assert client.get("/plan/indicators/9-9-i9/changes.atom").status_code == 404


def test_the_address_of_a_follower_stands_nowhere_on_the_desk(client_as, example_city, shown):
    ask_to_follow(shown.indicator, "quiet@example.jp")
    Follower.objects.update(confirmed_at=now())
    desk = client_as(example_city.clerk("planning-head"))
    page = desk.get(f"/desk/plan/1-1-i1/correct/{shown.pk}/").content.decode()
    assert "メールで知らせを受けている人 1人" in page and "quiet@" not in page
