"""The ledger: entries that name no action, stand out of order, were changed afterwards, or wait for an answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from empact import Plan
from empact.hooks import (
    EntryKind,
    Finding,
    Ledger,
    LedgerEntry,
    Parties,
    PartyItem,
    Pointer,
    Ref,
    Rule,
    RuleContext,
    Severity,
    Unparsed,
    Verdict,
)
from empact.plugins.rules.phrasing import listed

_ENTRY = Pointer()
_DIGEST = re.compile(r".*-([0-9a-f]{16})", re.DOTALL)
_CORRECT = "a correction of this one"


def _what(record: LedgerEntry) -> str:
    return f"{record.content.kind.called} of {record.content.on}".capitalize()


def commitment_without_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A commitment names no action of the plan.

    "The actions developed in the plan should be integrated [...] into the MS national planning and dedicated resources
    should be allocated" (plan section 5.2). If a commitment names no action, or an action that the plan does not have,
    nobody can compare it with the results. Actions of other plans are not checked.
    """
    for record in ctx.evidence(plan).in_force:
        entry = record.content
        if entry.kind is not EntryKind.COMMITMENT:
            continue
        unknown = [str(ref) for ref in entry.actions if _unknown(ref, plan, ctx)]
        by = f" by {entry.parties or entry.by}" if entry.parties or entry.by else ""
        if not entry.actions:
            message = f"The commitment of {entry.on}{by} names no action."
        elif unknown:
            verb = "is" if len(unknown) == 1 else "are"
            message = f"The commitment of {entry.on}{by} is for {listed(unknown)}, which {verb} no action of {plan.id}."
        else:
            continue
        yield Finding(
            message,
            _ENTRY / "actions",
            hint=f"Record it anew with the number of the action, and {_CORRECT}.",
            entry=record,
        )


