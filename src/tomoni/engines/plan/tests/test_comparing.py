"""Cities side by side: from a file, by a shared definition, with what differs."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tomoni.engines.plan.comparing import Difference, NotAPlan, comparisons, read_city, take_in, told_city
from tomoni.engines.plan.models import ComparedCity, Indicator

pytestmark = pytest.mark.usefixtures("undeclared", "plan")
ON = date(2026, 11, 20)
PAGE, DESK = "/plan/comparisons/real-debt-service-ratio/", "/desk/plan/comparisons/"


@pytest.fixture
def desk(client_as, example_city):
    return client_as(example_city.clerk("planning-head"))


def plan_of_another(client, **city: str) -> bytes:
    """What the API of this city answers, as if it came from another one."""
    told = client.get("/api/v1/plan/?on=2026-11-20").json()
    told["city"] = {"code": "999032", "name": "むかい市"} | city
    return json.dumps(told).encode()


def hand_in(desk, data: bytes):
    return desk.post(DESK, {"file": SimpleUploadedFile("plan.json", data), "source": "むかい市から受け取った"})


def test_two_cities_share_a_definition(client):
    page = client.get(PAGE).content.decode()
    assert "ひかり野市" in page and "となり市" in page and "見本" in page
    assert "端数の決め方が、市によって違います" in page
    assert "8.2" in page and "7.9" in page and "返済が収入に占める割合。3年の平均を四捨五入。" in page
    assert "借金" not in page.split("<h1>")[1].split("</h1>")[0]
    assert client.get("/plan/comparisons/nothing/").status_code == 404
    assert "実質公債費比率" in client.get("/plan/comparisons/").content.decode()


def test_what_differs_is_found(client):
    found = comparisons(ON)[0]
    assert set(found.differences) == {
        Difference.ROUNDING, Difference.OTHER_LAST_YEAR, Difference.INVENTED, Difference.RESTATED,
    }  # fmt: skip
    assert found.common == [date(2024, 3, 31), date(2025, 3, 31)]
    assert [side.ours for side in found.sides] == [True, False]


def test_the_api_of_one_city_is_the_file_of_another(client, desk):
    answer = hand_in(desk, plan_of_another(client))
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(PAGE).content.decode()
    assert "むかい市" in page and page.count("8.3") >= 4
    city = ComparedCity.objects.get(code="999032")
    assert {one.shared for one in city.indicators.all()} == {"real-debt-service-ratio"}
    assert city.indicators.get().figures.get(day=date(2023, 3, 31)).restated
    assert city.indicators.get().rounding == "truncate"
    assert "むかい市から受け取った" in desk.get(DESK).content.decode()
    assert desk.post(f"{DESK}999032/remove/").status_code == 302
    assert "むかい市" not in client.get(PAGE).content.decode()


def test_a_new_file_takes_the_place_of_the_old_one_and_an_older_one_is_refused(client, desk):
    hand_in(desk, plan_of_another(client))
    again = json.loads(plan_of_another(client))
    again["indicators"][2]["shared"]["figures"] = [{"when": "R7", "value": 8.05}]
    assert hand_in(desk, json.dumps(again).encode()).status_code == 302
    assert [one.value for one in ComparedCity.objects.get(code="999032").indicators.get().figures.all()] == [
        Decimal("8.05")
    ]
    again["on"] = "2020-01-01"
    page = hand_in(desk, json.dumps(again).encode()).content.decode()
    assert "いまある値（2026-11-20）より古いファイルです" in page


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b"\xff\xfe", "json"),
        (b"[1, 2", "json"),
        (b'{"x": NaN}', "json"),
        (b"[" * 100_000, "json"),
        (b"[]", "city"),
        (b'{"city": "a"}', "city"),
        (b'{"city": {"code": "1", "name": "a"}}', "indicators"),
        (b'{"city": {"code": "202061", "name": "a"}, "indicators": []}', "nothing-shared"),
        (b'{"city": {"code": "202061", "name": "a"}, "indicators": [{"shared": {"key": "own"}}]}', "nothing-shared"),
        (
            b'{"city": {"code": "1", "name": "a"}, "on": "2026-01-01", "plan": "p", "indicators": '
            b'[{"title": "t", "unit": "%", "shared": {"key": "ordinary-balance-ratio", "figures": []}}]}',
            "facts",
        ),
        (
            b'{"city": {"code": "202061", "name": "a"}, "on": "2026-01-01", "plan": "p", "indicators": [{"title": "t",'
            b' "unit": "%", "shared": {"key": "ordinary-balance-ratio", "figures": [{"when": "soon", "value": 1}]}}]}',
            "facts",
        ),
        (b" " * 5_000_001, "large"),
    ],
)
def test_a_file_that_is_no_plan_says_why(broken, why):
    with pytest.raises(NotAPlan) as refused:
        read_city(broken)
    assert refused.value.why == why


def test_the_desk_says_what_is_wrong_with_a_file(desk):
    assert "JSONとして読めません" in hand_in(desk, b"nonsense").content.decode()
    assert ComparedCity.objects.count() == 1


def test_what_is_kept_is_told_as_its_file_says_it(client):
    city = read_city(plan_of_another(client), source="受け取った")
    assert told_city(take_in(city, who=None)).model_dump() == city.model_dump()


def test_a_file_from_another_city_is_never_executed_as_markup(client, desk):
    told = json.loads(plan_of_another(client, name="<script>alert(1)</script>"))
    hand_in(desk, json.dumps(told).encode())
    assert "<script>alert" not in client.get(PAGE).content.decode()


def test_the_figures_can_be_taken_away(client):
    text = client.get(f"{PAGE}figures.csv").content.decode("utf-8-sig")
    assert "999024,となり市,借金返済の重さ,2024-03-31,7.9" in text


def test_an_indicator_without_a_shared_definition_is_not_compared(client):
    assert "shared" not in client.get("/api/v1/plan/indicators/1-1-i1").json()
    assert client.get("/api/v1/plan/indicators/1-2-i1").json()["shared"]["key"] == "real-debt-service-ratio"
    Indicator.objects.get(key="1-2-i1").definitions.update(shared="")
    assert comparisons(ON) == []
