"""Run an exporter on a plan, and check what it returns."""

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
    """What an exporter is told."""
    known = tuple(extensions)
    return ExportContext(tree=plan_tree, table=functools.partial(table, extensions=known), options=options)


def made(
    exporter: Exporter, plan: Plan, options: Mapping[str, Any], extensions: Iterable[Extension[Any]] = ()
) -> list[Artifact]:
    """What an exporter makes of a plan; ExportError names the one that makes no artifacts."""
    write_format = imported(exporter.write)
    try:
        handed_over: list[object] = list(write_format(plan, context(options, extensions)))
    except EmpactError:
        raise
    except (Exception, SystemExit) as crash:
        message = f"The exporter {exporter.name!r} stops with {cause_of(crash)}"
        raise ExportError(message) from crash
    artifacts = [one for one in handed_over if isinstance(one, Artifact)]
    if len(artifacts) != len(handed_over):
        message = f"The exporter {exporter.name!r} hands over something that is no Artifact."
        raise ExportError(message)
    return artifacts
