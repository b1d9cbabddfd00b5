"""Examples of values by leaders: the six statuses (section 4)."""

from __future__ import annotations

from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    EntryKind,
)
from tests.oracles.figures.writing import (
    action,
    at_least,
    entry,
    kpi,
    report,
    rounds,
    world,
)

LATE = rounds(reply="07-31")

STATUSES = (
    Example(
        "final by one leader of three",
        world(action("QM QN QO"), report("QM", "June", "1.1/1 = 460")),
        {"value 1.1/1 June": "final: 460", "leaders 1.1/1 June": "stated by 1 of 3 leaders"},
    ),
    Example(
        "settled with the leaders",
        world(
            action("QM QN", kpis=[kpi()]),
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
            report("QO", "June", "1.1/1 := 2 with QM, QN on 2031-07-09"),
            driver="QO",
        ),
        {
            "value 1.1/1 June": "settled: 2 (agreed with QM, QN on 9 July)",
            "value 1.1/1 December": "provisional: 2 (June)",
        },
    ),
    Example(
        "settled by the Driver, who leads",
        world(action(), report("QM", "June", "1.1/1 := 2 on 2031-07-09")),
        {"value 1.1/1 June": "settled: 2 (set by the Driver, who leads this action)"},
    ),
    Example(
        "a settlement ends with a later report about it, even one of the day agreed",
        world(
            action("QM QN"),
            report("QM", "June", "1.1/1 := 2 on 2031-07-09"),
            report("QN", "June", "1.1/1 = 3", on="07-01"),
        ),
        {"value 1.1/1 June": "final: 3"},
    ),
    Example(
        "a settlement holds after what was filed before it",
        world(
            action("QM QN"),
            report("QN", "June", "1.1/1 = 3", on="07-10"),
            report("QM", "June", "1.1/1 := 2 on 2031-07-09"),
        ),
        {"value 1.1/1 June": "settled: 2 (set by the Driver, who leads this action)"},
    ),
    Example(
        "not due until its own day, and asked for in the first round after it",
        world(action(kpis=[kpi(own_day="09-15")])),
        {
            "value 1.1/1 June": "not due: not yet due (September)",
            "asked 1.1/1 June": "-",
            "asked 1.1/1 December": "QM",
            "value 1.1/1 December": "missing: not reported",
        },
    ),
    Example(
        "not due before the action begins",
        world(action(begin="09-01")),
        {
            "value 1.1/1 June": "not due: not yet due (September)",
            "status 1.1 June": "not due: not yet due (September)",
            "turnout 1.1 June": "0 of 0",
            "behind June": "-",
        },
    ),
    Example(
        "awaited until the reply day, and never behind before it",
        world(action(end="06-30", kpis=[kpi(target=at_least("5"))]), of_rounds=LATE, as_of="07-31"),
        {"value 1.1/1 June": "missing: awaited until 31 July", "behind June": "-"},
    ),
    Example(
        "not reported after the reply day",
        world(action(end="06-30", kpis=[kpi(target=at_least("5"))]), of_rounds=LATE, as_of="08-01"),
        {"value 1.1/1 June": "missing: not reported", "behind June": "1.1: not reported; 1.1/1: not reported"},
    ),
    Example(
        "the leaders differ",
        world(action("QM QN"), report("QM", "June", "1.1/1 = 2"), report("QN", "June", "1.1/1 = 3")),
        {
            "value 1.1/1 June": "disputed: 2 to 3; the leaders differ",
            "value 1.1/1 December": "disputed: 2 to 3; the leaders differ",
        },
    ),
    Example(
        "a newer figure ends a dispute",
        world(
            action("QM QN"),
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
            report("QN", "December", "1.1/1 = 4"),
        ),
        {"value 1.1/1 December": "final: 4"},
    ),
    Example(
        "words never dispute",
        world(
            action("QM QN", kpis=[kpi("words")]),
            report("QM", "June", "1.1/1 = 'A manual is in use'"),
            report("QN", "June", "1.1/1 = 'Two courses were held'"),
        ),
        {"value 1.1/1 June": "final: A manual is in use; Two courses were held"},
    ),
    Example(
        "a figure of an earlier round",
        world(action(), report("QM", "June", "1.1/1 = 12")),
        {"value 1.1/1 June": "final: 12", "value 1.1/1 December": "provisional: 12 (June)"},
    ),
    Example(
        "a figure before the data day, until the reply day",
        world(action(), report("QM", "June", "1.1/1 = 25", on="06-20"), of_rounds=LATE, as_of="07-31"),
        {"value 1.1/1 June": "provisional: 25 (as of 20 June)"},
    ),
    Example(
        "a figure before the data day, after the reply day",
        world(action(), report("QM", "June", "1.1/1 = 25", on="06-20"), of_rounds=LATE, as_of="08-01"),
        {"value 1.1/1 June": "final: 25"},
    ),
    Example(
        "estimated",
        world(action(kpis=[kpi(target=at_least("1000"))]), report("QM", "June", "1.1/1 = about 2000")),
        {"value 1.1/1 June": "final: about 2,000", "verdict 1.1/1 June": "reached, on an estimate"},
    ),
    Example(
        "nothing and unchanged repeat the newest value",
        world(
            action("QM QN", kpis=[kpi(), kpi("level", kpi_id="2")]),
            report("QM", "June", "1.1/1 = 12", "1.1/2 = -3"),
            report("QN", "December", "1.1/1 = nothing", "1.1/2 = unchanged"),
        ),
        {"value 1.1/1 December": "final: 12", "value 1.1/2 December": "final: -3"},
    ),
    Example(
        "nothing is the leader's own figure where leaders differ, and 0 where nobody stated anything",
        world(
            action("QM QN", kpis=[kpi(), kpi(kpi_id="2")]),
            report("QM", "June", "1.1/1 = 12", "1.1/2 = nothing"),
            report("QN", "June", "1.1/1 = 13"),
            report("QM", "December", "1.1/1 = nothing"),
        ),
        {"value 1.1/1 December": "final: 12", "value 1.1/2 June": "final: 0"},
    ),
    Example(
        "nothing is what the Driver has set",
        world(
            action("QM QN"),
            report("QM", "June", "1.1/1 = 12"),
            report("QN", "June", "1.1/1 = 13"),
            report("QM", "June", "1.1/1 := 14 on 2031-07-09"),
            report("QO", "December", "1.1/1 = nothing"),
            entries=[entry(EntryKind.LEADS, "10-01", "QO")],
        ),
        {"value 1.1/1 December": "final: 14"},
    ),
    Example(
        "a day once stated is final in every later round",
        world(action(kpis=[kpi("day")]), report("QM", "June", "1.1/1 = 2031-05-10")),
        {"value 1.1/1 December": "final: 10 May"},
    ),
    Example(
        "not yet is asked again",
        world(action(kpis=[kpi("day")]), report("QM", "June", "1.1/1 = not yet")),
        {"value 1.1/1 June": "final: not yet", "value 1.1/1 December": "provisional: not yet (June)"},
    ),
    Example(
        "leaders differ about a day",
        world(
            action("QM QN", kpis=[kpi("day")]),
            report("QM", "June", "1.1/1 = 2031-05-10"),
            report("QN", "June", "1.1/1 = not yet"),
        ),
        {"value 1.1/1 June": "disputed: 10 May or not yet; the leaders differ"},
    ),
    Example(
        "a figure before the KPI's own day is provisional, and one of its round is final in every later one",
        world(
            action(kpis=[kpi(own_day="09-15"), kpi(own_day="06-15", kpi_id="2")]),
            report("QM", "June", "1.1/1 = 4", "1.1/2 = 6"),
        ),
        {
            "value 1.1/1 June": "provisional: 4 (so far)",
            "value 1.1/1 December": "provisional: 4 (June)",
            "value 1.1/2 December": "final: 6",
        },
    ),
)
