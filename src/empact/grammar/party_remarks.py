"""A party that is read stays, even if other words about it are not understood: ``INTERPOL - Project X``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact.grammar.party_items import is_known_code, list_names, parse_single
from empact.grammar.party_words import party_words
from empact.model import PartyItem, Unparsed
from empact.reference import register

_MOST_PLACES = 8


def party_and_remark(words: str) -> tuple[PartyItem, Unparsed] | None:
    """Return a party and the words behind it that are not understood; None if the words may deny or change its part.

    A state that withdrew is not a participant, and who is meant by "Presidency (DK)" or "All MS (coastal)" is not sure.
    """
    for place in _places(words):
        item, remark = parse_single(words[: place.start()].rstrip(" ,")), words[place.end() :].strip()
        if item is not None and remark:
            stays = _is_known(item) and not is_doubtful(remark) and not _is_about_others(item, remark)
            return (item, Unparsed(text=remark)) if stays else None
    return None


def _places(words: str) -> Iterator[re.Match[str]]:
    """List the last places where a remark can start, from behind: a bracket, a dash, or partners."""
    places = [match for match in party_words().remark.finditer(words) if match.start()]
    places += [match for match in party_words().partners.finditer(words) if match.start()]
    yield from sorted(places, key=lambda place: place.start(), reverse=True)[:_MOST_PLACES]


def is_doubtful(remark: str) -> bool:
    """Check whether words may say that a party does not take part, or in another role."""
    patterns = party_words()
    return "?" in remark or bool(patterns.doubtful.search(remark) or patterns.title.search(remark))


def _is_known(item: PartyItem) -> bool:
    """Check whether an item is a party of the register, an office, or a group that is open in any case."""
    known = register()
    if item.collective is not None:
        return not item.collective.determinate
    return known.group(item.party) is None and (known.find(item.party) or known.role(item.party)) is not None


def _is_about_others(item: PartyItem, remark: str) -> bool:
    """Check whether a remark names a party that may be meant itself: the holder of an office, the end of a route."""
    names = any(is_known_code(word.strip("()[].?!")) for part in list_names(remark) for word in part.split())
    return names and (not remark.startswith("(") or register().role(item.party) is not None)
