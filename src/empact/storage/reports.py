"""Reports as folders: one file per report, which is never changed; a later report supersedes it.

The files are added and read as :mod:`empact.storage.filed` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs

from empact.diagnostics import REPORT_CHANGED, REPORT_MISPLACED
from empact.model import FiledReport, Report, Reports
from empact.model.reports import reports_by_plan
from empact.reprs import short_repr
from empact.serde.kinds import REPORT
from empact.storage import folders
from empact.storage.filed import FiledReadings, FilingRules, add_file, read_files
from empact.storage.sources import exists

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

_RULES: FilingRules[Report, FiledReport] = FilingRules(
    kind=REPORT,
    make=FiledReport,
    changed=REPORT_CHANGED,
    misplaced=REPORT_MISPLACED,
    noun="report",
    whole="reports",
    remedy="To change a report, add one that supersedes it.",
)


@attrs.frozen
class ReportReading(FiledReadings[Report]):
    """The result of reading a folder of reports: a reading of each file, and the reports of each plan."""

    rules: ClassVar = _RULES
    reports: tuple[Reports, ...] = ()

    __repr__ = short_repr

    @cached_property
    def by_plan(self) -> dict[str, Reports]:
        """The reports by the id of the plan."""
        return reports_by_plan(self.reports)

    def of(self, plan: str) -> Reports:
        """Return the reports about a plan, by its id; there are none if the folder has no report about the plan."""
        found = self.by_plan.get(plan)
        return Reports(plan=plan) if found is None else found

    @property
    def filed(self) -> Iterator[FiledReport]:
        """The reports about all plans."""
        return (report for reports in self.reports for report in reports)


ReportSource = Reports | Iterable[Reports] | ReportReading | str | os.PathLike[str] | None
"""Where reports come from: those of a plan, of several, a reading, or a folder.

None is the folder of the workspace, if there is one.
"""


def read_reports(folder: Path, plugins: Plugins) -> ReportReading:
    """Read the reports of a folder and its subfolders.

    Hidden files are ignored: a report has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    readings, of_plans = read_files(folder, folders.list_files(folder, plugins.suffixes), plugins, _RULES)
    reports = (Reports(plan=plan, reports=tuple(of_plan)) for plan, of_plan in of_plans.items())
    return ReportReading(readings, reports=tuple(reports))


def write_report(folder: Path, report: Report, plugins: Plugins) -> FiledReport:
    """Add a report as a new file, unless the same report exists; return it with its id.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of the plan is misplaced.
        UnknownIdError: The report supersedes or cites one that is not there.
        ExportError: The report would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    known = Reports(plan=report.plan)
    if exists(folder):
        known = read_reports(folder, plugins).require_complete(report.plan).of(report.plan)
    for id in (*report.supersedes, *report.cites):
        known.report(id)
    data = folders.text(report, REPORT)
    same = (filed for filed in known if filed.content == report and folders.text(filed.content, REPORT) == data)
    existing = next(same, None)  # True equals 1, but is written differently
    if existing is not None:
        return existing
    who = [item.party.casefold() for item in report.by.understood[:1]]
    return add_file(folder, report, [report.checkpoint.casefold(), *who], plugins, _RULES)
