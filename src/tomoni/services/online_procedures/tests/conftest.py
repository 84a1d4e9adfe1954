"""Situations of a pack: somebody files it with its example answers, a clerk of its field deals with it."""

import pytest

from tomoni.common.people.api import PROVEN, PostDuty
from tomoni.engines.cases.api import Case, begin, submit
from tomoni.engines.cases.api import packs as engine
from tomoni.services.online_procedures import service


@pytest.fixture(autouse=True)
def _charged(example_city) -> None:
    """The centre's staff examine every field."""
    post = example_city.post("centre-staff")
    for field in service.library.lists.fields:
        PostDuty.objects.get_or_create(post=post, duty=service.examines(field))


def answers_of(key: str) -> dict:
    """The example answers of a pack; a file that must be there is one that is."""
    return engine.example_answers(service.packs[key], service.library)


def filed(key: str, **answers) -> Case:
    draft = begin(service.procedures[key], answers=answers_of(key) | answers)
    return submit(draft, shown=PROVEN)
