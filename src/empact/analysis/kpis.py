"""The KPIs of a plan, each with its identity: the number of its action, its ordinal, and the letter of a part."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from empact.analysis.positions import by_action, items_of, walk_actions
from empact.arguments import check_type, write_text
from empact.diagnostics import Pointer
from empact.model import Action, Kpi, KpiKey, KpiNumber, Plan, Unparsed
from empact.model.measures import kpi_number
from empact.model.plan import check_plan
from empact.values import value


@value(kw_only=True)
class PlanKpi:
    """A KPI of a plan with its identity: ``2.1 KPI 1`` is the first one of action 2.1, ``2.1 KPI 1a`` a part of it."""

    key: KpiKey
    """The number of the action and the ordinal of the KPI in it, counted from 1; of a part with its letter."""
    position: int = attrs.field(repr=False)
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the KPI; a part has that of its KPI."""
    kpi: Kpi | Unparsed
    """The KPI, or the words in its place that are not understood; a part as a KPI of its own."""
    parts: tuple[PlanKpi, ...] = attrs.field(default=(), repr=False)
    """The parts of a KPI that names several things, in the order of their letters. Empty if it names one thing."""

    @property
    def action_number(self) -> str:
        """The number of the action."""
        return self.key.action

    def __str__(self) -> str:
        return f"{self.key}: {self.kpi}"


@value
class PlanKpis:
    """The KPIs of a plan.

    Words that are not understood have an ordinal too, so that it does not change when they are written again.
    """

    plan: Plan = attrs.field(repr=False)
    """The plan that has the KPIs."""
    entries: tuple[PlanKpi, ...]
    """The KPIs in document order, each once; a KPI holds its parts."""

    def __iter__(self) -> Iterator[PlanKpi]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of_action(self, action: Action | str | int) -> tuple[PlanKpi, ...]:
        """Return the KPIs of an action; there may be none.

        Args:
            action: An action of the plan; a number ("2.1"), which means every action with that number; or a position,
                the index of one action in ``plan.actions``.

        Raises:
            UnknownIdError: The plan has no such action.
        """
        return items_of(self.plan, action, self._by_action)

    def find(self, action: Action | str, number: KpiNumber | int | str = 1) -> PlanKpi | None:
        """Return the KPI with a number, such as 1, or one of its parts, such as ``1a``; None if there is none.

        Args:
            action: The action, or its number. If two actions have the same number, a number means the first that has
                such a KPI.
            number: The ordinal of the KPI, counted from 1; of a part with its letter.

        Raises:
            UnknownIdError: The action is one of another plan.
        """
        check_type("The action", "an Action or its number", (Action, str), action, write_text)
        wanted = kpi_number(number)
        place = action if isinstance(action, str) else self.plan.position(action)
        whole = self._by_ordinal.get((place, wanted.ordinal))
        if whole is None or wanted.letter is None:
            return whole
        return next((part for part in whole.parts if part.key.letter == wanted.letter), None)

    @functools.cached_property
    def _by_action(self) -> dict[str | int | None, list[PlanKpi]]:
        return by_action(self.entries)

    @functools.cached_property
    def _by_ordinal(self) -> dict[tuple[str | int, int], PlanKpi]:
        by_ordinal: dict[tuple[str | int, int], PlanKpi] = {}
        for entry in self.entries:
            for place in (entry.position, entry.action_number):
                by_ordinal.setdefault((place, entry.key.ordinal), entry)  # of two equal numbers the first
        return by_ordinal


def plan_kpis(plan: Plan) -> PlanKpis:
    """Return the KPIs of a plan with their identities.

    >>> import empact
    >>> kpis = plan_kpis(empact.load("oap-c-2012"))
    >>> print(kpis.find("2.3", 2))
    2.3 KPI 2: Number of action days
    """
    check_plan("plan_kpis()", plan)
    return PlanKpis(
        plan,
        tuple(
            _entry(KpiKey(action=action.number, ordinal=index + 1), position, at / "kpis" / "items" / index, kpi)
            for position, at, action in walk_actions(plan)
            for index, kpi in enumerate(action.kpis)
        ),
    )


def _entry(key: KpiKey, position: int, at: Pointer, kpi: Kpi | Unparsed) -> PlanKpi:
    """Return a KPI with its identity, and with its parts."""
    named = {letter: kpi.part(letter) for letter in kpi.letters} if isinstance(kpi, Kpi) else {}
    parts = (_entry(attrs.evolve(key, letter=letter), position, at, part) for letter, part in named.items())
    return PlanKpi(key=key, position=position, at=at, kpi=kpi, parts=tuple(parts))
