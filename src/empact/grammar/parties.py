"""Parse parties in their notation: ``HU``, ``All MS``, ``Frontex (if: ...)``, ``ES (tbc), in cooperation with EC``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from empact.grammar.caching import cached
from empact.grammar.language import either, key, language
from empact.grammar.prose import lines, plain
from empact.grammar.tokens import TIMELY, tokens
from empact.model import Collective, Condition, Parties, PartyItem, PartyKind, Unparsed
from empact.reference import register

_COOPERATION = ", in cooperation with "
_NOTATION = re.compile(
    r"(?P<party>[^()]+?)"
    r"(?: \(authority: (?P<authority>[^()]+)\))?"
    r"(?: \((?P<tbc>tbc)(?:: (?P<reason>[^()]+))?\))?"
    r"(?: \(if: (?P<condition>[^()]+)\))?"
)
_SERVICE = re.compile(r"(?P<party>[^()]+?)\s*\((?P<authority>[A-Z][^():]*)\)")
_SERVICE_BEHIND_A_DASH = re.compile(r"(?P<party>[A-Z]{2})\s+[-–—]\s+(?P<authority>[A-Z][^():;,/]*)")
_NAME = re.compile(r"\w[\w .'’–-]*")
_CODE = re.compile(r"[A-Za-z][A-Za-z-]*")
_MOST_WORDS = 12


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.kinds = {word: PartyKind(kind) for word, kind in words.sorted_by("parties", "kinds").items()}
        kind = either(sorted(self.kinds, key=len, reverse=True))
        every, other = words.pattern("parties", "every"), words.pattern("parties", "other")
        adjective, after = words.pattern("parties", "adjectives"), words.pattern("parties", "after")
        both = words.pattern("separators", "each")
        self.none = re.compile(rf"{words.pattern('parties', 'none')}|[-–—]", re.IGNORECASE)
        self.kind = re.compile(kind, re.IGNORECASE)
        before = rf"(?:(?P<every>{every})\s+)?(?:(?P<other>{other})\s+)?"
        least = rf"{words.pattern('quorum', 'at_least')}\s+[0-9]{{1,2}}"
        self.collective = re.compile(
            rf"{before}(?:(?P<adjective>{adjective}|{least})\s+)?"
            rf"(?P<kinds>{kind}(?:\s*(?:,|/|{both})\s*{kind})*)(?:\s+(?P<after>{after}(?:\s[^,;()]+)?))?",
            re.IGNORECASE,
        )
        region, countries = words.pattern("parties", "regions"), words.pattern("parties", "countries")
        self.regional = re.compile(
            rf"{before}(?:(?P<adjective>{adjective})\s+)?(?P<region>{region})\s+{countries}", re.IGNORECASE
        )
        self.exception = re.compile(words.pattern("parties", "except"), re.IGNORECASE)
        self.leading_and = re.compile(rf"{both}\s+", re.IGNORECASE)
        self.between = re.compile(rf"\s+{both}\s+|\s*[&/+]\s*", re.IGNORECASE)
        self.partners = re.compile(rf",?\s+{words.pattern('parties', 'with')}\s+", re.IGNORECASE)
        tentative = words.pattern("parties", "tentative")
        self.tentative = re.compile(
            rf"\s*(?:\(\s*{tentative}(?:\s*[-–—:]\s*(?P<reason>[^()]+))?\)|[-–—]\s*{tentative})$", re.IGNORECASE
        )
        self.role = re.compile(words.pattern("parties", "roles"), re.IGNORECASE)
        self.undetermined = re.compile(words.pattern("phrases", "undetermined"), re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_parties(text: str) -> Parties:
    """Return the parties of a cell; pieces that are not in the notation are :class:`~empact.model.Unparsed`."""
    return Parties(text=text, items=tuple(item for line in lines(text) for item in _line(plain(line))))


def _line(words: str) -> Iterator[PartyItem | Unparsed]:
    if not words or _patterns().none.fullmatch(words):
        return
    item = _cooperating(words)
    if item is not None:
        yield item
    else:
        yield from _pieces(words)


@cached
def parse_party(text: str) -> PartyItem | Unparsed:
    """Return one party; any other text is returned as :class:`~empact.model.Unparsed`."""
    words = plain(text)
    item = _cooperating(words) or _single(words)
    return Unparsed(text=text) if item is None else item


def _cooperating(words: str) -> PartyItem | None:
    """Return a party with its partners: ``ES, in cooperation with EC, IT, MT``; None for any other text."""
    parts = _patterns().partners.split(words)
    if len(parts) != 2:  # noqa: PLR2004 - the party and its partners
        return None
    lead = _single(parts[0])
    partners = list(_pieces(parts[1]))
    if lead is None or not partners or not all(map(_plain_partner, partners)):
        return None
    return PartyItem(
        party=lead.party,
        collective=lead.collective,
        authority=lead.authority,
        tentative=lead.tentative,
        reason=lead.reason,
        condition=lead.condition,
        cooperating=tuple(map(str, partners)),
    )


def _plain_partner(item: PartyItem | Unparsed) -> bool:
    """Check whether an item is only a name, since partners are stored as names."""
    return isinstance(item, PartyItem) and not any(sign in str(item) for sign in ("(", ", "))


def _pieces(words: str) -> Iterator[PartyItem | Unparsed]:
    for piece in _outside_brackets(words):
        leading = _patterns().leading_and.match(piece)
        yield from _split(plain(piece[leading.end() :] if leading else piece))


def _outside_brackets(words: str) -> Iterator[str]:
    """Split at commas and semicolons outside brackets.

    Nothing is split after an exception, since the rest may belong to it: "All MS except DK, IE".
    """
    depth = start = 0
    for index, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if sign in ",;" and depth <= 0:
            if _patterns().exception.search(words, start, index):
                break
            yield words[start:index].strip()
            start = index + 1
    yield words[start:].strip()


def _split(piece: str) -> Iterator[PartyItem | Unparsed]:
    """List the parties of one piece: one, or several joined by "and", a slash or a space."""
    if not piece:
        return
    single = _cooperating(piece) or _single(piece)
    if single is not None:
        yield single
        return
    parts = [plain(part) for part in _patterns().between.split(piece) if part]
    items = [_cooperating(part) or _single(part) for part in parts]
    if len(parts) > 1 and all(items):
        yield from (item for item in items if item is not None)
        return
    codes = piece.split()
    if 1 < len(codes) <= _MOST_WORDS and all(map(_is_known_code, codes)):
        yield from (PartyItem(party=code) for code in codes)
        return
    yield Unparsed(text=piece)


def _is_known_code(word: str) -> bool:
    return _CODE.fullmatch(word) is not None and register().find(word) is not None


def _single(words: str) -> PartyItem | None:
    """Return one party, or a group, with what the text says about its role; None for any other text."""
    tentative = _patterns().tentative.search(words)
    if tentative is not None:
        reason = "" if tentative["reason"] is None else f": {tentative['reason'].strip()}"
        words = f"{words[: tentative.start()]} (tbc{reason})"
    found = _NOTATION.fullmatch(words)
    service = _SERVICE_BEHIND_A_DASH.fullmatch(words) or (None if found else _SERVICE.fullmatch(words))
    if service is not None and not (_is_known_code(service["party"]) or found is None):
        service = None
    if service is not None and not _is_service(service["authority"]):
        return None
    found = service or found
    if found is None:
        return None
    parts = found.groupdict()
    party = parts["party"].strip()
    collective = _collective(party)
    if collective is None and not _one_name(party):
        return None
    condition = parts.get("condition")
    return PartyItem(
        party=party,
        collective=collective,
        authority=parts.get("authority"),
        tentative=parts.get("tbc") is not None,
        reason=parts.get("reason"),
        condition=None if condition is None else Condition(text=condition),
    )


def _is_service(words: str) -> bool:
    """Check whether words can name a service of a party: not a role, a party, a date or "to be determined"."""
    if _patterns().role.match(words) or _patterns().undetermined.fullmatch(words) or _is_known_code(words):
        return False
    return not any(word.kind in TIMELY for word in tokens(words))


def _one_name(party: str) -> bool:
    """Check whether words can be one name: a known name, or a few words without separators that are not all codes."""
    if register().find(party) is not None:
        return True
    words = party.split()
    if not _NAME.fullmatch(party) or len(words) > _MOST_WORDS:
        return False
    if _patterns().between.search(party) or _patterns().partners.search(party):
        return False
    if _patterns().undetermined.match(party) or _patterns().kind.search(party):
        return False
    return not (len(words) > 1 and all(map(_is_known_code, words)))


def _collective(party: str) -> Collective | None:
    regional = _patterns().regional.fullmatch(party)
    if regional is not None:
        return Collective(
            members=(PartyKind.THIRD_COUNTRY,),
            every=regional["every"] is not None,
            other=regional["other"] is not None,
            qualifier=" ".join(filter(None, (_lower(regional["adjective"]), regional["region"]))),
        )
    found = _patterns().collective.fullmatch(party)
    if found is None:
        return None
    kinds = _patterns().kinds
    named = [kinds[key(word)] for word in _patterns().kind.findall(found["kinds"])]
    qualifier = " ".join(filter(None, (_lower(found["adjective"]), found["after"])))
    return Collective(
        members=tuple(dict.fromkeys(named)),
        every=found["every"] is not None,
        other=found["other"] is not None,
        qualifier=qualifier or None,
    )


def _lower(adjective: str | None) -> str:
    """Return an adjective in lower case; an abbreviation ("JHA") stays as it is."""
    return adjective if adjective is not None and adjective.isupper() else (adjective or "").lower()
