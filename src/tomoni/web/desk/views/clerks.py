"""One clerk, and what the staff office does for clerks and posts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.doors import open_to
from tomoni.common.people.actions import MailTaken, charge, enter_clerk, forget_second_factor
from tomoni.common.people.api import STAFF, Clerk, Post, clerk_of, duty, may, person_of

from ..forms import ClerkForm, DutiesForm, WhyForm

ARRANGES = duty("people.arrange")


@never_cache
@open_to(STAFF)
def clerk(request: HttpRequest, number: str) -> HttpResponse:
    """Who this is and which posts they hold; those who arrange posts can let the app be set up anew."""
    asked = get_object_or_404(Clerk.objects.select_related("account"), number=number)
    arranges = may(person_of(request), "people.arrange")
    form = WhyForm(request.POST or None) if arranges else None
    if form and request.method == "POST" and form.is_valid():
        forget_second_factor(clerk=asked, who=clerk_of(request), why=form.cleaned_data["why"])
        messages.success(request, _("認証アプリの設定を消しました。"))
        return redirect("desk-clerk", number)
    context = {
        "clerk": asked,
        "form": form,
        "holdings": asked.holdings.select_related("post__section").order_by("-since"),
        "absence": asked.absences.on(clock.today()).select_related("stand_in").first(),
    }
    return render(request, "desk/clerk.html", context)


@never_cache
@open_to(ARRANGES)
def new_clerk(request: HttpRequest) -> HttpResponse:
    form = ClerkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entered = enter_clerk(who=clerk_of(request), **form.cleaned_data)
        except MailTaken:
            form.add_error("email", _("ほかの職員が、このメールアドレスを使っています。"))
        else:
            messages.success(request, _("職員を入れました。"))
            return redirect("desk-clerk", entered.number)
    return render(request, "desk/clerk_new.html", {"form": form})


@never_cache
@open_to(ARRANGES)
def post_duties(request: HttpRequest, key: str) -> HttpResponse:
    """Which screens open to whoever holds a post."""
    post = get_object_or_404(Post.objects.select_related("section").prefetch_related("duties"), key=key)
    form = DutiesForm(request.POST or None, charged=[row.duty for row in post.duties.all()])
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        charge(post=post, duties=facts["duties"], who=clerk_of(request), why=facts["why"])
        messages.success(request, _("受け持ちを変えました。"))
        return redirect("desk-post", key)
    return render(request, "desk/post_duties.html", {"post": post, "form": form})
