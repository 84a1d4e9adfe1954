"""評価シートの一年: 始める、督促、記入、質問、確認、委員会、対応、決裁、公開。すべてHTTPで。"""

import json
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tomoni.base.journal.api import entries_about
from tomoni.services.evaluation.models import Evaluation, EvaluationSheet

from .conftest import TEXTS

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/evaluation/2026/1-1-1/"


def day(name: str, on: date) -> dict[str, str]:
    """A day as the boxes of a form take it."""
    parts = {"era": "西暦", "year": on.year, "month": on.month, "day": on.day}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


@pytest.fixture
def desks(client_as, example_city):
    return {post: client_as(example_city.clerk(post)) for post in ("planning-head", "community-deputy", "mayor")}


def test_a_sheet_goes_from_the_reminder_to_the_public(desks, client, example_city, django_capture_on_commit_callbacks):
    planner, writer, mayor = desks["planning-head"], desks["community-deputy"], desks["mayor"]
    today = timezone.localdate()
    opens_the_year(planner, today)
    with django_capture_on_commit_callbacks(execute=True):
        reminded = planner.post("/desk/evaluation/2026/remind/", follow=True).content.decode()
    assert "2課に、3枚のシートの督促を送りました" in reminded
    letters = [letter for letter in mail.outbox if "評価シート" in letter.subject]
    assert {address for letter in letters for address in letter.to} == {
        example_city.clerk(post).account.email for post in ("community-head", "planning-head")
    }
    again = planner.post("/desk/evaluation/2026/remind/", follow=True).content.decode()
    assert "きょう送る督促はありません" in again

    the_section_writes(writer)
    planning_asks_and_checks(planner, writer)
    the_committee_speaks_and_the_city_answers(planner, writer, today)

    assert client.get("/plan/evaluation/2026/").status_code == 404
    proposed = planner.post("/desk/evaluation/2026/publish/")
    assert client.get("/plan/evaluation/2026/1-1-1/").status_code == 404
    paper = mayor.get(proposed.url).content.decode()
    assert "1-1-1" in paper
    assert "順調" in paper
    mayor.post(proposed.url, {"do": "seal", "seen": _seen(paper)}, follow=True)
    everybody_reads_it(client)

    verbs = [entry.verb for entry in entries_about(EvaluationSheet.objects.of(2026, "1-1-1").get())]
    for verb in ("hand_in", "ask", "check", "review", "answer", "propose", "publish"):
        assert f"evaluation.{verb}" in verbs


def opens_the_year(planner: Client, today: date) -> None:
    assert "シートを始める" in planner.get("/desk/evaluation/open/").content.decode()
    days = day("figures_on", today) | day("hand_in_by", today) | day("publish_by", today)
    opened = planner.post("/desk/evaluation/open/", {"year": "2026"} | days, follow=True)
    assert "3枚のシートを始めました" in opened.content.decode()
    assert Evaluation.objects.get(year=2026).sheets.count() == 3


def the_section_writes(writer: Client) -> None:
    """Bit by bit: what is unfinished is kept, with script and without."""
    assert "1-1-1" in writer.get("/desk/").content.decode()
    empty = writer.get(ADDRESS).content.decode()
    assert "登録団体の数" in empty
    assert "市民活動団体の登録" in empty
    kept = writer.post(f"{ADDRESS}keep/", {"comment": "書きかけ", "opened_at": timezone.now().isoformat()})
    assert kept.json()["kept"] is True
    assert "書きかけ" in writer.get(ADDRESS).content.decode()
    unfinished = writer.post(ADDRESS, {"do": "write", "comment": "書きかけの続き"})
    assert unfinished.status_code == 422
    assert EvaluationSheet.objects.of(2026, "1-1-1").get().comment == "書きかけの続き"
    assert writer.post(ADDRESS, sent()).status_code == 302


def planning_asks_and_checks(planner: Client, writer: Client) -> None:
    question = {"do": "check", "outcome": "ask", "question": "三つの地域はどこですか。"}
    assert planner.post(ADDRESS, question).status_code == 302
    assert "三つの地域はどこですか。" in writer.get(ADDRESS).content.decode()
    writer.post(ADDRESS, sent() | {"reply": "東部・西部・南部です。"})
    assert "東部・西部・南部です。" in planner.get(ADDRESS).content.decode()
    planner.post(ADDRESS, {"do": "check", "outcome": "check"})


def the_committee_speaks_and_the_city_answers(planner: Client, writer: Client, today: date) -> None:
    words = {"do": "review", "opinion": "数より続くことを見たい。", "request": "やめた団体に理由を聞く。"}
    assert planner.post(ADDRESS, words | day("met_on", today)).status_code == 302
    answer = {"do": "answer", "decision": "taken", "answer_words": "9月までに電話で聞きます。"}
    assert writer.post(ADDRESS, answer).status_code == 302


def everybody_reads_it(client: Client) -> None:
    page = client.get("/plan/evaluation/2026/1-1-1/").content.decode()
    for public in (
        "登録の相談会を、三つの地域でひらきました。",
        "数より続くことを見たい。",
        "9月までに電話で聞きます。",
        "順調",
    ):
        assert public in page
    assert "三つの地域はどこですか。" not in page
    assert "/plan/evaluation/2026/1-1-1/" in client.get("/plan/1-1-1/").content.decode()
    data = json.loads(client.get("/plan/evaluation/sheets.json?year=2026").content)
    assert data["sheets"][0]["committee"]["request"] == "やめた団体に理由を聞く。"
    assert data["sheets"][0]["facts"]["figures"][0]["definition"]["version"] == 1
    assert "/plan/evaluation/2026/1-1-1/" in client.get("/search/", {"q": "相談会"}).content.decode()


def sent() -> dict[str, str]:
    return {"do": "write", "opened_at": timezone.now().isoformat()} | TEXTS


def _seen(paper: str) -> str:
    """The digest of the version that the page showed."""
    at = paper.find('name="seen"')
    return paper[at:].split('value="')[1].split('"', maxsplit=1)[0] if at >= 0 else ""
