"""The findings of a validation, one row each."""

from __future__ import annotations

from empact.analysis import PortfolioContext
from empact.diagnostics import Diagnostic, Diagnostics, RelatedPlace, Severity
from empact.documents.headings import about_plans
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Value, unique_keys
from empact.model import FrozenMap

_COLUMNS = (
    Column(key="severity", title="Severity", width=10),
    Column(key="code", title="Code", width=10),
    Column(key="name", title="Rule", width=24),
    Column(key="subject", title="Subject", width=14),
    Column(key="message", title="Message", width=60),
    Column(key="hint", title="Hint", width=60),
    Column(key="file", title="File", width=24),
    Column(key="line", title="Line", type=ColumnType.NUMBER, width=6),
    Column(key="column", title="Column", type=ColumnType.NUMBER, width=6),
    Column(key="cell", title="Cell", width=8),
    Column(key="related", title="See also", type=ColumnType.LIST, width=30),
    Column(key="origin", title="Plugin", width=16),
)

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}


def build_findings(ctx: PortfolioContext, *, findings: Diagnostics, show: str = Severity.INFO.value) -> Document:
    """Return the findings as a table, in the order of the validation.

    A row has the code and the subject of its finding as key, so that a finding keeps its key when others are fixed.

    Args:
        ctx: The plans that were checked.
        findings: The findings.
        show: The lowest severity to list. The properties count all findings.
    """
    listed = [finding for finding in findings if finding.severity >= Severity(show)]
    keys = unique_keys(f"{finding.code} {finding.place.subject or finding.place}".rstrip() for finding in listed)
    rows = (Row(key, _values(finding)) for key, finding in zip(keys, listed, strict=True))
    section = Section(key="findings", title="Findings", body=Table(_COLUMNS, tuple(rows)))
    head = about_plans("findings", "Findings in", ctx)
    head["properties"] = FrozenMap({**head["properties"], **_counts(findings, len(listed))})
    return Document(sections=(section,), **head)


def _values(finding: Diagnostic) -> tuple[Value, ...]:
    place = finding.place
    return (
        finding.severity.value,
        finding.code,
        finding.name,
        place.subject,
        finding.message,
        finding.hint,
        place.file,
        place.line,
        place.column,
        place.cell,
        tuple(map(_format_related, finding.related)) or None,
        finding.origin,
    )


def _format_related(also: RelatedPlace) -> str:
    where = str(also.place)
    subject = "" if also.place.subject in {None, where} else f" ({also.place.subject})"
    return f"{where}{subject}: {also.reason}"


def _counts(findings: Diagnostics, listed: int) -> dict[str, int]:
    """Return the number of findings of each severity, and how many are not listed or waived, if any."""
    counts = {_PLURALS[severity]: number for severity, number in findings.counts().items()}
    others = {"not_listed": len(findings) - listed, "waived": len(findings.waived)}
    return counts | {key: number for key, number in others.items() if number}
