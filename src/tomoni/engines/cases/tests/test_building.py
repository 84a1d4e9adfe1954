"""A procedure is built at the desk, published through approval, and used; cases keep the version they began with."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tomoni.common.approvals.api import Paper, reject, seal
from tomoni.engines.cases.actions import begin, submit
from tomoni.engines.cases.building import actions, editing
from tomoni.engines.cases.building.checking import mistakes
from tomoni.engines.cases.building.content import blank, copied, questions_of, steps_of
from tomoni.engines.cases.building.wording import difference, in_words, labels_of, mistake_in_words, next_in_words
from tomoni.engines.cases.definitions import content_of, definition_of
from tomoni.engines.cases.models import BuiltProcedure, BuiltVersion, Case
from tomoni.engines.cases.procedures import procedures
from tomoni.engines.cases.queries import open_procedures

from . import toys

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(example_city: Any) -> Any:
    return example_city.clerk("general-staff")


@pytest.fixture
def desk(client_as: Any, editor: Any) -> Client:
    client: Client = client_as(editor)
    return client


@pytest.fixture
def trees(editor: Any) -> BuiltProcedure:
    """庭木の粉砕機を借りる: a heading, three questions, one condition."""
    content = blank("粉砕機を借りる", kind="NOTIFICATION", sign="粉")
    editing.add_row(content, "page", "借りる人")
    editing.add_row(content, "person_name", "名前")
    editing.add_row(content, "choice", "運べますか")
    editing.add_row(content, "text", "運べないわけ")
    content["rows"][3]["only_if"] = "q2 == 'いいえ'"
    return actions.build(content, who=editor)


def press(client: Client, built: BuiltProcedure, do: str, **fields: Any) -> Any:
    built.refresh_from_db()
    answer = client.post(built.get_absolute_url(), {"do": do, "seen": built.edit} | fields, follow=True)
    built.refresh_from_db()
    return answer


def published(built: BuiltProcedure, who: Any, city: Any) -> BuiltVersion:
    version = actions.put_up(built, who=who)
    paper = actions.paper_of(version)
    assert paper is not None
    seal(paper, clerk=city.clerk("planning-head"))
    version.refresh_from_db()
    return version


def test_rows_are_added_moved_changed_and_removed_by_buttons(desk: Client) -> None:
    desk.post(reverse("desk-procedures"), {"title": "粉砕機を借りる", "sign": "粉", "kind": "NOTIFICATION"})
    built = BuiltProcedure.objects.get()
    press(desk, built, "add", add="text", words="名前")
    press(desk, built, "add", add="yes_no", words="運べますか")
    page = press(desk, built, "up:1")
    assert [row["label"] for row in built.content["rows"]] == ["運べますか", "名前"]
    assert "autofocus" in page.content.decode()
    condition = {"row-if_key": "q2", "row-if_is": "==", "row-if_value": "いいえ"}
    press(desk, built, "save:1", **{"row-label": "わけ", "row-kind": "text", "row-required": "on"} | condition)
    assert built.content["rows"][1] == {
        "key": "q1", "kind": "text", "label": "わけ", "most": 200, "only_if": "q2 == no"
    }  # fmt: skip
    assert "次：「運べますか」が「いいえ」とき、「わけ」" in next_in_words(built.content, 0)
    press(desk, built, "remove:0")
    page = press(desk, built, "remove:9")
    assert "「q2」という質問は、ここより前にありません" in page.content.decode()


def test_a_condition_that_cannot_be_compared_comes_back_with_what_was_typed(desk: Client, trees: Any) -> None:
    fields = {"row-label": "わけ", "row-kind": "text", "row-if_key": "q2", "row-if_is": "==", "row-if_value": "たぶん"}
    page = press(desk, trees, "save:3", **fields).content.decode()
    assert "次の答えのどれかを入れてください：はい、いいえ" in page
    assert 'value="たぶん"' in page
    assert trees.content["rows"][3]["label"] == "運べないわけ"


def test_two_clerks_do_not_undo_each_other(desk: Client, trees: Any) -> None:
    press(desk, trees, "add", add="text", words="一人目")
    late = {"do": "add", "seen": 0, "add": "text", "words": "二人目"}
    page = desk.post(trees.get_absolute_url(), late, follow=True).content.decode()
    assert "ほかの人が先に直しました" in page
    trees.refresh_from_db()
    assert [row.get("label") for row in trees.content["rows"]][-1] == "一人目"


def test_it_is_published_through_approval_and_stands_in_the_catalogue(
    desk: Client, trees: Any, editor: Any, example_city: Any, client: Client
) -> None:
    assert trees.key not in procedures
    answer = desk.post(reverse("desk-procedure-publish", args=[trees.key]), follow=True)
    assert "決裁中です" in answer.content.decode()
    assert trees.key not in procedures
    paper = Paper.objects.get()
    assert "質問「" in paper.current().text or "質問は3個です" in paper.current().text
    seal(paper, clerk=example_city.clerk("planning-head"))
    assert trees.key in {offer.key for offer in open_procedures()}
    assert client.get(reverse("procedure", args=[trees.key])).status_code == 200
    first = client.get(reverse("procedure-apply", args=[trees.key])).content.decode()
    assert "運べないわけ" in first


def test_a_rejected_version_is_not_in_force_and_may_be_asked_again(trees: Any, editor: Any, example_city: Any) -> None:
    version = actions.put_up(trees, who=editor)
    reject(actions.paper_of(version), clerk=example_city.clerk("planning-head"), reason="質問が足りない")
    assert trees.key not in procedures
    assert actions.put_up(trees, who=editor).number == 2


def test_a_case_keeps_the_version_it_began_with(trees: Any, editor: Any, example_city: Any) -> None:
    published(trees, editor, example_city)
    answers = {"q1_family": "安曇", "q1_family_kana": "あずみ", "q2": "いいえ", "q3": "車がない"}
    draft = begin(procedures[trees.key], answers=answers)
    actions.change(
        trees, who=editor, seen=trees.edit, what="", how=lambda content: editing.add_row(content, "phone", "電話")
    )
    trees.refresh_from_db()
    published(trees, editor, example_city)
    case = submit(draft)
    assert (case.subject, case.definition.version) == ("安曇", 1)
    assert definition_of(procedures[trees.key]).version == 2
    with pytest.raises(actions.NothingNew):
        actions.put_up(trees, who=editor)
    assert Case.objects.get().answers["q3"] == "車がない"


def test_what_cannot_work_is_named_before_it_is_published(trees: Any, editor: Any) -> None:
    content = trees.content
    content["rows"][1]["only_if"] = "q2 == 'はい'"
    content["rows"][3]["only_if"] = "q2 == 'たぶん'"
    content["rules"] = [
        {"at": "q3", "must": "q1 > 3", "says": "x"},
        {"at": "q9", "must": "age(q3) > 3", "says": ""},
        {"at": "q3", "must": "q3 ==", "says": "x"},
    ]
    told = "\n".join(mistake_in_words(each) for each in mistakes(content))
    assert "2行目：「q2」という質問は、ここより前にありません" in told
    assert "4行目：「たぶん」は、質問「q2」で選べる答えではありません" in told
    assert "きまり1：種類のちがうものは、くらべられません（文字と数）" in told
    assert "きまり2：ここには日付が要りますが、文字になっています" in told
    assert "きまり3：式が途中で終わっています" in told
    trees.save()
    with pytest.raises(actions.NotReady):
        actions.put_up(trees, who=editor)


def test_two_versions_differ_in_words(trees: Any) -> None:
    after = json.loads(json.dumps(trees.content))
    editing.add_row(after, "day", "借りる日")
    editing.move_row(after, 2, 1)
    after["rows"][1] |= {"label": "氏名", "required": False}
    after["fee"] = "無料"
    after["rules"] = [{"at": "q4", "must": "q4 >= today", "says": "先の日を"}]
    told = difference(trees.content, after)
    assert "費用：「なし」を「無料」に変える" in told
    assert "質問「借りる日」を加える（日付）" in told
    assert "質問「氏名」の見出し：「名前」を「氏名」に変える" in told
    assert "質問「氏名」の必須：「はい」を「いいえ」に変える" in told
    assert "質問の順番を変える" in told
    assert "きまりを加える：「借りる日」がきょう以上（以後）" in told
    assert not difference(after, after)


def test_its_texts_are_spoken_in_every_language(desk: Client, trees: Any, editor: Any, example_city: Any) -> None:
    texts = reverse("desk-procedure-texts", args=[trees.key])
    page = desk.get(texts).content.decode()
    number = page.split("運べますか</legend>")[1].split('name="ja-easy-')[1].split('"')[0]
    desk.post(
        texts, {"seen": trees.edit, f"en-{number}": "Can you carry it?", f"ja-easy-{number}": "もってかえれますか"}
    )
    trees.refresh_from_db()
    preview = desk.get(reverse("desk-procedure-preview", args=[trees.key, "en"])).content.decode()
    assert "Can you carry it?" in preview
    published(trees, editor, example_city)
    client = Client()
    assert "Can you carry it?" in client.get(f"/en/procedures/{trees.key}/apply/").content.decode()
    assert "もってかえれますか" in client.get(f"/ja-easy/procedures/{trees.key}/apply/").content.decode().replace(
        "<ruby>", ""
    )


def test_a_copy_asks_what_the_other_asks() -> None:
    content = copied(content_of(toys.registration), title="写し", sign="写")
    asked = [question.key for question in questions_of(content)]
    assert asked[:4] == ["name", "field", "other_field", "members"]
    assert len(steps_of(content)) == 5
    labels = labels_of(questions_of(content))
    assert in_words(content["rows"][3]["only_if"], labels) == "「分野」が「other」"
    assert not [each for each in mistakes(content) if each.row is not None]


def test_without_the_duty_there_is_no_builder(client_as: Any, example_city: Any, trees: Any) -> None:
    client = client_as(example_city.clerk("centre-staff"))
    for name in ("says", "texts", "publish"):
        assert client.get(reverse(f"desk-procedure-{name}", args=[trees.key])).status_code in (302, 403, 404)
    assert client.get(trees.get_absolute_url()).status_code in (302, 403, 404)


def test_a_long_form_is_changed_with_the_same_few_queries(
    desk: Client, editor: Any, django_assert_max_num_queries: Any
) -> None:
    content = blank("長い手続き", kind="NOTIFICATION", sign="長")
    for number in range(100):
        editing.add_row(content, "number", f"数{number}")
    for number in range(2, 100):
        content["rows"][number]["only_if"] = f"q{number} > 1"
        editing.add_rule(content, at=f"q{number}", must=f"q{number} >= q1", says="小さい")
    built = actions.build(content, who=editor)
    with django_assert_max_num_queries(40):
        press(desk, built, "up:50")
