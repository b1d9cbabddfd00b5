"""Answers in words where a form asks for a number."""

from __future__ import annotations

import functools

from empact.grammar.language import key, language


@functools.cache
def nothing_words() -> tuple[str, ...]:
    """Return the words that say that there is nothing to report, the longest first."""
    return language().spellings("answers", "nothing")


def says_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing to report: such as ``Nothing to report``."""
    return key(text).rstrip(".") in nothing_words()
