"""Messages as residents read them, and the stuck ones as clerks decide on them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.base.doors import open_to
from tomoni.common.people.api import SIGNED_IN, Clerk, person_of, seen

from .actions import NotStuck, WrongAddress, resend, settle
from .forms import DecisionForm
from .models import Message
from .queries import messages_for
from .rights import LOOKS_AFTER

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


@require_safe
@open_to(LOOKS_AFTER)
def stuck(request: HttpRequest) -> HttpResponse:
    """Messages that did not arrive, or perhaps did."""
    waiting = Message.objects.for_a_person().select_related("resident").order_by("written_at", "pk")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "post/stuck.html", {"page": page, "rail": "messages"})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(LOOKS_AFTER)
def stuck_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and what is to be done."""
    message = get_object_or_404(Message.objects.select_related("resident", "settled_by"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, message=message)
    clerk = person_of(request).clerk
    assert clerk is not None
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
        resend(message, clerk=clerk, why=facts["why"], address=facts["address"])
    else:
        settle(message, clerk=clerk, why=facts["why"], arrived=facts["do"] == "arrived")
