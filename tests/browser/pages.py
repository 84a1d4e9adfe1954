"""The screens that every check and every picture visits.

A screen that people read is named here once; a test compares the list with all addresses, so that none is forgotten.
`who` says who looks: nobody ("") at a public page, else a name of the example city's invented people. Addresses with
a part of their own are written with an example of the loaded city.
"""

from dataclasses import dataclass

from tomoni.base.design.states import COMPONENTS

LANGUAGES = ("ja", "ja-easy", "en")
RESIDENT, NEWCOMER, MEMBER = "望月 さくら", "Maria Santos", "草間 茂"
DEPUTY, PLANNER, GENERAL, DIRECTOR = "百瀬 健", "中島 遥", "𠮷田 空", "小川 実"


@dataclass(frozen=True)
class Screen:
    path: str
    who: str = ""
    languages: tuple[str, ...] = LANGUAGES

    def in_language(self, code: str) -> str:
        return self.path if code == "ja" else f"/{code}{self.path}"

    @property
    def name(self) -> str:
        """A name for files and tests: plan-indicators-6-1-i2 for /plan/indicators/6-1-i2/."""
        bare, _, asked = self.path.partition("?")
        return (bare.strip("/").replace("/", "-") or "home") + ("-found" if asked else "")


def _for(who: str, *paths: str, languages: tuple[str, ...] = LANGUAGES) -> list[Screen]:
    return [Screen(path, who, languages) for path in paths]


STATES = _for("", "/design/", *(f"/design/{key}/" for key in COMPONENTS))
PUBLIC = _for(
    "",
    "/",
    "/search/",
    "/search/?q=団体",
    "/site/",
    "/planned/events/",
    "/opendata/",
    "/accessibility/",
    "/proof/",
    "/api/",
    "/news/",
    "/news/mayors-meeting/",
    "/guide/about/",
    "/guide/groups/",
    "/procedures/",
    "/procedures/groups.registration/",
    "/procedures/online_procedures.ninshin-todoke/",
    "/procedures/use/",
    "/procedures/guide/",
    "/procedures/guide/moving/",
    "/procedures/guide/disaster/?what=other&also=",
    "/pay/fees/",
    "/plan/",
    "/plan/1-1/",
    "/plan/1-1-1/",
    "/plan/1-1-1a/",
    "/plan/projects/",
    "/plan/comparisons/",
    "/plan/comparisons/real-debt-service-ratio/",
    "/plan/what-if/",
    "/plan/indicators/1-1-i1/what-if/",
    "/plan/indicators/1-1-i2/what-if/?years=3",
    "/plan/status/",
    "/plan/rule/",
    "/plan/book/",
    "/plan/evaluation/",
    "/plan/evaluation/2025/",
    "/plan/evaluation/2025/1-1-1/",
    "/plan/indicators/1-1-i1/",
    "/plan/indicators/1-1-i1/rows/",
    "/plan/indicators/1-1-i1/proof/",
    "/plan/indicators/1-1-i1/targets/",
    "/plan/indicators/1-1-i1/follow/",
    "/plan/indicators/1-1-i2/",
    "/plan/indicators/1-2-i1/",
    "/plan/indicators/1-2-i2/",
    "/town/",
    "/town/wards/",
    "/town/wards/1/",
    "/town/groups/",
    "/town/groups/4/",
    "/town/groups/on/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/demo/",
    "/accounts/demo/mail/",
)
MINE = _for(
    RESIDENT,
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/devices/",
    "/my/",
    "/my/profile/",
    "/my/identity/",
    "/my/seen/",
    "/my/consents/",
    "/my/organisations/",
    "/my/organisations/1/",
    "/my/data/",
    "/my/data/erase/",
    "/my/cases/",
    "/my/groups/",
    "/my/messages/",
    "/my/messages/ways/",
    "/my/payments/",
    "/town/groups/4/edit/",
)
ON_THE_COMMITTEE = _for(MEMBER, "/my/committee/")
# The desk speaks Japanese; easy Japanese and English of it are looked at once, on its first page.
DESK = [
    *_for(DEPUTY, "/desk/"),
    *_for(
        DEPUTY,
        "/desk/absence/",
        "/desk/residents/",
        "/desk/residents/new/",
        "/desk/approvals/",
        "/desk/rules/",
        "/desk/rules/simulator/",
        "/desk/rules/simulator/?rule=goods-plan-head&max_yen=300000",
        "/desk/records/",
        "/desk/office-papers/",
        "/desk/office-papers/new/purchase/",
        "/desk/office-papers/new/travel/",
        "/desk/documents/",
        "/desk/cases/",
        "/desk/cases/enter/",
        "/desk/cases/figures/",
        "/desk/cases/replies/",
        "/desk/cases/replies/new/",
        "/desk/groups/running-out/",
        "/desk/registers/",
        "/desk/registers/groups/",
        languages=("ja",),
    ),
    *_for(
        PLANNER,
        "/desk/plan/",
        "/desk/plan/observations/",
        "/desk/plan/book/",
        "/desk/plan/documents/",
        "/desk/plan/comparisons/",
        "/desk/plan/1-1-i1/",
        "/desk/plan/1-1-i1/target/",
        "/desk/plan/1-1-i1/citations/",
        languages=("ja",),
    ),
    *_for(
        PLANNER,
        "/desk/evaluation/",
        "/desk/evaluation/open/",
        "/desk/evaluation/committee/",
        "/desk/evaluation/2025/",
        "/desk/evaluation/2025/1-1-1/",
        languages=("ja",),
    ),
    *_for(
        GENERAL,
        "/desk/people/",
        "/desk/people/handover/",
        "/desk/procedures/",
        "/desk/appeals/",
        "/desk/people/clerks/new/",
        "/desk/people/clerks/1005/",
        "/desk/people/clerks/1005/leaving/",
        "/desk/people/posts/centre-staff/",
        "/desk/messages/",
        "/desk/letters/",
        "/desk/mailings/",
        "/desk/mailings/new/",
        "/desk/data-questions/",
        "/desk/system/",
        languages=("ja",),
    ),
    *_for(DIRECTOR, "/desk/journal/", "/desk/money/", languages=("ja",)),
]
SCREENS = [*PUBLIC, *MINE, *ON_THE_COMMITTEE, *DESK, *STATES]
# Addresses without a part of their own that this list leaves to others, and why.
NOT_LOOKED_AT = {
    "desk-cases-bulk": "takes a form only; its pages are in engines/cases/tests/test_desk_many.py",
    "desk-records-draw": "takes a form only",
    "my-data-ask": "takes a form only",
    "draft-resume": "leads on to a draft",
    "identity-start": "leads to the provider, where there is one",
    "identity-first": "there only with a provider; looked at in test_proven_identity_journey.py",
    "identity-failed": "there only with a provider; looked at in test_proven_identity_journey.py",
    "identity-compare": "there only with a provider; looked at in test_proven_identity_journey.py",
    "mfa_reauthenticate_webauthn": "there only for whoever has a passkey; passed through in test_identity_journey.py",
    "city-map": "a picture",
    "desk-csv": "a file",
    "desk-xlsx": "a file",
}
