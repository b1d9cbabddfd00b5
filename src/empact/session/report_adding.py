"""Add reports through the door: each is a unit, which is added or refused on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import attrs

from empact.analysis import REFUSALS, PlanContext, Portfolio, Remedy, stamped
from empact.analysis.claims.door import stating_the_same
from empact.analysis.claims.log import claim_log
from empact.analysis.records import AddedReport, AddedReports, RefusedReport
from empact.diagnostics import Diagnostic, Diagnostics, Kind, Place, Pointer, Severity
from empact.errors import ExportError, UnknownIdError
from empact.hooks.registry import Plugins
from empact.model import FiledReport, Plan, Report, Reports
from empact.session.contexts import portfolio_context
from empact.session.plugins import Setup
from empact.session.validating import RuleSelection, rules_about, validate
from empact.storage.markings import Markings, markings_of
from empact.storage.reading import Reading
from empact.storage.received import keep_received
from empact.storage.records import Records
from empact.storage.reports import Existing, ReportReading, as_filed, write_reports
from empact.values import value

_REFUSALS = {refusal.code: refusal for refusal in REFUSALS}
_TWO_REPORTS = next(
    Kind(code=refusal.code, name=refusal.key, severity=Severity.ERROR, doc=refusal.title)
    for refusal in REFUSALS
    if refusal.key == "two-reports"
)


@value(kw_only=True)
class _Offer:
    """A report of a call, which is not in the folder."""

    index: int
    """Its position in the call."""
    file: str | None
    """The name of the file that it was read from; None if it was not read from a file."""
    filed: FiledReport
    """The report with the id that it has once it is added, and its places in the file."""
    received: bytes | None = attrs.field(default=None, repr=False)
    """The bytes of the form that it came in; None if it came in none."""

    @property
    def named(self) -> Iterator[str]:
        """The ids of the reports that it supersedes or cites."""
        yield from self.filed.content.supersedes
        for settlement in self.filed.content.settles:
            yield from settlement.cites


@value
class _Known:
    """What is recorded, with the reports of the call that are admitted so far."""

    records: Records
    reports: Reports

    @classmethod
    def of(cls, records: Records, reports: Reports, offers: Iterable[_Offer] = ()) -> _Known:
        """Return records with these reports instead of their own."""
        joined = attrs.evolve(reports, reports=(*reports, *(offer.filed for offer in offers)))
        return cls(attrs.evolve(records, reports=ReportReading(reports=(joined,))), joined)

    def joined(self, offers: Iterable[_Offer]) -> _Known:
        """Return it with more reports."""
        return _Known.of(self.records, self.reports, offers)


@value
class _Door:
    """The check of reports before they are added."""

    setup: Setup
    plan: Plan
    rules: RuleSelection
    accepted: frozenset[str]
    """The options of ``report add`` that add a report despite a warning."""
    refused: dict[int, Diagnostics] = attrs.field(factory=dict[int, Diagnostics])
    """The findings about each refused report, by its position in the call."""
    unread: dict[int, tuple[Diagnostic, ...]] = attrs.field(factory=dict[int, tuple[Diagnostic, ...]])
    """The findings about what is not read of the file of each report, by its position in the call."""

    def admitted(self, known: _Known, groups: Sequence[Sequence[_Offer]]) -> tuple[_Known, Diagnostics]:
        """Return what is recorded with the reports that nothing is against, and the findings about these.

        All are checked together. If something is against them, each half is, as in a binary search: so a report is
        judged with those before it, and a few refused ones among many need few checks.

        Args:
            known: What is recorded.
            groups: The reports in order, those together of which one names another.
        """
        offers = [offer for group in groups for offer in group]
        if not offers:
            return known, Diagnostics()
        findings = self._about(known, offers)
        if not any(map(self.is_against, findings)):
            return known.joined(offers), findings
        if len(offers) == 1:
            self.refused[offers[0].index] = findings
            return known, Diagnostics()
        parts = groups if len(groups) > 1 else [[offer] for offer in offers]
        half = len(parts) // 2
        first, before = self.admitted(known, parts[:half])
        both, after = self.admitted(first, parts[half:])
        return both, before + after

    def is_against(self, finding: Diagnostic) -> bool:
        """Whether a report with this finding is refused."""
        refusal = _REFUSALS.get(finding.code)
        if refusal is not None and refusal.acceptable:
            return refusal.accepted_by not in self.accepted
        return finding.severity is Severity.ERROR

    def _about(self, known: _Known, offers: Sequence[_Offer]) -> Diagnostics:
        """Return the findings about reports, and the errors in others that come with them.

        A late report of June, for example, can make the report of December wrong, which is there already.
        """
        subjects = {f"{self.plan.id}:{offer.filed.id}" for offer in offers}
        findings = self._found(known.joined(offers))
        own = [finding for finding in findings if finding.place.subject in subjects]
        own += [finding for offer in offers for finding in self._unread(offer)]
        others = [finding for finding in findings if finding.severity is Severity.ERROR and finding not in own]
        if others:
            before = {_key(finding) for finding in self._found(known)}
            own += [finding for finding in others if _key(finding) not in before]
        return Diagnostics(own)

    def _unread(self, offer: _Offer) -> tuple[Diagnostic, ...]:
        """Return the finding about personal data in what is not read of the file of a report, which is kept."""
        found = self.unread.get(offer.index)
        if found is None and offer.received is not None:
            from empact.session.kept_files import unread_personal_data  # most reports came in no form

            place = Place(file=offer.file, subject=f"{self.plan.id}:{offer.filed.id}")
            found = tuple(unread_personal_data(offer.received, place, self.setup, self.plan, offer.filed.content))
            self.unread[offer.index] = found
        return found or ()

    def _found(self, known: _Known) -> Diagnostics:
        return validate(self.setup, Portfolio((self.plan,)), self.rules, None, known.records, None, None)


def _key(finding: Diagnostic) -> tuple[str, str | None, str]:
    return finding.code, finding.place.subject, finding.message


@value
class _Call:
    """What becomes of the reports of a call, by their positions."""

    plugins: Plugins
    markings: Markings
    context: PlanContext
    """The plan with the reports that are there."""
    existing: Existing
    """The reports that are there, also superseded ones."""
    there: dict[int, AddedReport] = attrs.field(factory=dict[int, AddedReport])
    refused: dict[int, RefusedReport] = attrs.field(factory=dict[int, RefusedReport])
    offers: list[_Offer] = attrs.field(factory=list[_Offer])
    first: dict[str, str | None] = attrs.field(factory=dict[str, str | None])
    """The file of the first report of the call with each id."""

    def take(self, index: int, given: Report | Reading[Report]) -> None:
        """Sort a report: it is there, it comes twice, or it is to be checked."""
        reading = given if isinstance(given, Reading) else Reading(given, Diagnostics(), "")
        file = reading.source or None
        if reading.value is None:
            unread = tuple(reading.diagnostics)
            self.refused[index] = RefusedReport(file=file, why="It cannot be read.", diagnostics=unread)
            return
        report = stamped(reading.value, self.context.plan)
        there = stating_the_same(self.context, report) or self.existing.same(report)
        try:
            filed = there or as_filed(report, self.plugins, self.markings)
        except ExportError as problem:
            self.refused[index] = RefusedReport(file=file, report=report, why=str(problem))
            return
        redacted = next((made for made in self.context.reports.redactions if made.content.digest == filed.digest), None)
        if redacted is not None:
            why = f"It was redacted on {redacted.content.redacted}: it is added again only once it is corrected."
            day = redacted.content.redacted
            self.refused[index] = RefusedReport(file=file, report=report, why=why, redacted=day)
        elif filed.id in self.first:
            self._refuse_copy(index, file, report, filed.id)
        elif there is not None:
            superseded_by = claim_log(self.context).superseded_by.get(there.id, ())
            self.there[index] = AddedReport(report=there, superseded_by=superseded_by, file=file, added=False)
        else:
            placed = FiledReport(id=filed.id, digest=filed.digest, content=report)
            object.__setattr__(placed, "source", reading.places)
            self.offers.append(_Offer(index=index, file=file, filed=placed, received=reading.received))
        self.first.setdefault(filed.id, file)

    def _refuse_copy(self, index: int, file: str | None, report: Report, id: str) -> None:
        """Refuse what an earlier report of the call states: two reports of one party for one round."""
        other = self.first[id] or id
        finding = Diagnostic(
            kind=_TWO_REPORTS,
            message=f"The report by {report.by} for {report.checkpoint!r} states the same as {other}.",
            place=Place(file=file, pointer=Pointer("/by"), subject=f"{report.plan}:{id}"),
            hint="Leave out one of the two.",
        )
        why = f"It states the same as {other}, which is in the same call."
        self.refused[index] = RefusedReport(file=file, report=report, why=why, diagnostics=(finding,))

    @property
    def groups(self) -> list[list[_Offer]]:
        """The reports to be checked, each after those that it supersedes or cites, and in one group with them."""
        by_id = {offer.filed.id: offer for offer in self.offers}
        named = {id: [other for other in offer.named if other in by_id and other != id] for id, offer in by_id.items()}
        groups: dict[str, list[_Offer]] = {}
        for id in TopologicalSorter(named).static_order():
            group: list[_Offer] = []
            for other in named[id]:
                group += [offer for offer in groups[other] if offer not in group]
            group.append(by_id[id])
            groups |= dict.fromkeys((offer.filed.id for offer in group), group)
        return [group for id, group in groups.items() if group[0].filed.id == id]


def add_checked(  # noqa: PLR0913 - each is a separate part of the call
    setup: Setup,
    plan: Plan,
    reports: Iterable[Report | Reading[Report]],
    folder: Path,
    *,
    records: Records,
    plugins: Plugins,
    accepted: frozenset[str],
    dry_run: bool,
) -> AddedReports:
    """Add the reports that nothing is against; return what became of each.

    Args:
        setup: The plugins and the configuration, with the rules.
        plan: The plan.
        reports: The reports, each as its reading if it was read from a file.
        folder: The folder of the reports.
        records: What is recorded; its reports are those of the folder.
        plugins: The plugins with the readers.
        accepted: The options of ``report add`` that add a report despite a warning: ``accept``, ``accept_text``.
        dry_run: Whether nothing is written: the answer is what would become of each.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of the plan is misplaced.
    """
    read = (records.reports or ReportReading()).require_complete(plan.id)
    known = _Known.of(records, read.of_plan(plan.id))
    markings = markings_of((plan,))
    (context,) = portfolio_context(setup, Portfolio((plan,)), known.records, None).contexts
    call = _Call(plugins, markings, context, Existing(known.reports))
    for index, report in enumerate(reports):
        call.take(index, report)
    door = _Door(setup, plan, rules_about(setup.plugins.rules, "reports"), accepted)
    groups = call.groups
    _, findings = door.admitted(known, groups)
    failed = False
    for offer in (offer for group in groups for offer in group):
        index, report = offer.index, offer.filed.content
        if index in door.refused:
            call.refused[index] = _refusal(door, offer, known.reports)
        elif dry_run:
            call.there[index] = AddedReport(report=offer.filed, file=offer.file, added=True)
            known = known.joined([offer])
        elif failed:
            why = "It was not written, because an earlier one could not be."
            call.refused[index] = RefusedReport(file=offer.file, report=report, why=why, unwritten=True)
        else:
            try:
                if offer.received is not None and report.received is not None:
                    keep_received(folder, offer.received, offer.file or "")  # before the report that names it
                (filed,) = write_reports(folder, [report], plugins, markings, known.records.reports)
            except UnknownIdError as problem:  # the rule that finds it is disabled
                call.refused[index] = RefusedReport(file=offer.file, report=report, why=str(problem))
            except OSError as problem:
                failed, why = True, f"{problem.strerror or problem}."
                call.refused[index] = RefusedReport(file=offer.file, report=report, why=why, unwritten=True)
            else:
                known = known.joined([offer])
                call.there[index] = AddedReport(report=filed, file=offer.file, added=True)
    return AddedReports(
        context=context,
        reports=tuple(call.there[index] for index in sorted(call.there)),
        refused=tuple(call.refused[index] for index in sorted(call.refused)),
        diagnostics=tuple(findings),
    )


def _refusal(door: _Door, offer: _Offer, there: Reports) -> RefusedReport:
    findings = door.refused[offer.index]
    against = [finding for finding in findings if door.is_against(finding)]
    return RefusedReport(
        file=offer.file,
        report=offer.filed.content,
        why=f"{', '.join(dict.fromkeys(f'{finding.code} {finding.name}' for finding in against))}.",
        diagnostics=tuple(findings),
        remedies=tuple(dict.fromkeys(_remedies(against, offer, there))),
    )


def _remedies(against: Sequence[Diagnostic], offer: _Offer, there: Reports) -> Iterator[Remedy]:
    """Yield the options that settle findings; the earlier report that one meets is named by the start of its id.

    What can be accepted is named only if nothing else is against the report.
    """
    id, refusals = offer.filed.id, [_REFUSALS.get(finding.code) for finding in against]
    is_acceptable = all(refusal is not None and refusal.acceptable for refusal in refusals)
    for finding, refusal in zip(against, refusals, strict=True):
        if refusal is None or (refusal.acceptable and not is_acceptable):
            continue
        subjects = (place.subject or "" for place in (finding.place, *(also.place for also in finding.related)))
        met = [named for subject in subjects if (named := subject.partition(":")[2]) != id]
        is_older = any(filed.content.on > offer.filed.content.on for filed in there if filed.id in met)
        for remedy in refusal.remedies:
            if is_older and remedy.option == "supersedes":
                continue  # a report never supersedes one of a later day
            yield attrs.evolve(remedy, says=remedy.says.format(id=there.start_of(met[0]) if met else "ID"))
