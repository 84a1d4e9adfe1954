"""Wagtail's editor in the session of the desk: what a clerk may do there follows today's posts."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from tomoni.base import clock
from tomoni.common.people.actions import Change, hand_over
from tomoni.common.people.api import PostDuty, Section
from tomoni.common.post.models import Message
from tomoni.engines.publishing.actions import home_page
from tomoni.engines.publishing.models import Notice
from tomoni.engines.publishing.writing import OURS, place_of

pytestmark = pytest.mark.django_db


def rich(text: str) -> str:
    """What the editor's rich text field sends."""
    block = {"text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "key": "a"}
    return json.dumps({"blocks": [block], "entityMap": {}})


def facts(title: str, **more: str) -> dict[str, str]:
    empty = {name: rich("") for name in ("easy_body", "en_body")} | {"easy_title": "", "en_title": ""}
    return {
        "title": title, "slug": "spring-cleaning", "topic": "living", "published_on": "2026-11-24", "body": rich("本文"),
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", **empty, **more,
    }  # fmt: skip


def written(client, place: Page, **more: str) -> Notice:
    address = reverse("wagtailadmin_pages:add", args=["publishing", "notice", place.pk])
    answer = client.post(address, facts("春のそうじ", **more))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Notice.objects.get(title="春のそうじ")


@pytest.fixture
def centre(example_city) -> Page:
    return place_of(Section.objects.get(code="centre"))


def test_an_editor_writes_in_the_place_of_the_own_section_and_nowhere_else(client_as, example_city, centre):
    client = client_as(example_city.clerk("centre-staff"))
    assert client.get("/cms/").status_code == 200
    page = written(client, centre)
    assert (page.live, page.get_parent().pk) == (False, centre.pk)
    elsewhere = place_of(Section.objects.get(code="planning"))
    for place in (elsewhere, home_page(), place_of(Section.objects.get(code="centre").parent)):
        address = reverse("wagtailadmin_pages:add", args=["publishing", "notice", place.pk])
        assert client.get(address).status_code in (302, 403)
        client.post(address, facts("よその記事"))
    assert not Notice.objects.filter(title="よその記事").exists()
    theirs = Notice.objects.exclude(pk=page.pk).first()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[theirs.pk])).status_code in (302, 403)


def test_an_editor_hands_in_and_the_publisher_above_releases(client_as, example_city, centre):
    editor, publisher = client_as(example_city.clerk("centre-staff")), client_as(example_city.clerk("community-head"))
    page = written(editor, centre)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(address, facts("春のそうじ", **{"action-publish": "1"}))
    assert not Notice.objects.get(pk=page.pk).live, "an editor cannot release"
    editor.post(address, facts("春のそうじ", **{"action-submit": "1"}))
    assert WorkflowState.objects.get(object_id=str(page.pk)).status == "in_progress"
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    editor.post(address, facts("春のそうじ", **approve))
    assert not Notice.objects.get(pk=page.pk).live, "nobody releases what they handed in without that duty"
    publisher.post(address, facts("春のそうじ", **approve))
    assert Notice.objects.get(pk=page.pk).live
    assert "春のそうじ" in client_as(example_city.resident()).get("/news/").content.decode()


def test_mails_about_what_waits_are_written_and_carried_by_the_worker(client_as, example_city, centre, monkeypatch):
    """No request waits for a mail server: Wagtail's own sending is not there any more."""
    asked = []
    monkeypatch.setattr("wagtail.admin.mail.send_mail", lambda *said, **more: asked.append(said))
    editor, publisher = example_city.clerk("centre-staff"), example_city.clerk("community-head")
    page = written(client_as(editor), centre)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client_as(editor).post(address, facts("春のそうじ", **{"action-submit": "1"}))
    waiting = Message.objects.filter(kind="publishing.workflow")
    assert publisher.account.email in waiting.values_list("address", flat=True)
    assert not waiting.filter(address=editor.account.email).exists(), "not to whoever handed it in"
    assert all("春のそうじ" in one.subject + one.body for one in waiting)
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    client_as(publisher).post(address, facts("春のそうじ", **approve))
    assert waiting.filter(address=editor.account.email).count() == 1
    assert asked == []


def test_two_pages_do_not_share_an_address(client_as, example_city, centre):
    client = client_as(example_city.clerk("general-staff"))
    written(client, centre)
    address = reverse("wagtailadmin_pages:add", args=["publishing", "notice", home_page().pk])
    assert "ほかの記事が使っています" in client.post(address, facts("秋のそうじ")).content.decode()


def test_who_writes_for_the_whole_city_reaches_every_page(client_as, example_city, centre):
    client = client_as(example_city.clerk("general-staff"))
    page = written(client, centre)
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), facts("春のそうじ", **{"action-publish": "1"}))
    assert Notice.objects.get(pk=page.pk).live


def test_who_loses_the_post_has_lost_the_right_at_the_next_request(client_as, example_city, centre):
    clerk = example_city.clerk("centre-staff")
    client = client_as(clerk)
    assert client.get("/cms/").status_code == 200
    today = clock.today()
    hand_over(changes=[Change(example_city.post("planning-head"), clerk)], on=today, who=None)
    assert client.get("/cms/").status_code == 403
    PostDuty.objects.create(post=example_city.post("planning-head"), duty="publishing.edit")
    assert client.get("/cms/").status_code == 200
    assert list(clerk.account.groups.values_list("name", flat=True)) == [f"{OURS}planning:edit"]
    address = reverse("wagtailadmin_pages:add", args=["publishing", "notice", centre.pk])
    assert client.get(address).status_code in (302, 403)


def test_nobody_else_comes_in_and_nothing_is_joined(client_as, example_city, client):
    assert client.get("/cms/").status_code == 302
    for somebody in (example_city.resident(), example_city.clerk("planning-head")):
        assert client_as(somebody).get("/cms/").status_code == 403
        assert not somebody.account.groups.exists()
    assert not Group.objects.filter(name__startswith=OURS, user=example_city.clerk("planning-head").account).exists()
