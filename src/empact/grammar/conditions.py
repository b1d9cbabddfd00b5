"""Parse conditions in a plan: "based on ...", "in agreement with ...", "at least 2 countries (out of ...)"."""

from __future__ import annotations

import functools
import re
import sys

from empact.arguments import check_text
from empact.grammar.language import either, key, language
from empact.model import Condition, ConditionKind

_KINDS = ("input", "consent", "legal", "funding", "event")


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.leads = {word: ConditionKind(kind) for kind in _KINDS for word in words.spellings("conditions", kind)}
        lead = either(sorted(self.leads, key=len, reverse=True))
        unsure = words.pattern("provisional", "words")  # "if possible" is not a condition
        self.clause = re.compile(rf"(?!{unsure})(?P<lead>{lead})[^,;()]*(?:\([^()]*\))?[^,;()]*", re.IGNORECASE)
        least, out_of = words.pattern("quorum", "at_least"), words.pattern("quorum", "out_of")
        among = rf"\(\s*{out_of}\s+(?P<among>[^()]+)\)"
        self.quorum = re.compile(rf"{least}\s+(?P<number>[0-9]{{1,3}})\s[^(),;]{{0,120}}{among}", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def parse_condition(text: str, start: int = 0, end: int = sys.maxsize) -> Condition | None:
    """Return the condition that a text, or its part from ``start`` to ``end``, consists of, or None."""
    check_text("The text of a cell", text)
    quorum, clause = _patterns().quorum.fullmatch(text, start, end), _patterns().clause.fullmatch(text, start, end)
    if quorum is not None:
        return _quorum(quorum)
    if clause is None or clause.group() != clause.group().strip() or _patterns().quorum.search(text, start, end):
        return None
    return _clause(clause)


def find_conditions(text: str) -> tuple[Condition, ...]:
    """Return the conditions in a text, in order, each with its words."""
    quorum = _patterns().quorum.search(text)
    return tuple(map(_clause, _patterns().clause.finditer(text))) if quorum is None else (_quorum(quorum),)


def _clause(match: re.Match[str]) -> Condition:
    kind = _patterns().leads[key(match["lead"])]
    return Condition(kind=kind, text=match.group().strip())


def _quorum(match: re.Match[str]) -> Condition:
    among = re.split(r"\s*,\s*|\s+and\s+", match["among"].strip())
    return Condition(kind=ConditionKind.QUORUM, text=match.group(), subjects=tuple(among), number=int(match["number"]))
