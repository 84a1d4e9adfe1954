"""plan.toml and observations.csv: loading, loading again, and being told what is wrong."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tomoni.base.city.api import CityFileError, differences, load_city
from tomoni.base.clock import now
from tomoni.engines.plan.loaders.indicators import tell_definition, write_definition
from tomoni.engines.plan.models import (
    IndicatorDefinition,
    IndicatorNote,
    IndicatorValue,
    Measure,
    Observation,
    Plan,
    Restatement,
    Target,
)

EXAMPLE = settings.ROOT / "cities" / "example"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the example city that a test may spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_plan_is_there_after_loading(plan):
    assert Plan.objects.get().title == "ひかり野市 第1次総合計画"
    assert [service.key for service in Measure.objects.get(code="1-1-1a").services.all()] == ["groups"]
    assert Target.objects.count() == 4
    assert IndicatorNote.objects.get().when == "H28"


def test_a_correction_joins_the_two_figures(plan):
    correction = Restatement.objects.get()
    assert (float(correction.was.value), float(correction.now.value)) == (9.1, 8.1)
    assert correction.reason and correction.doubt


def test_a_second_load_changes_nothing(plan):
    assert load_city(EXAMPLE, demo=True) == []
    assert not differences(EXAMPLE)


def test_a_changed_figure_follows_the_file(plan, folder):
    spoil(folder / "observations.csv", "2025-09,199", "2025-09,198")
    load_city(folder, demo=True)
    assert Observation.objects.get(indicator__key="1-1-i1", day="2025-09-30").value == 198


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("plan.toml", 'services = ["groups"]', 'services = ["grups"]', "did you mean 'groups'"),
        ("plan.toml", 'group = "1-2-1"', 'group = "1-2-9"', "1-2-9"),
        ("plan.toml", "project = 1", "project = 7", "value project"),
        ("plan.toml", 'direction = "lower"', 'direction = "down"', "direction"),
        ("plan.toml", 'reading = "groups.standing"', 'reading = "groups"', "reading"),
        ("plan.toml", "strategic = true", "stategic = true", "did you mean 'strategic'"),
        ("observations.csv", "1-1-i1,observed,R5", "1-1-i9,observed,R5", "no indicator is called"),
        ("observations.csv", "observed,2025-09", "observed,2025-13", "no month"),
        ("observations.csv", "observed,R5,189", "observed,R5,", "has a value"),
        ("observations.csv", ",2023-08-30,例の議会", ",,例の議会", "which day it was corrected"),
        ("observations.csv", "wards=83 others=106", "区83", "wards=83"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(db, folder, file, before, after, says):
    spoil(folder / file, before, after)
    with pytest.raises(CityFileError, match=rf"{file}, line \d+: .*{says}"):
        load_city(folder, demo=True)


def test_a_definition_by_which_values_were_kept_may_be_worded_better_but_not_count_otherwise(plan):
    definition = IndicatorDefinition.objects.get(indicator__key="1-2-i1")
    IndicatorValue.objects.create(
        indicator=definition.indicator,
        definition=definition,
        on=date(2026, 3, 31),
        kind="observed",
        value=8,
        inputs_hash="0" * 64,
        computed_at=now(),
    )
    row = tell_definition(definition)
    write_definition(row.model_copy(update={"words": "言い直した。"}))
    assert IndicatorDefinition.objects.get(pk=definition.pk).words == "言い直した。"
    with pytest.raises(CityFileError, match="add version 2"):
        write_definition(row.model_copy(update={"reading": "toy_ledger.other"}))
