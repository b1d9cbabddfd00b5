"""Seals: the records behind the paper about a checkpoint, and what has happened to them since."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import attrs

from empact.analysis.claims.rounds import Round, Until, find_checkpoint, plan_rounds, round_of, rounds_named
from empact.analysis.facts import PlanFacts, Result, check_plan_context, operations_of_plan
from empact.analysis.markings import RecordMarking, record_markings
from empact.arguments import check_date, check_text
from empact.diagnostics import Pointer
from empact.errors import SealError
from empact.model import FiledRedaction, FiledReport, FiledSeal, FrozenMap, Ledger, Reports, Seal, Seals
from empact.values import listed, owned, unlisted, value

Facts = TypeVar("Facts", bound=PlanFacts)


class SealedKind(enum.Enum):
    """What a seal lists."""

    PLAN = "plan"
    REPORT = "report"
    ENTRY = "entry"
    OPERATION = "operation"
    KPIS = "kpis"
    STATUS_WORDS = "status-words"
    SEAL = "seal"

    @property
    def facts(self) -> SealedFacts:
        """The row of the kind."""
        return _FACTS[self]


@value
class SealedFacts:
    """What differs between the kinds of what a seal lists."""

    noun: str
    """What one is called in a message."""
    key: str
    """The key of a seal that lists it."""
    records: str | None = None
    """The kind of records that it is read with. None for the plan and the configuration, which are always there."""
    cure: str = "If the change is right, make another seal: it then counts."
    """What to do after a change that is right. Files that people may not edit are replaced by another one."""
    single: bool = False
    """Whether there is only one, so that the key has no ids below it."""


_FACTS = {
    SealedKind.PLAN: SealedFacts(
        "plan", "plan_digest", cure="To write the sealed paper, use the plan file as it was then.", single=True
    ),
    SealedKind.REPORT: SealedFacts("report", "reports", "reports", "To change a report, add one that supersedes it."),
    SealedKind.ENTRY: SealedFacts("ledger entry", "entries", "ledger", "To change an entry, add a correction."),
    SealedKind.OPERATION: SealedFacts("operation", "operations", "operations"),
    SealedKind.KPIS: SealedFacts("KPI register", "kpis", "kpis", single=True),
    SealedKind.STATUS_WORDS: SealedFacts("configuration key", "status_words", single=True),
    SealedKind.SEAL: SealedFacts("seal", "seals", "seals", "To seal the current records, make another seal."),
}


_HOW_TO_GO_ON = {SealedKind.PLAN: ": use its file as it was then"}
"""What to do about a change that is not a mistake: plans are revised."""


_STATUS_WORDS = "status_words"
"""The key of the configuration that changes what reports say; its other settings change no paper for COSI."""


@value
class SealedRecord:
    """A record, or the plan, as a seal lists it; or one that is there and that the seal does not list."""

    kind: SealedKind
    """What it is."""
    id: str
    """Its id; that of the plan for the plan and for its KPI register; the name of the key for the configuration."""
    digest: str
    """The SHA-256 digest that the seal lists, or that of the record if the seal does not list it."""

    def __str__(self) -> str:
        return f"the {self.kind.facts.noun} {self.id}"

    @property
    def at(self) -> Pointer:
        """Where the file of the seal lists it."""
        key = Pointer() / self.kind.facts.key
        return key if self.kind.facts.single else key / self.id


@value(kw_only=True)
class ListedSeal:
    """A seal, and what has happened to its records, as known at the date of knowledge."""

    seal: FiledSeal = attrs.field(metadata=unlisted())
    """The seal."""
    counts: bool
    """Whether it is the newest seal of its checkpoint, by which the paper is written."""
    missing: tuple[SealedRecord, ...] = ()
    """What it lists and is not there any more, or cannot be read."""
    changed: tuple[SealedRecord, ...] = ()
    """What it lists and is there with another content."""
    redacted: tuple[SealedRecord, ...] = ()
    """The reports that it lists and that were redacted since. That is not a fault, but they no longer count."""
    round: Round | None = attrs.field(default=None, metadata=unlisted())
    """The round of the plan that its checkpoint is; None if the plan has no such checkpoint, or no day for it."""
    after: tuple[SealedRecord, ...] = ()
    """What came after the seal and would be listed by a new one. That is not a fault."""
    unread: tuple[SealedRecord, ...] = ()
    """What it lists of kinds of records that were not read: nothing is known of these."""

    @listed
    def id(self) -> str:
        """The id of the seal: the name of its file."""
        return self.seal.id

    @listed
    def digest(self) -> str:
        """The SHA-256 digest of its file."""
        return self.seal.digest

    @listed
    def content(self) -> Seal:
        """The seal, as in its file."""
        return self.seal.content


@value(kw_only=True)
class SealList(Result):
    """The seals of a plan, and what has happened to their records."""

    seals: tuple[ListedSeal, ...]
    """The seals, in the order in which they were made."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the seals."""
        return record_markings(listed_seal.seal for listed_seal in self.seals)


