"""Read the names of other plans in a cell of links: "OAP THB", "priorities B and F", "Environmental crime:"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from empact.grammar.language import language
from empact.grammar.link_tokens import PARTS, PLANS, SEPARATORS, Kind, Token
from empact.model.links import PLAN_NAME
from empact.values import value

_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_LONGEST = 16
"""The most words and commas of a name."""
_IN_A_NAME = frozenset({Kind.WORD, Kind.NUMBERED, Kind.COMMA, Kind.EACH, Kind.WITHIN})


@value(kw_only=True)
class Names:
    """The names of plans in a cell of links."""

    names: tuple[str, ...]
    """The names as written, without their mark."""
    end: int
    """The index of the token behind them."""
    bare: bool = False
    """Whether they have no mark: only words, without "OAP" or "priority"."""
    needs_number: bool = False
    """Whether they need a number behind them to be the name of a plan."""
    compact: bool = False
    """Whether the only number of the plan stands directly behind its colon."""


def is_year(token: Token) -> bool:
    """Check whether a token is a year."""
    return token.kind is Kind.NUMBER and _YEAR.fullmatch(token.words) is not None


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(language().pattern("links", name), re.IGNORECASE)


def _kind(found: Sequence[Token], at: int) -> Kind | None:
    return found[at].kind if at < len(found) else None


def _name(found: Sequence[Token], text: str) -> str | None:
    """Return the name that tokens spell, or None if they do not: a name has a letter, and is not "other"."""
    if not found or found[0].kind not in {Kind.WORD, Kind.NUMBERED}:
        return None
    words = " ".join(text[found[0].start : found[-1].end].split())
    has_letter = any(character.isalpha() for character in words)
    vague = _pattern("vague_plans").match(words) or _pattern("not_plans").fullmatch(words.rpartition(" ")[2])
    return words if has_letter and not vague and PLAN_NAME.fullmatch(words) else None


def _run(found: Sequence[Token], at: int) -> int:
    """Return the end of the words of a name; its year belongs to it."""
    end = at
    last = min(len(found), at + _LONGEST)
    while end < last and (found[end].kind in _IN_A_NAME or (end > at and is_year(found[end]))):
        end += 1
        if is_year(found[end - 1]):
            break
    last_each = max((index for index in range(at, end) if found[index].kind is Kind.EACH), default=at)
    comma = next((index for index in range(at, end) if found[index].kind is Kind.COMMA), end)
    if comma > last_each:  # commas are part of a name only before an "and": "cannabis, cocaine and heroin"
        end = comma
    while end > at and found[end - 1].kind in {*SEPARATORS, Kind.WITHIN}:
        end -= 1
    return end


def plans_behind(found: Sequence[Token], at: int, text: str) -> Names | None:
    """Return the plans that a mark and what follows it name; None if there is no mark or no sure name."""
    mark = _kind(found, at)
    if mark is Kind.PRIORITY:
        return _priorities(found, at + 1, text)
    if mark not in PLANS:
        return None
    at += 1
    if _kind(found, at) is Kind.RANGE and found[at].words in "-–—":
        at += 1
    while at < len(found) and _pattern("of_plan").fullmatch(found[at].words):
        at += 1
    if _kind(found, at) is Kind.PRIORITY:
        return _priorities(found, at + 1, text)
    end = _run(found, at)
    if _kind(found, end) is Kind.SLASH:
        return None
    if mark is Kind.PLANS:
        names = _several(found, at, end, text)
        return None if names is None else Names(names=names, end=end)
    name = _name(found[at:end], text)
    return None if name is None else Names(names=(name,), end=end)


def _several(found: Sequence[Token], at: int, end: int, text: str) -> tuple[str, ...] | None:
    names: list[str] = []
    start = at
    for index in range(at, end + 1):
        if index == end or found[index].kind in SEPARATORS:
            if index > start:
                name = _name(found[start:index], text)
                if name is None:
                    return None
                names.append(name)
            start = index + 1
    return tuple(names) or None


def _priorities(found: Sequence[Token], at: int, text: str) -> Names | None:
    """Return the priorities that letters name, "B and F", or the one that a name names."""
    letters: list[str] = []
    end = at
    while _kind(found, at) is Kind.WORD and len(found[at].words) == 1 and found[at].words.isalpha():
        letters.append(found[at].words.upper())
        end = at + 1
        closed = end + 2 < len(found) and found[end].kind is Kind.OPEN
        if closed:  # "priority F (THB)": the letter and the name have to agree
            close = next((index for index in range(end, len(found)) if found[index].kind is Kind.CLOSE), None)
            name = None if close is None else _name(found[end + 1 : close], text)
            if close is None or name is None or any(token.kind in PARTS for token in found[end:close]):
                break
            letters[-1] = f"{letters[-1]} ({name})"
            end = close + 1
        at = end
        while _kind(found, at) in SEPARATORS:
            at += 1
        if at == end:
            break
        at += _kind(found, at) is Kind.PRIORITY
    if letters:
        return None if _kind(found, end) in {Kind.RANGE, Kind.SLASH} else Names(names=tuple(letters), end=end)
    end = _run(found, at)
    name = _name(found[at:end], text)
    return None if name is None or _kind(found, end) is Kind.SLASH else Names(names=(name,), end=end)


def name_behind(found: Sequence[Token], at: int, text: str, *, seen: bool) -> Names | None:
    """Return the plan that words without a mark name, because of what follows them; with ``seen``, in any case."""
    words = at
    last = min(len(found), at + _LONGEST)
    while words < last and (
        found[words].kind in {Kind.WORD, Kind.WITHIN, Kind.NUMBERED} or (words > at and found[words].kind is Kind.EACH)
    ):
        words += 1
    run = _run(found, at)
    if _kind(found, run) is Kind.COLON:  # any words name a plan before a colon
        name = _name(found[at:run], text)
        compact = run + 1 < len(found) and found[run + 1].start == found[run].end
        return None if name is None else Names(names=(name,), end=run, compact=compact)
    while words > at and found[words - 1].kind in {Kind.EACH, Kind.WITHIN}:
        words -= 1
    name = _name(found[at:words], text)
    if name is None or len(name) == 1 or not _is_capitalised(found[at:words]):
        return None
    if _kind(found, words) is Kind.PLAN:  # "THB OAP (2.1)"
        return Names(names=(name,), end=words + 1)
    if words < len(found) and is_year(found[words]):
        name, words = f"{name} {found[words].words}", words + 1
    return Names(names=(name,), end=words, bare=True, needs_number=not seen)


def _is_capitalised(found: Sequence[Token]) -> bool:
    words = [token.words for token in found if token.kind in {Kind.WORD, Kind.NUMBERED}]
    return words[0][0].isupper() and all(word[0].isupper() or len(words) > 1 for word in words)
