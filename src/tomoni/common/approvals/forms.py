"""The forms of a paper's screens."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.fields import no_my_number, offer
from tomoni.common.files.api import DOCUMENTS, MEGABYTE, PICTURES, TEXTS, StoredFile, WrongFile, keep, purpose
from tomoni.common.people.api import Clerk

from .choices import Choice, Panel
from .models import Cell, Enclosure, Paper, PaperVersion

ENCLOSURE = purpose(
    "approvals.enclosure", _("起案文書の添付"), types=(*DOCUMENTS, *PICTURES, *TEXTS), most_bytes=20 * MEGABYTE
)


class MoveForm(forms.Form):
    """What the clerk does with the paper, of what is offered; a reason where the rules ask for one."""

    do = forms.ChoiceField(label=_("どうしますか"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由・意見"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_my_number],
    )
    to = forms.ChoiceField(label=_("差戻しの先"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    cell = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, panel: Panel, seen: str, ways_back: Sequence[Cell] = ()) -> None:
        place = panel.place.pk if panel.place else None
        first = panel.choices[0].do if panel.choices else ""
        super().__init__(data, initial={"seen": seen, "cell": place, "do": first})
        self.panel = panel
        offer(self, "do", [(choice.do, choice.label) for choice in panel.choices])
        asked = "、".join(str(choice.label) for choice in panel.choices if choice.reason)
        self.fields["reason"].help_text = _("%(moves)sときは、必ず書いてください。") % {"moves": asked} if asked else ""
        if ways_back and panel.choice("send_back"):
            drafter = _("起案者（はじめから）")
            offer(self, "to", [("", drafter), *((str(cell.pk), cell.post.title) for cell in ways_back)])
        else:
            del self.fields["to"]
        if len(panel.choices) == 1:
            self.fields["do"].widget = forms.HiddenInput()
        if not asked and first not in {"seal", "put_up"}:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        chosen = self.panel.choice(facts.get("do", ""))
        if chosen is not None and chosen.reason and not facts.get("reason", "").strip():
            self.add_error("reason", _("理由を書いてください。"))
        return facts

    @property
    def chosen(self) -> Choice | None:
        return self.panel.choice(self.cleaned_data.get("do", ""))


class RewriteForm(forms.Form):
    """A new version of a paper: its title, text, facts and enclosures."""

    title = forms.CharField(label=_("件名"), max_length=200, validators=[no_my_number])
    text = forms.CharField(label=_("伺い"), widget=forms.Textarea(attrs={"rows": 12}), validators=[no_my_number])
    off = forms.MultipleChoiceField(label=_("外す添付"), required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.FileField(
        label=_("足す添付"), required=False, widget=forms.FileInput(attrs={"accept": ENCLOSURE.accept})
    )
    why = forms.CharField(label=_("何を変えましたか"), max_length=300, validators=[no_my_number])

    def __init__(
        self, data: Any = None, files: Any = None, *, version: PaperVersion, enclosed: Sequence[Enclosure], clerk: Clerk
    ) -> None:
        super().__init__(data, files, initial={"title": version.title, "text": version.text})
        self.version, self.enclosed, self.clerk = version, enclosed, clerk
        for number, (name, value) in enumerate(version.facts):
            lines = forms.Textarea(attrs={"rows": 2}) if "\n" in value else forms.TextInput()
            self.fields[f"fact_{number}"] = forms.CharField(
                label=name, required=False, initial=value, widget=lines, validators=[no_my_number]
            )
        if enclosed:
            offer(self, "off", [(str(one.file_id), one.name) for one in enclosed])
        else:
            del self.fields["off"]
        facts = [f"fact_{number}" for number in range(len(version.facts))]
        self.order_fields(["title", "text", *facts, "off", "more", "why"])

    def clean(self) -> dict[str, Any]:
        """A new enclosure is taken in last, when everything else is right."""
        facts = super().clean() or {}
        if facts.get("more") and not self.errors:
            try:
                facts["kept"] = keep(facts["more"], owner=self.clerk, purpose=ENCLOSURE)
            except WrongFile as wrong:
                self.add_error("more", str(wrong))
        return facts

    def changes(self, paper: Paper) -> dict[str, Any]:
        """What `revise` is given."""
        facts = self.cleaned_data
        off = set(facts.get("off", ()))
        files: list[StoredFile] = [one.file for one in self.enclosed if str(one.file_id) not in off]
        if "kept" in facts:
            files.append(facts["kept"])
        pairs = {name: facts[f"fact_{number}"] for number, (name, _old) in enumerate(self.version.facts)}
        return {
            "title": facts["title"],
            "text": _lines(facts["text"]),
            "facts": {name: _lines(value) for name, value in pairs.items()},
            "files": files,
            "why": facts["why"],
        }


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


class PapersFilter(forms.Form):
    """Papers of mine, or all that I may read; by words and state."""

    words = forms.CharField(label=_("件名・文書番号"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    whose = forms.ChoiceField(
        label=_("だれの"), required=False, choices=[("", _("わたしの起案")), ("all", _("見られるすべて"))]
    )
    state = forms.ChoiceField(label=_("状態"), required=False, choices=[("", _("すべて")), *Paper.State.choices])
