"""A short way to write the sets of the examples: `report("QM", "June", "1.1/1 = 12")`.

The words of a line: `1.1/1 = 12`, `about 12`, `12 of 20`, `2031-05-10`, `not yet`, `nothing`, `unchanged`, `'words'`;
`1.1 = live`; `1.1/1 for QP = 5`; `1.1/1 := 2 with QM, QN on 2031-07-09` for a settlement, which has a reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

import attrs
from tests.oracles.figures.inputs import (
    Action,
    Answer,
    Comparison,
    CountedBy,
    Entry,
    EntryKind,
    Kind,
    Kpi,
    Line,
    Method,
    Nothing,
    NotYet,
    Number,
    Party,
    PartyKind,
    Ratio,
    Reached,
    Report,
    Round,
    Settled,
    StatusWord,
    Target,
    Unchanged,
    Words,
    World,
)

_FIXED: dict[str, Answer] = {"not yet": NotYet(), "nothing": Nothing(), "unchanged": Unchanged()}
_LINE = re.compile(r"(?P<action>[\d.]+)(?:/(?P<kpi>\w+))?(?: for (?P<party>\w+))? (?P<sign>:?=) (?P<answer>.+)")
_SETTLED = re.compile(r"(?P<answer>.+?)(?: with (?P<whom>[\w, ]+?))? on (?P<day>[\d-]+)")
KINDS = {"QS": PartyKind.BODY, "QT": PartyKind.BODY, "QU": PartyKind.BODY, "QV": PartyKind.THIRD_COUNTRY}


def day(text: str) -> dt.date:
    """Return a day written as 07-31, in 2031, or with its year."""
    return dt.date.fromisoformat(text if len(text) > len("07-31") else f"2031-{text}")


def answer(text: str, *, is_status: bool = False) -> Answer:
    """Return an answer as it is written in a line."""
    if is_status:
        return StatusWord(text)
    if text in _FIXED:
        return _FIXED[text]
    if text.startswith("'"):
        return Words(text.strip("'"))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Reached(dt.date.fromisoformat(text))
    estimated = text.startswith("about ")
    numbers = [Decimal(part) for part in text.removeprefix("about ").split(" of ")]
    return Number(numbers[0], estimated) if len(numbers) == 1 else Ratio(numbers[0], numbers[1], estimated)


def line(text: str) -> Line:
    """Return a line."""
    match = _LINE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    kpi, words, settled, because = match["kpi"], match["answer"], None, None
    if match["sign"] == ":=":
        settlement = _SETTLED.fullmatch(words)
        if settlement is None:
            raise ValueError(text)
        whom = settlement["whom"]
        settled = Settled(day=day(settlement["day"]), agreed_with=tuple(whom.split(", ")) if whom else ())
        words, because = settlement["answer"], "two lists were compared"
    return Line(
        action=match["action"],
        kpi=kpi,
        answer=answer(words, is_status=kpi is None),
        for_party=match["party"],
        settled=settled,
        because=because,
    )


def report(
    by: str,
    round_name: str,
    *lines: str | Line,
    on: str | None = None,
    supersedes: str = "",
    withdraws: str = "",
    because: str | None = None,
    file: str | None = None,
) -> Report:
    """Return a report. Its id is its place among the reports: r1, r2. Without a day it is of the data day."""
    return Report(
        id="",
        by=by,
        round=round_name,
        day=day(on) if on else dt.date.max,
        lines=tuple(line(item) if isinstance(item, str) else item for item in lines),
        supersedes=tuple(supersedes.split()),
        withdraws=tuple((name.partition("/")[0], name.partition("/")[2] or None) for name in withdraws.split()),
        because=because,
        file=file,
    )


def rounds(*, closed: str = "", reply: str = "") -> tuple[Round, ...]:
    """Return June and December. `closed` and `reply` hold the days for June, and after a space for December."""
    days = (dt.date(2031, 6, 30), dt.date(2031, 12, 31))
    closings, replies = [*closed.split(), "-", "-"], [*reply.split(), "-", "-"]
    return tuple(
        Round(
            name=name,
            data_day=data_day,
            reply_day=data_day if replies[place] == "-" else day(replies[place]),
            closed_on=None if closings[place] == "-" else day(closings[place]),
        )
        for place, (name, data_day) in enumerate(zip(("June", "December"), days, strict=True))
    )


def kpi(
    kind: str = "count",
    by: str = "leaders",
    *,
    own_day: str | None = None,
    target: Target | None = None,
    kpi_id: str = "1",
    unit: str = "arrests",
    measure: str | None = None,
    stated_by: str | None = None,
) -> Kpi:
    """Return a KPI."""
    method = Method(kind=Kind(kind), counted_by=CountedBy(by), unit=unit, measure=measure, stated_by=stated_by)
    return Kpi(id=kpi_id, method=method, day=day(own_day) if own_day else None, target=target)


def at_least(number: str, until: str | None = None) -> Target:
    """Return the target "at least N"."""
    return Target(comparison=Comparison.AT_LEAST, low=Decimal(number), day=day(until) if until else None)


def at_most(number: str, until: str | None = None) -> Target:
    """Return the target "at most N"."""
    return Target(comparison=Comparison.AT_MOST, low=Decimal(number), day=day(until) if until else None)


def between(low: str, high: str, until: str | None = None) -> Target:
    """Return the target "N to M"."""
    days = day(until) if until else None
    return Target(comparison=Comparison.RANGE, low=Decimal(low), high=Decimal(high), day=days)


def by_day(until: str | None = None) -> Target:
    """Return the target "by a day"."""
    return Target(comparison=Comparison.BY_DAY, day=day(until) if until else None)


def action(
    leaders: str = "QM",
    parties: str = "",
    kpis: Sequence[Kpi] = (),
    *,
    number: str = "1.1",
    begin: str | None = None,
    end: str | None = None,
) -> Action:
    """Return an action. It has one count by leaders if nothing else is said."""
    return Action(
        number=number,
        leaders=tuple(leaders.split()),
        parties=tuple(parties.split()),
        begin=day(begin) if begin else None,
        end=day(end) if end else None,
        kpis=tuple(kpis) or (kpi(),),
    )


def entry(kind: EntryKind, on: str, party: str | None = None, number: str | None = "1.1") -> Entry:
    """Return a decision. An exclusion is about the whole plan."""
    return Entry(kind=kind, day=day(on), party=party, action=None if kind is EntryKind.EXCLUDED else number)


def world(
    of_action: Action | Sequence[Action],
    *reports: Report,
    entries: Sequence[Entry] = (),
    as_of: str | None = None,
    of_rounds: tuple[Round, ...] | None = None,
    parties: Sequence[Party] = (),
    driver: str = "QM",
) -> World:
    """Return a set with the rounds June and December."""
    of_rounds = of_rounds or rounds()
    data_days = {item.name: item.data_day for item in of_rounds}
    filed = [
        attrs.evolve(item, id=f"r{place}", day=data_days[item.round] if item.day == dt.date.max else item.day)
        for place, item in enumerate(reports, start=1)
    ]
    known = {party.code for party in parties}
    return World(
        driver=driver,
        parties=(*parties, *(Party(code=code, kind=kind) for code, kind in KINDS.items() if code not in known)),
        rounds=of_rounds,
        actions=(of_action,) if isinstance(of_action, Action) else tuple(of_action),
        entries=tuple(entries),
        reports=tuple(filed),
        as_of=day(as_of) if as_of else None,
    )
