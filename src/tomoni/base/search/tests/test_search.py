"""What residents and staff type, and what they find. Runs on whichever database the tests run on."""

import pytest

from tomoni.base.catalogue import Catalogue
from tomoni.base.search import api as search
from tomoni.base.search import kinds as declared
from tomoni.base.search.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_kinds_and_nothing_else(db, monkeypatch):
    """Pages and groups, whatever else the installed packages declare, and no document of the example city."""
    Document.objects.all().delete()
    for kind in ("test.page", "test.group"):
        monkeypatch.setitem(declared.kinds._things, kind, declared.Kind(kind, kind, None))


def page(title: str, text: str = "", **more: object) -> None:
    search.put("test.page", title, title=title, text=text, url=f"/{len(title)}/", **more)


def titles(query: str, **how: object) -> list[str]:
    return [hit.title for hit in search.find(query, **how).hits]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("区長", "区長会の名簿"),
        ("窓口", "総合窓口のご案内"),
        ("受入", "農家が受け入れます"),
        ("受け入れ", "受入農家の募集"),
        ("受入れ", "学生を受け入れる農家"),
        ("申し込む", "お申込みの方法"),
        ("ゴミ", "ごみの出し方"),
        ("ﾊﾞｽ", "市営バスの時刻"),
        ("髙﨑", "高崎さんの話"),
        ("高崎", "髙﨑さんの話"),
        ("第１７号", "広報第17号"),
        ("npo", "ＮＰＯ法人の認証"),
        ("ごみ", "廃棄物の処理"),
        ("引っ越し", "転入の届出"),
        ("安曇", "安曇野市の計画"),
        ("くらし相談", "くらし相談会"),
        ("サポートセンター", "市民活動サポートセンター"),
        ("volunteer", "Volunteers wanted"),
        ("17", "第17号"),
        ("区", "北の地区"),
        ("区", "区の会"),
    ],
)
def test_found(query, text):
    page("ひとつ", text)
    page("ほか", "天気の話")
    assert titles(query) == ["ひとつ"]


@pytest.mark.parametrize("query", ["", "　", "。、", "!", "@test.page", '"', "' OR 1=1", "NOT", "(", "*", "\\", "=区"])
def test_signs_ask_for_nothing_and_break_nothing(query):
    page("ひとつ", "区長")
    search.find(query)


def test_all_words_must_be_there_unless_no_document_has_them_all():
    page("ひとつ", "穂高の図書館")
    page("ふたつ", "豊科の図書館")
    assert titles("穂高 図書館") == ["ひとつ"]
    found = search.find("明科 図書館")
    assert found.loose
    assert {hit.title for hit in found.hits} == {"ひとつ", "ふたつ"}


def test_a_word_in_the_title_counts_more_than_one_in_the_text():
    page("図書館", "本を貸します")
    page("お知らせ", "図書館は休みです")
    page("行事", "図書館で人形劇")
    assert titles("図書館")[0] == "図書館"


def test_the_word_that_was_typed_counts_more_than_its_synonym():
    page("一", "ごみの収集")
    page("二", "廃棄物の収集")
    assert titles("ごみ") == ["一", "二"]
    assert titles("廃棄物") == ["二", "一"]


def test_words_side_by_side_count_more_than_words_apart():
    page("一", "穂高図書館のお知らせ")
    page("二", "穂高の人が図書館に行く")
    assert titles("穂高 図書館") == ["一", "二"]


def test_a_number_with_its_signs_is_found_by_itself():
    for number in ("6-1①", "1-6①", "6-2①"):
        page(f"{number} 指標")
    assert titles("6-1")[0] == "6-1① 指標"


def test_the_better_page_and_then_the_newer_one_comes_first():
    page("一", "会議の記録")
    page("二", "会議の記録")
    page("三", "会議の記録", quality=9)
    assert titles("会議") == ["三", "二", "一"]


def test_pages_of_results_hold_everything_once():
    for number in range(55):
        page(f"会議{number}")
    found = [title for start in range(0, 60, 20) for title in titles("会議", limit=20, offset=start)]
    assert sorted(found) == sorted(f"会議{number}" for number in range(55))
    assert search.find("会議", limit=5).total == 55


