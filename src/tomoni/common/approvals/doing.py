"""From what a clerk chose on a paper's screen to the action."""

from collections.abc import Callable

from tomoni.common.people.api import Clerk

from . import actions
from .forms import MoveForm
from .models import Paper
from .showing import Shown


def carry_out(shown: Shown, form: MoveForm) -> Paper:
    """Do what was chosen; the paper as it stands afterwards. Refusals come as NotPossible."""
    chosen, facts = form.chosen, form.cleaned_data
    assert chosen is not None
    paper, clerk = shown.paper, shown.clerk
    said = {"reason": facts.get("reason", ""), "seen": facts["seen"]}
    cell = next((cell for cell in shown.places if cell.pk == facts.get("cell")), None)
    to = next((cell for cell in shown.ways_back if str(cell.pk) == facts.get("to")), None)

    def seal(*, agrees: bool = True, conditional: bool = False) -> Paper:
        return actions.seal(
            paper,
            clerk=clerk,
            note=said["reason"],
            cell=cell,
            seen=said["seen"],
            agrees=agrees,
            conditional=conditional,
        )

    ways: dict[str, Callable[[], Paper]] = {
        "seal": seal,
        "condition": lambda: seal(conditional=True),
        "disagree": lambda: seal(agrees=False),
        "decide_for": lambda: actions.decide_for(paper, clerk=clerk, **said),
        "decide_urgent": lambda: actions.decide_for(paper, clerk=clerk, urgent=True, **said),
        "raise_up": lambda: actions.raise_up(paper, clerk=clerk, **said),
        "pass_over": lambda: actions.pass_over(paper, clerk=clerk, **said),
        "send_back": lambda: actions.send_back(paper, clerk=clerk, to=to, **said),
        "reject": lambda: actions.reject(paper, clerk=clerk, **said),
        "review": lambda: _reviewed(form, clerk),
        "read": lambda: _read(form, clerk),
        "put_up": lambda: actions.put_up(paper, clerk=clerk),
        "pull_back": lambda: actions.pull_back(paper, clerk=clerk),
        "withdraw": lambda: actions.withdraw(paper, clerk=clerk, reason=said["reason"]),
    }

    return ways[chosen.do]()


def _reviewed(form: MoveForm, clerk: Clerk) -> Paper:
    assert form.panel.later is not None
    return actions.review(form.panel.later, clerk=clerk).seal.cell.paper


def _read(form: MoveForm, clerk: Clerk) -> Paper:
    assert form.panel.reading is not None
    return actions.read(form.panel.reading, clerk=clerk).paper
