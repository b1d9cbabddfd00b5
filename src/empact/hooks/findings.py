"""Findings about plans as a result, which a formatter can write as a tree."""

from __future__ import annotations

import attrs

from empact.analysis import RecordMarking, Result
from empact.diagnostics import Diagnostic, Diagnostics, Kind, Severity
from empact.hooks.discovery import PluginInfo
from empact.hooks.formatting import FormatContext
from empact.model import FrozenMap
from empact.values import unlisted, value


@value(kw_only=True)
class CountedRule:
    """A rule that reports something, or another kind of finding, with the number of its findings."""

    code: str
    """The code of the rule."""
    name: str
    """The name of the rule."""
    counts: FrozenMap[Severity, int]
    """The number of its findings of each severity, listed or not."""


@value(kw_only=True)
class FindingList(Result):
    """Findings about plans, with what was checked."""

    missing: tuple[str, ...]
    """The sources that could not be opened, or contain no plan."""
    plugins: tuple[PluginInfo, ...]
    """The plugins of the session."""
    counts: FrozenMap[Severity, int]
    """The number of findings of each severity, listed or not."""
    waived: int
    """The number of findings that are waived; they are neither counted nor listed."""
    rules: tuple[CountedRule, ...]
    """The rules that report something, by code; also the problems that empact itself reports."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings."""
    of_unread_files: tuple[str, ...] = attrs.field(default=(), metadata=unlisted())
    """The markings of the files that could not be read as plans."""
    checked: tuple[RecordMarking, ...] = attrs.field(default=(), metadata=unlisted())
    """The markings of the records that were checked with the plans."""

    @property
    def unread_markings(self) -> tuple[str, ...]:
        """The markings of the files that could not be read as plans."""
        return self.of_unread_files

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the records that were checked with the plans."""
        return self.checked


def finding_list(diagnostics: Diagnostics, ctx: FormatContext) -> FindingList:
    """Return all findings, or those of ``ctx.show`` and above; the counts include all findings."""
    return FindingList(
        context=ctx.context,
        missing=tuple(ctx.missing),
        plugins=tuple(ctx.plugins),
        counts=FrozenMap(diagnostics.counts()),
        waived=len(diagnostics.waived),
        rules=tuple(_counted(kind, findings) for kind, findings in diagnostics.by_kind().items()),
        diagnostics=tuple(finding for finding in diagnostics if ctx.show is None or finding.severity >= ctx.show),
        of_unread_files=ctx.unread,
        checked=tuple(ctx.records),
    )


def _counted(kind: Kind, findings: Diagnostics) -> CountedRule:
    return CountedRule(code=kind.code, name=kind.name, counts=FrozenMap(findings.counts()))
