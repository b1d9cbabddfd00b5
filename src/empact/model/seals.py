"""Seals: the digests of the records behind a paper. The same paper can be written again, and changes are noticed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from empact.arguments import check_date, check_type
from empact.model.filed import Filed
from empact.model.frozen import FrozenMap
from empact.model.links import check_number, check_words
from empact.model.typed import checked_value

_DIGEST = re.compile("[0-9a-f]{64}")


@checked_value(kw_only=True)
class Seal:
    """The digests of the records behind the paper about a plan at a checkpoint, without their text.

    Raises:
        ValueError: A digest does not have 64 digits from 0 to f.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that the paper is about, such as ``C-2012``."""
    checkpoint: str = attrs.field(validator=check_words)
    """The name of the checkpoint that the paper is about, such as ``June``."""
    cut_off: dt.date
    """The cut-off day of the checkpoint: in a plan of two years, two checkpoints can have one name."""
    on: dt.date
    """The day of the seal, such as ``2012-07-20``: it lists what was known at the end of this day."""
    revision: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """The number of the document with the plan, such as ``17793/2/11 REV 2``. None if the plan has none."""
    plan_digest: str
    """The SHA-256 digest of the content of the plan, 64 digits; comments and spelling of the file do not change it."""
    reports: FrozenMap[str, str] = FrozenMap()
    """The reports up to the checkpoint, and those that settle something at it: by id, the digest of each file."""
    entries: FrozenMap[str, str] = FrozenMap()
    """The ledger entries about the plan: by id, the digest of each file."""
    operations: FrozenMap[str, str] = FrozenMap()
    """The operations of actions of the plan, and those that the reports name: by id, the digest of the content of
    each.
    """
    kpis: str | None = None
    """The digest of the content of the KPI register. None if the plan has none."""
    status_words: str | None = None
    """The digest of the status words in the configuration, which change the meaning of reports. None if it adds no
    words.
    """
    seals: FrozenMap[str, str] = FrozenMap()
    """The earlier seals of the checkpoint: by id, the digest of each file."""
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """

    def __attrs_post_init__(self) -> None:
        listed = (self.reports, self.entries, self.operations, self.seals)
        of_records = (digest for digests in listed for digest in digests.values())
        for digest in (self.plan_digest, *of_records, *filter(None, (self.kpis, self.status_words))):
            if not _DIGEST.fullmatch(digest):
                message = f"{digest!r} is not a digest: it has 64 digits from 0 to f"
                raise ValueError(message)


@checked_value(kw_only=True)
class FiledSeal(Filed):
    """A seal with its id and its digest."""

    content: Seal
    """What was sealed."""


def _in_order(seals: Iterable[FiledSeal]) -> tuple[FiledSeal, ...]:
    known = tuple(seals)
    for seal in known:
        check_type("Each seal of Seals", "a FiledSeal", FiledSeal, seal)
    # Of two seals of one day, the one that lists the other was made after it, and lists more seals.
    return tuple(sorted(known, key=lambda seal: (seal.content.on, len(seal.content.seals), seal.id, seal.digest)))


@checked_value(kw_only=True)
class Seals:
    """The seals of one plan, in the order in which they were made.

    Raises:
        ValueError: A seal is of another plan.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that all seals are of, such as ``C-2012``."""
    seals: tuple[FiledSeal, ...] = attrs.field(default=(), converter=_in_order)
    """The seals, by day; of two of one day, one that lists the other follows it."""

    def __attrs_post_init__(self) -> None:
        for seal in self.seals:
            if seal.content.plan != self.plan:
                message = f"The seal {seal.id!r} is of {seal.content.plan}, not of {self.plan}."
                raise ValueError(message)

    def __iter__(self) -> Iterator[FiledSeal]:
        return iter(self.seals)

    def __len__(self) -> int:
        return len(self.seals)

    def until(self, day: dt.date | None) -> Seals:
        """Return the seals as known at the end of a day; all of them where the day is None."""
        check_date("The day", day)
        if day is None:
            return self
        return Seals(plan=self.plan, seals=tuple(seal for seal in self.seals if seal.content.on <= day))

    @cached_property
    def newest(self) -> tuple[FiledSeal, ...]:
        """The newest seal of each checkpoint; only this seal counts."""
        return tuple({(seal.content.checkpoint, seal.content.cut_off): seal for seal in self.seals}.values())


def seals_by_plan(seals: Iterable[Seals]) -> dict[str, Seals]:
    """Return the seals by the id of the plan; several values about one plan are one."""
    of_plans: dict[str, list[FiledSeal]] = {}
    for of_plan in seals:
        of_plans.setdefault(of_plan.plan, []).extend(of_plan)
    return {plan: Seals(plan=plan, seals=tuple(filed)) for plan, filed in of_plans.items()}
