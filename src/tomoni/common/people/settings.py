"""What a city decides about personal data: `cities/<city>/services/people.toml`.

[data]
names_clerks = false      # residents read the post of whoever looked; true adds the clerk's name
answers = "general"       # the section that answers for data protection
"""

from pydantic import ConfigDict, Field

from tomoni.base.city.api import CityData, service_settings


class DataRules(CityData):
    """Who answers, what residents are shown of those who looked, and how long things stay."""

    names_clerks: bool = False
    answers: str = ""
    answer_within: int = Field(default=10, ge=1, le=60)  # open days
    file_days: int = Field(default=3, ge=1, le=30)
    confirmed: bool = False  # whether the city has held these numbers against its own rules
    sights_years: int = Field(default=3, ge=1, le=30)
    invitation_days: int = Field(default=14, ge=1, le=60)


class _People(CityData):
    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    data: DataRules = DataRules()


def data_rules() -> DataRules:
    """The rules of this city."""
    return service_settings("people", _People).data