@value(kw_only=True)
class AddedSeal(Result):
    """A seal that was added."""

    seal: FiledSeal = attrs.field(metadata=owned())
    """The seal."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The marking of the seal."""
        return record_markings([self.seal])


def new_seal(ctx: PlanFacts, checkpoint: str, *, on: dt.date) -> Seal:
    """Return a seal of the records behind the paper about a checkpoint; it is not written.

    Args:
        ctx: The plan with its records, as a session makes it.
        checkpoint: The name of the checkpoint; the start of it is enough.
        on: The day of the seal: what is dated later is not listed.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or no day for it.
        SealError: There is no report to seal.
    """
    check_date("on", on, required=True)
    check_plan_context("new_seal()", ctx)
    point = _round(ctx, checkpoint, on)
    known: dict[SealedKind, dict[str, str]] = {}
    for record in _resting(ctx, point, on):
        known.setdefault(record.kind, {})[record.id] = record.digest
    if SealedKind.REPORT not in known:
        message = f"There is nothing to seal: no report about {ctx.plan.id} up to {point.checkpoint} is known on {on}."
        raise SealError(message)

    def of_kind(kind: SealedKind) -> FrozenMap[str, str]:
        return FrozenMap(sorted(known.get(kind, {}).items()))

    return Seal(
        plan=ctx.plan.id,
        checkpoint=point.checkpoint,
        cut_off=point.on,
        on=on,
        revision=ctx.plan.cover.number.plain or None,
        plan_digest=_record_digest(ctx)(ctx.plan),
        reports=of_kind(SealedKind.REPORT),
        entries=of_kind(SealedKind.ENTRY),
        operations=of_kind(SealedKind.OPERATION),
        kpis=known.get(SealedKind.KPIS, {}).get(ctx.plan.id),
        status_words=known.get(SealedKind.STATUS_WORDS, {}).get(_STATUS_WORDS),
        seals=of_kind(SealedKind.SEAL),
    )


def seal_list(ctx: PlanFacts, *, checkpoint: str | None = None) -> SealList:
    """Return the seals of a plan that are known at the date of knowledge, and what has happened to their records.

    Args:
        ctx: The plan with its records, as a session makes it.
        checkpoint: Only seals of this checkpoint; the start of its name is enough. None for all.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
    """
    check_plan_context("seal_list()", ctx)
    return SealList(context=ctx, seals=tuple(_compared(ctx, seal) for seal in _seals(ctx, checkpoint)))


