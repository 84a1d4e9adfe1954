"""What an attacker, a broken provider or a tired person may send back: each of it opens nothing."""

import ast
import base64
import json
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import tomoni
from tests.identity_provider import IdentityProvider, _key
from tomoni.common.people.models import Identity, Issuer, Resident
from tomoni.common.people.proof import flow, wire
from tomoni.common.people.proof.provider import keep_description
from tomoni.common.people.proof.refusals import Refused

from .test_proof import HANAKO, linked, sakura, shows_a_card, who_is  # noqa: F401

pytestmark = pytest.mark.django_db


def why(answer: Any) -> str:
    """What the resident is told."""
    assert urlsplit(answer.url).path == reverse("identity-failed"), answer.url
    return parse_qs(urlsplit(answer.url).query)["why"][0]


def way_back(provider: IdentityProvider, client: Client, subject: str = HANAKO, **how: Any) -> str:
    """The address to which the provider sends the browser; not opened yet."""
    back = urlsplit(provider.answers(client.get("/identity/start/")["Location"], subject, **how))
    return f"{back.path}?{back.query}"


@pytest.fixture
def token_instead(monkeypatch, provider) -> Callable[..., None]:
    """`token_instead(nonce="x")`: the provider's next token, with other contents, signed with the provider's own key."""
    asks = wire.Line.asks

    def instead(sign: Callable[[dict[str, Any]], str] | None = None, **changes: Any) -> None:
        def tampered(self: wire.Line, address: str, **more: Any) -> dict[str, Any]:
            answer = asks(self, address, **more)
            if "id_token" in answer:
                says = jwt.decode(answer["id_token"], options={"verify_signature": False}) | changes
                says = {name: value for name, value in says.items() if value is not None}
                answer["id_token"] = (sign or provider.signs)(says)
            return answer

        monkeypatch.setattr(wire.Line, "asks", tampered)

    return instead


NOW = int(time.time())
WRONG = {
    "nonce of another proof": {"nonce": "n" * 43},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "https://elsewhere.example"},
    "no issuer": {"iss": None},
    "for another client": {"aud": "somebody-else"},
    "for several clients": {"aud": ["tomoni", "somebody-else"]},
    "given to another client": {"azp": "somebody-else"},
    "expired": {"exp": NOW - 3600, "iat": NOW - 7200},
    "without an end": {"exp": None},
    "of tomorrow": {"iat": NOW + 86400, "nbf": NOW + 86400},
    "about somebody else than userinfo": {"sub": "sub-maria"},
    "about nobody": {"sub": ""},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_token_that_is_not_ours_opens_nothing(client, linked, provider, token_instead, changes):  # noqa: F811
    token_instead(**changes)
    assert why(provider.proves(client, HANAKO)) == "not-genuine"
    assert not who_is(client)


def _unsigned(says: dict[str, Any]) -> str:
    def part(data: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': 'provider-1'})}.{part(says)}."


def _by_a_shared_secret(provider: IdentityProvider) -> Callable[[dict[str, Any]], str]:
    """The old trick: the public key, used as if it were a secret."""
    public = provider.signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"provider-1"}').rstrip(b"=")

    def sign(says: dict[str, Any]) -> str:
        body = base64.urlsafe_b64encode(json.dumps(says).encode()).rstrip(b"=")
        mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(head + b"." + body, public)
        return b".".join((head, body, base64.urlsafe_b64encode(mac).rstrip(b"="))).decode()

    return sign


def _by(key: Any, **header: str) -> Callable[[dict[str, Any]], str]:
    return lambda says: jwt.encode(says, key, algorithm="RS256", headers=header)


def test_a_token_without_a_signature_opens_nothing(client, linked, provider, token_instead):  # noqa: F811
    token_instead(_unsigned)
    assert why(provider.proves(client, HANAKO)) == "not-genuine"
    assert not who_is(client)


def test_a_public_key_is_no_secret(client, linked, provider, token_instead):  # noqa: F811
    token_instead(_by_a_shared_secret(provider))
    assert why(provider.proves(client, HANAKO)) == "not-genuine"


@pytest.mark.parametrize("key_id", ["provider-1", "nobody-knows"])
def test_a_token_by_another_key_opens_nothing(client, linked, provider, token_instead, key_id):  # noqa: F811
    token_instead(_by(_key(), kid=key_id))
    assert why(provider.proves(client, HANAKO)) == "not-genuine"
    assert not who_is(client)


def test_a_token_that_was_changed_on_the_way_opens_nothing(client, linked, provider, token_instead):  # noqa: F811
    def changed(says: dict[str, Any]) -> str:
        head, _body, signature = provider.signs(says).split(".")
        return ".".join((head, _unsigned(says | {"sub": "sub-maria"}).split(".")[1], signature))

    token_instead(changed)
    assert why(provider.proves(client, HANAKO)) == "not-genuine"


