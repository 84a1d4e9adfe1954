"""What a city decides about its evaluation: `cities/<city>/services/evaluation.toml`."""

from pydantic import Field

from tomoni.base.city.api import CityData, service_settings

Texts = dict[str, str]


class Rating(CityData):
    """A step of the scale by which sections rate themselves. `fits`: the verdicts of the rule it agrees with."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str
    title_in: Texts = {}
    fits: tuple[str, ...] = ()

    @property
    def said(self) -> Texts:
        """The title by language, the Japanese under `ja`."""
        return {"ja": self.title} | self.title_in


SCALE = (
    Rating(key="good", title="順調", title_in={"en": "On course"}, fits=("reached", "on_the_way")),
    Rating(key="fair", title="おおむね順調", title_in={"en": "Mostly on course"}, fits=("on_the_way",)),
    Rating(key="late", title="遅れ", title_in={"en": "Behind"}, fits=("behind",)),
    Rating(key="hard", title="見直しが必要", title_in={"en": "Needs rethinking"}, fits=("behind",)),
)


class Committee(CityData):
    """The body outside the city hall that reads the sheets. `members` says from where they come, never who they are."""

    name: str = "総合計画の評価委員会"
    name_in: Texts = {}
    members: tuple[str, ...] = ()
    organisation: str = ""  # the key of the organisation whose people sign in as its members; "" when none do
    invented: bool = False


class Evaluating(CityData):
    """Days in opening days; `route` are the posts that seal the publication, the deciding one last."""

    hand_in_within: int = Field(default=20, ge=1)
    publish_within: int = Field(default=60, ge=1)
    remind_within: int = Field(default=5, ge=0)
    route: tuple[str, ...] = ()
    section: str = ""  # the code of the section that writes a sheet nobody else is named for
    ratings: tuple[Rating, ...] = Field(default=SCALE, min_length=2)
    committee: Committee = Committee()
    sections: dict[str, str] = {}  # code of a group: code of the section that writes its sheet
    source: str = ""
    invented: bool = False

    def rating(self, key: str) -> Rating | None:
        return next((one for one in self.ratings if one.key == key), None)


def rules_here() -> Evaluating:
    """What this city has decided."""
    return service_settings("evaluation", Evaluating)
