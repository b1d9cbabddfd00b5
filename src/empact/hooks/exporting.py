"""The seam between an exporter plugin and empact: descriptor, artifact, context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from empact.documents import Table
from empact.model import FrozenMap, Plan
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Exporter:
    """Writes plans in one format.

    ``write`` names the code, ``"package.module:function"``, which is imported when the format is first asked for:
    ``f(plan: Plan, ctx: ExportContext) -> Iterable[Artifact]``. It touches no disk; the session does.
    """

    name: str
    suffix: str
    write: str

    __repr__ = short_repr


@attrs.frozen
class Artifact:
    """One file of an export: its name inside the target folder, and its bytes."""

    name: str
    data: bytes

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class ExportContext:
    """What an exporter is told: the options of the call, and the plan as a tree and as a table.

    ``tree(plan)`` is the canonical tree, with every cell as an object; ``tree(plan, compact=True)`` is the tree a
    person would write, with a cell as a string where that string says it all. ``table(plan)`` is the plan's own sheet,
    a row for each action, with a column for each field that a plugin has added to goals and actions.
    """

    tree: Callable[..., dict[str, Any]]
    table: Callable[[Plan], Table]
    options: Mapping[str, Any] = FrozenMap()

    __repr__ = short_repr
