"""Every pack: its examples are a complete application that reaches its end; what is missing or wrong is said in words."""

import pytest
from django.utils.translation import override

from tomoni.common.people.api import PROVEN
from tomoni.engines.cases.api import Case, begin, propose, submit
from tomoni.engines.cases.api import packs as engine
from tomoni.services.online_procedures import service

from .conftest import answers_of, filed

pytestmark = pytest.mark.django_db
KEYS = sorted(service.packs)


def refused(key: str, answers: dict) -> dict[str, str]:
    with pytest.raises(engine.NotComplete) as not_complete:
        submit(begin(service.procedures[key], answers=answers), shown=PROVEN)
    return dict(not_complete.value.errors)


@pytest.mark.parametrize("key", KEYS)
def test_a_pack_is_filed_with_its_examples_and_reaches_its_end(key, example_city, monkeypatch):
    monkeypatch.setattr(service.procedures[key], "route", ())
    clerk, case = example_city.clerk("centre-staff"), filed(key)
    if case.kind == Case.Kind.NOTIFICATION:
        engine.accept(case, who=clerk)
    else:
        propose(case, outcome="GRANT", who=clerk)
    case.refresh_from_db()
    assert case.state in (Case.State.ACCEPTED, Case.State.GRANTED)
    assert case.subject, "lists call it something"


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_answer_is_refused_with_words(key):
    answers = answers_of(key)
    asked = [one for step in service.procedures[key].steps for one in step.questions if one.is_asked(answers)]
    for question in [one for one in asked if one.required][:3]:
        errors = refused(key, {name: said for name, said in answers.items() if not name.startswith(question.key)})
        assert any(name.startswith(question.key) and words for name, words in errors.items())


@pytest.mark.parametrize("key", [key for key in KEYS if service.packs[key].rules])
def test_what_is_known_to_go_wrong_is_refused_in_three_languages(key):
    pack = service.packs[key]
    for rule in pack.rules:
        answers = answers_of(key) | engine.wrong_answers(pack, rule.refuses, service.library)
        with override("ja"):
            assert refused(key, answers) == {rule.at: rule.says.ja}
        with override("en"):
            assert refused(key, answers) == {rule.at: rule.says.en}


def test_one_japanese_text_is_told_in_one_way():
    assert service.library.clashes == []


def test_signs_are_one_procedures_own():
    signs = [pack.sign for pack in service.packs.values()]
    assert len(signs) == len(set(signs))


def test_every_group_of_questions_is_used():
    used = {step.group for pack in service.packs.values() for step in pack.steps}
    assert set(service.library.groups) - used == set()


def test_there_are_at_least_sixty_and_all_of_the_national_list():
    assert len(service.packs) >= 60
    national = [pack for pack in service.packs.values() if "特に国民の利便性向上に資する手続(31)" in pack.lists]
    assert len(national) == 27


def test_a_number_of_days_that_nobody_has_confirmed_is_promised_nowhere(client, example_city):
    case = filed("ninshin-todoke")
    assert not case.promises_a_day
    for address in (f"/cases/{case.token}/", f"/cases/{case.token}/receipt/"):
        page = client.get(address).content.decode()
        assert "日数は、担当課がまだ決めていません。" in page
        assert "までに結果" not in page
        assert "開庁日のうち" not in page
