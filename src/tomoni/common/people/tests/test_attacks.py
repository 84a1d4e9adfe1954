"""An attacker's hour, over HTTP: guessing, fixed sessions, leading elsewhere, forged forms, hosts, headers, and who has
an account."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from tests.passkeys import Passkey, options_in
from tests.signing_in import PASSWORD, app_code, sign_in, with_app, with_password
from tests.test_doors import walk
from tomoni.common.people.api import Account, Clerk, Resident

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)
WRONG = "wrong-and-long-enough"
LOGIN, ASK, CONFIRM = (reverse(f"account_{name}") for name in ("login", "request_login_code", "confirm_login_code"))
APP = reverse("mfa_authenticate")
EVIL = [
    "https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example/",
    "https:evil.example", "http:///evil.example/", "/\t/evil.example/", "\t//evil.example/", "/%09/evil.example/",
    "//evil.example\\@testserver/", "https://testserver@evil.example/", "javascript:alert(1)", "%2F%2Fevil.example/",
    "https%3A%2F%2Fevil.example/", "/\n/evil.example/", " //evil.example/", "//evil。example/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def sakura(example_city):
    resident = Resident.objects.get(name="望月 さくら")
    with_password(resident.account)
    return resident


@pytest.fixture
def momose(example_city):
    clerk = Clerk.objects.get(number="1004")
    with_app(with_password(clerk.account))
    return clerk


def the_code() -> str:
    return CODE.search(mail.outbox[-1].body)[0]


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


# Guessing


def test_guessing_a_password_stops_from_any_address_on_the_net(sakura):
    tried = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(LOGIN, {"login": sakura.account.email, "password": WRONG})
        for number in range(6)
    ]
    assert "メールアドレスかパスワードが違います" in tried[4].content.decode()
    assert "何回も違いました" in tried[5].content.decode()
    right = Client(REMOTE_ADDR="192.0.2.99").post(LOGIN, {"login": sakura.account.email, "password": PASSWORD})
    assert right.status_code == 200


def test_trying_one_password_on_many_accounts_stops_and_a_made_up_origin_does_not_help(sakura):
    said = [
        Client(headers={"x-forwarded-for": f"192.0.2.{number}"})
        .post(LOGIN, {"login": f"person{number}@example.jp", "password": WRONG})
        .content.decode()
        for number in range(11)
    ]
    assert "何回も違いました" not in said[9]
    assert "何回も違いました" in said[10]


def test_a_code_from_a_mail_bears_three_guesses(client, sakura):
    client.post(ASK, {"email": sakura.account.email})
    code = the_code()
    for _ in range(3):
        client.post(CONFIRM, {"code": "ZZZZ-ZZZZ"})
    client.post(CONFIRM, {"code": code})
    assert client.get("/my/seen/").status_code == 302


def test_nobody_gets_more_codes_to_guess_by_asking_again(sakura):
    answers = [Client(REMOTE_ADDR=f"192.0.2.{n}").post(ASK, {"email": sakura.account.email}) for n in range(4)]
    assert [answer.status_code for answer in answers[:3]] == [302] * 3
    assert answers[3].status_code != 302
    assert len(mail.outbox) == 3


def test_a_code_is_good_once_and_only_where_it_was_asked_for(client, sakura):
    client.post(ASK, {"email": sakura.account.email})
    code = the_code()
    thief = Client()
    thief.post(ASK, {"email": sakura.account.email})
    thief.post(CONFIRM, {"code": code})
    assert thief.get("/my/seen/").status_code == 302
    client.post(CONFIRM, {"code": code})
    assert client.get("/my/seen/").status_code == 200
    client.post(reverse("account_logout"))
    client.post(CONFIRM, {"code": code})
    assert client.get("/my/seen/").status_code == 302


def test_guessing_the_code_of_an_app_stops_in_every_session(momose):
    for number in range(5):
        thief = Client(REMOTE_ADDR=f"192.0.2.{number}")
        thief.post(LOGIN, {"login": momose.account.email, "password": PASSWORD})
        assert thief.post(APP, {"code": "000000"}).status_code == 200
    thief = Client(REMOTE_ADDR="192.0.2.99")
    thief.post(LOGIN, {"login": momose.account.email, "password": PASSWORD})
    assert "何回も違いました" in thief.post(APP, {"code": app_code()}).content.decode()
    assert thief.get("/desk/").status_code == 302


def test_the_second_factor_cannot_be_walked_around(momose):
    thief = Client()
    thief.post(LOGIN, {"login": momose.account.email, "password": PASSWORD})
    for address in ("/desk/", "/my/seen/", "/accounts/devices/", "/cms/", reverse("mfa_activate_totp"),
                    reverse("mfa_add_webauthn"), reverse("mfa_view_recovery_codes"), reverse("account_email")):  # fmt: skip
        assert thief.get(address).url.startswith(LOGIN), address


# Sessions


def test_the_key_of_a_session_changes_at_the_sign_in(client, sakura):
    client.post(ASK, {"email": sakura.account.email})
    before = key_of(client)
    client.post(CONFIRM, {"code": the_code()})
    assert key_of(client) != before
    planted = Client()
    planted.cookies[settings.SESSION_COOKIE_NAME] = before
    assert planted.get("/my/seen/").status_code == 302


def test_a_key_of_a_session_that_somebody_made_up_is_not_taken(client, sakura):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.post(LOGIN, {"login": sakura.account.email, "password": PASSWORD})
    assert key_of(client) != "a" * 32


def test_the_key_of_a_session_changes_after_the_second_factor(momose):
    client = Client()
    client.post(LOGIN, {"login": momose.account.email, "password": PASSWORD})
    before = key_of(client)
    client.post(APP, {"code": app_code()})
    assert client.get("/desk/").status_code == 200
    assert key_of(client) != before


def test_the_key_of_a_session_changes_when_the_second_factor_comes_later(momose):
    client = Client()
    client.force_login(momose.account, backend="tomoni.common.people.signin.Backend")
    before = key_of(client)
    client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
    assert client.get("/desk/").status_code == 200
    assert key_of(client) != before


def test_a_session_ends_on_the_server_at_the_sign_out(client, sakura):
    sign_in(client, sakura)
    stolen = key_of(client)
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get("/my/seen/").status_code == 302


# Leading elsewhere


def stays(answer) -> bool:
    """Whether a browser that follows this answer stays with us; it forgives more than a parser does."""
    to = re.sub(r"[\t\r\n]", "", answer.headers["Location"]).strip().replace("\\", "/")
    parts = urlsplit(urljoin("http://testserver/accounts/login/", to))
    return parts.scheme in ("http", "https") and parts.netloc == "testserver"


@pytest.mark.parametrize("evil", EVIL)
def test_no_way_in_or_out_leads_to_another_house(sakura, evil):
    facts = {"login": sakura.account.email, "password": PASSWORD, "next": evil}
    inside = Client()
    assert stays(inside.post(f"{LOGIN}?next={quote(evil)}", facts))
    assert stays(inside.get(LOGIN, {"next": evil}))
    assert stays(inside.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": evil}))
    assert stays(inside.post(reverse("account_logout"), {"next": evil}))
    by_code = Client()
    by_code.post(ASK, {"email": sakura.account.email, "next": evil})
    assert stays(by_code.post(CONFIRM, {"code": the_code(), "next": evil}))


@pytest.mark.parametrize("evil", EVIL[:6])
def test_neither_a_passkey_nor_an_app_leads_to_another_house(sakura, momose, evil):
    client = Client(SERVER_NAME="localhost")
    sign_in(client, sakura)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    add, key = reverse("mfa_add_webauthn"), Passkey("http://localhost")
    client.post(add, {"credential": key.made(options_in(client.get(add).content.decode()))})
    client = Client(SERVER_NAME="localhost")
    login = reverse("mfa_login_webauthn")
    asked = client.get(login, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]
    assert client.post(login, {"credential": key.shown(asked), "next": evil}).url == "/my/"
    desk = Client()
    desk.post(LOGIN, {"login": momose.account.email, "password": PASSWORD, "next": evil})
    assert stays(desk.post(APP, {"code": app_code(), "next": evil}))


def test_the_page_of_the_sign_in_passes_no_foreign_address_on(client, example_city):
    page = client.get(LOGIN, {"next": "https://evil.example/"}).content.decode()
    assert not re.search(r'(href|action)="[^"]*evil', page.replace("?next=https%3A%2F%2Fevil.example%2F", ""))


# Forged forms


def addresses() -> list[str]:
    ours = ("accounts/", "my/", "identity/", "en/accounts/", "ja-easy/my/")
    return sorted({f"/{address}" for address, _view in walk(get_resolver()) if address.startswith(ours)})


def test_a_form_from_another_house_is_refused_at_every_door(sakura):
    stranger = Client(enforce_csrf_checks=True)
    inside = Client(enforce_csrf_checks=True)
    inside.force_login(sakura.account, backend="tomoni.common.people.signin.Backend")
    assert len(addresses()) > 40
    for address in addresses():
        assert stranger.post(address, {"email": "a@example.jp"}).status_code == 403, address
        assert inside.post(address, {"email": "a@example.jp"}).status_code == 403, address


def test_looking_at_a_page_changes_nothing(client, sakura):
    sign_in(client, sakura)
    for name in ("account_logout", "account-devices", "mfa_index", "account_email"):
        client.get(reverse(name))
    assert client.get("/my/seen/").status_code == 200


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_houses(client, sakura):
    sign_in(client, sakura)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "frame-ancestors 'none'" in client.get("/my/seen/").headers["Content-Security-Policy"]


# Hosts and headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "127.0.0.1@evil.example",
                                  "127.0.0.1, evil.example"])  # fmt: skip
def test_a_request_that_names_another_host_is_refused(sakura, host):
    for name in ("account_reset_password", "account_signup", "account_request_login_code"):
        assert Client(headers={"host": host}).post(reverse(name), {"email": sakura.account.email}).status_code == 400
    assert not mail.outbox


@pytest.mark.parametrize("email", ["sakura@example.jp", "nobody@example.jp"])
@pytest.mark.parametrize("name", ["account_reset_password", "account_signup", "account_request_login_code"])
def test_links_in_mails_lead_home_whatever_a_request_says(sakura, name, email):
    forged = {"host": "localhost:6666", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https",
              "x-forwarded-port": "6666", "x-original-url": "//evil.example/", "forwarded": "host=evil.example"}  # fmt: skip
    Client(headers=forged).post(reverse(name), {"email": email})
    assert len(mail.outbox) == 1
    links = re.findall(r"\w+://\S+", mail.outbox[0].body)
    assert all(link.startswith(f"{settings.ORIGIN}/") for link in links), links
    assert "evil" not in mail.outbox[0].body


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "%0a", "\u2028", "\x0b", "\x85"])
@pytest.mark.parametrize("name", ["account_signup", "account_request_login_code", "account_reset_password"])
def test_an_address_that_breaks_the_line_of_a_header_is_no_address(client, example_city, breaks, name):
    client.post(reverse(name), {"email": f"new@example.jp{breaks}Bcc: all@example.jp"})
    client.post(reverse(name), {"email": f"new{breaks}Bcc: all@example.jp"})
    for letter in mail.outbox:
        raw = letter.message().as_string()
        assert "\nBcc" not in raw
        assert letter.recipients() == [letter.to[0]]
        assert not re.search(r"\s", letter.to[0])


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00"])
def test_a_name_is_one_line(client, sakura, breaks):
    sign_in(client, sakura)
    client.post("/my/profile/", {"name": f"望月{breaks}Bcc: all@example.jp", "kana": "", "language": "ja"})
    sakura.refresh_from_db()
    assert len(sakura.name.splitlines()) == 1
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029]", sakura.name)


@pytest.mark.parametrize("to", ["/my/\r\nSet-Cookie: a=b", "/my/\nX-Evil: 1", "/my/%0d%0aX-Evil:1"])
def test_an_address_to_go_back_to_adds_no_header(sakura, to):
    answer = Client().post(LOGIN, {"login": sakura.account.email, "password": PASSWORD, "next": to})
    assert "X-Evil" not in answer.headers
    assert "a" not in answer.cookies


# Who has an account


def plain(answer) -> str:
    """A page without what differs for everybody."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|\w+@example\.jp', "", answer.content.decode())


