"""Who leads and who takes part: the items of the columns Leader and Participants, and of the plan's other lists."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import attrs

from empact.arguments import wrong_type
from empact.model.cells import Cell
from empact.model.conditions import Condition
from empact.model.spans import Span
from empact.model.typed import check_fields
from empact.reprs import short_repr


class PartyKind(enum.Enum):
    """The kinds of party that a plan speaks of.

    An ``EU_BODY`` is what is of the Union, yet neither institution nor agency: COSI, OLAF, the EMPACT Support Unit. A
    ``NETWORK`` joins services of states (CARIN, ENFAST); ``PRIVATE`` are firms and associations.
    """

    MEMBER_STATE = "member-state"
    THIRD_COUNTRY = "third-country"
    EU_AGENCY = "eu-agency"
    EU_INSTITUTION = "eu-institution"
    EU_BODY = "eu-body"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    NETWORK = "network"
    PRIVATE = "private"


@attrs.frozen(kw_only=True)
class Collective:
    """A group that a plan names instead of its members: "All MS", "Relevant MS", "other relevant EU Agencies".

    Only a group of ``every`` member without ``qualifier`` is determinate; who else belongs is left open by the plan
    and is never filled in.
    """

    members: tuple[PartyKind, ...]
    every: bool = False
    other: bool = False
    qualifier: str | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    @property
    def determinate(self) -> bool:
        """Whether the words say who belongs, given the date."""
        return self.every and self.qualifier is None


@attrs.frozen(kw_only=True)
class PartyItem:
    """One party of a cell, with what the plan says of its part.

    ``party`` is the name as written; the canonical code comes from the register, at the action's own time.
    ``authority`` is a service inside a state. ``tentative`` says that the part is to be confirmed, and ``reason`` why;
    ``condition`` says when it holds ("Frontex is leader for any possible operations at the external borders", note 7).
    ``cooperating`` are the parties "in cooperation with" which this one acts: a role of its own (action 6.2).
    """

    party: str
    collective: Collective | None = None
    authority: str | None = None
    tentative: bool = False
    reason: str | None = None
    condition: Condition | None = None
    cooperating: tuple[str, ...] = ()

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        words = self.party
        if self.authority is not None:
            words += f" (authority: {self.authority})"
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

    ``STATED``: the reference plan says it (17793/2/11 REV 2). ``READ``: it was read in another public document.
    ``GENERAL_KNOWLEDGE``: nobody has looked it up for empact.
    """

    STATED = "stated"
    READ = "read"
    GENERAL_KNOWLEDGE = "general-knowledge"


@attrs.frozen(kw_only=True)
class Dated:
    """What holds from one day to another, both included (None leaves that end open), and who says so."""

    since: dt.date | None = None
    until: dt.date | None = None
    source: str | None = None
    confidence: Confidence = Confidence.GENERAL_KNOWLEDGE

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    @property
    def span(self) -> Span:
        """The time in which it holds; an open end is the first or the last day of the calendar."""
        return Span(start=self.since or dt.date.min, end=self.until or dt.date.max)

    def holds(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def meets(self, other: Dated) -> bool:
        """Whether there is a day on which both hold."""
        return self.span.overlaps(other.span)


@attrs.frozen(kw_only=True)
class PartyName(Dated):
    """A name, code or spelling of a party; ``official`` where the party itself went by it in that time."""

    text: str
    official: bool = False

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Membership(Dated):
    """A time for which a state is a member state: the United Kingdom's ends with 31 January 2020."""

    __repr__ = short_repr


def _party_names(names: Iterable[PartyName | str]) -> tuple[PartyName, ...]:
    if isinstance(names, str):
        raise wrong_type("The names of a Party are", "a tuple of texts", names, f"({names!r},)")
    return tuple(PartyName(text=name) if isinstance(name, str) else name for name in names)


@attrs.frozen(kw_only=True)
class Party(Dated):
    """A party as the register knows it, and as a plugin hands it over.

    ``code`` is its canonical name in EU usage (``EL``, ``UK``, ``CEPOL``), ``iso`` the ISO 3166-1 code of a state
    (``GR``, ``GB``), ``name`` its English name today. ``names`` are its other names and spellings; a plain string is
    a spelling without dates. ``since`` and ``until`` are its first and last day, ``successor`` the code of who follows.
    A state with ``memberships`` is a member state in those times and a third country in all others; without any, it
    is what ``kind`` says. ``note`` is what has to stand beside the name in print (Kosovo's asterisk).
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

    __repr__ = short_repr
