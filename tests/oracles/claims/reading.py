"""What the files say, for the oracle of claims: the plan, the ledger, values, and the figures that count.

Comments name the section and the row of the page on claims: "C1 round" is section 1, the word "round".
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Raw = Mapping[str, Any]
"""What a YAML file has."""
Pair = tuple[Decimal, Decimal]
"""A numerator and its denominator."""

FINAL = frozenset({"completed", "not completed", "cancelled", "carried over"})  # C1 Final
MEANING = {"successfully completed": "completed"}  # two words of the cycle with one meaning do not differ
MEMBER_STATES = frozenset({"QM", "QN", "QO", "QP", "QQ", "QR"})  # reading: whom "Relevant MS" can mean
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
NOTHING = (Decimal(0), Decimal(0))
"""The pair of a party that has nothing to report of a ratio."""


def as_day(value: object) -> dt.date:
    """Return a day of a file."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def number(value: object) -> Decimal:
    """Return a number of a file."""
    return Decimal(str(value))


@dataclass(frozen=True)
class Value:
    """A value that is possibly open: from its lowest to its highest number; of a ratio, every possible pair."""

    low: Decimal
    high: Decimal
    pairs: frozenset[Pair] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether more than one value is possible."""
        return len(self.pairs) > 1 or self.low != self.high


def exactly(value: Decimal) -> Value:
    """Return a number that is certain."""
    return Value(value, value)


def of_pairs(pairs: Iterable[Pair]) -> Value:
    """Return a ratio; its numbers are the numerators."""
    known = frozenset(pairs)
    return Value(min(one for one, _ in known), max(one for one, _ in known), known)


def plus(one: Value, other: Value) -> Value:
    """Return the sum: of each possible pair with each other one."""
    if one.pairs or other.pairs:
        return of_pairs((a + c, b + d) for a, b in one.pairs for c, d in other.pairs)
    return Value(one.low + other.low, one.high + other.high)


def either(values: Iterable[Value]) -> Value:
    """The one idea: what is still open is a range from the lowest to the highest value, never a sum, never a choice."""
    known = list(values)
    if any(value.pairs for value in known):
        return of_pairs(pair for value in known for pair in value.pairs)
    return Value(min(value.low for value in known), max(value.high for value in known))


def total_of(values: Iterable[Value | None]) -> Value | None:
    """Return the sum of the values that there are; None if there is none."""
    summed: Value | None = None
    for value in values:
        if value is not None:
            summed = value if summed is None else plus(summed, value)
    return summed


def value_of(figure: Raw) -> Value:
    """Return the number or the ratio of a figure, or of a settlement."""
    if figure.get("of") is not None:
        return of_pairs([(number(figure["value"]), number(figure["of"]))])
    return exactly(number(figure["value"]))


@dataclass(frozen=True)
class Round:
    """C1 round: a checkpoint with its cut-off day, and the days that it is about."""

    position: int
    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Claim:
    """A figure of a report in force."""

    report: str
    party: str
    words: str | None
    """The words of the `part:` of the report."""
    position: int
    """The round."""
    action: str
    kpi: str
    scope: str
    figure: Raw
    apart: str | None
    """Why it is not counted."""

    @property
    def has_number(self) -> bool:
        """Whether it is a value, or says that there is nothing to report."""
        return "value" in self.figure or bool(self.figure.get("nothing"))


def _names(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _is_party(word: str) -> bool:
    return re.fullmatch(r"[A-Z]{2}", word) is not None


@dataclass
class Files:
    """The plan, what is decided about its KPIs, its ledger, its operations, and its reports."""

    plan: Raw
    kpis: Raw
    ledger: Sequence[Raw]
    operations: Sequence[Raw]
    every_report: Sequence[Raw]
    errors: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rounds = self._rounds()
        self.position_of = {point.name: point.position for point in self.rounds}
        self.actions: dict[str, Raw] = {action["number"]: action for action in self.plan["actions"]}
        self.decided: dict[tuple[str, str], Raw] = {
            (one["action"], str(one["kpi"])): one for one in self.kpis["definitions"]
        }
        self.driver = set(self.plan["driver"]["items"])
        self.reports = [report for report in self._in_force() if report["checkpoint"] in self.position_of]
        self.claims = list(self._claims())

    # The plan

    def _rounds(self) -> list[Round]:
        """From the day after the last cut-off (the first: the plan's first day) to its own, within the plan."""
        start, last = as_day(self.plan["period"]["start"]), as_day(self.plan["period"]["end"])
        dated: list[tuple[dt.date, str]] = []
        for name in self.plan["checkpoints"]:
            month, year = name.split()
            days = calendar.monthrange(int(year), MONTHS[month])[1]
            dated.append((dt.date(int(year), MONTHS[month], days), name))
        rounds: list[Round] = []
        for cut_off, name in sorted(dated):
            end = min(cut_off, last)
            rounds.append(Round(len(rounds), name, start, end))
            start = end + dt.timedelta(days=1)
        return rounds

    def leaders(self, action: str) -> list[str]:
        return _names(self.actions[action]["leaders"])

    def named(self, action: str) -> list[str]:
        return [word for word in _names(self.actions[action].get("participants")) if _is_party(word)]

    def groups(self, action: str) -> list[str]:
        return [word for word in _names(self.actions[action].get("participants")) if not _is_party(word)]

    def kpi_parts(self, action: str) -> list[str]:
        """C1 KPI part: one that names two things has parts 1a, 1b; any other is one part."""
        return ["1a", "1b"] if " / " in self.actions[action]["kpis"] else ["1"]

    def begins(self, action: str) -> dt.date:
        """Reading: "July 2031 to ..." begins on 1 July; anything else here on the plan's first day."""
        found = re.match(r"([A-Z][a-z]+) (\d{4})", self.actions[action]["timing"])
        if found and found[1] in MONTHS:
            return dt.date(int(found[2]), MONTHS[found[1]], 1)
        return as_day(self.plan["period"]["start"])

    def adds(self, action: str, kpi: str) -> str:
        return str(self.decided.get((action, kpi), {}).get("adds", "undecided"))  # C1 a KPI adds

    def over_time(self, action: str, kpi: str) -> str | None:
        return self.decided.get((action, kpi), {}).get("over_time")

    def counted_by_leader(self, action: str, kpi: str) -> bool:
        return self.decided.get((action, kpi), {}).get("counted_by") == "leader"

    def unit(self, action: str, kpi: str) -> str | None:
        return self.decided.get((action, kpi), {}).get("unit")

    # The ledger

    def is_excluded(self, party: str, on: dt.date) -> bool:
        """Whether a decision excludes a party on a day, and none has readmitted it since."""
        excluded = False
        for entry in sorted(self.ledger, key=lambda entry: as_day(entry["on"])):
            if entry["kind"] == "decision" and entry["parties"] == party and as_day(entry["on"]) <= on:
                excluded = entry["verdict"] == "excluded"
        return excluded

    def has_declined(self, party: str, action: str) -> bool:
        """Whether an answer of a party declines its part in an action."""
        return any(
            entry["kind"] == "answer"
            and entry["reply"] == "declined"
            and entry["by"] == party
            and action in entry["actions"]
            for entry in self.ledger
        )

    # The reports

    def _in_force(self) -> list[Raw]:
        """C1 in force: what no other supersedes; of the same party and round, on the same or an earlier day."""
        by_id = {report["id"]: report for report in self.every_report}
        gone: set[str] = set()
        for report in self.every_report:
            for old_id in report.get("supersedes", ()):
                old = by_id[old_id]
                if (
                    old is not report
                    and (old["by"], old["checkpoint"]) == (report["by"], report["checkpoint"])
                    and as_day(old["on"]) <= as_day(report["on"])
                ):
                    gone.add(old_id)  # reading: also by a report that is itself superseded
                else:
                    self.errors.add((report["id"], "supersedes"))  # found in a file: no effect, and an error
        return [report for report in self.every_report if report["id"] not in gone]

    def _claims(self) -> Iterable[Claim]:
        for report in self.reports:
            for entry in report.get("actions", ()):
                action = entry["action"]
                for figure in entry.get("figures", ()):
                    scope = figure["scope"]
                    yield Claim(
                        report=report["id"],
                        party=report["by"],
                        words=report.get("part"),
                        position=self.position_of[report["checkpoint"]],
                        action=action,
                        kpi=str(figure["kpi"]),
                        scope=scope,
                        figure=figure,
                        apart=self._why_apart(report, action, scope, figure),
                    )

    def _why_apart(self, report: Raw, action: str, scope: str, figure: Raw) -> str | None:  # noqa: PLR0911 - one for each reason
        party, period = report["by"], figure.get("period")
        if scope == "total" and party not in self.leaders(action):
            return "role"  # C2.3: refused at the door; reading: in a file an error, not a T
        if scope == "own" and party not in self.leaders(action) + self.named(action):
            can_mean = any("MS" not in group or party in MEMBER_STATES for group in self.groups(action))
            if not can_mean:
                return "not named"  # C5 accepted though not named
        if "value" not in figure and not figure.get("nothing"):
            return None  # reading: a day or words are about no days that begin
        start = as_day(period["start"]) if period else self.rounds[self.position_of[report["checkpoint"]]].start
        if start > as_day(self.plan["period"]["end"]):
            return "after the plan"  # C5 days after the plan
        if period and as_day(period["end"]) < as_day(self.plan["period"]["start"]):
            return "before the plan"  # C5 days before the plan; reading: wholly before it
        if self.is_excluded(party, start):
            # C5 excluded from a day on. Reading: the days of a figure without a period are those of its round, also of
            # a cumulative one, which otherwise would never are listed separately: its days begin with the plan.
            return "excluded"
        return None

    def claims_of(self, action: str, kpi: str, position: int, scope: str) -> list[Claim]:
        """The figures that count, of one KPI part in one round."""
        return [
            claim
            for claim in self.claims
            if (claim.action, claim.kpi, claim.position, claim.scope) == (action, kpi, position, scope)
            and claim.apart is None
        ]

    def overlapping(self, one: Raw, other: Raw) -> bool:
        """Whether two operations have days in common."""
        return any(
            as_day(a["start"]) <= as_day(b["end"]) and as_day(b["start"]) <= as_day(a["end"])
            for a in one["days"]
            for b in other["days"]
        )
