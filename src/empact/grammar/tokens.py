"""Split a text into tokens: the words of time of a language, and everything else.

One regular expression finds all kinds of token, so splitting is linear in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from empact.grammar.language import Language, either, key, language
from empact.grammar.lazy_patterns import LazyPatterns
from empact.reference import register

_SHORT_WORD = 3
_MONTHS_OF_A_YEAR = 12


class Token(NamedTuple):
    """A word or sign of a text: its kind (``other`` where it is not about time), its look-up key, start and end."""

    kind: str
    value: str
    start: int
    end: int


class Lexicon(LazyPatterns):
    """The words of time of a language, and the patterns that find them, by name."""

    def __init__(self, words: Language) -> None:
        self.months = words.numbered("months", "names")
        self.ordinals = words.numbered("ordinals", "words")
        self.last = frozenset(words.spellings("ordinals", "last"))
        self.units, self.letters = words.sorted_by("units"), words.sorted_by("letters")
        self.repeated = words.sorted_by("repeated")
        letter = "|".join(map(re.escape, self.letters))
        capital = f"(?-i:{letter.upper()})"
        year = r"(?:19|20)[0-9]{2}"
        roman = r"(?-i:IV|I{1,3})"
        self.holders = _holders(words)
        holder = either(sorted(self.holders, key=len, reverse=True))
        presidency = words.pattern("phrases", "presidency")
        joined = rf"\s*(?:/|{words.pattern('separators', 'each')}|,)\s*"
        parts = {
            "whole": words.pattern("phrases", "whole_year"),
            "plan": words.pattern("phrases", "whole_plan"),
            "entire": words.pattern("phrases", "whole_of"),
            "letter": rf"(?<!\w)(?:{capital}\s?(?:[1-4]|{roman})|(?:{letter})[1-4]|(?:[1-4]|{roman}){capital})(?!\w)",
            "iso": rf"(?<![\w.-]){year}-(?:0[1-9]|1[0-2])-[0-9]{{2}}(?![\w-])",
            "hyphened": rf"(?<![\w./-]){year}[-–/][0-9]{{2}}(?![\w-])",
            "holder": rf"{holder}(?=(?:{joined}{holder}){{0,3}}\s+{presidency})",
            "presidency": presidency,
            "month": rf"(?:{words.pattern('phrases', 'middle')}[\s-]\s?)?{words.pattern('months', 'names')}\.?",
            "ordinal": rf"{words.pattern('ordinals', 'words')}|(?<!\w)[1-9][0-9]?(?:st|nd|rd|th)(?!\w)",
            "roman": rf"(?<!\w){roman}(?!\w)\.?",
            "day": rf"(?<![\w./])[0-9]{{1,2}}(?P<stroke>[./-])[0-9]{{1,2}}(?P=stroke){year}(?!\w)"
            r"|(?<![\w./])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}(?![\w.])",
            "day_of_month": r"(?<![\w./])[0-9]{1,2}\.[0-9]{1,2}\.(?![\w])",
            "month_of_year": rf"(?<![\w./])(?:0?[1-9]|1[0-2])[/.]{year}(?!\w)",
            "year": rf"(?<![\w.]){year}(?!\w)",
            "number": r"(?<![\w.])[0-9]{1,2}(?![\w]|\.[0-9])",
            "unit": either(self.units),
            "each_year": rf"{words.pattern('phrases', 'each_year')}(?!\s+{words.pattern('bounds', 'in')})",
            "every": words.pattern("phrases", "every"),
            **{kind: words.pattern("phrases", kind) for kind in ("this_year", "the", "of", "from", "through")},
            **{kind: words.pattern("separators", kind) for kind in ("any", "each", "list", "span")},
            "other": r"\w+|\S",
        }
        named = {kind: f"(?P<{kind}>{part})" for kind, part in parts.items()}
        common = [part for kind, part in named.items() if kind not in {"holder", "presidency"}]
        names = "|".join(map(re.escape, words.spellings("months", "names")))
        separator = "|".join(
            re.escape(word) for kind in ("any", "each", "span") for word in words.spellings("separators", kind)
        )
        super().__init__(
            {
                "presidency": presidency,
                "with_states": "|".join(named.values()),
                "without_states": "|".join(common),
                "before_unit": rf"\s*{parts['unit']}",
                "stuck": (
                    rf"(?<!\w)(?:(?:{names})(?={year}(?!\w))|(?:{capital}[1-4]|{year})(?=(?:{separator})(?!\w)(?<=\w))"
                    r"|(?-i:C?W)(?=[0-9]{1,2}(?!\w)))"
                ),
            }
        )

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the words and signs of a text; the names of states are words of time only before a presidency."""
        return (self.with_states if self.presidency.search(text) else self.without_states).finditer(text)

    def month_of(self, word: Token) -> int:
        """Return the number of the month that a token names."""
        return self.months[re.split(r"[\s-]", word.value.rstrip("."))[-1]]


def _holders(words: Language) -> dict[str, str]:
    """Return the words before "Presidency", each with the code of its state: "DK", "Denmark", "Danish"."""
    states = [party for party in register().parties if party.memberships]
    names = {key(name): party.code for party in states for name in (party.code, party.name)}
    return names | {word: code.upper() for word, code in words.sorted_by("demonyms").items()}


@functools.cache
def lexicon() -> Lexicon:
    """Return the words of time of the notation."""
    return Lexicon(language())


def spaced(text: str) -> str:
    """Add missing spaces after months, quarters and years: "June2016", "Q1and Q2"."""
    return lexicon().stuck.sub(r"\g<0> ", text)


def tokens(text: str) -> list[Token]:
    """Split a text into tokens."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    former = ""
    for match in lexicon().finditer(text):
        kind = match.lastgroup or "other"
        word = match.group()
        if kind == "month" and word.islower() and len(word) <= _SHORT_WORD:
            kind = "other"  # "may" and "mar" in lower case are rarely months
        if kind == "roman" and former != "unit" and not lexicon().before_unit.match(text, match.end()):
            kind = "other"  # "part II", and the "I" of a person
        if kind == "day" and _swapped(word):
            kind = "doubtful"
        former = kind
        yield Token(kind, key(word), match.start(), match.end())


def _swapped(day: str) -> bool:
    """Check whether day and month of a date with slashes can be exchanged: 05/06/2012."""
    first, _, rest = day.partition("/")
    second, _, _ = rest.partition("/")
    return second not in {"", first} and max(int(first), int(second)) <= _MONTHS_OF_A_YEAR


TIMELY = frozenset(
    {
        *("whole", "plan", "entire", "letter", "iso", "hyphened", "holder"),
        *("month", "month_of_year", "day", "day_of_month", "doubtful", "year"),
    }
)
"""The kinds of token that are about time in any context."""