def sealed(ctx: Facts, checkpoint: str | None = None) -> Facts:
    """Return the plan with the records that its newest seal lists, as known on the day of the seal.

    Reports that were redacted since no longer count; ``reports.redactions`` names them.

    A context that was made like this is returned as it is: no other checkpoint can be named.

    Args:
        ctx: The plan with its records, as a session makes it.
        checkpoint: The checkpoint of the seal; the start of its name is enough. By default the newest seal of all is
            used.

    Raises:
        SealError: No seal is known at the date of knowledge; or records that it lists are missing or changed, or were
            not read: the message names all of them. Or the plan has no checkpoint as the seal names it; or the context
            is that of a seal of another checkpoint.
        UnknownIdError: The plan has no such checkpoint.
    """
    check_plan_context("sealed()", ctx)
    if ctx.sealed_by is not None:
        asked_checkpoint(ctx, checkpoint)
        return ctx
    seals = _seals(ctx, checkpoint)
    if not seals:
        about = "" if checkpoint is None else f" for {find_checkpoint((ctx,), checkpoint)}"
        known = "" if ctx.as_of is None else f" that is known on {ctx.as_of}"
        raise SealError(f"There is no seal of {ctx.plan.id}{about}{known}. To make one, use 'empact report seal'.")
    _require_unchanged(_compared(ctx, seals[-1]))
    _require_round(ctx, seals[-1])
    seal, digest = seals[-1].content, _record_digest(ctx)
    # Two files can have one id, and one of them be changed: what is listed is the content.
    entries = tuple(entry for entry in ctx.whole_ledger if seal.entries.get(entry.id) == entry.digest)
    reports = tuple(filed for filed in _reports(ctx) if seal.reports.get(filed.id) == filed.digest)
    listed_digests = set(seal.reports.values())
    redactions = tuple(redaction for redaction in _redactions(ctx) if redaction.content.digest in listed_digests)
    return attrs.evolve(
        ctx,
        ledger=Ledger(plan=ctx.plan.id, entries=entries),
        reports=Reports(plan=ctx.plan.id, reports=reports, redactions=redactions),
        operations=tuple(
            operation
            for operation in ctx.whole_operations
            if operation.id in seal.operations and seal.operations[operation.id] == digest(operation)
        ),
        kpi_register=None if seal.kpis is None else ctx.whole_kpi_register,
        status_words={} if seal.status_words is None else ctx.status_words,
        seals=Seals(plan=ctx.plan.id, seals=(seals[-1],)),
        sealed_by=seals[-1],
        as_of=seal.on,
    )


def asked_checkpoint(ctx: PlanFacts, checkpoint: str | None) -> str | None:
    """Return the name of the checkpoint that a picture is asked for: of what was made by `sealed()`, that of its seal.

    Args:
        ctx: The plan with its records.
        checkpoint: The name that the question has; None if it has none.

    Raises:
        SealError: The question names another checkpoint than that of the seal.
        UnknownIdError: The plan has no such checkpoint.
    """
    if ctx.sealed_by is None:
        return checkpoint
    point = _require_round(ctx, ctx.sealed_by)
    if checkpoint is not None:
        name = find_checkpoint((ctx,), checkpoint)
        if point not in rounds_named(plan_rounds(ctx.plan), name):
            id = ctx.sealed_by.id
            message = f"The seal {id} of {ctx.plan.id} is for {point}: nothing about {name} follows from it."
            raise SealError(message)
    return str(point)


def _require_round(ctx: PlanFacts, filed: FiledSeal) -> Round:
    """Return the checkpoint of a seal; raise a SealError if the plan does not have it, so that nothing reaches it."""
    point = _round_of(ctx, filed)
    if point is None:
        seal = filed.content
        message = f"The seal {filed.id} is for {seal.checkpoint}, and {seal.plan} has no such checkpoint."
        raise SealError(message)
    return point


def _round_of(ctx: PlanFacts, filed: FiledSeal) -> Round | None:
    return round_of(plan_rounds(ctx.plan), filed.content.checkpoint, filed.content.cut_off)


