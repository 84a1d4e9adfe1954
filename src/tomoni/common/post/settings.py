"""What a city decides about its post: `cities/<city>/services/post.toml`. Secrets come from the environment."""

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from tomoni.base.city.api import CityData, service_settings
from tomoni.base.printing import Window


class Quiet(CityData):
    """Hours of Japan in which nothing that can wait makes a telephone ring."""

    begins: int = Field(default=21, ge=0, le=23)
    ends: int = Field(default=7, ge=0, le=23)


class Digest(CityData):
    """When the week's news go out, in one message: Monday is 1."""

    weekday: int = Field(default=4, ge=1, le=7)
    hour: int = Field(default=9, ge=0, le=23)


class Envelope(CityData):
    """The window of the envelopes the city uses, in millimetres from the upper left corner of A4."""

    left: float = Field(default=22, ge=18, le=60)
    top: float = Field(default=18, ge=16, le=40)
    width: float = Field(default=92, ge=60, le=110)
    height: float = Field(default=38, ge=25, le=50)
    fold: float = Field(default=99, ge=80, le=120)

    @model_validator(mode="after")
    def above_the_fold(self) -> Self:
        if self.top + self.height > self.fold - 14:
            raise ValueError("the window reaches below the fold")
        return self

    @property
    def window(self) -> Window:
        return Window(**self.model_dump())


class Mailings(CityData):
    """Letters to many: how many stand in one file, and for how many days the files are kept."""

    per_bundle: int = Field(default=200, ge=1, le=1000)
    keep_days: int = Field(default=30, ge=1, le=365)


class PostSettings(CityData):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    quiet: Quiet = Quiet()
    digest: Digest = Digest()
    envelope: Envelope = Envelope()
    mailings: Mailings = Mailings()


def post_settings() -> PostSettings:
    """The rules of this city."""
    return service_settings("post", PostSettings)
