"""The city's files of pages: `pages/*.md` are guides, `demo/notices.csv` are invented notices."""

from datetime import date

from markdown_it import MarkdownIt

from tomoni.base.city.api import CityData

markdown = MarkdownIt("commonmark", {"html": False})


class GuideRow(CityData):
    """The head of a page, and its text as HTML."""

    slug: str = ""
    title: str
    title_easy: str = ""
    title_en: str = ""
    body: str = ""


class NoticeRow(CityData):
    """One invented notice of a demo."""

    key: str
    published_on: date
    topic: str
    title: str
    body: str = ""
    title_easy: str = ""
    body_easy: str = ""
    title_en: str = ""
    body_en: str = ""
