"""The register: look-up of parties and roles by name and date, with the facts behind each answer."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_date, check_text, check_type
from empact.errors import UnknownIdError
from empact.model import Dated, Party, PartyKind, PartyName, Span
from empact.reference.facts import Fact, read_table
from empact.reference.parties import Composition, Group, Role, Tenure, read_groups, read_parties, read_roles
from empact.reference.reasons import why_held, why_kind, why_named, why_role
from empact.values import value

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


_SHORTEST_CLOSE = 5
"""The least letters of a name with a close spelling. Shorter ones are often close by chance, such as Meta and Malta."""

if TYPE_CHECKING:
    from empact.reference.languages import OtherName
    from empact.reference.markings import Marking
    from empact.slips import Known

_DAY = dt.timedelta(days=1)
_STATES = (PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY)


@value(kw_only=True)
class Clash:
    """A name of an added party that already names another party at that time."""

    name: str
    """The code or spelling that both parties have."""
    kept: Party
    """The party that was there first, which keeps the name."""
    refused: Party
    """The party that was added later, which does not get the name."""


def _turns(row: Dated) -> Iterable[dt.date]:
    """List the first day on which a row holds, and the first day on which it no longer holds."""
    if row.since is not None:
        yield row.since
    if row.until is not None and row.until < dt.date.max:
        yield row.until + _DAY


def _own_name(party: Party) -> PartyName:
    return PartyName(text=party.name, source=party.source, confidence=party.confidence)


def _write_party(given: object) -> str | None:
    return f"register.get({given!r})" if isinstance(given, str) else None


def _role_key(name: str) -> str:
    return squeeze(name).casefold().removeprefix("the ")


class Register:
    """Parties and roles by date. A register is immutable; :meth:`with_parties` returns another one."""

    def __init__(
        self,
        parties: Iterable[Party],
        roles: Iterable[Role] = (),
        groups: Iterable[Group] = (),
        ambiguous: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.roles = tuple(roles)
        self.groups = tuple(groups)
        self._ambiguous = dict(ambiguous or {})
        self._groups = {_role_key(name.text): group for group in self.groups for name in group.names}
        self.clashes: tuple[Clash, ...] = ()
        self._parties: dict[str, Party] = {}
        self._spellings = Spellings()
        self._roles = {_role_key(name.text): (name, role) for role in self.roles for name in role.names}
        self._turning: dict[PartyKind, tuple[dt.date, ...]] = {}
        self._members: dict[tuple[PartyKind, int], tuple[Party, ...]] = {}
        self._enter(parties)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._parties)} parties>"

    def _enter(self, parties: Iterable[Party]) -> tuple[Clash, ...]:
        """Add parties and return the clashes.

        Codes are added before names, and names before ISO codes: so a name never takes the code of another party,
        regardless of their order.
        """
        clashes: list[Clash] = []
        entered: list[Party] = []
        for party in parties:
            kept = self._parties.get(party.code) or self._spellings.add(PartyName(text=party.code), party)
            if kept is not None:
                clashes.append(Clash(name=party.code, kept=kept, refused=party))
            else:
                self._parties[party.code] = party
                entered.append(party)
        names = [(name, party) for party in entered for name in (*party.names, _own_name(party))]
        codes = [(PartyName(text=party.iso, source="ISO 3166-1"), party) for party in entered if party.iso is not None]
        for name, party in (*names, *codes):
            kept = self._spellings.add(name, party)
            if kept is not None:
                clashes.append(Clash(name=name.text, kept=kept, refused=party))
        return tuple(clashes)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Every party: member states in protocol order, third countries, EU bodies, organisations, those of plugins."""
        return tuple(self._parties.values())

    def with_parties(self, extra: Iterable[Party]) -> Register:
        """Return a register with more parties.

        A party whose code is taken is not added, nor is a spelling that names another party. Both are in ``clashes``.
        """
        grown = type(self)(self.parties, self.roles, self.groups, self._ambiguous)
        grown.clashes = self.clashes + grown._enter(extra)  # noqa: SLF001 - of its own class
        return grown

    def get(self, code: str) -> Party:
        """Return the party with this code; raise :class:`~empact.errors.UnknownIdError` if unknown."""
        check_text("The code of a party", code)
        try:
            return self._parties[code]
        except KeyError:
            raise UnknownIdError("Party", code, self._parties, hint=self.hint(code) or "") from None

    def find(self, name: str, on: dt.date | None = None) -> Party | None:
        """Return the party with a code, an ISO code, an English name or a spelling in a plan, or None.

        Case, accents and a leading "the" do not matter, except in codes of up to four capital letters: "IT" is Italy,
        "it" is unknown. Former names are found for any date; the date decides only where a spelling has named several
        parties, one after another. A name with its code, "Germany (DE)", is found too. For roles, see :meth:`role`.

        >>> import empact
        >>> register = empact.default_session().register
        >>> register.find("Hungary").code, register.find("Atlantis")
        ('HU', None)
        """
        check_text("The name", name)
        match = None if self.meanings(name) else self._spellings.find(name, on)
        if match is not None:
            return match[1]
        head, opened, code = name.rstrip(") ").partition("(") if name.rstrip().endswith(")") else (name, "", "")
        party = self.find(head, on) if opened and head.strip() else None
        return party if party is not None and self.find(code, on) is party else None

    def meanings(self, name: str) -> tuple[str, ...]:
        """Return what an ambiguous abbreviation can mean: "ILO" is an organisation, or liaison officers.

        Such a name is not found: the plan has to write which one it means. Empty for every other name.
        """
        return self._ambiguous.get(squeeze(name), ())

    def group(self, name: str) -> Group | None:
        """Return the group with a name of its own, or None: "V4" is the Visegrad Group."""
        check_text("The name", name)
        return self._groups.get(_role_key(name))

    def composition(self, group: Group, on: dt.date) -> tuple[Party, ...]:
        """Return the members of a group on a day; empty if they are not settled on that day."""
        composition = next((composition for composition in group.compositions if composition.holds(on)), None)
        return () if composition is None else self._composed(composition, on)

    def _composed(self, composition: Composition, on: dt.date) -> tuple[Party, ...]:
        if composition.kind is not None:
            return self.members(composition.kind, on)
        return tuple(self._parties[code] for code in composition.members if code in self._parties)

    def compositions(self, group: Group, start: dt.date, end: dt.date) -> tuple[tuple[Span, tuple[Party, ...]], ...]:
        """Return the members of a group in a period, each with its part of the period.

        Empty if the members are not settled on every day of the period: "EU28" in 2020.
        """
        period = Span(start=start, end=end)
        parts: list[tuple[Span, tuple[Party, ...]]] = []
        following = start
        for composition in group.compositions:
            days = composition.span.intersection(period)
            if days is not None and days.start == following:
                parts.append((days, self._composed(composition, days.start)))
                following = days.end if days.end >= end else days.end + _DAY
        return tuple(parts) if parts and parts[-1][0].end == end else ()

    def suggest(self, name: str) -> str | None:
        """Return the known spelling that an unknown name certainly means, or None.

        That is the English name of the party that has it as a name in another language, or a spelling with one or two
        letters wrong. A short abbreviation has no close spelling: many bodies differ in one letter.
        """
        other = self._other(name)
        return self._slip(name) if other is None else other[0].name

    def hint(self, name: str) -> str | None:
        """Return a sentence about what an unknown name certainly means, or None.

        ``'Deutschland' is the German name of Germany: write DE.`` or ``Did you mean 'Europol'?``
        """
        other = self._other(name)
        if other is not None:
            party, known = other
            return f"{squeeze(name)!r} is {known.of(party.name)}: write {party.code}."
        written = squeeze(name)
        upper = self.find(written.upper()) if self.find(written) is None else None  # only the case of codes matters
        close = self._slip(name) if upper is None else upper.code
        return None if close is None else f"Did you mean {close!r}?"

    def _other(self, name: str) -> tuple[Party, OtherName] | None:
        from empact.reference.languages import other_name  # only an unknown name needs the names in other languages

        other = other_name(name)
        party = None if other is None else self._parties.get(other.code)
        return None if other is None or party is None else (party, other)

    def _slip(self, name: str) -> str | None:
        from empact.slips import closest

        written = squeeze(name)
        folded = fold(written)
        if folded is None or len(written) < _SHORTEST_CLOSE:
            return None
        is_code = written.isupper()  # EMCDAA: a code is never proposed for a word
        return closest(folded, [known for known in self._known if is_code or not known.word.isupper()], names=True)

    @functools.cached_property
    def _known(self) -> tuple[Known, ...]:
        """The spellings that are words, and the names of roles."""
        from empact.slips import Known

        meanings = {text: party.code for text, party in self._spellings.holders()}
        meanings |= {name.text: role.code for name, role in self._roles.values()}
        return tuple(Known(folded, text, code) for text, code in meanings.items() if (folded := fold(text)) is not None)

    def kind(self, party: Party, on: dt.date) -> PartyKind:
        """Return the kind of a party on a day: outside its memberships, a state is a third country."""
        if not party.memberships:
            return party.kind
        return _STATES[0] if any(membership.holds(on) for membership in party.memberships) else _STATES[1]

    def exists(self, party: Party, on: dt.date) -> bool:
        """Check whether a party exists on a day, according to its known dates."""
        check_type("The party", "a Party", Party, party, _write_party)
        check_date("day", on, required=True)
        return party.holds(on)

    def name(self, party: Party, on: dt.date) -> str:
        """Return the English name of a party on a day: CEPOL is the European Police College until 2016-06-30."""
        check_type("The party", "a Party", Party, party, _write_party)
        check_date("day", on, required=True)
        return next((name.text for name in party.names if name.official and name.holds(on)), party.name)

    def members(self, kind: PartyKind, on: dt.date) -> tuple[Party, ...]:
        """Return the parties of a kind on a day, in the order of ``parties``: 27 member states on 2012-06-01."""
        check_date("day", on, required=True)
        # Members change on few days. The answer is computed once per stretch between two of them, found by bisection.
        stretch = bisect.bisect_right(self._turning_days(kind), on)
        if (kind, stretch) not in self._members:
            self._members[kind, stretch] = tuple(
                party for party in self._parties.values() if self.kind(party, on) is kind and party.holds(on)
            )
        return self._members[kind, stretch]

    def _turning_days(self, kind: PartyKind) -> tuple[dt.date, ...]:
        """Return the days, in order, on which the parties of a kind change."""
        if kind not in self._turning:
            check_type("The kind", "a PartyKind", PartyKind, kind)
            rows: list[Dated] = []
            for party in self._parties.values():
                if kind in (_STATES if party.memberships else (party.kind,)):
                    rows += [party, *party.memberships]
            self._turning[kind] = tuple(sorted({day for row in rows for day in _turns(row)}))
        return self._turning[kind]

    def role(self, name: str) -> Role | None:
        """Return the role with a name, or None: "Acting EU Presidency" is the Presidency.

        A name with its holder, such as "DK Presidency" or "PRES DK", is the role in the tenures of that holder.
        """
        check_text("The name", name)
        entry = self._named_role(name)
        return entry[1] if entry is not None else None

    def _named_role(self, name: str) -> tuple[PartyName, Role] | None:
        entry = self._roles.get(_role_key(name))
        if entry is not None:
            return entry
        words = squeeze(name)
        for holder, _, title in (words.partition(" "), words.rpartition(" ")[::-1]):
            known = self._roles.get(_role_key(title)) if holder and title else None
            party = self._spellings.find(holder, None) if known is not None else None
            if known is not None and party is not None and known[1].tenures:
                held = tuple(tenure for tenure in known[1].tenures if tenure.holder == party[1].code)
                return known[0], attrs.evolve(known[1], tenures=held)
        return None

    def _tenure(self, role: Role | str, on: dt.date) -> Tenure | None:
        known = self.role(role) if isinstance(role, str) else role
        return next((tenure for tenure in known.tenures if tenure.holds(on)), None) if known is not None else None

    def holder(self, role: Role | str, on: dt.date) -> Party | None:
        """Return the holder of a role on a day, or None if it is not known."""
        tenure = self._tenure(role, on)
        return self._parties.get(tenure.holder) if tenure is not None else None

    def holders(self, role: Role | str, start: dt.date, end: dt.date) -> tuple[tuple[Span, Party], ...]:
        """Return the holders of a role in a period, in order, each with its part of the period."""
        known = self.role(role) if isinstance(role, str) else role
        period = Span(start=start, end=end)
        held: list[tuple[Span, Party]] = []
        for tenure in known.tenures if known is not None else ():
            days = tenure.span.intersection(period)
            if days is not None and tenure.holder in self._parties:
                held.append((days, self._parties[tenure.holder]))
        return tuple(held)

    def marking(self, text: str | None) -> Marking:
        """Return what a marking means: its level, its distribution markings, and its words that are not known."""
        from empact.reference.markings import read_marking  # only several plans and the rules compare markings

        return read_marking(text)

    def marking_hint(self, words: str) -> str | None:
        """Return what to write instead of words that are not a known marking, as a sentence, or None."""
        from empact.reference.markings import marking_hint

        return marking_hint(words)

    def stretches(
        self, start: dt.date, end: dt.date, kinds: Iterable[PartyKind] = (PartyKind.MEMBER_STATE,)
    ) -> tuple[Span, ...]:
        """Split a period where the parties of these kinds, or the holder of a role, change; empty if it is empty."""
        tenures = [tenure for role in self.roles for tenure in role.tenures]
        turns = {day for kind in kinds for day in self._turning_days(kind)}
        turns |= {day for tenure in tenures for day in _turns(tenure)}
        starts = [start, *sorted(day for day in turns if start < day <= end)] if start <= end else []
        ends = [*(day - _DAY for day in starts[1:]), end]
        return tuple(Span(start=first, end=last) for first, last in zip(starts, ends, strict=False))

    def why(self, subject: Party | str, on: dt.date) -> tuple[Fact, ...]:
        """Return the facts behind an answer: the party a name means, the holder of a role, the kind on that day."""
        if isinstance(subject, Party):
            return (why_kind(subject, on),)
        entry = self._named_role(subject)
        if entry is not None:
            tenure = self._tenure(entry[1], on)
            holder = self.holder(entry[1], on)
            return (
                why_role(*entry),
                *([why_held(tenure, entry[1])] if tenure is not None else []),
                *([why_kind(holder, on)] if holder is not None else []),
            )
        match = self._spellings.find(subject, on)
        if match is None:
            return ()
        name, party = match
        own = name.text in (party.code, party.name)
        return (*([] if own else [why_named(name, party)]), why_kind(party, on))


@functools.cache
def register() -> Register:
    """Return the register of the data files."""
    ambiguous: dict[str, tuple[str, ...]] = {}
    for row in read_table("ambiguous"):
        ambiguous[row.text("name")] = (*ambiguous.get(row.text("name"), ()), row.text("meaning"))
    return Register(read_parties(), read_roles(), read_groups(), ambiguous)
