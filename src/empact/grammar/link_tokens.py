"""Split a cell of links into tokens: marks of goals, actions and plans, numbers, separators and words."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable, Iterator

import attrs

from empact.grammar.language import language
from empact.values import value


class Kind(enum.Enum):
    """The kind of a token."""

    COMMON = "common"
    GOAL = "goal"
    ACTION = "action"
    PLAN = "plan"
    PLANS = "plans"
    PRIORITY = "priority"
    OWN = "own"
    ALL = "all"
    EXCEPT = "except"
    SEE = "see"
    BESIDE = "beside"
    WITHIN = "within"
    FILLER = "filler"
    NUMBER = "number"
    NUMBERED = "numbered"
    COMMA = "comma"
    EACH = "each"
    SLASH = "slash"
    RANGE = "range"
    COLON = "colon"
    OPEN = "open"
    CLOSE = "close"
    WORD = "word"


SEPARATORS = frozenset({Kind.COMMA, Kind.EACH})
PARTS = frozenset({Kind.COMMON, Kind.GOAL, Kind.ACTION})
"""The marks of a part of a plan."""
PLANS = frozenset({Kind.PLAN, Kind.PLANS, Kind.PRIORITY})
"""The marks of a plan."""


@value
class Token:
    """A token of a cell of links."""

    kind: Kind
    """The kind of token."""
    words: str
    """The token as written."""
    start: int
    """The offset of its first character in the text, counted from 0."""
    end: int
    """The offset behind its last character."""

    @property
    def dotted(self) -> bool:
        """Whether it is a number with a dot, which only actions have."""
        return "." in self.words


def _words(*paths: str, behind: str) -> str:
    """Return a pattern for the spellings of a list, which start a word and go on with what ``behind`` allows."""
    spellings = language().spellings(*paths)
    return rf"(?<!\w)(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', r' +') for word in spellings)}){behind}"


@functools.cache
def _pattern() -> re.Pattern[str]:
    mark = r"(?![^\W\d_])(?!-\w)"  # "SG1" has a mark; "SGX" and "OA-1a" do not
    whole = r"(?!\w)"
    before_a_number = r"(?=\s?\d)"
    parts = "|".join(_words("links", kind, behind="") for kind in ("common", "goals", "actions"))  # "SG 1-SG 3"
    kinds = {
        Kind.COMMON: _words("links", "common", behind=mark),
        Kind.GOAL: _words("links", "goals", behind=mark),
        Kind.ACTION: "|".join(
            (
                _words("links", "actions", behind=mark),
                _words("links", "dotted", behind=r"(?=\s?\d+\.\d)"),
                r"(?<!\w)(?-i:A)(?=\s\d+\.\d)",
            )
        ),
        Kind.PRIORITY: _words("links", "priority", behind=whole),
        Kind.PLANS: _words("links", "plans", behind=whole),
        Kind.PLAN: _words("links", "plan", behind=whole),
        Kind.EXCEPT: _words("links", "except", behind=whole),
        Kind.SEE: _words("links", "see", behind=r"(?!\w)"),
        Kind.BESIDE: _words("links", "beside", behind=whole),
        Kind.OWN: _words("links", "own", behind=whole),
        Kind.ALL: _words("links", "all", behind=whole),
        Kind.WITHIN: _words("links", "in", behind=whole),
        Kind.FILLER: _words("links", "number", behind=before_a_number),
        Kind.EACH: rf"{language().pattern('separators', 'each')}|&|\+",
        Kind.RANGE: rf"\.\.+|[-–—]|{language().pattern('separators', 'span')}",
        Kind.COMMA: ",",
        Kind.SLASH: "/",
        Kind.COLON: ":",
        Kind.OPEN: r"\(",
        Kind.CLOSE: r"\)",
        Kind.NUMBER: rf"\d+(?:\.\d+)*(?!\.?\w)(?![-–—](?!{parts})[^\W\d_])",
        Kind.WORD: r"[^\s,:;/()&+]+",
    }
    return re.compile("|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in kinds.items()), re.IGNORECASE)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text; a slash before a mark is a separator, as in ``SG 1 / SG 2``."""
    return tuple(_separated(list(_tokens(text))))


def _tokens(text: str) -> Iterator[Token]:
    for match in _pattern().finditer(text):
        kind, words, end = Kind(str(match.lastgroup)), match[0], match.end()
        if kind is Kind.WORD:
            bare = words.rstrip(".")
            words, end = (bare, end - len(words) + len(bare)) if bare else (words, end)
            if any(character.isdigit() for character in words):
                kind = Kind.NUMBERED
        yield Token(kind, words, match.start(), end)


def _separated(raw_tokens: list[Token]) -> Iterable[Token]:
    for index, token in enumerate(raw_tokens):
        following = raw_tokens[index + 1].kind if index + 1 < len(raw_tokens) else None
        if token.kind is Kind.SLASH and following in PARTS | PLANS:
            yield attrs.evolve(token, kind=Kind.COMMA)
        else:
            yield token