def test_no_token_and_rubbish_open_nothing(client, linked, provider, token_instead):  # noqa: F811
    for rubbish in ("", "a.b.c", "x"):
        token_instead(lambda _says, rubbish=rubbish: rubbish)
        assert why(provider.proves(client, HANAKO)) == "not-genuine"


def test_a_password_at_the_provider_is_no_card(client, linked, provider):  # noqa: F811
    assert why(provider.proves(client, HANAKO, acr="aal1")) == "too-weak"
    assert not who_is(client)


def test_a_token_that_does_not_say_how_sure_opens_nothing(client, linked, provider, token_instead):  # noqa: F811
    token_instead(acr=None)
    assert why(provider.proves(client, HANAKO)) == "too-weak"


def test_a_fresh_proof_is_fresh(client, linked, provider, token_instead):  # noqa: F811
    assert provider.proves(client, HANAKO, then="/my/", within="5").url == "/my/"
    token_instead(auth_time=NOW - 3600)
    assert why(provider.proves(Client(), HANAKO, within="5")) == "too-weak"
    token_instead(auth_time=None)
    assert why(provider.proves(Client(), HANAKO, within="5")) == "too-weak"


# The way there and back


def test_a_state_that_was_not_given_opens_nothing(client, linked, provider):  # noqa: F811
    back = way_back(provider, client)
    forged = re.sub(r"state=[^&]+", "state=forged", back)
    for address in (forged, re.sub(r"state=[^&]+&?", "", back), "/identity/callback/"):
        assert why(client.get(address)) == "lost"
    assert not who_is(client)


def test_an_answer_is_taken_once(client, linked, provider):  # noqa: F811
    back = way_back(provider, client)
    assert client.get(back).url == "/my/"
    assert why(client.get(back)) == "lost"


def test_an_answer_belongs_to_the_browser_that_asked(linked, provider):  # noqa: F811
    """Somebody lures another person into an account by the end of their own proof."""
    attacker, victim = Client(), Client()
    back = way_back(provider, attacker)
    victim.get("/identity/start/")
    assert why(victim.get(back)) == "lost"
    assert not who_is(victim)


def test_a_code_that_was_taken_from_somebody_is_worth_nothing(linked, provider):  # noqa: F811
    """The code of one browser, put into the answer for another: PKCE binds it to the first."""
    victim, thief = Client(), Client()
    stolen = parse_qs(urlsplit(way_back(provider, victim)).query)["code"][0]
    own = re.sub(r"code=[^&]+", f"code={stolen}", way_back(provider, thief, "sub-maria"))
    assert why(thief.get(own)) == "provider"
    assert not who_is(thief)


def test_a_code_that_was_used_is_worth_nothing(client, linked, provider, monkeypatch):  # noqa: F811
    """Even where the session has forgotten that it was: the provider takes a code once."""
    back = way_back(provider, client)
    begun = client.session[flow.BEGUN]
    client.get(back)
    client.logout()
    session = client.session
    session[flow.BEGUN] = begun
    session.save()
    assert why(client.get(back)) == "provider"


def test_too_late_is_too_late(client, linked, provider):  # noqa: F811
    back = way_back(provider, client)
    session = client.session
    for begun in session[flow.BEGUN].values():
        begun["at"] -= flow.LASTS
    session.save()
    assert why(client.get(back)) == "lost"


def test_an_answer_from_another_provider_is_none_of_ours(client, linked, provider):  # noqa: F811
    back = way_back(provider, client)
    elsewhere = re.sub(r"iss=[^&]+", urlencode({"iss": "https://elsewhere.example"}), back)
    assert elsewhere != back
    assert why(client.get(elsewhere)) == "not-genuine"
    back = way_back(provider, client)
    assert why(client.get(re.sub(r"&?iss=[^&]+", "", back))) == "not-genuine"


def test_whoever_stops_there_loses_nothing(client, linked, provider):  # noqa: F811
    answer = provider.proves(client, HANAKO, acr="", then="/my/cases/")
    assert why(answer) == "cancelled"
    page = client.get(answer.url).content.decode()
    assert "消えていません" in page
    assert 'href="/my/cases/"' in page


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_sent_on_to_another_host(client, linked, provider, then):  # noqa: F811
    assert provider.proves(client, HANAKO, then=then).url == "/my/"
    failed = client.get(reverse("identity-failed"), {"why": "lost", "next": then}).content.decode()
    assert f'href="{then}' not in failed
    assert "もとの画面に戻る" not in failed


# Whose account


