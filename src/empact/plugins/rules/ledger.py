"""Rules about the ledger: unknown names, contradictions, changed entries, duplicates and overdue answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import EntryContent, EntryKind, LedgerEntry, Parties, PartyItem, Ref, Unparsed, Verdict
from empact.plugins.rules.phrasing import format_date, listed

_ENTRY = Pointer()
_CORRECT = "add a correction of this entry"


def format_entry(entry: LedgerEntry) -> str:
    """Format the kind and the date of an entry: "a reminder of 2 May 2019"."""
    return f"{entry.content.kind.called} of {format_date(entry.content.on)}"


def _subject(entry: LedgerEntry) -> str:
    """Format an entry as the first words of a message."""
    text = format_entry(entry)
    return text[0].upper() + text[1:]


def commitment_without_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A commitment names no action of the plan.

    "The actions developed in the plan should be integrated [...] into the MS national planning and dedicated resources
    should be allocated" (plan section 5.2). If a commitment names no action, or an action that the plan does not have,
    nobody can compare it with the results. Actions of other plans are not checked.
    """
    for entry in ctx.evidence.in_force:
        content = entry.content
        if content.kind is not EntryKind.COMMITMENT:
            continue
        unknown = [str(ref) for ref in content.actions if _unknown(ref, plan, ctx)]
        on = format_date(content.on)
        by = f" by {content.parties or content.by}" if content.parties or content.by else ""
        if not content.actions:
            message = f"The commitment of {on}{by} names no action."
        elif unknown:
            what = "is not an action" if len(unknown) == 1 else "are not actions"
            message = f"The commitment of {on}{by} names {listed(unknown)}, which {what} of {plan.id}."
        else:
            continue
        yield Finding(
            message,
            _ENTRY / "actions",
            hint=f"Add it again with the number of the action, and {_CORRECT}.",
            entry=entry,
        )


