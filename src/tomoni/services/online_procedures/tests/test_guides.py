"""A few answers lead to procedures; the result is an address that can be kept, and nothing personal is in it."""

import pytest

from tomoni.engines.cases.api import Case
from tomoni.services.online_procedures.guides import guides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_city")]


def seen(client, key: str, answers: str = "", language: str = "") -> str:
    answer = client.get(f"{language}/procedures/guide/{key}/?{answers}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_there_are_guides_for_five_events_of_life(client):
    html = client.get("/procedures/guide/").content.decode()
    assert set(guides) == {"moving", "birth", "care", "death", "disaster"}
    assert all(guide.title.ja in html for guide in guides.values())


def test_one_question_follows_another_and_leads_to_procedures(client):
    assert "どんな引っ越しですか" in seen(client, "moving")
    assert "健康保険は何ですか" in seen(client, "moving", "way=in&who=child&who=dog")
    result = seen(client, "moving", "way=in&who=&who=child&who=dog&health=national&ward=yes")
    for wanted in (
        "転入・転居の予約",
        "児童手当を初めて受ける",
        "犬の登録",
        "国民健康保険に入る",
        "区への加入の取次ぎ",
    ):
        assert wanted in result
    assert "マイナンバーカード" in result, "what to bring"
    assert "要介護" not in result


def test_a_question_that_does_not_matter_is_not_asked(client):
    assert "市で受けているものはありますか" in seen(client, "moving", "way=out")


def test_nothing_chosen_of_many_is_an_answer(client):
    assert "あなたの答え" in seen(client, "disaster", "what=other&also=")


def test_an_answer_that_is_none_asks_again(client):
    assert "どんな引っ越しですか" in seen(client, "moving", "way=nowhere%3Cscript%3E")
    assert client.get("/procedures/guide/nowhere/").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("/ja-easy", "どんな"), ("/en", "Kind of move")])
def test_guides_speak_every_language(client, language, words):
    assert words in seen(client, "moving", language=language)


def test_nothing_is_kept(client):
    seen(client, "death", "had=&had=care&child=no&papers=no")
    assert not Case.objects.exists() and not client.cookies
