"""Mappings: where the records about the actions of one revision of a plan stand in the next revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from empact.arguments import check_date, check_type
from empact.model.filed import Filed
from empact.model.frozen import FrozenMap
from empact.model.links import check_number, check_words
from empact.model.measures import KpiKey, kpi_number
from empact.model.typed import checked_value
from empact.model.written_for import WrittenFor


def mapped_kpi(text: str) -> KpiKey:
    """Return the KPI that a mapping names: ``2.2/1`` is KPI 1 of the action 2.2.

    Raises:
        ValueError: The text is not the number of an action, a slash and the number of a KPI.
    """
    action, slash, number = text.partition("/")
    if not slash or not action.strip():
        message = f"a KPI of an action is written as 2.2/1, which is KPI 1 of 2.2, not {text!r}"
        raise ValueError(message)
    key = kpi_number(number)
    return KpiKey(action=action.strip(), ordinal=key.ordinal, letter=key.letter)


def _check_kpis(_instance: object, _attribute: object, kpis: FrozenMap[str, tuple[str, ...]]) -> None:
    for number, places in kpis.items():
        kpi_number(number)
        for place in places:
            mapped_kpi(place)


@checked_value(kw_only=True)
class MappedAction:
    """Where the records about one action of the earlier revision stand in the later one."""

    action: str = attrs.field(validator=check_number)
    """The number of the action in the earlier revision, in quotes, such as ``"2.1"``."""
    to: tuple[str, ...] = ()
    """The numbers of the actions that continue it, such as ``["2.2"]``. What can be about one action only, a report and
    a KPI decision, goes to the first. Empty if the records stay with the earlier revision.
    """
    records: FrozenMap[str, tuple[str, ...]] = FrozenMap[str, tuple[str, ...]]()
    """The records that go elsewhere, by id (for the KPI register ``kpis``), such as ``{2031-05-14-QN-3f9a:
    ["2.4"]}``.
    """
    kpis: FrozenMap[str, tuple[str, ...]] = attrs.field(
        default=FrozenMap[str, tuple[str, ...]](), validator=_check_kpis
    )
    """What its KPIs are in the later revision, by number: ``{"1": ["2.2/2"]}`` if KPI 1 is KPI 2 of 2.2, and ``[]`` if
    it is none of them. The figures of a KPI that is left out do not count, unless the leaders, what is counted and what
    is continued are the same in both revisions: then its number is the same.
    """

    @property
    def destinations(self) -> tuple[str, ...]:
        """The numbers of the later revision that it names, each once."""
        return tuple(dict.fromkeys((*self.to, *(number for numbers in self.records.values() for number in numbers))))


@checked_value(kw_only=True)
class RevisionMapping:
    """The decision on how the records about a plan follow from one revision to the next.

    The records themselves stay as they are: they are read through the mapping. An action that it does not name is the
    same in both revisions.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan, such as ``Q-2031``; both revisions have it."""
    earlier: WrittenFor
    """The number of the document with the earlier revision, and the content of each action of it that is named."""
    later: WrittenFor
    """The number of the document with the later revision, and the content of each action of it that is named."""
    actions: tuple[MappedAction, ...] = ()
    """Where the records about each action stand that was changed, renumbered, split, merged or dropped."""
    decided_by: str = attrs.field(validator=check_words)
    """Who decided this, such as ``Driver``."""
    on: dt.date
    """The day of the decision, such as ``2031-05-02``."""
    supersedes: tuple[str, ...] = ()
    """The ids (file names) of the mappings that this one replaces, which no longer count."""
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """

    def __attrs_post_init__(self) -> None:
        if not self.earlier.revision or not self.later.revision or self.earlier.revision == self.later.revision:
            message = "a mapping needs the numbers of two documents: a 'revision' in 'earlier', and another in 'later'"
            raise ValueError(message)


@checked_value(kw_only=True)
class FiledMapping(Filed):
    """A mapping with its id and its digest."""

    content: RevisionMapping
    """What was decided."""


def _in_order(mappings: Iterable[FiledMapping]) -> tuple[FiledMapping, ...]:
    known = tuple(mappings)
    for mapping in known:
        check_type("Each mapping of Mappings", "a FiledMapping", FiledMapping, mapping)
    return tuple(sorted(known, key=lambda mapping: (mapping.content.on, mapping.id, mapping.digest)))


@checked_value(kw_only=True)
class Mappings:
    """The mappings of one plan, in the order of their days.

    Raises:
        ValueError: A mapping is of another plan.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that all mappings are about, such as ``Q-2031``."""
    mappings: tuple[FiledMapping, ...] = attrs.field(default=(), converter=_in_order)
    """The mappings, by day and then by id."""

    def __attrs_post_init__(self) -> None:
        for mapping in self.mappings:
            if mapping.content.plan != self.plan:
                message = f"The mapping {mapping.id!r} is of {mapping.content.plan}, not of {self.plan}."
                raise ValueError(message)

    def __iter__(self) -> Iterator[FiledMapping]:
        return iter(self.mappings)

    def __len__(self) -> int:
        return len(self.mappings)

    def until(self, day: dt.date | None) -> Mappings:
        """Return the mappings as known at the end of a day; all of them where the day is None."""
        check_date("The day", day)
        if day is None:
            return self
        return Mappings(plan=self.plan, mappings=tuple(each for each in self.mappings if each.content.on <= day))

    @cached_property
    def in_force(self) -> tuple[FiledMapping, ...]:
        """The mappings without those that another one replaces, and without copies.

        None of several that replace each other is replaced by the others: then nobody has decided which one counts.
        """
        circle_of = self._circles
        replaced = {
            id
            for mapping in self.mappings
            for id in mapping.content.supersedes
            if id != mapping.id and (id not in circle_of or circle_of[id] != circle_of[mapping.id])
        }
        distinct = {mapping.digest: mapping for mapping in reversed(self.mappings) if mapping.id not in replaced}
        return tuple(reversed(distinct.values()))

    @property
    def _circles(self) -> dict[str, int]:
        """The mappings that name others, each with the number of the circle in which they replace each other."""
        named = {mapping.id: mapping.content.supersedes for mapping in self.mappings}
        if not any(named.values()):
            return {}
        from empact.model.reports import circles_among  # few mappings replace another

        known = {id: [other for other in others if other in named] for id, others in named.items()}
        return {id: number for number, circle in enumerate(circles_among(known)) for id in circle}


def mappings_by_plan(mappings: Iterable[Mappings]) -> dict[str, Mappings]:
    """Return the mappings by the id of the plan; several values about one plan are one."""
    of_plans: dict[str, list[FiledMapping]] = {}
    for of_plan in mappings:
        of_plans.setdefault(of_plan.plan, []).extend(of_plan)
    return {plan: Mappings(plan=plan, mappings=tuple(filed)) for plan, filed in of_plans.items()}