def _require_unchanged(compared: ListedSeal) -> None:
    """Raise a SealError that names all that is missing or changed, if anything is."""
    lines = [
        *(f"  {record} is missing or cannot be read" for record in compared.missing),
        *(f"  {record} was changed{_HOW_TO_GO_ON.get(record.kind, '')}" for record in compared.changed),
        *(f"  {record} was not read: name the folder {record.kind.facts.records}/" for record in compared.unread),
    ]
    if lines:
        records = (*compared.missing, *compared.changed, *compared.unread)
        content = compared.seal.content
        start = f"{content.plan} for {content.checkpoint} is not as it was sealed on {content.on} ({compared.id}):"
        raise SealError("\n".join([start, *lines]), map(str, records))


def _compared(ctx: PlanFacts, filed: FiledSeal) -> ListedSeal:
    """Return a seal with what has happened to its records."""
    seal = filed.content
    state: dict[str, list[SealedRecord]] = {"missing": [], "changed": [], "redacted": [], "unread": []}
    there = _there(ctx)
    redacted = {redaction.content.digest for redaction in _redactions(ctx)}
    listed_ids: set[tuple[SealedKind, str]] = set()
    for record in _listed(seal):
        listed_ids.add((record.kind, record.id))
        digests = there.get(record.kind, {}).get(record.id)
        if digests is not None:
            if record.digest not in {digest() for digest in digests}:
                state["changed"].append(record)
        elif record.kind is SealedKind.REPORT and record.digest in redacted:
            state["redacted"].append(record)
        elif record.kind.facts.records in ctx.unread:
            state["unread"].append(record)
        else:
            state["missing"].append(record)
    listed_ids.add((SealedKind.SEAL, filed.id))
    point = _round_of(ctx, filed)
    after = (
        record
        for record in (() if point is None else _resting(ctx, point, ctx.as_of))
        if (record.kind, record.id) not in listed_ids
    )
    return ListedSeal(
        seal=filed,
        counts=filed in ctx.seals.newest,
        round=point,
        after=tuple(after),
        **{name: tuple(records) for name, records in state.items()},
    )


def _listed(seal: Seal) -> Iterator[SealedRecord]:
    """Yield what a seal lists."""
    yield SealedRecord(SealedKind.PLAN, seal.plan, seal.plan_digest)
    for kind, digests in (
        (SealedKind.REPORT, seal.reports),
        (SealedKind.ENTRY, seal.entries),
        (SealedKind.OPERATION, seal.operations),
        (SealedKind.KPIS, {} if seal.kpis is None else {seal.plan: seal.kpis}),
        (SealedKind.STATUS_WORDS, {} if seal.status_words is None else {_STATUS_WORDS: seal.status_words}),
        (SealedKind.SEAL, seal.seals),
    ):
        yield from (SealedRecord(kind, id, digest) for id, digest in digests.items())


def _there(ctx: PlanFacts) -> dict[SealedKind, dict[str, list[Callable[[], str]]]]:
    """Return what is there, also after the date of knowledge: by kind and id, what returns the digest of each file.

    The digest of a content is only computed where a seal lists it.
    """
    there: dict[SealedKind, dict[str, list[Callable[[], str]]]] = {}

    def add(kind: SealedKind, id: str, digest: Callable[[], str]) -> None:
        there.setdefault(kind, {}).setdefault(id, []).append(digest)

    def of_content(content: Any) -> Callable[[], str]:
        return lambda: _record_digest(ctx)(content)

    add(SealedKind.PLAN, ctx.plan.id, of_content(ctx.plan))
    for kind, files in (
        (SealedKind.REPORT, _reports(ctx)),
        (SealedKind.ENTRY, ctx.whole_ledger),
        (SealedKind.SEAL, ctx.whole_seals or ()),
    ):
        for filed in files:
            add(kind, filed.id, _returning(filed.digest))
    for operation in ctx.whole_operations:
        add(SealedKind.OPERATION, operation.id, of_content(operation))
    if ctx.whole_kpi_register is not None:
        add(SealedKind.KPIS, ctx.plan.id, of_content(ctx.whole_kpi_register))
    if ctx.status_words:
        add(SealedKind.STATUS_WORDS, _STATUS_WORDS, of_content(_status_words(ctx)))
    return there


