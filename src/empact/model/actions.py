"""The operational action: one row of the plan's table, and what its cells tell besides."""

from __future__ import annotations

import enum
from typing import Any

import attrs

from empact.model.anchors import Anchor
from empact.model.cells import Prose
from empact.model.conditions import Condition
from empact.model.frozen import FrozenMap
from empact.model.links import Links, Ref, check_number
from empact.model.measures import Kpis, Targets
from empact.model.parties import Parties
from empact.model.timing import Timing
from empact.model.typed import check_fields
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Phase:
    """A phase of an action ("1st phase", action 2.1)."""

    number: str = attrs.field(validator=check_number)
    name: str | None = None
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr


class LocationKind(enum.Enum):
    """What sort of place an action speaks of."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    PORT = "port"
    BORDER_SECTION = "border-section"
    LAND_BORDER = "land-border"
    EXTERNAL_BORDER = "external-border"


@attrs.frozen(kw_only=True)
class Location:
    """A place where an action happens or at which it aims: "HU-RS section of the EU external border"."""

    name: str
    kind: LocationKind | None = None
    phase: str | None = None
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        return self.name


@attrs.frozen(kw_only=True)
class Route:
    """A route in its order, each stop being one place or several alternatives ("TR-EL-FYROM-RS-HU-AT")."""

    stops: tuple[tuple[str, ...], ...]
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        return " > ".join("/".join(stop) for stop in self.stops)


class ChannelUse(enum.Enum):
    """How far the plan binds its users to a channel (section 4.3)."""

    PRIMARY = "primary"
    OPTIONAL = "optional"
    RECOMMENDED = "recommended"


@attrs.frozen(kw_only=True)
class Channel:
    """A system by which information flows: an analysis work file and its focal point, EIS, SIENA."""

    system: str
    file: str | None = None
    focal_point: str | None = None
    use: ChannelUse | None = None
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        words = self.system if self.file is None else f"{self.system} {self.file}"
        return words if self.focal_point is None else f"{words} ({self.focal_point} focal point)"


class FundingStatus(enum.Enum):
    """Where the money of an action stands."""

    PLANNED = "planned"
    APPLIED = "applied"
    GRANTED = "granted"
    NEEDED = "needed"
    REFUSED = "refused"


@attrs.frozen(kw_only=True)
class Funding:
    """Money for an action, or for a part of it: its source, where it stands, and who is to pay."""

    source: str | None = None
    status: FundingStatus | None = None
    payer: Parties = Parties()
    purpose: str | None = None
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Initiative:
    """A project, operation or strategy that an action belongs to (FIMATHU, VOIC, Internal Security Strategy)."""

    name: str
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        return self.name


class ReservationKind(enum.Enum):
    """Why an action may not take place as planned."""

    TENTATIVE = "tentative"
    SUSPENDED = "suspended"


@attrs.frozen(kw_only=True)
class Reservation:
    """That an action is tentative or suspended, and the words that say so."""

    kind: ReservationKind
    stated: Anchor | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Action:
    """An operational action: one row of the table in the annex.

    ``number`` is any token (``2.1`` in 2012) and ``goal`` the number of the strategic goal it stands under. The
    columns follow in the order of the table; ``links`` joins the two columns I/D. ``results`` holds what was reported
    at each checkpoint of the plan: a checkpoint that is absent is empty. The rest is what the cells tell besides, each
    value pointing at its words. ``continues`` names the actions of earlier plans that this one carries on
    (``C-2012:2.1``): one as a rule, several where they were merged.
    """

    number: str = attrs.field(validator=check_number)
    goal: str | None = None
    activity: Prose = Prose()
    leaders: Parties = Parties()
    participants: Parties = Parties()
    description: Prose = Prose()
    links: Links = Links()
    timing: Timing = Timing()
    target: Targets = Targets()
    kpis: Kpis = Kpis()
    results: FrozenMap[str, Prose] = FrozenMap()
    documentation: tuple[str, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    phases: tuple[Phase, ...] = ()
    locations: tuple[Location, ...] = ()
    routes: tuple[Route, ...] = ()
    channels: tuple[Channel, ...] = ()
    funding: tuple[Funding, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    continues: tuple[Ref, ...] = ()
    extensions: FrozenMap[str, Any] = FrozenMap()

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def _stands(self, reservation: ReservationKind) -> bool:
        return any(standing.kind is reservation for standing in self.reservations)

    @property
    def tentative(self) -> bool:
        """Whether the action is still to be confirmed."""
        return self._stands(ReservationKind.TENTATIVE)

    @property
    def suspended(self) -> bool:
        """Whether the action, or the project it restarts, is suspended."""
        return self._stands(ReservationKind.SUSPENDED)

    @property
    def conditional(self) -> bool:
        """Whether the action takes place only under a condition."""
        return bool(self.conditions)