def test_what_changes_is_found_as_it_is_now():
    search.put("test.page", "a", title="古い名", text="", url="/a/")
    search.put("test.page", "a", title="新しい名", text="", url="/a/")
    assert titles("新しい") == ["新しい名"]
    assert titles("古い") == []
    assert Document.objects.count() == 1


def test_what_is_removed_is_gone_in_every_language():
    for language in ("ja", "en"):
        search.put("test.page", "a", title="窓口 counter", text="", url="/a/", language=language)
    search.remove("test.page", "a")
    assert titles("窓口") == titles("counter", language="en") == []


def test_a_document_deleted_by_any_other_way_is_gone_too():
    page("窓口")
    Document.objects.all().delete()
    page("別の話")
    assert titles("窓口") == []


def test_only_staff_find_what_is_internal():
    page("起案の手引", public=False)
    page("手引")
    assert titles("手引") == ["手引"]
    assert set(titles("手引", internal=True)) == {"手引", "起案の手引"}


def test_what_becomes_internal_is_no_longer_found():
    page("手引")
    page("手引", public=False)
    assert titles("手引") == []


def test_each_language_has_its_own_results():
    search.put("test.page", "a", title="計画", text="", url="/plan/")
    search.put("test.page", "a", title="Plan", text="", url="/plan/", language="en")
    assert titles("計画", language="en") == []
    assert [hit.url for hit in search.find("plan", language="en").hits] == ["/en/plan/"]


def test_easy_japanese_falls_back_to_japanese_thing_by_thing():
    search.put("test.page", "a", title="ごみの計画", text="", url="/a/")
    search.put("test.page", "a", title="ごみの 計画", text="", url="/a/", language="ja-easy")
    search.put("test.page", "b", title="水の計画", text="", url="/ja-easy/b/")
    found = search.find("計画", language="ja-easy")
    assert [(hit.title, hit.language, hit.url) for hit in found.hits] == [
        ("ごみの 計画", "ja-easy", "/ja-easy/a/"),
        ("水の計画", "ja", "/ja-easy/b/"),
    ]
    assert found.total == 2
    assert titles("計画") == ["水の計画", "ごみの計画"]


def test_kinds_are_counted_and_chosen():
    page("会の案内")
    search.put("test.group", "g", title="絵の会", text="", url="/g/")
    search.put("test.group", "h", title="歌の会", text="", url="/h/")
    found = search.find("会")
    assert found.per_kind == {"test.group": 2, "test.page": 1}
    assert titles("会", kinds=["test.page"]) == ["会の案内"]


def test_an_unknown_kind_is_refused_when_something_is_put():
    with pytest.raises(LookupError):
        search.put("test.nonsense", "a", title="題", text="", url="/")


def test_putting_the_same_again_writes_nothing(django_assert_num_queries):
    page("窓口", "本文")
    with django_assert_num_queries(1):
        page("窓口", "本文")


def test_finding_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    for number in range(30):
        page(f"会議{number}", "本文")
    with django_assert_max_num_queries(4):
        search.find("会議")


def test_rebuilding_cuts_every_text_into_words_anew(monkeypatch):
    only_kind = Catalogue("kind")
    only_kind.add("test.page", declared.Kind("test.page", "頁", lambda: page("窓口")))
    monkeypatch.setattr("tomoni.base.search.actions.kinds", only_kind)
    page("窓口")
    Document.objects.update(tokens="旧い")
    assert titles("窓口") == []
    search.rebuild()
    assert titles("窓口") == ["窓口"]


def test_rebuilding_puts_everything_and_drops_what_nobody_has(monkeypatch):
    only_kind = Catalogue("kind")
    only_kind.add("test.page", declared.Kind("test.page", "頁", lambda: page("いまの窓口")))
    monkeypatch.setattr("tomoni.base.search.actions.kinds", only_kind)
    page("むかしの窓口")
    assert search.rebuild() == 1
    assert titles("窓口") == ["いまの窓口"]
