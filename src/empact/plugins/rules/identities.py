"""Rules about what records were written for: the content of the actions that they name, and their file names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.ledger import format_entry
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import AGAIN, in_force, named

if TYPE_CHECKING:
    from empact.analysis import ChangedAction
    from empact.model import NamedAction, WrittenFor

_SHOWN = 3
"""The most records that a finding about an action names."""
_ASK_AGAIN = "Ask the party again, with a new sheet of 'empact task'."


@attrs.frozen(kw_only=True)
class _Record:
    """A record about the plan: what it holds, how a finding names it, and how it is corrected."""

    content: Any
    called: str
    again: str
    place: dict[str, Any]
    by_hand: bool
    """Whether people edit its file."""
    nameless: bool = False
    """Whether it was read from a file whose name should end with a digest, and does not."""
    confirming: tuple[str, ...] = ()
    """The codes of who confirms; empty if it is no confirmation."""

    @property
    def subject(self) -> str:
        """The record as the first words of a message."""
        return self.called[0].upper() + self.called[1:]


def _records(ctx: RuleContext) -> Iterator[_Record]:
    """Yield the records in force: ledger entries, reports, the KPI register and operations."""
    for entry in ctx.ledger.distinct:
        if entry.digest not in ctx.evidence.corrections:
            is_confirmation = entry.content.part is not None
            yield _Record(
                content=entry.content,
                called=f"the {format_entry(entry).partition(' ')[2]}",
                again=_ASK_AGAIN
                if is_confirmation
                else "Add it again with the right number, and add a correction of this entry.",
                place={"entry": entry},
                confirming=ctx.evidence.by(entry) if is_confirmation else (),
                by_hand=False,
                nameless=entry.source is not None and entry.named_digest is None and bool(entry.content.written_for),
            )
    for filed in in_force(ctx):
        yield _Record(
            content=filed.content,
            called=named(filed),
            again=f"{AGAIN}, with the right number.",
            place={"file": filed},
            by_hand=False,
            nameless=filed.source is not None and filed.named_digest is None,
        )
    hands: list[tuple[Any, str]] = [] if ctx.kpi_register is None else [(ctx.kpi_register, "the KPI register")]
    hands += [(operation, f"the operation {operation.id}") for operation in ctx.operations]
    for content, called in hands:
        again = "Correct the number and 'written_for' in the file."
        yield _Record(content=content, called=called, again=again, place={"file": content}, by_hand=True)


def _changed(ctx: RuleContext) -> Iterator[tuple[_Record, ChangedAction]]:
    """Yield what has changed since a record was written: each action of a record once.

    Not a confirmation whose party has confirmed or declined the action as it is now.
    """
    answered = {(said.party_code, said.action_number) for said in ctx.confirmations}
    for record in _records(ctx):
        seen: set[str] = set()
        for changed in ctx.identities.changed(record.content):
            if changed.named.number not in seen and not changed.decided:
                seen.add(changed.named.number)
                if not {(code, changed.named.number) for code in record.confirming} & answered:
                    yield record, changed


def action_replaced(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A record was written for a different action from the one that has this number now.

    A revision can renumber actions. Earlier reports, commitments and decisions are about what the number meant then. So
    reports, ledger entries, operations and the KPI register contain the content digest of each action that they name,
    which does not depend on its number (`written_for`). If the action now has another number, or if the action with the
    number has another leader, other KPIs, or continues another action, the record does not count for it. Nothing is
    moved automatically: the author of the record confirms it for the right action.

    A confirmation counts only for the action as it was confirmed, word for word: a party confirms what it has read.

    If an earlier revision is checked together with this plan, the finding says what has changed, and under which number
    the action continues.
    """
    for record, changed in _changed(ctx):
        if not changed.judged:
            now = f"If it is meant for {listed(changed.now)}, confirm it there. " if changed.now else ""
            before, revision = record.content.written_for.revision, plan.cover.number.plain or None
            if before is not None and before != revision:
                now = f"It was written for {before}{f', and this is {revision}' if revision else ''}. {now}"
            yield Finding(
                f"{record.subject} does not count for action {changed.named.number}: {changed.why}.",
                changed.named.at,
                hint=f"{now}{record.again}",
                **record.place,
            )


