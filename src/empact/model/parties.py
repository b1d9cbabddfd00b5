"""Parties: the items of the columns Leader and Participants and of other lists, and the entries of the register."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import attrs

from empact.arguments import check_date, check_type, wrong_type
from empact.model.cells import Cell
from empact.model.conditions import Condition
from empact.model.spans import Span
from empact.model.typed import checked_value
from empact.values import value


class PartyKind(enum.Enum):
    """The kind of a party."""

    MEMBER_STATE = "member-state"
    """A member state of the Union."""
    THIRD_COUNTRY = "third-country"
    """A state outside the Union."""
    EU_AGENCY = "eu-agency"
    """An agency of the Union, such as Europol or Frontex."""
    EU_INSTITUTION = "eu-institution"
    """An institution of the Union, such as the Commission."""
    EU_BODY = "eu-body"
    """A body of the Union that is neither institution nor agency: COSI, OLAF, the EMPACT Support Unit."""
    INTERNATIONAL_ORGANISATION = "international-organisation"
    """An organisation of states, such as Interpol."""
    NETWORK = "network"
    """A network of services of states (CARIN, ENFAST)."""
    PRIVATE = "private"
    """A firm or an association."""


@checked_value(kw_only=True)
class Collective:
    """A group of parties in a plan: "All MS", "Relevant MS", "other relevant EU Agencies".

    Only "All MS" and "All other MS" are determinate: a group of member states with ``every`` and without ``qualifier``.
    The plan leaves the members of other groups open, and empact never guesses them: no plan means every third country.
    """

    members: tuple[PartyKind, ...]
    """The kinds of party that belong to the group, such as ``[member-state]``."""
    every: bool = False
    """Whether all of them are meant, as in ``All MS``. In a file, ``true``."""
    other: bool = False
    """Whether the plan means others than those that it names elsewhere. In a file, ``true``."""
    qualifier: str | None = None
    """The word that leaves the members open, such as ``relevant`` or ``participating``. None if there is no such word.
    """
    count: int | None = None
    """The number of members that the plan writes: 27 of ``All MS (27)``, 3 of ``3 MS``. None if it writes none."""

    @property
    def determinate(self) -> bool:
        """Whether the members are known on a given date."""
        return self.every and self.qualifier is None and self.members == (PartyKind.MEMBER_STATE,)


class ItemRole(enum.Enum):
    """A role that the text of a cell gives to a party: "NL (co-leader)", "supported by Frontex", "CH as observer"."""

    LEADER = "leader"
    CO_LEADER = "co-leader"
    PARTICIPANT = "participant"
    SUPPORT = "support"
    OBSERVER = "observer"
    DRIVER = "driver"
    CO_DRIVER = "co-driver"


_LISTS = ("members", "including", "for example", "except")
"""The labels of the lists of an item in its notation: ``Third countries (members: RS, MK)``."""


@checked_value(kw_only=True)
class PartyItem:
    """One party of a cell, and what the plan says about its role."""

    party: str
    """The party as spelt in the plan, such as ``IT`` or ``Acting EU Presidency``. The register resolves it to a code,
    at the time of the action.
    """
    collective: Collective | None = None
    """The group, if the words name a group. None for a single party."""
    authority: str | None = None
    """The service inside the state, such as ``border police``. None if the plan names none."""
    members: tuple[str, ...] = ()
    """All members of the group, if the plan lists them, such as ``[RS, MK]`` of ``Third countries (RS, MK)``."""
    including: tuple[str, ...] = ()
    """Members that certainly belong to an open group, such as ``[IT]`` of ``MS concerned, incl. IT``."""
    examples: tuple[str, ...] = ()
    """Examples of members of the group, such as ``[RS]`` of ``Third countries (e.g. RS)``. Nobody is tasked by them."""
    excluded: tuple[str, ...] = ()
    """The parties that do not belong to the group, such as ``[DK]`` of ``All MS except DK``."""
    role: ItemRole | None = None
    """The role that the text gives the party, such as ``co-leader``. None if it is the role of the column."""
    tentative: bool = False
    """Whether the role of this party is still to be confirmed. In a file, ``true``."""
    reason: str | None = None
    """Why it is to be confirmed, such as ``ongoing contacts with Spain``. None if the plan does not say."""
    condition: Condition | None = None
    """When the party has this role, such as ``any possible operations at the external borders`` (note 7). None if it
    always has the role.
    """
    cooperating: tuple[str, ...] = ()
    """The parties "in cooperation with" which this one acts, such as ``[EC, IT, MT]``: a separate role (action 6.2).
    """

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
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.parse_parties` parses a text.
    """

    __slots__ = ()


class Confidence(enum.Enum):
    """How far a fact was checked."""

    STATED = "stated"
    """The reference plan says so (17793/2/11 REV 2)."""
    READ = "read"
    """Another public document says so."""
    GENERAL_KNOWLEDGE = "general-knowledge"
    """It was not looked up."""


@checked_value(kw_only=True)
class Dated:
    """A fact that holds from one day to another, with its source."""

    since: dt.date | None = None
    """The first day on which it holds. None if no first day is known."""
    until: dt.date | None = None
    """The last day on which it holds. None if no last day is known."""
    source: str | None = None
    """The document, law or web page that says so. None if no source is named."""
    confidence: Confidence = Confidence.GENERAL_KNOWLEDGE
    """How far the fact was checked."""

    @property
    def span(self) -> Span:
        """The period in which it holds; an open end is the first or last day of the calendar."""
        return Span(start=self.since or dt.date.min, end=self.until or dt.date.max)

    def holds(self, on: dt.date) -> bool:
        """Check whether it holds on a day."""
        check_date("on", on, required=True)
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def meets(self, other: Dated) -> bool:
        """Check whether both hold on at least one day."""
        check_type("The other", "a value with dates", Dated, other)
        return self.span.overlaps(other.span)


@value(kw_only=True)
class PartyName(Dated):
    """A name, code or spelling of a party."""

    text: str
    """The name, code or spelling, such as ``Cefpol``."""
    official: bool = False
    """Whether it was the party's own name in that period, not a spelling of others."""


@value(kw_only=True)
class Membership(Dated):
    """A period in which a state is a member state: that of the United Kingdom ends on 31 January 2020."""


def _party_names(names: Iterable[PartyName | str]) -> tuple[PartyName, ...]:
    if isinstance(names, str):
        raise wrong_type("The names of a Party", "a tuple of texts", names, f"({names!r},)")
    return tuple(PartyName(text=name) if isinstance(name, str) else name for name in names)


@value(kw_only=True)
class Party(Dated):
    """A party of the register, or one that a plugin provides. Its days are those on which it exists."""

    code: str
    """Its code in EU usage: ``EL``, ``UK``, ``CEPOL``."""
    kind: PartyKind
    """Its kind. A state with ``memberships`` is a member state in those periods and a third country otherwise."""
    name: str
    """Its English name today, such as ``Greece``."""
    names: tuple[PartyName, ...] = attrs.field(default=(), converter=_party_names)
    """Its other names and spellings; a plain string is a spelling without dates."""
    iso: str | None = None
    """The ISO 3166-1 code of a state: ``GR``, ``GB``. None for other parties."""
    successor: str | None = None
    """The code of the party that took its place, such as ``EUDA`` for the EMCDDA. None if it has no successor."""
    memberships: tuple[Membership, ...] = ()
    """The periods in which a state is a member state. Empty for other parties."""
    note: str | None = None
    """The note that must be printed beside its name, such as the asterisk note of Kosovo. None if there is none."""
    remark: str | None = None
    """A remark for maintainers of the register. It is not printed; None if there is none."""
