"""One-tap sign-in: in a demonstration on this machine, and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from tomoni.common.people.api import Account

pytestmark = pytest.mark.django_db
HERE = {"HTTP_HOST": "127.0.0.1:8000"}


@pytest.fixture
def demo(settings, example_city):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "tomoni.example", "testserver"]


def test_it_does_not_exist_outside_a_demo(client, example_city):
    momose = example_city.clerk("centre-head").account
    assert client.get("/accounts/demo/", **HERE).status_code == 404
    assert client.post("/accounts/demo/", {"account": momose.pk}, **HERE).status_code == 404


def test_it_does_not_exist_under_a_public_name(client, demo):
    assert client.get("/accounts/demo/", HTTP_HOST="tomoni.example").status_code == 404


def test_a_tap_opens_the_desk_of_an_invented_clerk(client, demo, example_city):
    page = client.get("/accounts/demo/", **HERE).content.decode()
    assert "百瀬 健" in page
    assert "望月 さくら" in page
    momose = example_city.clerk("centre-head").account
    assert client.post("/accounts/demo/", {"account": momose.pk}, **HERE).url == "/desk/"
    assert client.get("/desk/", **HERE).status_code == 200


def test_the_tap_is_no_second_factor_once_the_demo_is_over(client, demo, example_city, settings):
    client.post("/accounts/demo/", {"account": example_city.clerk("centre-head").account.pk}, **HERE)
    settings.DEMO = False
    assert client.get("/desk/", **HERE).status_code == 302


def test_only_invented_people_can_be_tapped(client, demo):
    somebody = Account.objects.create_user("real@example.jp")
    for account in (somebody.pk, "", "abc", 999_999):
        assert client.post("/accounts/demo/", {"account": account}, **HERE).status_code == 404


def test_a_tap_leads_back_but_never_out(client, demo, example_city):
    sakura = example_city.resident().account_id
    for then, where in (("/my/seen/", "/my/seen/"), ("//evil.example/", "/my/"), ("https://evil.example/", "/my/")):
        answer = client.post("/accounts/demo/", {"account": sakura, "next": then}, **HERE)
        assert "evil" not in answer.url
        assert answer.url == where or where == "/my/"


def test_the_page_costs_few_queries(client, demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("demo-people"), **HERE)


def test_a_demo_refuses_to_serve_another_address():
    env = os.environ | {"TOMONI_DEMO": "1", "TOMONI_ADDRESS": "192.0.2.1", "PYTHONPATH": "src:."}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "TOMONI_ADDRESS=127.0.0.1" in done.stderr
