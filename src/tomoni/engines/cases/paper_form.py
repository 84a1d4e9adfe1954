"""The form of a procedure on paper, to be written by hand: from the same definition as the pages of the form."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tomoni.base.city.api import the_city
from tomoni.base.printing import Printed, print_pdf

from .catalogue import Told
from .kinds import fields_of
from .questions import Question, Step, spoken

TEMPLATE = Path(__file__).parent / "typst" / "form.typ"
BOXES = {"choice": "○", "choices": "□", "yes_no": "○", "consent": "□"}
TALL = {"long_text": 4, "address": 2, "files": 1}


def print_form(told: Told, *, at: dt.datetime) -> Printed:
    """The blank form, with what has to be known before it is handed in."""
    facts = told.facts
    return print_pdf(
        TEMPLATE,
        {
            "city": the_city().name,
            "title": told.title,
            "short": told.called,
            "summary": spoken(told.says["summary"]),
            "facts": [
                [label, value]
                for label, value in (
                    (_("出す人"), "　".join(spoken(line) for line in told.says["who"])),
                    (_("いつまでに"), spoken(facts.get("deadline", ""))),
                    (_("費用"), spoken(told.says["fee"])),
                    (_("出すところ"), f"{told.desk}　{told.phone}"),
                )
                if value
            ],
            "needs_title": _("いっしょに出すもの"),
            "needs": [spoken(line) for line in told.says["needs"]],
            "checked": told.checked,
            "steps": [_step(step) for step in told.procedure.steps],
            "day": _("書いた日　令和　　年　　月　　日"),
            "address": told.url,
            "foot": _("この紙に手で書いて、窓口か郵便で出せます。オンラインの入力と同じ内容です。"),
        },
        at=at,
    )


def _step(step: Step) -> dict[str, Any]:
    return {"title": spoken(step.title), "rows": [_row(question) for question in step.questions]}


def _row(question: Question) -> dict[str, Any]:
    """A line of the form: the label, boxes to mark or room to write, and a word of help."""
    options = [spoken(label) for _value, label in question.options]
    if question.kind == "yes_no":
        options = [_("はい"), _("いいえ")]
    if question.kind == "consent":
        options = [spoken(question.agreed or question.label)]
    label = spoken(question.label)
    return {
        "label": label
        if question.required and not question.only_if
        else _("%(label)s（当てはまるとき）") % {"label": label},
        "hint": spoken(question.hint),
        "box": BOXES.get(question.kind, ""),
        "options": options,
        "unit": spoken(question.unit),
        "lines": TALL.get(question.kind, 1),
        "parts": _parts(question),
        "columns": [spoken(row.label) for row in question.rows],
    }


def _parts(question: Question) -> list[str]:
    """The labels of an answer that has several fields: the name and its reading, the postcode and the rest."""
    if question.rows or question.kind == "statement":
        return []
    fields = fields_of(question)
    return [str(field.label) for field in fields.values()] if len(fields) > 1 else []
