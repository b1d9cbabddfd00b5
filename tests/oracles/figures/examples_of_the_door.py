"""Examples of what the door refuses of the last report of a set (section 3)."""

from __future__ import annotations

from decimal import Decimal

import attrs
from tests.oracles.figures.door import Row
from tests.oracles.figures.example import Example
from tests.oracles.figures.inputs import EntryKind, Report
from tests.oracles.figures.writing import action, entry, kpi, line, report, world

OWN = kpi(by="parties")
FIRST = report("QM", "June", "1.1/1 = 12")


def refused(name: str, row: Row | str, *reports: Report, kind: str = "count", leaders: str = "QM QN") -> Example:
    """Return an example about one KPI by leaders. QM is the Driver."""
    return Example(name, world(action(leaders, kpis=[kpi(kind)]), *reports), {"door": str(row)})


def refused_own(name: str, row: Row | str, *reports: Report) -> Example:
    """Return an example about one KPI by parties: QM leads, QN and QO take part."""
    return Example(name, world(action("QM", "QN QO QV", [OWN]), *reports), {"door": str(row)})


DOOR = (
    refused("a first report", "-", FIRST),
    refused("the same content again", "recognised", FIRST, report("QM", "June", "1.1/1 = 12", on="07-09")),
    refused("a statement again, with another", Row.IN_FORCE, FIRST, report("QM", "June", "1.1/1 = 12", "1.1 = live")),
    refused("another figure without naming the report", Row.TWO_FIGURES, FIRST, report("QM", "June", "1.1/1 = 13")),
    refused("another figure that names the report", "-", FIRST, report("QM", "June", "1.1/1 = 13", supersedes="r1")),
    refused("another leader's figure", "-", FIRST, report("QN", "June", "1.1/1 = 13")),
    refused("a new line is added", "-", FIRST, report("QM", "June", "1.1 = live")),
    refused(
        "a superseded report whose lines are all replaced",
        Row.NOTHING_SUPERSEDED,
        FIRST,
        report("QM", "June", "1.1/1 = 13", supersedes="r1"),
        report("QM", "June", "1.1/1 = 14", supersedes="r1 r2"),
    ),
    refused(
        "a report of another round",
        Row.NOTHING_SUPERSEDED,
        FIRST,
        report("QM", "December", "1.1/1 = 13", supersedes="r1"),
    ),
    refused("a withdrawal of nothing", Row.NOTHING_SUPERSEDED, FIRST, report("QM", "June", withdraws="1.1/1")),
    refused("a withdrawal that names its report", "-", FIRST, report("QM", "June", supersedes="r1", withdraws="1.1/1")),
    refused("a KPI twice", Row.TWICE, report("QM", "June", "1.1/1 = 12", "1.1/1 = 13")),
    refused("another unit", Row.UNIT, report("QM", "June", attrs.evolve(line("1.1/1 = 12"), unit="kg"))),
    refused("the KPI's unit", "-", report("QM", "June", attrs.evolve(line("1.1/1 = 12"), unit="arrests"))),
    refused("a number for a day", Row.NUMBER_FOR_DAY_OR_WORDS, report("QM", "June", "1.1/1 = 12"), kind="day"),
    refused("a number for words", Row.NUMBER_FOR_DAY_OR_WORDS, report("QM", "June", "1.1/1 = 12"), kind="words"),
    refused("words for a count", Row.OTHER_KIND, report("QM", "June", "1.1/1 = 'Many'")),
    refused("a number for a ratio", Row.OTHER_KIND, report("QM", "June", "1.1/1 = 12"), kind="ratio"),
    refused("a later day", Row.LATER_DAY, report("QM", "June", "1.1/1 = 2031-07-02", on="07-01"), kind="day"),
    refused("the day of the report", "-", report("QM", "June", "1.1/1 = 2031-07-01", on="07-01"), kind="day"),
    refused("a status by another", Row.MAY_NOT_STATE, report("QO", "June", "1.1 = live")),
    refused("a leaders' number by another", Row.MAY_NOT_STATE, report("QO", "June", "1.1/1 = 3")),
    refused(
        "an own number where leaders count",
        Row.OWN_WHERE_LEADERS,
        report("QM", "June", attrs.evolve(line("1.1/1 = 12"), own=True)),
    ),
    refused_own(
        "a leaders' number where parties count",
        Row.LEADERS_WHERE_OWN,
        report("QM", "June", attrs.evolve(line("1.1/1 = 12"), own=False)),
    ),
    refused_own(
        "for a party with an own statement",
        Row.FOR_A_PARTY,
        report("QN", "June", "1.1/1 = 5"),
        report("QM", "June", "1.1/1 for QN = 6"),
    ),
    refused_own(
        "for a party with an own statement of an earlier round",
        "-",
        report("QN", "June", "1.1/1 = 5"),
        report("QM", "December", "1.1/1 for QN = 6"),
    ),
    refused_own(
        "the party itself, after a leader stated for it",
        "-",
        report("QM", "June", "1.1/1 for QN = 6"),
        report("QN", "June", "1.1/1 = 5"),
    ),
    refused_own("for a party, by who does not lead", Row.MAY_NOT_STATE, report("QN", "June", "1.1/1 for QV = 6")),
    refused("a settlement by a leader", Row.SETTLEMENT_BY, FIRST, report("QN", "June", "1.1/1 := 2 on 2031-07-09")),
    refused(
        "a settlement without a reason",
        Row.SETTLEMENT_REASON,
        report("QM", "June", attrs.evolve(line("1.1/1 := 2 on 2031-07-09"), because=None)),
    ),
    refused_own("a party that is not named", Row.NOT_NAMED, report("QP", "June", "1.1/1 = 3")),
    refused_own("accepted", "-", report("QP", "June", attrs.evolve(line("1.1/1 = 3"), accepted=True))),
    refused("a negative count", Row.NEGATIVE, report("QM", "June", "1.1/1 = -1")),
    refused("a negative level", "-", report("QM", "June", "1.1/1 = -1"), kind="level"),
    refused("a denominator of 0", Row.DENOMINATOR, report("QM", "June", "1.1/1 = 0 of 0"), kind="ratio"),
    refused("more than the whole", Row.NUMERATOR, report("QM", "June", "1.1/1 = 3 of 2"), kind="ratio"),
    refused("less than another leader's", Row.BELOW_EARLIER, FIRST, report("QN", "December", "1.1/1 = 10")),
    refused(
        "less, with a reason",
        "-",
        FIRST,
        report("QN", "December", attrs.evolve(line("1.1/1 = 10"), because="two were released")),
    ),
    refused(
        "less in the denominator",
        Row.BELOW_EARLIER,
        report("QM", "June", "1.1/1 = 3 of 20"),
        report("QM", "December", "1.1/1 = 3 of 19"),
        kind="ratio",
    ),
    refused("a level may fall", "-", FIRST, report("QN", "December", "1.1/1 = 10"), kind="level"),
    refused(
        "more than of a later round",
        Row.ABOVE_LATER,
        report("QM", "December", "1.1/1 = 10"),
        report("QN", "June", "1.1/1 = 12", on="2032-01-10"),
    ),
    Example(
        "the other figure in the same file",
        world(
            action(),
            FIRST,
            report("QM", "December", "1.1/1 = 15"),
            report("QM", "June", "1.1/1 = 20", supersedes="r1", file="corrected"),
            report("QM", "December", "1.1/1 = 25", supersedes="r2", file="corrected"),
        ),
        {"door r3": "-", "door r4": "-"},
    ),
    Example(
        "the other figure in another file",
        world(
            action(),
            FIRST,
            report("QM", "December", "1.1/1 = 15"),
            report("QM", "June", "1.1/1 = 20", supersedes="r1"),
            report("QM", "December", "1.1/1 = 25", supersedes="r2"),
        ),
        {"door r3": str(Row.ABOVE_LATER)},
    ),
    refused_own(
        "less than another party's own number",
        "-",
        report("QN", "June", "1.1/1 = 12"),
        report("QO", "December", "1.1/1 = 10"),
    ),
    refused(
        "not yet after a day",
        Row.AFTER_A_DAY,
        report("QM", "June", "1.1/1 = 2031-05-10"),
        report("QN", "December", "1.1/1 = not yet"),
        kind="day",
    ),
    refused(
        "another day after a day",
        Row.AFTER_A_DAY,
        report("QM", "June", "1.1/1 = 2031-05-10"),
        report("QM", "December", "1.1/1 = 2031-05-11"),
        kind="day",
    ),
    refused(
        "an operation above its whole",
        Row.OPERATION,
        report("QM", "June", attrs.evolve(line("1.1/1 = 2"), operations=(("JAD-2031-1", Decimal(3)),))),
    ),
    refused("unchanged for a count", Row.WRONG_ANSWER, FIRST, report("QM", "December", "1.1/1 = unchanged")),
    refused("nothing for a level", Row.WRONG_ANSWER, report("QM", "June", "1.1/1 = nothing"), kind="level"),
    refused(
        "a settlement that sets no figure", Row.WRONG_ANSWER, report("QM", "June", "1.1/1 := nothing on 2031-07-09")
    ),
    refused("not yet for words", Row.WRONG_ANSWER, report("QM", "June", "1.1/1 = not yet"), kind="words"),
    refused("unchanged without a figure", Row.NOTHING_BEFORE, report("QM", "June", "1.1/1 = unchanged"), kind="level"),
    refused(
        "nothing by a leader who stated none, where leaders differ",
        Row.NOTHING_BEFORE,
        FIRST,
        report("QN", "June", "1.1/1 = 13"),
        report("QO", "December", "1.1/1 = nothing"),
        leaders="QM QN QO",
    ),
    Example(
        "a leader's last statement, after it stopped leading",
        world(
            action(),
            report("QM", "December", "1.1/1 = 14", on="10-01"),
            entries=[entry(EntryKind.STOPS_LEADING, "09-01", "QM")],
        ),
        {"door": "-"},
    ),
)

BY_HAND = (
    Example(
        "a count that falls is not usable",
        world(action(), FIRST, report("QM", "December", "1.1/1 = 10")),
        {"value 1.1/1 December": "provisional: 12 (June)", "beside 1.1/1 December": "not usable: 10 after 12"},
    ),
    Example(
        "what is not usable is never not reported",
        world(action(), report("QM", "June", "1.1/1 = -1")),
        {"value 1.1/1 June": "missing: not usable: a negative count"},
    ),
    Example(
        "of two figures the later filed one holds",
        world(action(), FIRST, report("QM", "June", "1.1/1 = 13", on="06-01")),
        {"value 1.1/1 June": "final: 13"},
    ),
    Example(
        "the same content again adds nothing",
        world(action("QM QN"), FIRST, report("QM", "June", "1.1/1 := 3 on 2031-07-09"), FIRST),
        {"value 1.1/1 June": "settled: 3 (set by the Driver, who leads this action)"},
    ),
)
