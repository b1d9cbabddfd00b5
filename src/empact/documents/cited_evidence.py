"""Evidence: the reports that a paper cites, each by a short number, and their list at its end."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.analysis import PlanContext
from empact.analysis.claims.log import is_driver, reporter
from empact.documents.language import Words
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section
from empact.model import FiledReport
from empact.reprs import short_repr

EVIDENCE = "evidence"
"""The key of the section that lists the reports."""


@attrs.frozen(eq=False)
class Evidence:
    """Numbers the reports that a paper about one plan cites: ``[1]``, in the order in which it cites them."""

    ctx: PlanContext
    """The plan with its reports."""
    words: Words
    """The fixed words in the language of the paper."""
    _cited: dict[str, tuple[int, FiledReport]] = attrs.field(
        factory=dict[str, tuple[int, FiledReport]], init=False, repr=False
    )

    __repr__ = short_repr

    def cite(self, text: str, reports: Iterable[FiledReport]) -> str:
        """Return a text with the numbers of its reports: ``460 clocks seized [2, 3]``; as it is without any."""
        numbers = sorted({self._number(report) for report in reports})
        return f"{text} [{', '.join(map(str, numbers))}]" if numbers else text

    def _number(self, report: FiledReport) -> int:
        number, _ = self._cited.setdefault(report.id, (len(self._cited) + 1, report))
        return number

    def section(self) -> Section:
        """Return the list of the reports that are cited so far, without who reports: by a leader, or by the Driver."""
        source: ColumnOf[FiledReport] = column("source", "Source", self._source, width=20)
        return self._list((source,))

    def complete_section(self, others: Iterable[FiledReport]) -> Section:
        """Return the list of the reports with their parties and ids, by which their files are found.

        Args:
            others: Other reports, which are listed behind those that are cited.
        """
        for report in others:
            self._number(report)
        columns: tuple[ColumnOf[FiledReport], ...] = (
            column("by", "Party", lambda report: reporter(self.ctx, report), width=8),
            column("part", "Part", lambda report: report.content.part, width=14),
            column("channel", "Channel", lambda report: report.content.channel, width=12),
            column("report", "Report", _id, width=30),
        )
        return self._list(columns)

    def _list(self, columns: Iterable[ColumnOf[FiledReport]]) -> Section:
        every: tuple[ColumnOf[FiledReport], ...] = (
            column("number", "No.", lambda report: f"[{self._number(report)}]", width=6),
            column("checkpoint", "Checkpoint", lambda report: report.content.checkpoint, width=16),
            column("on", "Date", lambda report: report.content.on, type=ColumnType.DATE),
            *columns,
        )
        body = table(every, [report for _, report in self._cited.values()], key=_id, words=self.words)
        return Section(key=EVIDENCE, title=self.words("Annex: evidence"), body=body)

    def _source(self, report: FiledReport) -> str:
        """Return whether a report is that of the Driver about the plan, or that of a leader about an action."""
        content = report.content
        of_plan = bool(content.settles or content.stated or content.own_text)
        is_of_driver = of_plan and is_driver(self.ctx, reporter(self.ctx, report), content.on)
        return self.words("Driver" if is_of_driver else "Leader of an action")


def _id(report: FiledReport) -> str:
    return report.id
