"""Paying as people meet it: the page behind the link, the provider's call, the books at the desk."""

import json
import re

import pytest
from django.test import Client

from tomoni.engines.money.actions import begin_payment
from tomoni.engines.money.api import Line, Standing, invoice
from tomoni.engines.money.demo import DEMO_PROVIDER, SIGNATURE, sign
from tomoni.engines.money.models import Attempt, Invoice, Payment, Refund
from tomoni.engines.money.providers import providers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    settings.DEMO = True
    monkeypatch.setitem(providers._things, DEMO_PROVIDER.key, DEMO_PROVIDER)


@pytest.fixture
def made(example_city) -> Invoice:
    resident = example_city.resident()
    return invoice(
        about=resident, lines=[Line("certificate", 2)], title="住民票の写し", payer=str(resident), resident=resident
    )


def words(answer) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def call(client: Client, attempt: Attempt, event: str, **headers: str):
    said = {"event": event, "attempt": attempt.token, "what": "paid", "amount": attempt.amount_yen}
    body = json.dumps(said)
    signed = headers or {SIGNATURE: sign(body.encode())}
    return client.post("/pay/heard/demo/", body, content_type="application/json", headers=signed)


def test_a_resident_pays_at_home_and_takes_the_receipt(client: Client, made: Invoice) -> None:
    page = words(client.get(made.get_absolute_url()))
    assert "600円" in page
    assert "ひかり野市手数料条例（見本）別表" in page
    there = client.post(f"/pay/{made.token}/by/demo/")
    attempt = Attempt.objects.get()
    assert there["Location"] == f"/pay/demo/{attempt.token}/"
    assert "お金は動きません" in words(client.get(there["Location"], headers={"host": "localhost"}))
    assert "知らせを待っています" in words(client.get(made.get_absolute_url()))
    assert call(client, attempt, "e1").status_code == 200
    assert call(client, attempt, "e1").status_code == 200, "told twice, answered the same"
    page = client.get(made.get_absolute_url())
    assert "支払い済み" in words(page)
    receipt = re.search(r'href="(/pay/[^"]+\.pdf)"', page.content.decode())
    assert receipt is not None
    assert client.get(receipt[1]).content.startswith(b"%PDF")
    assert Payment.objects.count() == 1
    assert client.post(f"/pay/{made.token}/by/demo/", follow=True).redirect_chain[-1][0] == made.get_absolute_url()


def test_a_call_without_its_signature_or_without_end_is_turned_away(client: Client, made: Invoice) -> None:
    attempt = begin_payment(made, provider="demo")
    assert call(client, attempt, "e1", **{SIGNATURE: "guess"}).status_code == 400
    assert client.post("/pay/heard/demo/", "x" * 30_000, content_type="application/json").status_code == 413
    assert client.post("/pay/heard/nobody/", "{}", content_type="application/json").status_code == 404
    assert not Payment.objects.exists()


def test_the_page_of_the_demonstration_is_there_in_a_demonstration_only(
    client: Client, made: Invoice, settings
) -> None:
    attempt = begin_payment(made, provider="demo")
    settings.DEMO = False
    assert client.get(f"/pay/demo/{attempt.token}/").status_code in (403, 404)


def test_cash_calling_off_and_sending_back_at_the_desk(client_as, example_city, made: Invoice) -> None:
    desk = client_as(example_city.clerk("centre-staff"))
    at = f"/desk/money/{made.number}/"
    assert made.number in words(desk.get("/desk/money/", {"which": "open"}))
    assert "わけを書いてください" in words(desk.post(f"{at}cancel/", {"cancel-why": ""}))
    assert "領収書を渡してください" in words(desk.post(f"{at}cash/", follow=True))
    payment = Payment.objects.get()
    wrong = desk.post(f"{at}{payment.receipt}/back/", {"refund-amount": "1,50円", "refund-why": "二重"})
    assert wrong.status_code == 422
    assert "1,50円" in wrong.content.decode(), "what was typed stays"
    desk.post(f"{at}{payment.receipt}/back/", {"refund-amount": "６００円", "refund-why": "まちがい"})
    refund = Refund.objects.get()
    assert "返金を認める" not in words(desk.get(at)), "not by who asked"
    assert desk.post(f"{at}refunds/{refund.pk}/approve/").status_code == 403
    boss = client_as(example_city.clerk("citizens-director"))
    assert boss.post(f"{at}refunds/{refund.pk}/approve/").status_code == 302
    desk.post(f"{at}refunds/{refund.pk}/sent/", {"sent-how": "口座振込 12月1日"})
    assert "口座振込" in words(desk.get(at))
    assert Invoice.objects.get().standing is Standing.REFUNDED


def test_without_the_duty_there_are_no_books(client_as, example_city, made: Invoice) -> None:
    other = client_as(example_city.clerk("planning-head"))
    assert other.get("/desk/money/").status_code == 403
    assert other.get(f"/desk/money/{made.number}/").status_code == 403


def test_the_table_of_fees_is_for_everybody(client: Client) -> None:
    assert "300円／通" in words(client.get("/pay/fees/"))
    assert "Copy of the resident register" in words(client.get("/en/pay/fees/"))
    assert "住民票の写し,300,通" in client.get("/opendata/fees.csv").content.decode()


def test_the_books_leave_as_a_sheet(client_as, example_city, made: Invoice) -> None:
    desk = client_as(example_city.clerk("centre-staff"))
    assert made.number in desk.get("/desk/money.csv").content.decode("utf-8-sig")
    assert desk.get("/desk/money.xlsx").content.startswith(b"PK")


def test_a_resident_finds_what_is_to_be_paid(client_as, example_city, made: Invoice) -> None:
    me = client_as(example_city.resident())
    assert "住民票の写し 600円" in words(me.get("/my/payments/"))
    assert "支払い" in words(me.get("/my/"))
