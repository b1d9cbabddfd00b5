"""Claims: what one party states in one report about one thing, why it may not count, and what the Driver settles."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from empact.analysis.claims.casts import Standing
from empact.analysis.claims.rounds import Round
from empact.arguments import objects
from empact.diagnostics import Pointer
from empact.model import Figure, FiledReport, FrozenMap, Settlement, Span
from empact.values import listed, unlisted, value


class Thing(enum.Enum):
    """What a claim is about."""

    SHARE = "share"
    """What a party contributed itself."""
    TOTAL = "total"
    """The result of the action, as a leader counts it."""
    DAY = "day"
    """The day on which a milestone was reached, or that it was not."""
    WORDS = "words"
    """A result in words."""
    STATUS = "status"
    """The status of the action."""
    STARTED = "started"
    """The day on which the action started."""
    ENDED = "ended"
    """The day on which the action ended."""
    ATTRIBUTED = "attributed share"
    """What a leader says that another party contributed."""


class Apart(enum.Enum):
    """Why a claim is listed and not counted."""

    UNIT = "unit"
    """It is in another unit than the KPI."""
    RATIO = "ratio"
    """It is a percentage or a ratio without its numerator and denominator."""
    VALUE = "value"
    """It is not what the KPI takes: a day, words or a ratio for a number, or a number for a ratio or a day."""
    ROLE = "role"
    """It is a total, a status or a milestone of a party that does not lead the action."""
    NOT_NAMED = "not named"
    """It is a share of a party that the action does not name, and that no group of it can mean."""
    EXCLUDED = "excluded"
    """Its days begin when the party is excluded from the plan."""
    BEFORE = "before the plan"
    """Its days end before the first day of the plan."""
    AFTER = "after the plan"
    """Its days begin after the last day of the plan."""
    OTHER_ACTION = "other action"
    """The report was written for another action, which had the number then."""


@value(kw_only=True)
class Claim:
    """What one party states in one report about one thing."""

    thing: Thing
    """What it is about."""
    by: str
    """The code of the party; its name as written if it is not known."""
    part: str | None = None
    """The part of the party that reports, such as ``customs``; None if it is the party as a whole."""
    standing: Standing
    """What the party is for the action on the cut-off day."""
    replaces: tuple[str, ...] = ()
    """The codes of the bodies that were merged into the party: its share replaces theirs. Empty for other parties."""
    round: Round
    """The round in which it is stated."""
    on: dt.date
    """The day of the report."""
    filed: FiledReport = attrs.field(repr=False, metadata=unlisted())
    """The report."""
    at: Pointer = attrs.field(repr=False, metadata=unlisted())
    """The pointer of the statement in the report."""
    value: Decimal | None = None
    """The number; of a ratio the numerator. None if it states no number."""
    of: Decimal | None = None
    """The denominator of a ratio; None for other claims."""
    unit: str | None = None
    """The unit in which the report states it; None if that is the one of the KPI."""
    nothing: bool = False
    """Whether the party says that it has nothing to report."""
    day: dt.date | None = None
    """The day that is stated; None if it is not a day, or if the milestone is not reached."""
    words: str | None = None
    """The words of the report: a status, or a result in words. None for numbers and days."""
    operations: Mapping[str, Decimal] = FrozenMap()
    """How much of the number was achieved in operations, by their ids."""
    days: Span | None = attrs.field(default=None, metadata=unlisted())
    """The days that it is about; None if it is about no days."""
    about: str | None = None
    """The party that an attributed share is of; None for other claims."""
    figure: Figure | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The figure of the report; None if the claim is about the action itself."""
    apart: Apart | None = None
    """Why it is not counted; None if it counts."""
    why: str | None = None
    """Why it is not counted, in words; None if it counts."""

    @listed
    def report(self) -> str:
        """The id of the report."""
        return self.filed.id

    @listed
    def period(self) -> Span | None:
        """The days that it is about, if the report states them; None if it is about those of its round."""
        return None if self.figure is None else self.figure.period

    @property
    def said(self) -> str:
        """What is stated, in words: ``460 in total``, ``22 of 28 of its own``, ``reached on 2031-05-01``."""
        return " ".join(self._said())

    def _said(self) -> Iterator[str]:
        if self.nothing:
            yield "nothing to report"
        elif self.value is not None and self.thing is not Thing.DAY:
            yield f"{self.value:f}" if self.of is None else f"{self.value:f} of {self.of:f}"
            yield from () if self.unit is None else (self.unit,)
            yield {Thing.TOTAL: "in total", Thing.ATTRIBUTED: f"by {self.about}"}.get(self.thing, "of its own")
        elif self.day is not None:
            yield f"{'reached' if self.thing is Thing.DAY else self.thing.value} on {self.day}"
        elif self.thing is Thing.DAY:
            yield "not reached"
        else:
            yield f"{self.words!r}" if self.thing is Thing.STATUS else f"“{self.words}”"
        for id, amount in self.operations.items():
            yield f"({amount:f} of it in {id})"

    def __str__(self) -> str:
        part = "" if self.part is None else f" ({self.part})"
        return f"{self.by}{part} reported on {self.on}: {self.said} ({self.filed.id})"


@value(kw_only=True)
class SettledClaim:
    """What the Driver settles where leaders report one thing differently."""

    by: str
    """The code of the party that is the Driver."""
    round: Round
    """The round whose difference is settled."""
    on: dt.date
    """The day of the report."""
    filed: FiledReport = attrs.field(repr=False, metadata=unlisted())
    """The report that settles it."""
    at: Pointer = attrs.field(repr=False)
    """The pointer of the settlement in the report."""
    settlement: Settlement
    """What is settled, and which reports it cites."""

    def holds(self, claims: Iterable[Claim]) -> bool:
        """Whether the reports that state these claims are exactly those that it cites; its own need not be cited."""
        claims = objects("claims", "a list of claims", Claim, claims)
        return {claim.filed.id for claim in claims} - {self.filed.id} == {*self.settlement.cites} - {self.filed.id}
