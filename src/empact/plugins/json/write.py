"""Write a plan as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact.documents import file_stem
from empact.hooks import Artifact, ExportContext
from empact.syntax.json.emit import emit

if TYPE_CHECKING:
    from empact import Plan


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the plan: the plan as in a file, or in fields."""
    if ctx.options["items"] == "text":
        yield Artifact(f"{file_stem(plan.id)}.json", emit(ctx.tree(plan)).encode())
    else:
        (context,) = ctx.context.contexts
        yield Artifact(f"{file_stem(plan.id)}-fields.json", emit(ctx.tree(context.resolved())).encode())
