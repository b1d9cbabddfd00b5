"""Writes ``plugins/hooks.md`` before each build: every hook as the code has it, never typed by hand."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import write

from empact import hooks, model
from empact.hooks.stability import HOOKS, Hook, Tier

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# The hooks

This page is made from the code, each time the documentation is built. A hook is a function with a fixed name, marked
with `@hookimpl`, that takes no argument and hands over descriptors: any iterable of them, a generator as well. A plugin
implements those that it has something for.

*Stable* and *provisional* are explained in [Upgrading](upgrading.md).
"""


def _page(hook: Hook) -> Iterator[str]:
    descriptor, protocol = hook.descriptor.__name__, hook.protocol.__name__
    home = "empact.model" if descriptor in model.__all__ else "empact.hooks"  # where the API page describes it
    summary, _, example = (inspect.getdoc(hook.spec) or "").partition("Example::")
    yield from (f"## `{hook.name}`", "", summary.strip(), "")
    yield from (
        "```python",
        "@hookimpl",
        f"def {hook.name}{inspect.signature(hook.spec)}: ...".replace("'", ""),
        "```",
        "",
    )
    yield f"- hands over: {{py:class}}`{home}.{descriptor}`"
    yield f"- protocol: {{py:class}}`empact.hooks.{protocol}`; a test may say `plugin: {protocol} = my_plugin`"
    yield f"- {hook.tier.value}, since version {hook.since}"
    yield from ("", "An example:", "", "```python", inspect.cleandoc(example), "```", "")


def _table() -> Iterator[str]:
    yield from ("| hook | hands over | |", "|---|---|---|")
    for hook in HOOKS:
        word = "" if hook.tier is Tier.STABLE else hook.tier.value
        summary = (inspect.getdoc(hook.spec) or "").partition("\n")[0]
        yield f"| [`{hook.name}`](#{hook.name}) | {summary.rstrip('.')} | {word} |"


def _names() -> Iterator[str]:
    yield from ("## What a plugin imports", "", "`empact` for what programs need, and `empact.hooks` for the rest:", "")
    for what, wanted in (("Kinds of finding", str.isupper), ("Classes", lambda name: not name.isupper())):
        names = [name for name in hooks.__all__ if name[0].isupper() and wanted(name)]
        yield f"- {what}: {', '.join(f'`{name}`' for name in names)}"
    functions = [name for name in hooks.__all__ if name[0].islower()]
    yield from (f"- Functions: {', '.join(f'`{name}`' for name in functions)}", "")
    yield from ("Each is described in the [Python API](../reference/api.md), some under `empact.model`.", "")


def write_page(app: Sphinx) -> None:
    """Write the page."""
    lines = [_HEAD, *_table(), "", *(line for hook in HOOKS for line in _page(hook)), *_names()]
    write(app.srcdir / "plugins" / "hooks.md", "\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
