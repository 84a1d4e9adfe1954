"""My organisations: who belongs to them, inviting by mail, leaving, handing over."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tomoni.base import clock
from tomoni.base.clock import wareki
from tomoni.base.doors import open_to
from tomoni.common.people.api import RESIDENT, Invitation, Membership, Organisation, SignedIn, person_of
from tomoni.common.people.mine.person import account_of, resident_of
from tomoni.common.people.organisations import (
    SPEAKING,
    InvitedAlready,
    NobodyWouldSpeak,
    NotForYou,
    accept,
    belongs,
    call_off,
    end,
    hand_over,
    invite,
    is_for,
    standing_in,
)
from tomoni.common.post.api import send


class OfTheOrganisation(SignedIn):
    """Somebody who belongs to the organisation of the address, or speaks for it."""

    def __init__(self, *, speaking: bool) -> None:
        self.speaking = speaking
        self.name = "speaks-for-organisation" if speaking else "belongs-to-organisation"

    def allows(self, request: HttpRequest, **where: Any) -> bool:
        resident = person_of(request).resident
        return (
            super().allows(request, **where)
            and resident is not None
            and belongs(resident, where["pk"], speaking=self.speaking)
        )


BELONGS, SPEAKS = OfTheOrganisation(speaking=False), OfTheOrganisation(speaking=True)


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("メールアドレス"))
    role = forms.ChoiceField(
        label=gettext_lazy("役"),
        choices=[choice for choice in Membership.Role.choices if choice[0] != Membership.Role.HEAD],
        initial=Membership.Role.MEMBER,
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=gettext_lazy("だれに"), queryset=Membership.objects.none())

    def __init__(self, data: Any, *, organisation: Organisation, mine: Membership) -> None:
        super().__init__(data)
        others = standing_in(organisation).exclude(resident=mine.resident)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda one: f"{one.resident}（{one.get_role_display()}）"  # type: ignore[attr-defined]


@never_cache
@open_to(RESIDENT)
def organisations(request: HttpRequest) -> HttpResponse:
    """Those I belong to today."""
    held = resident_of(request).memberships.standing(clock.today()).select_related("organisation").order_by("pk")
    return render(request, "public/organisations.html", {"memberships": held})


@never_cache
@open_to(BELONGS)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to it; those who speak for it invite and end, everybody may leave."""
    found, resident = get_object_or_404(Organisation, pk=pk), resident_of(request)
    speaks = belongs(resident, pk, speaking=True)
    form = InviteForm(request.POST or None) if speaks else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            _invited(found, form.cleaned_data, request)
        except InvitedAlready:
            form.add_error("email", _("このメールアドレスには、もう招待を送っています。"))
        else:
            messages.success(request, _("招待のメールを送りました。"))
            return redirect("my-organisation", pk)
    members = list(standing_in(found))
    context = {
        "organisation": found,
        "members": members,
        "mine": [one for one in members if one.resident == resident],
        "speaks": speaks,
        "form": form,
        "invitations": found.invitations.waiting(clock.today()) if speaks else [],
        "speaking": SPEAKING,
    }
    return render(request, "public/organisation.html", context)


@transaction.atomic
def _invited(found: Organisation, facts: dict[str, Any], request: HttpRequest) -> None:
    by = resident_of(request)
    invitation = invite(
        organisation=found, email=facts["email"], role=facts["role"], by=by, who=account_of(request)
    )  # fmt: skip
    told = {
        "organisation": found.name,
        "by": str(by),
        "url": settings.ORIGIN + reverse("my-invitation", args=[invitation.token]),
        "day": wareki(invitation.expires_on),
    }
    body = _("%(by)sさんが、「%(organisation)s」に招いています。%(day)sまでに、次の画面で答えてください。\n\n%(url)s")
    send(
        to=invitation.email, kind="people.invite", subject=_("「%(organisation)s」への招待") % told, body=body % told,
        about=invitation, key=f"people.invite:{invitation.pk}",
    )  # fmt: skip


@require_POST
@open_to(SPEAKS)
def call_off_invitation(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=number, organisation=pk)
    call_off(invitation=found, who=account_of(request))
    messages.success(request, _("招待を取り消しました。"))
    return redirect("my-organisation", pk)


@require_POST
@open_to(BELONGS)
def leave(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Leave it oneself; whoever speaks for it may also end the membership of another."""
    resident = resident_of(request)
    membership = get_object_or_404(standing_in(get_object_or_404(Organisation, pk=pk)), pk=number)
    if membership.resident != resident and not belongs(resident, pk, speaking=True):
        return BELONGS.turned_away(request)  # type: ignore[return-value]
    try:
        end(membership=membership, who=account_of(request))
    except NobodyWouldSpeak:
        messages.error(request, _("代表者と連絡責任者がいなくなります。先に、ほかの人に役をゆずってください。"))
    else:
        messages.success(
            request, _("団体から抜けました。") if membership.resident == resident else _("抜けてもらいました。")
        )
    return redirect("my-organisation", pk) if belongs(resident, pk) else redirect("my-organisations")


@never_cache
@open_to(SPEAKS)
def hand_over_role(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give one's role to another member."""
    found, resident = get_object_or_404(Organisation, pk=pk), resident_of(request)
    mine = get_object_or_404(standing_in(found).filter(resident=resident, role__in=SPEAKING), pk=number)
    form = HandOverForm(request.POST or None, organisation=found, mine=mine)
    if request.method == "POST" and form.is_valid():
        hand_over(membership=mine, to=form.cleaned_data["to"].resident, who=account_of(request))
        messages.success(request, _("役をゆずりました。台帳の名前は、変更の届けで直してください。"))
        return redirect("my-organisation", pk)
    return render(request, "public/organisation_hand_over.html", {"organisation": found, "mine": mine, "form": form})


@never_cache
@open_to(RESIDENT)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation, for whoever signs in with the address it was sent to."""
    found = get_object_or_404(Invitation.objects.select_related("organisation", "invited_by"), token=token)
    resident = resident_of(request)
    if request.method == "POST":
        if "decline" in request.POST and is_for(found, resident):
            call_off(invitation=found, who=account_of(request))
            messages.success(request, _("招待を断りました。"))
            return redirect("my-organisations")
        try:
            accept(invitation=found, resident=resident, who=account_of(request))
        except NotForYou:
            messages.error(request, _("この招待は、使えません。"))
        else:
            messages.success(request, _("団体に入りました。"))
            return redirect("my-organisation", found.organisation_id)
    usable = found.ended_at is None and found.expires_on >= clock.today()
    context = {"invitation": found, "usable": usable, "for_me": is_for(found, resident)}
    return render(request, "public/invitation.html", context)
