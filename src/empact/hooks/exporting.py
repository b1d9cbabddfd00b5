"""The interface of exporters: descriptor, artifact and context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from empact.model.frozen import FrozenMap
from empact.reprs import short_repr

if TYPE_CHECKING:
    from empact.documents import Table
    from empact.model import Plan


@attrs.frozen(kw_only=True)
class Exporter:
    """An export format for plans.

    Args:
        name: The name of the format, as in ``empact export --to NAME``.
        suffix: The suffix of its files, such as ``.csv``.
        write: The function, as ``"package.module:function"``; it is imported on first use. Its signature is
            ``f(plan: Plan, ctx: ExportContext) -> Iterable[Artifact]``. It writes no files itself; the session does.
    """

    name: str
    suffix: str
    write: str

    __repr__ = short_repr


@attrs.frozen
class Artifact:
    """One file of an export: its name inside the output folder, and its bytes."""

    name: str
    data: bytes

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class ExportContext:
    """The context of an export: the options of the call, and functions that return the plan as a tree and as a table.

    ``tree(plan)`` returns the canonical tree, with every cell as an object; ``tree(plan, compact=True)`` returns the
    tree as a person would write it, with a cell as a string if the string loses nothing. ``table(plan)`` returns the
    plan's own sheet: a row for each action, with a column for each field that plugins add to goals and actions.
    """

    tree: Callable[..., dict[str, Any]]
    table: Callable[[Plan], Table]
    options: Mapping[str, Any] = FrozenMap()

    __repr__ = short_repr
