"""Disagreements: reported values that cannot all be right, with who says what in which place."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from empact.diagnostics import Pointer
from empact.model import FiledReport
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis.progressing.figures import ReportedFigure


class DisagreementKind(enum.Enum):
    """What kind of reported values do not agree."""

    SOURCES = "sources"
    """Two sources report one result differently."""
    CONTRIBUTIONS = "contributions"
    """A total, and what the parties report as their own contributions."""
    FALL = "fall"
    """A cumulative figure falls."""
    BREAKDOWN = "breakdown"
    """The parts of a breakdown do not fit their figure."""
    DATES = "dates"
    """Two sources report different days."""


@value(kw_only=True)
class Claim:
    """What one report says, where others say something else."""

    by: str
    """The code of the party that reports it."""
    said: str
    """What the report says, in words: ``460 in total``, ``3 for QP``, ``ended on 2031-12-11``."""
    report: FiledReport = attrs.field(repr=False)
    """The report that says so."""
    at: Pointer
    """The pointer of the value in the report."""

    @classmethod
    def of(cls, figure: ReportedFigure) -> Claim:
        """Return what a figure claims."""
        return cls(by=figure.by, said=figure.said, report=figure.report, at=figure.at)

    def __str__(self) -> str:
        return f"{self.by} reported on {self.report.content.on}: {self.said} ({self.report.id})"


@value(kw_only=True)
class Disagreement:
    """Reported values that do not agree. All of them are kept."""

    kind: DisagreementKind
    """What does not agree."""
    what: str
    """What is wrong, in words without the reports: ``a cumulative figure falls``."""
    text: str
    """A sentence that says what does not agree, with the values and the ids of the reports."""
    claims: tuple[Claim, ...] = attrs.field(repr=False)
    """What each report says, in the order of checkpoint and day."""
    settled_by: str | None = None
    """The id of the Driver's report that settles it by citing the others; None if nobody has."""
    explanation: str | None = None
    """What may explain it, such as parties that reported no contribution; None if nothing is known."""

    def __str__(self) -> str:
        return self.text

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports."""
        return tuple(dict.fromkeys(claim.report.id for claim in self.claims))

    @property
    def open(self) -> bool:
        """Whether nobody has settled it, and nothing explains it."""
        return self.settled_by is None and self.explanation is None


def differing(
    kind: DisagreementKind, what: str, figures: Iterable[ReportedFigure], settled_by: str | None = None
) -> Disagreement:
    """Return a disagreement of figures, with the sentence that says it."""
    claims = tuple(map(Claim.of, figures))
    text = f"{what[0].upper()}{what[1:]}: {'; '.join(map(str, claims))}."
    if settled_by is not None:
        text += f" The Driver settles it in {settled_by}, which cites the others."
    return Disagreement(kind=kind, what=what, text=text, claims=claims, settled_by=settled_by)
