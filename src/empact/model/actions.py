"""The operational action: one row of the plan's table, with typed values taken from its cells."""

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
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Phase:
    """A phase of an action ("1st phase", action 2.1)."""

    number: str = attrs.field(validator=check_number)
    name: str | None = None
    stated: Anchor | None = None


class LocationKind(enum.Enum):
    """The kind of place that an action names."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    PORT = "port"
    BORDER_SECTION = "border-section"
    LAND_BORDER = "land-border"
    EXTERNAL_BORDER = "external-border"


@checked_value(kw_only=True)
class Location:
    """A place where an action happens, or its aim: "HU-RS section of the EU external border"."""

    name: str
    kind: LocationKind | None = None
    phase: str | None = None
    stated: Anchor | None = None

    def __str__(self) -> str:
        return self.name


@checked_value(kw_only=True)
class Route:
    """A route ("TR-EL-FYROM-RS-HU-AT"): its stops in order, each one place or several alternatives."""

    stops: tuple[tuple[str, ...], ...]
    stated: Anchor | None = None

    def __str__(self) -> str:
        return " > ".join("/".join(stop) for stop in self.stops)


class ChannelUse(enum.Enum):
    """How strictly the plan requires a channel (section 4.3)."""

    PRIMARY = "primary"
    OPTIONAL = "optional"
    RECOMMENDED = "recommended"


@checked_value(kw_only=True)
class Channel:
    """An information channel: an analysis work file (AWF) with its focal point, EIS, SIENA."""

    system: str
    file: str | None = None
    focal_point: str | None = None
    use: ChannelUse | None = None
    stated: Anchor | None = None

    def __str__(self) -> str:
        words = self.system if self.file is None else f"{self.system} {self.file}"
        return words if self.focal_point is None else f"{words} ({self.focal_point} focal point)"


class FundingStatus(enum.Enum):
    """The state of the funding of an action."""

    PLANNED = "planned"
    APPLIED = "applied"
    GRANTED = "granted"
    NEEDED = "needed"
    REFUSED = "refused"


@checked_value(kw_only=True)
class Funding:
    """Funding of an action or of a part of it: source, state, and who pays."""

    source: str | None = None
    status: FundingStatus | None = None
    payer: Parties = Parties()
    purpose: str | None = None
    stated: Anchor | None = None


@checked_value(kw_only=True)
class Initiative:
    """A project, operation or strategy that an action belongs to (FIMATHU, VOIC, Internal Security Strategy)."""

    name: str
    stated: Anchor | None = None

    def __str__(self) -> str:
        return self.name


class ReservationKind(enum.Enum):
    """Why an action may not take place as planned."""

    TENTATIVE = "tentative"
    SUSPENDED = "suspended"


@checked_value(kw_only=True)
class Reservation:
    """A reservation: the action is tentative or suspended. ``stated`` is the sentence that says so."""

    kind: ReservationKind
    stated: Anchor | None = None


@checked_value(kw_only=True)
class Action:
    """An operational action: one row of the table in the annex.

    ``number`` is any token (``2.1`` in 2012), ``goal`` the number of the strategic goal above it. The columns follow in
    the order of the table; ``links`` joins the two columns I/D. ``results`` has what was reported at each checkpoint of
    the plan; a missing checkpoint is empty. The other fields are typed values taken from the cells, each with an anchor
    to its sentence. ``continues`` lists the actions of earlier plans that this one continues (``C-2012:2.1``): usually
    one, several where actions were merged.
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

    def _has(self, kind: ReservationKind) -> bool:
        return any(reservation.kind is kind for reservation in self.reservations)

    @property
    def tentative(self) -> bool:
        """Whether the action is still to be confirmed."""
        return self._has(ReservationKind.TENTATIVE)

    @property
    def suspended(self) -> bool:
        """Whether the action, or the project it restarts, is suspended."""
        return self._has(ReservationKind.SUSPENDED)

    @property
    def conditional(self) -> bool:
        """Whether the action takes place only under a condition."""
        return bool(self.conditions)
