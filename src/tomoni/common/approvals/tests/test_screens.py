"""The papers on the desk, as clerks meet them over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tomoni.common.approvals import api as approvals
from tomoni.common.approvals.actions import ask_again
from tomoni.common.approvals.kinds import PaperKind
from tomoni.common.approvals.models import Paper
from tomoni.common.people.api import Resident, Sight

from .house import House, declared

pytestmark = pytest.mark.usefixtures("followed")
DESK = "/desk/approvals/"


@pytest.fixture
def desk_of(house: House, client_as):
    return lambda name: client_as(house.clerks[name])


def words(answer) -> str:
    return answer.content.decode()


def test_two_taps_from_what_waits_to_the_decision(house: House, desk_of, followed):
    paper = house.paper("課長", title="市政懇談会の会場を借りてよいか")
    desk = desk_of("課長")
    assert paper.title in words(desk.get(DESK))
    page = desk.get(paper.get_absolute_url())
    assert "あなたの番です" in words(page)
    answer = desk.post(paper.get_absolute_url(), as_offered(page))
    assert answer.url == DESK
    assert followed == [("decided", paper.title, "")]
    after = words(desk.get(DESK))
    assert "「市政懇談会の会場を借りてよいか」：決裁" in after
    assert "あなたがすることは、いまありません" in after


def as_offered(page, **changes: str) -> dict[str, str]:
    """The form as the page gives it, with what the clerk changes."""
    form = page.context["form"]
    return {name: str(value) for name, value in form.initial.items() if value is not None} | changes


def test_who_has_nothing_to_do_with_it_is_turned_away(house: House, desk_of):
    paper = house.paper()
    for path in ("", "since/1/", "rewrite/"):
        assert desk_of("財政課長").get(f"{paper.get_absolute_url()}{path}").status_code == 403
    assert paper.title not in words(desk_of("財政課長").get(f"{DESK}?whose=all"))


def test_a_colleague_reads_and_is_offered_nothing(house: House, desk_of):
    paper = house.paper()
    page = desk_of("補佐").get(paper.get_absolute_url())
    assert page.status_code == 200
    assert page.context["panel"].choices == ()
    answer = desk_of("補佐").post(paper.get_absolute_url(), {"do": "seal"})
    assert answer.status_code == 422
    assert desk_of("補佐").get(f"{paper.get_absolute_url()}rewrite/").status_code == 404


def test_a_reason_is_asked_where_the_rules_ask(house: House, desk_of):
    paper, desk = house.paper(), desk_of("係長")
    page = desk.get(paper.get_absolute_url())
    answer = desk.post(paper.get_absolute_url(), as_offered(page, do="send_back"))
    assert answer.status_code == 422
    assert "理由を書いてください。" in words(answer)
    assert "（エラー1件）" in words(answer)
    answer = desk.post(paper.get_absolute_url(), as_offered(page, do="send_back", reason="金額の根拠を足してください"))
    assert answer.url == DESK
    back = desk_of("主査").get(paper.get_absolute_url())
    assert "差し戻されました" in words(back)
    assert "理由・意見：金額の根拠を足してください" in words(back)


def test_a_version_that_came_meanwhile_is_shown_before_anything_is_sealed(house: House, desk_of):
    paper, desk = house.paper(), desk_of("係長")
    page = desk.get(paper.get_absolute_url())
    approvals.revise(paper, clerk=house.clerks["主査"], text="金額を変えました。")
    answer = desk.post(paper.get_absolute_url(), as_offered(page))
    assert answer.status_code == 409
    assert "あなたが読んでいるあいだに内容が変わりました" in words(answer)
    assert "金額を変えました。" in words(answer)
    again = desk.post(paper.get_absolute_url(), as_offered(desk.get(paper.get_absolute_url())))
    assert again.url == DESK


def test_the_substitute_decides_and_the_holder_sees_it_later(house: House, desk_of):
    house.away("課長", stand_in="補佐")
    paper, desk = house.paper("補佐", "課長"), desk_of("補佐")
    page = desk.get(paper.get_absolute_url())
    assert "不在" in words(page)
    answer = desk.post(paper.get_absolute_url(), as_offered(page, do="decide_for", reason="仮予約の期限が本日のため"))
    assert answer.url == DESK
    holder = desk_of("課長")
    assert "不在のあいだの代決" in words(holder.get(DESK))
    page = holder.get(paper.get_absolute_url())
    assert "後閲 まだ" in words(page)
    holder.post(paper.get_absolute_url(), as_offered(page))
    assert "後閲 済" in words(holder.get(paper.get_absolute_url()))


def test_an_uncovered_seal_is_shown_compared_and_asked_again(house: House, desk_of):
    paper = house.seal(house.paper(text="一行目\n二行目"), "係長")
    approvals.revise(paper, clerk=house.clerks["主査"], text="一行目\n二行目を変えた")
    desk = desk_of("課長")
    page = desk.get(paper.get_absolute_url())
    assert "seal--old" in words(page)
    assert "第1版に。第2版は未確認" in words(page)
    compared = words(desk.get(f"{paper.get_absolute_url()}since/1/"))
    assert "<del>" in compared
    assert "二行目を変えた</ins>" in compared
    refused = desk.post(paper.get_absolute_url(), as_offered(page))
    assert refused.status_code == 422
    assert "小さな変更として決裁する理由" in words(refused)
    cell = house.cell(paper, "係長")
    desk.post(reverse("desk-approval-ask-again", args=[paper.pk, cell.pk]))
    assert house.states(paper)["係長"] == "turn"


def test_the_drafter_rewrites_with_a_new_enclosure(house: House, desk_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paper = approvals.send_back(house.paper(facts={"金額": "38,500円"}), clerk=house.clerks["係長"], reason="見積書を")
    desk, there = desk_of("主査"), f"{paper.get_absolute_url()}rewrite/"
    assert "新しい版にして、もう一度出す" in words(desk.get(there))
    typed = {"title": paper.title, "text": "見積書を付けました。", "fact_0": "40,000円", "why": "見積書を足した"}
    bad = desk.post(there, typed | {"more": SimpleUploadedFile("見積書.pdf", b"MZ\x90\x00")})
    assert bad.status_code == 422
    assert "この種類のファイルは受け取れません" in words(bad)
    assert "見積書を付けました。" in words(bad)
    good = desk.post(there, typed | {"more": SimpleUploadedFile("見積書.csv", "品,円\n".encode())})
    assert good.url == paper.get_absolute_url()
    paper.refresh_from_db()
    assert (paper.state, paper.version_number) == ("up", 2)
    page = desk_of("係長").get(paper.get_absolute_url())
    assert "見積書.csv" in words(page)
    assert "40,000円" in words(page)
    file = paper.current().files.get()
    assert desk_of("係長").get(file.get_absolute_url()).status_code == 200
    assert desk_of("財政課長").get(file.get_absolute_url()).status_code == 403


def test_words_that_come_from_the_matter_are_not_rewritten_here(house: House, desk_of):
    with declared(PaperKind("test.fixed", "決まった文", own_words=False)):
        paper = house.paper(kind="test.fixed")
        assert desk_of("主査").get(f"{paper.get_absolute_url()}rewrite/").status_code == 404
        assert "内容を変える" not in words(desk_of("主査").get(paper.get_absolute_url()))


def test_who_reads_a_paper_about_a_resident_is_noted_for_them(house: House, desk_of):
    resident = Resident.objects.create(name="見本 葵")
    with declared(PaperKind("test.personal", "個人のこと", concerns=lambda paper: resident)):
        paper = house.paper(kind="test.personal")
        desk_of("係長").get(paper.get_absolute_url())
    assert Sight.objects.get(resident=resident).clerk == house.clerks["係長"]


def test_what_somebody_wrote_stays_text(house: House, desk_of):
    evil = "<script>alert(1)</script>"
    paper = house.paper("課長", title=evil, text=evil, facts={evil: evil}, authority_why=evil)
    approvals.revise(paper, clerk=house.clerks["主査"], text=f"{evil}2", why=evil)
    desk = desk_of("課長")
    for path in (
        DESK,
        f"{DESK}?whose=all&words=%3Cscript",
        paper.get_absolute_url(),
        f"{paper.get_absolute_url()}since/1/",
    ):
        assert "<script>alert" not in words(desk.get(path))


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_every_screen_speaks_every_language(house: House, desk_of, language):
    with translation.override("ja"):
        desk, here = desk_of("主査"), house.paper().get_absolute_url()
    for path in (DESK, here, f"{here}rewrite/", f"{here}since/1/"):
        assert desk.get(language + path).status_code == 200


def test_a_paper_costs_the_same_however_long_its_route_and_history(house: House, desk_of):
    short = house.paper("課長")
    long = house.paper("係長", "補佐", house.consult("財政課長"), house.consult("政策課長"), "部長", "課長")
    long = house.seal(house.seal(long, "係長"), "補佐")
    for number in range(4):
        approvals.revise(long, clerk=house.clerks["主査"], text=f"{number}")
    long = house.seal(house.seal(long, "財政課長"), "政策課長")
    long = ask_again(long, clerk=house.clerks["部長"], cell=house.cell(long, "係長"))
    desk = desk_of("部長")
    house.sits(house.clerks["部長"], "課長", main=False)

    def queries(paper: Paper) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(paper.get_absolute_url()).status_code == 200
        return len(caught)

    queries(short)
    assert abs(queries(long) - queries(short)) <= 2


def test_the_list_costs_the_same_however_long_it_is(house: House, desk_of):
    desk = desk_of("係長")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(f"{DESK}?whose=all").status_code == 200
        return len(caught)

    house.paper()
    few = queries()
    for _ in range(12):
        house.paper()
    assert queries() == few
