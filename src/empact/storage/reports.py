"""Reports as folders: one file per report, which is never changed; a later report supersedes it.

The files are added and read as :mod:`empact.storage.filed` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from empact.diagnostics import REPORT_CHANGED, REPORT_MISPLACED
from empact.model import FiledRedaction, FiledReport, Plan, Redaction, Report, Reports
from empact.model.plan import plan_id
from empact.model.reports import reports_by_plan
from empact.serde.kinds import REDACTION, REPORT
from empact.storage import folders
from empact.storage.filed import FiledReadings, FilingRules, party_part, prepare, read_files, write_file
from empact.storage.markings import UNKNOWN, Markings
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins


def _filed(*, id: str, digest: str, content: Report | Redaction) -> Any:
    """Return what a file of the folder holds: a FiledReport, or a FiledRedaction of one that was redacted."""
    if isinstance(content, Redaction):
        return FiledRedaction(id=id, digest=digest, content=content)
    return FiledReport(id=id, digest=digest, content=content)


_RULES: FilingRules[Report, FiledReport] = FilingRules(
    kind=REPORT,
    make=_filed,
    also=(REDACTION,),
    changed=REPORT_CHANGED,
    misplaced=REPORT_MISPLACED,
    noun="report",
    whole="reports",
    remedy="To change a report, add one that supersedes it.",
)


@value
class ReportReading(FiledReadings[Report]):
    """The result of reading a folder of reports: a reading of each file, and the reports of each plan."""

    rules: ClassVar = _RULES
    reports: tuple[Reports, ...] = ()
    """The reports, one value for each plan that has any."""

    @cached_property
    def by_plan(self) -> dict[str, Reports]:
        """The reports by the id of the plan."""
        return reports_by_plan(self.reports)

    def of_plan(self, plan: Plan | str) -> Reports:
        """Return the reports about a plan or its id; there are none if the folder has no report about it."""
        reports = self.by_plan.get(id := plan_id(plan))
        return Reports(plan=id) if reports is None else reports

    @property
    def filed(self) -> Iterator[FiledReport]:
        """The reports about all plans."""
        return (report for reports in self.reports for report in reports)


ReportSource = Reports | Iterable[Reports] | ReportReading | str | os.PathLike[str] | None
"""Where reports come from: those of a plan, of several, a reading, or a folder.

None is the folder of the workspace, if there is one.
"""


def read_reports(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> ReportReading:
    """Read the reports of a folder and its subfolders.

    Hidden files are ignored: a report has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    paths = folders.list_files(folder, plugins.folder_suffixes)
    readings, of_plans = read_files(folder, paths, plugins, _RULES, markings)
    return ReportReading(readings, reports=tuple(_of_plan(plan, filed) for plan, filed in of_plans.items()))


def _of_plan(plan: str, files: Iterable[FiledReport | FiledRedaction]) -> Reports:
    """Return what a folder holds about a plan; a redaction counts once, however many copies its report had."""
    reports, redactions = list[FiledReport](), dict[str, FiledRedaction]()
    for filed in files:
        if isinstance(filed, FiledRedaction):
            redactions.setdefault(filed.content.digest, filed)
        else:
            reports.append(filed)
    return Reports(plan=plan, reports=tuple(reports), redactions=tuple(redactions.values()))


def write_report(folder: Path, report: Report, plugins: Plugins, markings: Markings = UNKNOWN) -> FiledReport:
    """Add a report as a new file, unless the same report exists; return it with its id.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of this plan is misplaced.
        UnknownIdError: The report supersedes or cites one that is not there.
        ExportError: The report would be different when read again.
        OSError: The file cannot be written. No part of it is left behind.
    """
    return write_reports(folder, [report], plugins, markings)[0]


def write_reports(
    folder: Path,
    reports: Iterable[Report],
    plugins: Plugins,
    markings: Markings = UNKNOWN,
    known: ReportReading | None = None,
) -> tuple[FiledReport, ...]:
    """Add reports as new files, except those that exist; return each with its id, in the same order.

    The folder is read once, or not at all if ``known`` has what was just read from it. All reports are checked before
    the first file is written. A report is written after those that it supersedes or cites, so whenever the program
    stops, every report finds them.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of a plan is misplaced.
        UnknownIdError: A report supersedes or cites one that is neither there nor one of these.
        ExportError: A report would be different when read again.
        OSError: A file cannot be written. No part of it is left behind; those before it are complete.
    """
    several = tuple(reports)
    if known is None:
        known = read_reports(folder, plugins, markings) if exists(folder) else ReportReading()
    existing = Existing(known.require_complete(*{report.plan for report in several}).filed)
    added: list[FiledReport] = []
    new: dict[str, tuple[FiledReport, bytes]] = {}
    for report in several:
        filed = existing.same(report)
        if filed is None:
            filed, data = prepare(report, _parts(report, plugins), plugins, _RULES, markings)
            new[filed.id] = filed, data
        added.append(filed)
    named: dict[str, list[str]] = {}
    for id, (filed, _) in new.items():
        plan = filed.content.plan
        named[id] = [other for other in _named(filed.content) if other in new and new[other][0].content.plan == plan]
        there = known.of_plan(plan)
        redacted = {redaction.id for redaction in there.redactions}
        for other in _named(filed.content):
            if other not in named[id] and other not in redacted:
                there.report(other)
    for id in TopologicalSorter(named).static_order():  # no circle: an id has the digest of what names the others
        write_file(folder, *new[id])
    return tuple(added)


def as_filed(report: Report, plugins: Plugins, markings: Markings = UNKNOWN) -> FiledReport:
    """Return a report with the id and the digest that it has once it is added.

    Raises:
        ExportError: The report would be different when read again.
    """
    return prepare(report, _parts(report, plugins), plugins, _RULES, markings)[0]


class Existing:
    """Reports that exist, to find one with the same content: in constant time, since few have the same first lines."""

    def __init__(self, reports: Iterable[FiledReport]) -> None:
        self._alike: dict[object, list[FiledReport]] = {}
        for filed in reports:
            self._alike.setdefault(_head(filed.content), []).append(filed)

    def same(self, report: Report) -> FiledReport | None:
        """Return the report with the same content and the same text: True equals 1, but is written differently."""
        for filed in self._alike.get(_head(report), ()):
            if filed.content == report and folders.text(filed.content, REPORT) == folders.text(report, REPORT):
                return filed
        return None


def _head(report: Report) -> object:
    return report.plan, report.checkpoint, str(report.by), report.part, report.on, report.source, report.supersedes


def _parts(report: Report, plugins: Plugins) -> list[str]:
    """The parts of the name of the file of a report."""
    return [report.checkpoint.casefold(), *(name.casefold() for name in party_part(report.by, plugins))]


def _named(report: Report) -> tuple[str, ...]:
    settled = (id for settlement in report.settles for id in settlement.cites)
    return (*dict.fromkeys((*report.supersedes, *settled)),)
