"""All patterns of the program, and for each the pieces of text that could make it slow if they are repeated.

`python -m tests.support.patterns` prints the pieces as JSON. It needs a process of its own: a pattern is seen when it
is compiled, and that is done once.
"""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

c: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
LONGEST = 40
_MANY = 20
_CHARACTERS = "a1 -.,;:/()[]\"'\n\tAxé&_%<>=+*\\#@|^?!~"
_SAMPLES = {c.CATEGORY_DIGIT: "1", c.CATEGORY_SPACE: " ", c.CATEGORY_WORD: "a"}


def main() -> None:
    """Print the pieces of the patterns of all modules."""
    seen: set[str] = set()
    compiled: Callable[..., Any] = vars(re)["_compile"]

    def record(pattern: Any, flags: Any) -> Any:
        if "empact" in sys._getframe(2).f_code.co_filename or "functools" in sys._getframe(2).f_code.co_filename:
            seen.add(pattern.decode("latin-1") if isinstance(pattern, bytes) else getattr(pattern, "pattern", pattern))
        return compiled(pattern, flags)

    pytest.MonkeyPatch().setattr(re, "_compile", record)
    _compile_all()
    listed = dict.fromkeys(piece for pattern in sorted(seen) for piece in pieces(pattern))
    sys.stdout.write(json.dumps(list(listed)))


def _compile_all() -> None:
    """Import all modules, and call the functions without parameters that keep what they compile."""
    package = importlib.import_module("empact")
    for listed in pkgutil.walk_packages(package.__path__, "empact."):
        if "__main__" not in listed.name:
            importlib.import_module(listed.name)
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("empact") else ():
            is_own = isinstance(value, functools._lru_cache_wrapper) and value.__module__ == name
            if is_own and not inspect.signature(value).parameters:
                value()
    lazy = importlib.import_module("empact.grammar.lazy_patterns").LazyPatterns
    for group in [value for value in gc.get_objects() if isinstance(value, lazy)]:
        for name in group._sources:
            getattr(group, name)


def pieces(pattern: str) -> Iterator[str]:
    """Return what the repeated parts of a pattern match, alone and behind what stands before them."""
    try:
        tree = parser.parse(pattern)
    except re.error:  # a pattern for which the flags matter
        tree = parser.parse(pattern, re.VERBOSE)
    yield from (piece for piece in _pieces(tree, "") if 0 < len(piece) <= LONGEST)


def _pieces(tree: Any, before: str) -> Iterator[str]:
    for op, value in tree:
        if op in {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}:
            if value[1] > _MANY:
                for piece in _alternatives(value[2]):
                    yield piece
                    yield before + piece
            yield from _pieces(value[2], before)
        elif op is c.SUBPATTERN:
            yield from _pieces(value[3], before)
        elif op is c.ATOMIC_GROUP:
            yield from _pieces(value, before)
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from _pieces(branch, before)
        elif op in {c.ASSERT, c.ASSERT_NOT}:
            yield from _pieces(value[1], before)
        before = (before + _text([(op, value)]))[-LONGEST:]


def _alternatives(tree: Any) -> list[str]:
    if len(tree) == 1 and tree[0][0] is c.IN:
        return _of_set(tree[0][1])[:5]
    return [_text(tree)]


def _text(tree: Any) -> str:
    """Return a short text that a pattern matches, or nearly so: what stands around does not count."""
    text = ""
    for op, value in tree:
        if op is c.LITERAL:
            text += chr(value)
        elif op in {c.NOT_LITERAL, c.ANY}:
            text += "x"
        elif op is c.IN:
            text += (_of_set(value) or [""])[0]
        elif op in {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}:
            text += _text(value[2]) * value[0]
        elif op is c.SUBPATTERN:
            text += _text(value[3])
        elif op is c.ATOMIC_GROUP:
            text += _text(value)
        elif op is c.BRANCH:
            text += _text(value[1][0])
    return text


def _of_set(items: Any) -> list[str]:
    """Return characters of a set such as ``[a-z ]`` or ``[^,]``."""
    if items[0][0] is c.NEGATE:
        return [character for character in _CHARACTERS if not any(_has(item, character) for item in items[1:])]
    characters: list[str] = []
    for op, value in items:
        if op is c.LITERAL:
            characters.append(chr(value))
        elif op is c.RANGE:
            characters.append(chr(value[0]))
        elif op is c.CATEGORY:
            characters.append(_SAMPLES.get(value, "-"))
    return characters


def _has(item: Any, character: str) -> bool:
    op, value = item
    if op is c.LITERAL:
        return bool(ord(character) == value)
    if op is c.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return re.fullmatch(f"\\{_LETTERS[value]}", character) is not None


_LETTERS = {
    c.CATEGORY_DIGIT: "d",
    c.CATEGORY_NOT_DIGIT: "D",
    c.CATEGORY_SPACE: "s",
    c.CATEGORY_NOT_SPACE: "S",
    c.CATEGORY_WORD: "w",
    c.CATEGORY_NOT_WORD: "W",
}

if __name__ == "__main__":
    main()
