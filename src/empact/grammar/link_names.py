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


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if at < len(tokens) else None


def _name(tokens: Sequence[Token], text: str) -> str | None:
    """Return the name that tokens spell, or None if they do not: a name has a letter, and is not "other"."""
    if not tokens or tokens[0].kind not in {Kind.WORD, Kind.NUMBERED}:
        return None
    words = " ".join(text[tokens[0].start : tokens[-1].end].split())
    has_letter = any(character.isalpha() for character in words)
    vague = _pattern("vague_plans").match(words) or _pattern("not_plans").fullmatch(words.rpartition(" ")[2])
    return words if has_letter and not vague and PLAN_NAME.fullmatch(words) else None


def _run(tokens: Sequence[Token], at: int) -> int:
    """Return the end of the words of a name; its year belongs to it."""
    end = at
    last = min(len(tokens), at + _LONGEST)
    while end < last and (tokens[end].kind in _IN_A_NAME or (end > at and is_year(tokens[end]))):
        end += 1
        if is_year(tokens[end - 1]):
            break
    last_each = max((index for index in range(at, end) if tokens[index].kind is Kind.EACH), default=at)
    comma = next((index for index in range(at, end) if tokens[index].kind is Kind.COMMA), end)
    if comma > last_each:  # commas are part of a name only before an "and": "cannabis, cocaine and heroin"
        end = comma
    while end > at and tokens[end - 1].kind in {*SEPARATORS, Kind.WITHIN}:
        end -= 1
    return end


def plans_behind(tokens: Sequence[Token], at: int, text: str) -> Names | None:
    """Return the plans that a mark and what follows it name; None if there is no mark or no sure name."""
    mark = _kind(tokens, at)
    if mark is Kind.PRIORITY:
        return _priorities(tokens, at + 1, text)
    if mark not in PLANS:
        return None
    at += 1
    if _kind(tokens, at) is Kind.RANGE and tokens[at].words in "-–—":
        at += 1
    while at < len(tokens) and _pattern("of_plan").fullmatch(tokens[at].words):
        at += 1
    if _kind(tokens, at) is Kind.PRIORITY:
        return _priorities(tokens, at + 1, text)
    end = _run(tokens, at)
    if _kind(tokens, end) is Kind.SLASH:
        return None
    if mark is Kind.PLANS:
        names = _several(tokens, at, end, text)
        return None if names is None else Names(names=names, end=end)
    name = _name(tokens[at:end], text)
    return None if name is None else Names(names=(name,), end=end)


def _several(tokens: Sequence[Token], at: int, end: int, text: str) -> tuple[str, ...] | None:
    names: list[str] = []
    start = at
    for index in range(at, end + 1):
        if index == end or tokens[index].kind in SEPARATORS:
            if index > start:
                name = _name(tokens[start:index], text)
                if name is None:
                    return None
                names.append(name)
            start = index + 1
    return tuple(names) or None


def _priorities(tokens: Sequence[Token], at: int, text: str) -> Names | None:
    """Return the priorities that letters name, "B and F", or the one that a name names."""
    letters: list[str] = []
    end = at
    while _kind(tokens, at) is Kind.WORD and len(tokens[at].words) == 1 and tokens[at].words.isalpha():
        letters.append(tokens[at].words.upper())
        end = at + 1
        closed = end + 2 < len(tokens) and tokens[end].kind is Kind.OPEN
        if closed:  # "priority F (THB)": the letter and the name have to agree
            close = next((index for index in range(end, len(tokens)) if tokens[index].kind is Kind.CLOSE), None)
            name = None if close is None else _name(tokens[end + 1 : close], text)
            if close is None or name is None or any(token.kind in PARTS for token in tokens[end:close]):
                break
            letters[-1] = f"{letters[-1]} ({name})"
            end = close + 1
        at = end
        while _kind(tokens, at) in SEPARATORS:
            at += 1
        if at == end:
            break
        at += _kind(tokens, at) is Kind.PRIORITY
    if letters:
        return None if _kind(tokens, end) in {Kind.RANGE, Kind.SLASH} else Names(names=tuple(letters), end=end)
    end = _run(tokens, at)
    name = _name(tokens[at:end], text)
    return None if name is None or _kind(tokens, end) is Kind.SLASH else Names(names=(name,), end=end)


def name_behind(tokens: Sequence[Token], at: int, text: str, *, seen: bool) -> Names | None:
    """Return the plan that words without a mark name, because of what follows them; with ``seen``, in any case."""
    words = at
    last = min(len(tokens), at + _LONGEST)
    while words < last and (
        tokens[words].kind in {Kind.WORD, Kind.WITHIN, Kind.NUMBERED}
        or (words > at and tokens[words].kind is Kind.EACH)
    ):
        words += 1
    run = _run(tokens, at)
    if _kind(tokens, run) is Kind.COLON:  # any words name a plan before a colon
        name = _name(tokens[at:run], text)
        compact = run + 1 < len(tokens) and tokens[run + 1].start == tokens[run].end
        return None if name is None else Names(names=(name,), end=run, compact=compact)
    while words > at and tokens[words - 1].kind in {Kind.EACH, Kind.WITHIN}:
        words -= 1
    name = _name(tokens[at:words], text)
    if name is None or len(name) == 1 or not _is_capitalised(tokens[at:words]):
        return None
    if _kind(tokens, words) is Kind.PLAN:  # "THB OAP (2.1)"
        return Names(names=(name,), end=words + 1)
    if words < len(tokens) and is_year(tokens[words]):
        name, words = f"{name} {tokens[words].words}", words + 1
    return Names(names=(name,), end=words, bare=True, needs_number=not seen)


def _is_capitalised(tokens: Sequence[Token]) -> bool:
    words = [token.words for token in tokens if token.kind in {Kind.WORD, Kind.NUMBERED}]
    return words[0][0].isupper() and all(word[0].isupper() or len(words) > 1 for word in words)
