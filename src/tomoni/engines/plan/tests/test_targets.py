"""A target from the desk to everybody: read, put up in spite of a warning, sealed, and its history for all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tomoni.base.references import pointing_at
from tomoni.common.approvals.api import Paper, papers_about, reject, send_back, withdraw
from tomoni.engines.plan.models import Citation, Target, TargetProposal
from tomoni.engines.plan.proposing import NoRoute, UnderWay, WarnedWithoutWhy, propose_target
from tomoni.engines.plan.queries import the_figure
from tomoni.engines.plan.settings import Targets
from tomoni.engines.plan.telling import told_figure

pytestmark = pytest.mark.usefixtures("undeclared", "plan")
SURVEY, COUNT = "/desk/plan/1-1-i2/target/", "/desk/plan/1-1-i1/target/"


@pytest.fixture
def desk(client_as, example_city) -> Client:
    return client_as(example_city.clerk("planning-head"))


@pytest.fixture
def mayor(client_as, example_city) -> Client:
    return client_as(example_city.clerk("mayor"))


def day(name: str, on: date) -> dict[str, str]:
    parts = {"era": "西暦", "year": on.year, "month": on.month, "day": on.day}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def facts(value: str, **more: str) -> dict[str, str]:
    return {
        "value": value,
        **day("day", date(2028, 3, 31)),
        **day("valid_from", date.today()),
        "source": "総合計画審議会の答申",
        "reason": "声を聞く場を増やしたため。",
        **more,
    }


def put_up(desk: Client, value: str, **more: str) -> TargetProposal:
    answer = desk.post(SURVEY, facts(value, read=f"{Decimal(value).normalize():f}|2028-03-31", **more))
    assert answer.status_code == 302, answer.content.decode()
    return TargetProposal.objects.get()


def sealed(mayor: Client, paper: Paper):
    page = mayor.get(paper.get_absolute_url())
    form = page.context["form"]
    return mayor.post(paper.get_absolute_url(), {"do": "seal", "seen": form["seen"].value()})


def test_first_one_reads_what_the_target_asks_for(desk):
    page = desk.post(SURVEY, facts("２１．０%")).content.decode()
    assert "毎回1,000人の調査では、この変化に気づける見込みは49%です。" in page
    assert "毎回およそ2,114人の答えが要ります" in page
    assert "二つの割合の差の検定（5%、まとめた分散、有限母集団の補正なし）" in page
    assert "注意があっても、この目標にする理由" in page
    assert not TargetProposal.objects.exists()


def test_the_plans_own_target_would_hardly_be_noticed(desk):
    page = desk.post(SURVEY, facts("20.0")).content.decode()
    assert "見込みは28%" in page and "4,159人" in page
    assert "基準と目標の差は2.4ポイントで、二回の調査を比べたときのぶれ（±3.3ポイント）をこえません。" in page
    assert "ぶれの幅の中" in page


def test_a_warning_asks_why_and_forbids_nothing(desk):
    page = desk.post(SURVEY, facts("21", read="21|2028-03-31")).content.decode()
    assert "それでもこの目標にする理由を書いてください" in page
    assert not TargetProposal.objects.exists()
    proposal = put_up(desk, "21", despite="調査の人数を2,200人に増やす。")
    assert proposal.warned and proposal.despite == "調査の人数を2,200人に増やす。"
    assert proposal.realism["warnings"][0]["finding"] == "hardly_noticed"


def test_what_was_read_belongs_to_its_value(desk):
    page = desk.post(SURVEY, facts("22", read="21|2028-03-31", despite="増やす")).content.decode()
    assert "見込みは" in page
    assert not TargetProposal.objects.exists()


def test_a_target_for_a_count_is_held_against_the_years_before(desk):
    page = desk.post(COUNT, facts("240")).content.decode()
    assert "いまの値から届くには、1年に" in page and "いちばん進んだ年" in page
    assert "毎年続けることになります" in page


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("100", "基準の値よりよい値ではありません"),
        ("199", "もうこの目標に届いています"),
        ("210", "いまの目標（220団体）より、届きやすい目標です"),
        ("-5", "0より小さくなりません"),
    ],
)
def test_what_is_wrong_with_a_count_is_said(desk, value, words):
    assert words in desk.post(COUNT, facts(value)).content.decode()


def test_more_than_there_are_is_said(desk):
    assert "割合は100％より大きくなりません" in desk.post(SURVEY, facts("101")).content.decode()
    figure = the_figure("1-1-i1", date.today())
    figure.indicator.most, figure.indicator.most_words = Decimal(230), "市にある団体のすべて"
    figure.indicator.save()
    assert "市にある団体のすべて（230団体）より大きい" in desk.post(COUNT, facts("240")).content.decode()


def test_from_the_desk_to_everybody(desk, mayor, client):
    proposal = put_up(desk, "21", despite="調査の人数を2,200人に増やす。")
    paper = papers_about(proposal).get()
    assert "49%" in str(paper.current().facts) and "調査の人数を2,200人" in paper.current().text
    assert the_figure("1-1-i2", date.today()).target_value == Decimal("20.0")
    assert "別の起案が決裁中" in desk.get(SURVEY).content.decode()
    assert mayor.get(f"/desk/plan/1-1-i2/targets/{proposal.pk}/").status_code == 200

    assert sealed(mayor, paper).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "decided"
    assert the_figure("1-1-i2", date.today()).target_value == Decimal("21.0")
    assert told_figure(the_figure("1-1-i2", date.today()))["target"] == 21
    yesterday = date.today() - timedelta(days=1)
    assert told_figure(the_figure("1-1-i2", yesterday))["target"] == 20

    page = client.get("/plan/indicators/1-1-i2/").content.decode()
    assert "目標を21.0％（" in page and "声を聞く場を増やしたため。" in page
    history = client.get("/plan/indicators/1-1-i2/targets/").content.decode()
    assert "この変化に気づける見込みは49%です。" in history and "調査の人数を2,200人に増やす。" in history
    assert f"?on={yesterday.isoformat()}" in history
    assert "20.0" in client.get(f"/plan/indicators/1-1-i2/?on={yesterday.isoformat()}").content.decode()


def test_a_target_of_a_later_day_waits_for_it(desk, mayor):
    later = date.today() + timedelta(days=40)
    answer = desk.post(SURVEY, facts("30", read="30|2028-03-31", despite="とても聞きたい。") | day("valid_from", later))
    assert answer.status_code == 302
    sealed(mayor, papers_about(TargetProposal.objects.get()).get())
    assert the_figure("1-1-i2", date.today()).target_value == 20
    assert the_figure("1-1-i2", later).target_value == 30


def test_a_target_that_was_rejected_or_withdrawn_is_none(desk, example_city):
    proposal = put_up(desk, "21", despite="増やす。")
    reject(papers_about(proposal).get(), clerk=example_city.clerk("mayor"), reason="まだ早い")
    proposal.refresh_from_db()
    assert proposal.state == "rejected"
    figure = the_figure("1-1-i2", date.today())
    who = example_city.clerk("planning-head")
    said = {"day": date(2028, 3, 31), "valid_from": date.today(), "source": "答申", "reason": "増えた", "who": who}
    again = propose_target(figure, Decimal(22), despite="増やす。", **said)
    with pytest.raises(UnderWay):
        propose_target(figure, Decimal(23), despite="増やす。", **said)
    paper = papers_about(again).get()
    send_back(paper, clerk=example_city.clerk("mayor"), reason="書き直して")
    withdraw(paper, clerk=who, reason="やめる")
    again.refresh_from_db()
    assert again.state == "withdrawn" and not Target.objects.filter(value=22).exists()
    with pytest.raises(WarnedWithoutWhy):
        propose_target(figure, Decimal(23), **said)


def test_a_city_without_a_route_is_told_so(desk, monkeypatch, example_city):
    monkeypatch.setattr("tomoni.engines.plan.proposing.targets", lambda: Targets(route=("nobody",)))
    page = desk.post(SURVEY, facts("21", read="21|2028-03-31", despite="増やす。")).content.decode()
    assert "目標を決める順序が、市の設定にありません（nobody）" in page
    assert not TargetProposal.objects.exists()
    with pytest.raises(NoRoute):
        propose_target(
            the_figure("1-1-i2", date.today()), Decimal(21), day=date(2028, 3, 31), valid_from=date.today(),
            source="答申", reason="増えた", despite="増やす", who=example_city.clerk("planning-head"),
        )  # fmt: skip


def test_what_a_target_says_is_never_changed():
    target = Target.objects.filter(indicator__key="1-1-i1").get()
    target.value = Decimal(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        target.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE plan_target SET day = '2040-03-31' WHERE id = %s", [target.pk])
    target.refresh_from_db()
    target.source = "例の計画（12ページ）"
    target.save()


def test_the_paper_cites_the_figures_it_was_written_from(desk):
    proposal = put_up(desk, "21", despite="増やす。")
    cited = Citation.objects.filter(**pointing_at(proposal)).order_by("day")
    assert [one.shown for one in cited] == ["17.6％", "19.2％"]
    assert {one.keeper.key for one in cited} == {"planning-head"}
