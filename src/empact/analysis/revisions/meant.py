"""Changes as meant: what a change of words does to parties, times, KPIs and links, as values with their sentence."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from empact.analysis.involvement.assignments import PartyRole
from empact.model import Span
from empact.values import listed, value


class MeantKind(enum.Enum):
    """What a change means."""

    PARTY_ADDED = "party added"
    PARTY_REMOVED = "party removed"
    ROLE_CHANGED = "role changed"
    PART_CHANGED = "part changed"
    TIME_CHANGED = "time changed"
    TIME_ADDED = "time added"
    TIME_REMOVED = "time removed"
    KPI_ADDED = "KPI added"
    KPI_REMOVED = "KPI removed"
    KPI_RENUMBERED = "KPI renumbered"
    KPI_TARGET_CHANGED = "KPI target changed"
    KPI_TARGET_ADDED = "KPI target added"
    KPI_TARGET_REMOVED = "KPI target removed"
    KPI_COUNTS = "KPI counts something else"
    KPI_CHANGED = "KPI changed"
    TARGET_CHANGED = "target changed"
    LINK_ADDED = "link added"
    LINK_REMOVED = "link lost"
    LINK_CHANGED = "link changed"
    LINK_ELSEWHERE = "link leads elsewhere"
    LINK_TAKEN_OVER = "link leads to another action"
    MOVED = "moved"
    ITEM_ADDED = "item added"
    ITEM_REMOVED = "item removed"
    VALUE_CHANGED = "value changed"
    WITHHELD = "withheld"
    SHOWN = "no longer withheld"


SENTENCES: Mapping[MeantKind, str] = {
    MeantKind.PARTY_ADDED: "{role} added: {what}",
    MeantKind.PARTY_REMOVED: "{role} removed: {what}",
    MeantKind.ROLE_CHANGED: "{what}: {before} becomes {after}",
    MeantKind.PART_CHANGED: "{role} {before} becomes {after}",
    MeantKind.TIME_CHANGED: "{before} becomes {after}",
    MeantKind.TIME_ADDED: "time added: {after}",
    MeantKind.TIME_REMOVED: "time removed: {before}",
    MeantKind.KPI_ADDED: "KPI added: {after}",
    MeantKind.KPI_REMOVED: "KPI removed: {before}",
    MeantKind.KPI_RENUMBERED: "KPI {before} becomes KPI {after}: {what}",
    MeantKind.KPI_TARGET_CHANGED: "KPI {what}: target {before} becomes {after}",
    MeantKind.KPI_TARGET_ADDED: "KPI {what}: target {after} added",
    MeantKind.KPI_TARGET_REMOVED: "KPI {what}: target {before} removed",
    MeantKind.KPI_COUNTS: "KPI {what}: counts {after}, not {before}",
    MeantKind.KPI_CHANGED: "KPI {what}: {before} becomes {after}",
    MeantKind.TARGET_CHANGED: "target {before} becomes {after}",
    MeantKind.LINK_ADDED: "link added: {what}",
    MeantKind.LINK_REMOVED: "link to {what} lost",
    MeantKind.LINK_CHANGED: "link {before} becomes {after}",
    MeantKind.LINK_ELSEWHERE: "link {what} leads elsewhere: it led to the action that is {after} now",
    MeantKind.LINK_TAKEN_OVER: "link {what} leads elsewhere: the action that it led to is removed",
    MeantKind.MOVED: "moved from SG {before} to SG {after}",
    MeantKind.ITEM_ADDED: "{field} added: {after}",
    MeantKind.ITEM_REMOVED: "{field} removed: {before}",
    MeantKind.VALUE_CHANGED: "{field}: {before} becomes {after}",
    MeantKind.WITHHELD: "{field}: withheld now",
    MeantKind.SHOWN: "{field}: no longer withheld",
}
"""The sentence for each kind of change, with places for the fields of a :class:`Meant`."""
NOTHING = "nothing"
"""The word for a value that is not there."""
FIELD_WORDS: Mapping[str, str] = {
    "activity": "activity",
    "leaders": "leaders",
    "participants": "participants",
    "description": "description",
    "links": "links",
    "timing": "timing",
    "target": "target",
    "kpis": "KPIs",
    "results": "results",
    "documentation": "documentation",
    "reservations": "reservation",
    "conditions": "condition",
    "phases": "phase",
    "locations": "place",
    "routes": "route",
    "channels": "channel",
    "funding": "funding",
    "initiatives": "initiative",
    "continues": "earlier action",
    "extensions": "extension",
    "body": "text in the body",
    "annex": "text in the annex",
    "valid": "validity",
    "heading": "heading",
    "text": "text",
    "qualifies": "what it qualifies",
    "statements": "statement",
    "id": "id",
    "title": "title",
    "cycle": "policy cycle",
    "priority": "priority",
    "period": "period",
    "marking": "marking",
    "marking_today": "marking today",
    "oversight": "oversight",
    "driver": "driver",
    "co_drivers": "co-drivers",
    "drafters": "drafters",
    "support": "project support",
    "states": "state",
    "provisions": "provision",
    "interdependencies": "inter-dependency",
    "documents": "cited document",
    "checkpoints": "checkpoint",
    "cover/issuer": "cover: issuer",
    "cover/place": "cover: place",
    "cover/date": "cover: date",
    "cover/number": "cover: document number",
    "cover/codes": "cover: subject codes",
    "cover/kind": "cover: kind",
    "cover/sender": "cover: sender",
    "cover/recipient": "cover: recipient",
    "cover/previous": "cover: previous documents",
    "cover/subject": "cover: subject",
    "cover/covering": "cover: covering sentence",
    "cover/published": "cover: publication",
}
"""The word for each field of a plan and its parts, for a sentence."""
TIME_KINDS = frozenset({MeantKind.TIME_CHANGED, MeantKind.TIME_ADDED, MeantKind.TIME_REMOVED})
"""The kinds that are about the time of an action."""
KPI_KINDS = frozenset(kind for kind in MeantKind if kind.value.startswith("KPI"))
"""The kinds that are about a KPI."""
_TIME_FIELDS = frozenset({"period", "checkpoints", "valid"})


@value(kw_only=True)
class Meant:
    """What a change means, in one sentence with its objects."""

    kind: MeantKind
    """What it means."""
    field: str
    """The field that has changed, such as ``timing``; of a party, the field with its new part."""
    party_code: str | None = None
    """The code of the party that it is about. None if it is about none, or about a group."""
    role: PartyRole | None = None
    """The role of the party. None if it is about no party, or about a party that changes its role."""
    what: str | None = None
    """What it is about, such as a link, a party or the number of a KPI. None if the field says it."""
    before: str | None = None
    """What it was, in words. None if it was not there."""
    after: str | None = None
    """What it is now, in words. None if it is gone."""
    days_before: Span | None = None
    """The days of a time in the old plan, first and last included. None for anything else, and for an open time."""
    days_after: Span | None = None
    """The days of a time in the new plan. None for anything else, and for an open time."""

    @property
    def is_time(self) -> bool:
        """Whether it is about a date: of an action, a checkpoint, the plan or the validity of a goal."""
        return self.kind in TIME_KINDS or self.field in _TIME_FIELDS

    @property
    def is_kpi(self) -> bool:
        """Whether it is about a KPI."""
        return self.kind in KPI_KINDS

    @listed
    def text(self) -> str:
        """The sentence, such as ``leader added: IT``."""
        values = {
            "role": "" if self.role is None else self.role.value,
            "what": self.what or "",
            "before": self.before or NOTHING,
            "after": self.after or NOTHING,
            "field": FIELD_WORDS.get(self.field, self.field),
        }
        return SENTENCES[self.kind].format_map(values)

    def __str__(self) -> str:
        return self.text
