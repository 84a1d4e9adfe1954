"""A table of standing authority for tests: 課長 to ¥200,000, 部長 to ¥1,000,000 after asking finance, else the mayor."""

from datetime import date

from tomoni.common.approvals.models import DecidingTable

from .house import LONG_AGO, House


def rule(key: str, matter: str, decider: str, max_yen: int | None = None, **other: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "key": key, "matter": matter, "decider": decider, "stage": "", "scope": "", "max_yen": max_yen, "consult": [],
        "since": None, "until": None, "reference": "別表（試験）",
    }  # fmt: skip
    return facts | other


def a_table(house: House, *, head: int = 200_000, number: int = 11, since: date = LONG_AGO) -> DecidingTable:
    finance = house.posts["財政課長"].key
    return DecidingTable.objects.create(
        number=number, since=since, name=f"専決の表 第{number}版", invented=True,
        escalators={"council": "市長", "important": "部長", "disputed": "市長"},
        rules=[
            rule("goods-head", "goods", "課長", head, stage="plan"),
            rule("goods-director", "goods", "部長", 1_000_000, stage="plan", consult=[finance]),
            rule("travel-head", "travel", "課長"),
            rule("general-head", "general", "課長"),
        ],
    )  # fmt: skip
