"""Proof of identity by a real provider of OpenID Connect: the first time, again, with something new, and no more."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.identity_provider import CLIENT, SECRET
from tests.signing_in import PASSWORD
from tomoni.base.journal.models import Entry
from tomoni.common.people.assurance import PROVEN, standing_of
from tomoni.common.people.models import Account, Clerk, Identity, Issuer, Resident
from tomoni.common.people.proof.claims import Claims, differences, placed
from tomoni.common.people.proof.provider import keep_description

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)
HANAKO = "sub-hanako"


@pytest.fixture
def sakura(example_city) -> Resident:
    return example_city.resident()


@pytest.fixture
def linked(provider, client_as, sakura) -> Identity:
    """Sakura has linked her card."""
    client = client_as(sakura)
    first = provider.proves(client, HANAKO)
    client.post(first.url)
    provider.says_of(HANAKO, name="望月 さくら", address={"formatted": "見本県ひかり野市光が丘1番地2"})
    mail.outbox.clear()
    return Identity.objects.get(subject=HANAKO)


def who_is(client: Client) -> str:
    """The account that a client is signed in to; nothing for nobody."""
    pk = client.session.get("_auth_user_id")
    return Account.objects.get(pk=pk).email if pk else ""


def shows_a_card(client: Client) -> bool:
    return "カードで本人確認" in client.get(reverse("my-identity")).content.decode()


def test_without_a_provider_nobody_is_offered_one(client, client_as, sakura):
    assert "カードで" not in client.get(reverse("account_login")).content.decode()
    for name in ("identity-start", "identity-callback", "identity-first", "identity-failed"):
        assert client.get(reverse(name)).status_code == 404
    assert "窓口で行っています" in client_as(sakura).get(reverse("my-identity")).content.decode()


def test_the_way_there_carries_all_that_a_proof_needs(client, provider):
    page = client.get(reverse("account_login"), {"next": "/my/cases/"}).content.decode()
    assert "/identity/start/?next=/my/cases/" in page
    asked = client.get("/identity/start/", {"next": "/my/cases/"}, headers={"host": "localhost"})["Location"]
    said = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    assert asked.startswith(provider.address)
    assert (said["response_type"], said["code_challenge_method"]) == ("code", "S256")
    assert said["redirect_uri"] == "http://127.0.0.1:8000/identity/callback/"
    assert said["scope"] == "openid name address birthdate"
    assert said["acr_values"] == "aal3 crl"
    assert min(len(said[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    again = parse_qs(urlsplit(client.get("/identity/start/")["Location"]).query)
    assert all(again[name] != [said[name]] for name in ("state", "nonce", "code_challenge"))


def test_a_newcomer_gives_a_mail_address_and_has_an_account_with_a_card(client, provider, example_city):
    first = provider.proves(client, "sub-maria", then="/my/cases/")
    page = client.get(first.url).content.decode()
    assert "SANTOS MARIA さんだと確かめました" in page
    assert not who_is(client)
    signs_up = re.search(r'href="(/accounts/signup/[^"]+)"', page)[1].replace("&amp;", "&")
    asked = client.post(
        signs_up, {"email": "newcomer@example.jp", "next": parse_qs(urlsplit(signs_up).query)["next"][0]}
    )
    arrived = client.post(asked.url, {"code": CODE.search(mail.outbox[-1].body)[0]})
    assert arrived.url == first.url
    assert "このアカウントにつなぎますか" in client.get(arrived.url).content.decode()
    assert client.post(arrived.url, {"take": ["name", "born_on"]}).url == "/my/cases/"
    maria = Resident.objects.get(account__email="newcomer@example.jp")
    assert (maria.name, maria.born_on, maria.town) == ("SANTOS MARIA", dt.date(1990, 2, 3), "")
    assert Identity.objects.get(subject="sub-maria").account == maria.account
    assert shows_a_card(client)


def test_whoever_has_an_account_signs_in_to_it_before_a_card_is_linked(client, provider, sakura):
    """Also when the provider names the very mail address of that account."""
    provider.says_of("sub-taro", email=sakura.account.email, email_verified=True)
    first = provider.proves(client, "sub-taro")
    assert urlsplit(first.url).path == reverse("identity-first")
    assert not who_is(client)
    client.post(first.url)
    assert not Identity.objects.exists()
    assert "先にサインインしてもらいます" in client.get(first.url).content.decode()


def test_a_card_is_linked_once_its_holder_says_so_and_is_told_by_mail(provider, client_as, sakura):
    client = client_as(sakura)
    first = provider.proves(client, HANAKO, then="/my/")
    assert not Identity.objects.exists()
    assert client.post(first.url).url == "/my/"
    assert Identity.objects.get().account == sakura.account
    assert "カードによる本人確認がつながりました" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [sakura.account.email]
    assert Entry.objects.filter(verb="people.link_identity").count() == 1
    assert shows_a_card(client)


def test_a_card_is_not_linked_when_its_holder_says_no(provider, client_as, sakura):
    client = client_as(sakura)
    first = provider.proves(client, HANAKO, then="/my/")
    assert client.post(first.url, {"not": "1"}).url == "/my/"
    assert not Identity.objects.exists()
    assert client.post(first.url).url.startswith(reverse("identity-failed"))


def test_the_card_lets_its_holder_in_with_a_new_session(client, linked, provider, sakura):
    client.get("/identity/start/")
    before = client.session.session_key
    assert provider.proves(client, HANAKO, then="/my/cases/").url == "/my/cases/"
    assert who_is(client) == sakura.account.email
    assert client.session.session_key != before
    assert shows_a_card(client)
    assert Entry.objects.filter(verb="people.prove").exists()


def test_the_language_is_kept_on_the_way(client, provider):
    asked = client.get("/en/identity/start/")["Location"]
    assert parse_qs(urlsplit(asked).query)["ui_locales"] == ["en"]
    back = urlsplit(provider.answers(asked, "sub-maria"))
    assert client.get(f"{back.path}?{back.query}").url == "/en/identity/first/"


def test_a_client_with_a_secret_instead_of_a_key(client, linked, provider, settings):
    settings.IDENTITY_KEY.unlink()
    settings.IDENTITY_CLIENT, settings.IDENTITY_SECRET = f"{CLIENT}-secret", SECRET
    provider.proves(client, HANAKO)
    assert who_is(client)


def test_new_keys_of_the_provider_are_read_when_they_are_met(client, linked, provider):
    Issuer.objects.update(keys={"keys": []})
    provider.proves(client, HANAKO)
    assert who_is(client)
    assert Issuer.objects.get().keys["keys"]


# What is said differently


def test_a_new_address_is_shown_and_written_down_only_when_agreed(client, linked, provider, sakura):
    provider.says_of(HANAKO, address={"formatted": "見本県ひかり野市川辺12番地3 ひかり荘"})
    compare = provider.proves(client, HANAKO, then="/my/cases/")
    assert urlsplit(compare.url).path == reverse("identity-compare")
    assert "川辺12番地3 ひかり荘" in client.get(compare.url).content.decode()
    sakura.refresh_from_db()
    assert sakura.town != "川辺"
    assert client.post(compare.url, {"take": "address"}).url == "/my/cases/"
    sakura.refresh_from_db()
    assert (sakura.town, sakura.address) == ("川辺", "12番地3 ひかり荘")
    entry = Entry.objects.get(verb="people.take_said")
    assert "本人が同意した" in entry.why


def test_what_was_not_agreed_to_stays_with_its_source_and_is_not_asked_again(client, linked, provider, sakura):
    provider.says_of(HANAKO, name="望月 桜")
    compare = provider.proves(client, HANAKO)
    client.post(compare.url)
    sakura.refresh_from_db()
    linked.refresh_from_db()
    assert (sakura.name, linked.said["name"]) == ("望月 さくら", "望月 桜")
    assert provider.proves(Client(), HANAKO, then="/my/").url == "/my/"


def test_an_address_in_one_line_finds_its_place_in_the_record(example_city):
    here = Claims.told(
        {"address": {"formatted": "見本県ひかり野市光が丘一丁目２－３ 101号", "postal_code": "000-0001"}}
    )
    assert placed(here) == {
        "town": "光が丘", "address": "一丁目２－３ 101号", "building": "", "postal_code": "000-0001",
    }  # fmt: skip
    elsewhere = Claims.told({"address": "見本県となり市五十嵐5"})
    assert placed(elsewhere)["town"] == "見本県となり市五十嵐"


def test_blanks_and_widths_are_no_difference(example_city):
    resident = Resident(name="望月　さくら", town="光が丘", address="１番地２")
    same = Claims.told({"name": "望月 さくら", "address": {"formatted": "見本県ひかり野市光が丘1番地2"}})
    assert not list(differences(resident, same))


def test_what_has_another_shape_than_promised_is_left_out():
    assert Claims.told({"name": 7, "address": ["x"], "birthdate": "1950-00-00"}) == Claims()
    assert Claims.told({"birthdate": "1950-04-01"}).born_on == dt.date(1950, 4, 1)


# No more


def test_the_link_comes_off_and_the_mail_address_stays(client, linked, provider, sakura):
    provider.proves(client, HANAKO)
    client.post(reverse("identity-unlink", args=[linked.pk]))
    assert not Identity.objects.exists()
    assert not shows_a_card(client)
    assert who_is(client) == sakura.account.email
    assert "つながりが外れました" in mail.outbox[-1].body
    assert Entry.objects.filter(verb="people.unlink_identity").exists()


def long_ago(client: Client) -> None:
    """The person signed in an hour ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def test_who_links_or_unlinks_a_card_has_just_shown_who_they_are(provider, client_as, sakura):
    client = client_as(sakura)
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)  # an account of the last minutes is not asked
    Account.objects.filter(pk=sakura.account.pk).update(joined_at=yesterday)
    long_ago(client)
    first = provider.proves(client, HANAKO)
    asked = client.post(first.url)
    assert urlsplit(asked.url).path == reverse("account_reauthenticate")
    assert not Identity.objects.exists()
    client.post(asked.url, {"password": PASSWORD})
    client.post(first.url)
    unlink = reverse("identity-unlink", args=[Identity.objects.get().pk])
    assert "つながりを外しますか" in client.get(unlink).content.decode()
    long_ago(client)
    assert urlsplit(client.post(unlink).url).path == reverse("account_reauthenticate")
    assert Identity.objects.exists()


