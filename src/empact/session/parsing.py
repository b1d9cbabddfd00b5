"""Read a text as a cell of an action: in its plan, with the rules of the session, and in other wordings."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis import PlanContext, Portfolio
from empact.analysis.resolved_plans.parsed_cells import (
    CellColumn,
    CellDoubt,
    CellMeaning,
    ParsedCell,
    Wording,
    cell_column,
    cell_meaning,
)
from empact.arguments import check_date, check_text, check_type
from empact.diagnostics import Diagnostic, Pointer, Severity
from empact.grammar.wordings.nearest import NearText, nearest_wordings
from empact.model import Action, Cell, Plan, Ref, Unparsed
from empact.serde.cells import MAX_CELL, NOTATIONS
from empact.session.contexts import context_of, portfolio_context
from empact.session.validating import RuleSelection, validate
from empact.storage.records import Records
from empact.values import value

if TYPE_CHECKING:
    from empact.session.plugins import Setup

_NEW = "new"
"""The number of the action that a draft has for the text, if the call names none."""
_NO_PLAN = "draft"
"""The id of the plan that has the new action, if the call gives none."""
_NOTATION = "notation"
"""The group of the rules about cells that are not understood or ambiguous."""
_ABOUT_OTHER_THINGS = ("document", "portfolio", "progress")
"""The groups of rules that say nothing about how a cell is read."""
_TRIED = 8
"""The most wordings that are checked by the rules: the nearest ones."""
_SHOWN = 2
"""How many wordings are shown, besides others that are as near as the last of them."""


def parse_cell(  # noqa: PLR0913, PLR0917 - each is a different input of the reading
    setup: Setup,
    text: str,
    column: str,
    plan: Plan | None = None,
    action: Action | str | None = None,
    as_of: dt.date | None = None,
) -> ParsedCell:
    """Return what a text means as a cell: see :meth:`empact.Session.parse`.

    Args:
        setup: The rules and the configuration.
        text: The text.
        column: The name of the column.
        plan: The plan that the cell is for.
        action: The action of the plan whose cell it is; a new action by default.
        as_of: The date of knowledge.

    Raises:
        UnknownIdError: There is no such column, or the plan has no such action.
        ValueError: The text is empty or longer than any cell, or an action is named without a plan.
    """
    check_text("The text of a cell", text)
    check_text("The column", column)
    check_date("as_of", as_of)
    if not text.strip():
        raise ValueError("The text is empty, so there is nothing to parse.")
    if len(text) > MAX_CELL:
        message = f"The text has {len(text):,} characters; the maximum is {MAX_CELL:,}."
        raise ValueError(message)
    draft = _Draft.of(setup, cell_column(column), plan, action, as_of)
    cell = draft.cell(text)
    context = draft.context(cell)
    doubts = tuple(_doubts(cell, text, draft.findings(cell), draft.at))
    return ParsedCell(
        context=portfolio_context(setup, Portfolio(()), Records(), as_of)
        if plan is None
        else context_of(setup, (plan,), None, as_of),
        text=text,
        column=column,
        action=None if plan is None or action is None else str(Ref(plan=plan.id, action=draft.action.number)),
        time=context.schedule.span(draft.position) or context.plan.period,
        meaning=draft.meaning(text, cell, context),
        doubts=doubts,
        wordings=tuple(draft.wordings(text, doubts)) if doubts else (),
    )


@value(kw_only=True)
class _Draft:
    """A plan, to be given another text in one cell of one action."""

    setup: Setup
    column: CellColumn
    plan: Plan
    position: int
    as_of: dt.date | None

    @classmethod
    def of(
        cls, setup: Setup, column: CellColumn, plan: Plan | None, action: Action | str | None, as_of: dt.date | None
    ) -> _Draft:
        """Return the plan with the action that the call names, or with a new one."""
        if plan is not None:
            check_type("The plan", "a Plan", Plan, plan)
        if action is None:
            draft = Plan(id=_NO_PLAN) if plan is None else plan
            draft = attrs.evolve(draft, actions=(*draft.actions, Action(number=_NEW)))
            return cls(setup=setup, column=column, plan=draft, position=len(draft.actions) - 1, as_of=as_of)
        if plan is None:
            raise ValueError("An action is named, but no plan that has it. Name the plan too.")
        number = action.number if isinstance(action, Action) else action
        position = plan.actions.index(plan.action(number))
        return cls(setup=setup, column=column, plan=plan, position=position, as_of=as_of)

    @property
    def action(self) -> Action:
        """The action that the text is for."""
        return self.plan.actions[self.position]

    @property
    def at(self) -> Pointer:
        """The pointer of the cell."""
        return Pointer() / "actions" / self.position / self.column.field

    @property
    def cls(self) -> type[Cell[Any]]:
        """The class of the cell."""
        cell: Cell[Any] = getattr(self.action, self.column.field)
        return type(cell)

    def cell(self, text: str) -> Cell[Any]:
        """Return a text as the cell."""
        return NOTATIONS[self.cls].cell(f"{self.column.before}{text}{self.column.behind}")

    def context(self, cell: Cell[Any]) -> PlanContext:
        """Return the context of the plan with the cell in its place."""
        (context,) = context_of(self.setup, (self._with(cell),), None, self.as_of).contexts
        return context

    def _with(self, cell: Cell[Any]) -> Plan:
        """Return the plan with the cell in its place."""
        actions = list(self.plan.actions)
        changed: dict[str, Any] = {self.column.field: cell}
        actions[self.position] = attrs.evolve(self.action, **changed)
        return attrs.evolve(self.plan, actions=tuple(actions))

    def meaning(self, text: str, cell: Cell[Any], context: PlanContext) -> CellMeaning:
        """Return what the cell means in the plan."""
        items = tuple(map(str, cell))
        return cell_meaning(text, items, self.column.field, context.resolved().actions[self.position])

    def findings(self, cell: Cell[Any]) -> tuple[Diagnostic, ...]:
        """Return what the rules report at the cell, or in it."""
        asked = RuleSelection.of_call((), _ABOUT_OTHER_THINGS, {}).known(self.setup.plugins.rules)
        found = validate(self.setup, Portfolio((self._with(cell),)), asked, None, Records(), self.as_of, None)
        at, within = self.at, f"{self.at}/"
        return tuple(
            finding
            for finding in found
            if f"{finding.place.pointer}/".startswith(within) or finding.place.pointer == at
        )

    def wordings(self, text: str, doubts: Sequence[CellDoubt]) -> Iterator[Wording]:
        """Yield the nearest other texts about which less is in doubt: first those about which nothing else is."""
        period = self.plan.period
        years = range(0) if period is None else range(period.start.year, period.end.year + 1)
        known = {doubt.finding.code for doubt in doubts if doubt.finding is not None}
        is_understood = all(doubt.understood for doubt in doubts)
        near = nearest_wordings(
            text,
            self.cls,
            before=self.column.before,
            behind=self.column.behind,
            years=years if len(years) > 1 else (),
        )
        rated: list[tuple[tuple[int, ...], NearText, tuple[Diagnostic, ...]]] = []
        for each in itertools.islice(near, _TRIED):
            findings = self.findings(each.cell)
            codes = {finding.code for finding in findings}
            if not any(map(_is_doubt, findings)) and not (is_understood and known <= codes):
                rated.append(((len(codes - known), *each.rank), each, findings))
        rated.sort(key=lambda one: one[0])
        for rank, each, findings in rated:
            if rank <= rated[:_SHOWN][-1][0]:
                yield Wording(meaning=self.meaning(each.text, each.cell, self.context(each.cell)), findings=findings)


def _is_doubt(finding: Diagnostic) -> bool:
    """Check whether a finding says that words are not understood or ambiguous."""
    return getattr(finding.kind, "group", None) == _NOTATION and finding.severity >= Severity.WARNING


def _doubts(cell: Cell[Any], text: str, findings: Sequence[Diagnostic], at: Pointer) -> Iterator[CellDoubt]:
    """Yield what is in doubt about a cell, the most severe first."""
    about: dict[int, list[Diagnostic]] = {}
    whole: list[Diagnostic] = []
    for finding in findings:
        tokens = Pointer(finding.place.pointer or "").tokens[len(at.tokens) :]
        if len(tokens) > 1 and tokens[0] == "items" and int(tokens[1]) < len(cell.items):
            about.setdefault(int(tokens[1]), []).append(finding)
        else:
            whole.append(finding)
    doubts: list[CellDoubt] = []
    for place, item in enumerate(cell.items):
        is_understood = not isinstance(item, Unparsed)
        if not is_understood and place not in about:
            doubts.append(CellDoubt(words=str(item), understood=False))
        doubts += [
            CellDoubt(words=str(item), understood=is_understood, finding=finding) for finding in about.get(place, ())
        ]
    doubts += [CellDoubt(words=text, understood=True, finding=finding) for finding in whole]
    yield from sorted(doubts, key=lambda doubt: doubt.severity, reverse=True)
