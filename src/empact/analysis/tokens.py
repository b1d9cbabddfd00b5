"""The tokeniser: a text as words, wherever texts are compared or searched."""

from __future__ import annotations

import re
import unicodedata

from empact.model import Prose

_EMPHASIS = re.compile(r"</?u>")
_ACCENTS = "\u0300-\u036f"
_TOKEN = re.compile(rf"[^\W_]+(?:(?:[{_ACCENTS}]+|(?<=\d)\.(?=\d))[^\W_]*)*")
"""Letters and digits, with accents written apart; a full stop only between two digits, as in action 2.1."""


def tokens(text: str) -> list[str]:
    """The words of a text as they are written, in order, without note marks, emphasis and signs.

    A hyphen, a stroke or an apostrophe parts two words. The number of an action (``2.1``) is one word.
    """
    return _TOKEN.findall(_EMPHASIS.sub(" ", Prose(text=text).plain))


def folded(word: str) -> str:
    """What a word is compared by: small letters without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
