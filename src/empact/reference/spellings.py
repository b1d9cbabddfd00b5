"""An index of codes, names and spellings of parties."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator

from empact.model import Party, PartyName

_LONGEST_EXACT = 4
_APOSTROPHES = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'"})


def squeeze(text: str) -> str:
    """Return a text with single spaces and without white space at its ends."""
    return " ".join(text.split())


def fold(text: str) -> str | None:
    """Return the key for comparing names without case, accents and a leading "the".

    None for a short word in capital letters: IT, NO and EPPO are codes, which match only exactly.
    """
    if len(text) <= _LONGEST_EXACT and text == text.upper():
        return None
    if text.isascii():  # nothing to take apart; most of the names are
        return text.casefold().removeprefix("the ")
    letters = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold().removeprefix("the ")


class Spellings:
    """An index of parties by spelling. A spelling may name several parties, but never at the same time."""

    __slots__ = ("_exact", "_folded")

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[PartyName, Party]]] = {}
        self._folded: dict[str, list[tuple[PartyName, Party]]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact)

    def holders(self) -> Iterator[tuple[str, Party]]:
        """List the spellings, each with the first party that it has named."""
        return ((text, known[0][1]) for text, known in self._exact.items())

    def add(self, name: PartyName, party: Party) -> Party | None:
        """Add a name of a party. Where another party has that name at the same time, return it and add nothing."""
        text = squeeze(name.text)
        folded = fold(text)
        known = self._exact.get(text, []) + self._folded.get(folded or "", [])
        for other, holder in known:
            if holder.code != party.code and other.meets(name):
                return holder
        self._exact.setdefault(text, []).append((name, party))
        if folded is not None:
            self._folded.setdefault(folded, []).append((name, party))
        return None

    def find(self, written: str, on: dt.date | None) -> tuple[PartyName, Party] | None:
        """Return the name and the party of a spelling, or None; the date decides where a spelling has named several."""
        known = self._exact.get(written)  # most names are written as they are known
        if known is None:
            text = squeeze(written)
            known = self._exact.get(text) or self._folded.get(fold(text) or "", [])
        if on is not None and len(known) > 1:
            known = [entry for entry in known if entry[0].holds(on)] or known
        if not known or any(party.code != known[0][1].code for _, party in known[1:]):
            return None
        return known[0]
