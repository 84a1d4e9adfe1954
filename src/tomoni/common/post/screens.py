"""Messages as residents read them, and the stuck ones as clerks decide on them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.clock import JAPAN, now
from tomoni.base.doors import open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import MOST_ROWS, xlsx_of
from tomoni.common.people.api import SIGNED_IN, Clerk, clerk_of, person_of, seen
from tomoni.common.people.rights import RESIDENT

from .actions import NotStuck, WrongAddress, resend, settle
from .channels import channels
from .forms import DecisionForm, WishForm
from .line import LINE
from .linking import line_code, unlink_line, wish
from .models import Message, MessageQuerySet
from .queries import messages_for
from .rights import LOOKS_AFTER
from .settings import post_settings
from .ways import preference_of

State = Message.State

PER_PAGE = 30


@require_safe
@open_to(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What the city wrote to me."""
    resident = person_of(request).resident
    written = messages_for(resident) if resident else Message.objects.none()
    page = Paginator(written, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "post/mine.html", {"page": page})


@require_safe
@open_to(SIGNED_IN)
def my_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, in the language it was written in."""
    resident = person_of(request).resident
    written = messages_for(resident) if resident else Message.objects.none()
    return render(request, "post/my_message.html", {"message": get_object_or_404(written, pk=pk)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(RESIDENT)
def my_post(request: HttpRequest) -> HttpResponse:
    """How I want to hear from the city."""
    resident = person_of(request).resident
    assert resident is not None
    if request.POST.get("do") == "code":
        line_code(resident)
        return redirect("my-post")
    if request.POST.get("do") == "unlink":
        unlink_line(resident=resident)
        messages.success(request, _("LINEとのつながりを外しました。"))
        return redirect("my-post")
    kept = preference_of(resident)
    form = WishForm(request.POST if request.method == "POST" else None, resident=resident, kept=kept)
    if form.is_valid():
        wish(resident, **form.cleaned_data)
        messages.success(request, _("届け方を変えました。"))
        return redirect("my-post")
    code = kept.line_code if kept.line_code_until and kept.line_code_until > now() else ""
    context = {"form": form, "kept": kept, "code": code, "line": LINE.usable(), "quiet": post_settings().quiet}
    return render(request, "post/wishes.html", context, status=422 if form.errors else 200)


# The desk

KINDS: dict[str, tuple[Any, Callable[[], MessageQuerySet]]] = {
    "stuck": (gettext_lazy("届かなかった・分からない"), Message.objects.for_a_person),
    "waiting": (
        gettext_lazy("送るのを待っている"),
        lambda: Message.objects.filter(state__in=(State.QUEUED, State.SENDING, State.WAITING)),
    ),
    "gone": (gettext_lazy("渡した・届いた"), lambda: Message.objects.filter(state=State.SENT)),
    "settled": (gettext_lazy("片付けた"), lambda: Message.objects.exclude(settled_at=None)),
}
HEADS = (
    gettext_lazy("件名"), gettext_lazy("状態"), gettext_lazy("送り方"), gettext_lazy("だれへ"), gettext_lazy("宛先"),
    gettext_lazy("書いた日"), gettext_lazy("渡した日"), gettext_lazy("試した回数"), gettext_lazy("困ったこと"),
)  # fmt: skip


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def stuck(request: HttpRequest) -> HttpResponse:
    """Messages that did not arrive, or perhaps did; and, when asked, those that wait or have gone."""
    show = request.GET.get("show") if request.GET.get("show") in KINDS else "stuck"
    assert show is not None
    found = KINDS[show][1]().select_related("resident").order_by("written_at", "pk")
    if request.GET.get("as") == "xlsx":
        return _taken(request, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kinds = [(key, words, key == show, number().count()) for key, (words, number) in KINDS.items()]
    context = {"page": page, "rail": "messages", "kinds": kinds, "show": show, "xlsx": f"?show={show}&as=xlsx"}
    return render(request, "post/stuck.html", context)


def _taken(request: HttpRequest, found: MessageQuerySet) -> HttpResponse:
    """The list as a file. Taking personal data away is written down."""
    rows = [
        (
            one.subject, one.stands, str(channels[one.channel].title), str(one.resident or ""), one.address,
            one.written_on, one.sent_at.astimezone(JAPAN).date() if one.sent_at else None, one.attempts,
            _(one.trouble) if one.trouble else "",
        )
        for one in found[:MOST_ROWS]
    ]  # fmt: skip
    write("post.export", who=person_of(request).clerk, about=None, after={"rows": len(rows)})
    return xlsx_of([str(head) for head in HEADS], rows, name=_("通知の一覧"))


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(LOOKS_AFTER)
def stuck_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and what is to be done."""
    message = get_object_or_404(Message.objects.select_related("resident", "settled_by"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, message=message)
    clerk = clerk_of(request)
    if form.is_valid():
        try:
            _decided(message, clerk, form)
            messages.success(request, _("決めたことを記録しました。"))
            return redirect("desk-messages")
        except WrongAddress as wrong:
            form.add_error("address", _(str(wrong)))
        except NotStuck:
            messages.error(request, _("この通知は、もう片付いています。"))
            return redirect("desk-messages")
    seen(who=clerk, about=message, whose=message.resident, why=_("届かなかった通知の世話"), screen="desk-message")
    here = {"message": message, "form": form, "trouble": _(message.trouble) if message.trouble else ""}
    return render(request, "post/stuck_message.html", here | {"rail": "messages"}, status=422 if form.errors else 200)


def _decided(message: Message, clerk: Clerk, form: DecisionForm) -> None:
    facts = form.cleaned_data
    if facts["do"] == "resend":
        resend(message, clerk=clerk, why=facts["why"], address=facts.get("address", ""))
    else:
        settle(message, clerk=clerk, why=facts["why"], arrived=facts["do"] == "arrived")
