"""The plan's rule as formulas of a spreadsheet, over the cells of one line.

They say what `rules/verdicts.py` and `rules/paths.py` say, in the same order; a test computes both and compares. Twelve
digits are compared, because spreadsheets count in binary.
"""

from collections.abc import Callable, Mapping

Where = Callable[[str], str]  # from the name of a column to the cell of this line


def cells_of(letters: Mapping[str, str], row: int) -> Where:
    return lambda name: f"${letters[name]}{row}"


def sign(at: Where) -> str:
    """1 where more is better, -1 where less is."""
    return f'IF({at("better")}="低いほどよい",-1,1)'


def _no_way(at: Where) -> str:
    """Whether there is no way to walk: something is missing, the target lies on the wrong side, or at the baseline."""
    return f'OR({at("baseline")}="",{at("target")}="",{at("value")}="",({at("target")}-{at("baseline")})*{sign(at)}<=0)'


def position(at: Where) -> str:
    return f'=IF({_no_way(at)},"",({at("value")}-{at("baseline")})/({at("target")}-{at("baseline")}))'


def expected(at: Where) -> str:
    share = f"({at('value_on')}-{at('baseline_on')})/({at('target_on')}-{at('baseline_on')})"
    return f'=IF(OR({at("baseline")}="",{at("target")}="",{at("value")}=""),"",MIN(MAX({share},0),1))'


def pace(at: Where) -> str:
    return f'=IF({at("position")}="","",{at("position")}-{at("expected")})'


def required(at: Where) -> str:
    """What each remaining year must bring."""
    gone = f'OR({at("baseline")}="",{at("target")}="",{at("value")}="")'
    wrong = f"({at('target')}-{at('baseline')})*{sign(at)}<0"
    past = f"({at('value')}-{at('target')})*{sign(at)}>=0"
    on, until = at("value_on"), at("target_on")
    whole = f"AND(MONTH({on})=MONTH({until}),DAY({on})=DAY({until}))"
    years = f"IF({whole},YEAR({until})-YEAR({on}),({until}-{on})/365.25)"
    return (
        f'=IF({gone},"",IF(OR({wrong},{at("value_on")}>={at("target_on")}),"",'
        f"IF({past},0,({at('target')}-{at('value')})/{years})))"
    )


def verdict(at: Where, *, share: str, words: Mapping[str, str]) -> str:
    """The verdict in the words of the screens. `share` is the cell of the set share."""
    low = f'IF({at("low")}="",{at("value")},{at("low")})'
    high = f'IF({at("high")}="",{at("value")},{at("high")})'
    way = f"({at('target')}-{at('baseline')})"
    ends = [f"({end}-{at('baseline')})/{way}" for end in (low, high)]
    need = f"ROUND({share}*{at('expected')},12)"
    reached = f"AND(({low}-{at('target')})*{sign(at)}>=0,({high}-{at('target')})*{sign(at)}>=0)"
    behind = f"AND(ROUND({at('position')},12)<{need},ROUND(MAX({','.join(ends)}),12)<ROUND({at('expected')},12))"
    unsure = f'"{words["cannot_tell"]}"'
    steps = (
        (f'{at("value")}=""', f'"{words["no_figure"]}"'),
        (f'OR({at("baseline")}="",{at("target")}="")', unsure),
        (f"{way}*{sign(at)}<0", unsure),
        (reached, f'"{words["reached"]}"'),
        (f"{way}=0", unsure),
        (f"ROUND(MIN({','.join(ends)}),12)>={need}", f'"{words["on_the_way"]}"'),
        (behind, f'"{words["behind"]}"'),
    )
    formula = unsure
    for condition, answer in reversed(steps):
        formula = f"IF({condition},{answer},{formula})"
    return f"={formula}"
