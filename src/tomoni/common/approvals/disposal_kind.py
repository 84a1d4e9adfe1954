"""The paper by which a yearly list of disposal is decided."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .actions import disposing
from .kinds import kind
from .models import DisposalList, Paper


def _matter(paper: Paper) -> str:
    return reverse("desk-records-list", args=[paper.about.fiscal_year]) if isinstance(paper.about, DisposalList) else ""


kind(
    disposing.KIND,
    _("移管・廃棄の目録"),
    on_decided=disposing.decided,
    on_rejected=disposing.not_decided,
    on_withdrawn=disposing.not_decided,
    follows=_("目録のとおりに移管・廃棄できるようになります"),
    own_words=False,
    matter=_matter,
    file_class="A1-03",
)
