"""仕事の引継ぎ: the last day of a clerk, what waits, and handing it on in one act."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.clock import wareki
from tomoni.base.design.fields import DayField
from tomoni.base.doors import open_to

from .actions import call_back, hand_on, let_go
from .leaving import A_DAY, HandsOn, last_holdings, left_with, of_posts, takers
from .models import Clerk
from .person import may, person_of


def _yesterday() -> date:
    return clock.today() - timedelta(days=1)


class LastDay(forms.Form):
    last_day = DayField(
        label=gettext_lazy("最後の勤務日"),
        help_text=gettext_lazy("この日の終わりに、サインインと職が終わります。"),
        not_before=_yesterday,
    )
    why = forms.CharField(label=gettext_lazy("わけ"), max_length=200)


class Taker(forms.Form):
    to = forms.ModelChoiceField(label=gettext_lazy("引き継ぐ人"), queryset=Clerk.objects.none())
    why = forms.CharField(label=gettext_lazy("わけ"), max_length=200)

    def __init__(self, clerk: Clerk, data: Any = None) -> None:
        super().__init__(data, prefix="on")
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = takers(clock.today()).exclude(pk=clerk.pk)


@never_cache
@open_to(HandsOn())
def leaving(request: HttpRequest, number: str) -> HttpResponse:
    clerk = get_object_or_404(Clerk.objects.select_related("account"), number=number)
    arranges = may(person_of(request), "people.arrange")
    do = request.POST.get("do", "")
    last = LastDay(request.POST if do == "last" else None, initial={"last_day": clerk.last_day}) if arranges else None
    taker = Taker(clerk, request.POST if do == "hand_on" else None)
    if request.method == "POST" and _done(request, clerk, do, last, taker):
        return redirect("desk-clerk-leaving", number)
    today = clock.today()
    context = {
        "clerk": clerk,
        "last": last,
        "taker": taker,
        "works": left_with(clerk),
        "lying": of_posts(clerk, min(today, clerk.last_day or today)),
        "vacant": _vacant_after(clerk),
    }
    return render(request, "people/leaving.html", context)


def _done(request: HttpRequest, clerk: Clerk, do: str, last: LastDay | None, taker: Taker) -> bool:
    who = person_of(request).clerk
    assert who is not None  # HandsOn lets clerks in only
    if do == "last" and last and last.is_valid():
        let_go(clerk=clerk, who=who, **last.cleaned_data)
        messages.success(
            request, _("最後の勤務日を%(day)sにしました。") % {"day": wareki(last.cleaned_data["last_day"])}
        )
        return True
    if do == "back" and last and clerk.last_day:
        call_back(clerk=clerk, who=who)
        messages.success(request, _("最後の勤務日を取り消しました。職は、職の引継ぎで入れ直してください。"))
        return True
    if do == "hand_on" and taker.is_valid():
        number = hand_on(clerk=clerk, who=who, **taker.cleaned_data)
        told = ngettext("%(number)d件を%(to)sに引き継ぎました。", "%(number)d件を%(to)sに引き継ぎました。", number) % {
            "number": number,
            "to": taker.cleaned_data["to"],
        }
        messages.success(request, told)
        if left_with(clerk):
            messages.warning(request, _("引き継ぐ人の職では扱えない仕事が残っています。ほかの人を選んでください。"))
        return True
    return False


def _vacant_after(clerk: Clerk) -> list[Any]:
    """The clerk's posts that nobody holds on the day after the last one."""
    if clerk.last_day is None:
        return []
    on = clerk.last_day + A_DAY
    held = [holding.post for holding in last_holdings(clerk, clerk.last_day)]
    return [post for post in held if not post.holdings.standing(on).exists()]
