"""Money is asked for by the table, taken once, receipted, and sent back by two."""

import json
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tomoni.base import clock
from tomoni.common.people.api import Clerk
from tomoni.common.post.models import Message
from tomoni.engines.money.actions import approve_refund, ask_refund, begin_payment, hear, take_at_counter
from tomoni.engines.money.actions.paying import _paid
from tomoni.engines.money.api import Invoice, Line, Standing, cancel, invoice, invoices_about
from tomoni.engines.money.demo import DEMO_PROVIDER, SIGNATURE, choose, sign, tell_what_is_due
from tomoni.engines.money.impossible import AlreadyPaid, NeedsAnother, NothingToPay, TooMuch
from tomoni.engines.money.models import Attempt, Callback, Payment, Refund
from tomoni.engines.money.providers import NotGenuine, providers
from tomoni.engines.money.queries import invoices_where
from tomoni.engines.money.rules import charged, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(providers._things, DEMO_PROVIDER.key, DEMO_PROVIDER)


@pytest.fixture
def clerk(example_city) -> Clerk:
    return example_city.clerk("centre-head")


@pytest.fixture
def colleague(example_city) -> Clerk:
    return example_city.clerk("citizens-director")


def asked(example_city, *lines: Line, **more) -> Invoice:
    resident = example_city.resident()
    facts = {"about": resident, "title": "住民票の写し", "payer": str(resident), "resident": resident} | more
    return invoice(lines=lines or (Line("certificate", 2),), **facts)


def told(attempt: Attempt, event: str, what: str = "paid", *, amount: int | None = None) -> Callback:
    amount = attempt.amount_yen if amount is None else amount
    said = {"event": event, "attempt": attempt.token, "what": what, "amount": amount}
    body = json.dumps(said).encode()
    return hear("demo", body, {SIGNATURE: sign(body)})


# What is asked


def test_the_table_decides_what_is_asked_and_says_why(example_city) -> None:
    made = asked(example_city, Line("certificate", 2), Line("certificate", 3, "half"))
    assert [line["amount_yen"] for line in made.lines] == [600, 450]
    assert made.total_yen == 1050
    assert made.lines[1]["basis"] == "ひかり野市手数料条例（見本）別表、同条例（見本）第6条"
    assert made.due_on == made.issued_on + timedelta(days=30)
    assert list(invoices_about(example_city.resident())) == [made]


def test_who_is_exempt_owes_nothing_and_is_not_asked(example_city) -> None:
    made = asked(example_city, Line("certificate", 1, "assistance"))
    assert (made.total_yen, made.standing) == (0, Standing.NOTHING_TO_PAY)
    assert not Message.objects.filter(kind="money.invoice").exists()
    with pytest.raises(NothingToPay):
        begin_payment(made, provider="demo")


def test_a_fee_or_a_ground_that_the_table_lacks_is_refused(example_city) -> None:
    with pytest.raises(LookupError):
        asked(example_city, Line("gold"))
    with pytest.raises(LookupError):
        asked(example_city, Line("certificate", 1, "friend-of-the-mayor"))
    with pytest.raises(LookupError):
        asked(example_city, on=date(2019, 1, 1))
    assert not Invoice.objects.exists()


@given(st.integers(0, 10**7), st.integers(0, 1000), st.integers(0, 100))
def test_less_is_never_more_and_never_below_zero(amount: int, pieces: int, off: int) -> None:
    assert 0 <= charged(amount, pieces, off) <= amount * pieces
    assert charged(amount, pieces) == amount * pieces
    assert charged(amount, pieces, 100) == 0


@given(st.integers(0, 1000), st.integers(0, 3000), st.integers(0, 3000), st.booleans())
def test_money_too_much_is_never_called_settled(total: int, paid: int, back: int, cancelled: bool) -> None:
    day = date(2026, 11, 24)
    found = standing(total=total, paid=paid, refunded=min(back, paid), cancelled=cancelled, due_on=day, on=day)
    kept = paid - min(back, paid)
    assert (found is Standing.OVERPAID) == (kept > (0 if cancelled else total))
    if found is Standing.PAID:
        assert kept == total > 0


# What arrives


def test_a_call_told_twice_is_charged_once(example_city) -> None:
    made = asked(example_city)
    attempt = begin_payment(made, provider="demo")
    assert told(attempt, "e1") == told(attempt, "e1")
    payment = Payment.objects.get(invoice=made)
    assert (payment.amount_yen, payment.receipt) == (600, "R8-領-00001")
    assert Callback.objects.get().heard_again == 1
    assert Invoice.objects.get().standing is Standing.PAID
    assert Message.objects.filter(kind="money.receipt").count() == 1


def test_two_events_of_one_attempt_are_one_payment(example_city) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    told(attempt, "e1")
    told(attempt, "e2")
    assert Payment.objects.count() == 1


def test_paid_in_two_windows_is_kept_and_put_before_a_person(example_city, colleague) -> None:
    made = asked(example_city)
    first, second = begin_payment(made, provider="demo"), begin_payment(made, provider="demo")
    told(second, "e2")
    told(first, "e1")
    assert Invoice.objects.get().standing is Standing.OVERPAID
    refund = Refund.objects.get()
    assert (refund.amount_yen, refund.payment.attempt, refund.asked_by) == (600, first, None)
    approve_refund(refund, clerk=colleague)
    assert Invoice.objects.get().standing is Standing.PAID


