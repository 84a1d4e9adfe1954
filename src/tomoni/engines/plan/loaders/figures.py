"""observations.csv: baselines, targets, published figures, corrections and notes; and the demo's invented figures."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet

from tomoni.base.city.api import load_csv, loadable

from ..files import DEMO_FIGURES, DEMO_WORKINGS, FIGURES, FigureSaid, WorkingSaid, figures_of
from ..models import Indicator, IndicatorNote, Kind, Observation, Plan, Restatement, Target, Working
from ..moments import Moment, end_of


def _indicator(row: FigureSaid | WorkingSaid) -> Indicator:
    known = {indicator.key: indicator for indicator in Indicator.objects.select_related("policy__goal__plan")}
    if row.indicator not in known:
        raise row.unknown("indicator", row.indicator, known)
    return known[row.indicator]


def _texts(row: FigureSaid, name: str) -> dict[str, str]:
    found = {"en": getattr(row, f"{name}_en", ""), "ja-easy": getattr(row, f"{name}_easy", "")}
    return {language: text for language, text in found.items() if text}


def _told(texts: dict[str, str], name: str) -> dict[str, Any]:
    told = {f"{name}_en": texts.get("en", ""), f"{name}_easy": texts.get("ja-easy", "")}
    return {key: text for key, text in told.items() if key in FigureSaid.model_fields}


def write_observation(row: FigureSaid) -> Observation:
    moment = Moment.of(row.when)
    facts = {
        "value": row.value,
        "span": moment.span,
        "year_so_far": row.so_far,
        "first_published": row.published,
        "source_in": _texts(row, "source"),
        "url": row.url,
        "note": row.note,
        "note_in": _texts(row, "note"),
        "n": row.n,
        "deff": row.deff,
        "unweighted": row.unweighted,
        "breakdown": row.breakdown,
    }
    return Observation.objects.update_or_create(
        indicator=_indicator(row), kind=row.kind, day=moment.day, source=row.source, defaults=facts
    )[0]


def tell_observation(observation: Observation) -> FigureSaid:
    correction = getattr(observation, "corrects", None)
    told = {
        "indicator": observation.indicator.key,
        "kind": observation.kind,
        "when": str(Moment(observation.day, observation.span)),
        "value": observation.value,
        "so_far": observation.year_so_far,
        "n": observation.n,
        "deff": observation.deff,
        "unweighted": observation.unweighted,
        "parts": " ".join(f"{key}={number}" for key, number in observation.breakdown.items()),
        "published": observation.first_published,
        "source": observation.source,
        "url": observation.url,
        "note": observation.note,
    }
    told |= _told(observation.source_in, "source") | _told(observation.note_in, "note")
    return FigureSaid.model_validate(told | (_told_correction(correction) if correction else {}))


def _told_correction(correction: Restatement) -> dict[str, object]:
    return {
        "on": correction.on,
        "reason": correction.reason,
        "doubt": correction.doubt,
        **_told(correction.reason_in, "reason"),
        **_told(correction.doubt_in, "doubt"),
    }


def write_restated(row: FigureSaid) -> Observation:
    """A corrected figure, and the correction that joins it to the figure it corrects."""
    now = write_observation(row)
    facts = {
        "on": row.on,
        "reason": row.reason,
        "reason_in": _texts(row, "reason"),
        "source": row.source,
        "source_in": _texts(row, "source"),
        "url": row.url,
        "doubt": row.doubt,
        "doubt_in": _texts(row, "doubt"),
    }
    if hasattr(now, "corrects"):
        Restatement.objects.filter(now=now).update(**facts)
        return now
    was = now.indicator.observations.filter(day=now.day, corrected_by=None).exclude(pk=now.pk).first()
    if was is None:
        raise row.wrong(f"there is no figure of {row.indicator} for {row.when} that this could correct")
    Restatement.objects.create(was=was, now=now, **facts)
    return now


def write_target(row: FigureSaid) -> Target:
    indicator = _indicator(row)
    facts = {"value": row.value, "day": Moment.of(row.when).day, "source": row.source, "reason": row.reason}
    decided = row.on or _begin(indicator.policy.goal.plan)
    there = Target.objects.filter(indicator=indicator, decided_on=decided).first()
    if there is not None and (there.value, there.day) != (facts["value"], facts["day"]):
        _refuse_to_move_the_goal(row, there)
        there.delete()
    return Target.objects.update_or_create(indicator=indicator, decided_on=decided, defaults=facts)[0]


def _refuse_to_move_the_goal(row: FigureSaid, there: Target) -> None:
    """Once values have been kept, verdicts were given by the target: another one needs a day of its own."""
    if hasattr(there, "proposal") or there.indicator.values.exists():
        raise row.wrong("verdicts were given by this target; a new one is set at the desk, or has a day in `on`")


def _begin(plan: Plan) -> date:
    """A target without a day of its own was decided with the plan: the day on which the baselines were taken."""
    return end_of(plan.first_year - 1)


def tell_target(target: Target) -> FigureSaid:
    with_plan = target.decided_on == _begin(target.indicator.policy.goal.plan)
    return FigureSaid(
        indicator=target.indicator.key,
        kind="target",
        when=str(Moment(target.day, "year" if target.day == end_of(target.day.year - 1) else "day")),
        value=target.value,
        source=target.source,
        reason=target.reason,
        on=None if with_plan else target.decided_on,
    )


def write_note(row: FigureSaid) -> IndicatorNote:
    facts = {"source": row.source, "url": row.url, "words": row.note, "words_in": _texts(row, "note")}
    return IndicatorNote.objects.update_or_create(indicator=_indicator(row), when=row.when, defaults=facts)[0]


def tell_note(note: IndicatorNote) -> FigureSaid:
    told = {"indicator": note.indicator.key, "kind": "note", "when": note.when, "source": note.source, "url": note.url}
    return FigureSaid.model_validate(told | {"note": note.words} | _told(note.words_in, "note"))


def write_working(row: WorkingSaid) -> Working:
    moment = Moment.of(row.when)
    observation = _indicator(row).observations.filter(kind=Kind.INVENTED, day=moment.day).first()
    if observation is None:
        raise row.wrong(f"there is no figure of {row.indicator} for {row.when} that this could be the working of")
    facts = row.model_dump(include={"label", "value", "unit", "result"})
    facts["label_in"] = {"en": row.label_en} if row.label_en else {}
    return Working.objects.update_or_create(observation=observation, order=row.order, defaults=facts)[0]


def tell_working(working: Working) -> WorkingSaid:
    return WorkingSaid(
        indicator=working.observation.indicator.key,
        when=str(Moment(working.observation.day, working.observation.span)),
        order=working.order,
        label=working.label,
        label_en=working.label_in.get("en", ""),
        value=working.value,
        unit=working.unit,
        result=working.result,
    )


def _workings(folder: Path) -> Sequence[WorkingSaid]:
    file = folder / DEMO_WORKINGS
    return load_csv(file, WorkingSaid) if file.exists() else []


def _observations(*kinds: str) -> QuerySet[Observation]:
    return Observation.objects.filter(kind__in=kinds).select_related("indicator", "corrects")


def _figures(key: str, title: str, kinds: tuple[str, ...], **how: Any) -> None:
    settings: dict[str, Any] = {
        "title": title,
        "file": FIGURES,
        "row": FigureSaid,
        "natural": ("indicator", "kind", "when", "source"),
        "rows": partial(_rows, kinds=kinds),
        "write": write_observation,
        "things": partial(_observations, *kinds),
        "tell": tell_observation,
        "after": ("plan.indicator",),
    }
    loadable(key, **(settings | how))


def _rows(folder: Path, kinds: tuple[str, ...], file: str = FIGURES) -> Sequence[FigureSaid]:
    return figures_of(folder, *kinds, file=file)


def _all(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.select_related("indicator__policy__goal__plan")


_figures("plan.figure", "figure", ("baseline", "observed", "computed"))
_figures("plan.correction", "corrected figure", ("restated",), write=write_restated, after=("plan.figure",))
_figures("plan.target", "target", ("target",), write=write_target, things=partial(_all, Target), tell=tell_target)
_figures("plan.note", "note", ("note",), write=write_note, things=partial(_all, IndicatorNote), tell=tell_note)
_figures(
    "plan.invented",
    "invented figure",
    ("invented",),
    file=DEMO_FIGURES,
    rows=partial(_rows, kinds=("invented",), file=DEMO_FIGURES),
    demo=True,
)
loadable(
    "plan.working",
    title="line of a working",
    file=DEMO_WORKINGS,
    row=WorkingSaid,
    natural=("indicator", "when", "order"),
    rows=_workings,
    write=write_working,
    things=Working.objects.select_related("observation__indicator").all,
    tell=tell_working,
    after=("plan.invented",),
    demo=True,
)