def out_of_order(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A ledger entry contradicts earlier entries: it answers a later or missing entry, or its decision is impossible.

    An answer cannot come before its question. Either a date is wrong, or the entry names the wrong entry, and later
    readers cannot know which. A decision is impossible if it keeps or readmits a party although another decision says
    otherwise, or if two decisions of the same day disagree and neither was added after the other. A decision is
    reversed by another decision, not by a correction; a clerical error is only for a decision that was recorded by
    mistake.
    """
    complete = ctx.whole_ledger
    known = {entry.id: entry for entry in reversed(complete.entries)}
    for entry in ctx.evidence.in_force:
        kind = entry.content.kind
        for index, id in enumerate(entry.content.replies_to):
            other = known.get(id)
            hint = f"Add it again with the right date or reference, and {_CORRECT}."
            if complete.is_lost(id):
                continue  # `entries_lost` reports it
            if other is None:
                message = f"{_subject(entry)} refers to {id!r}, which is not in the ledger."
            elif kind.facts.correcting and other.content.kind is EntryKind.LOSS:
                message = f"{_subject(entry)} corrects a loss, which cannot be corrected."
                hint = f"If the lost entry is found, restore its file. To withdraw this entry, {_CORRECT}."
            elif kind is EntryKind.CORRECTION and not kind.corrects(other.content.kind):
                message = f"{_subject(entry)} corrects a decision, but only another decision can reverse it."
                hint = f"If it was recorded by mistake, add an entry of the kind 'clerical-error', and {_CORRECT}."
            elif kind is EntryKind.CLERICAL_ERROR and not kind.corrects(other.content.kind):
                message = f"{_subject(entry)} names {format_entry(other)}, which is not a decision."
                hint = "Add a correction of that entry."
            elif not kind.facts.correcting and other.content.on > entry.content.on:
                message = f"{_subject(entry)} refers to {format_entry(other)}, which is later."
            else:
                continue
            yield Finding(message, _ENTRY / "replies_to" / index, hint=hint, entry=entry)
    yield from _decisions(ctx)


def _decisions(ctx: RuleContext) -> Iterator[Finding]:
    """Report the decisions that contradict earlier decisions."""
    known = {entry.digest: entry for entry in ctx.whole_ledger}
    last: dict[str, LedgerEntry] = {}
    excluded: dict[str, dt.date] = {}
    for entry in ctx.evidence.in_force:
        on, verdict = entry.content.on, entry.content.verdict
        if verdict is None:
            continue
        for code in ctx.evidence.parties(entry):
            before = last.get(code)
            if before is not None and before.content.on == on and not _in_sequence(before, entry, known):
                message = (
                    f"Two decisions of {format_date(on)} about {code} differ, and neither was added after the other."
                )
                hint = "Add a decision that says which of them applies."
            elif verdict is Verdict.READMITTED and code not in excluded:
                message = f"The decision of {format_date(on)} readmits {code}, but no decision excludes it."
                hint = "Add the decision that excludes it; if there is none, add a waiver with the reason."
            elif verdict is Verdict.RETAINED and code in excluded:
                since = format_date(excluded[code])
                message = f"The decision of {format_date(on)} keeps {code}, but {code} has been excluded since {since}."
                hint = "If it was readmitted, add a decision with the verdict 'readmitted'."
            else:
                message = hint = ""
            if message:
                yield Finding(message, _ENTRY / "verdict", hint=hint, entry=entry)
            last[code] = entry
            if verdict is Verdict.EXCLUDED:
                excluded.setdefault(code, on)
            elif verdict is Verdict.READMITTED:
                excluded.pop(code, None)


def _in_sequence(before: LedgerEntry, entry: LedgerEntry, known: Mapping[str, LedgerEntry]) -> bool:
    """Return whether two decisions agree, or the second one was added after the first.

    The dates of two decisions of one day give no order. But each entry names the digests of the newest entries at its
    time, so a path along these digests shows the order: a graph search, linear in the size of the ledger.
    """
    if before.content.verdict is entry.content.verdict:
        return True
    seen: set[str] = set()
    waiting = [entry.digest]
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

    Each entry names the digests of the newest entries at that time. So an entry that is followed by another cannot be
    deleted, or changed and renamed, without a trace. A file that was changed but kept its name is always reported, as
    ``entry-changed``. The rule cannot detect that the newest entries were deleted, or changed and renamed, or that the
    ledger was rewritten from some point on. To detect this too, keep the digests from ``empact ledger check`` outside
    the ledger. The rule checks the whole ledger, regardless of the date of knowledge, because a changed entry can have
    another date.
    """
    for entry, digests in ctx.whole_ledger.gaps:
        missing = [digest[:16] for digest in digests]
        several = len(missing) > 1
        what = "entries that were" if several else "an entry that was"
        yield Finding(
            f"{_subject(entry)} follows {what} removed or changed: digest{'s' * several} {listed(missing)}.",
            _ENTRY / "follows",
            hint=ctx.whole_ledger.how_to_restore(digests),
            entry=entry,
        )


def entries_lost(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An entry of the kind ``loss`` says that entries are lost, or a lost entry is there again.

    Without a copy, a missing entry would block its ledger for good. So people record who reports the loss, and how it
    happened. Readers of a dossier must know that the content of the entry is unknown, so the warning stays, regardless
    of the date of knowledge. Only missing entries can be lost: a changed or misplaced file is still an error. If a copy
    is found and restored, the entry counts again, and the warning says so.

    A lost entry that was changed and renamed cannot be recognised: it looks like a new entry. Check entries that are
    dated before the loss and that no other entry follows.
    """
    ledger = ctx.whole_ledger
    there = {entry.digest: entry.id for entry in reversed(ledger.entries)}
    for entry in ledger.of_kinds(EntryKind.LOSS):
        missing = [digest[:16] for digest in dict.fromkeys(entry.content.lost) if digest not in there]
        if missing:
            many = "1 entry is" if len(missing) == 1 else f"{len(missing)} entries are"
            digests = f"digest{'s' * (len(missing) > 1)} {listed(missing)}"
            yield Finding(
                f"{_subject(entry)} by {entry.content.by} says that {many} lost: {digests}.",
                _ENTRY / "lost",
                hint="If a copy is found, restore the file; until then this warning stays.",
                entry=entry,
            )
        for index, digest in enumerate(entry.content.lost):
            if digest in there:
                yield Finding(
                    f"{_subject(entry)} names an entry as lost that is there: {there[digest]!r}.",
                    _ENTRY / "lost" / index,
                    hint="The entry counts. If its file was restored from a copy, there is nothing to do.",
                    entry=entry,
                )


def doubled(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The ledger has the same entry twice, or two entries with the same id.

    This happens when files are copied, or when two copies of a ledger are merged. A duplicate entry counts once. A
    reference to an id that two different entries have is ambiguous.
    """
    complete = ctx.whole_ledger
    kept = {entry.digest: entry for entry in complete.distinct}
    ids: dict[str, str] = {}
    for entry in complete:
        original = kept[entry.digest]
        message = None
        if entry is not original:
            message = f"{_subject(entry)} is in the ledger twice, as {original.id!r} and as {entry.id!r}."
            if entry.id == original.id:
                message = f"{_subject(entry)} is in the ledger twice, both times as {entry.id!r}."
        elif ids.setdefault(entry.id, entry.digest) != entry.digest:
            message = f"{_subject(entry)} has the same id as another entry: {entry.id!r}."
        if message is not None:
            yield Finding(message, _ENTRY, hint="Remove the copy, or give the file another name.", entry=entry)


def unanswered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A commitment, or an answer to a reminder or an exhortation, is overdue.

    Without an answer, the question is still open. A commitment is open until an entry says that it was met, for each of
    its actions. If several parties were asked or made the commitment, each one is checked, except parties that were
    excluded on that day. If the entry has no due date, nothing is reported, because the plan sets none. Requested
    reports are not checked here: a missing report is not an unmet commitment.
    """
    if ctx.as_of is None:
        return
    evidence = ctx.evidence
    for entry in evidence.in_force:
        due = entry.content.due
        promised = entry.content.kind is EntryKind.COMMITMENT
        if due is None or due >= ctx.as_of or not (promised or entry.content.kind.facts.asks):
            continue
        silent: dict[str, list[str]] = {}  # the parties, by what is open
        for code in evidence.parties(entry):
            left = _open_part(entry, code, ctx)
            if left is not None and not evidence.is_absent(code, due):
                silent.setdefault(left, []).append(code)
        for left, codes in silent.items():
            verb = "has" if len(codes) == 1 else "have"
            what = f"asks for an answer by {format_date(due)}, but {listed(codes)} {verb} not answered"
            if promised:
                what = f"was due on {format_date(due)}, but no entry says that {listed(codes)} {verb} met it{left}"
            yield Finding(
                f"{_subject(entry)} {what} by {format_date(ctx.as_of)}.",
                _ENTRY / "due",
                hint="Add the answer to the ledger, or ask again.",
                entry=entry,
            )


def _open_part(entry: LedgerEntry, code: str, ctx: RuleContext) -> str | None:
    """Format what is open of an entry, by its actions if some are met; None if nothing is open."""
    if entry.content.kind is not EntryKind.COMMITMENT:
        return None if ctx.evidence.responses(entry, code) else ""
    parts = ctx.evidence.met_parts(entry, code)
    if parts.complete:
        return None
    part = f" for {listed(parts.open)}" if parts.open else " as a whole"
    return "" if parts.unreported else part


def not_by_driver(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An exhortation is not by the Driver of the plan.

    The clause requires "the exhortations by the Driver" (plan section 5.3). An exhortation by another party does not
    count, and a misspelt name would go unnoticed. A co-driver counts as the Driver, unless it is excluded on that day.
    If the plan names no Driver, no exhortation counts. An exhortation by the Driver to itself alone does not count
    either.
    """
    for entry in ctx.evidence.in_force:
        if entry.content.kind is not EntryKind.EXHORTATION:
            continue
        excluded = [code for code in ctx.evidence.by(entry) if ctx.evidence.is_absent(code, entry.content.on)]
        to_itself = set(ctx.evidence.parties(entry)) <= set(ctx.evidence.by(entry))
        if not plan.driver.understood and not plan.co_drivers.understood:
            why = ", but the plan names no Driver: no exhortation counts"
        elif not ctx.evidence.by_driver(entry) and excluded:
            verb = "is" if len(excluded) == 1 else "are"
            why = f", but {listed(excluded)} {verb} excluded on that day: it does not count"
        elif not ctx.evidence.by_driver(entry):
            why = f", but only exhortations by the Driver ({plan.driver}) count"
        elif to_itself and ctx.evidence.parties(entry):
            why = " to itself, which does not count"
        else:
            continue
        yield Finding(
            f"{_subject(entry)} is by {entry.content.by}{why}.",
            _ENTRY / "by",
            hint=f"Add it again as a reminder or with the right name, and {_CORRECT}.",
            entry=entry,
        )


def call_without_effect(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A call for reports sets no due day: it names no checkpoint of the plan, or is not by the Driver.

    Reports are due on a day only if a recorded call says so; without it, nobody is late. A call is made by the Driver,
    a co-driver or the EMPACT Support Unit, and its ``text`` is the name of the checkpoint as in the plan. Any other
    call has no effect: it sets no due day.
    """
    if not ctx.evidence.ledger.of_kinds(EntryKind.CALL):
        return
    from empact.analysis import called_checkpoint  # most plans have no reports

    for entry in ctx.evidence.in_force:
        if entry.content.kind is not EntryKind.CALL:
            continue
        hint = f"Add it again with the right name, and {_CORRECT}."
        if called_checkpoint(plan, entry) is None:
            known = listed([f"{point.name!r}" for point in plan.checkpoints]) or "none"
            named = " ".join(str(entry.content.text).split())
            message = f"{_subject(entry)} names the checkpoint {named!r}, but the checkpoints of {plan.id} are {known}."
            yield Finding(message, _ENTRY / "text", hint=hint, entry=entry)
        if not ctx.evidence.is_call(entry):
            message = (
                f"{_subject(entry)} is by {entry.content.by}, which is neither the Driver nor the EMPACT Support Unit."
            )
            yield Finding(message, _ENTRY / "by", hint=hint, entry=entry)


def names_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A ledger entry names an unknown party, or an action that the plan does not have.

    Such an entry is about no known party or action, so it is missing in every dossier and ignored by rules. Names that
    the plan itself uses are accepted, and actions of other plans are not checked. ``commitment-without-action`` checks
    the actions of commitments.
    ``exclusion-of-non-member`` checks the parties of exclusions.
    """
    written = {assignment.name for assignment in ctx.stated_assignments}
    for entry in ctx.evidence.in_force:
        content = entry.content
        for field in ("parties", "by"):
            cell: Parties = getattr(content, field)
            for index, item in enumerate(cell):
                if isinstance(item, Unparsed):
                    yield Finding(
                        f"Cannot read the party {item.text!r} in {format_entry(entry)}.",
                        _ENTRY / field / "items" / index,
                        hint=f"Add it again with the codes of the parties, and {_CORRECT}.",
                        entry=entry,
                    )
                excluded = field == "parties" and content.verdict is Verdict.EXCLUDED
                if isinstance(item, PartyItem) and item.collective is None and not excluded:
                    for name in (item.party, *item.members, *item.including, *item.cooperating):
                        if name not in written and not is_known(name, content.on, ctx):
                            hint = ctx.register.hint(name)
                            yield Finding(
                                f"Unknown party {name!r} in {format_entry(entry)}.",
                                _ENTRY / field / "items" / index,
                                hint=f"{f'{hint} ' if hint else ''}Add it again, and {_CORRECT}.",
                                entry=entry,
                            )
        for index, ref in enumerate(content.actions if content.kind is not EntryKind.COMMITMENT else ()):
            if _unknown(ref, plan, ctx) and not _stays(content, ref, ctx):
                yield Finding(
                    f"{_subject(entry)} names {ref}, which is not an action of {plan.id}.",
                    _ENTRY / "actions" / index,
                    hint=f"Add it again with the number of the action, and {_CORRECT}.",
                    entry=entry,
                )


def is_known(name: str, on: dt.date, ctx: RuleContext) -> bool:
    """Return whether a name is a party on a date, an office, or a group with a name of its own."""
    register = ctx.register
    meanings = (register.find(name, on), register.role(name), register.group(name))
    return any(meaning is not None for meaning in meanings)


def _stays(content: EntryContent, ref: Ref, ctx: RuleContext) -> bool:
    """Return whether people decided that an entry stays with an earlier revision, which has the action."""
    changed = ctx.identities.changed(content) if ctx.revision_paths is not None else ()
    return any(each.decided and each.named.name == str(ref) for each in changed)


def _unknown(ref: Ref, plan: Plan, ctx: RuleContext) -> bool:
    """Return whether a reference is to an action of this plan that does not exist."""
    own = ref.plan in {None, plan.id}
    return own and (ref.action is None or ctx.portfolio.find_action(plan, ref.action) is None)


def entry_personal_data(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A text of a ledger entry has an e-mail address, a telephone number or an IBAN.

    Personal and operational data do not belong in the ledger: an entry is never changed, and stands in dossiers. The
    texts are searched as those of reports are (OAP834). The message names the place and the kind, and repeats nothing.
    Names, number plates and numbers of cases are **not** searched for. A correction does not remove the words of an
    entry, and no command does: only its file can be deleted.
    """
    for entry in ctx.ledger.distinct:
        from empact.analysis import texts_with_personal_data  # most validations have no ledger

        for at, said in texts_with_personal_data(entry.content):
            yield Finding(
                said,
                at,
                hint="If no other entry follows it, delete its file, and add it again without. If one does, delete "
                "its file, and record a loss.",
                entry=entry,
            )


RULES = (
    Rule(
        code="OAP807",
        name="commitment-without-action",
        about=("ledger",),
        severity=Severity.WARNING,
        check=commitment_without_action,
    ),
    Rule(code="OAP808", name="ledger-out-of-order", about=("ledger",), severity=Severity.ERROR, check=out_of_order),
    Rule(code="OAP809", name="ledger-tampered", about=("ledger",), severity=Severity.ERROR, check=tampered),
    Rule(code="OAP810", name="obligation-unanswered", severity=Severity.INFO, check=unanswered),
    Rule(code="OAP811", name="entry-names-unknown", about=("ledger",), severity=Severity.WARNING, check=names_unknown),
    Rule(code="OAP812", name="entry-doubled", about=("ledger",), severity=Severity.WARNING, check=doubled),
    Rule(
        code="OAP813",
        name="exhortation-not-by-driver",
        about=("ledger",),
        severity=Severity.WARNING,
        check=not_by_driver,
    ),
    Rule(code="OAP816", name="entries-lost", about=("ledger",), severity=Severity.WARNING, check=entries_lost),
    Rule(
        code="OAP835",
        name="entry-personal-data",
        about=("ledger",),
        severity=Severity.WARNING,
        check=entry_personal_data,
    ),
    Rule(
        code="OAP890",
        name="call-without-effect",
        about=("ledger",),
        severity=Severity.WARNING,
        check=call_without_effect,
    ),
)
