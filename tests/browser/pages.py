"""The screens that every check and every picture visits.

A screen that people read is named here once; a test compares the list with all addresses, so that none is forgotten.
`who` says who looks: nobody ("") at a public page, else a name of the example city's invented people. Addresses with
a part of their own are written with an example of the loaded city.
"""

from dataclasses import dataclass

from tomoni.base.design.states import COMPONENTS

LANGUAGES = ("ja", "ja-easy", "en")
RESIDENT, NEWCOMER = "望月 さくら", "Maria Santos"
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
        return self.path.partition("?")[0].strip("/").replace("/", "-") or "home"


def _for(who: str, *paths: str, languages: tuple[str, ...] = LANGUAGES) -> list[Screen]:
    return [Screen(path, who, languages) for path in paths]


STATES = _for("", "/design/", *(f"/design/{key}/" for key in COMPONENTS))
PUBLIC = _for(
    "",
    "/procedures/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/demo/",
)
MINE = _for(RESIDENT, "/my/profile/", "/my/seen/", "/my/cases/")
# The desk speaks Japanese; easy Japanese and English of it are looked at once, on its first page.
DESK = [
    *_for(DEPUTY, "/desk/"),
    *_for(DEPUTY, "/desk/absence/", "/desk/residents/", "/desk/residents/new/", languages=("ja",)),
    *_for(GENERAL, "/desk/people/", "/desk/people/handover/", languages=("ja",)),
    *_for(DIRECTOR, "/desk/journal/", languages=("ja",)),
]
SCREENS = [*PUBLIC, *MINE, *DESK, *STATES]
# Addresses without a part of their own that are no screens to look at, or that need a situation first; each with why.
# Addresses without a part of their own that this list leaves to others, and why.
NOT_LOOKED_AT = {
    "draft-resume": "leads on to a draft",
    "desk-csv": "a file",
    "desk-xlsx": "a file",
    "desk-cases": "opens to those whose duty a procedure names: see the journeys",
    "desk-case-enter": "opens to those whose duty a procedure names: see the journeys",
}
