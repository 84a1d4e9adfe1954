"""Questions for Japan: names of every sort, accounts, households, organisations, places."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tomoni.engines.cases import ask
from tomoni.engines.cases.asking.money import transfer_number
from tomoni.engines.cases.forms import StepForm, judged
from tomoni.engines.cases.kinds import fields_of, keys_of, kinds, parts_of, said
from tomoni.engines.cases.questions import Question, Step

PERSON = ask.person_name("who", "申請する人")
ACCOUNT = ask.bank_account("pay", "振込先", same_as="who")
HOUSE = ask.members(
    "house",
    "世帯の人",
    ask.name_and_kana("name", "名前"),
    ask.born_on("born", "生年月日"),
    ask.yes_no("working", "働いていますか", required=False),
    least=1,
    most=3,
)
NAMED = {"who_family": "安曇", "who_given": "ほたる", "who_family_kana": "アズミ", "who_given_kana": "ほたる"}
BANK = {
    "pay_where": "bank", "pay": "ほたる銀行", "pay_branch": "豊科", "pay_type": "ordinary", "pay_number": "１２３４",
    "pay_holder": "ｱｽﾞﾐ ﾎﾀﾙ",
}  # fmt: skip


@pytest.mark.parametrize(
    ("family", "given"), [("𠮷田", "髙〷"), ("Ōkubo-Núñez", "María José"), ("สมชาย", ""), ("ほたる", "")]
)
def test_every_name_is_kept_as_it_is_written(family: str, given: str) -> None:
    typed = {"who_family": family, "who_given": given, "who_family_kana": "よみ", "who_given_kana": "よ" * bool(given)}
    clean, wrong = judged([PERSON], typed)
    assert not wrong
    assert clean["who"] == f"{family} {given}".strip()


def test_a_name_is_one_again_for_lists_and_letters() -> None:
    clean, wrong = judged([PERSON], NAMED)
    assert (clean["who"], clean["who_kana"], wrong) == ("安曇 ほたる", "あずみ ほたる", {})
    assert said(PERSON, clean) == "安曇 ほたる（あずみ ほたる）"


def test_a_second_part_of_a_name_needs_its_reading() -> None:
    _clean, wrong = judged([PERSON], NAMED | {"who_given_kana": ""})
    assert wrong == {"who_given_kana": "名のふりがなを入れてください"}


def test_an_account_of_the_same_person_by_sound() -> None:
    clean, wrong = judged([PERSON, ACCOUNT], NAMED | BANK)
    assert not wrong
    assert said(ACCOUNT, clean) == "ほたる銀行 豊科 普通 0001234 アズミ ホタル"


def test_an_account_of_somebody_else_is_named() -> None:
    _clean, wrong = judged([PERSON, ACCOUNT], NAMED | BANK | {"pay_holder": "スズキ ホタル"})
    assert "名前のふりがなと違います" in wrong["pay_holder"]


def test_yucho_has_sign_and_number_and_is_said_with_the_number_for_transfers() -> None:
    typed = NAMED | {
        "pay_where": "yucho",
        "pay_sign": "１１１７０",
        "pay_yucho": "12345671",
        "pay_holder": "あずみほたる",
    }
    clean, wrong = judged([PERSON, ACCOUNT], typed)
    assert not wrong
    assert "店番 118 普通 1234567" in said(ACCOUNT, clean)
    assert transfer_number("00170", "123456") is None


def test_what_an_account_lacks_depends_on_where_it_is() -> None:
    _clean, wrong = judged([ACCOUNT], {"pay_where": "yucho", "pay_holder": "アズミ"})
    assert set(wrong) == {"pay_sign", "pay_yucho"}
    _clean, wrong = judged([ACCOUNT], {"pay_where": "bank", "pay_holder": "アズミ"})
    assert set(wrong) == {"pay", "pay_branch", "pay_type", "pay_number"}


@pytest.mark.parametrize(("number", "fits"), [("7000012050002", True), ("7000012050003", False), ("123", False)])
def test_a_corporate_number_checks_itself(number: str, fits: bool) -> None:
    field = fields_of(ask.organisation("org", "団体"))["org_number"]
    if fits:
        assert field.clean(number) == number
    else:
        with pytest.raises(ValidationError):
            field.clean(number)


def typed(**answers: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(answers)
    return data


def test_rows_are_kept_and_empty_rows_do_not_count() -> None:
    data = typed(
        **{
            "house-rows": "2", "house-0-name": "安曇 ほたる", "house-0-name_kana": "アズミ", "house-0-born_era": "令和",
            "house-0-born_year": "2", "house-0-born_month": "4", "house-0-born_day": "1", "house-0-working": "no",
            "house-1-born_era": "令和",
        }
    )  # fmt: skip
    form = StepForm(Step("世帯", HOUSE), {}, data)
    assert form.is_valid(), form.errors
    (row,) = form.kept["house"]
    assert row == {"name": "安曇 ほたる", "name_kana": "あずみ", "born": "2020-04-01", "working": False}
    again, wrong = judged([HOUSE], form.kept)
    assert again == form.kept
    assert not wrong
    assert "1. 安曇 ほたる（あずみ）、令和2年4月1日" in said(HOUSE, again)


def test_a_mistake_in_a_row_is_said_in_the_row_and_what_was_typed_stays() -> None:
    data = typed(**{"house-rows": "1", "house-0-name": "ほたる", "house-0-name_kana": "蛍", "house-0-born_year": "x"})
    form = StepForm(Step("世帯", HOUSE), {}, data)
    assert not form.is_valid()
    shown = str(form["house"])
    assert "ふりがなを、ひらがなか" in shown
    assert 'value="蛍"' in shown
    assert all(words.startswith("1番目：") for words in form.errors["house"])


def test_a_place_lies_in_the_city(example_city) -> None:
    field = fields_of(ask.map_point("where", "場所"))["where_point"]
    assert field.clean("３６.５０００１，138.5") == "36.50001,138.50000"
    for outside in ("35.0,139.0", "きた"):
        with pytest.raises(ValidationError):
            field.clean(outside)


def test_a_day_of_birth_may_lie_in_taisho() -> None:
    assert fields_of(ask.born_on("born", "生年月日"))["born"].clean("大正12年9月1日") == date(1923, 9, 1)


def test_amounts_are_yen_as_people_type_them() -> None:
    question = ask.amount("income", "収入", most=10_000_000)
    assert fields_of(question)["income"].clean("１万2,000円") == 12000
    assert said(question, {"income": 12000}) == "12,000円"


EVERY = [PERSON, ACCOUNT, HOUSE, ask.organisation("org", "団体"), ask.home_address("home", "住所"),
         ask.town("town", "大字"), ask.map_point("where", "場所"), ask.statement("told", "読んでください"),
         ask.amount("yen", "金額", only_if="count(house) > 1")]  # fmt: skip


@pytest.mark.parametrize("question", EVERY, ids=lambda each: each.kind)
def test_a_question_is_data_and_back(question: Question) -> None:
    assert Question.from_data(question.as_data()) == question


@pytest.mark.parametrize("key", sorted(kinds))
def test_every_kind_names_the_keys_it_fills(key: str, example_city) -> None:
    question = Question(key="q", kind=key, label="問い", options=(("a", "あ"),), rows=(ask.text("t", "文"),))
    fields = set(fields_of(question))
    assert fields <= set(keys_of(question)) == set(parts_of(question))
    assert said(question, {}) == ""
