"""The evaluation of a fiscal year, its sheets, and what happened to each.

What a sheet says of the plan (`facts`) is taken from the plan on the sheet's day and never changes. Once published, the
whole sheet never changes; the database itself refuses it (see guards). A correction is a note beside it.
"""

from datetime import date
from typing import Any, Never, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tomoni.base.clock import FiscalYear
from tomoni.common.people.api import Clerk, Holding, Resident, Section

from .rules import WAITS_FOR, WRITABLE, WRITE, State

STATES = [
    (State.WRITING.value, _("担当課が書いています")),
    (State.ASKED.value, _("企画からの質問に答えています")),
    (State.HANDED_IN.value, _("企画が確認しています")),
    (State.CHECKED.value, _("委員会の意見を待っています")),
    (State.REVIEWED.value, _("担当課が対応を書いています")),
    (State.READY.value, _("公表の起案を待っています")),
    (State.PROPOSED.value, _("公表の決裁を待っています")),
    (State.PUBLISHED.value, _("公表しました")),
]


class SheetStands(Exception):
    """A published sheet was to be changed or deleted. It stands; a correction is a note beside it."""


class Evaluation(models.Model):
    """The evaluation of one fiscal year, opened for every group of the plan in one act."""

    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    figures_on = models.DateField(_("いつの数字か"))
    hand_in_by = models.DateField(_("シートの期限"))
    publish_by = models.DateField(_("公表の予定"))
    opened_on = models.DateField(_("始めた日"))
    invented = models.BooleanField(_("見本"), default=False)

    class Meta:
        verbose_name = _("行政評価")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_by__gte=models.F("hand_in_by")), name="an_evaluation_is_published_after_handing_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}の評価"

    def get_absolute_url(self) -> str:
        return reverse("desk-evaluation-year", args=[self.year])

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear(self.year)


