"""Abbreviations: what looks like the code of a party but means something else where it stands."""

from __future__ import annotations

import functools
import re

from empact.arguments import check_text, check_type
from empact.grammar.language import language

_LONGEST_BESIDE = 40
"""How many characters before a name can decide what it means."""
_NUMBER_BEFORE = re.compile(r"\d/\Z")  # Directive 2004/38/EC
_NUMBER_BEHIND = re.compile(r"/\d|\s?\(\d{4}\)|\)?\sNo\.?\s?\d")  # COM(2011) 248, COM/2011/248, (EC) No 562/2006


class _Abbreviations:
    """The words beside EC that make it the European Community, and those behind IT for information technology."""

    def __init__(self) -> None:
        words = language("en.rules")
        (self.community,) = words.spellings("european_community", "short", exact=True)
        before, behind = (words.pattern("european_community", side) for side in ("before", "behind"))
        self.before_community = re.compile(rf"(?<!\w){before} \(?\Z", re.IGNORECASE)
        self.behind_community = re.compile(rf"\)?[ -]{behind}(?!\w)", re.IGNORECASE)
        (self.technology,) = words.spellings("information_technology", "short", exact=True)
        behind = words.pattern("information_technology", "behind")
        self.behind_technology = re.compile(rf"[ -]{behind}(?!\w)", re.IGNORECASE)


@functools.cache
def _abbreviations() -> _Abbreviations:
    return _Abbreviations()


def means_another(name: str, text: str, start: int, end: int) -> bool:
    """Whether the name of a party means something else at its place in a text.

    That is a part of a number ("Directive 2004/38/EC", "COM(2011) 248"), the European Community ("EC law"), or
    information technology ("IT systems").

    Args:
        name: The name.
        text: The text that has it.
        start: The index of its first character.
        end: The index behind its last character.
    """
    check_type("The start", "an int", int, start)
    check_type("The end", "an int", int, end)
    check_text("The name", name)
    check_text("The text", text)
    before = text[max(0, start - _LONGEST_BESIDE) : start]
    if _NUMBER_BEFORE.search(before) or _NUMBER_BEHIND.match(text, end):
        return True
    words = _abbreviations()
    if name == words.community:
        return bool(words.before_community.search(before) or words.behind_community.match(text, end))
    return name == words.technology and words.behind_technology.match(text, end) is not None
