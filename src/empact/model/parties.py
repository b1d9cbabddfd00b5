"""Parties: the items of the columns Leader and Participants and of other lists, and the entries of the register."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import attrs

from empact.arguments import wrong_type
from empact.model.cells import Cell
from empact.model.conditions import Condition
from empact.model.spans import Span
from empact.model.typed import checked_value
from empact.values import value


class PartyKind(enum.Enum):
    """The kind of a party.

    ``EU_BODY`` is a body of the Union that is neither institution nor agency: COSI, OLAF, the EMPACT Support Unit.
    ``NETWORK`` is a network of services of states (CARIN, ENFAST), ``PRIVATE`` a firm or an association.
    """

    MEMBER_STATE = "member-state"
    THIRD_COUNTRY = "third-country"
    EU_AGENCY = "eu-agency"
    EU_INSTITUTION = "eu-institution"
    EU_BODY = "eu-body"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    NETWORK = "network"
    PRIVATE = "private"


@checked_value(kw_only=True)
class Collective:
    """A group of parties in a plan: "All MS", "Relevant MS", "other relevant EU Agencies".

    Only "All MS" is determinate: a group of member states with ``every`` and without ``qualifier``. The members of
    other groups are left open by the plan, and empact never guesses them: no plan means every third country. ``count``
    is the number of members that the plan writes: "All MS (27)", "All 27 MS".
    """

    members: tuple[PartyKind, ...]
    every: bool = False
    other: bool = False
    qualifier: str | None = None
    count: int | None = None

    @property
    def determinate(self) -> bool:
        """Whether the members are known on a given date."""
        return self.every and self.qualifier is None and self.members == (PartyKind.MEMBER_STATE,)


class ItemRole(enum.Enum):
    """A role that the text of a cell gives to a party: "NL (co-leader)", "Leader: DE", "supported by Frontex"."""

    LEADER = "leader"
    CO_LEADER = "co-leader"
    PARTICIPANT = "participant"
    SUPPORT = "support"
    DRIVER = "driver"
    CO_DRIVER = "co-driver"


_LISTS = ("members", "including", "for example", "except")
"""The labels of the lists of an item in its notation: ``Third countries (members: RS, MK)``."""


@checked_value(kw_only=True)
class PartyItem:
    """One party of a cell, and what the plan says about its role.

    Args:
        party: The name as written. The register resolves it to a code, at the time of the action.
        collective: The group, where the name is that of a group.
        authority: The service inside the state.
        members: The members of the group, where the plan lists all of them: "Third countries (RS, MK)".
        including: Members that certainly belong to a group whose other members are open: "MS concerned, incl. IT".
        examples: Examples of members: "Third countries (e.g. RS)". None of them is tasked.
        excluded: The parties that do not belong to the group: "All MS except DK".
        role: The role in the text, where it is not the role of the column: "NL (co-leader)".
        tentative: Whether the role is still to be confirmed.
        reason: Why it is to be confirmed.
        condition: When the role applies ("Frontex is leader for any possible operations at the external borders",
            note 7).
        cooperating: The parties "in cooperation with" which this one acts, a role of its own (action 6.2).
    """

    party: str
    collective: Collective | None = None
    authority: str | None = None
    members: tuple[str, ...] = ()
    including: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    role: ItemRole | None = None
    tentative: bool = False
    reason: str | None = None
    condition: Condition | None = None
    cooperating: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = self.party
        if self.authority is not None:
            words += f" (authority: {self.authority})"
        for label, names in zip(_LISTS, (self.members, self.including, self.examples, self.excluded), strict=True):
            if names:
                words += f" ({label}: {', '.join(names)})"
        if self.role is not None:
            words += f" (role: {self.role.value})"
        if self.tentative:
            words += f" (tbc: {self.reason})" if self.reason is not None else " (tbc)"
        if self.condition is not None:
            words += f" (if: {self.condition})"
        if self.cooperating:
            words += f", in cooperation with {', '.join(self.cooperating)}"
        return words


class Parties(Cell[PartyItem]):
    """A cell that names parties.

    Loop over it for its items: each is a :class:`PartyItem`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.parse_parties` parses a text.
    """

    __slots__ = ()


class Confidence(enum.Enum):
    """How far a fact was checked.

    ``STATED``: the reference plan says so (17793/2/11 REV 2). ``READ``: another public document says so.
    ``GENERAL_KNOWLEDGE``: it was not looked up.
    """

    STATED = "stated"
    READ = "read"
    GENERAL_KNOWLEDGE = "general-knowledge"


@checked_value(kw_only=True)
class Dated:
    """A fact that holds from one day to another, both included (None means no limit), with its source."""

    since: dt.date | None = None
    until: dt.date | None = None
    source: str | None = None
    confidence: Confidence = Confidence.GENERAL_KNOWLEDGE

    @property
    def span(self) -> Span:
        """The period in which it holds; an open end is the first or last day of the calendar."""
        return Span(start=self.since or dt.date.min, end=self.until or dt.date.max)

    def holds(self, on: dt.date) -> bool:
        """Check whether it holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def meets(self, other: Dated) -> bool:
        """Check whether both hold on at least one day."""
        return self.span.overlaps(other.span)


@value(kw_only=True)
class PartyName(Dated):
    """A name, code or spelling of a party; ``official`` where it was the party's own name in that period."""

    text: str
    official: bool = False


@value(kw_only=True)
class Membership(Dated):
    """A period in which a state is a member state: that of the United Kingdom ends on 31 January 2020."""


def _party_names(names: Iterable[PartyName | str]) -> tuple[PartyName, ...]:
    if isinstance(names, str):
        raise wrong_type("The names of a Party are", "a tuple of texts", names, f"({names!r},)")
    return tuple(PartyName(text=name) if isinstance(name, str) else name for name in names)


@value(kw_only=True)
class Party(Dated):
    """A party of the register, or one that a plugin provides.

    Args:
        code: Its code in EU usage: ``EL``, ``UK``, ``CEPOL``.
        kind: Its kind. A state with ``memberships`` is a member state in those periods and a third country otherwise.
        name: Its English name today.
        names: Its other names and spellings; a plain string is a spelling without dates.
        iso: The ISO 3166-1 code of a state: ``GR``, ``GB``.
        successor: The code of its successor.
        memberships: The periods in which it is a member state.
        note: The note that must be printed beside its name (Kosovo's asterisk).
        remark: A remark for maintainers.
        since: Its first day.
        until: Its last day.
        source: The source of these facts.
        confidence: How far they were checked.
    """

    code: str
    kind: PartyKind
    name: str
    names: tuple[PartyName, ...] = attrs.field(default=(), converter=_party_names)
    iso: str | None = None
    successor: str | None = None
    memberships: tuple[Membership, ...] = ()
    note: str | None = None
    remark: str | None = None
