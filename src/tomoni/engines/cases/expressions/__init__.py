"""A tiny language for conditions and rules: `income_yen <= 2000000 and count(members) >= 3`.

    and  or  not   ==  !=  <  <=  >  >=   in  not in   +  -  *
    12   'text'   2026-04-01   yes   no   nothing   today   ['a', 'b']
    age(born_on)  age(born_on, 2027-04-01)   days(from, to)
    count(members)  count(members, age(born_on) < 18)   sum(members, income)   given(email)

An expression is parsed once, and checked against the questions of a form when it is published. It is evaluated here
and, from the same tree, in the browser (`static/cases/answers.js`); `tests/expressions.json` holds both to the same
answers. What is not answered is `nothing`: comparing with it is never true, except `!=`, and sums with it are nothing.
"""

from .checking import Mistake, Types, check
from .evaluating import holds, value_of
from .parsing import NotReadable, names_in, parse

__all__ = ["Mistake", "NotReadable", "Types", "check", "holds", "names_in", "parse", "value_of"]