def test_the_last_way_in_cannot_be_taken_off(client, linked, provider, sakura):
    provider.proves(client, HANAKO)
    EmailAddress.objects.filter(user=sakura.account).delete()
    client.post(reverse("identity-unlink", args=[linked.pk]))
    assert Identity.objects.filter(pk=linked.pk).exists()


def test_nobody_takes_off_the_link_of_another(linked, client_as, example_city):
    stranger = client_as(example_city.resident("Maria Santos"))
    assert stranger.post(reverse("identity-unlink", args=[linked.pk])).status_code == 404
    assert Identity.objects.filter(pk=linked.pk).exists()


def test_a_link_that_is_gone_elsewhere_is_gone_in_every_session(client, linked, provider, rf):
    provider.proves(client, HANAKO)
    Identity.objects.all().delete()
    assert not shows_a_card(client)


def test_the_provider_can_go_and_the_account_stays(client, linked, provider, settings, client_as, sakura):
    settings.IDENTITY_ISSUER = ""
    client = client_as(sakura)
    page = client.get(reverse("my-identity")).content.decode()
    assert "つながりを外す" in page
    assert client.get("/identity/start/").status_code == 404


def test_a_session_remembers_level_and_time(client, linked, provider, rf):
    provider.proves(client, HANAKO)
    request = rf.get("/")
    request.session, request.user = client.session, Account.objects.get(pk=client.session["_auth_user_id"])
    standing = standing_of(request)
    assert standing.level is PROVEN
    assert dt.datetime.now(dt.UTC) - standing.at < dt.timedelta(minutes=1)
    assert standing.reaches(PROVEN, within=dt.timedelta(minutes=1))
    assert not standing.reaches(PROVEN, within=dt.timedelta(seconds=-60))


def test_the_worker_reads_the_description_every_hour(provider, monkeypatch):
    read = Issuer.objects.get().read_at
    assert keep_description(read + dt.timedelta(minutes=59)) == ""
    assert keep_description(read + dt.timedelta(minutes=61)) == "read"


def test_a_clerks_account_is_no_residents(provider, client_as, example_city):
    clerk = Clerk.objects.get(number="1004")
    client = client_as(clerk)
    first = provider.proves(client, "sub-taro")
    assert "why=staff" in client.get(first.url).url
    assert not Identity.objects.exists()
