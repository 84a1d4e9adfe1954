"""The check of texts finds what it is there to find."""

from pathlib import Path

import pytest

from tools import texts

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
PYTHON = """from django.utils.translation import gettext_lazy as _, ngettext, pgettext
a = _("区長" "の仕事")
b = f"{_('窓口')}"
c = ngettext("%(n)d件", "%(n)d件s", 2)
d = pgettext("判定", "遅れ")
"""
TEMPLATE = """{% translate "手続き" %}{% blocktranslate with city=x %}{{ city }}役所{% endblocktranslate %}
{% notice _("お知らせ") "good" %}{% endnotice %}{% translate "遅れ" context "判定" %}
"""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with texts of every kind and no catalogue."""
    monkeypatch.setattr(texts, "SHARED", tmp_path / "nothing-shared")
    home = tmp_path / "toys"
    (home / "templates").mkdir(parents=True)
    (home / "apps.py").write_text("")
    (home / "views.py").write_text(PYTHON)
    (home / "templates" / "a.html").write_text(TEMPLATE)
    return home


def catalogue(app: Path, locale: str, *entries: str) -> None:
    file = app / "locale" / locale / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + "\n\n".join(entries) + "\n")


def test_every_way_of_saying_something_is_found(app: Path) -> None:
    said = {(text.context, text.words) for text in texts.texts_of(app)}
    assert said == {
        ("", "区長の仕事"), ("", "窓口"), ("", "%(n)d件"), ("判定", "遅れ"),
        ("", "手続き"), ("", "%(city)s役所"), ("", "お知らせ"),
    }  # fmt: skip


def test_a_gap_is_named_with_its_place(app: Path) -> None:
    found = list(texts.gaps(app.parent))
    assert any("views.py:3: no ja_Easy for “窓口”" in line for line in found)
    assert len(found) == 14


def test_an_entry_that_nobody_uses_is_named(app: Path) -> None:
    catalogue(app, "en", 'msgid "むかし"\nmsgstr "long ago"')
    assert any("nobody says “むかし” any more" in line for line in texts.gaps(app.parent))


def test_an_empty_or_fuzzy_entry_is_a_gap(app: Path) -> None:
    catalogue(app, "en", 'msgid "窓口"\nmsgstr ""', '#, fuzzy\nmsgid "手続き"\nmsgstr "procedure"')
    found = [line for line in texts.gaps(app.parent) if "no en" in line]
    assert any("窓口" in line for line in found)
    assert any("手続き" in line for line in found)


def test_a_placeholder_that_is_not_given_is_named(app: Path) -> None:
    catalogue(app, "en", 'msgid "%(city)s役所"\nmsgstr "%(town)s office"')
    assert any("has no %(town)s" in line for line in texts.gaps(app.parent))


def test_catalogues_compile_and_are_left_alone_when_fresh(app: Path) -> None:
    catalogue(app, "ja_Easy", 'msgid "窓口"\nmsgstr "まどぐち"')
    assert texts.compile_all(app) == 1
    assert texts.compile_all(app) == 0
    assert (app / "locale/ja_Easy/LC_MESSAGES/django.mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
