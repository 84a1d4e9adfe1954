"""A file becomes a draft: the one door through which the command, the worker and the tests go."""

from .draft import Draft
from .drafting import draft_of
from .opening import lines_of
from .sources import Line, Progress, in_silence


def read_plan(data: bytes, *, name: str = "", progress: Progress = in_silence) -> tuple[Draft, list[Line]]:
    """The draft of the plan in a file, and the lines of the file it was read from. Unreadable when it is none."""
    lines = lines_of(data, name=name, progress=progress)
    draft = draft_of(lines)
    pages = {line.number: line.page for line in lines}
    for question in draft.questions:
        question.page = question.page or pages.get(question.line)
    return draft, lines
