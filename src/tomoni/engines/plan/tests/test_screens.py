"""What people see of the plan."""

from datetime import date
from decimal import Decimal

import pytest

from tomoni.engines.plan.models import Indicator, ServiceOfPlan
from tomoni.engines.plan.readings import count

pytestmark = pytest.mark.usefixtures("undeclared", "plan")

PAGES = [
    "/plan/",
    "/plan/?on=2024-05-01",
    "/plan/1-1/",
    "/plan/1-1-1/",
    "/plan/1-1-1a/",
    "/plan/indicators/1-1-i1/",
    "/plan/indicators/1-1-i2/",
    "/plan/indicators/1-2-i1/",
    "/plan/indicators/1-2-i2/",
    "/plan/indicators/1-2-i1/?on=2023-05-01",
    "/plan/indicators/1-1-i1/proof/",
    "/plan/projects/",
    "/plan/status/",
    "/plan/rule/",
]


@pytest.fixture
def counted(declared) -> None:
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all(), columns=("key", "title")))


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_every_language(client, path, language):
    assert client.get(language + path).status_code == 200


def text_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# The plan


def test_the_plan_shows_every_indicator_with_its_number_and_verdict(client):
    page = text_of(client, "/plan/?on=2026-11-20")
    for seen in ("登録団体の数", "199", "基準 184、いま 199団体、目標 220。判定 順調", "判断できない", "R8調査 ±2.7"):
        assert seen in page


def test_a_day_in_the_past_says_what_was_known_then(client):
    page = text_of(client, "/plan/indicators/1-2-i1/?on=2023-08-29")
    assert "令和5年8月29日に分かっていたこと" in page
    assert "訂正されています" not in page


def test_nonsense_and_days_to_come_show_today(client):
    for on in ("nonsense", "2099-01-01", "2026-02-31"):
        assert "に分かっていたこと" not in text_of(client, f"/plan/?on={on}")


def test_services_say_whether_they_run(client):
    page = text_of(client, "/plan/1-1/")
    assert "動いている" in page and "計画中" in page


@pytest.mark.parametrize("path", ["/plan/9-9/", "/plan/indicators/9-9-i9/", "/plan/indicators/1-1-i1/rows/"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


# An indicator


def test_a_count_opens_to_its_rows(client, counted):
    page = text_of(client, "/plan/indicators/1-1-i1/")
    assert "何を数えたか（3件の記録）" in page
    rows = text_of(client, "/plan/indicators/1-1-i1/rows/")
    assert "市民活動団体の登録" in rows and "toy_ledger" in rows
    csv = client.get("/plan/indicators/1-1-i1/rows.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0] == "番号,略号,名称"
    assert len(csv.splitlines()) == 4


def test_rows_without_public_columns_stay_closed(client, declared):
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all()))
    assert "市民活動団体の登録" not in text_of(client, "/plan/indicators/1-1-i1/rows/")
    assert client.get("/plan/indicators/1-1-i1/rows.csv").status_code == 404
    assert "3件の記録を見る" not in text_of(client, "/plan/indicators/1-1-i1/")


def test_the_fingerprint_can_be_made_again_by_anybody(client, counted):
    import hashlib

    lines = b"".join(client.get("/plan/indicators/1-1-i1/fingerprint.txt").streaming_content)
    assert hashlib.sha256(lines).hexdigest() in text_of(client, "/plan/indicators/1-1-i1/proof/")


def test_a_survey_says_whether_it_could_notice_the_target(client):
    page = text_of(client, "/plan/indicators/1-1-i2/?on=2026-11-20")
    assert "目標の20.0％は、この調査のぶれの幅の中にあります" in page
    assert (
        "17.6％から20.0％への変化は2.4ポイント。824人の調査で見分けられるのは、3.7ポイントより大きな変化だけです。"
        in page
    )
    assert "気づける見込みは28%です。8割の見込みで気づくには、毎回およそ4,159人" in page
    assert "16.7％から22.0％" in page


def test_a_corrected_baseline_is_shown_with_both_answers(client):
    page = text_of(client, "/plan/indicators/1-2-i1/?on=2026-11-20")
    assert "令和5年8月30日、9.1％ → 8.1％ に訂正されました" in page
    assert page.index("達成") < page.index("いま分かっている値")
    assert '<span class="was">9.1</span>' in page


def test_the_chart_has_no_style_and_no_comma_for_a_point(client):
    page = text_of(client, "/en/plan/indicators/1-2-i1/?on=2026-11-20")
    chart = page[page.index('<svg class="plot"') : page.index("</figure>")]
    assert "style=" not in page
    assert "None" not in chart and "nan" not in chart
    assert 'role="img"' in chart and "<desc" in chart


def test_the_status_page_tells_what_is_late(client):
    page = text_of(client, "/plan/status/")
    assert "新しい" in page and "記録から数えている" not in page


def test_the_pages_speak_english_without_japanese_in_between(client, example_city):
    page = text_of(client, "/en/plan/1-1/")
    main = page[page.index('<main id="main"') : page.index("</main>")]
    assert not [sign for sign in main if "\u3040" <= sign <= "\u30ff"], main


# Files


def test_the_figures_come_as_csv_and_as_excel(client):
    lines = client.get("/plan/figures.csv?on=2026-11-20").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("指標ID,番号,指標")
    assert len(lines) == 5
    assert "1-2-i1,1-2①,返済の比率" in lines[3] and "cannot_tell" in lines[3] and "reached" in lines[3]
    assert client.get("/plan/figures.xlsx").content[:2] == b"PK"


def test_the_feed_names_what_changed(client):
    answer = client.get("/plan/changes.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = answer.content.decode()
    assert "返済の比率：9.1 → 8.1％ に訂正" in feed
    assert "登録団体の数：2025年9月の値 199団体" in feed


# Cost


def test_no_page_asks_more_when_there_is_more(client, counted, django_assert_max_num_queries):
    def asked(path: str) -> int:
        with django_assert_max_num_queries(60) as questions:
            client.get(path)
        return len(questions)

    paths = ["/plan/", "/plan/1-1/", "/plan/indicators/1-1-i1/", "/plan/indicators/1-1-i1/rows/", "/plan/status/"]
    before = {path: asked(path) for path in paths}
    indicator = Indicator.objects.get(key="1-1-i2")
    for number in range(9):
        ServiceOfPlan.objects.create(key=f"more_{number}", title=f"もっと{number}")
        clone = Indicator.objects.get(pk=indicator.pk)
        clone.pk, clone.key = None, f"1-1-i{20 + number}"
        clone.save()
        for year in (2024, 2025):
            clone.observations.create(kind="observed", value=Decimal(20), day=date(year, 3, 31), source="試験", n=800)
    assert {path: asked(path) for path in paths} == before