class Sheets(models.QuerySet["EvaluationSheet"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def not_handed_in(self) -> Self:
        return self.filter(state__in=WRITABLE)

    def of(self, year: int, code: str) -> Self:
        return self.filter(evaluation__year=year, code=code)

    def written_by(self, clerk: Clerk, on: date) -> Self:
        """The sheets of the sections for which the clerk may write."""
        posts = Holding.objects.standing(on).filter(clerk=clerk, post__duties__duty=WRITE)
        return self.filter(Exists(posts.filter(post__section=OuterRef("section"))))

    def waiting_for(self, clerk: Clerk, on: date) -> Self:
        """What the clerk, by the posts held on a day, moves on next; one query."""
        held = Holding.objects.standing(on).filter(clerk=clerk)
        wanted = Q(pk__in=[])
        for state, duty in WAITS_FOR.items():
            posts = held.filter(post__duties__duty=duty)
            if duty == WRITE:
                posts = posts.filter(post__section=OuterRef("section"))
            wanted |= Q(Exists(posts), state=state)
        return self.filter(wanted)

    def delete(self) -> Never:
        raise SheetStands("Sheets are not deleted.")


class EvaluationSheet(models.Model):
    """What the city says of one group of measures in one year."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("取り入れる")
        PARTLY = "partly", _("一部を取り入れる")
        LATER = "later", _("検討を続ける")
        NOT_TAKEN = "not_taken", _("取り入れない")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("行政評価")
    )
    code = models.CharField(_("取組の方向"), max_length=12)
    order = models.PositiveSmallIntegerField(_("順"), default=0)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("担当課"))
    facts = models.JSONField(_("計画から入った内容"))
    verdict = models.CharField(_("規則による判定"), max_length=12)
    state = models.CharField(_("状態"), max_length=10, choices=STATES, default=State.WRITING.value)

    rating = models.CharField(_("担当課の評価"), max_length=20, blank=True)
    rating_in = models.JSONField(_("評価の名前"), default=dict, blank=True)
    difference = models.TextField(_("判定とちがう理由"), blank=True)
    comment = models.TextField(_("この一年にしたことと評価のわけ"), blank=True)
    next_step = models.TextField(_("次にすること"), blank=True)
    written_by = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("書いた時刻"), null=True, blank=True)
    handed_in_on = models.DateField(_("出した日"), null=True, blank=True)

    met_on = models.DateField(_("委員会の日"), null=True, blank=True)
    opinion = models.TextField(_("委員会の意見"), blank=True)
    request = models.TextField(_("委員会の提案"), blank=True)
    member_words = models.JSONField(_("委員ひとりひとりのことば"), default=list, blank=True)
    answer = models.CharField(_("市の対応"), max_length=10, choices=Answer, blank=True)
    answer_words = models.TextField(_("市の対応の内容"), blank=True)

    published_on = models.DateField(_("公表した日"), null=True, blank=True)
    invented = models.BooleanField(_("見本"), default=False)

    objects = Sheets.as_manager()

    class Meta:
        verbose_name = _("評価シート")
        ordering = ["evaluation", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "code"], name="a_group_has_one_sheet_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(one.value for one in WRITABLE))
                | (~Q(rating="") & ~Q(comment="") & ~Q(next_step="")),
                name="a_sheet_handed_in_says_something",
            ),
            models.CheckConstraint(
                condition=Q(request="") | ~Q(state__in=["ready", "proposed", "published"]) | ~Q(answer_words=""),
                name="a_request_of_the_committee_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | (~Q(state="published") & Q(published_on=None)),
                name="a_published_sheet_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["section", "state"], name="sheets_of_a_section")]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("desk-evaluation-sheet", args=[self.evaluation.year, self.code])

    def delete(self, *args: Any, **how: Any) -> Never:
        raise SheetStands("Sheets are not deleted.")

    @property
    def title(self) -> str:
        """The group's title as it was on the sheet's day, in the language of the page."""
        return in_language(self.facts["title"])

    @property
    def rating_name(self) -> str:
        return in_language(self.rating_in)

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def due_on(self) -> date:
        """Until when the next one has to move it on."""
        return self.evaluation.hand_in_by if self.is_writable else self.evaluation.publish_by


def in_language(words: dict[str, str]) -> str:
    """A kept text in the language of the page, or in Japanese."""
    return words.get(get_language() or "ja") or words.get("ja", "")


class SheetRemark(models.Model):
    """What one member of the committee writes while the sheet lies before it.

    When the committee has spoken, the words go onto the sheet without a name, and this row goes.
    """

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="remarks")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", verbose_name=_("委員"))
    words = models.TextField(_("ことば"))
    at = models.DateTimeField(_("時刻"))

    class Meta:
        verbose_name = _("委員のことば")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "resident"], name="a_member_writes_once_on_a_sheet"),
            models.CheckConstraint(condition=~Q(words=""), name="a_remark_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.sheet)


class SheetMove(models.Model):
    """One step of a sheet's way: who moved it, and the words that went with it, such as a question."""

    VERBS = [
        ("open", _("シートを始めた")),
        ("hand_in", _("企画へ出した")),
        ("take_back", _("引き戻した")),
        ("ask", _("質問して戻した")),
        ("check", _("確認した")),
        ("review", _("委員会の意見を入れた")),
        ("review_only", _("委員会の意見を入れた")),
        ("answer", _("市の対応を書いた")),
        ("propose", _("公表を起案した")),
        ("let_go", _("公表の起案が戻った")),
        ("publish", _("公表した")),
    ]

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField(_("動き"), max_length=12, choices=VERBS)
    clerk = models.ForeignKey(Clerk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("ことば"), blank=True)
    at = models.DateTimeField(_("時刻"))

    class Meta:
        verbose_name = _("シートの動き")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(verb="ask") | ~Q(words=""), name="a_question_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.verb}"


class SheetNote(models.Model):
    """A dated note beside a published sheet: what turned out to be wrong, and what is right. It never changes."""

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField(_("日付"))
    words = models.TextField(_("内容"))
    clerk = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("公表後の付記")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.on}"


class SheetReminder(models.Model):
    """Somebody was reminded of a sheet; never twice on one day."""

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField(_("日付"))
    to = models.CharField(_("だれに"), max_length=130)
    by = models.ForeignKey(Clerk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("シートの督促")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "on"], name="nobody_is_reminded_twice_a_day")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.on}"
