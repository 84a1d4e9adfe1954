"""The proof of the journal, for everybody: a line to note down, and what is needed to hold the city to it later."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tomoni.base import clock
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.journal.api import Proof, Waiting, chain_from, public_proof, waiting_for_a_seal

SEALS_IN_A_FILE = 5000
SEALED_WITHIN = timedelta(minutes=5)  # the clockwork seals in every minute; later than this something is wrong
CHECKER = Path(__file__).with_name("check_proof.py")


@dataclass(frozen=True)
class Shown:
    """The newest proof, and whether what was written since is being sealed in time."""

    proof: Proof | None
    waiting: Waiting

    @property
    def line(self) -> str:
        """What to note down: the form that `check_proof.py` and `journal verify --noted` read."""
        return f"{self.proof.seal} {self.proof.root}" if self.proof else ""

    @property
    def sealed_on(self) -> date | None:
        return timezone.localdate(self.proof.at) if self.proof else None

    @property
    def late(self) -> bool:
        return self.waiting.since is not None and self.waiting.since < clock.now() - SEALED_WITHIN


@open_to(PUBLIC)
def proof(request: HttpRequest) -> HttpResponse:
    """What it proves, what it does not, how to check it, and how fresh it is."""
    shown = Shown(public_proof(), waiting_for_a_seal())
    context = {"shown": shown, "many": SEALS_IN_A_FILE, "minutes": int(SEALED_WITHIN.total_seconds() // 60)}
    return render(request, "public/proof.html", context)


@open_to(PUBLIC)
def proof_json(request: HttpRequest) -> HttpResponse:
    """The same for machines: whoever fetches it daily holds the city to it daily."""
    shown = Shown(public_proof(), waiting_for_a_seal())
    newest = shown.proof
    return JsonResponse(
        {
            "seal": newest.seal if newest else None,
            "entries": newest.entries if newest else 0,
            "at": newest.at.isoformat() if newest else None,
            "proof": newest.root if newest else None,
            "line": shown.line,
            "waiting": shown.waiting.entries,
            "waiting_since": shown.waiting.since.isoformat() if shown.waiting.since else None,
            "late": shown.late,
            "seals": settings.ORIGIN + reverse("proof-seals"),
            "checker": settings.ORIGIN + reverse("proof-checker"),
        }
    )


@open_to(PUBLIC)
def seals(request: HttpRequest) -> HttpResponse:
    """The chain from a seal on (`?from=123`), at most so many of them, and where the rest can be had."""
    asked = request.GET.get("from", "1")
    first = max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 1
    chain = chain_from(first, SEALS_IN_A_FILE)
    rest = chain[-1]["number"] + 1 if len(chain) == SEALS_IN_A_FILE else None
    more = f"{settings.ORIGIN}{reverse('proof-seals')}?from={rest}" if rest else None
    answer = JsonResponse({"seals": chain, "next": more})
    answer.headers["Content-Disposition"] = f'attachment; filename="seals-{first}.json"'
    return answer


@open_to(PUBLIC)
def checker(request: HttpRequest) -> HttpResponse:
    """One file of Python that computes the chain anew, on a machine without a network."""
    answer = HttpResponse(CHECKER.read_text(encoding="utf-8"), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="check_proof.py"'
    return answer
