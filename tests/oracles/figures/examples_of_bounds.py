"""Examples on the day itself, and of what is about another action, party or report."""

from __future__ import annotations

from decimal import Decimal

import attrs
from tests.oracles.figures.door import Row
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import EntryKind
from tests.oracles.figures.writing import action, at_least, at_most, entry, kpi, line, report, rounds, world

OWN = kpi(by="parties")
LATE = rounds(reply="07-31")
SUMMED = kpi(by="parties", measure="arrests")

BOUNDS = (
    Example(
        "an own day that is a data day",
        world(action(kpis=[kpi(own_day="06-30")])),
        {"asked 1.1/1 June": "QM", "asked 1.1/1 December": "-", "value 1.1/1 June": "missing: not reported"},
    ),
    Example(
        "an action that begins on a data day",
        world(action(begin="06-30")),
        {"asked 1.1/1 June": "QM", "status 1.1 June": "missing: not reported"},
    ),
    Example(
        "an exclusion on a data day",
        world(action("QM", "QN", [OWN]), entries=[entry(EntryKind.EXCLUDED, "06-30", "QN")]),
        {"asked 1.1/1 June": "QM"},
    ),
    Example(
        "a party that declines and confirms again",
        world(
            action("QM", "QN", [OWN]),
            entries=[
                entry(EntryKind.DECLINED, "02-01", "QN"),
                entry(EntryKind.CONFIRMED, "06-30", "QN"),
            ],
        ),
        {"asked 1.1/1 June": "QM", "asked 1.1/1 December": "QM QN"},
    ),
    Example(
        "decisions about one action say nothing about another",
        world(
            [action("QM", "", [OWN]), action("QM", "", [OWN], number="1.2")],
            entries=[entry(EntryKind.CONFIRMED, "02-01", "QN"), entry(EntryKind.LEADS, "02-01", "QO")],
        ),
        {"asked 1.1/1 June": "QM QO QN", "asked 1.2/1 June": "QM"},
    ),
    Example(
        "a closed action whose KPI has a later day of its own",
        world(action(kpis=[kpi(own_day="09-15")]), report("QM", "June", "1.1 = completed", "1.1/1 = 4")),
        {"value 1.1/1 June": "final: 4", "value 1.1/1 December": "final: 4"},
    ),
    Example(
        "several reasons, in their order",
        world(
            action(begin="09-01", kpis=[kpi(own_day="09-15", target=at_least("5"))]),
            report("QM", "June", "1.1/1 = 4", on="06-20"),
            of_rounds=LATE,
            as_of="07-10",
        ),
        {
            "verdict 1.1/1 June": "cannot be judged: the action has not begun; stated before the data day; not yet due",
            "value 1.1/1 June": "provisional: 4 (as of 20 June)",
        },
    ),
    Example(
        "own numbers of the data day, before the reply day",
        world(action("QM", "", [OWN]), report("QM", "June", "1.1/1 = 4"), of_rounds=LATE, as_of="07-10"),
        {"value 1.1/1 June": "final: 4"},
    ),
    Example(
        "own numbers before the data day, after the reply day",
        world(action("QM", "", [OWN]), report("QM", "June", "1.1/1 = 4", on="06-20"), of_rounds=LATE, as_of="08-01"),
        {"value 1.1/1 June": "final: 4"},
    ),
    Example(
        "a settlement by parties of a closed action that parties owe",
        world(action("QM", "QN", [OWN]), report("QM", "June", "1.1 = completed", "1.1/1 := 50 with QN on 2031-07-09")),
        {"value 1.1/1 December": "provisional: 50 (June)"},
    ),
    Example(
        "a settlement by parties before the KPI's own day",
        world(
            action("QM", "QN", [kpi(by="parties", own_day="07-15")]),
            report("QM", "June", "1.1/1 := 50 with QN on 2031-07-09"),
        ),
        {"value 1.1/1 December": "provisional: 50 (June)"},
    ),
    Example(
        "a line and its withdrawal in one report",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12"),
            report("QM", "June", "1.1/1 = 13", supersedes="r1", withdraws="1.1/1"),
        ),
        {"door": str(Row.TWICE)},
    ),
    Example(
        "for a party whose own number is not usable",
        world(
            action("QM", "QN", [OWN]),
            report("QN", "June", "1.1/1 = -1"),
            report("QM", "June", "1.1/1 for QN = 6"),
        ),
        {"door": "-", "value 1.1/1 June": "provisional: 6 (so far: 1 of 2 parties)"},
    ),
    Example(
        "an own number below the party's earlier one",
        world(action("QM", "QN", [OWN]), report("QN", "June", "1.1/1 = 6"), report("QN", "December", "1.1/1 = 5")),
        {"door": str(Row.BELOW_EARLIER)},
    ),
    Example(
        "a number for a party below its earlier one",
        world(
            action("QM", "QN", [OWN]),
            report("QN", "June", "1.1/1 = 6"),
            report("QM", "December", "1.1/1 for QN = 5"),
        ),
        {"door": str(Row.BELOW_EARLIER)},
    ),
    Example(
        "a settlement and a figure in one report",
        world(
            action("QM QN"),
            report("QN", "June", "1.1/1 = 3"),
            report("QM", "June", "1.1/1 = 2", "1.1/1 := 2 on 2031-07-09"),
        ),
        {"value 1.1/1 June": "settled: 2 (set by the Driver, who leads this action)", "door": "-"},
    ),
    Example(
        "a settled closing status is final in later rounds",
        world(action(), report("QM", "June", "1.1 := completed on 2031-07-09")),
        {"status 1.1 June": "settled: completed", "status 1.1 December": "final: completed"},
    ),
    Example(
        "a level on its limit",
        world(action(kpis=[kpi("level", target=at_most("12", "06-30"))]), report("QM", "June", "1.1/1 = 12")),
        {"verdict 1.1/1 June": "reached"},
    ),
    Example(
        "levels are not summed",
        world(
            [action(kpis=[kpi(measure="staff"), kpi("level", kpi_id="2", measure="staff")])],
            report("QM", "June", "1.1/1 = 3", "1.1/2 = 4"),
        ),
        {"sum June": "final: 3"},
    ),
    Example(
        "a sum that is awaited",
        world(action(kpis=[kpi(measure="arrests")]), of_rounds=LATE, as_of="07-31"),
        {"sum June": "missing: awaited until 31 July"},
    ),
    Example(
        "an operation counts once per party",
        world(
            [action("QM", "QN", [SUMMED]), action("QM", "QN", [SUMMED], number="1.2")],
            report(
                "QM",
                "June",
                attrs.evolve(line("1.1/1 = 10"), operations=(("JAD-2031-1", Decimal(4)),)),
                attrs.evolve(line("1.2/1 = 10"), operations=(("JAD-2031-1", Decimal(4)),)),
            ),
            report(
                "QN", "June", attrs.evolve(line("1.1/1 = 7"), operations=(("JAD-2031-1", Decimal(5)),)), "1.2/1 = 1"
            ),
            report("QM", "December", "1.1/1 = nothing", "1.2/1 = nothing"),
            report("QN", "December", "1.1/1 = nothing", "1.2/1 = nothing"),
        ),
        {"sum June": "final: 24", "sum December": "final: 24"},
    ),
    Example(
        "an operation that one party states differently",
        world(
            [action("QM", "", [SUMMED]), action("QM", "", [SUMMED], number="1.2")],
            report(
                "QM",
                "June",
                attrs.evolve(line("1.1/1 = 10"), operations=(("JAD-2031-1", Decimal(4)),)),
                attrs.evolve(line("1.2/1 = 10"), operations=(("JAD-2031-1", Decimal(3)),)),
            ),
        ),
        {"sum June": "disputed: 17; an operation is stated differently"},
    ),
)
