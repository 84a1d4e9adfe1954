"""What people type is understood in every width and era, and said back in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tomoni.engines.cases import ask
from tomoni.engines.cases.forms import checked, judged, read, steps_asked
from tomoni.engines.cases.kinds import fields_of, kinds, said
from tomoni.engines.cases.postcodes import town_of

from . import toys

OPTIONS = [("a", "あ"), ("b", "い")]


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (ask.text("q", "名"), "　𠮷田ゞ髙〷 ", "𠮷田ゞ髙〷"),
        (ask.number("q", "数", unit="人"), "１，２３４", 1234),
        (ask.day("q", "日"), "令和３年４月１日", date(2021, 4, 1)),
        (ask.day("q", "日"), "平成元年4月1日", date(1989, 4, 1)),
        (ask.choice("q", "選", OPTIONS), "a", "a"),
        (ask.choices("q", "選", OPTIONS), ["a", "b"], ["a", "b"]),
        (ask.yes_no("q", "はい？"), "no", False),
        (ask.phone("q", "電話"), "０２６３ー００－００００", "0263-00-0000"),
        (ask.url("q", "サイト"), "example.jp/a", "https://example.jp/a"),
        (ask.email("q", "メール"), " a@example.jp ", "a@example.jp"),
        (ask.consent("q", "同意", agreed="はい"), "on", True),
    ],
)
def test_what_is_typed_is_understood(question, typed, kept):
    assert fields_of(question)["q"].clean(typed) == kept


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        (ask.text("q", "団体の名前"), "", "団体の名前を入れてください"),
        (ask.choice("q", "分野", OPTIONS), "", "分野を選んでください"),
        (ask.text("q", "名前"), "番号 1234-5678-9018", "マイナンバー"),
        (ask.long_text("q", "活動"), "１２３４５６７８９０１８", "マイナンバー"),
        (ask.phone("q", "電話"), "でんわ", "市外局番から"),
        (ask.email("q", "メール"), "a@", "例：hotaru@example.jp"),
        (ask.number("q", "人数", least=5), "4", "5以上"),
        (ask.day("q", "できた日", past=True), "令和80年1月1日", "より前の日"),
        (ask.consent("q", "約束", agreed="守ります"), "", "約束に印を"),
    ],
)
def test_an_error_says_what_to_do(question, typed, words):
    with pytest.raises(ValidationError) as refused:
        fields_of(question)["q"].clean(typed)
    assert words in refused.value.messages[0]


def test_a_reading_may_be_katakana_and_becomes_hiragana():
    kana = fields_of(ask.name_and_kana("name", "名前"))["name_kana"]
    assert kana.clean("ﾎﾀﾙ ノ カイ") == "ほたる の かい"
    with pytest.raises(ValidationError):
        kana.clean("蛍の会")


def test_a_postcode_is_looked_up_from_any_thread():
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(town_of, ["3998205", "0000000"])) == ["長野県安曇野市豊科", None]


def test_every_kind_says_its_answer_in_words():
    answers = {
        "name": "ほたる", "name_kana": "ほたる", "field": "music", "members": 1200, "founded_on": date(2021, 4, 1),
        "email": "a@example.jp", "email_public": False, "rules": [1, 2], "promise": True,
        "address": "長野県安曇野市1", "address_postcode": "3998205",
    }  # fmt: skip
    by_key = {question.key: question for step in toys.registration.steps for question in step.questions}
    assert {key: said(by_key[key], answers) for key in ("name", "field", "members", "founded_on", "email")} == {
        "name": "ほたる（ほたる）",
        "field": "音楽",
        "members": "1,200人",
        "founded_on": "令和3年4月1日（2021年）",
        "email": "a@example.jp（公開しない）",
    }
    assert [said(by_key[key], answers) for key in ("address", "rules", "promise", "phone")] == [
        "〒399-8205 長野県安曇野市1", "2個のファイル", "同意しました", "",
    ]  # fmt: skip


def test_each_word_a_service_asks_with_has_its_kind():
    made = {name for name in vars(ask) if not name.startswith("_") and callable(vars(ask)[name])}
    assert {"text", "long_text", "name_and_kana", "files", "consent"} <= set(kinds)
    assert {"day", "yes_no", "email"} <= made & set(kinds)


def test_a_page_without_a_question_to_ask_is_passed_over():
    steps = toys.registration.steps
    assert steps_asked(steps, {"field": "nature"}) == [0, 1, 3, 4]
    assert steps_asked(steps, {"field": "music"}) == [0, 1, 2, 3, 4]


def test_an_answer_that_nobody_asks_any_more_does_not_arrive():
    questions = [question for step in toys.registration.steps for question in step.questions]
    clean, wrong = judged(questions, toys.FIREFLIES | {"instruments": "笛", "other_field": "x"})
    assert not wrong
    assert not {"instruments", "other_field"} & clean.keys()


def test_a_check_waits_until_the_answers_it_reads_are_there():
    questions = [question for step in toys.registration.steps for question in step.questions]
    assert checked(toys.registration.checks, questions, {"name": "x"}) == {}
    assert "members" in checked(toys.registration.checks, questions, {"members": 4})


def test_kept_answers_become_values_again():
    assert read(toys.CLUB.questions, {"founded_on": "2021-04-01", "members": 3})["founded_on"] == date(2021, 4, 1)
