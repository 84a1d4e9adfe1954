"""The same text as text, as Word and as a PDF in two columns is the same draft."""

import json
import re

import pytest

from tomoni.engines.plan.documents.draft import Draft
from tomoni.engines.plan.documents.reading import read_plan

from .goal6 import goal6
from .rendering import as_pdf, as_word

pytestmark = pytest.mark.truth


def said(draft: Draft) -> str:
    """The draft without where in its document things stand."""
    return re.sub(r'"(line|page)":\s*(\d+|null),?', "", json.dumps(draft.model_dump(mode="json"), ensure_ascii=False))


@pytest.fixture(scope="module")
def from_text() -> Draft:
    return read_plan(goal6())[0]


def test_word_gives_the_same_draft(from_text):
    assert said(read_plan(as_word(goal6().decode()))[0]) == said(from_text)


def test_windows_text_gives_the_same_draft(from_text):
    assert said(read_plan(goal6().decode().replace("\n", "\r\n").encode("cp932"))[0]) == said(from_text)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_gives_the_same_draft_and_knows_its_pages(from_text, columns):
    seen = []
    paper = as_pdf(goal6().decode(), columns=columns, titles=[one.title for one in from_text.projects])
    draft, lines = read_plan(paper, progress=lambda done, of: seen.append((done, of)))
    assert said(draft) == said(from_text)
    assert seen[-1][0] == seen[-1][1] == len(seen) > 2
    assert lines[-1].page == seen[-1][1]
