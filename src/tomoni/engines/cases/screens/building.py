"""The builder at the desk: procedures made and changed by staff. Every button works without script and by keyboard."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.doors import open_to
from tomoni.common.people.api import clerk_of

from ..building import actions, editing
from ..building.checking import mistakes
from ..building.content import LANGUAGES, Content, blank, copied, is_page, questions_of, steps_of, texts_in
from ..building.desk import EDITS
from ..building.forms import AddForm, NewForm, RowForm, RuleForm, SaysForm
from ..building.wording import difference, in_words, labels_of, mistake_in_words, next_in_words
from ..definitions import content_of
from ..forms import StepForm
from ..kinds import kinds
from ..models import BuiltProcedure, BuiltVersion
from ..procedures import procedures
from ..questions import Question, spoken

PAGE = 30


def _built_or_404(key: str) -> BuiltProcedure:
    return get_object_or_404(BuiltProcedure, key=key)


def changed(
    request: HttpRequest, built: BuiltProcedure, *, what: str, how: Callable[[Content], Any]
) -> BuiltProcedure | None:
    """Change it for this clerk; None, with a message, when another was quicker."""
    told = request.POST.get("seen", "")
    seen = int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else -1
    try:
        return actions.change(built, who=clerk_of(request), seen=seen, what=what, how=how)
    except actions.ChangedMeanwhile:
        words = _("ほかの人が先に直しました。新しい内容を見てから、もう一度直してください。")
        messages.warning(request, words)
        return None


# All of them


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EDITS)
def built_procedures(request: HttpRequest) -> HttpResponse:
    """What has been built here, and the beginning of another."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        title, sign = said["title"], said["sign"]
        if said["copy_of"]:
            content = copied(content_of(procedures[said["copy_of"]]), title=title, sign=sign)
        else:
            content = blank(title, kind=said["kind"], sign=sign)
        built = actions.build(content, who=clerk_of(request))
        return redirect("desk-procedure", built.key)
    published = Q(versions__state=BuiltVersion.State.PUBLISHED)
    asked = Q(versions__state=BuiltVersion.State.ASKED)
    listed = BuiltProcedure.objects.annotate(
        standing=Max("versions__number", filter=published), asked=Max("versions__number", filter=asked)
    ).order_by("-changed_at", "-pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/building/all.html", {"form": form, "page": page, "rows": list(page)})


# One of them


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EDITS)
def built_procedure(request: HttpRequest, key: str) -> HttpResponse:
    """Its rows on one page; the row that is being changed is open in its place."""
    built = _built_or_404(key)
    if request.method != "POST":
        return _rows_page(request, built, opened=_number(request.GET.get("row", "")))
    verb, _colon, place = request.POST.get("do", "").partition(":")
    number = _number(place)
    ways: Mapping[str, Callable[[HttpRequest, BuiltProcedure, int], HttpResponse]] = {
        "add": _added, "save": _saved, "up": _moved_up, "down": _moved_down, "remove": _removed,
        "rule": _rule_added, "unrule": _rule_removed,
    }  # fmt: skip
    if verb not in ways:
        raise Http404
    return ways[verb](request, built, -1 if number is None else number)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _at(built: BuiltProcedure, where: str = "", row: int | None = None) -> HttpResponse:
    address = reverse("desk-procedure", args=[built.key])
    return redirect(f"{address}{f'?row={row}' if row is not None else ''}{where}")


def _added(request: HttpRequest, built: BuiltProcedure, _number: int) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        return _rows_page(request, built, add=form)
    kind, words = form.cleaned_data["add"], form.cleaned_data["words"]
    what = _("「%(words)s」を加えた") % {"words": words}
    changed(request, built, what=what, how=lambda content: editing.add_row(content, kind, words))
    return _at(built, f"?added={kind}#add")


def _saved(request: HttpRequest, built: BuiltProcedure, number: int) -> HttpResponse:
    rows = built.content["rows"]
    if not 0 <= number < len(rows):
        return _at(built)
    form = RowForm(built.content, rows[number], request.POST)
    if not form.is_valid():
        return _rows_page(request, built, opened=number, row_form=form)
    row = form.as_row()
    what = _("%(number)d行目を直した") % {"number": number + 1}
    done = changed(request, built, what=what, how=lambda content: editing.change_row(content, number, row))
    if done is None:
        return _rows_page(request, _built_or_404(built.key), opened=number, row_form=form)
    if row.get("kind") != rows[number].get("kind"):
        return _at(built, f"#row-{number}", row=number)  # the new kind asks for other things
    return _at(built, f"#row-{number}")


