"""Where somebody lives and where something is: addresses, towns (大字), wards, a point on the map of the city."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.design.fields import no_my_number
from tomoni.base.kana import normal_width

from ..city_places import Frame, frame_of_city, towns_of_city, wards_of_city
from ..questions import Question, spoken
from .kind import Answers, Fields, QuestionKind, kinds, part_of, picked, typed_in

POINT = re.compile(r"(\d{1,3}\.\d{1,8})[,、\s]+(\d{1,3}\.\d{1,8})")


def _postcode(text: str) -> None:
    if not re.fullmatch(r"\d{7}", text):
        raise ValidationError(_("郵便番号を7桁の数字で入れてください。例：399-8281"), code="postcode")


class PostcodeField(forms.CharField):
    """Seven digits; the stroke and 〒 go."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[^0-9A-Za-z]", "", normal_width(super().to_python(value) or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "postal-code"}


class PlaceSelect(forms.Select):
    """Towns or wards by the area they lie in, after one empty line."""


class MapInput(forms.TextInput):
    """Latitude and longitude in one line, and under it the city as a picture to press: no script, no other host."""

    template_name = "cases/forms/map.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["map"] = reverse("city-map") if frame_of_city() else ""
        return context


class PointField(forms.CharField):
    """「36.3040,137.9057」: in the city, to about a metre."""

    widget = MapInput

    def to_python(self, value: Any) -> str:
        text = normal_width(super().to_python(value) or "").strip()
        found = POINT.fullmatch(text)
        return f"{float(found[1]):.5f},{float(found[2]):.5f}" if found else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "inputmode": "text"}


def _in_city(text: str) -> None:
    found = POINT.fullmatch(text)
    if found is None:
        raise ValidationError(_("緯度と経度を入れてください。例：36.3040,137.9057"), code="point")
    frame = frame_of_city()
    if frame is not None and not frame.holds(float(found[1]), float(found[2])):
        raise ValidationError(_("この場所は市の外です。緯度と経度を確かめてください"), code="outside")


def _address(question: Question) -> Fields:
    return {
        f"{question.key}_postcode": PostcodeField(
            label=_("郵便番号"),
            required=question.required,
            error_messages={"required": _("郵便番号を入れてください")},
            validators=[_postcode],
        ),
        question.key: forms.CharField(
            max_length=200,
            validators=[no_my_number],
            widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
            **typed_in(question),
        ),
    }


def _home_address(question: Question) -> Fields:
    """An address down to the building, and the ward that somebody belongs to or asks."""
    label = spoken(question.label)
    building = forms.TextInput(attrs={"autocomplete": "address-line2"})
    fields = _address(question)
    fields[f"{question.key}_building"] = forms.CharField(
        max_length=100,
        widget=building,
        validators=[no_my_number],
        **part_of(_("建物の名前と部屋"), required=False, hint=_("一軒家のときは、空けておいてください。")),
    )
    if wards := wards_of_city():
        options = [("", _("わからない、市の外")), *wards]
        fields[f"{question.key}_ward"] = forms.ChoiceField(
            choices=options,
            widget=PlaceSelect,
            **part_of(_("%(label)sの区") % {"label": label}, required=False, picked=True),
        )
    return fields


def _town(question: Question) -> Fields:
    options = [("", _("選んでください")), *towns_of_city()]
    return {question.key: forms.ChoiceField(choices=options, widget=PlaceSelect, **picked(question))}


def _map_point(question: Question) -> Fields:
    label = spoken(question.label)
    words = typed_in(question)
    words["help_text"] = words["help_text"] or _("住所や目印を書いてください。例：豊科駅の東、公園の入口")
    return {
        question.key: forms.CharField(max_length=200, validators=[no_my_number], **words),
        f"{question.key}_point": PointField(
            max_length=40,
            validators=[_in_city],
            **part_of(
                _("%(label)sの地図の位置") % {"label": label},
                required=False,
                hint=_("地図を押すか、緯度と経度を入れてください。わからないときは、空けておいてください。"),
            ),
        ),
    }


def point_pressed(x: int, y: int, frame: Frame) -> str:
    """Where on earth somebody pressed the picture of the city."""
    lat, lon = frame.at(x, y)
    return f"{lat:.5f},{lon:.5f}"


# Words


def _said_address(question: Question, answers: Answers) -> str:
    code = str(answers.get(f"{question.key}_postcode") or "")
    written = str(answers.get(question.key) or "")
    return f"〒{code[:3]}-{code[3:]} {written}" if code else written


def _said_home(question: Question, answers: Answers) -> str:
    parts = [_said_address(question, answers), str(answers.get(f"{question.key}_building") or "")]
    ward = str(answers.get(f"{question.key}_ward") or "").rpartition("/")[2]
    words = " ".join(filter(None, parts))
    return f"{words}（{ward}）" if ward else words


def _said_town(question: Question, answers: Answers) -> str:
    return str(answers.get(question.key) or "")


def _said_point(question: Question, answers: Answers) -> str:
    words, point = answers.get(question.key) or "", answers.get(f"{question.key}_point") or ""
    return f"{words}（{point}）" if point else str(words)


WITH_POSTCODE = {"_postcode": "text", "": "text"}

kinds.add("address", QuestionKind(_address, _said_address, parts=WITH_POSTCODE, title=gettext_lazy("住所")))
kinds.add(
    "home_address",
    QuestionKind(
        _home_address,
        _said_home,
        parts={**WITH_POSTCODE, "_building": "text", "_ward": "text"},
        title=gettext_lazy("住所（建物と区まで）"),
    ),
)
kinds.add("town", QuestionKind(_town, _said_town, title=gettext_lazy("市内の大字")))
kinds.add(
    "map_point",
    QuestionKind(_map_point, _said_point, parts={"": "text", "_point": "point"}, title=gettext_lazy("場所（地図）")),
)
