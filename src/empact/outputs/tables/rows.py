"""The rows of the tables, one class for each table: its fields are the columns.

They are dataclasses, not attrs classes, since pandas and Polars read a sequence of dataclasses as columns with names
and types, without any other library.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from empact.analysis.claims.casts import Standing
from empact.analysis.claims.values import Apart, Thing
from empact.analysis.involvement.assignments import Determinacy, PartyRole
from empact.analysis.portfolio.connections import LinkState
from empact.diagnostics import Severity
from empact.model import (
    Adds,
    Bound,
    Choice,
    Comparison,
    Direction,
    EntryKind,
    FlowDirection,
    KpiKind,
    LinkKind,
    LinkOrigin,
    PartReply,
    PartyKind,
    Reply,
    Verdict,
)
from empact.outputs.tables.columns import in_unit, key, one_of, refers_to
from empact.reprs import call_repr, format_value


class TimeKind(enum.Enum):
    """What a row of the table of times is."""

    PERIOD = "period"
    """When an action, or one of its phases, takes place."""
    MILESTONE = "milestone"
    """An event in the course of an action."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Row:
    """A row of a table: what every row has."""

    id: str = key()
    """The id of the row in its table. A plan, a goal, an action and a KPI have the id by which plans refer to them,
    such as ``C-2012:2.2``; a second one with the same id is ``C-2012:2.2 (2)``.
    """
    marking: str | None
    """The marking that an output about its plan alone has to carry: the highest of the plan and its records. A row
    about no plan has that of all plans. None if there is none.
    """

    def __repr__(self) -> str:
        return call_repr(self, [f"id={format_value(self.id)}"])


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PartRow(Row):
    """A row about a part of a plan."""

    plan: str = refers_to("plans")
    """The plan."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlanRow(Row):
    """A plan."""

    title: str | None
    """Its title. None if it has none."""
    cycle: str | None
    """The years of its policy cycle, such as ``2011-2013``. None if the plan does not state it."""
    priority: str | None
    """The letter of its priority; it is unique only within a cycle. None if the plan states none."""
    priority_name: str | None
    """The name of its priority. None if the plan does not state it."""
    first_day: dt.date | None
    """The first day of its period. None if the plan does not state it."""
    last_day: dt.date | None
    """The last day of its period. None if the plan does not state it."""
    document: str | None
    """The number of the Council document, such as ``17793/2/11 REV 2``. None if the plan does not state it."""
    drivers: tuple[str, ...]
    """The codes of the Driver and of the co-drivers on the first day of the plan; names that the register does not have
    are as written. Empty if the plan names none, or has no period.
    """
    draft: bool
    """Whether it is neither agreed nor validated nor approved on the date of knowledge."""
    printed_marking: str | None
    """The marking as printed, whatever a later document says. None if it has none."""
    as_of: dt.date | None
    """The date of knowledge of the tables: later entries and reports are not in them. None if all are used."""
    file: str | None
    """The file that it was read from. None if it was read from none."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class GoalRow(PartRow):
    """A strategic goal of a plan."""

    number: str
    """Its number."""
    body: str
    """The wording in the body of the plan, as printed."""
    annex: str
    """The wording above its actions in the annex, as printed."""
    first_day: dt.date | None
    """The first day for which it was adopted. None if the plan does not state it."""
    last_day: dt.date | None
    """The last day for which it was adopted. None if the plan does not state it."""
    pointer: str
    """The pointer of the goal in the plan, such as ``/goals/0``."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ActionRow(PartRow):
    """An action of a plan."""

    goal: str | None = refers_to("goals")
    """Its strategic goal. None if the plan does not put it below one of its goals."""
    number: str
    """Its number."""
    activity: str
    """What is to be done, as printed."""
    description: str
    """How it is to be done, as printed."""
    timing: str
    """When it takes place, as printed; the table ``times`` has the dates."""
    target: str
    """Its aim without the KPIs, as printed."""
    first_day: dt.date | None
    """The first day on which anything of it can happen. None without a date."""
    last_day: dt.date | None
    """The last day on which anything of it can happen. None without a date."""
    tentative: bool
    """Whether it is still to be confirmed."""
    suspended: bool
    """Whether it is suspended."""
    withheld: tuple[str, ...]
    """The cells that the source has and the reader may not see, such as ``description``. Empty if there are none."""
    digest: str
    """The content digest: equal for two actions with the same content, whatever their numbers."""
    pointer: str
    """The pointer of the action in the plan, such as ``/actions/0``."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PartyRow(PartRow):
    """A party of an action, for the days on which the words mean it, or words that leave open who is meant."""

    action: str = refers_to("actions")
    """The action."""
    role: str = one_of(
        PartyRole,
        PartyRole.OVERSIGHT,
        PartyRole.DRIVER,
        PartyRole.CO_DRIVER,
        PartyRole.DRAFTER,
        PartyRole.SUPPORT,
    )
    """The role of the party."""
    party: str | None
    """The code of the party in the register, such as ``EL``. None if the words do not say who is meant, or if a
    decision of the ledger excludes all who are.
    """
    party_name: str | None
    """The English name of the party at the time of the plan. None without a party."""
    party_kind: str | None = one_of(PartyKind)
    """The kind of the party at the time of the plan. None without a party."""
    first_day: dt.date | None
    """The first day on which the party is meant. None without a party, or in a plan without a period."""
    last_day: dt.date | None
    """The last day on which the party is meant. None without a party, or in a plan without a period."""
    determinacy: str = one_of(Determinacy)
    """How precisely the words say who is meant: a party is named, every party of a group is meant, or the holder of a
    role; a group is open, such as "Relevant MS", whose members are never guessed; or the register does not have the
    name.
    """
    tentative: bool
    """Whether the role is still to be confirmed ("tbc")."""
    condition: str | None
    """The condition under which the party has the role, in words. None if there is none."""
    certain: bool
    """Whether the party is known and its role holds: it is neither to be confirmed nor conditional."""
    group_name: str | None
    """The name of the group that the words name, such as ``All MS``. None if they name none."""
    authority: str | None
    """The service of the state, such as ``border police``. None if the plan names none."""
    name: str
    """The name of the party, the group or the office, as printed."""
    words: str
    """The complete item in the notation of a plan, such as ``ES (tbc: ongoing contacts with Spain)``."""
    why: str | None
    """Why no party is resolved, in words. None if one is."""
    pointer: str
    """The pointer of the item in the plan, such as ``/actions/0/leaders/items/0``."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TimeRow(PartRow):
    """A period or a milestone of an action, for one window of days, or without a date."""

    action: str = refers_to("actions")
    """The action."""
    kind: str = one_of(TimeKind)
    """Whether it is a period of the action or a milestone in it."""
    phase: str | None
    """The number of the phase. None for the whole action, and for a milestone."""
    label: str | None
    """What happens at the milestone. None for a period."""
    first_day: dt.date | None
    """The first day of the window, within the period of the plan. None without a date."""
    last_day: dt.date | None
    """The last day of the window, within the period of the plan. None without a date."""
    certain: bool
    """Whether something happens in every month of the window. False if it is so in some of them only, or perhaps not at
    all, and for an action that is tentative or suspended.
    """
    deadline: dt.date | None
    """The last day for it. None if it is not due by or before a time."""
    bound: str = one_of(Bound)
    """How it relates to the time that is written, such as ``by`` in "by June"."""
    choice: str = one_of(Choice)
    """Whether it happens in any one of its windows ("April/May"), or in each ("May and June")."""
    provisional: bool
    """Whether it is still to be confirmed."""
    words: str
    """The item, in the words of the plan or in its notation."""
    pointer: str
    """The pointer of the item in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LinkRow(PartRow):
    """A link of an action, for one of its destinations, or without one that is known."""

    action: str = refers_to("actions")
    """The action that has the link."""
    to_plan: str | None = refers_to("plans")
    """The plan that it leads to. None if that is not in the tables."""
    to_goal: str | None = refers_to("goals")
    """The goal that it leads to. None if it leads to none, or that is not in the tables."""
    to_action: str | None = refers_to("actions")
    """The action that it leads to. None if it leads to none, or that is not in the tables."""
    ref: str
    """What it refers to, as written, such as ``B:SG*``."""
    state: str = one_of(LinkState, LinkState.ONLY_IN_PROSE)
    """Whether the other end exists, and whether it links back."""
    crosses: bool
    """Whether it leads to another plan."""
    phase: str | None
    """The number of the phase of this action that it belongs to. None for the whole action."""
    flow: str | None = one_of(FlowDirection)
    """The direction of results. None if the plan does not state it."""
    kind: str | None = one_of(LinkKind)
    """The relation of the two actions. None if the plan does not state it."""
    origin: str | None = one_of(LinkOrigin)
    """Who added the link to the plan. None if it is not known."""
    answer: str | None
    """The first action that links back, such as ``B-2012:3.1``. None if none does."""
    why: str | None
    """What is missing, in words. None if the destination is found."""
    words: str
    """The link in the notation of a plan, such as ``phase 2 uses 1.1``."""
    pointer: str
    """The pointer of the link in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KpiRow(PartRow):
    """A KPI of an action, or one of the things that a KPI names. A KPI with parts has no value itself."""

    action: str = refers_to("actions")
    """The action."""
    part_of: str | None = refers_to("kpis")
    """The KPI that it is a part of. None for a whole KPI."""
    kind: str | None = one_of(KpiKind)
    """How it is measured. None if the words do not say it."""
    measures: str | None
    """What is measured, such as ``assets frozen`` in EUR. None if ``unit`` says it."""
    unit: str | None
    """What is counted, or the unit of the value, such as ``EUR``. None if the words do not say it."""
    direction: str | None = one_of(Direction)
    """The direction in which the value should change. None if there is no target."""
    comparison: str | None = one_of(Comparison)
    """How a figure is compared with the value. None if the plan does not state it."""
    value: float | None = in_unit("as in the column `unit`; percent for a change in percent")
    """The target value; for a range, the lower end. None if the plan has no number."""
    most: float | None = in_unit("as `value`")
    """The upper end of a range. None if there is no range."""
    baseline: float | None = in_unit("as in the column `unit`")
    """The value from which it starts. None if the plan states none."""
    baseline_year: int | None = in_unit("year")
    """The year of the baseline. None if the plan does not state it."""
    per: str | None
    """What the value applies to each time, such as ``month``. None if it applies once."""
    deadline: dt.date | None
    """The last day on which the value is to be reached, in the last year that can be meant. None if the plan states no
    day besides the timing of the action.
    """
    adds: str | None = one_of(Adds)
    """How the figures of several reports add up; it is never assumed. None if the plan does not state it."""
    target: str | None
    """The target in words, such as ``at least 50 EUR``. None if the plan states none."""
    words: str
    """The indicator, as printed."""
    pointer: str
    """The pointer of the KPI in the plan; a part has that of its KPI."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClaimRow(PartRow):
    """What one party states in one report about one thing. Reports that are superseded state nothing."""

    action: str = refers_to("actions")
    """The action that it is about."""
    kpi: str | None = refers_to("kpis")
    """The KPI that it is about. None if it is about the action itself, or about another measure than those of the plan.
    """
    measure: str | None
    """What is measured, in the words of the KPI or of the report. None if it is about the action itself."""
    thing: str = one_of(Thing)
    """What is stated."""
    reporter: str
    """The code of the party that reports; its name as written if it is not known."""
    part: str | None
    """The part of the party that reports, such as ``customs``. None if it is the party as a whole."""
    standing: str = one_of(Standing)
    """What the party is for the action on the cut-off day."""
    checkpoint: str
    """The round in which it is stated, such as ``June``."""
    cutoff: dt.date
    """The cut-off day of that round."""
    reported_on: dt.date
    """The day of the report."""
    value: float | None = in_unit("as in the column `unit`")
    """The number; of a ratio the numerator. None if it states no number."""
    out_of: float | None = in_unit("as `value`")
    """The denominator of a ratio. None if it is no ratio."""
    unit: str | None
    """The unit in which the report states it. None if that is the one of the KPI."""
    nothing: bool
    """Whether the party says that it has nothing to report."""
    day: dt.date | None
    """The day that is stated. None if it is not a day, or if the milestone is not reached."""
    about: str | None
    """The party that an attributed share is of. None for other claims."""
    counts: bool
    """Whether it is counted; otherwise it is only listed."""
    apart: str | None = one_of(Apart)
    """Why it is not counted. None if it counts."""
    why: str | None
    """Why it is not counted, in words. None if it counts."""
    words: str
    """What is stated, in words, such as ``460 in total``."""
    report: str
    """The id of the report: the name of its file."""
    pointer: str
    """The pointer of the statement in the report."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EntryRow(PartRow):
    """An entry of the ledger of a plan, also one that a correction withdraws."""

    entry: str
    """The id of the entry: the name of its file."""
    kind: str = one_of(EntryKind)
    """What is recorded."""
    day: dt.date
    """The day on which it happened."""
    parties: tuple[str, ...]
    """The codes of the parties that it is about; names that the register does not have are as written. Empty if it is
    about none.
    """
    authors: tuple[str, ...]
    """The codes of the parties that say or do it. Empty if the entry does not state it."""
    actions: tuple[str, ...]
    """The ids of the actions that it names, such as ``C-2012:2.2``, whether the plan has them or not. Empty if it names
    none.
    """
    due: dt.date | None
    """The last day of a commitment, or the deadline for an answer or for reports. None if there is none."""
    reply: str | None = one_of(Reply)
    """The reply of an answer or an account. None in other kinds."""
    part: str | None = one_of(PartReply)
    """What a party says of its part. None in other kinds."""
    verdict: str | None = one_of(Verdict)
    """The verdict of a decision. None in other kinds."""
    replies_to: tuple[str, ...]
    """The ids of the entries that it answers, is based on or corrects. Empty if there are none."""
    in_force: bool
    """Whether it counts: no correction withdraws it, and it was not written for another action of that number."""
    words: str
    """What was committed, asked, answered, found or decided, as written."""
    source: str
    """Who or what says so."""
    digest: str
    """The SHA-256 digest of its file."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FindingRow(Row):
    """A finding of a validation."""

    plan: str | None = refers_to("plans")
    """The plan that it is about. None if it is about no plan of the tables, such as a file that cannot be read, and if
    several plans of the tables have the id, as two revisions have.
    """
    action: str | None = refers_to("actions")
    """The action that it is about. None if it is about no action of the tables, and if several plans have the id."""
    code: str
    """The code of its kind, such as ``OAP202``."""
    name: str
    """The name of its kind, such as ``dangling-link``."""
    severity: str = one_of(Severity)
    """How bad it is."""
    words: str
    """What is wrong, in one sentence."""
    hint: str | None
    """What to do about it. None if the sentence says enough."""
    subject: str | None
    """The part of the plan in its own notation, such as ``C-2012:1.1``. None if it is about no part of a plan."""
    pointer: str | None
    """The pointer of the value in the plan. None if it is about no value."""
    file: str | None
    """The name of the file. None if the plan was read from none."""
    line: int | None = in_unit("lines, from 1")
    """The line of the file. None if it is not known."""
    column_number: int | None = in_unit("characters, from 1")
    """The column of the line. None if it is not known."""
    origin: str
    """The name of the plugin that reports it, ``empact`` for what is built in."""
