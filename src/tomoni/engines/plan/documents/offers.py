"""What the reading of documents hangs into the house: a duty, an item of the desk, the files it takes."""

from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import rail
from tomoni.common.files.api import MEGABYTE, opens_files_about, purpose
from tomoni.common.files.types import DOCX, PDF, TXT
from tomoni.common.people.api import Person, declare_duty, duty, may

from ..models import PlanDocument

declare_duty("plan.keep", _("計画の文書の読み込み"))
KEEP = duty("plan.keep")
PURPOSE = purpose("plan.document", _("計画の文書"), types=(TXT, DOCX, PDF), most_bytes=60 * MEGABYTE)
rail("plan-documents", _("計画の文書"), "desk-plan-documents", right=KEEP)


@opens_files_about("plan.plandocument")
def reads_document(person: Person, document: PlanDocument) -> bool:
    """Whoever reads plans in may open what they were read from."""
    return may(person, "plan.keep")
