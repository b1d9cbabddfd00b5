"""Examples of revisions and verdicts at the limits."""

from __future__ import annotations

from decimal import Decimal

import attrs
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    Base,
    Comparison,
    Target,
)
from tests.oracles.figures.writing import (
    action,
    at_least,
    at_most,
    by_day,
    kpi,
    line,
    report,
    rounds,
    world,
)

OWN = kpi(by="parties")

CHANGES = (
    Example(
        "a value that is no longer final is a revision, also with the same figure",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 12"),
            report("QN", "June", "1.1/1 = nothing"),
            report("QN", "June", on="07-04", supersedes="r2", withdraws="1.1/1", because="not yet cleared"),
        ),
        {
            "revision 1.1/1 June": "12 (so far: 1 of 2 parties), was 12 until 4 July",
            "reason 1.1/1 June": "not yet cleared",
        },
    ),
    Example(
        "from final to settled with one figure is not a revision",
        world(
            action(), report("QM", "June", "1.1/1 = 12"), report("QM", "June", "1.1/1 := 12 on 2031-07-09", on="07-09")
        ),
        {"revision 1.1/1 June": "-"},
    ),
    Example(
        "the reason is that of the KPI's own line",
        world(
            action(kpis=[kpi(), kpi(kpi_id="2")]),
            report("QM", "June", "1.1/1 = 12", "1.1/2 = 5"),
            report(
                "QM",
                "June",
                attrs.evolve(line("1.1/2 = 6"), because="one came later"),
                attrs.evolve(line("1.1/1 = 8"), because="four were counted twice"),
                on="07-04",
                supersedes="r1",
            ),
        ),
        {"reason 1.1/1 June": "four were counted twice", "revision 1.1/2 June": "6, was 5 until 4 July"},
    ),
    Example(
        "a revision of the status",
        world(
            [action("QM QN"), action("QM QN", number="1.2")],
            report("QM", "June", "1.1 = live", "1.2 = live"),
            report("QM", "June", "1.1 = completed", on="07-04", supersedes="r1"),
            report("QN", "June", "1.2 = completed", on="07-05"),
        ),
        {"revision 1.1 June": "completed, was live until 4 July", "revision 1.2 June": "the leaders differ; was live"},
    ),
    Example(
        "before the data day nothing was final",
        world(
            action(),
            report("QM", "June", "1.1 = completed", "1.1/1 = 12", on="06-10"),
            report("QM", "June", "1.1/1 = 13", on="06-20", supersedes="r1"),
        ),
        {"value 1.1/1 June": "final: 13", "revision 1.1/1 June": "-"},
    ),
    Example(
        "what arrives on the day of closing is in time",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = 1", on="07-10"),
            of_rounds=rounds(closed="07-10"),
        ),
        {"revision 1.1/1 June": "-"},
    ),
    Example(
        "a KPI without a measure is in no sum",
        world(
            [action(kpis=[kpi(measure="arrests"), kpi(kpi_id="2")])],
            report("QM", "June", "1.1/1 = 3", "1.1/2 = 4"),
        ),
        {"sum June": "final: 3"},
    ),
    Example(
        "the KPI's own day is that of its target",
        world(
            action(kpis=[kpi(own_day="06-15", target=at_least("5")), kpi(kpi_id="2", target=at_most("5", "06-30"))]),
            report("QM", "June", "1.1/1 = 4", "1.1/2 = 5"),
        ),
        {
            "verdict 1.1/1 June": "not reached",
            "percent 1.1/1 June": "80.0",
            "verdict 1.1/2 June": "kept",
            "percent 1.1/2 June": "None",
        },
    ),
    Example(
        "no percentage of 0, nor of a provisional value",
        world(
            action(kpis=[kpi(target=at_least("0")), kpi(kpi_id="2", target=at_least("4"))]),
            report("QM", "June", "1.1/1 = 4", "1.1/2 = 5"),
        ),
        {
            "percent 1.1/1 June": "None",
            "percent 1.1/2 June": "125.00",
            "percent 1.1/2 December": "None",
            "verdict 1.1/2 December": "reached",
        },
    ),
    Example(
        "a full cover is not named, and a base without a year is none",
        world(
            action(
                "QM",
                "QN",
                [
                    kpi(by="parties", target=at_least("4")),
                    kpi(
                        kpi_id="2",
                        target=Target(
                            comparison=Comparison.AT_LEAST,
                            low=Decimal(5),
                            is_change=True,
                            base=Base(value=Decimal(20), year=None),
                        ),
                    ),
                ],
            ),
            report("QM", "June", "1.1/1 = 2", "1.1/2 = 30"),
            report("QN", "June", "1.1/1 = 2"),
        ),
        {"verdict 1.1/1 June": "reached", "verdict 1.1/2 June": "cannot be judged: no base"},
    ),
    Example(
        "an action is closed before its day",
        world(
            action(kpis=[kpi(target=at_most("5")), kpi("level", kpi_id="2", target=at_most("5"))]),
            report("QM", "June", "1.1 = completed", "1.1/1 = 4", "1.1/2 = 4"),
        ),
        {"verdict 1.1/1 June": "kept", "verdict 1.1/2 June": "open"},
    ),
    Example(
        "the plan's own last day is not after the plan",
        world(
            action(kpis=[kpi("day", target=by_day("12-01"))]),
            report("QM", "December", "1.1/1 = 2031-12-31"),
        ),
        {"verdict 1.1/1 December": "reached late", "behind December": "1.1: not reported"},
    ),
)