def test_the_card_of_one_person_never_opens_the_account_of_another(linked, provider, client_as, example_city):  # noqa: F811
    other = example_city.resident("Maria Santos")
    client = client_as(other)
    assert why(provider.proves(client, HANAKO)) == "somebody-else"
    assert who_is(client) == other.account.email
    assert not shows_a_card(client)
    assert Identity.objects.get().account != other.account


def test_an_account_takes_one_card(linked, provider, client_as, sakura):  # noqa: F811
    client = client_as(sakura)
    first = provider.proves(client, "sub-taro")
    assert why(client.post(first.url)) == "has-another"
    assert Identity.objects.count() == 1


def test_a_closed_account_stays_closed(client, linked, provider, sakura):  # noqa: F811
    sakura.account.is_active = False
    sakura.account.save()
    assert why(provider.proves(client, HANAKO)) == "closed"
    assert not who_is(client)


def test_a_card_that_was_linked_meanwhile_is_not_linked_twice(provider, client_as, sakura, example_city):  # noqa: F811
    one, other = client_as(sakura), client_as(example_city.resident("Maria Santos"))
    first, second = provider.proves(one, HANAKO), provider.proves(other, HANAKO)
    one.post(first.url)
    assert why(other.post(second.url)) == "somebody-else"
    assert Identity.objects.get().account == sakura.account


def test_a_proof_waits_ten_minutes_for_its_account(provider, client_as, sakura):  # noqa: F811
    client = client_as(sakura)
    first = provider.proves(client, HANAKO)
    session = client.session
    session["identity_waiting"]["since"] -= flow.LASTS
    session.save()
    assert why(client.post(first.url)) == "lost"
    assert not Identity.objects.exists()


# A provider that does not answer


def test_a_silent_provider_is_given_up_after_the_time_that_is_set(client, linked, provider, monkeypatch):  # noqa: F811
    back = way_back(provider, client)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = Issuer.objects.get()
        issuer.description["token_endpoint"] = f"http://127.0.0.1:{silent.getsockname()[1]}/token"
        issuer.save()
        monkeypatch.setattr(wire.Line.__init__, "__defaults__", (0.3,))
        begun = time.monotonic()
        assert why(client.get(back)) == "provider"
        assert time.monotonic() - begun < 2
    assert wire.PATIENCE == 5
    page = client.get(reverse("identity-failed"), {"why": "provider"}).content.decode()
    assert "返事がありません" in page


def test_a_provider_that_was_never_reached_is_told_at_once(client, settings, db):
    settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT = "http://127.0.0.1:9", "tomoni"
    assert "did not answer" in keep_description(timezone.now())
    assert why(client.get("/identity/start/")) == "provider"


def test_the_worker_believes_no_description_of_another(provider, settings):
    settings.IDENTITY_ISSUER = provider.address.replace("127.0.0.1", "localhost")
    assert "it calls itself" in keep_description(timezone.now())
    with pytest.raises(Refused, match="neither TLS nor this machine"):
        wire.Line().asks("http://elsewhere.example/")


def test_beginning_asks_nobody_and_ends_in_one_screen(client, linked, provider, monkeypatch):  # noqa: F811
    """No request path calls out to another host but the callback; beside its line there is that of the post's worker."""
    asked = []
    monkeypatch.setattr(wire.Line, "asks", lambda self, address, **more: asked.append(address) or {})
    client.get(reverse("account_login"))
    client.get("/identity/start/")
    client.get(reverse("identity-failed"))
    assert not asked
    callers = {"requests", "urllib.request", "http.client", "httpx", "urllib3"}
    source = Path(tomoni.__file__).parent
    calling = {
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if "tests" not in file.parts and "management" not in file.parts and _imports(file) & callers
    }
    assert calling == {"common/people/proof/wire.py", "common/post/http.py"}


def _imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, node.module.split(".")[0]} if node.module.startswith("urllib3") else {node.module}
    return names


def test_our_own_key_may_be_of_either_kind(provider, settings):
    elliptic = generate_private_key(SECP256R1())
    settings.IDENTITY_KEY.write_bytes(elliptic.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    known = flow.Provider(provider.address, "tomoni", None)
    says = jwt.decode(flow._assertion(known), elliptic.public_key(), algorithms=["ES256"], audience=provider.address)
    assert (says["iss"], says["sub"]) == ("tomoni", "tomoni")


def test_somebody_who_becomes_a_clerk_comes_in_by_the_desk_only(client, linked, provider, example_city, sakura):  # noqa: F811
    clerk = example_city.clerk("centre-staff")
    Resident.objects.filter(pk=sakura.pk).update(account=None)
    account, clerk.account = sakura.account, None
    clerk.account = account
    clerk.save()
    assert why(provider.proves(client, HANAKO)) == "staff"
    assert not who_is(client)
