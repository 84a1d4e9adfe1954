"""Who may work with money: taking it and calling it off is one duty, sending it back another."""

from django.utils.translation import gettext_lazy as _

from tomoni.common.people.api import declare_duty, duty

KEEP = declare_duty("money.keep", _("料金の請求と入金の扱い"))
REFUND = declare_duty("money.refund", _("返金を認めること"))
KEEPS_MONEY = duty(KEEP.key)
REFUNDS = duty(REFUND.key)
