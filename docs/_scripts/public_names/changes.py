"""Changes of public names since the last release, and what the changelog does not say about them.

``tests/api/released/`` has the descriptions of the last release (before the first one, those from which changes count),
so nothing here needs the history of the repository.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_API = "EMPACT_API"
_DEF = re.compile(r"(?:async )?def (\w+)")
_FIELD = re.compile(r"(\w+)(?=[ :]|$)")


class Change(NamedTuple):
    """A public name, or a part of one (a field, a method, a parameter), that is not as in the last release."""

    package: str
    name: str
    """``Rule.group`` for a field or a method, ``Session.load(format)`` for a parameter."""
    old: str | None
    """Its description in the last release; None if it is new."""
    new: str | None
    """Its description now; None if it was removed."""

    @property
    def breaks(self) -> bool:
        """Whether a program that uses the last release has to change: nothing does for what is only added."""
        required = self.name.endswith(")") and self.new is not None and " = " not in self.new and "*" not in self.new
        return self.old is not None or required

    @property
    def word(self) -> str:
        """The word that the changelog has to contain."""
        return re.split(r"[.(]", self.name.rstrip(")"))[-1]

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.package}: {self.name} is new: {self.new}"
        if self.new is None:
            return f"{self.package}: {self.name} was removed: {self.old}"
        return f"{self.package}: {self.name} was {self.old}, is {self.new}"


def changes(package: str, old: str, new: str) -> list[Change]:
    """Return what changed between two descriptions of a package."""
    before, after = entries(old), entries(new)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [
        Change(package, name, before.get(name), after.get(name))
        for name in names
        if not _is_part_of(name, names, before, after)
    ]


def _is_part_of(name: str, names: list[str], *descriptions: Mapping[str, str]) -> bool:
    """Whether a part is new, or was removed, together with its whole."""
    whole = re.match(r"(.+?)[.(]", name)
    return whole is not None and whole[1] in names and any(whole[1] not in entries for entries in descriptions)


def missing(found: list[Change], changelog: str) -> list[str]:
    """Return what the changelog does not say about the changes, each as what to write where.

    Before the first release, what is added needs no line. From 1.0 on, what breaks a program needs a new API number.
    """
    versions = [int(major) for major in re.findall(r"^## \[(\d+)\.", changelog, re.MULTILINE)]
    unreleased = re.search(r"^## \[Unreleased\]$(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    section = "" if unreleased is None else unreleased[1]
    words = {word for span in re.findall(r"`+([^`]+)`+", section) for word in re.findall(r"\w+", span)}
    said = [
        f"{change}\n    Write a line with `{change.word}` under [Unreleased] in CHANGELOG.md: what users write now."
        for change in found
        if change.word not in words and (versions or change.breaks)
    ]
    breaking = [change for change in found if change.breaks]
    if max(versions, default=0) >= 1 and breaking and not any(change.name == _API for change in found):
        named = "\n    ".join(map(str, breaking))
        said.append(f"Within one {_API}, things are only added. Raise it in hooks/loaded.py, or undo:\n    {named}")
    return said


def entries(text: str) -> dict[str, str]:
    """Return the parts of a description: ``Rule``, ``Rule.group``, ``Session.load``, ``Session.load(format)``."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(_entries(lines, ""))


def _entries(lines: list[str], owner: str) -> Iterator[tuple[str, str]]:
    functions: dict[str, list[list[str]]] = {}
    kind = ""
    for block in _blocks(lines):
        definition = next((line for line in block if _DEF.match(line)), None)
        if block[0] == "*":
            kind = "  (keyword)"
        elif block[0].startswith("class "):
            name = re.split(r"\W", block[0].removeprefix("class "))[0]
            yield owner + name, block[0]
            yield from _entries([line[4:] for line in block[1:]], f"{owner}{name}.")
        elif definition is not None:
            name = _DEF.findall(definition)[0]
            functions.setdefault(name, []).append(block)
        elif (field := _FIELD.match(block[0])) is not None:
            yield owner + field[1], "\n".join(block).removeprefix(field[1]).lstrip(": ") + kind
    for name, blocks in functions.items():
        if len(blocks) > 1:  # overloads: what a call may be is in all of them together
            yield owner + name, "\n".join(line for block in blocks for line in block)
        else:
            yield from _function(owner + name, blocks[0])


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each name: those that are indented, close a bracket or follow a decorator belong to it."""
    block: list[str] = []
    for line in lines:
        belongs = line[0] in " )]}" or (block and block[-1].startswith("@"))
        if block and not belongs:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _function(name: str, block: list[str]) -> Iterator[tuple[str, str]]:
    node = ast.parse("\n".join(block) + ": ...").body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)  # noqa: S101 - type checkers accept nothing else
    decorators = "".join(f"@{ast.unparse(decorator)} " for decorator in node.decorator_list)
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    yield name, f"{decorators}{keyword}{f' -> {ast.unparse(node.returns)}' if node.returns else ''}"
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + [*arguments.defaults]
    for place, (argument, default) in enumerate(zip(positional, defaults, strict=True), 1):
        kind = "positional only" if argument in arguments.posonlyargs else "positional"
        yield f"{name}({argument.arg})", f"{_parameter(argument, default)}  ({kind}, {place})"
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield f"{name}({argument.arg})", f"{_parameter(argument, default)}  (keyword)"
    for star, several in (("*", arguments.vararg), ("**", arguments.kwarg)):
        if several is not None:
            yield f"{name}({several.arg})", star + _parameter(several, None)


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    typed = argument.arg if argument.annotation is None else f"{argument.arg}: {ast.unparse(argument.annotation)}"
    return typed if default is None else f"{typed} = {ast.unparse(default)}"
