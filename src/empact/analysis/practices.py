"""Finding practices by their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from empact.model import Practice

_FIELDS = ("title", "text", "context", "evidence", "source")


def find_practices(practices: Iterable[Practice], words: str) -> tuple[Practice, ...]:
    """The practices in which every word stands, or a longer one that begins with it; those with it in the title first.

    Capitals and accents do not count. Without a word, all of them.
    """
    wanted = _words(words)
    found = [one for one in practices if all(_has(_all(one), word) for word in wanted)]
    return tuple(sorted(found, key=lambda one: not all(_has(_words(one.title), word) for word in wanted)))


def _all(practice: Practice) -> list[str]:
    texts = [str(getattr(practice, field)) for field in _FIELDS]
    marks = [practice.worth.value, *(one.value for one in practice.opportunities), *map(str, practice.actions)]
    return _words(" ".join((*texts, *marks, *practice.shared, str(practice.by))))


def _has(words: Iterable[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def _words(text: str) -> list[str]:
    signs = (sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() or sign in ".-" else " " for sign in signs).split()
