"""The known markings that are printed in a text: those of the Union, and those of states."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from empact.arguments import check_text
from empact.reference.markings import known_markings, national_markings, read_marking

_WORD = re.compile(r"[^\W_]+")


def printed_markings(text: str) -> tuple[str, ...]:
    """Return the known markings that are printed in a text, each once, as they are called.

    Accents do not matter, and neither does what stands between two words; capitals do, since the words of many
    markings are ordinary words. A marking of a state counts with its state (``DE:GEHEIM``), or in capitals if all
    states mean one level by it.
    """
    check_text("The text", text)
    plain = _without_accents(text)
    names = (
        _names()[_key(printed[0])]
        for printed in _pattern().finditer(plain)
        if not plain[max(0, printed.start() - 1) : printed.start()].isalnum()
    )
    return tuple(dict.fromkeys(names))


@functools.cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    names = (r"[\W_]+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?:{'|'.join(names)})(?![^\W_])")


@functools.cache
def _names() -> dict[str, str]:
    """The words of each marking as they may be printed, with what the marking is called."""
    return {_key(words): name for words, name in _spellings()}


def _spellings() -> Iterator[tuple[str, str]]:
    for known in known_markings():
        for words in known.names:
            yield words, known.name
    for national in national_markings():
        words = national.name.upper()
        yield f"{national.state}:{national.name}", str(national)
        yield f"{national.state}:{words}", str(national)
        if not read_marking(national.name).unknown:
            yield words, national.name


def _key(words: str) -> str:
    return " ".join(_WORD.findall(_without_accents(words)))


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