@pytest.mark.parametrize("name", ["account_request_login_code", "account_signup", "account_reset_password"])
def test_known_and_unknown_get_the_same_answer_page_and_one_mail(sakura, name):
    pages = []
    for email in (sakura.account.email, "nobody@example.jp"):
        mail.outbox.clear()
        client = Client()
        asked = client.post(reverse(name), {"email": email})
        wrong = client.post(asked.url, {"code": "ZZZZ-ZZZZ"}) if "confirm" in asked.url else None
        pages.append((asked.status_code, asked.url, plain(client.get(asked.url)), wrong and plain(wrong)))
        assert [letter.to for letter in mail.outbox] == [[email]]
    assert pages[0] == pages[1]


def test_a_wrong_password_tells_nothing_not_even_when_it_is_refused(sakura):
    said = []
    for email in (sakura.account.email, "nobody@example.jp"):
        cache.clear()
        answers = [Client().post(LOGIN, {"login": email, "password": WRONG}) for _ in range(6)]
        said.append([re.sub(r"\d\d:\d\d", "", plain(answer)) for answer in answers])
    assert said[0] == said[1]


def test_an_account_that_is_closed_looks_unknown_to_whoever_lacks_its_password(sakura):
    Account.objects.filter(pk=sakura.account.pk).update(is_active=False)
    answer = Client().post(LOGIN, {"login": sakura.account.email, "password": WRONG})
    assert "メールアドレスかパスワードが違います" in answer.content.decode()


