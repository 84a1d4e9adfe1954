"""From the procedure's page to the receipt, over HTTP and without script; nothing typed is lost on the way."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tomoni.common.files.api import StoredFile
from tomoni.engines.cases import knocks
from tomoni.engines.cases.actions import begin
from tomoni.engines.cases.jobs import throw_old_drafts_away
from tomoni.engines.cases.models import Case, Draft

from . import toys

pytestmark = pytest.mark.django_db
APPLY = "/procedures/clubs.registration/apply/"
CLUB = {
    "name": "ほたるの会", "name_kana": "ホタルノカイ", "field": "nature", "members": "７",
    "founded_on_era": "令和", "founded_on_year": "3", "founded_on_month": "４", "founded_on_day": "1",
}  # fmt: skip
CONTACT = {"email": "hotaru@example.jp", "email_public": "on"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def filled_in(client: Client, **club) -> Draft:
    """All pages, up to the check."""
    page = client.post(APPLY, CLUB | club).url
    page = client.post(page, CONTACT).url
    page = client.post(page, {}).url  # no papers
    page = client.post(page, {"promise": "on"}).url
    draft = Draft.objects.latest("pk")
    assert page == reverse("draft-check", args=[draft.token])
    return draft


def words(response) -> str:
    """What the page says, without its tags."""
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_a_procedure_can_be_found_by_the_words_people_use(client):
    assert "クラブの登録" in words(client.get("/procedures/", {"q": "サークル 仲間"}))
    assert "クラブの登録" not in words(client.get("/procedures/", {"q": "道路占用"}))


def test_its_page_says_who_what_how_long_and_on_what_law(client):
    page = words(client.get("/procedures/clubs.registration/"))
    for said in (
        "10開庁日",
        "無料",
        "5人以上のクラブ",
        "会員が5人以上いること",
        "クラブ登録要綱（見本）",
        "申請を始める",
    ):
        assert said in page
    assert client.get("/procedures/clubs.nothing/").status_code == 404


def test_looking_at_the_form_keeps_nothing(client):
    assert "クラブのこと" in words(client.get(APPLY))
    assert not Draft.objects.exists()


def test_the_way_to_the_receipt(client, at):
    at(date(2026, 11, 20), 14, 41)
    draft = filled_in(client)
    check = words(client.get(reverse("draft-check", args=[draft.token])))
    for said in (
        "ほたるの会（ほたるのかい）",
        "自然",
        "7人",
        "令和3年4月1日（2021年）",
        "公開してよい",
        "12月7日（月）まで",
    ):
        assert said in check
    receipt = client.post(reverse("draft-check", args=[draft.token]), {"true": "yes"}, follow=True)
    case = Case.objects.get()
    for said in (case.number, "令和8年11月20日（金）14時41分", "11月26日（木）まで", "12月7日（月）まで", "11月23日"):
        assert said in words(receipt)
    assert (case.subject, case.email, case.entrance, str(case.due_on)) == (
        "ほたるの会", "hotaru@example.jp", "ONLINE", "2026-12-07",
    )  # fmt: skip
    assert case.answers["founded_on"] == date(2021, 4, 1)
    assert case.answers["email_public"] is True


def test_an_error_comes_back_with_what_was_typed_and_how_to_put_it_right(client):
    page = client.post(APPLY, CLUB | {"name_kana": "蛍", "founded_on_month": "13", "members": "4"}, follow=True)
    said = words(page)
    assert "2か所、直してください" in said
    assert "ふりがなを、ひらがなかカタカナで入れてください" in said
    assert 'value="蛍"' in page.content.decode()
    assert 'value="13"' in page.content.decode()
    assert "（エラー2件）" in said


def test_the_procedures_own_check_stands_at_its_question(client):
    page = client.post(APPLY, CLUB | {"members": "4"}, follow=True)
    assert "会員が5人以上いるクラブを登録しています" in words(page)
    assert page.redirect_chain[-1][0].endswith("/1/")


def test_what_was_typed_waits_for_another_day_and_another_device(client):
    client.post(APPLY, CLUB | {"name_kana": "蛍"})
    draft = Draft.objects.get()
    phone = Client()
    assert "再開番号" in words(phone.get(f"/drafts/{draft.token}/"))
    assert "見つかりません" in words(phone.post("/procedures/resume/", {"code": "ABCD-2345"}))
    page = phone.post("/procedures/resume/", {"code": f" {draft.spelt_code.lower()} "}, follow=True)
    assert page.redirect_chain[-1][0] == f"/drafts/{draft.token}/1/"
    assert 'value="蛍"' in page.content.decode()


def test_the_link_alone_opens_nothing_on_another_device(client):
    client.post(APPLY, CLUB)
    draft = Draft.objects.get()
    for page in ("", "1/", "check/"):
        answer = Client().get(f"/drafts/{draft.token}/{page}", follow=True)
        assert "ほたるの会" not in words(answer)
    other = begin(toys.registration)
    assert "見つかりません" in words(Client().post(f"/drafts/{draft.token}/", {"code": other.code}))


def test_codes_cannot_be_tried_all_day(client, monkeypatch):
    monkeypatch.setitem(knocks.LIMITS, "code", 3)
    tries = [client.post("/procedures/resume/", {"code": "AAAA-AAAA"}).status_code for _ in range(4)]
    assert tries == [200, 200, 200, 429]


def test_no_machine_begins_applications_all_day(client, monkeypatch):
    monkeypatch.setitem(knocks.LIMITS, "begin", 2)
    assert [client.post(APPLY, CLUB).status_code for _ in range(3)] == [302, 302, 429]


def test_a_question_on_the_same_page_is_missed_only_when_it_is_meant(client):
    page = client.post(APPLY, CLUB | {"field": "other"}, follow=True)
    assert "どんな分野ですかを入れてください" in words(page)
    assert "「分野」が「そのほか」のときに答えてください" in words(page)
    draft = Draft.objects.get()
    assert client.post(f"/drafts/{draft.token}/1/", CLUB | {"field": "nature"}).url.endswith("/2/")


def test_a_page_that_is_not_meant_is_passed_over(client):
    step = client.post(client.post(APPLY, CLUB).url, CONTACT).url
    assert step.endswith("/4/")
    music = client.post(client.post(APPLY, CLUB | {"field": "music"}).url, CONTACT).url
    assert music.endswith("/3/")
    assert "6つのうち 3 番目" in words(client.get(music))


def test_going_back_to_put_something_right_returns_to_the_check(client):
    draft = filled_in(client)
    page = client.get(reverse("draft-check", args=[draft.token])).content.decode()
    back = re.search(r'href="([^"#]*)#id_name"', page)[1]
    assert client.post(back, CLUB | {"name": "ほたるの里"}).url == reverse("draft-check", args=[draft.token])
    assert "ほたるの里" in words(client.get(reverse("draft-check", args=[draft.token])))


def test_nothing_is_handed_in_while_a_page_is_wrong(client):
    draft = filled_in(client)
    client.post(f"/drafts/{draft.token}/1/", CLUB | {"name": ""})
    check = reverse("draft-check", args=[draft.token])
    assert client.post(check, {"true": "yes"}).url == check
    assert "「クラブのこと」のページに、まだ直すところがあります" in words(client.get(check))
    assert not Case.objects.exists()


def test_the_promise_that_all_is_true_is_asked_for(client):
    draft = filled_in(client)
    page = client.post(reverse("draft-check", args=[draft.token]), {})
    assert "「書いたことは事実と合っています」に印を付けてください" in words(page)
    assert not Case.objects.exists()


def test_pressing_twice_is_one_case(client):
    draft = filled_in(client)
    check = reverse("draft-check", args=[draft.token])
    first, second = client.post(check, {"true": "yes"}).url, client.post(check, {"true": "yes"}).url
    assert first == second
    assert Case.objects.count() == 1
    assert client.get(f"/drafts/{draft.token}/1/").url == first


def test_a_my_number_is_refused_and_never_kept(client):
    page = client.post(APPLY, CLUB | {"name": "会 １２３４ー５６７８ー９０１８"}, follow=True)
    assert "マイナンバー（個人番号）と同じ12桁の数字が入っていたので、残さずに消しました" in words(page)
    draft = Draft.objects.get()
    assert "9018" not in f"{draft.answers}{draft.unfinished}".translate(
        str.maketrans("０１２３４５６７８９", "0123456789")
    )


def test_a_postcode_brings_its_town_without_script(client):
    page = client.post(APPLY, CLUB).url
    found = client.post(
        page, CONTACT | {"address_postcode": "３９９－８２０５", "address": "", "find": "address"}, follow=True
    )
    assert 'value="長野県安曇野市豊科"' in found.content.decode()
    typed = CONTACT | {"address_postcode": "399-8205", "address": "長野県安曇野市豊科6000"}
    client.post(page, typed)
    assert Draft.objects.get().answers["address_postcode"] == "3998205"


def test_an_unknown_postcode_says_so_and_can_be_passed_by(client):
    page = client.post(APPLY, CLUB).url
    found = client.post(page, CONTACT | {"address_postcode": "000-0000", "find": "address"}, follow=True)
    assert "この郵便番号は見つかりません" in words(found)


def test_papers_stay_with_the_draft_and_can_be_opened_and_taken_off(client):
    page = client.post(client.post(APPLY, CLUB).url, CONTACT).url
    client.post(page, {"rules": [SimpleUploadedFile("会則.pdf", PDF), SimpleUploadedFile("a.exe", b"MZ\x90")]})
    draft = Draft.objects.get()
    kept = StoredFile.objects.get()
    said = client.get(page)
    assert "会則.pdf" in words(said)
    assert "a.exe：" in words(said)
    assert b"".join(client.get(f"/drafts/{draft.token}/files/{kept.pk}/").streaming_content) == PDF
    assert Client().get(f"/drafts/{draft.token}/files/{kept.pk}/").status_code == 302
    assert client.post(f"/drafts/{draft.token}/files/{kept.pk}/remove/").url == page
    assert "会則.pdf" not in words(client.get(page))


def test_papers_arrive_with_the_case_and_belong_to_it(client):
    page = client.post(client.post(APPLY, CLUB).url, CONTACT).url
    page = client.post(page, {"rules": [SimpleUploadedFile("会則.pdf", PDF)]}).url
    client.post(page, {"promise": "on"})
    draft = Draft.objects.get()
    client.post(reverse("draft-check", args=[draft.token]), {"true": "yes"})
    case = Case.objects.get()
    file = StoredFile.objects.get()
    assert file.about == case
    assert b"".join(Client().get(f"/cases/{case.token}/files/{file.pk}/").streaming_content) == PDF
    other = begin(toys.registration)
    assert Client().get(f"/cases/{other.token}/files/{file.pk}/").status_code == 404


def test_somebody_else_cannot_name_our_file_in_their_draft(client):
    page = client.post(client.post(APPLY, CLUB).url, CONTACT).url
    client.post(page, {"rules": [SimpleUploadedFile("会則.pdf", PDF)]})
    file = StoredFile.objects.get()
    thief = Client()
    page = thief.post(thief.post(APPLY, CLUB).url, CONTACT).url
    thief.post(page, {"rules": [str(file.pk)]})
    theirs = Draft.objects.latest("pk")
    assert thief.get(f"/drafts/{theirs.token}/files/{file.pk}/").status_code == 404


def test_a_resident_is_not_asked_for_what_the_city_knows(client_as, example_city):
    resident = example_city.resident()
    client = client_as(resident)
    assert resident.mail_address in client.get(client.post(APPLY, CLUB).url).content.decode()
    draft = Draft.objects.get()
    assert draft.resident == resident
    assert "クラブの登録" in words(client_as(resident).get("/my/cases/"))


def test_a_draft_goes_when_its_time_is_over(client, at):
    client.post(APPLY, CLUB)
    draft = Draft.objects.get()
    now = at(date(2027, 12, 1))
    assert client.get(f"/drafts/{draft.token}/1/").status_code == 404
    assert throw_old_drafts_away(now) == 1


def test_a_draft_can_be_thrown_away(client):
    draft = filled_in(client)
    assert client.post(f"/drafts/{draft.token}/forget/").url == "/procedures/clubs.registration/"
    assert not Draft.objects.exists()


def test_pages_of_a_draft_are_kept_by_no_cache_and_no_search_engine(client):
    page = client.get(client.post(APPLY, CLUB).url)
    assert "no-store" in page.headers["Cache-Control"]
    assert 'content="noindex"' in page.content.decode()


@pytest.mark.parametrize("language", ["/ja-easy", "/en"])
def test_the_form_is_there_in_every_language_and_the_case_remembers_it(client, language):
    page = client.post(language + APPLY, CLUB).url
    assert page.startswith(f"{language}/drafts/")
    assert client.get(page).status_code == 200
    assert Draft.objects.get().language == language.strip("/")
