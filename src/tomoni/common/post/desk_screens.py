"""Letters at the desk: those that wait for an envelope, and mailings to many."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tomoni.base.clock import today
from tomoni.base.doors import open_to
from tomoni.base.journal.api import write
from tomoni.base.sheets import MOST_BYTES, NotASheet, Sheet, csv_of, read_sheet
from tomoni.common.people.api import Clerk, clerk_of, seen

from .forms import WHY_NO_LIST, WHY_NO_SHEET, MailingForm
from .letters import AT_A_TIME, came_back, posted, print_waiting
from .mailings import MANIFEST, WrongList, begin_mailing, go_on, manifest, path_of, progress, stop
from .models import Mailing, MailingBundle, Message
from .rights import LOOKS_AFTER

PER_PAGE = 50
FIRST_FEW = 10


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def letters(request: HttpRequest) -> HttpResponse:
    """Letters to print, to post, and those that may still come back."""
    waiting = Message.objects.letters_to_post().select_related("resident")
    gone = Message.objects.filter(channel=Message.LETTER, state=Message.State.SENT, returned_at=None)
    page = Paginator(gone.select_related("resident").order_by("-sent_at", "-pk"), PER_PAGE)
    context = {
        "to_print": list(waiting.filter(printed_at=None)[:AT_A_TIME]),
        "to_post": list(waiting.filter(printed_at__isnull=False)[:AT_A_TIME]),
        "page": page.get_page(request.GET.get("page")),
        "rail": "messages",
    }
    return render(request, "post/letters.html", context)


@never_cache
@require_POST
@open_to(LOOKS_AFTER)
def letters_act(request: HttpRequest, what: str) -> HttpResponse:
    """Print the chosen ones, or say that they were posted or came back."""
    if what not in ("print", "posted", "back"):
        raise Http404
    chosen = Message.objects.filter(pk__in=[pk for pk in request.POST.getlist("letter") if pk.isdecimal()])
    clerk = clerk_of(request)
    if what == "print":
        found = list(chosen.letters_to_post().select_related("resident")[:AT_A_TIME])
        if found:
            return _printed(found, clerk)
    elif what == "posted":
        messages.success(request, _("%(number)d通を、出したことにしました。") % {"number": posted(chosen, clerk=clerk)})
        return redirect("desk-letters")
    elif number := came_back(chosen, clerk=clerk, why=_("郵便で戻ってきた")):
        messages.success(request, _("%(number)d通が戻ってきたことを記録しました。") % {"number": number})
        return redirect("desk-messages")
    messages.error(request, _("手紙を選んでください。"))
    return redirect("desk-letters")


def _printed(found: list[Message], clerk: Clerk) -> HttpResponse:
    for one in found:
        seen(who=clerk, about=one, whose=one.resident, why=_("手紙の印刷"), screen="desk-letters")
    answer = HttpResponse(print_waiting(found, clerk=clerk).pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letters.pdf"'
    return answer


# Mailings


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def mailings(request: HttpRequest) -> HttpResponse:
    """Letters to many, the newest first, with how far each is."""
    page = Paginator(progress(Mailing.objects.all()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "post/mailings.html", {"page": page, "rail": "messages"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(LOOKS_AFTER)
def mailing_new(request: HttpRequest) -> HttpResponse:
    """A text and a list; what is wrong with them is said before anything is printed."""
    form = MailingForm(request.POST, request.FILES) if request.method == "POST" else MailingForm()
    if request.method != "POST":
        form.initial["dated"] = today()
    if form.is_valid():
        made = _begun(form, clerk_of(request))
        if made is not None:
            messages.success(request, _("印刷を始めました。できた束から受け取れます。"))
            return redirect("desk-mailing", made.pk)
    context = {"form": form, "rail": "messages"}
    return render(request, "post/mailing_new.html", context, status=422 if form.is_bound else 200)


def _begun(form: MailingForm, clerk: Clerk) -> Mailing | None:
    given = dict(form.cleaned_data)
    try:
        sheet = _sheet(given.pop("file"))
        return begin_mailing(sheet=sheet, clerk=clerk, invented=settings.DEMO, **given)
    except NotASheet as wrong:
        form.add_error("file", str(WHY_NO_SHEET[wrong.why]))
    except WrongList as wrong:
        told = "、".join(str(one) for one in wrong.told[:FIRST_FEW]) + ("…" if len(wrong.told) > FIRST_FEW else "")
        form.add_error("text" if wrong.why == "places" else "file", WHY_NO_LIST[wrong.why] % {"told": told})
    return None


def _sheet(file: Any) -> Sheet:
    if file.size > MOST_BYTES:
        raise NotASheet("large")
    return read_sheet(file.read())


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and the bundles that are ready."""
    found = get_object_or_404(progress(Mailing.objects.filter(pk=pk)))
    page = Paginator(found.bundles.defer("rows", "replaced"), PER_PAGE).get_page(request.GET.get("page"))
    left = found.parts - found.parts_done  # type: ignore[attr-defined]  # the query counts both
    context = {"mailing": found, "page": page, "rail": "messages", "left": left}
    return render(request, "post/mailing.html", context)


@never_cache
@require_POST
@open_to(LOOKS_AFTER)
def mailing_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Stop the printing, or go on with it."""
    found = get_object_or_404(Mailing, pk=pk, erased_at=None)
    if what == "stop":
        stop(found, clerk=clerk_of(request))
        messages.success(request, _("印刷を止めました。"))
    elif what == "go-on":
        go_on(found, clerk=clerk_of(request))
        messages.success(request, _("続きを印刷します。"))
    else:
        raise Http404
    return redirect("desk-mailing", pk)


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def mailing_bundle(request: HttpRequest, pk: int, place: int) -> HttpResponseBase:
    """One bundle as PDF. Taking it away is written down."""
    bundle = get_object_or_404(MailingBundle, mailing=pk, place=place, printed_at__isnull=False)
    path = path_of(bundle)
    if not path.exists():
        raise Http404
    write("post.mailing-take", who=clerk_of(request), about=bundle.mailing, after={"bundle": place})
    return FileResponse(path.open("rb"), content_type="application/pdf", filename=f"{pk}-{path.name}")


@never_cache
@require_safe
@open_to(LOOKS_AFTER)
def mailing_manifest(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of what lies where, for whoever puts letters into envelopes."""
    found = get_object_or_404(Mailing, pk=pk, erased_at=None)
    write("post.mailing-take", who=clerk_of(request), about=found, after={"manifest": True})
    return csv_of(MANIFEST, manifest(found), name=_("手紙の一覧"))
