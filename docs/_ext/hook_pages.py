"""Generates ``plugins/hooks.md`` from the hooks in the code before each build."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import write

from empact import hooks, model
from empact.hooks.stability import HOOKS, Hook, Tier

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# Hooks

This page is generated from the code. A hook is a function with a fixed name, marked with `@hookimpl`. It takes no
arguments and returns an iterable of descriptors, for example a list; it can also be a generator. A plugin implements
only the hooks that it needs.

[Upgrade a plugin](upgrading.md) explains *stable* and *provisional*.
"""


def _page(hook: Hook) -> Iterator[str]:
    descriptor = hook.descriptor.__name__
    home = "empact.model" if descriptor in model.__all__ else "empact.hooks"  # the module that the API page describes
    summary, _, example = (inspect.getdoc(hook.spec) or "").partition("Example::")
    yield from (f"## `{hook.name}`", "", summary.strip(), "")
    yield from (
        "```python",
        "@hookimpl",
        f"def {hook.name}{inspect.signature(hook.spec)}: ...".replace("'", ""),
        "```",
        "",
    )
    yield f"- returns: an iterable of {{py:class}}`{home}.{descriptor}`"
    yield f"- stability: {hook.tier.value}, since version {hook.since}"
    yield from ("", "Example:", "", "```python", inspect.cleandoc(example), "```", "")


def _table() -> Iterator[str]:
    yield from ("| Hook | Returns | |", "|---|---|---|")
    for hook in HOOKS:
        word = "" if hook.tier is Tier.STABLE else hook.tier.value
        summary = (inspect.getdoc(hook.spec) or "").partition("\n")[0]
        yield f"| [`{hook.name}`](#{hook.name}) | {summary.rstrip('.')} | {word} |"


_PACKAGES = {
    "empact": "plans, sessions, exceptions and `parse_parties`",
    "empact.hooks": "what a plugin provides: see below",
    "empact.diagnostics": "findings: `Severity`, `Pointer`, `Edit`, `did_you_mean` and the built-in kinds",
    "empact.model": "the values of a plan, the ledger and practices",
    "empact.analysis": "dates, parties, links, overlaps and everything else that is derived from plans",
    "empact.documents": "documents with their sections, tables and cells, and the builders of those of empact",
}


def _names() -> Iterator[str]:
    yield from (
        "## Imports of a plugin",
        "",
        "A plugin imports from six packages, and from no other module of `empact`:",
        "",
    )
    yield from ("| Package | Names |", "|---|---|")
    yield from (f"| `{package}` | {what} |" for package, what in _PACKAGES.items())
    yield from ("", "`empact.hooks` has:", "")
    classes = [name for name in hooks.__all__ if name[0].isupper() and not name.isupper()]
    functions = [name for name in hooks.__all__ if name[0].islower()]
    yield f"- Classes: {', '.join(f'`{name}`' for name in classes)}"
    yield f"- Functions: {', '.join(f'`{name}`' for name in functions)}"
    yield from ("- The number of the plugin API: `EMPACT_API`", "")
    yield from ("The [Python API](../reference/api.md) describes each name.", "")


def write_page(app: Sphinx) -> None:
    """Write the page of the hooks."""
    lines = [_HEAD, *_table(), "", *(line for hook in HOOKS for line in _page(hook)), *_names()]
    write(app.srcdir / "plugins" / "hooks.md", "\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
