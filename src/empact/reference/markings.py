"""Markings: the levels of classification in their order, and the marks for distribution beside them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

import attrs

from empact.model import Dated
from empact.reference.facts import read_table
from empact.reprs import short_repr

_BETWEEN = re.compile(r"\s*[;,+]\s*")
"""What stands between two markings of one document: ``RESTREINT UE/EU RESTRICTED; LIMITE``."""


@attrs.frozen(kw_only=True)
class KnownMarking(Dated):
    """A marking with its rank among the levels of classification, from 1; a mark for distribution has none.

    ``names`` are its spellings; the first is ``name``.
    """

    name: str
    rank: int | None
    names: tuple[str, ...] = ()

    __repr__ = short_repr


@functools.cache
def known_markings() -> tuple[KnownMarking, ...]:
    """Return the known markings: the levels of classification from low to high, then the marks for distribution."""
    found: dict[tuple[int | None, str], KnownMarking] = {}
    for row in read_table("markings"):
        rank, name = row.number("rank"), row.text("name")
        key = (rank, "" if rank else name)
        if key in found:
            found[key] = attrs.evolve(found[key], names=(*found[key].names, name))
        else:
            found[key] = KnownMarking(name=name, rank=rank, names=(name,), **row.dated())
    return tuple(found.values())


@attrs.frozen
class Marking:
    """A marking as understood: its rank, its level, its marks for distribution, and its words that are not known.

    ``read_marking(plan.current_marking).is_above(read_marking(level))`` compares a plan with a level.
    """

    level: KnownMarking | None = None
    distribution: tuple[KnownMarking, ...] = ()
    unknown: tuple[str, ...] = ()

    __repr__ = short_repr

    @property
    def rank(self) -> int:
        """The rank: 0 without a level, 1 to 4 for the levels, 5 if any words are not known."""
        if self.unknown:
            return max(known.rank or 0 for known in known_markings()) + 1
        return 0 if self.level is None else self.level.rank or 0

    def is_above(self, level: Marking) -> bool:
        """Check whether a text with this marking is above a level, so that it may not be released there.

        A marking that is not known is above every level, and nothing may be released at a level that is not known.
        """
        return bool(self.unknown or level.unknown) or self.rank > level.rank


def read_marking(text: str | None) -> Marking:
    """Return what a marking means. Case, accents and spaces do not matter; it may name several."""
    level: KnownMarking | None = None
    distribution: dict[str, KnownMarking] = {}
    unknown: dict[str, None] = {}
    for part in _parts(text or ""):
        found = _by_key().get(_key(part))
        if found is None:
            unknown[part] = None
        elif found.rank is None:
            distribution[found.name] = found
        elif level is None or found.rank > (level.rank or 0):
            level = found
    return Marking(level, tuple(distribution.values()), tuple(unknown))


def suggest_marking(text: str) -> str | None:
    """Return the known marking that a text is a slip of, or None."""
    from empact.slips import Known, closest  # only an unknown marking is compared

    return closest(_key(text), [Known(key, one.name, one.name) for key, one in _by_key().items()])


def _parts(text: str) -> Iterator[str]:
    """Split a text into markings: also two that nothing separates, as in "RESTREINT UE/EU RESTRICTED LIMITE"."""
    known = _by_key()
    for part in filter(None, _BETWEEN.split(text.strip())):
        words = part.split()
        pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        both = next((pair for pair in pairs if all(_key(one) in known for one in pair)), None)
        yield from (" ".join(words),) if both is None or _key(part) in known else both


@functools.cache
def _by_key() -> dict[str, KnownMarking]:
    return {_key(name): known for known in known_markings() for name in known.names}


def _key(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\s*/\s*", "/", " ".join(plain.replace("-", " ").split())).casefold()
