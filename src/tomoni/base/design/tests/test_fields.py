"""Days in any era, numbers in any width, and sentences that say what to do."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tomoni.base.design.fields import DayField, Hinted, NumberField, YenField
from tomoni.base.design.sentences import sentences


@pytest.fixture(autouse=True)
def _japanese() -> None:
    translation.activate("ja")


class Born(forms.Form):
    on = DayField(label="生年月日", not_before=date(1900, 1, 1), not_after=lambda: date(2026, 11, 20))


def typed(era: str, year: str, month: str, day: str) -> Born:
    return Born({"on_era": era, "on_year": year, "on_month": month, "on_day": day})


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        (("令和", "3", "4", "1"), date(2021, 4, 1)),
        (("西暦", "2021", "4", "1"), date(2021, 4, 1)),
        (("令和", "元", "5", "1"), date(2019, 5, 1)),
        (("平成", "１", "０１", "８"), date(1989, 1, 8)),
        (("昭和", " 39 ", "10", "10"), date(1964, 10, 10)),
    ],
)
def test_a_day_may_be_typed_in_any_era_and_width(boxes: tuple[str, str, str, str], day: date) -> None:
    form = typed(*boxes)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == day


@pytest.mark.parametrize("text", ["令和3年4月1日", "2021-04-01", "R3.4.1", "２０２１年４月１日"])
def test_a_day_may_come_in_one_line(text: str) -> None:
    form = Born({"on": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2021, 4, 1)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (("令和", "", "", ""), "生年月日を入れてください"),
        (("令和", "3", "", "1"), "生年月日の年・月・日をすべて入れてください"),
        (("平成", "33", "4", "1"), "生年月日：その日は令和です。令和3年4月1日と入れてください"),
        (("令和", "3", "2", "30"), "生年月日：2021年2月に30日はありません"),
        (("西暦", "さくら", "4", "1"), "生年月日を、年・月・日の数字で入れてください。例：令和8年4月1日、2026年4月1日"),
        (("令和", "9", "4", "1"), "生年月日は、令和8年11月20日より前の日にしてください"),
        (("西暦", "1899", "4", "1"), "生年月日は、明治33年1月1日より後の日にしてください"),
    ],
)
def test_what_has_to_be_put_right_is_said_in_words(boxes: tuple[str, str, str, str], said: str) -> None:
    form = typed(*boxes)
    assert sentences(form["on"]) == [said]


def test_what_was_typed_comes_back_unchanged() -> None:
    html = str(typed("平成", "３３", "４", "１")["on"])
    assert 'value="３３"' in html
    assert "<option selected>平成</option>" in html.replace("  ", " ")


@given(st.dates(date(1926, 12, 25), date(2100, 12, 31)))
def test_a_day_that_is_shown_can_be_sent_back(day: date) -> None:
    field = DayField(label="日")
    shown = field.widget._as_typed(day)
    assert field.clean(shown) == day


def test_an_optional_day_may_be_left_out() -> None:
    class Form(forms.Form):
        on = DayField(label="日", required=False)

    form = Form({"on_era": "令和", "on_year": "", "on_month": "", "on_day": ""})
    assert form.is_valid()
    assert form.cleaned_data["on"] is None
    assert not form.has_changed()


class Numbers(forms.Form):
    members = NumberField(label="人数", unit="人", min_value=5)


@pytest.mark.parametrize(
    ("text", "number"), [("14", 14), ("１４", 14), ("1,400", 1400), ("１，４００", 1400), (" 14 ", 14)]
)
def test_a_number_may_have_any_width(text: str, number: int) -> None:
    form = Numbers({"members": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["members"] == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", "人数は、5以上にしてください"),
        ("十", "人数を、数字で入れてください。例：14"),
        ("", "人数を入れてください"),
    ],
)
def test_a_number_that_does_not_do_is_named(text: str, said: str) -> None:
    assert sentences(Numbers({"members": text})["members"]) == [said]


class Asked(forms.Form):
    name = forms.CharField(label="団体の名前", help_text="名簿に載ります。", max_length=10)
    by = forms.ChoiceField(
        label="受け取り方",
        widget=forms.RadioSelect,
        choices=[("m", "メール"), ("l", Hinted("手紙", hint="3日かかります"))],
    )
    true = forms.BooleanField(label="事実と合っています")
    own = forms.CharField(label="合言葉", error_messages={"required": "合言葉を忘れたら、電話してください"})


def test_errors_name_the_question_and_keep_a_forms_own_words() -> None:
    form = Asked({"name": "あ" * 11})
    assert sentences(form["name"]) == ["団体の名前を、10文字以内にしてください（いま11文字）"]
    assert sentences(form["by"]) == ["受け取り方を選んでください"]
    assert sentences(form["true"]) == ["「事実と合っています」に印を付けてください"]
    assert sentences(form["own"]) == ["合言葉を忘れたら、電話してください"]


def test_a_field_is_question_hint_error_control_in_this_order() -> None:
    html = Template("{% field form.name %}").render(Context({"form": Asked({"name": "あ" * 11})}))
    places = [html.index(mark) for mark in ('for="id_name"', "id_name_helptext", "id_name_error", "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_choice_carries_its_hint() -> None:
    html = Template("{% field form.by %}").render(Context({"form": Asked()}))
    assert '<span class="hint">3日かかります</span>' in html
    assert html.count("<fieldset") == 1


def test_the_summary_leads_to_each_control() -> None:
    form = Asked({})
    html = Template("{% errors form %}{{ form }}").render(Context({"form": form}))
    import re

    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    assert "4か所、直してください" in html
    assert Template("{% errors form %}").render(Context({"form": Asked()})) == ""
    assert Template("{% title_errors %}").render(Context({"form": form})) == "（エラー4件）"


@pytest.mark.parametrize(("typed", "amount"), [("１万2,000円", 12000), ("0", 0), ("", None)])
def test_an_amount_is_understood_as_people_type_it(typed: str, amount: int | None) -> None:
    assert YenField(required=False).clean(typed) == amount


@pytest.mark.parametrize(("typed", "said"), [("1,23", "「,」の場所"), ("-5", "0以上"), ("いくらか", "金額を数字で")])
def test_an_amount_that_is_none_says_how_to_put_it_right(typed: str, said: str) -> None:
    class Paying(forms.Form):
        fee = YenField(label="会費")

    assert said in sentences(Paying({"fee": typed})["fee"])[0]
