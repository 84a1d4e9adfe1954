"""A plan document to a city's plan on screen: hand in, answer beside the source, load, and the public page shows it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tomoni.base.city.models import Loaded
from tomoni.base.journal.models import Entry
from tomoni.engines.plan.documents.tasks import read_document
from tomoni.engines.plan.models import (
    Citation,
    Goal,
    Indicator,
    Measure,
    MeasureGroup,
    Observation,
    Plan,
    PlanDocument,
    Policy,
    Restatement,
    Target,
)

DOCUMENT = """ひかり野市第2次総合計画
基本目標３　緑のまち
３-１　川と森を守る
　川と森を、みんなで守ります。
取組の方向
○川をきれいにする
・ 川の掃除を、団体といっしょに続けます。
・ 川の生きものを、毎年調べます。
①【戦略】川の掃除の参加者数（人）
R4現状値　1,240
R9目標値　約1,500
②森の手入れをした面積（ほげ）
R4現状値　12.5
R9目標値　20.0
"""


@pytest.fixture
def desk(client_as, example_city):
    return client_as(example_city.clerk("planning-head"))


def handed_in(desk, text: str = DOCUMENT, *, name: str = "計画.txt", django_capture_on_commit_callbacks, **more):
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(
            "/desk/plan/documents/", {"file": SimpleUploadedFile(name, text.encode(), "text/plain"), **more}
        )
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


@pytest.fixture
def document(desk, django_capture_on_commit_callbacks) -> str:
    return handed_in(desk, django_capture_on_commit_callbacks=django_capture_on_commit_callbacks)


def place_of(kind: str) -> int:
    draft = PlanDocument.objects.get().draft
    return next(place for place, one in enumerate(draft["questions"]) if one["kind"] == kind)


def text(answer) -> str:
    return answer.content.decode()


def test_the_draft_stands_beside_its_source_with_the_questions_first(desk, document):
    page = text(desk.get(document))
    assert "施策 1、取組の方向 1、取組 2、指標 2、数字 3" in page
    assert page.index('id="questions"') < page.index('id="draft"') < page.index('id="source"')
    assert "「約」「以上」など" in page and "候補: 1500" in page and 'href="?line=11#line-11"' in page
    assert '<li id="line-11" value="11">' in page


def test_a_document_becomes_the_plan_of_a_city(desk, document, client):
    figure, unit, nature = place_of("figure"), place_of("unit"), place_of("nature")
    answers = {f"q{figure}-answer": "１，５００", f"q{unit}-answer": "ha", f"q{nature}-answer": "yearly"}
    assert desk.post(document, answers).status_code == 302
    page = text(desk.get(document))
    assert "3件の答えを保存しました" in page and "確かめることは、もうありません" in page
    load = text(desk.get(f"{document}load/"))
    assert "か所を変えて、計画に入れる" in load and "新しく入る" in load
    Plan.objects.update(first_year=2010, last_year=2014)  # the plan of before
    assert desk.post(f"{document}load/").status_code == 302
    public = text(client.get("/plan/"))
    assert "川と森を守る" in public and "川の掃除の参加者数" in public
    indicator = text(client.get("/plan/indicators/3-1-i1/"))
    assert "1,240" in indicator and "1,500" in indicator
    assert Observation.objects.get(indicator__key="3-1-i1").value == 1240
    assert Target.objects.get(indicator__key="3-1-i2").value == 20
    assert Indicator.objects.get(key="3-1-i2").unit == "ha"
    clerk = PlanDocument.objects.get().file.owner
    assert {entry.who for entry in Entry.objects.filter(verb="city.enter")} == {clerk}


def test_everything_is_in_the_journal_in_the_clerks_name(desk, document, example_city):
    desk.post(document, {f"q{place_of('unit')}-answer": "ha"})
    verbs = list(Entry.objects.filter(verb__startswith="plan.").values_list("verb", flat=True))
    assert verbs == ["plan.hand_in_document", "plan.read_document", "plan.answer_question"]
    assert Entry.objects.get(verb="plan.answer_question").who == example_city.clerk("planning-head")


def test_an_answer_that_is_none_comes_back_with_its_reason(desk, document):
    figure, unit = place_of("figure"), place_of("unit")
    page = text(desk.post(document, {f"q{figure}-answer": "たくさん", f"q{unit}-answer": "ha"}))
    assert "数で入れてください" in page and "たくさん" in page
    draft = PlanDocument.objects.get().draft
    assert (draft["questions"][unit]["answered"], draft["questions"][figure]["answered"]) == (True, False)


def test_a_figure_may_be_left_empty_but_not_silently(desk, document):
    figure = place_of("figure")
    desk.post(document, {f"q{figure}-empty": "on"})
    draft = PlanDocument.objects.get().draft
    assert draft["questions"][figure]["answered"]
    assert draft["policies"][0]["indicators"][0]["target"]["value"] is None


def test_what_is_typed_is_kept_and_decides_nothing(desk, document):
    figure = place_of("figure")
    answer = desk.post(f"{document}keep/", {f"q{figure}-answer": "15"})
    assert answer.json() == {"kept": True, "says": "入れたところまで保存しました"}
    assert 'value="15"' in text(desk.get(document))
    assert not PlanDocument.objects.get().draft["questions"][figure]["answered"]


def test_what_is_only_to_be_seen_is_said_and_ticked_off(desk, django_capture_on_commit_callbacks):
    skipped = DOCUMENT + "３-３　道を直す\n取組の方向\n○道\n・ 道を直します。\n"
    url = handed_in(desk, skipped, django_capture_on_commit_callbacks=django_capture_on_commit_callbacks)
    place = place_of("policy_missing")
    assert "施策の番号がとんでいます" in text(desk.get(url))
    desk.post(url, {f"q{place}-answer": "on"})
    assert PlanDocument.objects.get().draft["questions"][place]["answered"]


def test_with_open_questions_nothing_is_loaded(desk, document):
    page = text(desk.post(f"{document}load/"))
    assert "先に答えてください" in page and not Policy.objects.filter(code="3-1").exists()


def test_any_part_of_the_draft_can_be_corrected(desk, document):
    page = text(desk.get(f"{document}part/policies.0.indicators.0/?line=9"))
    assert "川の掃除の参加者数" in page and 'id="line-9"' in page
    desk.post(f"{document}part/policies.0.groups.0.measures.1/", {"words": "川の生きものを調べます。"})
    desk.post(f"{document}part/policies.0.indicators.0.target/", {"value": "1500", "year": "R9"})
    draft = PlanDocument.objects.get().draft
    assert draft["policies"][0]["groups"][0]["measures"][1]["words"] == "川の生きものを調べます。"
    assert draft["policies"][0]["indicators"][0]["target"]["value"] == "1500"
    assert draft["questions"][place_of("figure")]["answered"]
    assert desk.get(f"{document}part/policies.7/").status_code == 404
    assert desk.get(f"{document}part/questions.0/").status_code == 404


def test_what_is_no_part_of_the_plan_is_left_out(desk, document):
    desk.post(f"{document}part/policies.0.indicators.1/", {"title": "森", "dropped": "on"})
    told = text(desk.get(f"{document}plan.toml"))
    assert 'key = "3-1-i1"' in told and "3-1-i2" not in told


def test_the_files_can_be_taken_away(desk, document):
    told = desk.get(f"{document}plan.toml")
    assert told["Content-Disposition"] == 'attachment; filename="plan.toml"'
    assert 'title = "川と森を守る"' in text(told) and text(told).startswith("# 文書から読み取った下書き")
    assert "3-1-i1,baseline,R4,1240" in text(desk.get(f"{document}observations.csv"))
    assert b"".join(desk.get(f"{document}original").streaming_content) == DOCUMENT.encode()


def test_laid_upon_the_plan_that_stands_it_keeps_what_the_document_does_not_say(
    desk, django_capture_on_commit_callbacks
):
    laid = DOCUMENT.replace(
        "基本目標３　緑のまち\n３-１　川と森を守る", "基本目標１　手をつなぐまち\n１-１　団体とともに"
    )
    laid = (
        laid.split("①")[0].replace("○川をきれいにする", "○団体を増やす")
        + "①登録団体の数（団体）\nR4現状値　184\nR9目標値　220\n"
    )
    onto = Plan.objects.get()
    url = handed_in(desk, laid, onto=onto.pk, django_capture_on_commit_callbacks=django_capture_on_commit_callbacks)
    page = text(desk.get(f"{url}load/"))
    assert "団体の登録を受け付けます。" in page and "川の掃除を、団体といっしょに続けます。" in page
    assert desk.post(f"{url}load/").status_code == 302
    measure = Measure.objects.get(code="1-1-1a")
    assert measure.words == "川の掃除を、団体といっしょに続けます。" and measure.words_in == {}
    assert [service.key for service in measure.services.all()] == ["groups"]
    assert Observation.objects.filter(indicator__key="1-1-i1", kind="baseline").count() == 1
    assert MeasureGroup.objects.filter(code="1-2-1").exists()  # what the document does not have stays


def test_a_published_figure_is_not_changed_by_a_document(desk, django_capture_on_commit_callbacks):
    wrong = (
        "ひかり野市第1次総合計画\n基本目標１　手をつなぐまち\n１-１　団体とともに\n取組の方向\n○団体を増やす\n・登録します。\n"
        "①登録団体の数（団体）\nR4現状値　148\nR9目標値　220\n"
    )
    callbacks = django_capture_on_commit_callbacks
    url = handed_in(desk, wrong, onto=Plan.objects.get().pk, django_capture_on_commit_callbacks=callbacks)
    assert "公表した数字と違う数字があります（1-1①）" in text(desk.post(f"{url}load/"))
    assert Observation.objects.get(indicator__key="1-1-i1", kind="baseline").value == 184
    new = handed_in(desk, wrong, django_capture_on_commit_callbacks=callbacks)
    assert "同じ番号の指標か略号が「ひかり野市 第1次総合計画」にあります" in text(desk.post(f"{new}load/"))


def test_a_city_without_a_plan_gets_its_first(desk, document, client):
    for place in (place_of("figure"), place_of("unit")):
        desk.post(document, {f"q{place}-empty": "on"})
    desk.post(document, {f"q{place_of('nature')}-answer": "stock"})
    Loaded.objects.filter(kind__startswith="plan.").delete()
    for plan in Plan.objects.all():
        forget(plan)
    assert desk.post(f"{document}load/").status_code == 302
    assert [goal.title for goal in Goal.objects.all()] == ["緑のまち"]
    assert "ひかり野市第2次総合計画" in text(client.get("/plan/"))


def forget(plan: Plan) -> None:
    """As if the city had never had it."""
    for indicator in Indicator.objects.filter(policy__goal__plan=plan):
        Citation.objects.filter(indicator=indicator).delete()
        indicator.definitions.all().delete()
        Restatement.objects.filter(now__indicator=indicator).delete()
        indicator.observations.all().delete()
        indicator.targets.all().delete()
        indicator.notes.all().delete()
        indicator.delete()
    Measure.objects.all().delete()
    MeasureGroup.objects.all().delete()
    for policy in Policy.objects.all():
        policy.contributions.all().delete()
        policy.topics.all().delete()
        policy.delete()
    plan.projects.all().delete()
    plan.goals.all().delete()
    plan.delete()


def test_what_cannot_be_read_says_why_and_can_be_tried_again(desk, django_capture_on_commit_callbacks):
    callbacks = django_capture_on_commit_callbacks
    url = handed_in(desk, "拝啓 お元気ですか。", django_capture_on_commit_callbacks=callbacks)
    assert "総合計画として読めませんでした" in text(desk.get(url))
    with callbacks(execute=True):
        assert desk.post(f"{url}again/").status_code == 302
    assert PlanDocument.objects.get().state == "failed"


def test_a_file_of_another_kind_is_not_taken(desk):
    upload = SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "image/png")
    page = text(desk.post("/desk/plan/documents/", {"file": upload}))
    assert "この種類のファイルは受け取れません" in page and not PlanDocument.objects.exists()


def test_while_it_is_being_read_the_page_says_how_far(desk, document):
    PlanDocument.objects.update(state="reading", pages=120, pages_done=30)
    page = text(desk.get(document))
    assert "120ページのうち30ページを読みました" in page and '<progress max="120" value="30"' in page
    assert read_document.func(PlanDocument.objects.get().pk) == "not waiting"


def test_other_clerks_are_told_no(client_as, example_city, document):
    other = client_as(example_city.clerk("centre-head"))
    for path in ("/desk/plan/documents/", document, f"{document}load/", f"{document}plan.toml", f"{document}original"):
        assert other.get(path).status_code == 403
