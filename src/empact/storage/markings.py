"""Which files count as marked, so that no error quotes them: those of marked plans, and where that is not known."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from empact.arguments import objects
from empact.syntax.raw import is_list, is_mapping

if TYPE_CHECKING:
    from empact.model import Plan

Markings = Mapping[str, str | None]
"""The printed markings of the plans that a call knows, by the id of the plan; None for a plan without one."""
UNKNOWN: Markings = MappingProxyType({})
"""No plan is known, so every record counts as marked."""


def markings_of(plans: Iterable[Plan]) -> Markings:
    """Return the printed markings of plans. Of two plans with one id, a marking of one counts for both.

    A plan that is declassified declassifies no record, so its status today does not count.
    """
    markings: dict[str, str | None] = {}
    from empact.model import Plan  # a session does without the model until it reads

    for plan in objects("plans", "a list of plans", Plan, plans):
        markings[plan.id] = plan.marking or markings.get(plan.id)
    return markings


def is_marked(plans: Iterable[str], markings: Markings) -> bool:
    """Return whether a record about these plans counts as marked: one is marked or not known, or there is none."""
    named = set(plans)
    return not named or any(plan not in markings or markings[plan] is not None for plan in named)


def plans_named(tree: object, text: str | None = None) -> Iterator[str]:
    """Yield the ids of the plans that a record is about: of its ``plan``, or of its ``actions``.

    Of a record that cannot be parsed, which has no tree, the text is searched for the key.
    """
    if tree is None and text is not None:
        yield from re.findall(_PLAN, _unescaped(text))
    if not is_mapping(tree):
        return
    if "plan" in tree:
        yield str(tree["plan"])
        return
    for key, value in tree.items():
        if key == "actions":
            yield from (word.partition(":")[0].strip() for word in texts(value) if ":" in word)
        else:
            yield from (plan for item in (value if is_list(value) else ()) for plan in plans_named(item))


def texts(value: object) -> Iterator[str]:
    """Yield the texts in a value of a file, without the keys of mappings."""
    if is_list(value):
        for item in value:
            yield from texts(item)
    elif is_mapping(value):
        yield from texts(list(value.values()))
    elif value is not None:
        yield str(value).strip()


def keys(value: object) -> Iterator[str]:
    """Yield the keys of all mappings in a value of a file."""
    if is_list(value):
        for item in value:
            yield from keys(item)
    elif is_mapping(value):
        yield from map(str, value)
        yield from keys(list(value.values()))


# What the text of a file shows that cannot be read

_PLAN = r"""(?i)\bplan["']?\s*:\s*["']?([^\s"',}]+)"""
"""The key of the plan of a record, and its id."""

_MARKING = r"""(?imx)(?:^|[{,])\s*["']?marking["']?[ \t]*:[ \t]*(?:\#[^\n]*)?
    (?:\[\s*([^\]\n]*) | \s*\n((?:\s*-[ \t][^\n]*)+) | (?:\s*\n[ \t]+)?["']?([^"'\n\#,}]+))"""
"""The key of a marking, and its value: a list in brackets, a list of lines that begin with a hyphen, or a text."""
_ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|U([0-9A-Fa-f]{8})|\r?\n[ \t]*)"
"""An escape of YAML or JSON for a letter, or for a line that goes on."""
_LETTERS = "mark"
"""A file that cannot be read and has these letters counts as marked: there are many ways to write the key."""
_WORD = re.compile(r"\w+")
_MOST = 0x10FFFF


def marking_of(tree: object, text: str | None) -> str | None:
    """Return the marking of a file that is not a valid plan, also below a key with other capitals.

    Of a file that cannot be parsed, which has no tree, the text is searched.
    """
    marks: Iterable[str] = ()
    if is_mapping(tree):
        marks = (mark for key, value in tree.items() if str(key).casefold() == "marking" for mark in texts(value))
    elif tree is None and text is not None and (match := re.search(_MARKING, _unescaped(text))) is not None:
        value = next(filter(None, match.groups()), "")
        marks = (mark.strip(" \t\r-\"'") for mark in re.split(r"[,\n]", value))
    return "; ".join(dict.fromkeys(filter(None, marks))) or None


def shows_marking(data: bytes, text: str | None, tree: object) -> bool:
    """Return whether a plan that cannot be read counts as marked: its text has the letters "mark", or a level.

    A file whose text nobody knows counts as marked: a reader that reads no text stopped.
    """
    known = text if text is not None else _decoded(data)
    if known is None:
        return True
    words = _small(" ".join((_unescaped(known), *keys(tree), *texts(tree))))
    if _LETTERS in words:
        return True
    written = _WORD.findall(words)
    different = set(written)
    levels = [level for level in _levels() if different.issuperset(level)]  # few texts have all words of one
    spaced = f" {' '.join(written)} " if levels else ""
    return any(f" {' '.join(level)} " in spaced for level in levels)


def _decoded(data: bytes) -> str | None:
    """Return the text of a file in an encoding that is not read; None for what is not text."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "latin-1", "replace")
    return None if "\0" in text else text


@functools.cache
def _levels() -> tuple[list[str], ...]:
    """Return the words of every marking of the reference data, in small letters."""
    from empact.reference.markings import known_markings, national_markings  # only for files that cannot be read

    names = [name for known in known_markings() for name in known.names]
    names += [national.name for national in national_markings()]
    return tuple(_WORD.findall(_small(name)) for name in names)


def _small(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _unescaped(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        digits = next(filter(None, match.groups()), None)
        return "" if digits is None or int(digits, 16) > _MOST else chr(int(digits, 16))

    return re.sub(_ESCAPE, letter, text)
