from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Approvals(AppConfig):
    name = "tomoni.common.approvals"
    verbose_name = _("起案・決裁")

    def ready(self) -> None:
        """The desk's menu leads to the papers; their readers may open what is enclosed."""
        from tomoni.base.design import frame
        from tomoni.common.people.api import STAFF
        from tomoni.common.people.waiting import count_on_desk

        from . import (
            disposal_kind,  # noqa: F401 (it declares the paper by which disposal is decided)
            records,  # noqa: F401 (it declares a duty)
            rights,
        )

        frame.rail(
            "approvals",
            _("起案・決裁"),
            "desk-approvals",
            count=lambda request: count_on_desk(request, "approvals"),
            right=STAFF,
            place=20,
        )
        assert rights.READS_PAPER
