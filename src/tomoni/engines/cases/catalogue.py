"""A procedure as everybody finds it: the same definition as page, JSON-LD, open data row and printed form.

`Told` is what all four say. What the city has not confirmed is marked in each of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.base.catalogue import Catalogue
from tomoni.base.city.api import the_city
from tomoni.common.people.api import Section

from .definitions import content_of, is_offered, need_of, says_of, section_of
from .procedures import Procedure, procedures
from .questions import spoken
from .settings import overlay_of
from .workflow import Kind

Plain = dict[str, Any]
NEEDED = ("needs", "fee", "deadline", "channel")  # what can be read from every page, by a person and by a machine


@dataclass(frozen=True)
class Told:
    """What is said of a procedure, in the language of now."""

    procedure: Procedure
    says: Mapping[str, Any]
    section: Section | None

    @property
    def facts(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.says.get("facts") or {}
        return found

    @property
    def title(self) -> str:
        return spoken(self.says["title"])

    @property
    def called(self) -> str:
        """申請, 届出, 請求, 申込, 予約."""
        return spoken(self.facts.get("called") or Kind(self.says["kind"]).label)

    @property
    def promised(self) -> bool:
        """Whether the standard period is the city's own: only then may it be shown."""
        return bool(self.facts.get("promised", True))

    @property
    def desk(self) -> str:
        return self.section.name if self.section else spoken(self.facts.get("desk", "")) or the_city().name

    @property
    def phone(self) -> str:
        return (self.section.phone if self.section else "") or the_city().office_phone

    @property
    def checked(self) -> str:
        """In plain words, how sure the facts are; empty where the section has confirmed them."""
        if not self.facts or self.facts.get("ticked"):
            return ""
        return {
            "confirmed": _("法律の本文や公の頁で確かめた内容です。担当課の確認前です。"),
            "typical": _("ほかの市の例をもとにしています。市によって違うことがあり、担当課の確認前です。"),
            "memory": _("もとの資料をまだ確かめていません。担当課の確認前です。"),
        }[self.facts["trust"]]

    @property
    def channels(self) -> list[str]:
        return [_("オンライン"), _("窓口"), _("郵便")] if self.facts else [_("オンライン"), _("窓口")]

    @property
    def url(self) -> str:
        return settings.ORIGIN + reverse("procedure", args=[self.procedure.key])

    def missing(self) -> list[str]:
        """Which of the things that every page owes cannot be read from this one."""
        there = {
            "needs": self.says["needs"],
            "fee": self.says["fee"],
            "deadline": self.facts.get("deadline"),
            "channel": self.channels,
        }
        return [name for name in NEEDED if not there[name]]


# Who measures that a procedure takes less time at the counter than before: a function of a day that names keys.
shorter: Catalogue[Callable[[date], Iterable[str]]] = Catalogue("measurement of time saved")


def offered_keys() -> list[str]:
    """The keys of all procedures that the city offers online now."""
    return [procedure.key for procedure in procedures.values() if is_offered(procedure)]


def titles() -> dict[str, str]:
    """What every procedure is called, in the language of now."""
    return {procedure.key: spoken(says_of(procedure)["title"]) for procedure in procedures.values()}


def told_of(procedure: Procedure) -> Told:
    """A pack names a kind of desk; a section only where the city has said which one it is."""
    named = procedure.facts is None or overlay_of(procedure.service, procedure.name).section
    return Told(procedure, content_of(procedure), section_of(procedure) if named else None)


def all_told() -> Iterator[Told]:
    """Every procedure that the city offers and that has facts, in the order of the library."""
    for procedure in procedures.values():
        if procedure.facts and is_offered(procedure):
            yield told_of(procedure)


# JSON-LD


def json_ld(told: Told) -> Plain:
    """The page for machines: schema.org's GovernmentService, with the inputs of CPSV where schema.org has no word."""
    facts, city = told.facts, the_city()
    return {
        "@context": ["https://schema.org", {"cpsv": "http://purl.org/vocab/cpsv#"}],
        "@type": "GovernmentService",
        "@id": told.url,
        "identifier": told.procedure.key,
        "name": told.title,
        "description": spoken(told.says["summary"]),
        "serviceType": told.called,
        "areaServed": {"@type": "City", "name": city.name},
        "provider": {"@type": "GovernmentOrganization", "name": city.name, "telephone": told.phone},
        "audience": {"@type": "Audience", "audienceType": "；".join(_all_spoken(told.says["who"]))},
        "serviceOutput": {"@type": "Thing", "name": spoken(facts.get("outcome", ""))},
        "termsOfService": spoken(facts.get("deadline", "")),
        "offers": {"@type": "Offer", "description": spoken(told.says["fee"])},
        "availableChannel": [
            {"@type": "ServiceChannel", "name": _("オンライン"), "serviceUrl": told.url},
            {
                "@type": "ServiceChannel",
                "name": _("窓口"),
                "serviceLocation": {"@type": "Place", "name": told.desk, "address": city.office_address},
            },
        ],
        "cpsv:hasInput": _all_spoken(told.says["needs"]),
        "cpsv:hasLegalResource": [basis["text"] for basis in facts.get("basis", ())],
    }


def _all_spoken(lines: Iterable[str]) -> list[str]:
    return [spoken(line) for line in lines]


# Open data (after dataset 22 of the standard sets, 支援制度情報)

HEADS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "制度名", "制度名_カナ", "手続の種別", "分野", "ライフイベント",
    "概要", "対象者", "代理", "手続の期限", "必要書類", "費用", "費用の減免", "手続方法", "窓口", "電話番号", "URL",
    "オンライン申請URL", "必要な本人確認", "標準処理期間（開庁日）", "結果", "処分", "根拠", "対応言語", "一覧",
    "出典の確かさ", "担当課の確認日",
)  # fmt: skip


def open_rows() -> Iterator[list[str]]:
    """One row a procedure, in Japanese; ids are words, so that no spreadsheet changes them."""
    city = the_city()
    with override("ja"):
        for told in all_told():
            yield [city.code, told.procedure.key, city.name, *_row(told)]


def _row(told: Told) -> list[str]:
    facts, says = told.facts, told.says
    need = need_of(told.procedure)
    return [
        told.title, facts["kana"], facts["called"], facts["field_title"], "；".join(facts["life_events"]),
        says["summary"], "；".join(says["who"]), facts["proxy"], facts["deadline"], "；".join(says["needs"]),
        says["fee"], facts["exemption"], "；".join(told.channels), told.desk, told.phone, told.url, f"{told.url}apply/",
        str(need.level) if need else _("なし"), str(says["answer_within"]) if told.promised else "", facts["outcome"],
        "処分" if facts["disposition"] else "", "；".join(basis["text"] for basis in facts["basis"]),
        "；".join(facts["languages"]), "；".join(facts["lists"]), facts["trust"], facts["ticked"],
    ]  # fmt: skip