def action_changed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The text of an action changed after a record about it was written; the record still counts.

    The leaders, what the KPIs count, and what the action continues are the same. So the reported results still mean the
    same, but a new target or another description may be a reason to ask again.
    """
    by_number: dict[str, list[str]] = {}
    for record, changed in _changed(ctx):
        if changed.judged:
            by_number.setdefault(changed.named.number, []).append(record.called)
    positions = {action.number: position for position, action in reversed([*enumerate(plan.actions)])}
    for number, records in by_number.items():
        others = len(records) - _SHOWN
        names = [*records[:_SHOWN], f"{others} more"] if others > 0 else records
        were = "was" if len(records) == 1 else "were"
        yield Finding(
            f"Action {number} changed after {listed(names)} {were} written; its leaders and what its KPIs count "
            "are the same.",
            Pointer() / "actions" / positions[number],
            hint="The records count as before. Ask again if the change matters for them.",
        )


def record_without_digests(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A record does not say which content of an action it was written for: it has no digests, or was written by hand.

    It counts as if the plan had not changed since, so it goes unnoticed if a revision renumbers the actions. `empact
    report new`, `empact report add` and `empact ledger add` write the digests; you never type one. For a file that
    people edit, the hint has the line to add. If the file name of a report has no digest either, changes to the file go
    unnoticed.
    """
    for record in _records(ctx):
        lacking, nameless = _lacking(plan, ctx, record), record.nameless and not record.content.written_for
        if not lacking and not nameless:
            continue
        hint = "It counts as before. 'empact report new' makes forms with digests, and 'add' writes them."
        if record.by_hand:
            from empact.analysis import stamped  # most plans have no records

            line = _line(stamped(record.content, plan).written_for)
            hint = f"If it is about the actions as they are, add '{line}' to the file."
        of = f" for which content of {_actions(lacking)} it was written" if lacking else ""
        says = f"does not say{of}" if lacking else ""
        name = "has no digest at the end of its file name" if nameless else ""
        yield Finding(
            f"{record.subject} {' and '.join(filter(None, (says, name)))}.", Pointer(), hint=hint, **record.place
        )


def _lacking(plan: Plan, ctx: RuleContext, record: _Record) -> list[str]:
    """Return the numbers of the actions that a record names without a digest, and that it counts for."""
    digests = record.content.written_for.actions
    actions: tuple[NamedAction, ...] = record.content.named_actions(plan.id)
    lacking = [action.number for action in actions if action.name not in digests]
    others = ctx.identities.others(record.content) if lacking else ()
    lacking = [number for number in lacking if number not in others]
    return [*dict.fromkeys(number for number in lacking if plan.find_action(number) is not None)]


def _actions(numbers: list[str]) -> str:
    return f"{'action' if len(numbers) == 1 else 'actions'} {listed(numbers)}"


def _line(about: WrittenFor) -> str:
    """Format what a record was written for as a line of YAML."""
    actions = ", ".join(f'"{name}": "{digest}"' for name, digest in about.actions.items())
    revision = "" if about.revision is None else f'revision: "{about.revision}", '
    return f"written_for: {{{revision}actions: {{{actions}}}}}"


def file_name_without_digest(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The file of a report or a ledger entry was renamed: its name no longer ends with the digest of its content.

    Such a file is never changed, and its name ends with the first 16 digits of its digest. Without them, it is not
    possible to see whether the file was edited.
    """
    for record in _records(ctx):
        if record.nameless and record.content.written_for:
            yield Finding(
                f"The file name of {record.called} has no digest, so it is not possible to see whether the file was "
                f"edited.",
                Pointer(),
                hint="Restore the file with its name from a copy.",
                **record.place,
            )


RULES = (
    Rule(
        code="OAP830",
        name="action-replaced",
        about=(
            "reports",
            "ledger",
        ),
        severity=Severity.ERROR,
        check=action_replaced,
    ),
    Rule(
        code="OAP831",
        name="action-changed",
        about=(
            "reports",
            "ledger",
        ),
        severity=Severity.INFO,
        check=action_changed,
    ),
    Rule(
        code="OAP832",
        name="record-without-digests",
        about=(
            "reports",
            "ledger",
        ),
        severity=Severity.INFO,
        check=record_without_digests,
    ),
    Rule(
        code="OAP833",
        name="file-name-without-digest",
        about=(
            "reports",
            "ledger",
        ),
        severity=Severity.WARNING,
        check=file_name_without_digest,
    ),
)
