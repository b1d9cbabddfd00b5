"""Formats findings as JSON, ``diagnostics/1``: unknown values are omitted, and the order of keys is fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from empact.diagnostics import Diagnostic, Edit, Kind, Place
from empact.hooks import FormatContext, PluginInfo, printable_json
from empact.syntax.json.emit import emit

if TYPE_CHECKING:
    from empact import Diagnostics, Plan

FORMAT = "diagnostics/1"


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format all findings, or those of ``ctx.show`` and above; the counts include all findings."""
    text = emit(
        {
            "empact": FORMAT,
            "as_of": None if ctx.as_of is None else ctx.as_of.isoformat(),
            **_known_values(marking=ctx.marking),
            "plans": [_plan(plan, ctx) for plan in ctx.plans],
            "missing": list(ctx.missing),
            "plugins": [_plugin(plugin) for plugin in ctx.plugins],
            "counts": {severity.value: number for severity, number in diagnostics.counts().items()},
            "waived": len(diagnostics.waived),
            "rules": [_rule(kind, findings) for kind, findings in diagnostics.by_kind().items()],
            "diagnostics": [
                _finding(finding) for finding in diagnostics if ctx.show is None or finding.severity >= ctx.show
            ],
        }
    )
    return printable_json(text)


def _known_values(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _plan(plan: Plan, ctx: FormatContext) -> dict[str, Any]:
    marking = plan.marking_in_force(ctx.as_of)
    return _known_values(id=plan.id, file=plan.source and plan.source.file, marking=marking)


def _plugin(plugin: PluginInfo) -> dict[str, Any]:
    return _known_values(
        name=plugin.name,
        distribution=plugin.distribution or None,
        version=plugin.version,
        state=plugin.state.value,
    )


def _rule(kind: Kind, findings: Diagnostics) -> dict[str, Any]:
    counts = {severity.value: number for severity, number in findings.counts().items()}
    return {"code": kind.code, "name": kind.name, "counts": counts}


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return _known_values(
        severity=finding.severity.value,
        code=finding.code,
        name=finding.name,
        message=finding.message,
        hint=finding.hint,
        place=_place(finding.place) or None,
        related=[{"reason": also.reason, **_place(also.place)} for also in finding.related] or None,
        fix=finding.fix and _edit(finding.fix),
        origin=finding.origin,
    )


def _place(place: Place) -> dict[str, Any]:
    return _known_values(
        subject=place.subject,
        pointer=place.pointer,
        file=place.file,
        line=place.line,
        column=place.column,
        cell=place.cell,
    )


def _edit(edit: Edit) -> dict[str, Any]:
    """Return an edit with the values of its operation; a value of None is written as null."""
    values = {"add": {"new": edit.new}, "remove": {"old": edit.old}, "replace": {"old": edit.old, "new": edit.new}}
    return {"op": edit.op, "pointer": edit.pointer, **values[edit.op]}
