"""Findings as JSON text, ``diagnostics/1``: what is not known has no key, and every key has its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from empact.hooks import Diagnostic, Edit, FormatContext, Place, PluginInfo, printable_json
from empact.syntax.json.emit import emit

if TYPE_CHECKING:
    from empact import Diagnostics, Plan

FORMAT = "diagnostics/1"


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """All findings, or those from the severity on that was asked for; the counts count all of them."""
    text = emit(
        {
            "empact": FORMAT,
            "as_of": None if ctx.as_of is None else ctx.as_of.isoformat(),
            "plans": [_plan(plan) for plan in ctx.plans],
            "plugins": [_plugin(plugin) for plugin in ctx.plugins],
            "counts": {severity.value: number for severity, number in diagnostics.counts().items()},
            "diagnostics": [_finding(one) for one in diagnostics if ctx.show is None or one.severity >= ctx.show],
        }
    )
    return printable_json(text)


def _known(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _plan(plan: Plan) -> dict[str, Any]:
    return _known(id=plan.id, file=plan.source and plan.source.file, marking=plan.marking)


def _plugin(plugin: PluginInfo) -> dict[str, Any]:
    return _known(
        name=plugin.name,
        distribution=plugin.distribution or None,
        version=plugin.version,
        state=plugin.state.value,
    )


def _finding(one: Diagnostic) -> dict[str, Any]:
    return _known(
        severity=one.severity.value,
        code=one.code,
        name=one.name,
        message=one.message,
        hint=one.hint,
        place=_place(one.place) or None,
        related=[_place(place) for place in one.related] or None,
        fix=one.fix and _edit(one.fix),
        origin=one.origin,
    )


def _place(place: Place) -> dict[str, Any]:
    return _known(
        subject=place.subject,
        pointer=place.pointer,
        file=place.file,
        line=place.line,
        column=place.column,
        cell=place.cell,
    )


def _edit(edit: Edit) -> dict[str, Any]:
    """An edit with the values that its operation has: None is a value, and stands as null."""
    values = {"add": {"new": edit.new}, "remove": {"old": edit.old}, "replace": {"old": edit.old, "new": edit.new}}
    return {"op": edit.op, "pointer": edit.pointer, **values[edit.op]}
