"""What a city's files tell everybody: guides, and the invented notices of a demo.

    pages/<slug>.md            a guide in Japanese: a head with `title`, and Markdown under it
    pages/<slug>.ja-easy.md    the same in easy Japanese; `.en.md` in English
    guide.md                   in the folder of a service: its guide, for every city; `# title` is its first line. It
                               has easy Japanese and English beside it too, and a page of the city stands before it
    demo/notices.csv           key, published_on, topic, title, body, and title_ and body_ with _easy and _en

Markdown becomes the HTML that Wagtail's editor works on. HTML inside Markdown is text.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.html import strip_tags
from markdown_it import MarkdownIt

from tomoni.base.city.api import CityData, load_markdown, loadable

from .actions import write
from .models import OTHERS, Guide, Notice

# What stands between the slug and .md, and how the columns of that language begin.
WORDINGS = {"": ""} | {f".{code}": f"{name}_" for code, name in OTHERS.items()}

_markdown = MarkdownIt("commonmark", {"html": False})


class PageHead(CityData):
    """What stands between the lines of +++."""

    title: str


class GuideRow(CityData):
    """A guide in all its languages; the texts are HTML."""

    slug: str
    title: str
    body: str
    easy_title: str = ""
    easy_body: str = ""
    en_title: str = ""
    en_body: str = ""


def _guides(folder: Path) -> Sequence[GuideRow]:
    of_city = [_guide(file) for file in sorted((folder / "pages").glob("*.md")) if file.stem.count(".") == 0]
    known = {guide.slug for guide in of_city}
    return [*of_city, *(guide for guide in _guides_of_services() if guide.slug not in known)]


def _guides_of_services() -> Iterator[GuideRow]:
    for app in apps.get_app_configs():
        file = Path(app.path) / "guide.md"
        if app.name.startswith("tomoni.services.") and file.exists():
            yield _guide_of_service(file, app.label.replace("_", "-"))


def _guide_of_service(file: Path, slug: str) -> GuideRow:
    said = {"slug": slug}
    for language, prefix in WORDINGS.items():
        wording = file.with_name(f"guide{language}.md")
        if wording.exists():
            title, _, text = wording.read_text(encoding="utf-8").partition("\n")
            said |= {f"{prefix}title": title.removeprefix("# ").strip(), f"{prefix}body": _markdown.render(text)}
    return GuideRow(**said).from_place(file, 1)


def _guide(file: Path) -> GuideRow:
    said: dict[str, str] = {"slug": file.stem}
    for language, prefix in WORDINGS.items():
        wording = file.with_name(f"{file.stem}{language}.md")
        if wording.exists():
            page = load_markdown(wording, PageHead)
            said |= {f"{prefix}title": page.facts.title, f"{prefix}body": _markdown.render(page.text)}
    return GuideRow(**said).from_place(file, 1)


def _write_guide(row: GuideRow) -> Guide:
    return write(Guide, slug=row.slug, facts=row.model_dump(exclude={"slug"}))


def _tell_guide(guide: Guide) -> GuideRow:
    return GuideRow(**{name: getattr(guide, name) for name in GuideRow.model_fields})


class NoticeRow(CityData):
    """One invented notice; the texts are plain, a blank line parts paragraphs."""

    key: str
    published_on: date
    topic: str
    title: str
    body: str = ""
    title_easy: str = ""
    body_easy: str = ""
    title_en: str = ""
    body_en: str = ""


def _write_notice(row: NoticeRow) -> Notice:
    if row.topic not in Notice.Topic:
        raise row.unknown("topic", row.topic, Notice.Topic.values)
    facts: dict[str, Any] = row.model_dump(include={"published_on", "topic", "title"})
    facts |= {"body": _html(row.body), "easy_title": row.title_easy, "easy_body": _html(row.body_easy)}
    facts |= {"en_title": row.title_en, "en_body": _html(row.body_en), "invented": True}
    return write(Notice, slug=row.key, facts=facts)


def _tell_notice(notice: Notice) -> NoticeRow:
    return NoticeRow(
        key=notice.slug,
        published_on=notice.published_on,
        topic=notice.topic,
        title=notice.title,
        body=_plain(notice.body),
        title_easy=notice.easy_title,
        body_easy=_plain(notice.easy_body),
        title_en=notice.en_title,
        body_en=_plain(notice.en_body),
    )


def _html(text: str) -> str:
    return str(_markdown.render(text))


def _plain(html: str) -> str:
    return strip_tags(html.replace("</p>\n<p>", "\n\n")).strip()


loadable(
    "publishing.guide", title="guide", file="pages/*.md", row=GuideRow, rows=_guides, natural="slug",
    write=_write_guide, tell=_tell_guide, things=lambda: Guide.objects.filter(live=True, invented=False),
)  # fmt: skip
loadable(
    "publishing.notice", title="notice", file="demo/notices.csv", row=NoticeRow, natural="key", demo=True,
    write=_write_notice, tell=_tell_notice, things=lambda: Notice.objects.filter(live=True, invented=True),
)  # fmt: skip
