"""Examples of the readings in docs/explanation/decisions/0026-readings-of-figures.md, by their numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.door import Row
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import Agreement, EntryKind, Group
from tests.oracles.figures.writing import action, at_least, entry, kpi, line, report, rounds, world

OWN = kpi(by="parties")
REASON = "two were released"

READINGS = (
    Example(
        "6: a missing part makes a sum provisional, even if another is disputed",
        world(
            [
                action("QM QN", kpis=[kpi(measure="arrests")]),
                action("QO", kpis=[kpi(measure="arrests")], number="1.2"),
            ],
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
        ),
        {"sum June": "provisional: 2 to 3, so far: 1 of 2 actions"},
    ),
    Example(
        "7: a verdict on what is awaited",
        world(action(kpis=[kpi(target=at_least("5"))]), of_rounds=rounds(reply="07-31"), as_of="07-31"),
        {"verdict 1.1/1 June": "cannot be judged: awaited until 31 July"},
    ),
    Example(
        "13: an earlier figure is behind before the reply day, a missing one is not",
        world(
            action(
                end="12-31",
                kpis=[kpi(target=at_least("5")), kpi(kpi_id="2", target=at_least("5"))],
            ),
            report("QM", "June", "1.1/1 = 2", "1.1 = live"),
            of_rounds=rounds(reply="06-30 2032-01-31"),
            as_of="2032-01-10",
        ),
        {"behind December": "1.1/1: cannot be judged: no figure since June"},
    ),
    Example(
        "21: a former leader states its own numbers once more",
        world(
            action("QM QN", "", [OWN]),
            report("QM", "December", "1.1/1 = 4"),
            report("QN", "December", "1.1/1 = 5"),
            entries=[entry(EntryKind.STOPS_LEADING, "09-01", "QM")],
        ),
        {"door r1": "-", "asked 1.1/1 December": "QN QM", "value 1.1/1 December": "final: 9"},
    ),
    Example(
        "25: a number of a party that has declined",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "December", "1.1/1 = 4"),
            report("QN", "December", attrs.evolve(line("1.1/1 = 5"), accepted=True)),
            report("QN", "December", "1.1/1 = 6", supersedes="r2"),
            entries=[entry(EntryKind.DECLINED, "12-31", "QN")],
        ),
        {"door r2": "-", "door r3": str(Row.NOT_NAMED)},
    ),
    Example(
        "25: a number of a party that has declined, accepted",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "December", "1.1/1 = 4"),
            report("QN", "December", attrs.evolve(line("1.1/1 = 5"), accepted=True)),
            entries=[entry(EntryKind.DECLINED, "12-31", "QN")],
        ),
        {"value 1.1/1 December": "final: 4", "apart 1.1/1 December": "QN 5 (December): accepted though not named"},
    ),
    Example(
        "26: a party of an open group declines after it reported",
        world(
            attrs.evolve(action("QM", "", [OWN]), group=Group(members=("QN", "QO"))),
            report("QM", "June", "1.1/1 = 4"),
            report("QN", "June", "1.1/1 = 5"),
            entries=[entry(EntryKind.DECLINED, "09-01", "QN")],
        ),
        {
            "value 1.1/1 June": "provisional: 9, so far: 1 of 1 parties; 1 not confirmed",
            "value 1.1/1 December": "provisional: 4 (so far: 0 of 1 parties)",
        },
    ),
    Example(
        "29: two words that both close",
        world(action("QM QN"), report("QM", "June", "1.1 = completed"), report("QN", "June", "1.1 = not completed")),
        {"status 1.1 June": "disputed: the leaders differ", "asked 1.1/1 December": "-", "behind December": "-"},
    ),
    Example(
        "30: a cancellation set by the Driver needs an agreement",
        world(action(), report("QM", "June", "1.1 := cancelled on 2031-07-09")),
        {"status 1.1 June": "settled: cancellation proposed", "asked 1.1/1 December": "QM"},
    ),
    Example(
        "30: a cancellation set by the Driver, and agreed",
        attrs.evolve(
            world(action(), report("QM", "June", "1.1 := cancelled on 2031-07-09")),
            agreements=(Agreement(action="1.1", word="cancelled", day=dt.date(2031, 9, 1)),),
        ),
        {"status 1.1 June": "settled: cancelled", "asked 1.1/1 December": "-"},
    ),
    Example(
        "34: a party withdraws its own number: the leader's does not return",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 for QN = 5"),
            report("QN", "June", "1.1/1 = 6"),
            report("QN", "June", supersedes="r2", withdraws="1.1/1"),
        ),
        {"value 1.1/1 June": "missing: not reported"},
    ),
    Example(
        "35: the later filed settlement of two holds",
        attrs.evolve(
            world(
                action(),
                report("QM", "June", "1.1/1 := 5 on 2031-07-09"),
                report("QN", "June", "1.1/1 := 6 on 2031-07-08"),
            ),
            co_drivers=("QN",),
        ),
        {"value 1.1/1 June": "settled: 6 (set by the co-driver)"},
    ),
    Example(
        "36: a settlement does not return with a withdrawal",
        world(
            action("QM QN"),
            report("QN", "June", "1.1/1 = 3"),
            report("QM", "June", "1.1/1 := 5 on 2031-07-09"),
            report("QN", "June", supersedes="r1", withdraws="1.1/1"),
        ),
        {"value 1.1/1 June": "missing: not reported"},
    ),
    Example(
        "36: a report that is not usable does not end a settlement",
        world(action("QM QN"), report("QM", "June", "1.1/1 := 5 on 2031-07-09"), report("QN", "June", "1.1/1 = -3")),
        {
            "value 1.1/1 June": "settled: 5 (set by the Driver, who leads this action)",
            "beside 1.1/1 June": "not usable: a negative count",
        },
    ),
    Example(
        "37: a settlement may be below an earlier figure",
        world(action(), report("QM", "June", "1.1/1 = 12"), report("QM", "December", "1.1/1 := 10 on 2032-01-09")),
        {"door": "-"},
    ),
    Example(
        "38: a number that is listed separately does not end a settlement by parties",
        world(
            action("QM", "QN", [OWN]),
            report("QP", "June", attrs.evolve(line("1.1/1 = 5"), accepted=True)),
            report("QM", "June", "1.1/1 := 50 on 2031-07-09"),
        ),
        {
            "door": "-",
            "value 1.1/1 June": "settled: 50 (set by the Driver, who leads this action)",
            "apart 1.1/1 June": "QP 5 (June): accepted though not named",
        },
    ),
    Example(
        "39: two figures of one file that contradict each other",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12", file="both"),
            report("QM", "December", "1.1/1 = 10", file="both"),
        ),
        {"door r1": str(Row.ABOVE_LATER), "door r2": str(Row.BELOW_EARLIER)},
    ),
    Example(
        "40: a reason does not permit not yet after a day",
        world(
            action(kpis=[kpi("day")]),
            report("QM", "June", "1.1/1 = 2031-05-10"),
            report("QM", "December", attrs.evolve(line("1.1/1 = not yet"), because=REASON)),
        ),
        {"door": str(Row.AFTER_A_DAY)},
    ),
    Example(
        "40: a day that another leader has stated",
        world(
            action("QM QN", kpis=[kpi("day")]),
            report("QM", "June", "1.1/1 = 2031-05-10"),
            report("QN", "June", "1.1/1 = 2031-05-12"),
            report("QM", "December", "1.1/1 = 2031-05-12"),
        ),
        {"door": "-", "value 1.1/1 December": "final: 12 May"},
    ),
    Example(
        "41: a former leader's figure is an earlier one",
        world(
            action(),
            report("QM", "December", "1.1/1 = 14"),
            report("QN", "December", "1.1/1 = 13"),
            entries=[
                entry(EntryKind.STOPS_LEADING, "09-01", "QM"),
                entry(EntryKind.LEADS, "09-01", "QN"),
            ],
        ),
        {"door": str(Row.BELOW_EARLIER)},
    ),
    Example(
        "41: a figure is not compared with a settlement",
        world(action(), report("QM", "June", "1.1/1 := 12 on 2031-07-09"), report("QM", "December", "1.1/1 = 10")),
        {"door": "-"},
    ),
    Example(
        "43: nothing follows a correction",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12"),
            report("QM", "December", "1.1/1 = nothing"),
            report("QM", "June", "1.1/1 = 14", supersedes="r1"),
        ),
        {"value 1.1/1 December": "final: 14"},
    ),
    Example(
        "43: nothing repeats the operation of the figure",
        world(
            [action(kpis=[kpi(measure="arrests")]), action("QN", kpis=[kpi(measure="arrests")], number="1.2")],
            report("QM", "June", attrs.evolve(line("1.1/1 = 60"), operations=(("JAD-2031-1", Decimal(40)),))),
            report("QM", "December", "1.1/1 = nothing"),
            report("QN", "December", attrs.evolve(line("1.2/1 = 50"), operations=(("JAD-2031-1", Decimal(40)),))),
        ),
        {"sum December": "final: 70"},
    ),
    Example(
        "44: an action that has not begun",
        world(action(begin="09-01"), report("QM", "June", "1.1/1 = 4")),
        {"value 1.1/1 June": "provisional: 4 (so far)"},
    ),
    Example(
        "47: an estimate and an exact figure of one value",
        world(action("QM QN"), report("QM", "June", "1.1/1 = 12"), report("QN", "June", "1.1/1 = about 12")),
        {"value 1.1/1 June": "final: about 12"},
    ),
    Example(
        "49: a settlement by a Driver who does not lead",
        world(action("QN"), report("QM", "June", "1.1/1 := 2 on 2031-07-09")),
        {"value 1.1/1 June": "settled: 2 (set by the Driver)"},
    ),
    Example(
        "50: the later of two days",
        world(action(begin="08-01", kpis=[kpi(own_day="09-15")])),
        {"value 1.1/1 June": "not due: not yet due (September)"},
    ),
    Example(
        "59: an operation counts once for one round",
        world(
            [action(kpis=[kpi(measure="arrests")]), action("QN", kpis=[kpi(measure="arrests")], number="1.2")],
            report("QM", "June", attrs.evolve(line("1.1/1 = 60"), operations=(("JAD-2031-1", Decimal(40)),))),
            report("QN", "December", attrs.evolve(line("1.2/1 = 50"), operations=(("JAD-2031-1", Decimal(40)),))),
        ),
        {"sum December": "provisional: 110, so far: 2 of 2 actions"},
    ),
    Example(
        "66: a dispute of an earlier round",
        world(
            action("QM QN", kpis=[kpi(target=at_least("1"))]),
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
        ),
        {"verdict 1.1/1 December": "cannot be judged: no figure since June; the leaders differ"},
    ),
    Example(
        "68: an own day after the last data day",
        world(action(kpis=[kpi(own_day="12-20")]), of_rounds=rounds()[:1]),
        {"value 1.1/1 June": "not due: not yet due (December)", "asked 1.1/1 June": "-"},
    ),
    Example(
        "69: a verdict on a provisional value names its cover",
        world(
            action("QM", "QN QO", [kpi(by="parties", target=at_least("5"))]),
            report("QM", "June", "1.1/1 = 2"),
            report("QN", "June", "1.1/1 = 3"),
        ),
        {"verdict 1.1/1 June": "reached, on the figures of 2 of 3 parties", "percent 1.1/1 June": "None"},
    ),
)
