"""A procedure that must know more surely who applies: on its page, in the form, and when it is handed in."""

import pytest
from django.test import Client
from django.urls import reverse

from tomoni.common.people.api import MAIL, NOBODY, PROVEN, Need
from tomoni.engines.cases.actions import NotProven, begin, submit
from tomoni.engines.cases.definitions import need_of
from tomoni.engines.cases.models import Case, Draft
from tomoni.engines.cases.procedures import procedures
from tomoni.engines.cases.settings import Identity

from . import toys

pytestmark = pytest.mark.django_db
WHY = "クラブの代表者をまちがえないためです。"
FIRST_PAGE = {"name": "ほたるの会", "name_kana": "ほたるのかい", "field": "nature", "members": "7"}


@pytest.fixture
def asks_mail(monkeypatch):
    monkeypatch.setattr(toys.registration, "identity", Need(MAIL, WHY))


@pytest.fixture
def asks_card(monkeypatch):
    monkeypatch.setattr(toys.registration, "identity", Need(PROVEN, WHY, within=15))


def the_form_is_begun(client: Client) -> Draft:
    client.post(reverse("procedure-apply", args=["clubs.registration"]), FIRST_PAGE)
    return Draft.objects.latest("pk")


def test_the_page_of_the_procedure_says_what_is_asked_and_why(client, asks_card):
    page = client.get(reverse("procedure", args=["clubs.registration"])).content.decode()
    assert "カードで本人確認" in page
    assert WHY in page


def test_the_first_page_is_open_and_the_second_asks_with_everything_kept(client, asks_mail):
    draft = the_form_is_begun(client)
    second = reverse("draft-step", args=[draft.token, 2])
    page = client.get(second).content.decode()
    assert "本人確認が必要です" in page
    assert WHY in page
    assert f"{reverse('account_login')}?next={second.replace('/', '%2F')}" in page
    assert draft.answers["name"] == "ほたるの会"
    assert client.get(reverse("draft-step", args=[draft.token, 1])).status_code == 200


def test_what_is_typed_on_a_page_is_kept_before_anybody_is_asked(client, asks_mail):
    draft = the_form_is_begun(client)
    client.post(reverse("draft-step", args=[draft.token, 2]), {"email": "hotaru@example.jp", "email_public": "yes"})
    draft.refresh_from_db()
    assert draft.answers["email"] == "hotaru@example.jp"


def test_somebody_signed_in_meets_the_need_and_the_draft_is_theirs(client_as, example_city, asks_mail):
    sakura = example_city.resident()
    client = Client()
    draft = the_form_is_begun(client)
    signed_in = client_as(sakura)
    signed_in.post(reverse("draft", args=[draft.token]), {"code": draft.code})
    assert "本人確認が必要です" not in signed_in.get(reverse("draft-step", args=[draft.token, 2])).content.decode()
    draft.refresh_from_db()
    assert draft.resident == sakura


def test_the_draft_of_somebody_else_stays_theirs(client_as, example_city, asks_mail):
    sakura, other = example_city.resident(), example_city.resident("Maria Santos")
    draft = begin(toys.registration, answers=toys.FIREFLIES, resident=other)
    signed_in = client_as(sakura)
    signed_in.post(reverse("draft", args=[draft.token]), {"code": draft.code})
    page = signed_in.get(reverse("draft-check", args=[draft.token])).content.decode()
    assert "別のアカウントで始めた" in page
    signed_in.post(reverse("draft-check", args=[draft.token]), {"true": "yes"})
    draft.refresh_from_db()
    assert (draft.resident, draft.case) == (other, None)


def test_a_mail_address_does_not_do_where_a_card_is_asked(client_as, example_city, asks_card):
    client = client_as(example_city.resident())
    draft = begin(toys.registration, answers=toys.FIREFLIES, resident=example_city.resident())
    page = client.post(reverse("draft-check", args=[draft.token]), {"true": "yes"}).content.decode()
    assert "窓口に来てください" in page  # no provider is configured here
    assert draft.spelt_code in page
    assert not Case.objects.exists()


def test_handing_in_is_refused_whatever_the_screen_does(example_city, asks_card):
    draft = begin(toys.registration, answers=toys.FIREFLIES)
    with pytest.raises(NotProven):
        submit(draft)
    with pytest.raises(NotProven):
        submit(draft, shown=MAIL)
    assert submit(draft, shown=PROVEN).identity_shown is PROVEN


