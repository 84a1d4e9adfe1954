"""What a target asks for: for a survey whether it would be noticed, for a count what each year must bring."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tomoni.base.design.parts.days import day as said_day

from ..figures import Figure, realism_of
from ..rules import Direction, Path, Rounding
from ..wording import with_unit


def what_it_would_mean(figure: Figure, *, target: Decimal, day: date, baseline: Decimal | None = None) -> list[str]:
    """The sentences for a target, or for the target that stands with another baseline."""
    if figure.baseline is None or day <= figure.baseline.observation.day:
        return []
    begins = figure.baseline.observation.day
    start = figure.baseline.observation.value if baseline is None else baseline
    path = Path(start, target, begins, day, Direction(figure.indicator.direction))
    if path.contradicts:
        return [_("この目標は、基準の値よりよい値ではありません。このままでは判定できません。")]
    if figure.is_survey and figure.indicator.planned_n:
        return _noticing(figure, path)
    return list(_yearly(figure, path))


def _noticing(figure: Figure, path: Path) -> list[str]:
    if not (0 <= path.target <= 100 and 0 <= path.baseline <= 100):
        return [_("割合の目標は、0から100の間です。")]
    realism = realism_of(figure.indicator, path.baseline, path.target, figure.interval)
    facts = {
        "n": f"{realism.n:,}",
        "chance": round(realism.chance * 100),
        "needed": f"{realism.needed:,}" if realism.needed else "―",
    }
    said = [
        _("毎回%(n)s人の調査では、この変化に気づける見込みは%(chance)s%%です。") % facts,
        _("8割の見込みで気づくには、毎回およそ%(needed)s人の答えが要ります。") % facts,
    ]
    if realism.target_in_interval:
        said.append(_("目標は、いまの値のぶれの幅の中にあります。届いたかどうかを言えないおそれがあります。"))
    return said


def _yearly(figure: Figure, path: Path) -> Iterable[str]:
    if figure.value is None or figure.day is None:
        return
    need = path.required_per_year(figure.value, figure.day)
    places = max(figure.indicator.places, 1)
    if need is not None:
        yield _("いまの値から届くには、1年に%(need)sの変化が要ります。") % {
            "need": with_unit(figure.indicator, Rounding.HALF_UP.to(places, need))
        }
    position = path.position(figure.value)
    if position is not None:
        yield _("この目標なら、%(day)sの進みは%(position)s%%、過ぎた時間は%(expected)s%%です。") % {
            "day": said_day(figure.day),
            "position": round(position * 100),
            "expected": round(path.expected(figure.day) * 100),
        }
