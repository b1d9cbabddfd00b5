"""What is recorded about plans beside the plans themselves, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

import attrs

from empact.arguments import texts
from empact.diagnostics import Diagnostics
from empact.errors import PlanReadError, UnknownIdError
from empact.model import Plan
from empact.model.plan import plan_ids
from empact.values import value

if TYPE_CHECKING:  # most calls have not all kinds
    from empact.storage.ledgers import LedgerReading
    from empact.storage.mappings import MappingReading
    from empact.storage.practices import PracticeReading
    from empact.storage.reading import Readings
    from empact.storage.registers import KpiReading, OperationReading
    from empact.storage.reports import ReportReading
    from empact.storage.seals import SealReading


@value(kw_only=True)
class Records:
    """What is recorded about plans: ledger entries, reports, operations and others.

    ``empact.records`` and ``session.workspace.records`` read them. A kind that is None was not read: nothing is known
    of it. A kind without files was read, and there is nothing. Answers that need a kind that was not read say so.

    >>> import empact
    >>> records = empact.records()
    >>> records.ledger, records.complete
    (None, True)
    """

    ledger: LedgerReading | None = None
    """The ledgers by plan, with a reading of each file. None if no ledger was read."""
    reports: ReportReading | None = None
    """The progress reports by plan, with a reading of each file. None if no reports were read."""
    operations: OperationReading | None = None
    """The operations that reports can name, with a reading of each file. None if no operations were read."""
    kpis: KpiReading | None = None
    """The KPI registers by plan, with a reading of each file. None if no KPI registers were read."""
    seals: SealReading | None = None
    """The seals by plan, with a reading of each file. None if no seals were read."""
    practices: PracticeReading | None = None
    """The good and bad practice, with a reading of each file. None if no practices were read."""
    mappings: MappingReading | None = None
    """The mappings by plan, with a reading of each file: the other records are read through them. None if no mappings
    were read.
    """

    @property
    def unread(self) -> tuple[str, ...]:
        """The kinds that were not read, such as ``("kpis", "practices")``."""
        return tuple(kind for kind in KINDS if getattr(self, kind) is None)

    @property
    def readings(self) -> tuple[Readings[Any], ...]:
        """What was read, kind by kind."""
        return tuple(reading for _, reading in self._readings())

    @property
    def diagnostics(self) -> Diagnostics:
        """The problems of the files."""
        return Diagnostics(problem for _, reading in self._readings() for problem in reading.diagnostics)

    @property
    def complete(self) -> bool:
        """Whether every file was read."""
        return all(reading.complete for _, reading in self._readings())

    def problems(self, plans: Iterable[Plan | str]) -> Diagnostics:
        """Return the problems of the files, with files about other plans in the folders of these plans.

        Args:
            plans: The plans, or their ids.
        """
        ids = plan_ids(plans)
        return Diagnostics(
            problem
            for kind, reading in self._readings()
            for problem in (*reading.diagnostics, *(reading.misplaced(ids) if kind in _FILED else ()))
        )

    def of_kinds(self, kinds: Iterable[str]) -> Records:
        """Return the records of some kinds, and the mappings through which they are read; the others count as not read.

        Args:
            kinds: The kinds, such as ``("ledger", "reports")``.

        Raises:
            UnknownIdError: There is no such kind.
        """
        wanted = texts("kinds", "a list of kinds of records", kinds)
        for kind in wanted:
            if kind not in KINDS:
                raise UnknownIdError("Kind of records", kind, KINDS)
        return Records(**{kind: getattr(self, kind) for kind in (*wanted, "mappings")})

    def require_complete(self, *plans: Plan | str) -> Self:
        """Return the records; raise PlanReadError if a file is unreadable, changed, misplaced, missing or duplicated.

        Args:
            plans: The plans that the files are read for, or their ids.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        problems, marked, plans = Diagnostics(), False, plan_ids(plans)
        for kind, reading in self._readings():
            try:
                reading.require_complete(*(() if kind == "practices" else plans))
            except PlanReadError as problem:
                problems += problem.diagnostics
                marked = marked or problem.is_marked
        if problems:
            raise PlanReadError(problems, is_marked=marked)
        return self

    def _readings(self) -> Iterator[tuple[str, Any]]:
        return ((kind, reading) for kind in KINDS if (reading := getattr(self, kind)) is not None)


KINDS: tuple[str, ...] = tuple(field.name for field in attrs.fields(Records))
"""The kinds of records, by the names of their fields."""
REPORTED = ("reports", "operations", "kpis")
"""The kinds that say what was done."""
ANALYSED = ("ledger", *REPORTED)
"""The kinds that a context of plans has."""
CHECKED = (*ANALYSED, "seals")
"""The kinds that plans are checked with."""
_FILED = frozenset({"ledger", "reports", "seals", "mappings"})
"""The kinds with a folder for each plan."""
