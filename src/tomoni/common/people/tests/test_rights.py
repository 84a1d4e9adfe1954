"""What a right lets in, and what it says to those it does not."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.common.people.actions import charge
from tomoni.common.people.api import SIGNED_IN, STAFF, Clerk, Resident, declare_duty, duties, duty, may, person_of
from tomoni.common.people.duties import may_be_charged

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf: RequestFactory, django_assert_num_queries):
    def ask(address="/some/screen/", user=None, **options):
        request = rf.get(address, **options)
        request.user = user or AnonymousUser()
        request.session = {}
        return request

    return ask


@open_to(SIGNED_IN)
def screen(request):
    return HttpResponse("welcome")


def test_a_visitor_is_sent_to_the_sign_in_and_back(asked):
    assert screen(asked("/some/screen/?page=2")).url == "/accounts/login/?next=%2Fsome%2Fscreen%2F%3Fpage%3D2"


def test_a_fragment_sends_its_whole_page_to_the_sign_in(asked):
    request = asked(HTTP_REFERER="http://testserver/plan/")
    request.htmx = True
    answer = screen(request)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=%2Fplan%2F")


def test_a_form_that_was_sent_too_late_leads_back_to_its_page(rf):
    request = rf.post("/some/act/", HTTP_REFERER="http://testserver/some/screen/")
    request.user, request.session = AnonymousUser(), {}
    assert screen(request).url == "/accounts/login/?next=%2Fsome%2Fscreen%2F"


def test_a_page_of_another_house_is_never_where_one_goes_back_to(rf):
    request = rf.post("/some/act/", HTTP_REFERER="http://elsewhere.example/")
    request.user, request.session = AnonymousUser(), {}
    assert screen(request).url == "/accounts/login/"


def test_a_resident_is_told_that_a_screen_is_for_staff(client_as, example_city):
    answer = client_as(example_city.resident()).get("/desk/")
    assert answer.status_code == 403
    assert "市の職員が使う画面です" in answer.content.decode()


def test_a_clerk_without_the_duty_learns_whom_to_ask(client_as, example_city):
    answer = client_as(example_city.clerk("planning-head")).get(reverse("desk-residents"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "「住民の情報の確認」を受け持つ職の人が使う画面です" in page
    assert "総務課 総務課主事" in page  # who arranges duties


def test_a_duty_nobody_declared_is_an_error_that_names_the_known_ones():
    with pytest.raises(LookupError, match=r"people\.look_up"):
        duty("people.look_upp")


def test_a_duty_is_declared_once():
    with pytest.raises(ValueError, match="already"):
        declare_duty("people.look_up", "…")


def test_a_slip_within_a_known_service_is_not_charged_to_a_post(example_city):
    with pytest.raises(LookupError):
        charge(post=example_city.post("mayor"), duties=["people.look_upp"], who=None)
    assert may_be_charged("not_installed.examine")


def test_a_duty_counts_while_the_post_is_held(example_city, asked):
    clerk = example_city.clerk("centre-staff")
    person = person_of(asked(user=clerk.account))
    assert may(person, "people.look_up")
    assert not may(person, "people.look_up", on=date(2020, 1, 1))
    clerk.holdings.update(until=clock.today())
    assert not may(person_of(asked(user=clerk.account)), "people.look_up")


def test_a_duty_of_tomorrow_is_none_today(example_city, asked):
    clerk = example_city.clerk("planning-head")
    clerk.holdings.create(post=example_city.post("centre-head"), since=clock.today() + timedelta(days=1), main=False)
    person = person_of(asked(user=clerk.account))
    assert not may(person, "people.look_up")
    assert may(person, "people.look_up", on=clock.today() + timedelta(days=1))


def test_who_is_asking_costs_at_most_two_queries(example_city, rf, client_as, django_assert_max_num_queries):
    clerk = example_city.clerk("centre-head")
    client = client_as(clerk)
    request = rf.get("/")
    request.session = client.session
    request.session.keys()  # the session itself is read
    with django_assert_max_num_queries(1):  # the account of the session, with its resident and clerk
        request.user = get_user(request)
        person = person_of(request)
        assert (person.account, person.clerk, person.resident) == (clerk.account, clerk, None)
    with django_assert_max_num_queries(2):
        assert STAFF.allows(request)
        assert may(person_of(request), "people.look_up")
        assert may(person_of(request), "groups.examine")


def test_nobody_is_somebody_without_an_account(asked):
    person = person_of(asked())
    assert (person.account, person.resident, person.clerk) == (None, None, None)
    assert person.posts(clock.today()) == []


def test_a_session_of_a_clerk_without_a_second_factor_is_not_staff(client_as, example_city):
    assert client_as(example_city.clerk("centre-head"), app=False).get("/desk/").status_code == 302


def test_every_duty_has_a_title():
    assert all(one.title and "." in one.key for one in duties.values())


def test_every_duty_in_the_files_is_known(example_city):
    """A key in posts.csv that no installed service declares would be a door that nobody opens."""
    written = {row.duty for post in example_city.post("mayor").__class__.objects.all() for row in post.duties.all()}
    assert all(may_be_charged(key) for key in written)


def test_an_account_is_one_persons(example_city):
    clerk = Clerk.objects.get(number="1004")
    assert not Resident.objects.filter(account=clerk.account).exists()
