"""What the support centre does at its desk beyond cases: it strikes a group, with reasons and a second post."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tomoni.base.clock import add_open_days, today
from tomoni.base.design.fields import no_my_number
from tomoni.base.doors import open_to
from tomoni.common.approvals import api as approvals
from tomoni.common.people.api import Post, clerk_of, duty, person_of

from . import actions
from .models import Group


class Striking(forms.Form):
    """The reasons for striking a group: which condition, which facts."""

    condition = forms.CharField(
        label=gettext_lazy("どの条件に合わなくなりましたか"), max_length=200, validators=[no_my_number]
    )
    facts = forms.CharField(
        label=gettext_lazy("どんな事実がありますか"),
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[no_my_number],
        help_text=gettext_lazy("いつ、だれから、何を確かめたかを書きます。団体への通知にそのまま載ります。"),
    )


@open_to(duty("groups.examine"))
@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the paper that strikes a group; the head of the centre decides."""
    group = get_object_or_404(Group, pk=pk, until=None)
    form = Striking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clerk = clerk_of(request)
        mine = next(post for post in person_of(request).posts(today()) if post.charges("groups.examine"))
        paper = approvals.draft(
            kind="groups.removal",
            about=group,
            title=_("登録の抹消（%(group)s）") % {"group": group.name},
            text=f"{form.cleaned_data['condition']}\n{form.cleaned_data['facts']}",
            drafter=clerk,
            as_post=mine,
            route=list(Post.objects.filter(duties__duty="groups.decide")),
            due_on=add_open_days(today(), 10),
        )
        return redirect(paper)
    return render(request, "groups/strike.html", {"form": form, "group": group})


def strike_when_decided(paper: approvals.Paper) -> None:
    """The paper is decided: the group is struck for the reasons written on it."""
    group = paper.about
    assert isinstance(group, Group)
    actions.strike(group, on=today(), who=paper.drafter, why=paper.current().text)


approvals.kind("groups.removal", gettext_lazy("団体の登録の抹消"), on_decided=strike_when_decided)
