"""Handing a file out: always to be saved, never to be shown by our pages or run in their name."""

from django.http import FileResponse

from .models import StoredFile
from .naming import name_to_hand_out


def hand_out(stored: StoredFile) -> FileResponse:
    """The bytes of a file, for whoever the caller has found to be entitled to them."""
    answer = FileResponse(
        stored.path.open("rb"),
        as_attachment=True,
        filename=name_to_hand_out(stored.name, stored.type),
        content_type=stored.type.mime,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
