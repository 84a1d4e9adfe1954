"""What is wording and what is substance."""

from decimal import Decimal

from django.conf import settings

from tomoni.engines.plan.documents.comparing import Weight, apart
from tomoni.engines.plan.documents.exporting import Export
from tomoni.engines.plan.files import figures_of, plan_of

EXAMPLE = settings.ROOT / "cities" / "example"


def example() -> Export:
    plan = plan_of(EXAMPLE)
    assert plan
    return Export(plan, list(figures_of(EXAMPLE, "baseline", "target")))


def other(**lists) -> Export:
    there = example()
    return Export(there.plan.model_copy(update=lists), there.figures)


def substance(one: Export) -> list[str]:
    return [f"{said.what} {said.field}" for said in apart(one, example()) if said.weight is Weight.SUBSTANCE]


def first(name: str, **facts) -> Export:
    things = getattr(example().plan, name)
    return other(**{name: [things[0].model_copy(update=facts), *things[1:]]})


def test_a_plan_is_itself():
    assert apart(example(), example()) == []


def test_other_words_for_the_same_are_wording():
    assert substance(first("measure", words="団体の登録の受付を行います。")) == []
    assert substance(first("indicator", title="登録している団体の数")) == []


def test_every_fact_is_substance():
    assert substance(first("indicator", unit="人")) == ["indicator 1-1-i1 unit"]
    assert substance(first("indicator", strategic=False)) == ["indicator 1-1-i1 strategic"]
    assert substance(first("policy", title="道路と橋の管理")) == ["policy 1-1 title"]
    assert substance(other(measure=example().plan.measure[1:])) == ["measure 1-1-1a there"]
    assert substance(first("policy", contributions=[])) == ["policy 1-1 contributions to projects"]


def test_another_figure_or_another_year_is_substance():
    there = example()
    figures = [there.figures[0].model_copy(update={"value": Decimal(185), "when": "R5"}), *there.figures[1:]]
    assert substance(Export(there.plan, figures)) == ["figure 1-1-i1 baseline value", "figure 1-1-i1 baseline when"]


def test_promises_that_have_changed_places_are_substance():
    measures = [
        example().plan.measure[0].model_copy(update={"code": f"1-1-1{letter}", "words": words})
        for letter, words in (("a", "道路を直します。"), ("b", "団体の登録を受け付けます。"))
    ]
    swapped = [
        one.model_copy(update={"words": other.words}) for one, other in zip(measures, reversed(measures), strict=True)
    ]
    one, there = (Export(example().plan.model_copy(update={"measure": m}), []) for m in (swapped, measures))
    assert [said.field for said in apart(one, there) if said.weight is Weight.SUBSTANCE] == ["order"]