def test_less_than_asked_settles_nothing_and_more_is_asked_back(example_city, monkeypatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr("tomoni.engines.money.actions.paying._paid", [*_paid, lambda made: ran.append(made.number)])
    made, on = asked(example_city), clock.today()
    told(begin_payment(made, provider="demo"), "e1", amount=100)
    assert (Invoice.objects.get().standing, ran) == (Standing.OPEN, [])
    assert [one.pk for one in invoices_where(which=Standing.OPEN, on=on)] == [made.pk]
    rest = begin_payment(made, provider="demo")
    assert rest.amount_yen == 500
    told(rest, "e2", amount=700)
    assert ran == [made.number]
    assert (Refund.objects.get().amount_yen, Refund.objects.get().why) == (200, "請求より多く支払われた")


@pytest.mark.parametrize(("event", "amount"), [("e1", 0), ("e1", -600), ("", 600), ("e" * 81, 600), ("e1", 10**18)])
def test_a_call_that_makes_no_sense_is_turned_away(example_city, event: str, amount: int) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    with pytest.raises(NotGenuine):
        told(attempt, event, amount=amount)
    assert not Callback.objects.exists()


def test_refused_then_paid_in_any_order_is_paid(example_city) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    told(attempt, "e2")
    told(attempt, "e1", "failed")
    assert Invoice.objects.get().standing is Standing.PAID


def test_what_is_not_signed_or_not_known_is_not_believed(example_city) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    body = json.dumps({"event": "x", "attempt": attempt.token, "what": "paid", "amount": 600}).encode()
    for headers in ({}, {SIGNATURE: "no"}, {SIGNATURE: sign(body + b" ")}):
        with pytest.raises(NotGenuine):
            hear("demo", body, headers)
    stranger = json.dumps({"event": "x", "attempt": "nobody", "what": "paid", "amount": 600}).encode()
    with pytest.raises(NotGenuine):
        hear("demo", stranger, {SIGNATURE: sign(stranger)})
    assert not Payment.objects.exists()


def test_a_payment_after_calling_off_is_sent_back(example_city, clerk) -> None:
    made = asked(example_city)
    attempt = begin_payment(made, provider="demo")
    cancel(made, clerk=clerk, why="申請が取り下げられた")
    told(attempt, "e1")
    assert Invoice.objects.get().standing is Standing.OVERPAID
    assert Refund.objects.get().why == "取り消した請求に入金があった"


def test_cash_is_taken_once_and_follow_ups_run_once(example_city, clerk, monkeypatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr("tomoni.engines.money.actions.paying._paid", [*_paid, lambda made: ran.append(made.number)])
    made = asked(example_city)
    take_at_counter(made, clerk=clerk)
    with pytest.raises(NothingToPay):
        take_at_counter(made, clerk=clerk)
    assert ran == [made.number]


def test_the_provider_of_the_demonstration_calls_late_and_twice(example_city) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    choose(attempt, "told-late")
    assert tell_what_is_due(clock.now()) == 0
    assert tell_what_is_due(clock.now() + timedelta(minutes=4)) == 1
    assert Payment.objects.count() == 1
    again = begin_payment(asked(example_city), provider="demo")
    choose(again, "told-twice")
    tell_what_is_due(clock.now())
    assert Payment.objects.filter(attempt=again).count() == 1


# What goes back


def test_a_refund_needs_another_person_and_no_more_than_was_paid(example_city, clerk, colleague) -> None:
    made = asked(example_city)
    payment = take_at_counter(made, clerk=clerk)
    with pytest.raises(AlreadyPaid):
        cancel(made, clerk=clerk, why="まちがい")
    with pytest.raises(TooMuch):
        ask_refund(payment, amount_yen=601, why="多すぎる", clerk=clerk)
    refund = ask_refund(payment, amount_yen=600, why="まちがい", clerk=clerk)
    with pytest.raises(TooMuch):
        ask_refund(payment, amount_yen=1, why="もう一度", clerk=clerk)
    with pytest.raises(NeedsAnother):
        approve_refund(refund, clerk=clerk)
    approve_refund(refund, clerk=colleague)
    cancel(made, clerk=clerk, why="まちがい")
    assert Invoice.objects.get().standing is Standing.REFUNDED


# The list


def test_the_list_says_where_each_one_stands_in_one_query(example_city, clerk, django_assert_num_queries) -> None:
    asked(example_city)
    take_at_counter(asked(example_city), clerk=clerk)
    cancel(asked(example_city), clerk=clerk, why="やめた")
    on = clock.today()
    for which, number in (
        ("", 3),
        (Standing.OPEN, 1),
        (Standing.PAID, 1),
        (Standing.CANCELLED, 1),
        (Standing.OVERDUE, 0),
    ):
        with django_assert_num_queries(1):
            found = list(invoices_where(which=which, on=on))
            assert len(found) == number, which
            assert all(not which or one.standing_on(on) == which for one in found)
    assert len(invoices_where(which=Standing.OVERDUE, on=on + timedelta(days=31))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_the_same_moment_are_one_payment(example_city) -> None:
    attempt = begin_payment(asked(example_city), provider="demo")
    together, wrong = Barrier(2), []

    def call() -> None:
        try:
            together.wait()
            told(attempt, "e1")
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert Payment.objects.count() == 1
