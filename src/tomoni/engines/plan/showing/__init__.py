"""What the screens show of figures: a line of the plan, an indicator's chart and table, its histories and facts."""

from .chart import Chart, chart_of
from .histories import corrections_of, definitions_of, facts_of, targets_of
from .lines import IndicatorLine, line_of, tally_of
from .meaning import what_it_would_mean
from .realism import Read, known_of, read_realism
from .table import Row, rows_of
from .what_if import Answer, Year, answer_of, years_of

__all__ = [
    "Answer",
    "Chart",
    "IndicatorLine",
    "Read",
    "Row",
    "Year",
    "answer_of",
    "chart_of",
    "corrections_of",
    "definitions_of",
    "facts_of",
    "known_of",
    "line_of",
    "read_realism",
    "rows_of",
    "tally_of",
    "targets_of",
    "what_it_would_mean",
    "years_of",
]