def test_the_question_for_a_passkey_names_nobody(client, sakura, momose):
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"].get("allowCredentials", []) == []


# Pages and pictures that pretend


HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GIF_AND_HTML = b"GIF89a/*" + HTML + b"*/"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (HTML, "picture.png", "image/png"),
        (HTML, "page.html", "text/html"),
        (SVG, "picture.svg", "image/svg+xml"),
        (SVG, "picture.jpg", "image/jpeg"),
        (GIF_AND_HTML, "picture.gif", "image/gif"),
        (b"%PDF-1.4\n" + HTML, "rules.pdf", "application/pdf"),
        (PDF, "rules.html", "text/html"),
    ],
)
def test_a_page_is_not_taken_for_a_picture_and_never_served(sakura, data, name, says):
    client = sign_in(Client(), sakura)
    first = client.post("/procedures/groups.registration/apply/", {"name": "星空の会", "name_kana": "ホシゾラノカイ",
                                                                   "field": "environment", "area": "東部"})  # fmt: skip
    step = next(
        page for number in range(1, 9)
        if 'type="file"' in (page := client.get(re.sub(r"/\d+/$", f"/{number}/", first.url))).content.decode()
    )  # fmt: skip
    field = re.search(
        r'<input[^>]*type="file"[^>]*name="([^"]+)"|name="([^"]+)"[^>]*type="file"', step.content.decode()
    )
    client.post(step.request["PATH_INFO"], {field[1] or field[2]: SimpleUploadedFile(name, data, says)})
    files = apps.get_model("files", "StoredFile").objects
    for kept in files.all():
        answer = client.get(kept.get_absolute_url())
        assert "html" not in answer.headers["Content-Type"]
        assert "svg" not in answer.headers["Content-Type"]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert files.exists() is (data == PDF)  # which is what its bytes say, under whatever name


def test_nobody_reads_uploads_past_the_door(client, example_city):
    for address in ("/media/", "/media/x.html", "/uploads/x.html", "/static/../var/x", "/static/%2e%2e/settings.py"):
        assert client.get(address).status_code == 404


def test_the_secrets_of_a_second_factor_are_on_no_page(momose):
    client = sign_in(Client(), momose)
    page = client.get(reverse("mfa_index")).content.decode()
    for kept in Authenticator.objects.filter(user=momose.account):
        assert all(str(value) not in page for value in kept.data.values() if len(str(value)) > 6)
