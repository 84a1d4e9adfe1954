"""An organisation in the hands of its own people: inviting, accepting, leaving, handing over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tomoni.base import clock
from tomoni.base.journal.api import entries_about
from tomoni.common.people.api import Invitation, Membership
from tomoni.common.people.organisations import NobodyWouldSpeak, end, hand_over, standing_in
from tomoni.common.post.api import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def fireflies(example_city):
    return example_city.organisation("firefly-watch")


def roles(organisation):
    return {(one.resident.name, one.role) for one in standing_in(organisation)}


def test_the_head_invites_by_mail_and_the_invited_comes_in(client_as, example_city, fireflies):
    head, maria = client_as(example_city.resident()), example_city.resident("Maria Santos")
    page = reverse("my-organisation", args=[fireflies.pk])
    head.post(page, {"email": maria.account.email, "role": "member"})
    letter = Message.objects.get(kind="people.invite")
    invitation = Invitation.objects.get()
    link = reverse("my-invitation", args=[invitation.token])
    assert link in letter.body
    assert maria.account.email in head.get(page).content.decode()
    twice = head.post(page, {"email": maria.account.email, "role": "member"}).content.decode()
    assert "もう招待を送っています" in twice
    guest = client_as(maria)
    assert "団体に入る" in guest.get(link).content.decode()
    assert guest.post(link).status_code == 302
    assert ("Maria Santos", "member") in roles(fireflies)
    assert "終わっています" in guest.get(link).content.decode()


def test_an_invitation_is_for_its_address_and_its_days(client_as, example_city, fireflies):
    head = client_as(example_city.resident())
    head.post(reverse("my-organisation", args=[fireflies.pk]), {"email": "other@example.jp", "role": "member"})
    invitation = Invitation.objects.get()
    guest, link = client_as(example_city.resident("Maria Santos")), reverse("my-invitation", args=[invitation.token])
    assert "ほかのメールアドレスに" in guest.get(link).content.decode()
    guest.post(link)
    assert ("Maria Santos", "member") not in roles(fireflies)
    Invitation.objects.update(
        email=example_city.resident("Maria Santos").account.email, expires_on=clock.today() - timedelta(days=1)
    )
    guest.post(link)
    assert ("Maria Santos", "member") not in roles(fireflies)


def test_the_last_who_speaks_hands_over_before_leaving(client_as, example_city, fireflies):
    sakura, shoichi = example_city.resident(), example_city.resident("髙橋 正一")
    mine = standing_in(fireflies).get(resident=sakura)
    with pytest.raises(NobodyWouldSpeak):
        end(membership=mine, who=sakura.account)
    client = client_as(sakura)
    to = standing_in(fireflies).get(resident=shoichi)
    client.post(reverse("my-organisation-hand-over", args=[fireflies.pk, mine.pk]), {"to": to.pk})
    assert roles(fireflies) == {("髙橋 正一", "head"), ("望月 さくら", "member")}
    taken = standing_in(fireflies).get(resident=shoichi)
    assert [entry.verb for entry in entries_about(taken)] == ["people.join", "people.hand_over_role"]
    now_mine = standing_in(fireflies).get(resident=sakura)
    client.post(reverse("my-organisation-leave", args=[fireflies.pk, now_mine.pk]))
    assert roles(fireflies) == {("髙橋 正一", "head")}


def test_strangers_see_nothing_and_members_end_nobody(client_as, example_city, fireflies):
    stranger = client_as(example_city.resident("Maria Santos"))
    assert stranger.get(reverse("my-organisation", args=[fireflies.pk])).status_code == 403
    sakura, shoichi = example_city.resident(), example_city.resident("髙橋 正一")
    hand_over(membership=standing_in(fireflies).get(resident=sakura), to=shoichi, who=sakura.account)
    member, theirs = client_as(sakura), standing_in(fireflies).get(resident=shoichi)
    assert member.post(reverse("my-organisation-leave", args=[fireflies.pk, theirs.pk])).status_code == 403
    assert member.post(reverse("my-organisation", args=[fireflies.pk]), {"email": "x@example.jp"}).status_code == 200
    assert not Invitation.objects.exists()
    page = member.get(reverse("my-organisation", args=[fireflies.pk])).content.decode()
    assert "髙橋 正一" in page
    assert shoichi.phone not in page
    assert Membership.objects.standing(clock.today()).filter(organisation=fireflies).count() == 2
