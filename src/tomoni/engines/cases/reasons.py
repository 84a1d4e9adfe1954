"""Why a decision is what it is (理由の提示, 行政手続法 第8条)."""

from dataclasses import dataclass


class NoReasons(Exception):
    """A refusal names the article, the facts and the reasoning, or it does not exist."""


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """The article, what was found to be so, and how the one applies to the other."""

    article: str = ""
    facts: str = ""
    reasoning: str = ""

    @property
    def given(self) -> bool:
        return all(part.strip() for part in (self.article, self.facts, self.reasoning))
