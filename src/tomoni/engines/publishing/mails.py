"""Mails about what waits to be published: Wagtail says who and what, the post carries them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from tomoni.base import clock
from tomoni.common.people.api import charged_with, posts_of
from tomoni.common.post.api import send

from .writing import RELEASE, align, reach_of


class ByPost:
    """In place of Wagtail's own sending: one message for each recipient, written in the transaction of the act."""

    notification: str

    def __call__(self, instance: Any = None, **said: Any) -> bool:
        return bool(super().__call__(instance, thing=instance, **said))  # type: ignore[misc]

    def send_emails(
        self, template_set: Mapping[str, str], context: dict[str, Any], recipients: Iterable[Any], **said: Any
    ) -> bool:
        thing = said["thing"]
        for one in sorted(recipients, key=lambda recipient: recipient.pk):
            language = one.wagtail_userprofile.get_preferred_language()
            with override(language):
                words = context | {"user": one}
                subject = render_to_string(template_set["subject"], words).strip()
                body = render_to_string(template_set["text"], words).strip()
            send(
                to=one.email, kind="publishing.workflow", subject=subject, body=body, language=language,
                key=f"publishing:{self.notification}:{thing._meta.model_name}:{thing.pk}:{one.pk}",
            )  # fmt: skip
        return True


class TaskSubmitted(ByPost, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """To whoever releases there by today's posts, also when they have never opened the editor since they hold them."""

    def get_recipient_users(self, task_state: Any, **said: Any) -> Any:
        today = clock.today()
        for clerk in charged_with(RELEASE, today):
            if clerk.account is not None:
                align(clerk.account, reach_of(posts_of(clerk, today)))
        return super().get_recipient_users(task_state, **said)


class Submitted(ByPost, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class Approved(ByPost, mail.WorkflowStateApprovalEmailNotifier):
    pass


class Rejected(ByPost, mail.WorkflowStateRejectionEmailNotifier):
    pass


# Each signal with what Wagtail hangs on it, and what stands there instead.
INSTEAD = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", TaskSubmitted()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", Submitted()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Rejected()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
)


def take_over() -> None:
    """Put ours in the place of Wagtail's, under its own name: whichever is hung up first, ours stays."""
    for signal, sender, name, ours in INSTEAD:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(ours, sender=sender, dispatch_uid=name)
