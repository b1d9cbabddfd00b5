"""The tokeniser for all comparisons and searches: split a text into words."""

from __future__ import annotations

import re
import unicodedata

from empact.model import Prose

# Most accents are part of a letter once a text is normalised; these can stand behind letters that have no such form.
_ACCENTS = "\u0300-\u036f"
_TOKEN = re.compile(rf"[^\W_]+(?:(?:[{_ACCENTS}]+|(?<=\d)\.(?=\d))[^\W_]*)*")
"""Letters and digits, with accents written apart; a full stop only between two digits, as in action 2.1."""


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, in composed letters (NFC), without note marks and punctuation.

    A hyphen, a slash or an apostrophe separates two words. The number of an action (``2.1``) is one word.
    """
    plain = Prose(text=text).plain if "[^" in text else text  # few texts have note marks
    return _TOKEN.findall(unicodedata.normalize("NFC", plain))


def folded(word: str) -> str:
    """Return the form of a word for comparisons: lower case, without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
