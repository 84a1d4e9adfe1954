"""The worker's part: a document is read page by page, and says how far it is."""

from time import monotonic

from django.tasks import task

from tomoni.base import clock

from ..models import PlanDocument

EVERY_SECONDS = 1.0


@task()
def read_document(pk: int) -> str:
    """Read a document that waits. Handed over twice, it is read once."""
    from .actions import take_in  # the actions hand over to this task

    begun = PlanDocument.objects.filter(pk=pk, state=PlanDocument.State.WAITING)
    if not begun.update(state=PlanDocument.State.READING):
        return "not waiting"
    document = PlanDocument.objects.select_related("file", "onto").get(pk=pk)
    return take_in(document, when=clock.now(), progress=_Progress(pk)).state


class _Progress:
    """Writes the pages down, at most once a second: another process shows them."""

    def __init__(self, pk: int) -> None:
        self.pk, self.last = pk, 0.0

    def __call__(self, done: int, of: int) -> None:
        if done == of or monotonic() - self.last >= EVERY_SECONDS:
            self.last = monotonic()
            PlanDocument.objects.filter(pk=self.pk).update(pages_done=done, pages=of)
