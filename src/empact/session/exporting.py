"""Run an exporter on a plan and check what it returns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from empact.documents import table
from empact.errors import EmpactError, ExportError, cause_of
from empact.hooks import Artifact, ExportContext, Exporter
from empact.hooks.lazy import imported
from empact.model import Extension, Plan
from empact.serde import plan_tree


def context(options: Mapping[str, Any], extensions: Iterable[Extension[Any]]) -> ExportContext:
    """Return the context of an export."""
    known = tuple(extensions)
    return ExportContext(tree=plan_tree, table=functools.partial(table, extensions=known), options=options)


def run_exporter(
    exporter: Exporter, plan: Plan, options: Mapping[str, Any], extensions: Iterable[Extension[Any]] = ()
) -> list[Artifact]:
    """Return the artifacts that an exporter makes of a plan.

    Raises:
        ExportError: The exporter stops with an error, or returns something that is not an Artifact.
    """
    write_format = imported(exporter.write)
    try:
        returned: list[object] = list(write_format(plan, context(options, extensions)))
    except EmpactError:
        raise
    except (Exception, SystemExit) as crash:
        message = f"The exporter {exporter.name!r} stops with {cause_of(crash)}"
        raise ExportError(message) from crash
    artifacts: list[Artifact] = []
    for value in returned:
        if not isinstance(value, Artifact):
            message = f"The exporter {exporter.name!r} returns {type(value).__name__} instead of Artifact."
            raise ExportError(message)
        artifacts.append(value)
    return artifacts