def test_a_clerk_who_looks_at_the_card_goes_on_at_the_counter(client_as, clerk, client, asks_card):
    draft = the_form_is_begun(client)
    counter = client_as(clerk)
    counter.post(reverse("draft", args=[draft.token]), {"code": draft.code})
    assert "本人確認が必要です" not in counter.get(reverse("draft-step", args=[draft.token, 2])).content.decode()
    draft.refresh_from_db()
    assert (draft.get_entrance_display(), draft.helped_by) == ("窓口", clerk)


def test_a_clerk_who_does_not_examine_it_is_nobody_here(client_as, stranger, client, asks_card):
    draft = the_form_is_begun(client)
    desk = client_as(stranger)
    desk.post(reverse("draft", args=[draft.token]), {"code": draft.code})
    assert "本人確認が必要です" in desk.get(reverse("draft-step", args=[draft.token, 2])).content.decode()


def test_the_card_is_shown_in_the_middle_and_nothing_typed_is_lost(
    client, provider, asks_card, client_as, example_city
):
    """Nobody is signed in; the card signs in, and the same page goes on with the same draft."""
    sakura = example_city.resident()
    owner = client_as(sakura)
    owner.post(provider.proves(owner, "sub-hanako").url)
    draft = the_form_is_begun(client)
    second = reverse("draft-step", args=[draft.token, 2])
    client.post(second, {"email": "hotaru@example.jp", "email_public": "yes"})
    asked = client.get(second).content.decode()
    assert f"/identity/start/?next={second.replace('/', '%2F')}" in asked
    back = provider.proves(client, "sub-hanako", then=second)
    assert back.url == second
    page = client.get(second).content.decode()
    assert "hotaru@example.jp" in page
    for number, typed in ((4, {}), (5, {"promise": "on"})):
        client.post(reverse("draft-step", args=[draft.token, number]), typed)
    receipt = client.post(reverse("draft-check", args=[draft.token]), {"true": "yes"})
    case = Case.objects.get()
    assert receipt.url == reverse("case-receipt", args=[case.token])
    assert (case.subject, case.identity_shown, case.resident) == ("ほたるの会", PROVEN, sakura)


def test_a_proof_of_long_ago_is_asked_for_once_more_before_handing_in(
    client, provider, asks_card, client_as, example_city
):
    client = client_as(example_city.resident())
    client.post(provider.proves(client, "sub-hanako").url)
    draft = begin(toys.registration, answers=toys.FIREFLIES, resident=example_city.resident())
    check = reverse("draft-check", args=[draft.token])
    session = client.session
    session["identity_shown"] |= {"at": session["identity_shown"]["at"] - 16 * 60}
    session.save()
    assert client.get(reverse("draft-step", args=[draft.token, 2])).status_code == 200
    page = client.post(check, {"true": "yes"}).content.decode()
    assert "15分より長くたちました" in page
    assert "within=15" in page
    assert not Case.objects.exists()
    assert provider.proves(client, "sub-hanako", then=check, within="15").url == check
    client.post(check, {"true": "yes"})
    assert Case.objects.get().identity_shown is PROVEN


def test_the_city_raises_the_level_and_says_why_in_three_languages(client, example_city):
    need = need_of(procedures["groups.change"])
    assert need is not None
    assert (need.level, need.within) == (PROVEN, 30)
    address = reverse("procedure", args=["groups.change"])
    assert "別の人が変えてしまわないため" in client.get(address).content.decode()
    assert "nobody else changes who represents your group" in client.get(f"/en{address}").content.decode()


def test_a_city_that_asks_says_why():
    with pytest.raises(ValueError, match="says no reason"):
        Identity(level="proven")
    assert Identity(level="none").told() == ""


def test_a_case_without_a_need_keeps_what_was_shown(client_as, example_city):
    client = client_as(example_city.resident())
    draft = begin(toys.registration, answers=toys.FIREFLIES, resident=example_city.resident())
    client.post(reverse("draft-check", args=[draft.token]), {"true": "yes"})
    assert Case.objects.get().identity_shown is MAIL
    assert submit(begin(toys.registration, answers=toys.FIREFLIES)).identity_shown is NOBODY