def out_of_order(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A ledger entry contradicts earlier entries: it answers a later or missing entry, or its decision is impossible.

    Nobody can answer before the question. Either a date is wrong, or the entry names the wrong entry. Later readers
    cannot know which. A decision is impossible if it keeps or readmits a party although another decision says
    otherwise, or if two decisions of the same day disagree and neither was added after the other. A decision is
    reversed by another decision, not by a correction.
    """
    whole = _whole(plan, ctx)
    known = {record.id: record for record in reversed(whole.entries)}
    for record in ctx.evidence(plan).in_force:
        corrects = record.content.kind is EntryKind.CORRECTION
        for index, id in enumerate(record.content.replies_to):
            other = known.get(id)
            hint = f"Record it anew with the right date or reference, and {_CORRECT}."
            if other is None:
                message = f"{_what(record)} refers to {id!r}, which the ledger does not have."
            elif corrects and other.content.kind is EntryKind.DECISION:
                message = f"{_what(record)} takes back a decision, which only another decision does."
                hint = f"Record a decision with the verdict 'readmitted', if that is meant, and {_CORRECT}."
            elif not corrects and other.content.on > record.content.on:
                message = (
                    f"{_what(record)} refers to {other.content.kind.called} of {other.content.on}, which came later."
                )
            else:
                continue
            yield Finding(message, _ENTRY / "replies_to" / index, hint=hint, entry=record)
    yield from _decisions(plan, ctx)


def _whole(plan: Plan, ctx: RuleContext) -> Ledger:
    """The ledger with what is dated after the date of knowledge."""
    return ctx.ledgers.get(plan.id, Ledger(plan=plan.id))


def _decisions(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The decisions that do not fit those before them."""
    known = {record.digest: record for record in _whole(plan, ctx)}
    last: dict[str, LedgerEntry] = {}
    out: dict[str, dt.date] = {}
    for record in ctx.evidence(plan).in_force:
        on, verdict = record.content.on, record.content.verdict
        if verdict is None:
            continue
        for code in ctx.evidence(plan).parties(record):
            before = last.get(code)
            if before is not None and before.content.on == on and not _in_sequence(before, record, known):
                message = f"Two decisions of {on} about {code} say different things, and neither follows the other."
                hint = "Record a decision that says what holds."
            elif verdict is Verdict.READMITTED and code not in out:
                message = f"The decision of {on} readmits {code}, which no decision excludes."
                hint = (
                    "Record the decision that excludes it; where there is none, accept it with a waiver and its reason."
                )
            elif verdict is Verdict.RETAINED and code in out:
                message = f"The decision of {on} keeps {code}, which is excluded since {out[code]}."
                hint = "Record a decision with the verdict 'readmitted', if that is what was decided."
            else:
                message = hint = ""
            if message:
                yield Finding(message, _ENTRY / "verdict", hint=hint, entry=record)
            last[code] = record
            if verdict is Verdict.EXCLUDED:
                out.setdefault(code, on)
            elif verdict is Verdict.READMITTED:
                out.pop(code, None)


def _in_sequence(before: LedgerEntry, record: LedgerEntry, known: Mapping[str, LedgerEntry]) -> bool:
    """Whether two decisions say the same, or the later one was recorded behind the other."""
    if before.content.verdict is record.content.verdict:
        return True
    seen: set[str] = set()
    waiting = [record.digest]
    while waiting:
        digest = waiting.pop()
        if digest == before.digest:
            return True
        if digest in known and digest not in seen:
            seen.add(digest)
            waiting += known[digest].content.follows
    return False


def tampered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A ledger entry was changed or removed after it was added.

    Each entry names the digests of the newest entries at that time, and its file name ends with its own digest. So an
    entry that has a later entry cannot be changed or deleted without a trace. The rule cannot see if the newest entries
    were deleted, or changed and renamed, or if the ledger was rewritten from some point on. To detect this too, keep
    the digests that ``empact ledger check`` prints outside the ledger. The rule checks the entire ledger, whatever the
    date of knowledge is, because a changed entry can have another date.
    """
    whole = _whole(plan, ctx)
    digests = {record.digest for record in whole}
    changed: set[str] = set()
    for record in whole:
        named = _DIGEST.fullmatch(record.id)
        if named is not None and not record.digest.startswith(named[1]):
            changed.add(named[1])
            yield Finding(
                f"{_what(record)} was changed after it was recorded: its digest begins with {record.digest[:16]}, "
                f"and its name says {named[1]}.",
                _ENTRY,
                hint="Restore the file as it was; where the entry was wrong, record a correction of it.",
                entry=record,
            )
    for record in whole.distinct:
        gone = [digest[:16] for digest in record.content.follows if digest not in digests]
        missing = [digest for digest in gone if digest not in changed]  # what was changed is told there
        if missing:
            what = "one entry" if len(missing) == 1 else f"{len(missing)} entries"
            yield Finding(
                f"{_what(record)} follows {what} that the ledger does not have as it was: digest {listed(missing)}.",
                _ENTRY / "follows",
                hint="Something was removed or changed: restore it from a copy.",
                entry=record,
            )


def doubled(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The ledger has the same entry twice, or two entries with the same id.

    This happens when files are copied, or when two copies of a ledger are merged. A duplicate entry counts once. A
    reference to an id that two different entries have is ambiguous.
    """
    whole = _whole(plan, ctx)
    kept = {record.digest: record for record in whole.distinct}
    ids: dict[str, str] = {}
    for record in whole:
        original = kept[record.digest]
        message = None
        if record is not original:
            message = f"{_what(record)} is there twice, as {original.id!r} and as {record.id!r}."
            if record.id == original.id:
                message = f"{_what(record)} is there twice, both times as {record.id!r}."
        elif ids.setdefault(record.id, record.digest) != record.digest:
            message = f"{_what(record)} bears the id {record.id!r}, as another entry does."
        if message is not None:
            yield Finding(message, _ENTRY, hint="Remove the copy, or give the file its own name.", entry=record)


def unanswered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A commitment, or an answer to a reminder or an exhortation, is overdue.

    No answer does not mean yes or no. The question is still open, and a commitment is open until an entry says that it
    was met. If several parties were asked or made the commitment, each one is checked; parties that were excluded on
    that day are not. If the entry has no due date, nothing is reported, because the plan sets none.
    """
    if ctx.as_of is None:
        return
    evidence = ctx.evidence(plan)
    for record in evidence.in_force:
        due = record.content.due
        if due is None or due >= ctx.as_of:
            continue
        promised = record.content.kind is EntryKind.COMMITMENT
        given = evidence.fulfilled_by if promised else evidence.responses
        owing = (code for code in evidence.parties(record) if not evidence.is_absent(code, due))
        silent = [code for code in owing if not given(record, code)]
        if silent:
            verb = "has" if len(silent) == 1 else "have"
            what = f"asks for an answer by {due}, and {listed(silent)} {verb} given none"
            if promised:
                what = f"was due on {due}, and no entry says that {listed(silent)} {verb} met it"
            yield Finding(
                f"{_what(record)} {what} by {ctx.as_of}.",
                _ENTRY / "due",
                hint="Record what was answered, or ask again.",
                entry=record,
            )


def not_by_driver(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An exhortation is not by the Driver of the plan.

    The clause requires "the exhortations by the Driver" (plan section 5.3). An exhortation by another party does not
    count, and a misspelt name would stay unnoticed. A co-driver counts as the Driver, unless it is excluded on that
    day.
    """
    if not plan.driver.understood:
        return
    for record in ctx.evidence(plan).in_force:
        if record.content.kind is EntryKind.EXHORTATION and not ctx.evidence(plan).by_driver(record):
            yield Finding(
                f"{_what(record)} is by {record.content.by}, and the exhortations that count are those of the Driver, "
                f"{plan.driver}.",
                _ENTRY / "by",
                hint=f"Record it as a reminder, or anew with the right name, and {_CORRECT}.",
                entry=record,
            )


def names_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A ledger entry names an unknown party, or an action that the plan does not have.

    Such an entry is about nobody, so no dossier and no rule finds it. Names that the plan itself uses are accepted, and
    actions of other plans are not checked. ``commitment-without-action`` checks the actions of commitments.
    ``exclusion-of-non-member`` checks the parties of exclusions.
    """
    written = {one.name for one in ctx.planned_assignments(plan)}
    for record in ctx.evidence(plan).in_force:
        entry = record.content
        for field in ("parties", "by"):
            cell: Parties = getattr(entry, field)
            for index, item in enumerate(cell):
                if isinstance(item, Unparsed):
                    yield Finding(
                        f"{_what(record)} names {item.text!r}, which is not understood.",
                        _ENTRY / field / "items" / index,
                        hint=f"Record it anew with the codes of the parties, and {_CORRECT}.",
                        entry=record,
                    )
                told = field == "parties" and entry.verdict is Verdict.EXCLUDED
                if isinstance(item, PartyItem) and item.collective is None and not told:
                    for name in (item.party, *item.cooperating):
                        if name not in written and not _known(name, entry.on, ctx):
                            close = ctx.register.suggest(name)
                            yield Finding(
                                f"{_what(record)} names {name!r}, and nobody is known by that name.",
                                _ENTRY / field / "items" / index,
                                hint=f"{f'Did you mean {close!r}? ' if close else ''}Record it anew, and {_CORRECT}.",
                                entry=record,
                            )
        for index, ref in enumerate(entry.actions if entry.kind is not EntryKind.COMMITMENT else ()):
            if _unknown(ref, plan, ctx):
                yield Finding(
                    f"{_what(record)} names the action {ref}, which {plan.id} does not have.",
                    _ENTRY / "actions" / index,
                    hint=f"Record it anew with the number of the action, and {_CORRECT}.",
                    entry=record,
                )


def _known(name: str, on: dt.date, ctx: RuleContext) -> bool:
    return ctx.register.find(name, on) is not None or ctx.register.role(name) is not None


def _unknown(ref: Ref, plan: Plan, ctx: RuleContext) -> bool:
    """Whether an entry means an action of its plan, and there is none of that number."""
    own = ref.plan in {None, plan.id}
    return own and (ref.action is None or ctx.portfolio.action(plan, ref.action) is None)


RULES = (
    Rule(code="OAP807", name="commitment-without-action", severity=Severity.WARNING, check=commitment_without_action),
    Rule(code="OAP808", name="ledger-out-of-order", severity=Severity.ERROR, check=out_of_order),
    Rule(code="OAP809", name="ledger-tampered", severity=Severity.ERROR, check=tampered),
    Rule(code="OAP810", name="obligation-unanswered", severity=Severity.INFO, check=unanswered),
    Rule(code="OAP811", name="entry-names-unknown", severity=Severity.WARNING, check=names_unknown),
    Rule(code="OAP812", name="entry-doubled", severity=Severity.WARNING, check=doubled),
    Rule(code="OAP813", name="exhortation-not-by-driver", severity=Severity.WARNING, check=not_by_driver),
)
