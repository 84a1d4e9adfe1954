"""What a city decides about its plan's figures: `cities/<city>/services/plan.toml`."""

from pydantic import ConfigDict

from tomoni.base.city.api import CityData, service_settings


class Targets(CityData):
    """Which posts a new target goes through, the deciding one last."""

    route: tuple[str, ...] = ()


class _PlanSettings(CityData):
    """The tables of the file that are read here."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)
    targets: Targets = Targets()


def targets() -> Targets:
    return service_settings("plan", _PlanSettings).targets
