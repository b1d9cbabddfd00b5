"""What is in files, as results: an action of a plan, and lists of entries of its ledger, reports and practices."""

from __future__ import annotations

import datetime as dt

import attrs

from empact.analysis.claims.log import claim_log
from empact.analysis.claims.refusals import Remedy
from empact.analysis.claims.rounds import find_checkpoint, round_of, rounds_named
from empact.analysis.evidence.entries import format_written_for
from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.involvement.naming import named_parties
from empact.analysis.involvement.resolved import known_party
from empact.analysis.markings import RecordMarking, record_markings
from empact.arguments import check_type
from empact.diagnostics import Diagnostic
from empact.errors import UnknownIdError
from empact.model import (
    Action,
    EntryContent,
    EntryKind,
    FiledRedaction,
    FiledReport,
    LedgerEntry,
    Party,
    Practice,
    Report,
)
from empact.values import listed, owned, unlisted, value


@value(kw_only=True)
class PlanAction(Result):
    """One action of a plan."""

    action: Action = attrs.field(metadata=owned())
    """The action, as in the file of the plan."""


@value(kw_only=True)
class ListedEntry:
    """An entry of a ledger, and what withdraws it."""

    entry: LedgerEntry = attrs.field(metadata=unlisted())
    """The entry."""
    corrected_by: tuple[str, ...] = ()
    """The ids of the corrections that withdraw it."""
    about_earlier: str | None = None
    """What it was written for, such as ``3.1 of 1001/1/31 REV 1`` or ``3.1 as it was before``, if that is no longer in
    the plan and it does not count; None if it counts.
    """

    @listed
    def id(self) -> str:
        """The id of the entry: the name of its file."""
        return self.entry.id

    @listed
    def digest(self) -> str:
        """The SHA-256 digest of its file."""
        return self.entry.digest

    @listed
    def content(self) -> EntryContent:
        """The entry, as in its file."""
        return self.entry.content


@value(kw_only=True)
class EntryList(Result):
    """Entries of the ledger of a plan."""

    entries: tuple[ListedEntry, ...]
    """The entries by date."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the entries."""
        return record_markings(listed_entry.entry for listed_entry in self.entries)


def ledger_entries(
    ctx: PlanFacts,
    *,
    kind: EntryKind | None = None,
    party: Party | str | None = None,
    action: Action | str | None = None,
) -> EntryList:
    """Return the entries of the ledger about a plan, as known at the date of knowledge, including corrected ones.

    Args:
        ctx: The plan with its ledger.
        kind: Only entries of this kind; None for all.
        party: Only entries about this party or by it on their dates, or with this name as it is written; None for all.
        action: Only entries about this action or the one with this number; None for all.

    Raises:
        UnknownIdError: The plan has no such action; or no entry has the name, and it is not the name of a party.
    """
    check_plan_context("ledger_entries()", ctx)
    check_type("The kind", "an EntryKind or None", (EntryKind, type(None)), kind)
    entries = tuple(ctx.ledger)
    if party is not None:
        party = _name(party)
        entries = tuple(entry for entry in entries if _names(ctx, entry, party))
        if not entries:
            named_parties([party], ctx.plan, ctx.register)
    if action is not None:
        number = ctx.plan.actions[ctx.plan.position(action)].number
        entries = tuple(entry for entry in entries if number in {ref.action for ref in entry.content.actions})
    chosen = (entry for entry in entries if kind is None or entry.content.kind is kind)
    return EntryList(context=ctx, entries=tuple(_listed(ctx, entry) for entry in chosen))


def _name(party: Party | str) -> str:
    """Return the code of a party, or a name as it is given."""
    check_type("The party", "a Party, its code or its name", (Party, str), party)
    return party if isinstance(party, str) else party.code


def _names(ctx: PlanFacts, entry: LedgerEntry, name: str) -> bool:
    """Check whether an entry is about a party or by it, or has its name as it is written."""
    items = [item for cell in (entry.content.parties, entry.content.by) for item in cell.understood]
    if name in {word for item in items for word in (item.party, *item.cooperating)}:
        return True
    try:
        code = known_party(name, entry.content.on, ctx.register).code
    except UnknownIdError:
        return False
    return code in {*ctx.evidence.parties(entry), *ctx.evidence.by(entry)}


def _listed(ctx: PlanFacts, entry: LedgerEntry) -> ListedEntry:
    corrections = ctx.evidence.corrections.get(entry.digest, ())
    earlier = format_written_for(entry.content, ctx.plan) if entry.digest in ctx.evidence.apart else None
    return ListedEntry(
        entry=entry, corrected_by=tuple(correction.id for correction in corrections), about_earlier=earlier
    )


@value(kw_only=True)
class AddedEntry(Result):
    """An entry that was added to the ledger of a plan."""

    entry: LedgerEntry = attrs.field(metadata=owned())
    """The entry."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The marking of the entry."""
        return record_markings([self.entry])


