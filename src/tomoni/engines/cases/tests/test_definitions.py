"""What a procedure asks becomes a stored version; a case keeps the one it began with."""

import pytest

from tomoni.engines.cases import ask, definitions
from tomoni.engines.cases.actions import begin, submit
from tomoni.engines.cases.definitions import NoSuchPost, content_of, definition_of, route_of, sync_procedures
from tomoni.engines.cases.models import Case, FormDefinition
from tomoni.engines.cases.questions import Question, Step
from tomoni.engines.cases.settings import Overlay

from . import toys

pytestmark = pytest.mark.django_db


def test_the_same_declaration_is_one_version_however_often_it_is_stored():
    assert definition_of(toys.registration) == definition_of(toys.registration)
    assert definition_of(toys.registration).version == 1


def test_a_changed_declaration_is_the_next_version_and_the_old_case_keeps_its_own(monkeypatch):
    case = submit(begin(toys.registration, answers=toys.FIREFLIES))
    monkeypatch.setattr(toys.registration, "asks", (*toys.registration.asks, ask.text("motto", "合言葉")))
    assert definition_of(toys.registration).version == 2
    assert "motto" not in Case.objects.get(pk=case.pk).answers
    monkeypatch.undo()
    assert definition_of(toys.registration).version == 1


def test_questions_survive_the_way_into_the_database_and_back():
    stored = FormDefinition.objects.get(pk=definition_of(toys.registration).pk)
    assert stored.steps == toys.registration.steps
    assert [question.key for question in stored.questions][:3] == ["name", "field", "other_field"]


def test_a_bare_question_is_a_page_of_its_own():
    assert toys.change.steps == (Step("新しい名前", toys.change.asks[0]),)


def test_what_the_city_sets_stands_over_the_declaration(monkeypatch):
    overlay = Overlay(answer_within=7, route=("mayor",), criteria=("市の決まり",))
    monkeypatch.setattr(definitions, "overlay_of", lambda service, name: overlay)
    content = content_of(toys.registration)
    assert (content["answer_within"], content["criteria"], content["fee"]) == (7, ["市の決まり"], "無料")
    assert [post.key for post in route_of(toys.registration)] == ["mayor"]


def test_a_route_over_a_post_that_does_not_exist_is_named(monkeypatch):
    monkeypatch.setattr(definitions, "overlay_of", lambda service, name: Overlay(route=("wizard",)))
    with pytest.raises(NoSuchPost) as missing:
        route_of(toys.registration)
    assert missing.value.post == "wizard"


def test_all_procedures_can_be_stored_at_once():
    assert {definition.key for definition in sync_procedures()} >= {"clubs.registration", "clubs.change"}


@pytest.mark.parametrize(
    ("condition", "answers", "asked"),
    [
        ({}, {}, True),
        ({"a": "x"}, {"a": "x"}, True),
        ({"a": "x"}, {"a": "y"}, False),
        ({"a": "x"}, {}, False),
        ({"a": ("x", "y")}, {"a": "y"}, True),
        ({"a": "x"}, {"a": ["z", "x"]}, True),
        ({"a": True}, {"a": False}, False),
        ({"a": "x", "b": "y"}, {"a": "x", "b": "n"}, False),
    ],
)
def test_a_condition_lets_a_question_be_asked(condition, answers, asked):
    assert Question(key="q", kind="text", label="", only_if=condition).is_asked(answers) is asked
