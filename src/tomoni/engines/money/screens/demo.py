"""The page of the demonstration's provider, where a payer tries how it goes."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tomoni.base.doors import open_to
from tomoni.common.people.api import DEMO

from ..demo import COURSES, DEMO_PROVIDER, choose
from ..models import Attempt, DemoCall

TITLES = {
    "pays": _("払う"),
    "told-twice": _("払う（知らせが二度届く）"),
    "told-late": _("払う（知らせが3分遅れて届く）"),
    "refused": _("カードが断られる"),
}


class CourseForm(forms.Form):
    course = forms.ChoiceField(
        label=_("どうなるか"), choices=[(key, TITLES[key]) for key in COURSES], widget=forms.RadioSelect, initial="pays"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(DEMO)
def demo_pay(request: HttpRequest, token: str) -> HttpResponse:
    """Choose how the payment goes; then back to the invoice. One attempt is chosen for once."""
    attempt = get_object_or_404(Attempt.objects.select_related("invoice"), token=token, provider=DEMO_PROVIDER.key)
    form = CourseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not DemoCall.objects.filter(attempt_token=attempt.token).exists():
            choose(attempt, form.cleaned_data["course"])
        return redirect(attempt.invoice)
    status = 422 if form.errors else 200
    return render(request, "money/demo.html", {"attempt": attempt, "form": form}, status=status)
