"""The ledger: entries that name no action, stand out of order, were changed afterwards, or wait for an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact import Plan
from empact.hooks import EntryKind, Finding, Pointer, Record, Rule, RuleContext, Severity
from empact.plugins.rules.words import listed

_ENTRY = Pointer()
_DIGEST = re.compile(r".*-([0-9a-f]{16})")


def _what(record: Record) -> str:
    kind = record.entry.kind.value
    return f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} of {record.entry.on}"


def commitment_without_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A commitment is for no action of the plan.

    "The actions developed in the plan should be integrated [...] into the MS national planning and dedicated resources
    should be allocated" (plan section 5.2): a commitment that names no action, or one that the plan does not have,
    cannot be held against what was done. Actions of other plans are not looked at.
    """
    for record in ctx.ledger(plan).of(EntryKind.COMMITMENT):
        entry = record.entry
        own = [ref for ref in entry.actions if ref.plan in {None, plan.id}]
        unknown = [str(ref) for ref in own if ref.action is None or ctx.portfolio.action(plan, ref.action) is None]
        by = f" by {entry.parties or entry.by}" if entry.parties or entry.by else ""
        if not entry.actions:
            message = f"The commitment of {entry.on}{by} names no action."
        elif unknown:
            verb = "is" if len(unknown) == 1 else "are"
            message = f"The commitment of {entry.on}{by} is for {listed(unknown)}, which {verb} no action of {plan.id}."
        else:
            continue
        yield Finding(
            message, _ENTRY / "actions", hint="Record it anew with the number of the action.", record=record.id
        )


def out_of_order(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An entry is dated before one that it answers or rests on, or names one that the ledger does not have.

    Nobody answers before being asked. Either a date is wrong, or the entry names the wrong one; whoever reads the
    ledger later cannot tell which.
    """
    known = {
        record.id: record for record in ctx.ledgers.get(plan.id, ())
    }  # also what is dated after the date of knowledge
    for record in ctx.ledger(plan):
        for index, id in enumerate(record.entry.replies_to):
            other = known.get(id)
            if other is None:
                message = f"{_what(record)} refers to {id!r}, which the ledger does not have."
            elif other.entry.on > record.entry.on:
                message = f"{_what(record)} refers to {_what(other).lower()}, which came later."
            else:
                continue
            yield Finding(
                message,
                _ENTRY / "replies_to" / index,
                hint="Record the entry anew with the right date or reference.",
                record=record.id,
            )


def tampered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An entry of the ledger was changed, removed or doubled after it was recorded.

    Each entry names the digests of the newest ones that were there, and the name of its file ends with its own. An
    entry that another follows cannot be changed or deleted without a trace. What cannot be seen: the newest entries
    being deleted, or changed and renamed, and a ledger that was written anew from some point on. Note down the digests
    that ``empact ledger check`` prints, outside the ledger, to see that too.
    """
    whole = tuple(ctx.ledgers.get(plan.id, ()))  # what an entry follows may be dated after the date of knowledge
    digests = {record.digest for record in whole}
    seen: set[str] = set()
    for record in whole:
        double = record.id in seen
        seen.add(record.id)
        if ctx.as_of is not None and record.entry.on > ctx.as_of:
            continue
        if double:
            yield Finding(
                f"The ledger has two entries with the id {record.id!r}.",
                _ENTRY,
                hint="Remove the copy: a reference by this id cannot tell them apart.",
                record=record.id,
            )
        named = _DIGEST.fullmatch(record.id)
        if named is not None and not record.digest.startswith(named[1]):
            yield Finding(
                f"{_what(record)} was changed after it was recorded: its digest begins with {record.digest[:16]}, "
                f"and its name says {named[1]}.",
                _ENTRY,
                hint="Restore the file as it was; correct an entry by recording a new one.",
                record=record.id,
            )
        missing = [digest[:16] for digest in record.entry.follows if digest not in digests]
        if missing:
            what = "one entry" if len(missing) == 1 else f"{len(missing)} entries"
            yield Finding(
                f"{_what(record)} follows {what} that the ledger does not have as it was: digest {listed(missing)}.",
                _ENTRY / "follows",
                hint="Something was removed or changed: restore it from a copy.",
                record=record.id,
            )


def unanswered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A reminder or an exhortation has had no answer by the day on which one was wanted.

    Silence is no answer, and is not to be read as one: what was asked is still open. Where several were asked, each has
    to answer. Without a day in the entry nothing is told, since the plan names none.
    """
    if ctx.as_of is None:
        return
    evidence = ctx.evidence(plan)
    for record in ctx.ledger(plan).of(EntryKind.REMINDER, EntryKind.EXHORTATION):
        due = record.entry.due
        if due is None or due >= ctx.as_of:
            continue
        silent = [code for code in evidence.parties(record) if not evidence.answers(record, code)]
        if silent:
            verb = "has" if len(silent) == 1 else "have"
            yield Finding(
                f"{_what(record)} asks for an answer by {due}, and {listed(silent)} {verb} given none by {ctx.as_of}.",
                _ENTRY / "due",
                hint="Record the answer, or ask again.",
                record=record.id,
            )


RULES = (
    Rule(code="OAP807", name="commitment-without-action", severity=Severity.WARNING, check=commitment_without_action),
    Rule(code="OAP808", name="ledger-out-of-order", severity=Severity.ERROR, check=out_of_order),
    Rule(code="OAP809", name="ledger-tampered", severity=Severity.ERROR, check=tampered),
    Rule(code="OAP810", name="obligation-unanswered", severity=Severity.INFO, check=unanswered),
)
