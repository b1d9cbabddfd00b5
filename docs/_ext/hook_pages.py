"""Generates ``plugins/hooks.md`` from the hooks in the code before each build."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import write

from empact import hooks, model
from empact.hooks.stability import HOOKS, Hook

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# Hooks

A hook is a function with a fixed name, marked with `@hookimpl`. It takes no arguments and returns an iterable of
descriptors, for example a list; it can also be a generator. A plugin implements only the hooks that it needs. This page
is generated from the code.

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
    yield from ("| Hook | Returns | Stability |", "|---|---|---|")
    for hook in HOOKS:
        summary = (inspect.getdoc(hook.spec) or "").partition("\n")[0]
        yield f"| [`{hook.name}`](#{hook.name}) | {summary.rstrip('.')} | {hook.tier.value} |"


_PACKAGES = {
    "empact": "plans, sessions, exceptions, and the functions that parse cells, such as `parse_parties`",
    "empact.hooks": "what a plugin provides: see below",
    "empact.diagnostics": "findings: `Severity`, `Pointer`, `Edit`, `did_you_mean` and the built-in kinds",
    "empact.model": "the values of a plan, the ledger and practices",
    "empact.analysis": "dates, parties, links, overlaps and everything else that is derived from plans",
    "empact.documents": "documents with their sections, tables and cells, and the builders of those of empact",
    "empact.containers": "workbooks and Word documents of others, opened safely and read",
}


_WITHOUT_HOOK = {
    "kinds of ledger entry": (
        "The exclusion clause counts them, and an entry cannot be taken back: all must know each kind in ten years too",
        "an entry of the kind `account`, `meeting` or `contact`, with its source; a rule that looks for it",
    ),
    "kinds of report, words of a claim, ways in which figures add": (
        "Two authorities that read the same reports have to get the same totals",
        "a document or a command of yours that calculates from `ctx.reports`; `[status_words]` of a project",
    ),
    "kinds of file": (
        "A kind of file is a format with a version that has to stay readable, as `plan/1`",
        "an extension, whose data stands in the file of the plan; a `Reader`, for plans in another format",
    ),
    "markings": (
        "They are facts with an order, and decide what may be released: a plugin could lower them",
        "nothing: an unknown marking ranks above all others, and is reported. Ask for it to be added",
    ),
    "words of the notation": (
        "A text of a plan must not change its meaning with what is installed",
        "a `Party` with other spellings; a `Reader` that writes what `empact` understands",
    ),
    "languages of documents": (
        "A translation is complete, or a document is in two languages; the words change with each version",
        "a document of yours, which has its words itself. A language of the Union is welcome in `empact`",
    ),
    "kinds of chart, of section and of cell": (
        "Every exporter has to write each of them, also those of other plugins",
        "a `Chart` that there is, or a table; a picture in a format of your own, by an `Exporter` that takes plans",
    ),
    "fields of a report, of an operation and of a KPI register": (
        "What is filed is sealed and compared between authorities by its content",
        "the words in `narrative` of a report, or `text` of a figure; data of an extension on the action",
    ),
}
"""What a plugin cannot add: why, and what to do instead."""


def _without_hook() -> Iterator[str]:
    yield from ("## What has no hook", "")
    yield from ("Some things are the same for everybody, whatever is installed:", "")
    yield from ("| No plugin adds | Why | Instead |", "|---|---|---|")
    yield from (f"| {what} | {why}. | {instead}. |" for what, (why, instead) in _WITHOUT_HOOK.items())
    yield ""


def _names() -> Iterator[str]:
    yield from (
        "## Imports of a plugin",
        "",
        "A plugin imports from seven packages, and from no other module of `empact`:",
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
    yield from ("The [Python API](../reference/api/index.md) describes each name.", "")


def write_page(app: Sphinx) -> None:
    """Write the page of the hooks."""
    lines = [_HEAD, *_table(), "", *(line for hook in HOOKS for line in _page(hook)), *_without_hook(), *_names()]
    write(app.srcdir / "plugins" / "hooks.md", "\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True}
