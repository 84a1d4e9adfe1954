"""Reads that more than one screen uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.clock import holiday
from tomoni.base.design.shapes import Answer, AttachedFile, ClockDay, Happening
from tomoni.base.journal.api import Entry, entries_about
from tomoni.base.kana import fold
from tomoni.base.references import pointing_at
from tomoni.common.files.api import StoredFile
from tomoni.common.people.api import Clerk, PostDuty, Section, Sight

from .definitions import is_offered, says_of
from .forms import asked, read
from .kinds import keys_of, said
from .models import Case, CaseLink, CaseQuerySet, FormDefinition, Message
from .procedures import Procedure, procedures
from .questions import Question, spoken
from .rules import Clock, Mark
from .settings import overlay_of
from .words import short_day, short_moment
from .workflow import OPEN, State


def case_with_token(token: str) -> Case | None:
    """A case with all its pages need."""
    found = Case.objects.filter(token=token).select_related(
        "definition", "resident", "notice", "helped_by", "assistance", "package", "follows__definition"
    )
    return found.prefetch_related("corrections", "legs", "delays", "appeals", "followed_by__definition").first()


@dataclass(frozen=True)
class Offer:
    """A procedure as lists of them show it, in the language of now."""

    key: str
    title: str
    summary: str
    minutes: int
    fee: str
    kind: str
    haystack: str
    called: str = ""
    field: str = ""
    events: tuple[str, ...] = ()


def open_procedures(words: str = "") -> list[Offer]:
    """The procedures, or those of them in which every word of a search stands; no query."""
    offers = [_offer(procedure) for procedure in procedures.values() if is_offered(procedure)]
    return [offer for offer in offers if all(word in offer.haystack for word in fold(words).split())]


def _offer(procedure: Procedure) -> Offer:
    says = says_of(procedure)
    texts = [says[name] for name in ("title", "summary", "search_words")]
    haystack = fold(" ".join([*texts, *map(spoken, texts)]))
    title, summary, _words = map(spoken, texts)
    facts = procedure.facts
    more: dict[str, Any] = (
        {"called": spoken(facts.called), "field": facts.field, "events": facts.life_events} if facts else {}
    )
    return Offer(procedure.key, title, summary, says["minutes"], spoken(says["fee"]), says["kind"], haystack, **more)


# The clock


def clock_days(clock: Clock) -> list[ClockDay]:
    """The days of the clock as the component shows them; a Saturday or Sunday is left out."""
    states = {
        Mark.COUNTED: "counted", Mark.OVER: "counted", Mark.PAUSED: "paused", Mark.AWAY: "paused", Mark.LEFT: "left",
    }  # fmt: skip
    return [
        ClockDay(each.day, _word(each.day, each.mark, each.nth), states.get(each.mark, "off"), each.today)
        for each in clock.days
        if each.day.weekday() < 5
    ]


def _word(day: date, mark: Mark, nth: int) -> str:
    if mark == Mark.ARRIVAL:
        return _("届いた日")
    if mark == Mark.PAUSED:
        return _("お待ち")
    if mark == Mark.AWAY:
        return _("経由")
    if mark == Mark.CLOSED:
        return _("祝日") if holiday(day) else _("休み")
    return _("%(nth)d日目") % {"nth": nth}


# Answers


def answers_of(
    definition: FormDefinition, kept: Mapping[str, Any], files: Mapping[int, StoredFile], *, url: Any = None
) -> list[tuple[str, list[Answer]]]:
    """Check-your-answers: (heading, lines) of each step that was asked. `url(step, question)` leads back to one."""
    groups = []
    for number, step in enumerate(definition.steps, start=1):
        lines = [
            Answer(spoken(question.label), _answer(question, kept, files), url(number, question) if url else "")
            for question in asked(step.questions, kept)
        ]
        if lines:
            groups.append((spoken(step.title), lines))
    return groups


def _answer(question: Question, kept: Mapping[str, Any], files: Mapping[int, StoredFile]) -> str:
    if question.kind == "files":
        return "、".join(files[pk].name for pk in kept.get(question.key) or () if pk in files)
    return said(question, read([question], kept))


def files_among(definition: FormDefinition, kept: Mapping[str, Any]) -> dict[int, StoredFile]:
    """The stored files that the answers name, by their ids; one query."""
    keys = [key for question in definition.questions if question.kind == "files" for key in keys_of(question)]
    return StoredFile.objects.in_bulk([pk for key in keys for pk in kept.get(key) or ()])


def attached(file: StoredFile, *, url: str = "", remove_url: str = "") -> AttachedFile:
    clean = file.finding == StoredFile.Finding.CLEAN
    return AttachedFile(file.name, str(file.get_finding_display()), url, remove_url, good=clean)


# What happened


def happened_at(entry: Entry) -> datetime:
    """When it happened: as the server stamped it, unless it was entered afterwards and says another time."""
    told = (entry.after or {}).get("at")
    return datetime.fromisoformat(told) if told else entry.at


def story_for_applicant(case: Case) -> list[Happening]:
    """What happened so far, as the applicant reads it: newest first, without names of clerks."""
    told = [(entry, _for_applicant(entry, case)) for entry in entries_about(case)]
    shown = [(happened_at(entry), words) for entry, words in told if words]
    return [
        Happening(short_moment(at), *words, state="now" if place == 0 else "past", at=at.isoformat(timespec="seconds"))
        for place, (at, words) in enumerate(reversed(shown))
    ]


def _for_applicant(entry: Entry, case: Case) -> tuple[str, str] | None:
    """What to say of an entry, and a word more; None for what stays inside the city hall."""
    verb = entry.verb.rpartition(".")[2]
    if verb == "submit":
        return (_("出したものが届きました") if case.kind == Case.Kind.NOTIFICATION else _("申請が届きました")), ""
    if verb == "ask_correction":
        by = (entry.after or {}).get("reply_by")
        until = _("お願いの期限は%(day)sです。") % {"day": short_day(date.fromisoformat(by))} if by else ""
        return _("直していただくようお願いしました（補正）"), until + _("この間、日数は止まります。")
    if verb in ("send_through", "tell_delay"):
        return _more_for_applicant(verb, entry.after or {})
    return {
        "reopen": (_("あらためて審査することになりました"), ""),
        "appeal": (_("審査請求が届きました"), ""),
        "defend": (_("審査請求について、決めた課の説明が届きました"), ""),
        "rule": (_("審査請求の裁決がありました"), ""),
        "withdraw_appeal": (_("審査請求が取り下げられました"), ""),
        "come_back": (_("ほかの役所での確かめが済みました"), _("次の開庁日から、市の日数を数えます。")),
        "take_up": (_("担当が確かめ始めました"), ""),
        "answer_correction": (_("直したものを受け取りました"), _("次の開庁日から数え直します。")),
        "propose": (_("担当の確認が済みました"), _("決める人の判断を待っています。")),
        "reconsider": (_("もう一度確かめています"), ""),
        "grant": (_("認められました"), ""),
        "refuse": (_("認められませんでした"), _("理由と、不服を申し立てる方法は、通知にあります。")),
        "accept": (_("手続きが済みました"), ""),
        "withdraw": (_("取り下げられました"), ""),
    }.get(verb)


def _more_for_applicant(verb: str, told: Mapping[str, Any]) -> tuple[str, str]:
    if verb == "tell_delay":
        day = short_day(date.fromisoformat(told["outlook"]))
        return _("遅れるわけと見込みをお知らせしました"), _("%(day)sまでにお答えします。") % {"day": day}
    day = short_day(date.fromisoformat(told["by"]))
    words = _("%(day)sまでの見込みです。この間、市の日数は止まります。") % {"day": day}
    return _("%(through)sに送りました") % {"through": told["through"]}, words


STAFF_WORDS = {
    "submit": gettext_lazy("到達"),
    "take_up": gettext_lazy("受付・審査の開始"),
    "assign": gettext_lazy("担当の変更"),
    "ask_correction": gettext_lazy("補正のお願い"),
    "answer_correction": gettext_lazy("補正の返事"),
    "propose": gettext_lazy("起案"),
    "reconsider": gettext_lazy("決裁されず、審査に戻る"),
    "grant": gettext_lazy("決定（認める）"),
    "refuse": gettext_lazy("決定（認めない）"),
    "notify": gettext_lazy("通知"),
    "accept": gettext_lazy("届出の完了"),
    "withdraw": gettext_lazy("取下げ"),
    "say": gettext_lazy("連絡"),
    "note": gettext_lazy("メモ"),
    "send_through": gettext_lazy("経由機関に送付"),
    "come_back": gettext_lazy("経由機関から到着"),
    "consult": gettext_lazy("照会"),
    "reply": gettext_lazy("回答"),
    "draft_delay": gettext_lazy("遅れの知らせの下書き"),
    "confirm": gettext_lazy("書いたことの確かめ"),
    "reopen": gettext_lazy("あらためての審査"),
    "begin_again": gettext_lazy("もう一度出す下書き"),
    "link": gettext_lazy("関係のある申請"),
    "appeal": gettext_lazy("審査請求の到達"),
    "review": gettext_lazy("審理員の指名"),
    "defend": gettext_lazy("弁明書の送付"),
    "rebut": gettext_lazy("反論"),
    "ask_board": gettext_lazy("諮問"),
    "rule": gettext_lazy("裁決"),
    "withdraw_appeal": gettext_lazy("審査請求の取下げ"),
    "tell_delay": gettext_lazy("遅れのわけと見込みの知らせ"),
}


def story_for_staff(case: Case) -> list[Happening]:
    """All that happened, newest first, with who did it and why."""
    entries = list(entries_about(case).prefetch_related("who"))
    return [
        Happening(
            short_moment(happened_at(entry)),
            str(STAFF_WORDS.get(entry.verb.rpartition(".")[2], entry.verb)),
            "　".join(part for part in (str(entry.who or ""), entry.why) if part),
            "now" if place == 0 else "past",
            happened_at(entry).isoformat(timespec="seconds"),
        )
        for place, entry in enumerate(reversed(entries))
    ]


def beside(case: Case) -> CaseQuerySet:
    """The other cases of the same package."""
    if case.package_id is None:
        return Case.objects.none()
    return Case.objects.filter(package=case.package_id).exclude(pk=case.pk).select_related("definition").order_by("id")


def linked(case: Case) -> list[tuple[Case, str]]:
    """The cases that a clerk has linked with this one, and why."""
    links = CaseLink.objects.filter(Q(one=case) | Q(other=case)).select_related("one__definition", "other__definition")
    return [(link.other if link.one_id == case.pk else link.one, link.why) for link in links.order_by("id")]


def looks_at(case: Case) -> list[Sight]:
    """Who looked at the case, newest first; residents read it with the post, not the name."""
    return list(Sight.objects.filter(**pointing_at(case)).order_by("-seen_at")[:50])


# The desk


@dataclass(frozen=True)
class Wanted:
    """What a clerk wants to see of the list."""

    words: str = ""
    procedure: str = ""
    state: str = "open"
    whose: str = ""  # "", "mine", "nobody"
    late: bool = False
    section: str = ""  # the code of the section whose procedures they are


def desk_list(keys: Iterable[str], wanted: Wanted, *, clerk: Clerk, on: date) -> CaseQuerySet:
    """The cases of these procedures that match, the most urgent first, with what a line shows; no query per row."""
    cases = Case.objects.filter(procedure_key__in=list(keys)).select_related("examiner", "definition")
    if wanted.section:
        cases = cases.filter(procedure_key__in=_of_section(wanted.section))
    if wanted.procedure:
        cases = cases.filter(procedure_key=wanted.procedure)
    if wanted.state == "open":
        cases = cases.filter(state__in=OPEN)
    elif wanted.state in State.values:
        cases = cases.filter(state=wanted.state)
    if wanted.whose:
        cases = cases.filter(examiner=clerk if wanted.whose == "mine" else None)
    if wanted.late:
        cases = cases.late(on)
    for word in fold(wanted.words).split():
        cases = cases.filter(Q(number__icontains=word) | Q(subject__icontains=word))
    return cases.annotate(unread=unread()).order_by("due_on", "id")


def sections_of(keys: Iterable[str]) -> dict[str, Section]:
    """The section of each procedure that has one, by the procedure's key; two queries however many there are."""
    asked = [procedures[key] for key in keys]
    named = {each.key: overlay_of(each.service, each.name).section for each in asked}
    sections = {section.code: section for section in Section.objects.all()}
    charged: dict[str, str] = {}
    duties = PostDuty.objects.filter(duty__in={each.examine for each in asked}, post__section__isnull=False)
    for duty, code in duties.order_by("-post__section__order", "-post__section__code").values_list(
        "duty", "post__section__code"
    ):
        charged[duty] = code  # the first in the order of sections stands in the end
    codes = {each.key: named[each.key] or charged.get(each.examine, "") for each in asked}
    return {key: sections[code] for key, code in codes.items() if code in sections}


def _of_section(code: str) -> list[str]:
    return [key for key, section in sections_of(list(procedures)).items() if section.code == code]


def unread() -> Exists:
    """Whether the applicant has written something that no clerk has read."""
    return Exists(Message.objects.filter(case=OuterRef("pk"), clerk=None, read_at=None))


def why_with_me(case: Case) -> str:
    """Why a case is on a clerk's desk, in a few words."""
    if getattr(case, "unread", False):
        return _("返事が届き、まだ見ていない")
    return {
        State.RECEIVED: _("書類の確認"),
        State.EXAMINING: _("審査"),
        State.CORRECTION: _("補正の返事を待っている"),
        State.PROPOSED: _("決裁を待っている"),
    }.get(State(case.state), "")
