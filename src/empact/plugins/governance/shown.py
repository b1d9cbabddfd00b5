"""How these commands print: wrapped to the terminal, as text that commands none, or as JSON."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from empact.hooks import Statement, printable, printable_json

_NARROW, _WIDE = 60, 120


def say(lines: Iterable[str]) -> None:
    """Print lines of text."""
    click.echo("\n".join(printable(line) for line in lines))


def complain(message: str) -> None:
    """Tell in one line, beside the output, what there is to say of the call."""
    click.echo(printable(f"empact: {message}"), err=True)


def say_json(tree: Mapping[str, Any]) -> None:
    """Print a document for programs; an output that is not in UTF-8 gets ASCII alone."""
    encoding = sys.stdout.encoding.lower().replace("-", "")
    click.echo(printable_json(json.dumps(tree, indent=2, ensure_ascii=encoding != "utf8")))


def room() -> int:
    """The columns to fill: those of the terminal within reason, 100 in a pipe."""
    return max(_NARROW, min(shutil.get_terminal_size((100, 24)).columns, _WIDE))


def wrapped(text: str, start: str = "", indent: str | None = None) -> str:
    """One paragraph, wrapped to the terminal within reason."""
    beneath = " " * len(start) if indent is None else indent
    return textwrap.fill(
        text,
        room(),
        initial_indent=start,
        subsequent_indent=beneath,
        break_on_hyphens=False,
        break_long_words=False,
    )


def statements(heading: str, found: Iterable[Statement], nothing: str | None = None) -> Iterator[str]:
    """Sentences under a heading, each with what it rests on; ``nothing`` is said where there are none."""
    found = list(found)
    if not found and nothing is None:
        return
    yield ""
    yield heading
    if not found:
        yield wrapped(nothing or "", "  ")
    for one in found:
        yield wrapped(one.text, "  - ")
        yield wrapped(f"[{'; '.join(one.traces)}]", "    ")


def tree(statement: Statement) -> dict[str, Any]:
    """A sentence as a document for programs has it."""
    parts = {
        "text": statement.text,
        "entries": list(statement.entries),
        "stated": [str(anchor) for anchor in statement.stated],
        "at": list(statement.at),
        "source": statement.source,
    }
    return {key: value for key, value in parts.items() if value}
