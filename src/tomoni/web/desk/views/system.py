"""システムの様子: is everything at work, and what waits for a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from tomoni.base.doors import open_to
from tomoni.base.journal.api import public_proof, waiting_for_a_seal
from tomoni.common.people.api import clerk_of, may, person_of
from tomoni.common.post.models import Message

from ..system import (
    RUNS,
    NotFailed,
    Queue,
    at_work,
    failed_runs,
    failed_tasks,
    messages_waiting,
    tasks_waiting,
    try_again,
)


@never_cache
@open_to(RUNS)
def system(request: HttpRequest) -> HttpResponse:
    unsealed = waiting_for_a_seal()
    context = {
        "staff": at_work(),
        "runs": failed_runs(),
        "tasks": failed_tasks(),
        "queues": [
            (_("あと仕事"), tasks_waiting()),
            (_("送る通知"), messages_waiting()),
            (_("封を待つ記録"), Queue(number=unsealed.entries, since=unsealed.since)),
        ],
        "stuck": Message.objects.for_a_person().count(),
        "may_settle": may(person_of(request), "post.look_after"),
        "proof": public_proof(),
    }
    return render(request, "desk/system.html", context)


@require_POST
@open_to(RUNS)
def again(request: HttpRequest, task: UUID) -> HttpResponse:
    """One failed task is put back into the queue."""
    try:
        try_again(task=get_object_or_404(DBTaskResult, pk=task), who=clerk_of(request))
        messages.success(request, _("やり直しに回しました。1分ほどで結果が出ます。"))
    except NotFailed:
        messages.error(request, _("この仕事は、もうやり直しています。"))
    return redirect("desk-system")
