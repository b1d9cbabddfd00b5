"""Examples of values by parties: cover, groups, who is listed separately (sections 2, 4 and 6)."""

from __future__ import annotations

import datetime as dt

import attrs
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    Action,
    EntryKind,
    Group,
    Party,
    PartyKind,
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

RELEVANT = Group(members=("QN", "QO", "QP"))


def with_group(parties: str = "", *, members: Group = RELEVANT, leaders: str = "QM") -> Action:
    """Return an action that means a group."""
    return attrs.evolve(action(leaders, parties, [OWN]), group=members)


PARTIES = (
    Example(
        "so far, with who has answered",
        world(
            action("QM", "QN QO QP QQ", [OWN]),
            report("QM", "June", "1.1/1 = 100"),
            report("QN", "June", "1.1/1 = 270"),
            report("QO", "June", "1.1/1 = nothing"),
        ),
        {
            "value 1.1/1 June": "provisional: 370 (so far: 3 of 5 parties)",
            "value 1.1/1 December": "provisional: 370 (so far: 0 of 5 parties)",
            "turnout 1.1 June": "3 of 5",
            "forms June": "QM QN QO QP QQ",
        },
    ),
    Example(
        "final when all have answered",
        world(action("QM", "QN", [OWN]), report("QM", "June", "1.1/1 = 60"), report("QN", "June", "1.1/1 = 400")),
        {"value 1.1/1 June": "final: 460"},
    ),
    Example(
        "final with its cover when the round is closed, and what comes later is a revision",
        world(
            action("QM", "QN QO", [kpi(by="parties", target=at_least("500", "06-30"))]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = 400", on="07-01"),
            report("QO", "June", "1.1/1 = 10", on="07-15"),
            of_rounds=rounds(closed="07-10"),
        ),
        {"value 1.1/1 June": "final: 470", "revision 1.1/1 June": "470, was 460 until 15 July"},
    ),
    Example(
        "the cover of a closed round",
        world(
            action("QM", "QN QO", [kpi(by="parties", target=at_least("500", "06-30"))]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = 400"),
            of_rounds=rounds(closed="07-10"),
        ),
        {
            "value 1.1/1 June": "final: 460 (2 of 3 parties)",
            "verdict 1.1/1 June": "not reached, on the figures of 2 of 3 parties",
            "percent 1.1/1 June": "92.00",
            "behind June": "1.1/1: not reached, on the figures of 2 of 3 parties",
        },
    ),
    Example(
        "a cover that alone changes is not a revision",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = nothing", on="07-15"),
            of_rounds=rounds(closed="07-10"),
        ),
        {"value 1.1/1 June": "final: 60", "revision 1.1/1 June": "-"},
    ),
    Example(
        "a closed round that nobody answered stays provisional",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = 1"),
            of_rounds=rounds(closed="- 2032-01-20"),
        ),
        {"value 1.1/1 December": "provisional: 61 (so far: 0 of 2 parties)"},
    ),
    Example(
        "nobody asked",
        world(action("QM", "QN", [kpi(by="parties", own_day="09-15")]), report("QN", "June", "1.1/1 = 3")),
        {"value 1.1/1 June": "provisional: 3 (so far)", "verdict 1.1/1 June": "-"},
    ),
    Example(
        "after its own day, those asked in its round owe until they answer",
        world(
            action("QM", "QN", [kpi(by="parties", own_day="06-15")]),
            report("QN", "June", "1.1/1 = 3"),
        ),
        {"value 1.1/1 December": "provisional: 3 (so far: 1 of 2 parties)", "asked 1.1/1 December": "-"},
    ),
    Example(
        "third countries are not expected, and their numbers are in the sum",
        world(action("QM", "QV QS", [OWN]), report("QM", "June", "1.1/1 = 4"), report("QV", "June", "1.1/1 = 5")),
        {"asked 1.1/1 June": "QM QS", "value 1.1/1 June": "provisional: 9 (so far: 1 of 2 parties)"},
    ),
    Example(
        "a leader states for a party, until the party states its own",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 4", "1.1/1 for QN = 5"),
            report("QN", "June", "1.1/1 = 6"),
        ),
        {"value 1.1/1 June": "final: 10", "beside 1.1/1 June": "-"},
    ),
    Example(
        "a number for a party of an earlier round is printed beside",
        world(
            action("QM", "QV", [OWN]),
            report("QM", "June", "1.1/1 = 4", "1.1/1 for QV = 5"),
            report("QM", "December", "1.1/1 = 7"),
        ),
        {"value 1.1/1 December": "final: 12", "beside 1.1/1 December": "5 of it as of June"},
    ),
    Example(
        "a number for a party counts as its answer",
        world(action("QM", "QN", [OWN]), report("QM", "June", "1.1/1 for QN = 5")),
        {"turnout 1.1 June": "1 of 2", "value 1.1/1 June": "provisional: 5 (so far: 1 of 2 parties)"},
    ),
    Example(
        "a party in an open group is in the sum and outside the cover until it confirms",
        world(
            with_group(),
            report("QM", "June", "1.1/1 = 80"),
            report("QN", "June", "1.1/1 = 300"),
            report("QO", "June", "1.1/1 = 2"),
            entries=[entry(EntryKind.CONFIRMED, "03-01", "QN")],
        ),
        {
            "value 1.1/1 June": "provisional: 382, so far: 2 of 2 parties; 1 not confirmed",
            "turnout 1.1 June": "2 of 2",
        },
    ),
    Example(
        "what is unconfirmed when the Driver closes the group is listed separately",
        world(
            with_group(),
            report("QM", "June", "1.1/1 = 80"),
            report("QN", "June", "1.1/1 = 300"),
            report("QM", "December", "1.1/1 = nothing"),
            entries=[entry(EntryKind.GROUP_CLOSED, "09-01")],
        ),
        {
            "value 1.1/1 June": "provisional: 380, so far: 1 of 1 parties; 1 not confirmed",
            "value 1.1/1 December": "final: 80",
            "apart 1.1/1 December": "QN 300 (June): not confirmed when the group was closed",
        },
    ),
    Example(
        "all answers close a group",
        world(
            with_group(members=Group(members=("QN", "QO"))),
            report("QM", "June", "1.1/1 = 1"),
            report("QN", "June", "1.1/1 = 2"),
            entries=[entry(EntryKind.CONFIRMED, "03-01", "QN"), entry(EntryKind.DECLINED, "04-01", "QO")],
        ),
        {"value 1.1/1 June": "final: 3"},
    ),
    Example(
        "who joins on a data day is asked in the next round",
        world(
            with_group(members=Group(members=("QN",))),
            report("QM", "June", "1.1/1 = 1"),
            entries=[entry(EntryKind.CONFIRMED, "06-30", "QN")],
        ),
        {"asked 1.1/1 June": "QM", "asked 1.1/1 December": "QM QN", "value 1.1/1 June": "final: 1"},
    ),
    Example(
        "what a party stated while it took part stays",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 1"),
            report("QN", "June", "1.1/1 = 12"),
            report("QM", "December", "1.1/1 = 2"),
            entries=[entry(EntryKind.DECLINED, "09-01", "QN")],
        ),
        {
            "value 1.1/1 December": "final: 14",
            "asked 1.1/1 December": "QM",
            "beside 1.1/1 December": "12 by a party until 1 September",
            "beside 1.1/1 June": "-",
        },
    ),
    Example(
        "a figure for a round after an exclusion is listed separately",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 1"),
            report("QN", "June", "1.1/1 = 12"),
            report("QM", "December", "1.1/1 = 2"),
            report("QN", "December", "1.1/1 = 20"),
            entries=[entry(EntryKind.EXCLUDED, "09-01", "QN")],
        ),
        {
            "value 1.1/1 December": "final: 14",
            "apart 1.1/1 December": "QN 20 (December): for a round after an exclusion",
        },
    ),
    Example(
        "accepted though not named",
        world(
            action("QM", "", [OWN]),
            report("QM", "June", "1.1/1 = 1"),
            report("QP", "June", attrs.evolve(line("1.1/1 = 12"), accepted=True)),
        ),
        {"value 1.1/1 June": "final: 1", "apart 1.1/1 June": "QP 12 (June): accepted though not named"},
    ),
    Example(
        "a merged body's successor replaces its predecessors from its first statement",
        world(
            action("QM", "QS QT", [OWN]),
            report("QM", "June", "1.1/1 = 1"),
            report("QS", "June", "1.1/1 = 10"),
            report("QT", "June", "1.1/1 = 20"),
            report("QM", "December", "1.1/1 = 1"),
            report("QU", "December", "1.1/1 = 31"),
            parties=[
                Party(code="QS", kind=PartyKind.BODY, last_day=dt.date(2031, 8, 31)),
                Party(code="QT", kind=PartyKind.BODY, last_day=dt.date(2031, 8, 31)),
                Party(code="QU", kind=PartyKind.BODY, first_day=dt.date(2031, 9, 1), predecessors=("QS", "QT")),
            ],
        ),
        {"value 1.1/1 June": "final: 31", "value 1.1/1 December": "final: 32", "asked 1.1/1 December": "QM QU"},
    ),
    Example(
        "a renamed body is one party",
        world(
            action("QM", "QZ", [OWN]),
            report("QM", "June", "1.1/1 = 1"),
            report("QY", "June", "1.1/1 = 10"),
            parties=[Party(code="QY", kind=PartyKind.BODY, former_codes=("QZ",))],
        ),
        {"value 1.1/1 June": "final: 11"},
    ),
    Example(
        "the first own number ends a settlement by parties",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 := 50 on 2031-07-09"),
            report("QM", "June", "1.1/1 = 4", on="07-20"),
            report("QN", "June", "1.1/1 = 5", on="07-20"),
        ),
        {"value 1.1/1 June": "final: 9", "revision 1.1/1 June": "9, was 50 until 20 July"},
    ),
    Example(
        "a settlement is never in the place of own numbers",
        world(
            action("QM", "QN", [OWN]),
            report("QN", "June", "1.1/1 = 5"),
            report("QM", "June", "1.1/1 := 50 on 2031-07-09"),
        ),
        {"value 1.1/1 June": "provisional: 5 (so far: 1 of 2 parties)"},
    ),
)
