"""Conditions in the words of a plan: "based on ...", "in agreement with ...", "at least 2 countries (out of ...)"."""

from __future__ import annotations

import functools
import re

from empact.grammar.language import either, language
from empact.model import Condition, ConditionKind

_KINDS = ("input", "consent", "legal", "funding", "event")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    words = language()
    leads = {word: kind for kind in _KINDS for word in words.spellings("conditions", kind)}
    lead = either(sorted(leads, key=len, reverse=True))
    clause = re.compile(rf"(?P<lead>{lead})(?P<rest>[^,;()]*(?:\([^()]*\))?[^,;()]*)", re.IGNORECASE)
    least, out_of = words.pattern("quorum", "at_least"), words.pattern("quorum", "out_of")
    among = rf"\(\s*{out_of}\s+(?P<among>[^()]+)\)"
    quorum = re.compile(rf"{least}\s+(?P<number>[0-9]{{1,3}})\s[^(),;]*{among}", re.IGNORECASE)
    return clause, quorum, leads


def parse_condition(text: str) -> Condition | None:
    """The condition that a text consists of; None where it is none."""
    found = find_conditions(text)
    return found[0] if len(found) == 1 and found[0].text == text else None


def find_conditions(text: str) -> tuple[Condition, ...]:
    """The conditions that stand in a text, each in its own words, in their order."""
    clause, quorum, leads = _patterns()
    needed = quorum.search(text)
    if needed is not None:
        among = re.split(r"\s*,\s*|\s+and\s+", needed["among"].strip())
        number = int(needed["number"])
        return (Condition(kind=ConditionKind.QUORUM, text=needed.group(), subjects=tuple(among), number=number),)
    return tuple(
        Condition(kind=ConditionKind(leads[" ".join(found["lead"].lower().split())]), text=found.group().strip())
        for found in clause.finditer(text)
    )
