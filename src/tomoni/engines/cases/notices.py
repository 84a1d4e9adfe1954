"""The decision as the applicant gets it, and the draft of it that goes round the city hall."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.clock import wareki
from tomoni.common.approvals.api import next_number

from .clock import day_of
from .definitions import section_of
from .models import Case, Notice, Outcome, Proposal
from .reasons import NoReasons, Reasons
from .remedies import is_disposition, open_point, remedies_for
from .remedy_variants import variants


class NoRemedies(Exception):
    """A decision that can be fought says how, or it does not leave (行政不服審査法 第82条)."""


def issue(case: Case, outcome: Outcome, *, on: date, reasons: Reasons, words: str = "") -> Notice:
    """The notice of a decision: numbered, dated, with remedies, a refusal with reasons too. Always in Japanese."""
    variant = case.definition.content["remedies"]
    refused = outcome == Outcome.REFUSE
    if refused and not reasons.given:
        raise NoReasons(case)
    remedies = remedies_for(variant, on) if refused or is_disposition(variant) else None
    if remedies is not None and not remedies.text.strip():
        raise NoRemedies(variant)
    with override("ja"):
        return Notice.objects.create(
            case=case,
            number=_number(case, on),
            outcome=outcome,
            issued_on=on,
            addressee=case.subject,
            title=_("%(procedure)sについて（通知）") % {"procedure": case.definition.content["title"]},
            body=_body(case, outcome, words),
            article=reasons.article,
            facts=reasons.facts,
            reasoning=reasons.reasoning,
            remedies=remedies.text if remedies else "",
            appeal_by=remedies.appeal_by if remedies else None,
        )


def _number(case: Case, on: date) -> str:
    section = section_of(case.procedure)
    mark = section.mark if section else ""
    return next_number("notices", on, mark=mark, pattern="{year}{mark}第{number}号" if mark else "{year}第{number}号")


def _body(case: Case, outcome: Outcome, words: str) -> str:
    told = {
        "day": wareki(day_of(case.arrived_at)),
        "number": case.number,
        "procedure": case.definition.content["title"],
        "city": the_city().name,
    }
    if outcome == Outcome.GRANT:
        said = _("%(day)sに届いた申請（%(procedure)s、受付番号 %(number)s）について、申請のとおり認めます。") % told
    else:
        said = _("%(day)sに届いた申請（%(procedure)s、受付番号 %(number)s）は、次の理由により認めません。") % told
    return f"{said}\n\n{words}".strip()


def paper_text(proposal: Proposal, case: Case) -> str:
    """What those who decide read: what is proposed, why, and the words that will go out."""
    outcome = Outcome(proposal.outcome)
    parts = [
        _("この申請を「%(outcome)s」としてよいか伺います。") % {"outcome": outcome.label},
        *([_("根拠：%(article)s") % {"article": proposal.article}] if proposal.article else []),
        *([_("認めた事実：%(facts)s") % {"facts": proposal.facts}] if proposal.facts else []),
        *([_("理由：%(reasoning)s") % {"reasoning": proposal.reasoning}] if proposal.reasoning else []),
        _("通知の文（案）"),
        _body(case, outcome, proposal.words),
        *_remedies_told(case.definition.content["remedies"]),
    ]
    return "\n\n".join(parts)


def _remedies_told(variant: str) -> list[str]:
    """Whoever decides reads which remedies the notice will name, and what of them nobody has looked up yet."""
    told = [_("教示：%(remedies)s") % {"remedies": variants[variant].title}]
    if point := open_point(variant):
        told.append(_("教示で、まだ確かめていないこと：%(point)s") % {"point": point})
    return told
