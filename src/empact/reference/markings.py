"""Markings: the levels of classification in their order, the distribution markings, and the markings of states."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

import attrs

from empact.errors import UnknownIdError
from empact.model import Dated
from empact.reference.facts import read_table
from empact.values import value

PUBLIC = "public"
"""The level of a release that only a text without any marking passes."""

_LONGEST = 200
"""The most characters of a marking. A longer text is an unknown one: each place between two of its words is tried."""
_BETWEEN = re.compile("[;,+]")
"""What stands between two markings of one document: ``RESTREINT UE/EU RESTRICTED; LIMITE``."""
_WITH_STATE = re.compile(r"\s*([A-Za-z]{2})\s*:\s*(.+)", re.DOTALL)
"""A marking with the state that uses it: ``DE:GEHEIM``."""
_PUNCTUATION = re.compile("[-\u2013\u2014.!]")
"""What may be left out: ``VS - NUR``, ``VS-NUR``; ``Titkos!``, ``Titkos``."""


@value(kw_only=True)
class KnownMarking(Dated):
    """A marking of the EU: a level of classification, or a distribution marking such as LIMITE."""

    name: str
    """The marking as it is written, such as ``RESTREINT UE/EU RESTRICTED``."""
    rank: int | None
    """Its rank among the levels of classification, from 1 (lowest) to 4. None for a distribution marking, which is not
    a level.
    """
    names: tuple[str, ...] = ()
    """Its spellings; the first is ``name``."""


@functools.cache
def known_markings() -> tuple[KnownMarking, ...]:
    """Return the known markings: the levels of classification from low to high, then the distribution markings."""
    by_key: dict[tuple[int | None, str], KnownMarking] = {}
    for row in read_table("markings"):
        rank, name = row.number("rank"), row.text("name")
        key = (rank, "" if rank else name)
        if key in by_key:
            by_key[key] = attrs.evolve(by_key[key], names=(*by_key[key].names, name))
        else:
            by_key[key] = KnownMarking(name=name, rank=rank, names=(name,), **row.dated())
    return tuple(by_key.values())


@value(kw_only=True)
class NationalMarking(Dated):
    """A marking of a state, and the days between which it was in use. A state with several languages has several."""

    state: str
    """The code of the state in EU usage, such as ``DE``."""
    name: str
    """The words of the marking, such as ``GEHEIM``."""
    rank: int
    """The rank of the EU level that it is equivalent to, from 1 to 4."""

    @property
    def level(self) -> KnownMarking:
        """The equivalent EU level."""
        return next(known for known in known_markings() if known.rank == self.rank)

    def __str__(self) -> str:
        return f"{self.state}:{self.name}"


@functools.cache
def national_markings() -> tuple[NationalMarking, ...]:
    """Return the markings of states, state by state, from high to low; each with its source and confidence."""
    return tuple(
        NationalMarking(state=row.text("state"), name=row.text("name"), rank=row.number("rank") or 0, **row.dated())
        for row in read_table("national_markings")
    )


def find_national(text: str) -> tuple[NationalMarking, ...]:
    """Return the markings of states with these words: of every state, or of the one in front (``DE:GEHEIM``)."""
    with_state = _WITH_STATE.fullmatch(text)
    if with_state is None:
        return _national_by_key().get(_key(text), ())
    code, words = with_state.groups()
    state = _code_of_state(code.upper())
    return tuple(marking for marking in _national_by_key().get(_key(words), ()) if marking.state == state)


@value
class Marking:
    """A marking as understood: its level, its distribution markings, and its words that are not known.

    ``read_marking(ctx.marking).is_above(read_level("LIMITE"))`` compares plans with a level of a release.
    """

    level: KnownMarking | None = None
    """The highest level of classification in it; for a marking of a state the equivalent EU level. None if it has no
    level.
    """
    distribution: tuple[KnownMarking, ...] = ()
    """The distribution markings in it, such as LIMITE."""
    unknown: tuple[str, ...] = ()
    """Its words that are not a known marking. They rank above all levels."""
    national: tuple[NationalMarking, ...] = ()
    """The markings of states in it, as they were printed."""

    @property
    def rank(self) -> int:
        """The rank: 0 without a level, 1 to 4 for the levels, 5 if any words are not known."""
        if self.unknown:
            return max(known.rank or 0 for known in known_markings()) + 1
        return 0 if self.level is None else self.level.rank or 0

    def is_above(self, level: Marking) -> bool:
        """Check whether a text with this marking is above a level, so that it may not be released there.

        A distribution marking is above no marking at all, and below every level of classification. A marking that is
        not known is above every level, and nothing may be released at a level that is not known.
        """
        return bool(self.unknown or level.unknown) or self._height > level._height

    @property
    def _height(self) -> tuple[int, bool]:
        return (self.rank, bool(self.distribution) or self.level is not None)


def read_marking(text: str | None) -> Marking:
    """Return what a marking means. Case, accents and spaces do not matter; it may name several.

    A marking of a state is understood with its state (``RO:SECRET``), and also without it where the states that use
    these words mean one level by them.
    """
    level: KnownMarking | None = None
    distribution: dict[str, KnownMarking] = {}
    unknown: dict[str, None] = {}
    national: list[NationalMarking] = []
    for part in _parts(text or ""):
        known = _by_key().get(_key(part))
        if known is None:
            of_states = find_national(part)
            if len({marking.rank for marking in of_states}) != 1:
                unknown[part] = None
                continue
            national += of_states
            known = of_states[0].level
        if known.rank is None:
            distribution[known.name] = known
        elif level is None or known.rank > (level.rank or 0):
            level = known
    return Marking(level, tuple(distribution.values()), tuple(unknown), tuple(national))


def read_level(text: str) -> Marking:
    """Return the level of a release: a marking, or ``public``, which only a text without any marking passes.

    Raises:
        UnknownIdError: The level is not known; the message lists all.
    """
    if text.strip().casefold() == PUBLIC:
        return Marking()
    level = read_marking(text)
    if level == Marking() or level.unknown:
        known = level_names()
        levels = f"Levels: {', '.join(known)}, or a marking of a state, such as DE:GEHEIM."
        hints = (marking_hint(words) for words in level.unknown)
        raise UnknownIdError("Level", text, known, hint=" ".join(filter(None, (*hints, levels))))
    return level


def level_names() -> tuple[str, ...]:
    """Return the names of the levels of a release from low to high: ``public``, ``LIMITE``, and those of the EU."""
    return (PUBLIC, *(known.name for known in sorted(known_markings(), key=lambda known: known.rank or 0)))


def marking_hint(words: str) -> str | None:
    """Return what to write instead of words that are not a known marking, as a sentence, or None.

    They are a slip of a known marking, or states mean different levels by them.
    """
    national = find_national(words)
    if not national:
        meant = _slip_of(words)
        return None if meant is None else f"Write {meant!r}, if that is meant."
    ranks: dict[str, set[int]] = {}
    for marking in national:
        ranks.setdefault(marking.state, set()).add(marking.rank)
    different = f"{words!r} means different levels"
    example = next((state for state, meant in ranks.items() if len(meant) == 1), None)
    if example is None:
        return f"{different}: write the EU level."
    return f"{different} in {', '.join(ranks)}: write it with the state, such as '{example}:{words}'."


def _slip_of(text: str) -> str | None:
    from empact.slips import Known, closest  # only an unknown marking is compared

    names = {key: known.name for key, known in _by_key().items()}
    clear = {key: rows[0].name for key, rows in _national_by_key().items() if len({row.rank for row in rows}) == 1}
    return closest(_key(text), [Known(key, name, name) for key, name in (clear | names).items()])


def _parts(text: str) -> Iterator[str]:
    """Split a text into markings: also two that nothing separates, as in "RESTREINT UE/EU RESTRICTED LIMITE"."""
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        words = part.split()
        whole = " ".join(words)
        places = range(1, len(words)) if len(whole) <= _LONGEST and not _is_known(whole) else ()
        pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in places)
        yield from next((pair for pair in pairs if all(map(_is_known, pair))), (whole,))


def _is_known(text: str) -> bool:
    return _key(text) in _by_key() or bool(find_national(text))


@functools.cache
def _by_key() -> dict[str, KnownMarking]:
    return {_key(name): known for known in known_markings() for name in known.names}


@functools.cache
def _national_by_key() -> dict[str, tuple[NationalMarking, ...]]:
    by_key: dict[str, list[NationalMarking]] = {}
    for marking in national_markings():
        by_key.setdefault(_key(marking.name), []).append(marking)
    return {key: tuple(markings) for key, markings in by_key.items()}


@functools.cache
def _code_of_state(code: str) -> str:
    """Return the code of a member state, also for its ISO code, such as GR for EL."""
    return next((row.text("code") for row in read_table("member_states") if row.text("iso") == code), code)


def _key(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\s*/\s*", "/", " ".join(_PUNCTUATION.sub(" ", plain).split())).casefold()