def _moved(request: HttpRequest, built: BuiltProcedure, number: int, by: int) -> HttpResponse:
    what = _("%(number)d行目を動かした") % {"number": number + 1}
    changed(request, built, what=what, how=lambda content: editing.move_row(content, number, by))
    to = min(max(number + by, 0), max(len(built.content["rows"]) - 1, 0))
    return _at(built, f"?at={to}&by={'up' if by < 0 else 'down'}#row-{to}")


def _moved_up(request: HttpRequest, built: BuiltProcedure, number: int) -> HttpResponse:
    return _moved(request, built, number, -1)


def _moved_down(request: HttpRequest, built: BuiltProcedure, number: int) -> HttpResponse:
    return _moved(request, built, number, 1)


def _removed(request: HttpRequest, built: BuiltProcedure, number: int) -> HttpResponse:
    what = _("%(number)d行目をなくした") % {"number": number + 1}
    changed(request, built, what=what, how=lambda content: editing.remove_row(content, number))
    return _at(built, f"#row-{max(number - 1, 0)}")


def _rule_added(request: HttpRequest, built: BuiltProcedure, _number: int) -> HttpResponse:
    form = RuleForm(built.content, request.POST)
    if not form.is_valid():
        return _rows_page(request, built, rule=form)
    said = form.cleaned_data
    changed(request, built, what=_("きまりを加えた"), how=lambda content: editing.add_rule(content, **said))
    return _at(built, "#rules")


def _rule_removed(request: HttpRequest, built: BuiltProcedure, number: int) -> HttpResponse:
    changed(request, built, what=_("きまりをなくした"), how=lambda content: editing.remove_rule(content, number))
    return _at(built, "#rules")


def _rows_page(
    request: HttpRequest,
    built: BuiltProcedure,
    *,
    opened: int | None = None,
    row_form: RowForm | None = None,
    add: AddForm | None = None,
    rule: RuleForm | None = None,
) -> HttpResponse:
    content = built.content
    if opened is not None and not 0 <= opened < len(content["rows"]):
        opened = None
    if opened is not None and row_form is None:
        row_form = RowForm(content, content["rows"][opened])
    if add is None:
        add = AddForm(initial={"add": request.GET.get("added", "text")})
        if "added" in request.GET:
            add.fields["words"].widget.attrs["autofocus"] = True
    context = {
        "built": built,
        "rows": _rows(content, request.GET),
        "opened": opened,
        "row_form": row_form,
        "add": add,
        "rules": _rules(content),
        "rule": rule or RuleForm(content),
        "wrong": [mistake_in_words(each) for each in mistakes(content)],
        "standing": actions.standing_of(built),
        "asked": built.versions.filter(state=BuiltVersion.State.ASKED).first(),
        "languages": LANGUAGES,
    }
    return render(request, "cases/building/rows.html", context)


def _rows(content: Content, asked: QueryDict) -> list[dict[str, Any]]:
    labels, last = labels_of(questions_of(content)), len(content["rows"]) - 1
    at, by = _number(asked.get("at", "")), asked.get("by", "")
    return [
        {
            "number": number,
            "place": number + 1,
            "page": is_page(row),
            "label": row.get("page", row.get("label")),
            "key": row.get("key", ""),
            "kind": kinds[row["kind"]].title if row.get("kind") in kinds else "",
            "optional": row.get("required") is False and row.get("kind") != "statement",
            "when": in_words(row.get("only_if"), labels),
            "next": next_in_words(content, number, labels),
            "first": number == 0,
            "last": number == last,
            "focus": by if number == at else "",
        }
        for number, row in enumerate(content["rows"])
    ]


def _rules(content: Content) -> list[dict[str, Any]]:
    labels = labels_of(questions_of(content))
    return [
        {"number": number, "must": in_words(each["must"], labels), "line": each["must"], "says": each["says"],
         "at": labels.get(each["at"], each["at"])}
        for number, each in enumerate(content["rules"])
    ]  # fmt: skip


