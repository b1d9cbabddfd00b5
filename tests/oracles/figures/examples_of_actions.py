"""Examples of who leads, closings, revisions and sums (sections 2 and 4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    Agreement,
    EntryKind,
    Presidency,
    World,
)
from tests.oracles.figures.writing import (
    action,
    at_least,
    entry,
    kpi,
    line,
    report,
    rounds,
    world,
)

OWN = kpi(by="parties")


def agreed(of: World, word: str, on: str) -> World:
    """Return a set in which COSI agrees on a day."""
    day = dt.date.fromisoformat(on)
    return attrs.evolve(of, agreements=(Agreement(action="1.1", word=word, day=day),))


LEADING = (
    Example(
        "nobody leads",
        world(
            action(kpis=[kpi(target=at_least("20", "12-01"))]),
            report("QM", "June", "1.1/1 = 12"),
            entries=[entry(EntryKind.STOPS_LEADING, "09-01", "QM")],
        ),
        {
            "value 1.1/1 December": "provisional: 12 (June)",
            "verdict 1.1/1 December": "cannot be judged: no leader is known since 1 September; no figure since June",
            "asked 1.1/1 December": "QM",
            "behind December": "1.1: no leader is known since 1 September; 1.1/1: cannot be judged: no leader is "
            "known since 1 September; no figure since June",
        },
    ),
    Example(
        "who stops leading states once more, and a leader's figure of that round replaces it",
        world(
            [action(), action(number="1.2")],
            report("QM", "December", "1.1/1 = 14", "1.2/1 = 14"),
            report("QN", "December", "1.2/1 = 15"),
            entries=[
                entry(EntryKind.STOPS_LEADING, "09-01", "QM"),
                entry(EntryKind.LEADS, "09-01", "QN"),
                entry(EntryKind.STOPS_LEADING, "09-01", "QM", "1.2"),
                entry(EntryKind.LEADS, "09-01", "QN", "1.2"),
            ],
        ),
        {
            "asked 1.1/1 December": "QN QM",
            "turnout 1.1 December": "1 of 1",
            "value 1.1/1 December": "provisional: 14 (as of 31 August)",
            "value 1.2/1 December": "final: 15",
        },
    ),
    Example(
        "a Presidency that ends on a data day is asked in that round alone",
        attrs.evolve(
            world(action("Presidency")),
            presidencies=(
                Presidency(party="QM", first_day=dt.date(2031, 1, 1), last_day=dt.date(2031, 6, 30)),
                Presidency(party="QN", first_day=dt.date(2031, 7, 1), last_day=dt.date(2031, 12, 31)),
            ),
        ),
        {"asked 1.1/1 June": "QM", "asked 1.1/1 December": "QN"},
    ),
    Example(
        "one party keeps the figures",
        world(action(kpis=[kpi(stated_by="QS")]), report("QS", "June", "1.1/1 = 3")),
        {"asked 1.1/1 June": "QS", "turnout 1.1 June": "1 of 2", "value 1.1/1 June": "final: 3"},
    ),
)

CLOSINGS = (
    Example(
        "what is stated with a closing status is final in every later round",
        world(
            action(kpis=[kpi(target=at_least("20"))]),
            report("QM", "June", "1.1 = completed", "1.1/1 = 12"),
        ),
        {
            "status 1.1 December": "final: completed",
            "value 1.1/1 December": "final: 12",
            "asked 1.1/1 June": "QM",
            "asked 1.1/1 December": "-",
            "verdict 1.1/1 June": "not reached",
            "behind June": "-",
        },
    ),
    Example(
        "who was asked in the round of closing owes until he answers",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1 = completed", "1.1/1 = 12"),
            of_rounds=rounds(),
        ),
        {"value 1.1/1 December": "provisional: 12 (so far: 1 of 2 parties)"},
    ),
    Example(
        "closing the round ends what is owed",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1 = completed", "1.1/1 = 12"),
            of_rounds=rounds(closed="07-10"),
        ),
        {"value 1.1/1 December": "final: 12 (1 of 2 parties)"},
    ),
    Example(
        "a leader who closes without a figure owes it",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12"),
            report("QM", "December", "1.1 = completed"),
        ),
        {"value 1.1/1 December": "provisional: 12 (June)"},
    ),
    Example(
        "a status that does not close reopens the action",
        world(action(), report("QM", "June", "1.1 = completed"), report("QM", "December", "1.1 = live")),
        {"status 1.1 December": "final: live", "asked 1.1/1 December": "QM"},
    ),
    Example(
        "a proposed cancellation does not close, and is behind schedule past its end",
        world(action(end="06-30", kpis=[kpi(target=at_least("5"))]), report("QM", "June", "1.1 = cancelled")),
        {
            "status 1.1 June": "final: cancellation proposed",
            "behind June": "1.1: cancellation proposed; 1.1/1: not reported",
        },
    ),
    Example(
        "an agreed cancellation has no verdict",
        agreed(
            world(action(end="06-30", kpis=[kpi(target=at_least("5"))]), report("QM", "June", "1.1 = cancelled")),
            "cancelled",
            "2031-09-01",
        ),
        {"status 1.1 June": "final: cancelled", "verdict 1.1/1 June": "cancelled", "behind June": "-"},
    ),
    Example(
        "an agreement counts once it is known",
        agreed(
            world(action(), report("QM", "June", "1.1 = carried over"), as_of="08-31"), "carried over", "2031-09-01"
        ),
        {"status 1.1 June": "final: carry-over proposed", "carried-over June": "-"},
    ),
    Example(
        "what is carried over is in its own line",
        agreed(world(action(end="06-30"), report("QM", "June", "1.1 = carried over")), "carried over", "2031-09-01"),
        {"behind June": "-", "carried-over June": "1.1"},
    ),
    Example(
        "a round without a status",
        world(action("QM QN"), report("QM", "June", "1.1 = live")),
        {"status 1.1 June": "final: live", "status 1.1 December": "missing: not reported | live (June)"},
    ),
    Example(
        "leaders differ about the status",
        world(action("QM QN"), report("QM", "June", "1.1 = live"), report("QN", "June", "1.1 = completed")),
        {"status 1.1 June": "disputed: the leaders differ", "asked 1.1/1 December": "QM QN"},
    ),
)

REVISIONS = (
    Example(
        "a figure is corrected",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12", on="07-01"),
            report("QM", "June", "1.1/1 = 8", on="07-04", supersedes="r1", because="four were counted twice"),
        ),
        {"value 1.1/1 June": "final: 8", "revision 1.1/1 June": "8, was 12 until 4 July"},
    ),
    Example(
        "a change of the status is a revision",
        world(action("QM QN"), report("QM", "June", "1.1/1 = 2"), report("QN", "June", "1.1/1 = 3", on="07-04")),
        {"revision 1.1/1 June": "2 to 3, the leaders differ; was 2"},
    ),
    Example(
        "a withdrawal",
        world(
            action(kpis=[kpi(), kpi(kpi_id="2")]),
            report("QM", "June", "1.1/1 = 2", "1.1/2 = 4"),
            report("QM", "June", on="07-04", supersedes="r1", withdraws="1.1/2"),
        ),
        {
            "value 1.1/1 June": "final: 2",
            "value 1.1/2 June": "missing: not reported",
            "revision 1.1/2 June": "not reported, was 4 until 4 July",
            "revision 1.1/1 June": "-",
        },
    ),
    Example(
        "a later round is not a revision of an earlier one",
        world(action(), report("QM", "June", "1.1/1 = 2"), report("QM", "December", "1.1/1 = 4")),
        {"value 1.1/1 June": "final: 2", "revision 1.1/1 June": "-", "revision 1.1/1 December": "-"},
    ),
    Example(
        "a superseding report replaces its own lines alone",
        world(
            action(kpis=[kpi(), kpi(kpi_id="2")]),
            report("QM", "June", "1.1/1 = 2", "1.1/2 = 4"),
            report("QM", "June", "1.1/1 = 3", on="07-04", supersedes="r1"),
        ),
        {"value 1.1/1 June": "final: 3", "value 1.1/2 June": "final: 4"},
    ),
)

TWO = [action(kpis=[kpi(measure="arrests")]), action("QN", kpis=[kpi(measure="arrests")], number="1.2")]


SUMS = (
    Example(
        "a missing part makes the sum provisional",
        world(TWO, report("QM", "June", "1.1/1 = 460")),
        {"sum June": "provisional: 460, so far: 1 of 2 actions"},
    ),
    Example("all parts missing", world(TWO), {"sum June": "missing: not reported"}),
    Example(
        "a part that is not due is left out and named",
        world(
            [TWO[0], attrs.evolve(TWO[1], begin=dt.date(2031, 9, 1))],
            report("QM", "June", "1.1/1 = 460"),
        ),
        {"sum June": "final: 460 | without 1.2/1"},
    ),
    Example(
        "all parts left out",
        world([attrs.evolve(item, begin=dt.date(2031, 9, 1)) for item in TWO]),
        {"sum June": "not due: not yet due | without 1.1/1, 1.2/1"},
    ),
    Example(
        "the worst of its parts",
        world(
            [attrs.evolve(TWO[0], leaders=("QM", "QO")), TWO[1]],
            report("QM", "June", "1.1/1 = 2"),
            report("QO", "June", "1.1/1 = 3"),
            report("QN", "June", "1.2/1 = 10"),
        ),
        {"sum June": "disputed: 12 to 13; the leaders differ"},
    ),
    Example(
        "an operation that two actions state counts once",
        world(
            TWO,
            report("QM", "June", attrs.evolve(line("1.1/1 = 60"), operations=(("JAD-2031-1", Decimal(40)),))),
            report("QN", "June", attrs.evolve(line("1.2/1 = 50"), operations=(("JAD-2031-1", Decimal(40)),))),
        ),
        {"sum June": "final: 70"},
    ),
    Example(
        "an operation that two actions state differently counts with the highest, and is disputed",
        world(
            TWO,
            report("QM", "June", attrs.evolve(line("1.1/1 = 60"), operations=(("JAD-2031-1", Decimal(40)),))),
            report("QN", "June", attrs.evolve(line("1.2/1 = 50"), operations=(("JAD-2031-1", Decimal(30)),))),
        ),
        {"sum June": "disputed: 80; an operation is stated differently"},
    ),
)
