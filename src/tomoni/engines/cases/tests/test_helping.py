"""Entrances to the same draft: a clerk types, at the counter, on the telephone, from paper or for a proxy, and whoever
applied says that it is right. Applications of one occasion of life go together."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tomoni.base.journal.api import Entry
from tomoni.base.sheets import read_sheet
from tomoni.engines.cases.actions import NoConsent, NoScan, NotConfirmed, begin_for, hand_in_for, submit
from tomoni.engines.cases.models import Assistance, Case, Confirmed, Consented, Draft, Package, Proxy
from tomoni.engines.cases.workflow import Entrance

from . import toys
from .conftest import an_application, granted
from .test_desk import words

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def desk(client_as, clerk) -> Client:
    return client_as(clerk)


def scan(name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PAPER, "application/pdf")


def entered(desk, *procedures: str, entrance: str = "COUNTER", **given) -> list[Draft]:
    answer = desk.post("/desk/cases/enter/", {"procedure": procedures, "entrance": entrance, **given})
    assert answer.status_code == 302, words(answer)
    return list(Draft.objects.order_by("pk"))


def fill_in_change(client, draft: Draft, name: str = "ほたるの里") -> None:
    client.post(f"/drafts/{draft.token}/1/", {"name": name})


def with_code(client, draft: Draft):
    return client.post("/procedures/resume/", {"code": draft.spelt_code}, follow=True)


# The counter


def test_at_the_counter_the_resident_confirms_on_a_screen_of_their_own(desk, client, clerk):
    (draft,) = entered(desk, "clubs.change", place="本庁舎1番窓口")
    fill_in_change(desk, draft)
    page = words(desk.get(f"/drafts/{draft.token}/check/", follow=True))
    assert draft.spelt_code in page
    tablet = words(with_code(client, draft))
    for said in ("書いてあることを確かめてください", "ほたるの里", "本庁舎1番窓口の職員が"):
        assert said in tablet
    receipt = client.post(f"/drafts/{draft.token}/confirm/", follow=True)
    case = Case.objects.get()
    assert case.number in words(receipt)
    help_ = case.assistance
    assert (help_.clerk, help_.confirmed, help_.place, help_.draft) == (clerk, "SCREEN", "本庁舎1番窓口", None)
    for page in (words(client.get(f"/cases/{case.token}/")), words(desk.get(f"/desk/cases/{case.number}/"))):
        assert "画面で本人が確かめた" in page
        assert "本庁舎1番窓口" in page
    assert Entry.objects.get(verb="cases.confirm").after == {"confirmed": "SCREEN", "place": "本庁舎1番窓口"}


def test_pressed_twice_on_the_tablet_it_is_one_case(desk, client):
    (draft,) = entered(desk, "clubs.change")
    fill_in_change(desk, draft)
    with_code(client, draft)
    for _press in range(2):
        client.post(f"/drafts/{draft.token}/confirm/")
    assert Case.objects.count() == 1


def test_without_a_place_the_section_stands_there(desk, example_city):
    (draft,) = entered(desk, "clubs.change")
    assert draft.assistance.place == example_city.post("centre-staff").section.name


def test_or_the_printed_page_is_signed(desk):
    (draft,) = entered(desk, "clubs.change")
    fill_in_change(desk, draft)
    assert "署名" in words(desk.get(f"/desk/drafts/{draft.token}/print/"))
    assert desk.post(f"/desk/drafts/{draft.token}/", {}).status_code == 422
    assert "受付番号は" in words(desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "SIGNED"}, follow=True))
    assert Case.objects.get().assistance.confirmed == "SIGNED"


def test_what_nobody_confirmed_does_not_arrive(desk, clerk):
    (draft,) = entered(desk, "clubs.change")
    fill_in_change(desk, draft)
    draft.refresh_from_db()
    with pytest.raises(NotConfirmed):
        submit(draft)
    desk.post(f"/drafts/{draft.token}/check/", {"true": "yes"})
    assert not Case.objects.exists()


def test_what_is_not_complete_cannot_be_confirmed(desk, client):
    (draft,) = entered(desk, "clubs.registration")
    with_code(client, draft)
    assert "まだ足りないところがあります" in words(client.get(f"/drafts/{draft.token}/confirm/"))
    client.post(f"/drafts/{draft.token}/confirm/")
    desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "SIGNED"})
    assert not Case.objects.exists()
    assert Assistance.objects.get().confirmed == ""


def test_a_stranger_opens_neither_the_draft_nor_its_paper(desk, client, client_as, stranger):
    (draft,) = entered(desk, "clubs.change", entrance="PAPER", scan=scan())
    assert client.get(f"/drafts/{draft.token}/confirm/").status_code == 302
    assert client_as(stranger).get(f"/desk/drafts/{draft.token}/scan/").status_code == 403
    assert desk.get(f"/desk/drafts/{draft.token}/scan/").status_code == 200


# Telephone, paper, proxies


def test_on_the_telephone_it_is_read_out(desk):
    (draft,) = entered(desk, "clubs.change", entrance="PHONE")
    fill_in_change(desk, draft)
    desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "READ_OUT"})
    assert (Case.objects.get().entrance, Case.objects.get().assistance.confirmed) == ("PHONE", "READ_OUT")


def test_what_came_on_paper_arrives_with_its_picture(desk, clerk):
    (draft,) = entered(desk, "clubs.change", entrance="PAPER")
    fill_in_change(desk, draft)
    answer = desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "PAPER"})
    assert "その写しを付けてください" in words(answer)
    draft.refresh_from_db()
    with pytest.raises(NoScan):
        hand_in_for(draft, confirmed=Confirmed.PAPER, clerk=clerk)
    desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "PAPER", "scan": scan()})
    case = Case.objects.get()
    assert case.assistance.scan.about == case
    assert "出された紙の写しを見る" in words(desk.get(f"/desk/cases/{case.number}/"))
    wrong = desk.post("/desk/cases/enter/", {
        "procedure": "clubs.change", "entrance": "PAPER", "scan": SimpleUploadedFile("a.exe", b"MZ123"),
    })  # fmt: skip
    assert wrong.status_code == 422


def test_a_proxy_has_a_name_and_consent_and_the_case_says_so(desk, client, clerk):
    asked = {"procedure": "clubs.change", "entrance": "PROXY", "proxy": "WARD_HEAD"}
    assert "その人の名前が要ります" in words(desk.post("/desk/cases/enter/", asked))
    assert "だれが代わりに話すか" in words(desk.post("/desk/cases/enter/", asked | {"proxy": ""}))
    given = {"proxy_name": "山の区長（見本）", "consent": "PHONE"}
    (draft,) = entered(desk, "clubs.change", entrance="PROXY", proxy="WARD_HEAD", **given)
    fill_in_change(desk, draft)
    desk.post(f"/desk/drafts/{draft.token}/", {"confirmed": "SIGNED"})
    case = Case.objects.get()
    said = "本人の代わりに区長の山の区長（見本）が話しました（本人に電話で確かめた）"
    assert said in words(client.get(f"/cases/{case.token}/"))
    assert said in words(desk.get(f"/desk/cases/{case.number}/"))
    with pytest.raises(NoConsent):
        begin_for([toys.change], entrance=Entrance.PROXY, clerk=clerk, place="電話")


def test_the_database_wants_consent_too(desk):
    (draft,) = entered(desk, "clubs.change")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistance.objects.filter(draft=draft).update(proxy=Proxy.FAMILY, consent=Consented.PHONE)


# A package


def test_a_package_asks_once_and_its_cases_see_one_another(desk, client):
    first, second = entered(desk, "clubs.registration", "clubs.change", occasion="転入")
    assert (first.package, first.package.title) == (second.package, "転入")
    first.answers = toys.FIREFLIES
    first.save()
    with_code(client, first)
    client.post(f"/drafts/{first.token}/confirm/")
    case = Case.objects.get()
    second.refresh_from_db()
    assert "name" not in second.answers  # it is another question there: the new name
    fill_in_change(desk, second)
    answer = desk.post(f"/desk/drafts/{second.token}/", {"confirmed": "SIGNED"})
    other = Case.objects.exclude(pk=case.pk).get()
    assert answer["Location"] == reverse("desk-case", args=[other.number])
    assert other.number in words(client.get(f"/cases/{case.token}/"))
    assert case.number in words(client.get(f"/cases/{other.token}/"))
    page = words(desk.get(f"/desk/cases/{other.number}/"))
    assert "いっしょに出されたもの（転入）" in page
    assert case.number in page


def test_the_same_question_of_a_package_is_answered_once(clerk):
    first, second = begin_for(
        [toys.registration, toys.registration], entrance=Entrance.COUNTER, clerk=clerk, place="窓"
    )
    first.answers = toys.FIREFLIES
    first.save()
    Draft.objects.filter(pk=second.pk).update(answers={"members": 9})
    hand_in_for(first, confirmed=Confirmed.SIGNED, clerk=clerk)
    second.refresh_from_db()
    assert (second.answers["name"], second.answers["name_kana"]) == ("ほたるの会", "ほたるのかい")
    assert second.answers["members"] == 9
    assert Package.objects.count() == 1


# Figures


def test_the_figures_say_what_came_in_by_which_door(desk, clerk, at, example_city):
    at(date(2026, 11, 20))
    for _ in range(2):
        granted(an_application(), example_city)
    (draft,) = begin_for([toys.change], entrance=Entrance.PHONE, clerk=clerk, place="電話")
    draft.answers = {"name": "ほたるの里"}
    draft.save()
    hand_in_for(draft, confirmed=Confirmed.READ_OUT, clerk=clerk)
    page = words(desk.get("/desk/cases/figures/"))
    assert "まだ分かりません（2件）" in page
    sheet = read_sheet(desk.get("/desk/cases/figures/", {"as": "xlsx"}).content)
    lines = {line["手続き"]: line for _number, line in sheet.lines}
    assert (lines["クラブの登録"]["オンライン"], lines["クラブの変更"]["電話"]) == ("2", "1")
    assert desk.get("/desk/cases/figures/", {"year": "1999"}).status_code == 200
