"""Read an inbox of reports without adding them: what ``empact report add`` would do with each file, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from empact.analysis import (
    REFUSALS,
    InboxFile,
    InboxProblem,
    InboxState,
    PlanContext,
    plan_rounds,
    report_forms,
)
from empact.analysis.checkpoints import named_checkpoint
from empact.analysis.claims.log import reporter
from empact.analysis.forms.keys import key_at
from empact.analysis.question_keys import QuestionKey, is_question_key, parsed_key
from empact.analysis.records import AddedReport, AddedReports, RefusedReport
from empact.diagnostics import Diagnostic, Place, Severity
from empact.errors import UnknownIdError
from empact.model import FiledReport, Report, ReturnedForm
from empact.session.asked_back import also_found
from empact.session.report_files import GivenFile, read_files
from empact.session.sessions import Session
from empact.storage.reading import Reading
from empact.storage.records import Records
from empact.storage.sources import Readable
from empact.values import value

_ACCEPTABLE = frozenset(refusal.code for refusal in REFUSALS if refusal.acceptable)


@value
class Inbox:
    """Reads the files of an inbox, and says what each would be."""

    session: Session
    """The session of the call."""
    context: PlanContext
    """The plan with all records that are there: a report is judged as if it were added now."""
    records: Records
    """The records that are there."""
    folder: Path | None
    """The folder of the reports; None for that of the workspace."""

    def read(self, sources: Iterable[Readable]) -> tuple[InboxFile, ...]:
        """Return what each file would be, in the order of the call."""
        plan = self.context.plan
        given = [
            file
            for file in read_files(self.session, self.context, sources)
            if file.reading is not None or not Path(file.file).is_dir()
        ]
        fresh = [file.reading for file in given if file.reading is not None and file.state(plan) is InboxState.NEW]
        checked = self._checked(fresh)
        others = [file.reading for file in given if file.reading is not None and file.reading.value is None]
        also = also_found(self.session, plan, others, self.folder, self.records)
        return tuple(self._file(file, checked, also.get(file.file, ())) for file in given)

    def _checked(self, readings: Sequence[Reading[Report]]) -> AddedReports | None:
        """Return what would become of reports; None if there are none. Nothing is written."""
        if not readings:
            return None
        plan, workspace = self.context.plan, self.session.workspace
        return workspace.reports.add_checked(
            plan, readings, self.folder, records=self.records, create=True, dry_run=True
        )

    def _file(self, given: GivenFile, checked: AddedReports | None, also: Sequence[Diagnostic]) -> InboxFile:
        reading, plan = given.reading, self.context.plan
        state = given.state(plan)
        found = None
        if checked is not None and reading is not None and state is InboxState.NEW:
            every: Iterator[AddedReport | RefusedReport] = itertools.chain(checked.reports, checked.refused)
            found = next((each for each in every if each.file == reading.source), None)
        own = () if reading is None else tuple(reading.diagnostics)
        if found is None or reading is None or checked is None:
            party, checkpoint = (None, None) if reading is None else self._head(reading)
            return InboxFile(
                file=given.file,
                state=state,
                party=None if state is InboxState.FOREIGN else party,
                checkpoint=None if state is InboxState.FOREIGN else checkpoint,
                why=given.reason(plan),
                problems=()
                if state is InboxState.EMPTY
                else tuple(self._problems((*own, *also), reading, None if reading is None else reading.incomplete)),
            )
        is_refused = isinstance(found, RefusedReport)
        report = found.report if isinstance(found, RefusedReport) else found.content
        if isinstance(found, RefusedReport):
            findings = found.diagnostics
        else:
            subject = f"{plan.id}:{found.id}"
            findings = tuple(finding for finding in checked.diagnostics if finding.place.subject == subject)
        there = isinstance(found, AddedReport) and not found.added
        return InboxFile(
            file=given.file,
            state=InboxState.REFUSED if is_refused else InboxState.THERE if there else InboxState.NEW,
            party=None if report is None else self._sender(report),
            checkpoint=None if report is None else self._checkpoint(report.checkpoint),
            report=report,
            why=found.why if isinstance(found, RefusedReport) else None,
            problems=tuple(self._problems((*own, *findings), reading, report)),
            remedies=found.remedies if isinstance(found, RefusedReport) else (),
            redacted=found.redacted if isinstance(found, RefusedReport) else None,
        )

    def _problems(
        self, findings: Iterable[Diagnostic], reading: Reading[Report] | None, report: Report | None
    ) -> Iterator[InboxProblem]:
        """Yield findings with the keys of the questions that they are about."""
        form, source = (None, None) if reading is None else (reading.form, reading.source)
        keys = {} if form is None else _keys(form)
        for finding in findings:
            if finding.severity is Severity.INFO:
                continue
            if finding.place.file not in {None, source}:  # an earlier report that is wrong beside this one
                yield InboxProblem(finding=finding, is_elsewhere=True)
                continue
            key = keys.get(_cell(finding.place))
            if key is None and report is not None and finding.place.pointer is not None:
                key = key_at(report, finding.place.pointer)
            refuses = finding.severity is Severity.ERROR or finding.code in _ACCEPTABLE
            yield InboxProblem(finding=finding, key=key, refuses=refuses)

    def _sender(self, report: Report) -> str | None:
        """Return the code of the party that sent a report; None if it is not known."""
        return self._code(reporter(self.context, FiledReport(id="new", digest="new", content=report)))

    def _head(self, reading: Reading[Report]) -> tuple[str | None, str | None]:
        """Return the party and the checkpoint of a file that has no report; None if they are not known.

        A form that was made for another party than it says is nobody's: a reply would go to the wrong one.
        """
        said = _said(reading)
        party, of_party = said.get("by", (None, None))
        checkpoint, of_checkpoint = said.get("checkpoint", (None, None))
        code = None if party is None else self._code(party)
        name = None if checkpoint is None else self._checkpoint(checkpoint)
        return (
            code if of_party is None or of_party.is_made_for(party or "", code or "") else None,
            name if of_checkpoint is None or of_checkpoint.is_made_for(checkpoint or "", name or "") else None,
        )

    def _code(self, party: str) -> str | None:
        """Return the code of a party that a file names; None if neither the register nor a form of the round has it."""
        if self.session.register.find(party) is not None:
            return party
        rounds = plan_rounds(self.context.plan)
        asked = {form.party for point in rounds for form in report_forms(self.context, point.name).forms}
        return party if party in asked else None

    def _checkpoint(self, name: str) -> str | None:
        """Return the checkpoint that a file names, as reports write it; None if the plan does not have it."""
        try:
            return named_checkpoint((self.context.plan,), name)
        except UnknownIdError:
            return None


def _cell(place: Place) -> tuple[object, ...]:
    """Return where a place is in its file, whatever names the file has."""
    return place.sheet, place.cell, place.table, place.row, place.column, place.line


def _keys(form: ReturnedForm) -> dict[tuple[object, ...], str]:
    """Return the keys of the rows of a form by their places in the file."""
    if form.source is None:
        return {}
    places = (form.source.place(f"/rows/{index}/answer") for index in range(len(form.rows)))
    return {_cell(place): row.key for place, row in zip(places, form.rows, strict=True) if is_question_key(row.key)}


def _said(reading: Reading[Report]) -> dict[str, tuple[str, QuestionKey | None]]:
    """Return what a file that has no report says about itself, such as its party, with the key of its row."""
    if reading.form is not None:
        keyed = ((row.answer.strip(), parsed_key(row.key)) for row in reading.form.rows)
        return {key.asked: (said, key) for said, key in keyed if said and key is not None and key.action is None}
    lines = re.findall(r"^(by|checkpoint): *(\S.*?) *$", reading.text or "", flags=re.MULTILINE)
    return {name: (said.strip("\"'"), None) for name, said in lines}
