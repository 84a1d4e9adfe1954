"""What the desk itself lays in front of a clerk: residents' questions about looks at their data."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.common.people.api import Clerk, Person, SightQuestion, Waiting, may, waiting


@waiting("data-questions", title=gettext_lazy("個人情報の問い合わせ"), icon="question")
def questions_waiting(clerk: Clerk, on: date) -> Iterable[Waiting]:
    """For those whose post answers for data protection; the most urgent first."""
    if not may(Person(clerk=clerk), "people.answer_for_data", on=on):
        return []
    return [
        Waiting(
            kind=_("質問"),
            title=question.text[:60],
            who=str(question.resident),
            why=_("見た記録について聞かれた"),
            due_on=question.reply_by,
            url=reverse("desk-data-question", args=[question.pk]),
            tone="amber" if question.reply_by < on else "",
        )
        for question in SightQuestion.objects.filter(answered_at=None).select_related("resident")
    ]
