"""Examples of verdicts, and of what is behind schedule (section 5)."""

from __future__ import annotations

from decimal import Decimal

import attrs
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    Base,
    Comparison,
    EntryKind,
    Group,
    Target,
)
from tests.oracles.figures.writing import (
    action,
    at_least,
    at_most,
    between,
    by_day,
    entry,
    kpi,
    report,
    rounds,
    world,
)

RELEVANT = Group(members=("QN", "QO", "QP"))

LATE = rounds(reply="07-31")


def change(comparison: Comparison, low: int, high: int | None, base: Base | None) -> Target:
    """Return a target that is a change in per cent of a base."""
    top = None if high is None else Decimal(high)
    return Target(comparison=comparison, low=Decimal(low), high=top, is_change=True, base=base)


BASE = Base(value=Decimal(100))
VERDICTS = tuple(
    Example(
        f"{name} at {at}: {figure} against {target.comparison} {target.low}",
        world(action(kpis=[kpi(kind, target=target)]), report("QM", "June", f"1.1/1 = {figure}")),
        {f"verdict 1.1/1 {at}": expected},
    )
    for name, kind, target, figure, at, expected in (
        ("a count", "count", at_least("12", "06-30"), "12", "June", "reached"),
        ("a count before its day", "count", at_least("12"), "11", "June", "open"),
        ("a count on its day", "count", at_least("12", "06-30"), "11", "June", "not reached"),
        ("a count above", "count", at_most("12"), "13", "June", "not reached"),
        ("a low count before its day", "count", at_most("12"), "12", "June", "open"),
        ("a low count on its day", "count", at_most("12", "06-30"), "12", "June", "kept"),
        ("a level before its day", "level", at_least("12"), "20", "June", "open"),
        ("a level on its day", "level", at_least("12", "06-30"), "20", "June", "reached"),
        ("a level on its day", "level", at_most("12", "06-30"), "20", "June", "not reached"),
        ("a ratio in per cent", "ratio", at_least("60", "06-30"), "12 of 20", "June", "reached"),
        ("an earlier count", "count", at_least("12", "06-30"), "12", "December", "reached"),
        ("an earlier count", "count", at_least("13"), "12", "December", "cannot be judged: no figure since June"),
        ("an earlier count", "count", at_most("11"), "12", "December", "not reached"),
        ("an earlier count", "count", at_most("12"), "12", "December", "cannot be judged: no figure since June"),
        ("an earlier level", "level", at_least("1"), "12", "December", "cannot be judged: no figure since June"),
        ("a count above its range", "count", between("5", "10"), "11", "June", "not reached"),
        ("a count before the day of its range", "count", between("5", "10"), "7", "June", "open"),
        ("a count in its range", "count", between("5", "10", "06-30"), "5", "June", "reached"),
        ("a count below its range", "count", between("5", "10", "06-30"), "4", "June", "not reached"),
        (
            "an earlier count in its range",
            "count",
            between("5", "10"),
            "7",
            "December",
            "cannot be judged: no figure since June",
        ),
        ("a day", "day", by_day("06-15"), "2031-06-15", "June", "reached"),
        ("a late day", "day", by_day("06-15"), "2031-06-16", "June", "reached late"),
        ("no day yet", "day", by_day("07-15"), "not yet", "June", "open"),
        ("no day yet on its day", "day", by_day("06-30"), "not yet", "June", "not reached"),
        ("an earlier not yet", "day", by_day("07-15"), "not yet", "December", "cannot be judged: no figure since June"),
        ("a change", "count", change(Comparison.RANGE, 5, 8, BASE), "109", "June", "not reached"),
        ("a change", "level", change(Comparison.AT_LEAST, 5, None, BASE), "109", "June", "open"),
        ("no base", "count", change(Comparison.RANGE, 5, 8, None), "107", "June", "cannot be judged: no base"),
        (
            "base 0",
            "count",
            change(Comparison.RANGE, 5, 8, Base(value=Decimal(0))),
            "7",
            "June",
            "cannot be judged: no base",
        ),
    )
)

JUDGED = (
    Example(
        "reached after the plan",
        world(
            action(kpis=[kpi("day", target=by_day("12-01"))]),
            report("QM", "December", "1.1/1 = 2032-01-05", on="2032-01-06"),
        ),
        {
            "verdict 1.1/1 December": "not reached; reached on 5 January, after the plan",
            "apart 1.1/1 December": "QM 5 January (December): a day outside the plan",
        },
    ),
    Example(
        "why a value by parties cannot be judged",
        world(
            attrs.evolve(
                action("QM", "QQ QR", [kpi(by="parties", target=at_least("50"))]),
                group=RELEVANT,
            ),
            report("QM", "June", "1.1/1 = 4", on="06-20"),
            report("QQ", "June", "1.1/1 = 4", on="06-20"),
            entries=[entry(EntryKind.CONFIRMED, "03-01", "QN"), entry(EntryKind.CONFIRMED, "03-01", "QO")],
            of_rounds=LATE,
            as_of="07-15",
        ),
        {
            "verdict 1.1/1 June": "cannot be judged: 3 of 5 parties have not reported; the group is open; "
            "stated before the data day"
        },
    ),
    Example(
        "the action has not begun",
        world(action(begin="09-01", kpis=[kpi(target=at_least("50"))])),
        {"verdict 1.1/1 June": "cannot be judged: the action has not begun"},
    ),
    Example(
        "not yet due",
        world(action(kpis=[kpi(own_day="09-15", target=at_least("50"))])),
        {"verdict 1.1/1 June": "cannot be judged: not yet due"},
    ),
    Example(
        "leaders who differ are not judged",
        world(
            action("QM QN", kpis=[kpi(target=at_least("1"))]),
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
        ),
        {"verdict 1.1/1 June": "cannot be judged: the leaders differ"},
    ),
    Example(
        "a target after the last data day",
        world(action(kpis=[kpi(target=at_least("5"))]), of_rounds=rounds()[:1]),
        {"never-asked": "1.1/1"},
    ),
)
