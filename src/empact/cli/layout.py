"""How texts and lists look, on a terminal and in a pipe."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from empact.diagnostics import Diagnostic, Kind
from empact.model import Plan, Prose

_NARROW, _WIDE = 60, 120


def width() -> int:
    """The columns to fill: those of the terminal within reason, 100 in a pipe."""
    return max(_NARROW, min(shutil.get_terminal_size((100, 24)).columns, _WIDE))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under a head; the last column wraps beneath itself."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head) - 1)]
    indent = sum(widths) + 2 * len(widths)
    return "\n".join(_row(line, widths, indent) for line in lines)


def _row(line: Sequence[str], widths: Sequence[int], indent: int) -> str:
    start = "".join(f"{cell:<{size}}  " for cell, size in zip(line[:-1], widths, strict=True))
    return wrapped(line[-1], start, " " * indent).rstrip()


def wrapped(text: str, start: str = "", indent: str = "") -> str:
    """One paragraph, wrapped to the width; ``start`` stands even where there is no text behind it."""
    room = max(width(), len(indent) + 30)
    lines = textwrap.fill(
        text, room, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    return lines or start.rstrip()


def complaints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """What the plugins did wrong, each with what to do beneath."""
    for one in diagnostics:
        yield wrapped(f"{one.severity} {one.code} {one.name}: {one.message}", indent="    ")
        if one.hint:
            yield wrapped(one.hint, "    ", "    ")


def kind_page(kind: Kind, origin: str) -> str:
    """What a rule, or a kind of finding that empact itself tells, is: for people."""
    head = f"{kind.code} {kind.name} ({kind.severity}, from {origin})"
    return "\n\n".join((head, *map(wrapped, Prose(text=kind.doc).paragraphs)))


def title(plan: Plan) -> str:
    """The id and the title of a plan."""
    return wrapped(f"{plan.id}  {' '.join((plan.title or '').split())}".rstrip())
