"""Who looks after messages that did not arrive."""

from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import declare_duty, duty

DUTY = declare_duty("post.look_after", _("届かなかった通知の世話"))
LOOKS_AFTER = duty(DUTY.key)
