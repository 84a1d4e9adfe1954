"""Any form, with anything typed into it: a page, never a failure; and nothing that was typed is lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.engines.cases import ask
from tomoni.engines.cases.building import actions, editing
from tomoni.engines.cases.building.content import blank, steps_of
from tomoni.engines.cases.filling import NOT_TYPED, form_of
from tomoni.engines.cases.forms import StepForm, judged
from tomoni.engines.cases.kinds import kinds
from tomoni.engines.cases.live import live
from tomoni.engines.cases.models import BuiltVersion, Draft, FormDefinition
from tomoni.engines.cases.questions import Question, Rule, Step

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANYTHING = st.text(max_size=12) | st.sampled_from(
    [
        "はい",
        "yes",
        "no",
        "bank",
        "yucho",
        "令和",
        "3",
        "１２",
        "2026-11-24",
        "あずみ",
        "399-8205",
        "36.3,137.9",
        "1万2千円",
    ]
)
OPTIONS = (("a", "あ"), ("b", "い"))
LINES = [
    "q0 == yes",
    "q0 != 'a'",
    "given(q0)",
    "q0 > 3",
    "count(q0) > 1",
    "sum(q0, r) < 5",
    "age(q0) >= 18",
    "x",
    "((",
    "",
]
QUESTIONS = st.builds(
    lambda kind, required, flagged, line, least: {
        "kind": kind, "required": required, "flagged": flagged, "only_if": line, "least": least,
        "options": OPTIONS, "rows": (ask.text("r", "行"), ask.born_on("b", "日", required=False)),
    },
    st.sampled_from(sorted(kinds)), st.booleans(), st.booleans(), st.sampled_from(LINES),
    st.none() | st.integers(0, 3),
)  # fmt: skip


def _form(drawn: list[dict[str, Any]]) -> Step:
    rows = [Question(key=f"q{place}", label=f"問い{place}", **more) for place, more in enumerate(drawn)]
    return Step("ページ", *rows)


def _names(step: Step) -> list[str]:
    """Every name that the page sends."""
    parts = ("", "_era", "_year", "_month", "_day", "_public", "-rows", "-0-r", "-0-b_era", "-0-b_year", "-1-r")
    form = StepForm(step, {})
    return [f"{name}{part}" for name in form.fields for part in parts]


@settings(max_examples=120)
@given(st.lists(QUESTIONS, min_size=1, max_size=5), st.data())
def test_any_form_takes_anything_and_shows_it_again(
    example_city: Any, drawn: list[dict[str, Any]], data: st.DataObject
) -> None:
    step = _form(drawn)
    rules = tuple(Rule("q0", line, "だめ") for line in LINES)
    sent = QueryDict(mutable=True)
    for name in _names(step):
        if data.draw(st.booleans()):
            sent.setlist(name, data.draw(st.lists(ANYTHING, min_size=1, max_size=2)))
    form = StepForm(step, {}, sent)
    form.is_valid()
    shown = "".join(str(bound.as_field_group()) for bound, _question in form.rows())
    live(form, rules, {})
    judged(step.questions, form.kept)
    again = StepForm(step, form.kept)
    "".join(str(bound.as_field_group()) for bound, _question in again.rows())
    for name, bound in ((each.html_name, each) for each, _question in form.rows()):
        if bound.field.widget.__class__.__name__ == "TextInput" and (typed := sent.get(name, "")).isalnum():
            assert typed in shown, name


@settings(max_examples=60)
@given(st.lists(QUESTIONS, min_size=1, max_size=4), st.dictionaries(st.sampled_from(["q0", "q1", "q2"]), st.none()
       | st.booleans() | st.integers() | ANYTHING | st.lists(ANYTHING | st.dictionaries(ANYTHING, ANYTHING), max_size=2)))  # fmt: skip
def test_answers_of_another_time_bring_no_form_down(
    example_city: Any, drawn: list[dict[str, Any]], kept: dict[str, Any]
) -> None:
    step = _form(drawn)
    judged(step.questions, kept)
    "".join(str(bound.as_field_group()) for bound, _question in StepForm(step, kept).rows())


@pytest.fixture
def household(example_city: Any) -> str:
    """A published form with rows, a place, an address and a file; its key."""
    clerk = example_city.clerk("general-staff")
    content = blank("世帯の届出", kind="NOTIFICATION", sign="世")
    for kind, label in (("members", "家族"), ("map_point", "場所"), ("address", "住所"), ("files", "書類")):
        editing.add_row(content, kind, label)
    built = actions.build(content, who=clerk)
    version = actions.put_up(built, who=clerk)
    BuiltVersion.objects.filter(pk=version.pk).update(state="PUBLISHED", published_at=version.asked_at)
    return built.key


def test_buttons_of_a_page_keep_what_is_typed_and_call_nothing_wrong(client: Client, household: str) -> None:
    first = reverse("procedure-apply", args=[household])
    typed = {"q1-rows": "1", "q1-0-r1": "安曇 ほたる", "q1-0-r1_kana": "あずみ"}
    page = client.post(first, typed | {"more": "q1"}, follow=True).content.decode()
    assert "2番目" in page
    assert 'value="安曇 ほたる"' in page
    assert "直してください" not in page
    step = reverse("draft-step", args=[Draft.objects.get().token, 1])
    two = typed | {"q1-rows": "2", "q1-1-r1": "安曇 そら"}
    page = client.post(step, two | {"less": "q1:1"}, follow=True).content.decode()
    assert 'value="安曇 そら"' in page
    assert "安曇 ほたる" not in page
    page = client.post(step, typed | {"map:q2_point.x": "140", "map:q2_point.y": "100"}, follow=True).content.decode()
    assert "36.4" in page or "36.5" in page
    assert "直してください" not in page


def test_a_file_can_be_opened_after_going_on_elsewhere(client: Client, household: str, tmp_path: Any) -> None:
    paper = SimpleUploadedFile("会則.pdf", PDF)
    client.post(reverse("procedure-apply", args=[household]), {"q4": paper, "q1-rows": "1"})
    draft = Draft.objects.get()
    (pk,) = draft.answers["q4"]
    phone = Client()
    address = reverse("draft-file", args=[draft.token, pk])
    assert phone.get(address).status_code == 302
    page = phone.post("/procedures/resume/", {"code": draft.code}, follow=True).content.decode()
    assert address in page
    answer = phone.get(address)
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]) == PDF


def _long(number: int) -> FormDefinition:
    content = blank("長い届出", kind="NOTIFICATION", sign="長")
    for place in range(number):
        editing.add_row(content, "number", f"数{place}")
    for place in range(2, number + 1):
        content["rows"][place - 1]["only_if"] = f"q{place - 1} > 1"
        editing.add_rule(content, at=f"q{place}", must=f"q{place} >= q1", says="小さい")
    steps = [step.as_data() for step in steps_of(content)]
    told = content | {"steps": steps, "names_case": "", "mails_to": ""}
    return FormDefinition.objects.create(key="clubs.change", version=100 + number, digest=str(number), content=told)


def test_the_queries_of_a_page_do_not_grow_with_its_questions(client: Client, example_city: Any) -> None:
    counts = []
    for number in (10, 100):
        draft = Draft.objects.create(definition=_long(number), expires_on="2999-01-01")
        client.post("/procedures/resume/", {"code": draft.code})
        address = reverse("draft-step", args=[draft.token, 1])
        answers = {f"q{place}": str(place + 1) for place in range(1, number + 1)}
        client.post(address, answers)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
            client.post(address, answers | {"q1": "x"})
        counts.append(len(queries))
        draft.refresh_from_db()
        assert not NOT_TYPED & set(draft.unfinished["1"])
        assert form_of(draft, 1).errors
    assert counts[0] == counts[1] <= 25