# What it says, its texts, its preview


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EDITS)
def built_says(request: HttpRequest, key: str) -> HttpResponse:
    """Name, promises and who decides."""
    built = _built_or_404(key)
    form = SaysForm(built.content, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if changed(request, built, what=_("手続きの説明を直した"), how=form.put_into):
            return _at(built)
        built = _built_or_404(key)
    return render(request, "cases/building/says.html", {"built": built, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EDITS)
def built_texts(request: HttpRequest, key: str) -> HttpResponse:
    """Every text beside its translations."""
    built = _built_or_404(key)
    there = texts_in(built.content)
    if request.method == "POST":
        told = {
            language: {
                text: request.POST.get(f"{language}-{number}", "").strip()[:4000] for number, text in enumerate(there)
            }
            for language in LANGUAGES
        }
        if changed(request, built, what=_("訳を直した"), how=lambda content: editing.keep_texts(content, told)):
            return _at(built)
        built = _built_or_404(key)
    texts = built.content["texts"]
    rows = [
        {"number": number, "text": text, "easy": texts["ja-easy"].get(text, ""), "english": texts["en"].get(text, "")}
        for number, text in enumerate(there)
    ]
    return render(request, "cases/building/texts.html", {"built": built, "rows": rows})


@never_cache
@require_safe
@open_to(EDITS)
def built_preview(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """A page of the form as residents will see it, in one language; nothing that is typed here goes anywhere."""
    built = _built_or_404(key)
    if language not in ("ja", *LANGUAGES):
        raise Http404
    steps = steps_of(built.content)
    if not steps:
        return _at(built)
    number = min(max(_number(request.GET.get("page", "")) or 1, 1), len(steps))
    shown = steps[number - 1].told_by(built.content["texts"])
    with override(language):
        title = spoken(shown.title)
        form = StepForm(shown, {})
        fields = [field for question in form.questions for field in _previewed(question, form)]
    context = {
        "built": built,
        "title": title,
        "fields": fields,
        "language": language,
        "spoken": "en" if language == "en" else "ja",
        "number": number,
        "numbers": range(1, len(steps) + 1),
        "languages": ("ja", *LANGUAGES),
    }
    return render(request, "cases/building/preview.html", context)


def _previewed(question: Question, form: StepForm) -> list[str]:
    """A question as it will stand on the page; a statement is its words alone."""
    if question.kind == "statement":
        return [format_html('<p class="label">{}</p>', spoken(question.label))]
    return [form[name].as_field_group() for name in form.names[question.key]]


# Publishing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(EDITS)
def built_publish(request: HttpRequest, key: str) -> HttpResponse:
    """What would change, in words; and the button that puts it before those who decide."""
    built = _built_or_404(key)
    if request.method == "POST":
        if said := _put_up(request, built):
            messages.warning(request, said)
        else:
            messages.success(request, _("公開の伺いを出しました。決裁がすむと、市民が使えるようになります。"))
        return redirect("desk-procedure-publish", key)
    standing = actions.standing_of(built)
    asked = built.versions.filter(state=BuiltVersion.State.ASKED).first()
    paper = actions.paper_of(asked) if asked else None
    missing = {
        language: sum(not built.content["texts"].get(language, {}).get(text) for text in texts_in(built.content))
        for language in LANGUAGES
    }
    context = {
        "built": built,
        "wrong": [mistake_in_words(each) for each in mistakes(built.content)],
        "difference": difference(standing.content if standing else None, built.content),
        "standing": standing,
        "asked": asked,
        "paper_url": paper.get_absolute_url() if paper else "",
        "missing_easy": missing["ja-easy"],
        "missing_english": missing["en"],
        "versions": _versions(built),
    }
    return render(request, "cases/building/publish.html", context)


def _put_up(request: HttpRequest, built: BuiltProcedure) -> str:
    """Empty when it went; else why it did not."""
    try:
        actions.put_up(built, who=clerk_of(request))
    except actions.UnderWay:
        return _("この手続きは、いま決裁中です。")
    except actions.NothingNew:
        return _("公開中の版から変わったところがありません。")
    except actions.NoRoute as error:
        return _("公開を決める順序が、市の設定にありません（%(what)s）。") % {"what": error}
    except actions.NotReady as error:
        return mistake_in_words(error.wrong[0])
    return ""


def _versions(built: BuiltProcedure) -> list[dict[str, Any]]:
    """Published versions, newest first, each with how it differs from the one before."""
    published = list(built.versions.filter(state=BuiltVersion.State.PUBLISHED).order_by("number"))
    before: list[BuiltVersion | None] = [None, *published]
    pairs = zip(published, before, strict=False)
    told = [{"version": one, "difference": difference(old.content if old else None, one.content)} for one, old in pairs]
    return told[::-1]
