"""The format ``lines``: a line for each key of a plan, with its value as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import MALFORMED
from empact.documents import file_stem
from empact.hooks import Artifact, ExportContext, Places, RawDocument, ReadContext, Spot, Unreadable

_HEAD = "# lines/1"


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a plan; the marking is one of its keys."""
    lines = [_HEAD, *(f"{key}\t{json.dumps(value)}" for key, value in ctx.tree(plan).items())]
    yield Artifact(f"{file_stem(plan.id)}.lines", "\n".join(lines).encode())


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read a plan."""
    text = ctx.text(data)
    head, *lines = text.split("\n")
    if head != _HEAD:
        ctx.report(MALFORMED, "The file does not start with '# lines/1'.", ctx.at(1, 1), hint="Write it there.")
        raise Unreadable
    tree: dict[str, object] = {}
    for number, line in enumerate(lines, 2):
        key, tab, value = line.partition("\t")
        if not tab or key in tree:
            ctx.report(MALFORMED, f"Line {number} is not a new key, a tab and a value.", ctx.at(number, 1))
            raise Unreadable
        try:
            tree[key] = json.loads(value)
        except (ValueError, RecursionError):
            ctx.report(MALFORMED, f"The value in line {number} is not JSON.", ctx.at(number, len(key) + 2))
            raise Unreadable from None
    return RawDocument(tree, Places(text, ctx.file, locate).of_value)


def locate(text: str) -> Spot:
    """Return the place of each line."""
    inside: dict[str, Spot] = {}
    at = 0
    for line in text.split("\n"):
        key, tab, _ = line.partition("\t")
        if tab:
            inside[key] = Spot(at + len(key) + 1, at)
        at += len(line) + 1
    return Spot(0, None, inside)