@value(kw_only=True)
class ListedReport:
    """A report about a plan, and what supersedes it."""

    report: FiledReport = attrs.field(metadata=unlisted())
    """The report."""
    superseded_by: tuple[str, ...] = ()
    """The ids of the reports that supersede it."""

    @listed
    def id(self) -> str:
        """The id of the report: the name of its file."""
        return self.report.id

    @listed
    def digest(self) -> str:
        """The SHA-256 digest of its file."""
        return self.report.digest

    @listed
    def content(self) -> Report:
        """The report as it is read through the mappings of its plan, without actions of which it says nothing here."""
        content = self.report.content
        if not any(said.is_empty for said in content.actions):
            return content
        return attrs.evolve(content, actions=tuple(said for said in content.actions if not said.is_empty))


@value(kw_only=True)
class ReportList(Result):
    """Reports about a plan."""

    reports: tuple[ListedReport, ...]
    """The reports by date, or in the order in which they were added."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports."""
        return record_markings(listed_report.report for listed_report in self.reports)


def progress_reports(ctx: PlanFacts, *, checkpoint: str | None = None, party: Party | str | None = None) -> ReportList:
    """Return the reports about a plan, as known at the date of knowledge, including superseded ones.

    Args:
        ctx: The plan with its reports.
        checkpoint: Only reports for this checkpoint; the start of its name is enough. None for all.
        party: Only reports by this party; None for all.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or several whose names start so; nobody has the name of the
            party.
    """
    check_plan_context("progress_reports()", ctx)
    reports = tuple(ctx.reports)
    if checkpoint is not None:
        name, rounds = find_checkpoint((ctx,), checkpoint), claim_log(ctx).rounds
        meant = rounds_named(rounds, name)
        reports = tuple(
            report
            for report in reports
            if report.content.checkpoint == name
            or round_of(rounds, report.content.checkpoint, report.content.on) in meant
        )
    if party is not None:
        party = _name(party)
        names = {party, *(item.party for item in named_parties([party], ctx.plan, ctx.register).understood)}
        reports = tuple(report for report in reports if names & {item.party for item in report.content.by.understood})
    superseded_by = claim_log(ctx).superseded_by
    listed = (ListedReport(report=report, superseded_by=superseded_by.get(report.id, ())) for report in reports)
    return ReportList(context=ctx, reports=tuple(listed))


@value(kw_only=True)
class AddedReport(ListedReport):
    """A report of a call that adds reports, which is now in the folder."""

    file: str | None = None
    """The name of the file that it was read from; None if it was not read from a file."""
    added: bool
    """Whether it was added; of a dry run, whether it would be. False if it was there already: the folder has the same
    file, or a report in force states the same.
    """


@value(kw_only=True)
class RefusedReport:
    """A report of a call that adds reports, which was not added."""

    file: str | None = None
    """The name of the file that it was read from; None if it was not read from a file."""
    report: Report | None = attrs.field(default=None, metadata=unlisted())
    """The report; None if it could not be read."""
    why: str
    """Why it was not added, in a sentence or as the names of the findings."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings about it, with what to write instead. Empty if it was not checked, or could not be written."""
    remedies: tuple[Remedy, ...] = ()
    """The options of ``empact report add`` that settle it. Empty if it has to be corrected."""
    unwritten: bool = False
    """Whether nothing is wrong with it, and it could not be written: a disk is full. The same call adds it later."""
    redacted: dt.date | None = attrs.field(default=None, metadata=unlisted())
    """The day on which the same report was redacted; None if it was not."""


@value(kw_only=True)
class AddedReports(Result):
    """The reports of a call that adds reports, each added, there already, or refused."""

    reports: tuple[AddedReport, ...]
    """The reports that are now in the folder, in the order of the call."""
    refused: tuple[RefusedReport, ...] = ()
    """The reports that were not added, in the order of the call."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The findings about the reports that were added."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports, also of those that were refused."""
        refused = (refusal.report for refusal in self.refused if refusal.report is not None)
        return record_markings((*(added.report for added in self.reports), *refused))


@value(kw_only=True)
class RedactedReport:
    """A report of a call that redacts reports: what is kept of it, and what is deleted with it."""

    redaction: FiledRedaction = attrs.field(metadata=owned())
    """What is kept, under the id of the report."""
    received: tuple[str, ...] = ()
    """The names of the files that it came in, which are deleted. Empty if it came in none, or they are not there."""
    of_same_file: tuple[str, ...] = ()
    """The ids of the other reports that came in that file: they stay, without the file."""
    named_by: tuple[str, ...] = ()
    """The ids of the other reports that supersede or cite it."""
    supersedes: tuple[str, ...] = ()
    """The ids of the other reports that it supersedes: they stay, and may have the same words."""
    was_redacted: bool = False
    """Whether it was redacted before this call, so that nothing is left to do."""


@value(kw_only=True)
class RedactedReports(Result):
    """The reports of a call that redacts reports."""

    reports: tuple[RedactedReport, ...]
    """The reports, in the order of the call."""
    done: bool
    """Whether they are redacted. False if the call only lists what would happen."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports."""
        return record_markings(report.redaction for report in self.reports)


@value(kw_only=True)
class PracticeList(Result):
    """Good and bad practice of a plan."""

    practices: tuple[Practice, ...]
    """The practices."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the practices."""
        return record_markings(self.practices)


@value(kw_only=True)
class AddedPractice(Result):
    """A practice that was added."""

    file: str
    """The file that was written."""
    practice: Practice
    """The practice."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The marking of the practice."""
        return record_markings([self.practice])
