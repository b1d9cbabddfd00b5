"""The register: who is who, what each is on a day, and what that answer rests on."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Iterable

import attrs

from empact.diagnostics import did_you_mean
from empact.errors import UnknownIdError
from empact.model import Dated, Party, PartyKind, PartyName, Span
from empact.reference.facts import Fact
from empact.reference.parties import read_parties
from empact.reference.reasons import why_held, why_kind, why_named, why_role
from empact.reference.roles import Role, Tenure, read_roles
from empact.reference.spellings import Spellings, squeeze
from empact.reprs import short_repr

_DAY = dt.timedelta(days=1)
_STATES = (PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY)


@attrs.frozen(kw_only=True)
class Clash:
    """A code or spelling that a party brought along although it names another one at that time; the first keeps it."""

    name: str
    kept: Party
    refused: Party

    __repr__ = short_repr


def _turns(row: Dated) -> Iterable[dt.date]:
    """The first day on which a row holds, and the first on which it holds no more."""
    if row.since is not None:
        yield row.since
    if row.until is not None and row.until < dt.date.max:
        yield row.until + _DAY


def _own_name(party: Party) -> PartyName:
    return PartyName(text=party.name, source=party.source, confidence=party.confidence)


def _role_key(name: str) -> str:
    return squeeze(name).casefold().removeprefix("the ")


class Register:
    """Parties and roles, and what they are on a day. A register never changes; adding parties makes another one."""

    def __init__(self, parties: Iterable[Party], roles: Iterable[Role] = ()) -> None:
        self.roles = tuple(roles)
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
        """Enter parties: their codes first, then their names, and ISO codes where they are still free."""
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
        """Every party: member states in protocol order, third countries, EU bodies, organisations, plugins' parties."""
        return tuple(self._parties.values())

    def with_parties(self, extra: Iterable[Party]) -> Register:
        """A register that knows these parties too. What names another party already is refused: see ``clashes``.

        A party whose code is taken is left out; of any other one only the spelling that is taken.
        """
        grown = type(self)(self.parties, self.roles)
        grown.clashes = self.clashes + grown._enter(extra)  # noqa: SLF001 - of its own class
        return grown

    def get(self, code: str) -> Party:
        """The party with this code; raises :class:`~empact.errors.UnknownIdError`."""
        try:
            return self._parties[code]
        except KeyError:
            raise UnknownIdError("party", code, self._parties) from None

    def find(self, name: str, on: dt.date | None = None) -> Party | None:
        """Who is meant by a code, an ISO code, an English name or a spelling, as a plan writes it.

        Letters' case, accents and a leading "the" do not count, but for codes of up to four capital letters: "IT" is
        Italy, "it" is nobody. Former names are understood at any time; the date decides only where a spelling has
        named one party after another. A role is no party: see :meth:`role`.
        """
        found = self._spellings.find(name, on)
        return found[1] if found is not None else None

    def suggest(self, name: str) -> str | None:
        """The spelling closest to one that nobody is known by."""
        return did_you_mean(name, [*self._spellings, *(name.text for name, _ in self._roles.values())])

    def kind(self, party: Party, on: dt.date) -> PartyKind:
        """What a party is on a day: outside its memberships, a state is a third country."""
        if not party.memberships:
            return party.kind
        return _STATES[0] if any(membership.holds(on) for membership in party.memberships) else _STATES[1]

    def exists(self, party: Party, on: dt.date) -> bool:
        """Whether a party exists on a day, as far as its dates are known."""
        return party.holds(on)

    def name(self, party: Party, on: dt.date) -> str:
        """The English name that a party goes by on a day: CEPOL is the European Police College until 2016-06-30."""
        return next((name.text for name in party.names if name.official and name.holds(on)), party.name)

    def members(self, kind: PartyKind, on: dt.date) -> tuple[Party, ...]:
        """Every party of a kind that exists on a day, in the order of ``parties``: "All MS" on 2012-06-01 is 27."""
        stretch = bisect.bisect_right(self._turning_days(kind), on)
        if (kind, stretch) not in self._members:
            self._members[kind, stretch] = tuple(
                party for party in self._parties.values() if self.kind(party, on) is kind and party.holds(on)
            )
        return self._members[kind, stretch]

    def _turning_days(self, kind: PartyKind) -> tuple[dt.date, ...]:
        """The days, in order, on which members of a kind come or go."""
        if kind not in self._turning:
            rows: list[Dated] = []
            for party in self._parties.values():
                if kind in (_STATES if party.memberships else (party.kind,)):
                    rows += [party, *party.memberships]
            self._turning[kind] = tuple(sorted({day for row in rows for day in _turns(row)}))
        return self._turning[kind]

    def role(self, name: str) -> Role | None:
        """The role that is meant by its code or one of its names: "Acting EU Presidency" is the Presidency."""
        found = self._roles.get(_role_key(name))
        return found[1] if found is not None else None

    def _tenure(self, role: Role | str, on: dt.date) -> Tenure | None:
        known = self.role(role) if isinstance(role, str) else role
        return next((tenure for tenure in known.tenures if tenure.holds(on)), None) if known is not None else None

    def holder(self, role: Role | str, on: dt.date) -> Party | None:
        """Who holds a role on a day, as far as it is known."""
        tenure = self._tenure(role, on)
        return self._parties.get(tenure.holder) if tenure is not None else None

    def holders(self, role: Role | str, start: dt.date, end: dt.date) -> tuple[tuple[Span, Party], ...]:
        """Who holds a role in a period, one after another, each with the days of that period."""
        known = self.role(role) if isinstance(role, str) else role
        period = Span(start=start, end=end)
        held: list[tuple[Span, Party]] = []
        for tenure in known.tenures if known is not None else ():
            days = tenure.span.intersection(period)
            if days is not None and tenure.holder in self._parties:
                held.append((days, self._parties[tenure.holder]))
        return tuple(held)

    def stretches(
        self, start: dt.date, end: dt.date, kinds: Iterable[PartyKind] = (PartyKind.MEMBER_STATE,)
    ) -> tuple[Span, ...]:
        """A period cut where the members of one of these kinds, or the holder of a role, change; empty if it is."""
        tenures = [tenure for role in self.roles for tenure in role.tenures]
        turns = {day for kind in kinds for day in self._turning_days(kind)}
        turns |= {day for tenure in tenures for day in _turns(tenure)}
        starts = [start, *sorted(day for day in turns if start < day <= end)] if start <= end else []
        ends = [*(day - _DAY for day in starts[1:]), end]
        return tuple(Span(start=first, end=last) for first, last in zip(starts, ends, strict=False))

    def why(self, subject: Party | str, on: dt.date) -> tuple[Fact, ...]:
        """The facts that an answer rests on: how a name is read, who holds the role, what the party is on that day."""
        if isinstance(subject, Party):
            return (why_kind(subject, on),)
        entry = self._roles.get(_role_key(subject))
        if entry is not None:
            tenure = self._tenure(entry[1], on)
            holder = self.holder(entry[1], on)
            return (
                why_role(*entry),
                *([why_held(tenure, entry[1])] if tenure is not None else []),
                *([why_kind(holder, on)] if holder is not None else []),
            )
        found = self._spellings.find(subject, on)
        if found is None:
            return ()
        name, party = found
        own = name.text in (party.code, party.name)
        return (*([] if own else [why_named(name, party)]), why_kind(party, on))


@functools.cache
def register() -> Register:
    """The register of the data files."""
    return Register(read_parties(), read_roles())
