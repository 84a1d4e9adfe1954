"""Office papers as clerks meet them over HTTP, in Hikarino: by the city's own rules, from draft to register."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tomoni.base import clock
from tomoni.common.approvals.api import Paper
from tomoni.common.people.api import Absence, Clerk

BEGIN = "/desk/office-papers/"
WRITE = f"{BEGIN}new/purchase/"
DESK = "/desk/approvals/"


@pytest.fixture
def desk_of(example_city, client_as):
    return lambda post: client_as(example_city.clerk(post))


def typed(**changes: str) -> dict[str, str]:
    due = clock.today() + timedelta(days=14)
    day = {
        "due_on_era": "西暦",
        "due_on_year": str(due.year),
        "due_on_month": str(due.month),
        "due_on_day": str(due.day),
    }
    return {
        "as_post": "centre-staff", "title": "折りたたみ机の購入", "text": "傷んだ机を取り替えるため。", "matter": "goods",
        "stage": "plan", "what": "折りたたみ机 10台", "amount_yen": "200,000", "budget": "活動支援費・備品購入費",
        "do": "send",
    } | day | changes  # fmt: skip


def words(answer) -> str:
    return answer.content.decode()


def route(paper: Paper) -> list[str]:
    """The posts that act, in their order; a consultation in brackets."""
    acting = paper.cells.exclude(state="not_needed").exclude(kind="draft").order_by("order").select_related("post")
    return [f"（{cell.post.title}）" if cell.kind == "consult" else cell.post.seal_name for cell in acting]


def drafted(desk, **changes: str) -> Paper:
    answer = desk.post(WRITE, typed(**changes))
    assert answer.status_code == 302, words(answer)
    return Paper.objects.latest("pk")


def as_offered(page, **changes: str) -> dict[str, str]:
    form = page.context["form"]
    return {name: str(value) for name, value in form.initial.items() if value is not None} | changes


def seal_all(paper: Paper, client_as) -> Paper:
    while paper.is_up:
        cell = paper.cells.filter(state="turn").select_related("post").order_by("pk")[0]
        clerk = Clerk.objects.filter(holdings__post=cell.post, holdings__until=None).order_by("number")[0]
        desk = client_as(clerk)
        answer = desk.post(paper.get_absolute_url(), as_offered(desk.get(paper.get_absolute_url())))
        assert answer.url == DESK
        paper.refresh_from_db()
    return paper


def test_purchases_of_200000_and_of_200001_yen_take_different_routes(desk_of, client_as):
    desk = desk_of("centre-staff")
    looked = desk.post(WRITE, typed(do="look", amount_yen="20万1円"))
    assert "この順に回ります：部長専決" in words(looked)
    assert "200,001円は、1,000,000円以下なので、部長が決められます" in words(looked)
    assert not Paper.objects.filter(kind_key="office_papers.purchase").exists()

    small, large = drafted(desk), drafted(desk, amount_yen="200,001")
    assert (small.authority, route(small)) == ("課長専決", ["センター長", "補佐", "課長"])
    assert (large.authority, route(large)) == (
        "部長専決", ["センター長", "補佐", "課長", "（企画課長）", "部長"],
    )  # fmt: skip
    page = words(desk.get(large.get_absolute_url()))
    assert "なぜ部長専決？" in page
    assert "金額がこえる" in page
    assert seal_all(large, client_as).state == "decided"


def test_a_tick_sends_a_small_purchase_to_the_mayor(desk_of):
    paper = drafted(desk_of("centre-staff"), amount_yen="1,000", escalators="council")
    assert paper.authority == "市長決裁"
    assert route(paper)[-1] == "市長"


def test_a_sick_day_a_substitute_and_the_review_afterwards(example_city, desk_of, client_as):
    paper = drafted(desk_of("centre-staff"))
    for post in ("centre-head", "community-deputy"):  # one person, two desks
        assert paper.title in words(desk_of(post).get(DESK))
        break
    while paper.cells.filter(state="turn").first().post.key != "community-head":
        turn = paper.cells.filter(state="turn").select_related("post").first()
        desk = desk_of(turn.post.key)
        desk.post(paper.get_absolute_url(), as_offered(desk.get(paper.get_absolute_url())))
    head, deputy = example_city.clerk("community-head"), desk_of("community-deputy")
    page = deputy.get(paper.get_absolute_url())
    assert "急ぐときは代決できます" in words(page)  # the head is there: only what cannot wait
    today = clock.today()
    Absence.objects.create(clerk=head, first_on=today, last_on=today, kind="sick")
    page = deputy.get(paper.get_absolute_url())
    assert "代決できます" in words(page)
    deputy.post(paper.get_absolute_url(), as_offered(page, do="decide_for", reason="納品の期限が今日のため"))
    paper.refresh_from_db()
    assert paper.state == "decided"
    holder = client_as(head)
    assert "不在のあいだの代決" in words(holder.get(DESK))
    page = holder.get(paper.get_absolute_url())
    assert "後閲 まだ" in words(page)
    holder.post(paper.get_absolute_url(), as_offered(page))
    assert "後閲 済" in words(holder.get(paper.get_absolute_url()))


def test_from_the_decision_to_the_number_the_years_and_the_register(desk_of, client_as):
    desk = desk_of("centre-staff")
    paper = seal_all(drafted(desk), client_as)
    assert paper.number == ""
    there = paper.get_absolute_url()
    assert "施行する" in words(desk.get(there))
    day = {"on_era": "西暦", "on_year": "2027", "on_month": "3", "on_day": "31"}
    refused = desk.post(f"{there}dispatch/", day | {"method": "mail", "seal_used": "omitted"})
    assert refused.status_code == 422  # nobody compared the fair copy
    sent = desk.post(f"{there}dispatch/", day | {"method": "mail", "seal_used": "omitted", "checked": "on"})
    assert sent.url == there
    paper.refresh_from_db()
    assert paper.number.endswith("伺第1号")
    page = desk.get(f"{there}complete/")
    books = page.context["form"].initial["file_class"]
    assert str(books).startswith("C1-01")
    desk.post(f"{there}complete/", day | {"file_class": str(books.pk)})
    page = words(desk.get(there))
    assert "5年保存で、令和14年3月31日までです" in page

    register = "/desk/documents/"
    assert paper.number in words(desk.get(register, {"words": "折りたたみ 机"}))
    assert paper.number not in words(desk.get(register, {"words": "椅子"}))
    book = load_workbook(io.BytesIO(desk.get("/desk/documents.xlsx", {"words": paper.number}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][:3] == (paper.number, "折りたたみ机の購入", "購入伺")
    assert len(rows) == 2


def test_what_came_back_is_mended_and_goes_by_the_rules_again(desk_of):
    desk = desk_of("centre-staff")
    paper = drafted(desk)
    head = desk_of("centre-head")
    page = head.get(paper.get_absolute_url())
    head.post(paper.get_absolute_url(), as_offered(page, do="send_back", reason="台数を確かめてください"))
    mend = f"{BEGIN}{paper.pk}/mend/"
    assert mend in words(desk.get(paper.get_absolute_url()))
    page = desk.get(mend)
    assert "折りたたみ机 10台" in words(page)
    upload = SimpleUploadedFile("見積書.csv", "品,円\n".encode())
    answer = desk.post(mend, typed(amount_yen="250,000", what="折りたたみ机 12台") | {"more": upload})
    assert answer.url == paper.get_absolute_url(), words(answer)
    paper.refresh_from_db()
    assert (paper.state, paper.authority, paper.version_number) == ("up", "部長専決", 2)
    assert [one.name for one in paper.current().enclosures.all()] == ["見積書.csv"]
    assert desk.get(mend).status_code == 404  # on its way


def test_looking_at_the_route_does_not_lose_a_file(desk_of):
    desk = desk_of("centre-staff")
    upload = SimpleUploadedFile("見積書.csv", "品,円\n".encode())
    page = desk.post(WRITE, typed(do="look") | {"more": upload})
    assert "見積書.csv" in words(page)
    kept = page.context["form"]["kept"].value()
    paper = drafted(desk, kept=kept)
    assert [one.name for one in paper.current().enclosures.all()] == ["見積書.csv"]
    stranger = desk_of("general-staff")
    answer = stranger.post(WRITE, typed(as_post="general-staff", kept=kept))
    assert answer.status_code == 302
    assert not Paper.objects.latest("pk").current().enclosures.exists()


def test_a_trip_and_a_consultation(desk_of):
    desk = desk_of("centre-staff")
    days = {f"{name}_{part}": value for name, day in (("first_on", "3"), ("last_on", "2")) for part, value in (
        ("era", "西暦"), ("year", "2026"), ("month", "12"), ("day", day))}  # fmt: skip
    trip = typed(title="研修への出席", destination="長野市", means="電車", amount_yen="4,200") | days
    answer = desk.post(f"{BEGIN}new/travel/", trip)
    assert "帰る日は、出かける日より後にしてください" in words(answer)
    answer = desk.post(f"{BEGIN}new/travel/", trip | {"last_on_day": "4"})
    assert answer.status_code == 302
    paper = Paper.objects.latest("pk")
    assert (paper.authority, dict(paper.current().facts)["旅費の見込み"]) == ("課長専決", "4,200円")
    answer = desk.post(f"{BEGIN}new/consultation/", typed())
    assert answer.status_code == 422  # with whom?
    assert desk.get(f"{BEGIN}new/nothing/").status_code == 404


def test_a_rejected_paper_is_taken_up_again_by_quoting_it(desk_of):
    desk = desk_of("centre-staff")
    paper = drafted(desk)
    while paper.is_up:
        turn = paper.cells.filter(state="turn").select_related("post").first()
        other = desk_of(turn.post.key)
        page = other.get(paper.get_absolute_url())
        ends = {"do": "reject", "reason": "借りるほうが安いため"} if turn.decides else {}
        other.post(paper.get_absolute_url(), as_offered(page, **ends))
        paper.refresh_from_db()
    assert paper.state == "rejected"
    again = f"{WRITE}?quotes={paper.pk}"
    assert again in words(desk.get(BEGIN))
    assert "折りたたみ机 10台" in words(desk.get(again))
    new = drafted(desk, quotes=str(paper.pk), amount_yen="90,000")
    assert new.quotes == paper


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_every_screen_speaks_every_language(desk_of, language):
    desk = desk_of("centre-staff")
    for path in (
        BEGIN,
        WRITE,
        f"{BEGIN}new/travel/",
        f"{BEGIN}new/consultation/",
        f"{BEGIN}new/general/",
        "/desk/documents/",
    ):
        assert desk.get(language + path).status_code == 200
