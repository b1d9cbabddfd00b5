"""What is reported about plans: the reports, the operations that they name, and the KPI registers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from empact.diagnostics import Diagnostics
from empact.errors import PlanReadError
from empact.storage.registers import KpiReading, OperationReading
from empact.storage.reports import ReportReading, ReportSource
from empact.values import value


@value(kw_only=True)
class Reporting:
    """The results of reading reports, operations and KPI registers."""

    reports: ReportReading = ReportReading()
    """The reports by plan, with a reading of each file."""
    operations: OperationReading = OperationReading()
    """The operations, with a reading of each file."""
    kpis: KpiReading = KpiReading()
    """The KPI registers by plan, with a reading of each file."""

    @property
    def diagnostics(self) -> Diagnostics:
        """The problems of the files."""
        return self.reports.diagnostics + self.operations.diagnostics + self.kpis.diagnostics

    @property
    def complete(self) -> bool:
        """Whether every file was read."""
        return self.reports.complete and self.operations.complete and self.kpis.complete

    def problems(self, plans: Iterable[str]) -> Diagnostics:
        """Return the problems of the files, with reports about other plans in the folders of these plans."""
        return self.diagnostics + self.reports.misplaced(plans)

    def require_complete(self, *plans: str) -> Self:
        """Return the readings; raise PlanReadError if a file is unreadable, changed, misplaced or duplicated.

        Args:
            plans: The ids of the plans that the files are read for.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        found, marked = Diagnostics(), False
        for reading in (self.reports, self.operations, self.kpis):
            try:
                reading.require_complete(*plans)
            except PlanReadError as problem:
                found += problem.diagnostics
                marked = marked or problem.is_marked
        if found:
            raise PlanReadError(found, is_marked=marked)
        return self


ReportingSource = Reporting | ReportSource
"""Where reports come from, with the operations and KPI registers of the workspace unless a Reporting has them."""
