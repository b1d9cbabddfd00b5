"""The operational action: one row of the plan's table, with typed values taken from its cells."""

from __future__ import annotations

import enum
from functools import cached_property
from typing import Any

import attrs

from empact.model.anchors import Anchor
from empact.model.cells import Prose
from empact.model.conditions import Condition
from empact.model.frozen import FrozenMap
from empact.model.links import Links, Ref, check_number
from empact.model.measures import Kpis, Targets
from empact.model.parties import Parties
from empact.model.proposals import Proposal
from empact.model.timing import Timing
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Phase:
    """A phase of an action ("1st phase", action 2.1)."""

    number: str = attrs.field(validator=check_number)
    """The number of the phase, in quotes, such as ``"1"``."""
    name: str | None = None
    """The name of the phase in the plan, such as ``1st phase``. None if it has no name besides its number."""
    stated: Anchor | None = None
    """The words of the plan that name the phase, such as ``2.1/timing/1``. None if no words of the plan do."""


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
    """The place as written in the plan, such as ``main Italian Adriatic ports``."""
    kind: LocationKind | None = None
    """The kind of place, such as ``port``. None if it is not known."""
    phase: str | None = None
    """The number of the phase of the action that the place belongs to, such as ``"1"``. None for the whole action."""
    stated: Anchor | None = None
    """The sentence that names the place, such as ``2.1/description/1/1``."""

    def __str__(self) -> str:
        return self.name


@checked_value(kw_only=True)
class Route:
    """A route ("TR-EL-FYROM-RS-HU-AT"): its stops in order, each one place or several alternatives."""

    stops: tuple[tuple[str, ...], ...]
    """The stops in their order, each one place or several alternatives, such as ``[[TR], [EL], [HU, AT]]``."""
    stated: Anchor | None = None
    """The sentence that names the route, such as ``2.2/activity/1/1``."""

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
    """The system, such as ``AWF``, ``EIS`` or ``SIENA``."""
    file: str | None = None
    """The analysis work file, such as ``Checkpoint``. None for a system without files."""
    focal_point: str | None = None
    """The focal point within the file, such as ``Poseidon``. None if the plan names none."""
    use: ChannelUse | None = None
    """How strictly the plan requires the system (plan section 4.3). None if the plan does not say."""
    stated: Anchor | None = None
    """The sentence that says so, such as ``section 4.3/1/1``."""

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
    """The fund or body that pays, such as ``ISEC``. None if the plan names none."""
    status: FundingStatus | None = None
    """The state of the funding, such as ``planned``. None if the plan does not state it."""
    payer: Parties = Parties()
    """The parties that pay, such as participating MS."""
    purpose: str | None = None
    """What the money is for, such as ``study visits to Vietnam and the USA``. None if it is for the whole action."""
    stated: Anchor | None = None
    """The sentence that says so, such as ``note 8/1/1``."""


@checked_value(kw_only=True)
class Initiative:
    """A project, operation or strategy that an action belongs to (FIMATHU, VOIC, Internal Security Strategy)."""

    name: str
    """The name of the project, operation or strategy, such as ``FIMATHU``."""
    stated: Anchor | None = None
    """The sentence that names it, such as ``2.2/activity/1/1``."""

    def __str__(self) -> str:
        return self.name


class ReservationKind(enum.Enum):
    """Why an action may not take place as planned."""

    TENTATIVE = "tentative"
    SUSPENDED = "suspended"


@checked_value(kw_only=True)
class Reservation:
    """A reservation: the action is tentative or suspended."""

    kind: ReservationKind
    """Whether the action is tentative or suspended."""
    stated: Anchor | None = None
    """The sentence that says so, such as ``note 9/1/1``."""


@checked_value(kw_only=True)
class Action:
    """An operational action: one row of the table in the annex.

    The columns come first, in the order of the table. The other fields are typed values taken from the cells, each with
    an anchor to its sentence.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> action = plan.action("1.3")
    >>> str(action.leaders), str(action.timing), [str(link) for link in action.links]
    ('Frontex', 'March/April', ['SG 4', 'feeds 2.1'])
    """

    number: str = attrs.field(validator=check_number)
    """The number of the action, in quotes, such as ``"2.1"``."""
    goal: str | None = None
    """The number of the strategic goal above the action, in quotes, such as ``"2"``. None if the plan does not put it
    below a goal.
    """
    activity: Prose = Prose()
    """What is to be done: the column Activity."""
    leaders: Parties = Parties()
    """Who leads the action and accounts to the Driver (plan section 5.3): the column Leader, such as ``[HU, AT,
    Frontex]``.
    """
    participants: Parties = Parties()
    """Who takes part: the column Participants, such as ``[All MS, Europol]``."""
    description: Prose = Prose()
    """How it is to be done: the column Short description."""
    links: Links = Links()
    """The goals and actions that it depends on: the columns I/D SG and I/D OA, joined by a semicolon, such as ``SG 1,
    SG 4; 1.1``.
    """
    timing: Timing = Timing()
    """When the action takes place: the column Timing, such as ``April/May/June``."""
    target: Targets = Targets()
    """The aim of the action: the column Target, without its KPIs."""
    kpis: Kpis = Kpis()
    """The key performance indicators, which are in the column Target, such as ``KPI: Number of HIO``."""
    results: FrozenMap[str, Prose] = FrozenMap()
    """What was reported at each checkpoint, by name, as in the source: ``{June: ..., Dec: {withheld: true}}``. A
    missing checkpoint is empty.
    """
    documentation: tuple[str, ...] = ()
    """Where the detailed project documentation is: complete web addresses, or numbers, names or paths of documents."""
    reservations: tuple[Reservation, ...] = ()
    """Whether the action is tentative or suspended, and where the plan says so."""
    conditions: tuple[Condition, ...] = ()
    """What must hold for the action to take place."""
    phases: tuple[Phase, ...] = ()
    """The phases of the action. Empty if it has none."""
    locations: tuple[Location, ...] = ()
    """The places where the action takes place, or at which it is directed."""
    routes: tuple[Route, ...] = ()
    """The routes in the action, each with its stops in order."""
    channels: tuple[Channel, ...] = ()
    """The information channels of the action, such as AWF Checkpoint."""
    funding: tuple[Funding, ...] = ()
    """Who pays for the action or for a part of it."""
    initiatives: tuple[Initiative, ...] = ()
    """The projects, operations and strategies that the action belongs to, such as FIMATHU."""
    continues: tuple[Ref, ...] = ()
    """The actions of earlier plans that this one continues, such as ``[C-2012:2.1]``: usually one, several if they were
    merged.
    """
    proposal: Proposal | None = None
    """What the draft of a plan proposes for this action of the earlier plan. None once it is decided."""
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this action, each under the name of its extension."""

    @cached_property
    def content_digest(self) -> str:
        """Eight digits from 0 to f that identify the content, wherever in the plan the action is.

        Number, goal, links and results are not part of the content. The first four digits cover its leaders, what its
        KPIs count and what it continues; the last four cover everything else.
        """
        from empact.model.contents import content_digest  # reading a plan needs none

        return content_digest(self)

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
