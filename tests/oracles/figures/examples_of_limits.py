"""Examples at the limits: the day itself, equal figures, and what an exception does not cover."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.door import Row
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import (
    Agreement,
    Did,
    EntryKind,
    Group,
    Line,
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
LATE = rounds(reply="07-31 2032-01-31")
CANCELLED = Agreement(action="1.1", word="cancelled", day=dt.date(2031, 9, 1))

DAYS = (
    Example(
        "a report of the data day is not before it",
        world(
            action(kpis=[kpi(), kpi(kpi_id="2", own_day="06-15"), kpi(kpi_id="3", own_day="06-25")]),
            report("QM", "June", "1.1/1 = 25", "1.1 = live"),
            of_rounds=LATE,
            as_of="07-10",
        ),
        {"value 1.1/1 June": "final: 25", "status 1.1 June": "final: live"},
    ),
    Example(
        "a report before the data day of a KPI whose own day had come",
        world(
            action(kpis=[kpi(kpi_id="1", own_day="06-20"), kpi(kpi_id="2", own_day="06-25")]),
            report("QM", "June", "1.1/1 = 25", "1.1/2 = 26", on="06-20"),
            of_rounds=LATE,
            as_of="07-10",
        ),
        {"value 1.1/1 June": "final: 25", "value 1.1/2 June": "provisional: 26 (as of 20 June)"},
    ),
    Example(
        "own numbers before the data day: the earliest day is printed",
        world(
            action("QM", "QN QO", [OWN, kpi(by="parties", kpi_id="2", own_day="06-15")]),
            report("QM", "June", "1.1/1 = 20", "1.1/2 = 20", on="06-20"),
            report("QN", "June", "1.1/1 = 5", "1.1/2 = 5", on="06-25"),
            report("QO", "June", "1.1/1 = 5", "1.1/2 = 5"),
            of_rounds=LATE,
            as_of="07-10",
        ),
        {"value 1.1/1 June": "provisional: 30 (as of 20 June)", "value 1.1/2 June": "final: 30"},
    ),
    Example(
        "own numbers before the data day, and somebody is silent",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1/1 = 20", on="06-20"),
            of_rounds=LATE,
            as_of="07-10",
        ),
        {"value 1.1/1 June": "provisional: 20 (so far: 1 of 2 parties)"},
    ),
    Example(
        "a status before the data day, until the reply day",
        world(action(), report("QM", "June", "1.1 = live", on="06-20"), of_rounds=LATE, as_of="07-10"),
        {"status 1.1 June": "provisional: live (as of 20 June)"},
    ),
    Example(
        "a status before the data day, after the reply day, and one that closes",
        world(
            [action(), action(number="1.2")],
            report("QM", "June", "1.1 = live", "1.2 = completed", on="06-20"),
            of_rounds=rounds(reply="07-05"),
            as_of="07-06",
        ),
        {"status 1.1 June": "final: live", "status 1.2 June": "final: completed"},
    ),
    Example(
        "a closing status before the data day is final at once",
        world(action(), report("QM", "June", "1.1 = completed", on="06-20"), of_rounds=LATE, as_of="07-10"),
        {"status 1.1 June": "final: completed"},
    ),
    Example(
        "a settled status is settled in its own round alone",
        world(
            action("QM QN"),
            report("QM", "June", "1.1 := live on 2031-07-09"),
            report("QM", "December", "1.1 = unclear"),
        ),
        {"status 1.1 June": "settled: live", "status 1.1 December": "final: unclear"},
    ),
    Example(
        "an agreement is known on its day",
        attrs.evolve(
            world(action(), report("QM", "June", "1.1 = cancelled"), as_of="09-01"),
            agreements=(CANCELLED,),
        ),
        {"status 1.1 June": "final: cancelled"},
    ),
    Example(
        "a group is closed on the data day",
        world(
            attrs.evolve(action("QM", "", [OWN]), group=Group(members=("QN", "QO"))),
            report("QM", "June", "1.1/1 = 1"),
            entries=[entry(EntryKind.GROUP_CLOSED, "06-30")],
        ),
        {"value 1.1/1 June": "final: 1"},
    ),
    Example(
        "a group closed by the plan has all its members",
        world(attrs.evolve(action("QM", "", [OWN]), group=Group(members=("QN", "QO"), closed_by_plan=True))),
        {"asked 1.1/1 June": "QM QN QO"},
    ),
    Example(
        "a leader that stops on a data day is asked in that round for its last day",
        world(action(), report("QM", "December", "1.1/1 = 4"), entries=[entry(EntryKind.STOPS_LEADING, "12-31", "QM")]),
        {"asked 1.1/1 December": "QM", "value 1.1/1 December": "provisional: 4 (as of 30 December)"},
    ),
    Example(
        "a leader that stops on the day after a data day is not asked again",
        world(action(), entries=[entry(EntryKind.STOPS_LEADING, "07-01", "QM")]),
        {"asked 1.1/1 June": "QM", "asked 1.1/1 December": "-"},
    ),
    Example(
        "a leader that stops before the action begins is not asked",
        world(action(begin="10-01"), entries=[entry(EntryKind.STOPS_LEADING, "09-01", "QM")]),
        {"asked 1.1/1 December": "-", "value 1.1/1 December": "missing: no leader is known since 1 September"},
    ),
    Example(
        "an excluded leader is not asked again",
        world(action(), entries=[entry(EntryKind.EXCLUDED, "09-01", "QM")]),
        {"asked 1.1/1 December": "-", "value 1.1/1 December": "missing: no leader is known since 1 September"},
    ),
    Example(
        "nobody ever led",
        world(action("")),
        {"value 1.1/1 June": "missing: no leader is known", "status 1.1 June": "missing: no leader is known"},
    ),
    Example(
        "where nobody leads, parties and the keeper of figures are still asked",
        world(action("", "QN", [OWN, kpi(kpi_id="2", stated_by="QS")])),
        {
            "value 1.1/1 June": "missing: not reported",
            "value 1.1/2 June": "missing: not reported",
            "forms June": "QN QS",
        },
    ),
    Example(
        "an excluded keeper of figures is not asked and may not state",
        world(
            action(kpis=[kpi(stated_by="QS")]),
            report("QS", "December", "1.1/1 = 3"),
            entries=[entry(EntryKind.EXCLUDED, "09-01", "QS")],
        ),
        {"asked 1.1/1 December": "-", "door": str(Row.MAY_NOT_STATE)},
    ),
    Example(
        "awaited is what was asked for: its own day was before June",
        world(action(kpis=[kpi(own_day="06-15")]), of_rounds=LATE, as_of="2032-01-10"),
        {"value 1.1/1 June": "missing: not reported", "value 1.1/1 December": "missing: not reported"},
    ),
    Example(
        "a day before the plan is listed separately, and one on its first day is not",
        world(
            action(kpis=[kpi("day"), kpi("day", kpi_id="2")]),
            report("QM", "June", "1.1/1 = 2030-12-31", "1.1/2 = 2031-01-01"),
        ),
        {
            "value 1.1/1 June": "missing: not reported",
            "apart 1.1/1 June": "QM 31 December (June): a day outside the plan",
            "value 1.1/2 June": "final: 1 January",
        },
    ),
    Example(
        "a merged body's successor is asked on its first day",
        world(
            action("QM", "QS", [OWN]),
            parties=[
                Party(code="QS", kind=PartyKind.BODY, last_day=dt.date(2031, 6, 29)),
                Party(code="QU", kind=PartyKind.BODY, first_day=dt.date(2031, 6, 29), predecessors=("QS",)),
            ],
        ),
        {"asked 1.1/1 June": "QM QU"},
    ),
    Example(
        "a target on the last data day is asked for",
        world(action(kpis=[kpi(target=at_least("5")), kpi(kpi_id="2")])),
        {"never-asked": "-"},
    ),
)

FIGURES = (
    Example(
        "a settlement by parties is provisional in the next round, unless the KPI's own day had come",
        world(
            action("QM", "QN", [OWN, kpi(by="parties", kpi_id="2", own_day="06-30")]),
            report("QM", "June", "1.1/1 := 50 with QN on 2031-07-09", "1.1/2 := 60 with QN on 2031-07-09"),
        ),
        {
            "value 1.1/1 June": "settled: 50 (agreed with QN on 9 July)",
            "value 1.1/1 December": "provisional: 50 (June)",
            "value 1.1/2 December": "final: 60",
        },
    ),
    Example(
        "a settlement by parties of a closed action that nobody owes",
        world(
            action("QM", "QN", [OWN]),
            report("QM", "June", "1.1 = completed", "1.1/1 := 50 with QN on 2031-07-09"),
            of_rounds=rounds(closed="07-15"),
        ),
        {"value 1.1/1 December": "final: 50"},
    ),
    Example(
        "a closed action without an answer of the leaders, settled",
        world(action(), report("QM", "June", "1.1 = completed", "1.1/1 := 50 on 2031-07-09")),
        {"value 1.1/1 December": "final: 50"},
    ),
    Example(
        "a figure of before the round of closing is final once that round is closed",
        world(
            action(),
            report("QM", "June", "1.1/1 = 12"),
            report("QM", "December", "1.1 = completed"),
            of_rounds=rounds(closed="- 2032-01-10"),
        ),
        {"value 1.1/1 December": "final: 12"},
    ),
    Example(
        "nobody is asked in a closed round: an own number of the round makes it final",
        world(
            action("", "QV", [OWN]),
            report("QV", "June", "1.1/1 = 3"),
            of_rounds=rounds(closed="07-10 2032-01-10"),
        ),
        {"value 1.1/1 June": "final: 3 (so far)", "value 1.1/1 December": "provisional: 3 (so far)"},
    ),
    Example(
        "a closed round that nobody answered, for a KPI that was due before",
        world(
            action("QM", "QN", [kpi(by="parties", own_day="06-15")]),
            report("QM", "June", "1.1/1 = 60"),
            report("QN", "June", "1.1/1 = 1"),
            of_rounds=rounds(closed="- 2032-01-20"),
        ),
        {"value 1.1/1 December": "final: 61"},
    ),
    Example(
        "what is not usable is not in the cover, and is an answer in the turnout",
        world(action("QM", "QN", [OWN]), report("QM", "June", "1.1/1 = 4"), report("QN", "June", "1.1/1 = -1")),
        {
            "value 1.1/1 June": "provisional: 4 (so far: 1 of 2 parties)",
            "beside 1.1/1 June": "not usable: a negative count",
            "turnout 1.1 June": "2 of 2",
        },
    ),
    Example(
        "what is not usable replaces only what it names",
        world(
            action(kpis=[kpi(), kpi(kpi_id="2")]),
            report("QM", "June", "1.1/1 = 4"),
            report("QM", "June", "1.1/2 = 5"),
            report("QM", "June", "1.1/1 = -1", "1.1/2 = -1", supersedes="r1"),
        ),
        {"value 1.1/1 June": "missing: not usable: a negative count", "value 1.1/2 June": "final: 5"},
    ),
    Example(
        "a number for a party of this round is not printed beside, nor is a party's own of an earlier one",
        world(
            action("QM", "QN QO", [OWN]),
            report("QM", "June", "1.1/1 for QN = 5"),
            report("QO", "June", "1.1/1 = 6"),
            report("QM", "December", "1.1/1 for QN = 7"),
        ),
        {
            "beside 1.1/1 June": "-",
            "beside 1.1/1 December": "-",
            "value 1.1/1 December": "provisional: 13 (so far: 1 of 3 parties)",
        },
    ),
    Example(
        "what we did is not an answer and ends no settlement",
        world(
            action(),
            report("QM", "June", "1.1 := live on 2031-07-09"),
            report("QM", "June", Line(action="1.1", answer=Did("Two courses"))),
        ),
        {"turnout 1.1 June": "0 of 1", "status 1.1 June": "settled: live"},
    ),
    Example(
        "nothing repeats a figure of an earlier round, not of the same one",
        world(
            action("QM QN"),
            report("QM", "June", "1.1/1 = 12"),
            report("QN", "June", "1.1/1 = nothing"),
        ),
        {"value 1.1/1 June": "disputed: 0 to 12; the leaders differ"},
    ),
    Example(
        "one party keeps the figures: not by so many leaders",
        world(action("QM QN", kpis=[kpi(stated_by="QM")]), report("QM", "June", "1.1/1 = 3")),
        {"leaders 1.1/1 June": "-"},
    ),
    Example(
        "an equal figure is not below",
        world(
            action(kpis=[kpi(), kpi("ratio", kpi_id="2")]),
            report("QM", "June", "1.1/1 = 12", "1.1/2 = 3 of 20"),
            report("QM", "December", "1.1/1 = 12", "1.1/2 = 3 of 20"),
        ),
        {"door": "-"},
    ),
    Example(
        "a whole part of a ratio, and an operation that is the whole",
        world(
            action(kpis=[kpi(), kpi("ratio", kpi_id="2")]),
            report(
                "QM",
                "June",
                attrs.evolve(line("1.1/1 = 3"), operations=(("JAD-2031-1", Decimal(3)),)),
                "1.1/2 = 3 of 3",
            ),
        ),
        {"door": "-"},
    ),
    Example(
        "another day in the same round, and not yet twice",
        world(
            action("QM QN", kpis=[kpi("day"), kpi("day", kpi_id="2")]),
            report("QM", "June", "1.1/1 = 2031-05-10", "1.1/2 = not yet"),
            report("QN", "June", "1.1/1 = 2031-05-11", "1.1/2 = not yet"),
            report("QM", "December", "1.1/1 = 2031-05-11", "1.1/2 = not yet"),
        ),
        {"door r2": "-", "door r3": "-", "value 1.1/1 June": "disputed: 10 May to 11 May; the leaders differ"},
    ),
    Example(
        "an excluded party's number is filed",
        world(
            action("QM", "QN", [OWN]),
            report("QN", "December", "1.1/1 = 3"),
            entries=[entry(EntryKind.EXCLUDED, "09-01", "QN")],
        ),
        {"door": "-", "asked 1.1/1 December": "QM", "value 1.1/1 December": "missing: not reported"},
    ),
    Example(
        "a settlement with the reason of its report",
        world(
            action(),
            report("QM", "June", attrs.evolve(line("1.1/1 := 2 on 2031-07-09"), because=None), because="One list"),
        ),
        {"door": "-"},
    ),
)
