"""Residents' questions about looks at their data: read with the look itself, answered once, told by mail."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tomoni.base.design.fields import no_my_number
from tomoni.base.doors import open_to
from tomoni.common.people.api import SightQuestion, clerk_of, duty, seen
from tomoni.common.people.looks import AnsweredAlready, answer, look_of
from tomoni.common.post.api import send

ANSWERS = duty("people.answer_for_data")


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("答え"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[no_my_number],
    )


@never_cache
@open_to(ANSWERS)
def questions(request: HttpRequest) -> HttpResponse:
    """Those that wait, the most urgent first, and those answered lately."""
    asked = SightQuestion.objects.select_related("resident", "answered_by")
    waiting, answered = asked.filter(answered_at=None), asked.exclude(answered_at=None).order_by("-answered_at")[:30]
    return render(request, "desk/data_questions.html", {"waiting": waiting, "answered": answered})


@never_cache
@open_to(ANSWERS)
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question, with who looked, at what, when and why; the look at the question itself is noted, too."""
    asked = get_object_or_404(SightQuestion.objects.select_related("resident", "sight__clerk"), pk=number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answered(asked, form.cleaned_data["text"], request)
        except AnsweredAlready:
            messages.error(request, _("ほかの人が先に答えました。"))
        else:
            messages.success(request, _("答えを送りました。"))
        return redirect("desk-data-question", number)
    why = _("見た記録についての質問に答えるため")
    seen(who=clerk_of(request), about=asked.resident, why=why, screen="desk-data-question")
    look = look_of(asked.sight) if asked.sight else None
    return render(request, "desk/data_question.html", {"question": asked, "look": look, "form": form})


@transaction.atomic
def _answered(asked: SightQuestion, text: str, request: HttpRequest) -> None:
    answer(question=asked, text=text, who=clerk_of(request))
    send(
        to=asked.resident,
        kind="people.answer_about_sight",
        subject=gettext_lazy("あなたの質問への答え"),
        body=lambda: _("あなたの情報を見た記録についての質問に答えました。\n\n%(answer)s") % {"answer": text},
        about=asked,
        key=f"people.answer_about_sight:{asked.pk}",
    )
