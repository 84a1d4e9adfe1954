"""The screens that every check and every picture visits. A screen that people read is named here once.

`who` says who looks: nobody ("") for a public page, else the key of a demo person (see `signing_in`).
"""

from dataclasses import dataclass

from tomoni.base.design.states import COMPONENTS

LANGUAGES = ("ja", "ja-easy", "en")


@dataclass(frozen=True)
class Screen:
    path: str
    who: str = ""
    languages: tuple[str, ...] = LANGUAGES

    def in_language(self, code: str) -> str:
        return self.path if code == "ja" else f"/{code}{self.path}"

    @property
    def name(self) -> str:
        """A name for files: plan-indicator for /plan/indicator/."""
        return self.path.strip("/").replace("/", "-") or "home"


STATES = [Screen("/design/"), *(Screen(f"/design/{key}/") for key in COMPONENTS)]
PUBLIC: list[Screen] = []
DESK: list[Screen] = []
SCREENS = [*PUBLIC, *DESK, *STATES]
