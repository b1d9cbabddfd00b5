"""Parse parties in their notation: ``HU``, ``All MS``, ``Frontex (if: ...)``, ``ES (tbc), in cooperation with EC``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from empact.grammar.caching import cached
from empact.grammar.language import key
from empact.grammar.lazy_patterns import Pattern
from empact.grammar.party_codes import is_clear
from empact.grammar.party_items import MOST_WORDS, can_be_all, is_known_code, is_name_with_brackets, parse_single
from empact.grammar.party_remarks import is_doubtful, party_and_remark
from empact.grammar.party_words import can_be_excluded, can_belong, is_named, parse_group, party_words
from empact.grammar.prose import lines, plain
from empact.model import Collective, ItemRole, Parties, PartyItem, Unparsed
from empact.reference import Group, register

_HYPHENS = str.maketrans({"\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-"})
_SQUARE = str.maketrans("[]", "()")
_LONGEST_NAME = 80
_DASHES = frozenset("-–—")
_SHARED = {ItemRole.CO_LEADER, ItemRole.CO_DRIVER}
_LEADING = {*_SHARED, ItemRole.LEADER, ItemRole.DRIVER}

_LABELS = re.compile(r"\((?:authority|members|role|if): ")
_WORD_LABELS = re.compile(r"\((except|including|for example): ")
_Item = PartyItem | Unparsed


@cached
def parse_parties(text: str) -> Parties:
    """Return the parties of a cell; pieces that are not in the notation are :class:`~empact.model.Unparsed`.

    >>> import empact
    >>> leaders = empact.parse_parties("HU, AT (who else?)")
    >>> [item.party for item in leaders.understood], [item.text for item in leaders.unparsed]
    (['HU'], ['AT (who else?)'])
    """
    written = [words for words in map(plain, _whole_lines(text)) if words and words not in _DASHES]
    alone = len(written) == 1 and party_words().nobody.fullmatch(written[0])
    items = [] if alone else [item for words in written for item in _line(words)]
    clear = [
        item if is_clear(item, items[max(at - 1, 0) : at] + items[at + 1 : at + 2]) else Unparsed(text=_written(item))
        for at, item in enumerate(items)
    ]
    return Parties(text=text, items=tuple(_with_roles(clear)))


def _whole_lines(text: str) -> Iterator[str]:
    """List the lines of a cell; a line that begins with a bracket belongs to the line before."""
    waiting: str | None = None
    for line in lines(text):
        if waiting is not None and line.startswith("("):
            waiting += f" {line}"
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _written(item: _Item) -> str:
    """Return an item without the labels of the notation, which are not words of the text: "HU (co-leader)"."""
    return _WORD_LABELS.sub(r"(\1 ", _LABELS.sub("(", str(item)))


def _with_roles(items: Sequence[_Item]) -> Iterator[_Item]:
    """Leave open the role of a party that has no mark beside a Driver, or beside a role that is not understood.

    Beside a leader it stays: it takes part, and a rule reports that the cell does not say how.
    """
    marked = any(
        item.role is ItemRole.DRIVER if isinstance(item, PartyItem) else _may_lead(item.text) for item in items
    )
    for item in items:
        if marked and isinstance(item, PartyItem) and item.role is None:
            yield Unparsed(text=_written(item))
        else:
            yield item


def _may_lead(words: str) -> bool:
    """Check whether words that are not understood have the role of a leader or a Driver: not "Co-leaders: tbc"."""
    if party_words().open_place.fullmatch(words):
        return False
    return any(party_words().marks[key(title.group())] in _LEADING for title in party_words().title.finditer(words))


def _line(words: str) -> Iterator[_Item]:
    if not words or words in _DASHES:
        return
    if words.count("(") == words.count(")") + 1:
        words += ")"
    if "[" in words:
        read = list(_sections(words.translate(_SQUARE)))
        if not any(isinstance(item, Unparsed) for item in read):
            yield from read
            return
    yield from _sections(words)


@cached
def parse_party(text: str) -> PartyItem | Unparsed:
    """Return one party; any other text is returned as :class:`~empact.model.Unparsed`."""
    words = plain(text).translate(_HYPHENS)
    item = _cooperating(words) or parse_single(words)
    if item is None:
        items = list(_line(words))
        item = items[0] if len(items) == 1 and isinstance(items[0], PartyItem) else None
    return Unparsed(text=text) if item is None else item


# Roles before names: "Leader: NL; Co-leaders: DE, FR", "MS concerned with the support of Frontex".


def _sections(words: str) -> Iterator[_Item]:
    """List the parties of a line, section by section: each heading gives its role to the names behind it."""
    words = words.translate(_HYPHENS)
    headings = [
        heading
        for heading in _outside(party_words().heading, words)
        if ":" in heading[0] or _is_before_names(words[heading.end() : heading.end() + _LONGEST_NAME])
    ]
    first = headings[0].start() if headings else len(words)
    if words[:first].strip():
        yield from _listed(words[:first])
    for place, heading in enumerate(headings):
        end = headings[place + 1].start() if place + 1 < len(headings) else len(words)
        whole = words[heading.start("role") : end].strip(" ,;/")
        yield from _section(heading["role"], plain(words[heading.end() : end].strip(" ,;/")), whole)


def _outside(pattern: Pattern, words: str) -> Iterator[re.Match[str]]:
    """List the matches of a pattern that begin outside brackets."""
    depth = place = 0
    for match in pattern.finditer(words):
        depth += words.count("(", place, match.start()) - words.count(")", place, match.start())
        place = match.start()
        if depth == 0:
            yield match


def _is_before_names(rest: str) -> bool:
    """Check whether a role without a colon stands before a name: "co-leader NL", but not "Leader of action 2"."""
    words = rest.split(" ")
    return bool(rest) and any(is_named(" ".join(words[:count]).strip(",;()")) for count in (1, 2, 3))


def _section(title: str, names: str, whole: str) -> Iterator[_Item]:
    role = party_words().marks[key(title)]
    if party_words().nobody.fullmatch(names):
        return
    items = list(_listed(names)) if names else []
    named = [item for item in items if isinstance(item, PartyItem)]
    if not named or isinstance(items[0], Unparsed) or not all(_is_role_of(item, role) for item in named):
        yield Unparsed(text=whole)
        return
    if role in _SHARED and any(item.collective is not None for item in named):
        yield Unparsed(text=whole)
        return
    if role is ItemRole.SUPPORT and ":" not in whole:
        # Behind a comma the list before may go on: "supported by DE, FR", but not "supported by DE, FR and IT".
        pieces = [piece.words for piece in _outside_brackets(names)]
        if len(pieces) > 1 and not party_words().between.search(pieces[-1]):
            for item in _split(pieces[0]):
                yield item if isinstance(item, Unparsed) else attrs.evolve(item, role=role)
            yield Unparsed(text=", ".join(pieces[1:]))
            return
    singular = role in _SHARED and key(title) not in party_words().several
    for place, item in enumerate(items):
        # A singular word before several names: the others have a role that the text does not say.
        if isinstance(item, Unparsed) or (singular and place):
            yield Unparsed(text=_written(item))
        else:
            yield attrs.evolve(item, role=item.role or role)


def _is_role_of(item: PartyItem, role: ItemRole) -> bool:
    """Check whether a mark behind a name fits the heading: a participant can be a co-leader too."""
    return item.role in {None, role} or role is ItemRole.PARTICIPANT


def _listed(words: str) -> Iterator[_Item]:
    item = _cooperating(words)
    if item is not None:
        yield item
        return
    items: list[_Item] = []
    start = 0  # of the names since the last one with a role
    for read, plural in _pieces(words):
        if plural is None:
            items += read
            marked = [
                place for place, item in enumerate(items[len(items) - len(read) :]) if getattr(item, "role", None)
            ]
            start = len(items) - len(read) + marked[-1] + 1 if marked else start
            continue
        items += read
        # "DE, NL (co-leaders)" is about both; of three names, the first may be the leader.
        last = items[-1] if items else None
        role = last.role if isinstance(last, PartyItem) else None
        run = items[start:]
        if role is None or not (start or len(run) == 2) or not all(isinstance(item, PartyItem) for item in run):  # noqa: PLR2004 - both
            items[start:] = [Unparsed(text=", ".join([*map(_written, run[: -len(read)]), plural]))]
        else:
            items[start:] = [attrs.evolve(item, role=role) for item in run if isinstance(item, PartyItem)]
        start = len(items)
    yield from items


# Parties that act together, and lists.


def _cooperating(words: str) -> PartyItem | None:
    """Return a party with its partners: ``ES, in cooperation with EC, IT, MT``; None for any other text."""
    parts = party_words().partners.split(words)
    if len(parts) != 2:  # noqa: PLR2004 - the party and its partners
        return None
    lead = parse_single(parts[0])
    partners = [item for read, _ in _pieces(parts[1]) for item in read]
    if lead is None or not partners or not all(map(_is_plain, partners)):
        return None
    return attrs.evolve(lead, cooperating=tuple(map(str, partners)))


def _is_plain(item: _Item) -> bool:
    """Check whether an item is only a name, since partners are stored as names."""
    return isinstance(item, PartyItem) and not any(sign in str(item) for sign in ("(", ", "))


class _Piece(NamedTuple):
    """A piece between commas or semicolons; ``after_comma`` unless it begins the list or follows a semicolon."""

    words: str
    after_comma: bool


def _pieces(words: str) -> Iterator[tuple[list[_Item], str | None]]:
    """Yield the parties of each piece of a list; with its words if a role behind it is of several: "(co-leaders)"."""
    pieces = list(_outside_brackets(words))
    group: PartyItem | None = None
    place = 0
    while place < len(pieces):
        words, place = pieces[place].words, place + 1
        if not words:
            continue
        leading = party_words().leading_and.match(words)
        words = plain(words[leading.end() :] if leading else words)
        if place < len(pieces) and pieces[place].after_comma and _is_role(pieces[place].words):
            words, place = f"{words} {pieces[place].words}", place + 1
        introduced = _introduction(words)
        if introduced is None and place < len(pieces) and pieces[place].after_comma and _group(words) is not None:
            introduced = _introduction(f"{words}, {pieces[place].words}")
            place += introduced is not None
        if introduced is None:
            mark = party_words().mark.search(words)
            several = mark is not None and party_words().is_of_several(mark)
            read = list(_split(words))
            if several and isinstance(read[-1], PartyItem) and read[-1].collective is not None:
                several = False  # a group is several parties: "Third countries (RS, MK) (observers)"
            if pieces[place - 1].after_comma and group is not None:
                read = list(_described(read, group))
            named = [item for item in read if isinstance(item, PartyItem)]
            group = named[-1] if named else group
            yield read, words if several else None
            continue
        read, place = _introduced(introduced, pieces, place)
        group = None
        yield read, None


def _is_role(words: str) -> bool:
    """Check whether a piece is only the role of the party before it: "FI, as observer"."""
    mark = party_words().mark.fullmatch(f" {words}")
    return mark is not None and mark["acting"] is not None


def _described(items: Iterable[_Item], group: PartyItem) -> Iterator[_Item]:
    """Leave open the countries behind a group that a country describes: "MS with borders to UA, MD"."""
    for item in items:
        country = register().find(item.party) if isinstance(item, PartyItem) else None
        if isinstance(item, PartyItem) and country is not None and country.iso and _can_describe(item, group):
            yield Unparsed(text=_written(item))
        else:
            yield item


def _outside_brackets(words: str) -> Iterator[_Piece]:
    depth = start = 0
    comma = False
    for index, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if sign in ",;" and depth <= 0:
            yield _Piece(words[start:index].strip(), comma)
            start, comma = index + 1, sign == ","
    yield _Piece(words[start:].strip(), comma)


# Lists of members behind a group: "All MS except DK", "MS concerned, in particular IT", "Third countries: RS, MK".


class _Introduction(NamedTuple):
    """A group, the field that its list fills, and the first words of that list."""

    whole: str
    group: str
    field: str
    rest: str


def _introduction(words: str) -> _Introduction | None:
    patterns = party_words()
    candidates: list[tuple[int, int, str]] = []
    exception = next(_outside(patterns.exception, words), None)
    if exception is not None:
        candidates.append((exception.start(), exception.end(), "excluded"))
    for pattern, field in ((patterns.including, "including"), (patterns.examples, "examples")):
        match = next(_outside(pattern, words), None)
        if match is not None:
            candidates.append((match.start(), match.end(), field))
    listing = patterns.listing.fullmatch(words)
    if listing is not None and "(" not in listing["group"]:
        candidates.append((listing.end("group"), listing.start("rest"), "members"))
    for start, end, field in sorted(candidates):
        group = words[:start].rstrip(" ,")
        if _group(group) is not None:
            return _Introduction(words, group, field, words[end:])
    excepted = patterns.excepted.search(words)
    head, comma, name = words[: excepted.start()].rpartition(",") if excepted is not None else ("", "", "")
    if comma and _group(head.strip()) is not None:
        return _Introduction(words, head.strip(), "excluded", name.strip())
    return None


def _group(words: str) -> Collective | Group | None:
    return register().group(words) or parse_group(words)


def _introduced(introduction: _Introduction, pieces: Sequence[_Piece], place: int) -> tuple[list[_Item], int]:
    """Return a group with its list, what follows in the same piece, and the place of the next piece."""
    group, item = _group(introduction.group), parse_single(introduction.group)
    if group is None or item is None or (introduction.field == "members" and _is_closed(group)):
        return _not_understood(introduction.whole, pieces, place, introduction.group)
    fits: Callable[[str, Collective | Group], bool] = (
        can_be_excluded if introduction.field == "excluded" else can_belong
    )
    names: list[str] = []
    words, beside, first = introduction.rest, False, place
    while True:
        parts = _parts(words)
        belong = [fits(part.words, group) for part in parts]
        count = belong.index(False) if False in belong else len(belong)
        if not count:
            break
        names += [part.words for part in parts[:count]]
        if count < len(parts):
            # "except DK and Europol": it may belong to the list, or be named beside the group.
            left = words[parts[count - 1].end :].strip()
            return [_with_list(item, introduction.field, names), Unparsed(text=left)], place
        beside = place < len(pieces) and pieces[place].after_comma
        if not beside:
            break
        words, place = plain(_without_and(pieces[place].words)), place + 1
    if not names:
        return _not_understood(introduction.whole, pieces, place, introduction.group)
    if not count and beside:
        place -= 1
    if introduction.field == "members" and not can_be_all(names, group):
        read = _with_members_of_last(introduction.group, names)
        whole = ", ".join((introduction.whole, *(piece.words for piece in pieces[first:place])))
        return read or [Unparsed(text=whole)], place
    return [_with_list(item, introduction.field, names)], place


def _with_members_of_last(groups: str, names: Sequence[str]) -> list[_Item]:
    """Return groups before a list that has members of the last one only: "MS and third countries: RS, MK"."""
    *others, part = _parts(groups)
    last, item = _group(part.words), parse_single(part.words)
    if not others or last is None or item is None or not all(can_belong(name, last) for name in names):
        return []
    return [*_split(groups[: others[-1].end]), _with_list(item, "members", names)]


def _is_closed(group: Collective | Group) -> bool:
    return isinstance(group, Group) or group.determinate


def _without_and(words: str) -> str:
    leading = party_words().leading_and.match(words)
    return words[leading.end() :] if leading else words


def _not_understood(whole: str, pieces: Sequence[_Piece], place: int, group: str) -> tuple[list[_Item], int]:
    """Return a list as not understood, up to a party that does not belong to the group: it is named beside it.

    What follows may belong to words that are not understood: "All MS except zorgle, DK, Europol".
    """
    named, words = _group(group), [whole]
    while place < len(pieces) and (named is None or not _stands_apart(pieces[place].words, named)):
        words += filter(None, [pieces[place].words])
        place += 1
    return [Unparsed(text=", ".join(words))], place


def _stands_apart(words: str, group: Collective | Group) -> bool:
    """Check whether words are a known party that cannot be a member of a group."""
    return register().find(words) is not None and not can_be_excluded(words, group)


def _with_list(item: PartyItem, field: str, names: Sequence[str]) -> PartyItem:
    listed: dict[str, Any] = {field: (*getattr(item, field), *names)}
    return attrs.evolve(item, **listed)


# One piece: a party, or several joined by "and", a slash or a space.


class _Part(NamedTuple):
    words: str
    start: int
    end: int


def _parts(words: str) -> list[_Part]:
    """Split words at "and", "&", "+" and slashes outside brackets."""
    parts: list[_Part] = []
    start = 0
    for joint in (*_outside(party_words().between, words), None):
        end = len(words) if joint is None else joint.start()
        if words[start:end].strip():
            parts.append(_Part(plain(words[start:end]), start, end))
        start = end if joint is None else joint.end()
    return parts


def _split(piece: str) -> Iterator[_Item]:
    """List the parties of one piece: one, or several joined by "and", a slash or a space."""
    if not piece or party_words().unfilled.fullmatch(piece):
        return
    if party_words().none.fullmatch(piece):
        yield Unparsed(text=piece)  # "FR, none": one of them is wrong
        return
    single = None if party_words().either.search(piece) and not piece.endswith(")") else _whole(piece)
    if single is not None:
        yield single
        return
    joined = _joined(piece)
    if joined and not any(isinstance(item, Unparsed) for item in joined):
        yield from joined
        return
    codes = piece.split()
    if 1 < len(codes) <= MOST_WORDS and all(map(is_known_code, codes)) and not party_words().etc.search(piece):
        yield from (PartyItem(party=code) for code in codes)
        return
    yield from _without_comma(codes) or joined or party_and_remark(piece) or [Unparsed(text=piece)]


def _whole(piece: str) -> PartyItem | None:
    return _cooperating(piece) or parse_single(piece)


def _joined(piece: str) -> list[_Item]:
    """Return the parties of a piece with joints; empty if none is understood, or if it is unclear who is meant."""
    parts = _parts(piece)
    items: list[_Item] = []
    place = 0
    while place < len(parts):
        # The longest run of parts that is one group: "MS/TP concerned", "MS which produce and distribute".
        for end in range(min(len(parts), place + 3), place, -1):
            words = plain(piece[parts[place].start : parts[end - 1].end])
            item = _whole(words) if end == place + 1 or parse_group(words) is not None else None
            if item is not None:
                break
        else:
            if is_doubtful(parts[place].words):
                return []  # "HU and AT (withdrawn)" may be about both
            items += party_and_remark(parts[place].words) or [Unparsed(text=parts[place].words)]
            place += 1
            continue
        before = next((item for item in reversed(items) if isinstance(item, PartyItem)), None)
        if before is not None and _is_limited(before, item):
            return []
        described = before is not None and _can_describe(item, before)
        items.append(Unparsed(text=_written(item)) if described else item)
        place = end
    return items if len(parts) > 1 and any(isinstance(item, PartyItem) for item in items) else []


def _is_limited(before: PartyItem, item: PartyItem) -> bool:
    """Check whether what is said of a group may be said of the one before it: "All MS and agencies concerned"."""
    if before.collective is None or item.collective is None:
        return False
    return before.collective.determinate and bool(party_words().took_part.fullmatch(item.party.rpartition(" ")[2]))


def _can_describe(item: PartyItem, group: PartyItem) -> bool:
    """Check whether a party may only describe the group before it: MD in "MS bordering UA and MD".

    A body has no border: "MS bordering UA and Frontex" are two.
    """
    described = group.party.split()
    if group.collective is None or item.collective is not None or is_name_with_brackets(group.party):
        return False
    if not is_known_code(described[-1]) or party_words().kind.fullmatch(described[-1]):
        return False
    party, last = register().find(item.party), register().find(described[-1])
    if party is None or last is None:
        return False
    return (party.iso is None) is (last.iso is None) or not party_words().border.search(group.party)


def _without_comma(words: Sequence[str]) -> list[PartyItem]:
    """Return a group and the parties behind it where a comma is missing: "MS concerned Frontex"."""
    start = len(words)
    while start > 1 and is_known_code(words[start - 1]) and not party_words().kind.fullmatch(words[start - 1]):
        start -= 1
    head = parse_single(" ".join(words[:start])) if start < len(words) else None
    if head is None or head.collective is None or not party_words().took_part.fullmatch(words[start - 1]):
        return []
    return [head, *(PartyItem(party=code) for code in words[start:])]