def _returning(digest: str) -> Callable[[], str]:
    return lambda: digest


def _resting(ctx: PlanFacts, point: Round, on: dt.date | None) -> Iterator[SealedRecord]:
    """Yield the records behind the paper about a checkpoint, as known at the end of a day; None for all."""
    digest, rounds = _record_digest(ctx), plan_rounds(ctx.plan)
    known = Reports(plan=ctx.plan.id, reports=_reports(ctx)).until(on)
    reports = [filed for filed in known if _is_about(filed, rounds, point)]
    yield from (SealedRecord(SealedKind.REPORT, filed.id, filed.digest) for filed in reports)
    for entry in ctx.whole_ledger.until(on):
        yield SealedRecord(SealedKind.ENTRY, entry.id, entry.digest)
    for operation in operations_of_plan(ctx, reports):
        yield SealedRecord(SealedKind.OPERATION, operation.id, digest(operation))
    if ctx.whole_kpi_register is not None:
        yield SealedRecord(SealedKind.KPIS, ctx.plan.id, digest(ctx.whole_kpi_register))
    if ctx.status_words:
        yield SealedRecord(SealedKind.STATUS_WORDS, _STATUS_WORDS, digest(_status_words(ctx)))
    for seal in () if ctx.whole_seals is None else ctx.whole_seals.until(on):
        if (seal.content.checkpoint, seal.content.cut_off) == (point.checkpoint, point.on):
            yield SealedRecord(SealedKind.SEAL, seal.id, seal.digest)


def _status_words(ctx: PlanFacts) -> dict[str, str]:
    return {word: status.value for word, status in ctx.status_words.items()}


def _is_about(filed: FiledReport, rounds: Sequence[Round], point: Round) -> bool:
    """Return whether the paper about a checkpoint has something of a report.

    That is one for this checkpoint or an earlier one, one that settles something at these, and one that is not counted
    since the plan does not have its checkpoint: the annex for the Driver lists it.
    """
    names = (filed.content.checkpoint, *(settled.checkpoint for settled in filed.content.settles if settled.checkpoint))
    about = [round_of(rounds, name, filed.content.on) for name in names]
    return about[0] is None or any(known is not None and known.number <= point.number for known in about)


def _seals(ctx: PlanFacts, checkpoint: str | None) -> tuple[FiledSeal, ...]:
    """Return the seals that are known: all, or those of the checkpoints with this name."""
    if checkpoint is None:
        return ctx.seals.seals
    name, point = find_checkpoint((ctx,), checkpoint), _round(ctx, checkpoint, ctx.as_of)
    exact = (point.checkpoint, point.on)  # the name can say which of two checkpoints is meant
    return tuple(
        seal
        for seal in ctx.seals
        if seal.content.checkpoint == name or (seal.content.checkpoint, seal.content.cut_off) == exact
    )


def _round(ctx: PlanFacts, name: str, on: dt.date | None) -> Round:
    """Return the checkpoint that a text names; of two with the same name, the last one that is over on a day."""
    check_text("The checkpoint", name)
    until = Until.named(find_checkpoint((ctx,), name), (ctx.plan,), on)
    point = until.of(plan_rounds(ctx.plan))
    assert point is not None  # noqa: S101 - `Until.named` has found it in the plan
    return point


def _reports(ctx: PlanFacts) -> tuple[FiledReport, ...]:
    return () if ctx.whole_reports is None else ctx.whole_reports.reports


def _redactions(ctx: PlanFacts) -> tuple[FiledRedaction, ...]:
    return () if ctx.whole_reports is None else ctx.whole_reports.redactions


def _record_digest(ctx: PlanFacts) -> Callable[[Any], str]:
    if ctx.record_digest is None:
        message = "Seals need a context that a session has made: empact.context(plan, records=...)."
        raise ValueError(message)
    return ctx.record_digest
