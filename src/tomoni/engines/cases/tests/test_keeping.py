"""What is typed is kept without pressing anything; it overwrites nobody, and nothing is called kept that was not."""

import pytest
from django.test import Client

from tomoni.engines.cases import knocks
from tomoni.engines.cases.models import Case, Draft

from .test_filling import APPLY, CLUB, CONTACT, filled_in, words

pytestmark = pytest.mark.django_db
FIRST = f"{APPLY}keep/"
PAGE, OTHER = {"page": "0a" * 16}, {"page": "0b" * 16}
HALF = {"name": "ほたるの会", "name_kana": ""}


def typed(client: Client, address: str, answers: dict[str, str], status: int = 200) -> dict[str, object]:
    answer = client.post(address, answers)
    assert answer.status_code == status
    return answer.json()


def test_typing_into_the_first_page_begins_the_draft_once(client):
    told = typed(client, FIRST, HALF | PAGE)
    assert "保存しました" in told["says"]
    typed(client, FIRST, HALF | PAGE | {"members": "1"})  # the first answer was lost on the way
    draft = Draft.objects.get()
    assert told["go"] == f"/drafts/{draft.token}/1/"
    assert draft.spelt_code in told["more"]


def test_pressing_the_button_goes_on_with_what_was_typed_before(client):
    typed(client, FIRST, HALF | PAGE)
    assert client.post(APPLY, CLUB | PAGE).url == f"/drafts/{Draft.objects.get().token}/2/"


def test_a_page_left_in_the_middle_comes_back_without_reproach(client):
    told = typed(client, FIRST, HALF | PAGE)
    page = client.get(told["go"])
    assert 'value="ほたるの会"' in page.content.decode()
    assert "直してください" not in words(page)
    client.post(told["go"], HALF)
    assert "直してください" in words(client.get(told["go"]))


def test_what_was_typed_and_never_sent_does_not_arrive(client):
    draft = filled_in(client)
    step, check = f"/drafts/{draft.token}/1/", f"/drafts/{draft.token}/check/"
    draft.refresh_from_db()
    typed(client, f"{step}keep/", CLUB | PAGE | {"name": "", "seen": draft.saved_at.isoformat()})
    client.post(check, {"true": "yes"})
    assert not Case.objects.exists()
    assert "「クラブのこと」のページに、まだ直すところがあります" in words(client.get(check))


def test_a_late_word_does_not_undo_the_button(client):
    told = typed(client, FIRST, HALF | PAGE)
    client.post(told["go"], CLUB)
    typed(client, told["keep"], HALF | PAGE | {"seen": told["seen"]}, status=409)
    assert Draft.objects.get().unfinished == {}


def test_another_device_is_not_overwritten(client):
    told = typed(client, FIRST, HALF | PAGE)
    phone = Client()
    phone.post("/procedures/resume/", {"code": Draft.objects.get().code})
    typed(phone, told["keep"], HALF | OTHER | {"name": "ほたるの里", "seen": told["seen"]})
    assert typed(client, told["keep"], HALF | PAGE | {"seen": told["seen"]}, status=409) == {"kept": False}
    assert Draft.objects.get().unfinished["1"]["name"] == ["ほたるの里"]


def test_the_same_page_goes_on_when_an_answer_was_lost(client):
    told = typed(client, FIRST, HALF | PAGE)
    for name in ("ほたるの", "ほたるの里"):
        typed(client, told["keep"], HALF | PAGE | {"name": name, "seen": told["seen"]})
    assert Draft.objects.get().unfinished["1"]["name"] == ["ほたるの里"]


def test_a_my_number_is_not_kept_and_not_called_kept(client):
    told = typed(client, FIRST, HALF | PAGE | {"name": "会 123456789018"})
    assert told["kept"] is False
    assert "マイナンバー" in told["says"]
    assert "123456789018" not in str(Draft.objects.values().get())


def test_only_who_opened_the_draft_writes_into_it(client):
    told = typed(client, FIRST, HALF | PAGE)
    stranger = Client()
    typed(stranger, told["keep"], HALF | OTHER | {"seen": told["seen"]}, status=409)
    assert stranger.get(told["go"]).url.startswith("/drafts/")
    assert "ほたるの会" not in words(stranger.get(told["go"], follow=True))


@pytest.mark.parametrize("page", ["", "x", "0a" * 17, "0A" * 16])
def test_a_sign_that_is_none_begins_nothing(client, page):
    typed(client, FIRST, HALF | {"page": page}, status=409)
    assert not Draft.objects.exists()


def test_no_machine_begins_drafts_by_typing_all_day(client, monkeypatch):
    monkeypatch.setitem(knocks.LIMITS, "begin", 2)
    answers = [client.post(FIRST, HALF | {"page": f"{number:032x}"}).status_code for number in range(3)]
    assert answers == [200, 200, 429]


def test_what_was_handed_in_is_not_typed_into_any_more(client):
    typed(client, FIRST, HALF | PAGE)
    page = client.post(client.post(client.post(APPLY, CLUB | PAGE).url, CONTACT).url, {}).url
    client.post(client.post(page, {"promise": "on"}).url, {"true": "yes"})
    case = Case.objects.get()
    typed(client, FIRST, HALF | PAGE, status=409)
    assert client.post(APPLY, CLUB | PAGE).url == f"/cases/{case.token}/receipt/"
