"""Key performance indicators: their direction, their target in words, and all that is understood of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from empact.errors import UnknownIdError
from empact.model import Adds, Baseline, Comparison, Direction, Kpi, KpiKey, KpiKind, KpiPart, Unit, Window


def kpi(value: int | None = None, comparison: Comparison | None = None, most: int | None = None, **fields: Any) -> Kpi:
    """A KPI with a target value, and a range with ``most``."""
    low, high = (None if number is None else Decimal(number) for number in (value, most))
    return Kpi(text="x", value=low, comparison=comparison, most=high, **fields)


def test_kpi_key__prints_the_action_and_the_ordinal() -> None:
    assert str(KpiKey(action="2.3", ordinal=2)) == "2.3 KPI 2"


def test_kpi__direction_follows_from_the_comparison() -> None:
    assert kpi().direction is None
    assert kpi(1).direction is Direction.REACH
    assert kpi(1, Comparison.DECREASE_TO).direction is Direction.DECREASE
    assert {way.direction for way in Comparison if way.value.startswith("increase")} == {Direction.INCREASE}
    assert {way.direction for way in Comparison if way.value.startswith("decrease")} == {Direction.DECREASE}
    assert Comparison.AT_MOST.direction is Direction.REACH


@pytest.mark.parametrize(
    ("value", "comparison", "most", "target"),
    [
        (None, None, None, None),
        (None, Comparison.INCREASE, None, "increase"),
        (5, None, None, "5"),
        (5, None, 10, "5 to 10"),
        (5, Comparison.AT_LEAST, None, "at least 5"),
        (5, Comparison.BETWEEN, 10, "between 5 and 10"),
        (5, Comparison.INCREASE_BY, 10, "increase by 5 to 10"),
    ],
)
def test_kpi__target_is_the_comparison_with_the_value_or_the_range(
    value: int | None, comparison: Comparison | None, most: int | None, target: str | None
) -> None:
    assert kpi(value, comparison, most).target == target


def test_kpi__target_without_a_value_names_the_baseline_that_it_is_compared_with() -> None:
    assert kpi(None, Comparison.DECREASE, baseline=Baseline(year=2011)).target == "decrease from the baseline"
    assert kpi(baseline=Baseline(year=2011)).target is None


@pytest.mark.parametrize(
    ("fields", "target"),
    [
        ({"unit": "arrests", "kind": KpiKind.COUNT}, "5"),  # the unit is what is counted
        ({"unit": "EUR", "kind": KpiKind.AMOUNT}, "5 EUR"),
        ({"unit": "EUR", "measures": "assets frozen", "kind": KpiKind.COUNT}, "5 EUR"),
        ({"unit": "%", "comparison": Comparison.OF_BASELINE}, "5 % of the baseline"),
    ],
)
def test_kpi__target_has_the_unit_unless_it_is_what_is_counted(fields: dict[str, Any], target: str) -> None:
    assert kpi(5, **fields).target == target


@pytest.mark.parametrize("comparison", Comparison)
def test_kpi__facts_say_that_a_baseline_is_missing_where_the_target_is_relative_to_it(comparison: Comparison) -> None:
    relative = {"increase by", "decrease by", "of baseline"}
    missing = "baseline not stated" in kpi(5, comparison, unit="%").facts
    assert missing == (comparison.value in relative)


@pytest.mark.parametrize(
    ("indicator", "facts"),
    [
        (kpi(), ()),
        (kpi(5), ("target 5",)),
        (kpi(None, Comparison.INCREASE), ("target increase",)),
        (
            kpi(5, Comparison.INCREASE_BY, 8, unit="%", kind=KpiKind.RATIO),
            ("baseline not stated", "target increase by 5 to 8 %"),
        ),
        (kpi(baseline=Baseline(due=Window(first=3))), ("baseline to be set in March",)),
        (kpi(baseline=Baseline(value=Decimal(45), year=2011)), ("baseline 45 (2011)",)),
        (kpi(adds=Adds.MILESTONE), ()),
        (kpi(adds=Adds.LATEST), ("figures are latest",)),
        (
            kpi(5, per="MS", period=Window(unit=Unit.QUARTER, first=2), deadline=Window(unit=Unit.YEAR)),
            ("target 5", "per MS", "in 2nd quarter", "by the end of the year"),
        ),
    ],
)
def test_kpi__facts_are_what_is_stated(indicator: Kpi, facts: tuple[str, ...]) -> None:
    assert indicator.facts == facts


PARTS = (
    KpiPart(text="30 searches", unit="searches", value=Decimal(30)),
    KpiPart(text="12 arrests", unit="arrests", comparison=Comparison.AT_LEAST, value=Decimal(12)),
    KpiPart(text="seizures", unit="seizures"),
)


def test_kpi__names_the_targets_of_its_parts_and_none_of_its_own() -> None:
    whole = kpi(kind=KpiKind.COUNT, per="MS", parts=PARTS)
    assert whole.facts == ("target 30 searches", "target at least 12 arrests", "per MS")
    assert (whole.target, whole.direction) == (None, None)


def test_kpi__gives_a_part_as_a_kpi_of_its_own() -> None:
    whole = kpi(kind=KpiKind.COUNT, unit="searches / arrests / seizures", adds=Adds.CUMULATIVE, parts=PARTS)
    assert whole.letters == "abc"
    part = whole.part("b")
    assert (part.text, part.unit, part.target) == ("12 arrests", "arrests", "at least 12")
    assert (part.kind, part.adds, part.parts) == (KpiKind.COUNT, Adds.CUMULATIVE, ())
    with pytest.raises(UnknownIdError):
        whole.part("d")


@pytest.mark.parametrize(
    ("value", "most", "parts", "says"),
    [
        (42, None, PARTS, "no value of its own"),
        (None, 42, PARTS, "no value of its own"),
        (None, None, PARTS[:1], "2 to 26 of them, not 1"),
        (None, None, PARTS * 9, "2 to 26 of them, not 27"),
    ],
)
def test_kpi__with_parts_states_no_sum(
    value: int | None, most: int | None, parts: tuple[KpiPart, ...], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        kpi(value, most=most, parts=parts)
