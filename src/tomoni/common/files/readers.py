"""Who may open a file about something: each ring says it for its own models.

    @opens_files_about("cases.case")
    def reads_case(person: Person, case: Case) -> bool: ...

The owner of a file may always open it; nobody else may, unless a rule says so.
"""

from collections.abc import Callable
from typing import Any

from tomoni.base.catalogue import Catalogue
from tomoni.common.people.api import Person

Rule = Callable[[Person, Any], bool]
rules: Catalogue[Rule] = Catalogue("rule for opening files")


def opens_files_about(model_label: str) -> Callable[[Rule], Rule]:
    """Declare who may open files about things of one model, named as in `cases.case`."""

    def keep(rule: Rule) -> Rule:
        return rules.add(model_label, rule)

    return keep
