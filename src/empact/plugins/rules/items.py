"""A rule about cells whose items have what their text does not: one of the two was changed, and the other was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from empact import Action, Plan
from empact.analysis import Determinacy, PartyAssignment, assignments, schedule
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext, reads
from empact.model import (
    Bound,
    Kpi,
    Link,
    Links,
    Milestone,
    Parties,
    PartyItem,
    PartyKind,
    Period,
    Span,
    Target,
    Timing,
    Unparsed,
    Window,
)
from empact.plugins.rules.phrasing import codes, excerpt, identity, listed_up_to
from empact.plugins.rules.texts import PlanCell, cells

_LONGEST_PIECE = 6
"""In words: the longest name or date that is looked for in a text on its own."""
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_AROUND = "()[]{}\"'“”‘’,;:.!?"
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_EVERY_GOAL = "*"


class _Comparison:
    """What the text of a cell has, as far as its items need it. The notes that the text marks belong to it."""

    def __init__(
        self, plan: Plan, ctx: RuleContext, cell: PlanCell, action: Action | None, read: Sequence[object]
    ) -> None:
        self.plan, self.ctx, self.read = plan, ctx, read
        self.field, self.cell = cell.field, cell.cell
        self.action = action
        notes = {note.mark: str(note.text) for note in plan.notes}
        marked = (notes.get(mark, "") for mark in _NOTE_MARK.findall(str(cell.cell)))
        self.text = " ".join(" ".join([cell.cell.plain, *marked]).split())

    def missing(self) -> Iterator[tuple[int, str]]:
        """Yield what the items have and the text does not, in words, each with the index of its item."""
        for index, item in enumerate(self.cell):
            if item not in self.read:
                yield from ((index, words) for words in self._missing(item))

    def _missing(self, item: Any) -> Iterator[str]:
        match item:
            case PartyItem():
                yield from self._parties(item)
            case Link():
                yield from self._link(item)
            case Period() | Milestone():
                yield from self._dates(item.windows, due=item.bound is not Bound.IN)
            case Kpi() | Target():
                yield from self._numbers(item)
                yield from self._dates(_windows(item), due=True)
            case Unparsed():
                pass
            case _:  # the number or the date of a document
                if " ".join(str(item).split()) not in self.text:
                    yield str(item)

    def _pieces(self) -> Iterator[str]:
        """Yield all runs of a few words of the text, without the punctuation around them."""
        words = self.text.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_PIECE, len(words)) + 1):
                yield " ".join(words[start:end]).strip(_AROUND)

    def _alone(self, action: Action) -> Plan:
        """Return a plan with one action, in which items are resolved as in this plan."""
        return Plan(id=self.plan.id, period=self.plan.period, actions=(action,))

    # Parties

    def _parties(self, item: PartyItem) -> Iterator[str]:
        read = self._resolved(self.read)
        known = {code for party in read for code in (identity(party, self.ctx), *codes(party, self.ctx))}
        kinds = {party.item.collective.members for party in read if party.item.collective is not None}
        excluded = (name for other in self.read if isinstance(other, PartyItem) for name in other.excluded)
        excepted = {party.code for party in map(self.ctx.register.find, excluded) if party is not None}
        for party in self._resolved((item,)):
            group = item.collective if party.name == item.party else None
            members = codes(party, self.ctx)
            if group is not None and group.members in kinds:
                continue
            if identity(party, self.ctx) in known or (members and members <= known):
                continue
            if identity(party, self.ctx) in excepted or not (self._belongs(party, kinds) or self._names(party)):
                yield party.name

    def _belongs(self, party: PartyAssignment, kinds: set[tuple[PartyKind, ...]]) -> bool:
        """Return whether a group of the text, open or not, can have the party as a member: HU of "Relevant MS"."""
        if party.determinacy is not Determinacy.NAMED or not party.resolved:
            return False
        first = party.resolved[0]
        return any(self.ctx.register.kind(first.parties[0], first.span.start) in members for members in kinds)

    def _resolved(self, items: Iterable[object]) -> tuple[PartyAssignment, ...]:
        parties: Any = tuple(item for item in items if isinstance(item, PartyItem))
        timing = Timing() if self.action is None else self.action.timing
        action = Action(number="1", participants=Parties(items=parties), timing=timing)
        return tuple(assignments(self._alone(action), self.ctx.register))

    def _names(self, party: PartyAssignment) -> bool:
        """Return whether the text has the name of a party as the item writes it, or any other of its names."""
        if re.search(rf"(?<!\w){re.escape(party.name)}(?!\w)", self.text, re.IGNORECASE):
            return True
        if party.determinacy is not Determinacy.NAMED:
            return False
        named = (self.ctx.register.find(piece) for piece in self._pieces())
        return identity(party, self.ctx) in {other.code for other in named if other is not None}

    # Links: phases and the direction of results are not compared

    def _link(self, item: Link) -> Iterator[str]:
        plan, goal, action = self._destination(item)
        wanted = {(plan, goal, action), (plan, goal and _EVERY_GOAL, action)}
        if wanted & set(map(self._destination, _links(self.read))):
            return
        pieces = (link for piece in self._pieces() for link in _links(reads(Links(text=piece))))
        if not wanted & set(map(self._destination, pieces)):
            yield str(attrs.evolve(item.to, phase=None))

    def _destination(self, link: Link) -> tuple[str | None, str | None, str | None]:
        """Return the priority or plan that a link leads to, None for this plan, and the goal or action."""
        plan = link.to.plan
        if plan is not None:
            resolution = self.ctx.portfolio.resolve(self.plan, link.to)
            own = [other.id for other in resolution.plans] == [self.plan.id]
            plan = None if own else resolution.priority or plan
        return plan, link.to.goal, link.to.action

    # Dates: the period of the plan completes a month without a year

    def _dates(self, windows: Sequence[Window], *, due: bool) -> Iterator[str]:
        if not windows:
            return
        read = [window for item in self.read for window in _windows(item)]
        if self.field == "kpis" and self.action is not None:  # a KPI can be due in the time of its action
            read += [window for item in self.action.timing for window in _windows(item)]
        known = self._spans(read)
        if not all(self._is_known(window, known, due=due) for window in windows):
            known = self._with_pieces(known, windows, due=due)
        yield from (str(window) for window in windows if not self._is_known(window, known, due=due))

    def _with_pieces(self, known: set[Span], windows: Sequence[Window], *, due: bool) -> set[Span]:
        """Return known dates with those of pieces of the text, which are read until all windows are known.

        The pieces with most words of a window come first: as a rule, few have to be read.
        """
        wanted = {word for window in windows for word in str(window).lower().split()}
        pieces = dict.fromkeys(self._pieces())
        for piece in sorted(pieces, key=lambda piece: -len(wanted.intersection(piece.lower().split()))):
            read = [window for item in reads(Timing(text=piece)) for window in _windows(item)]
            if read:
                known = known | self._spans(read)
                if all(self._is_known(window, known, due=due) for window in windows):
                    break
        return known

    def _is_known(self, window: Window, known: set[Span], *, due: bool) -> bool:
        """Return whether a text with these dates has a window; "by December 2011" is the end of 2011."""
        spans = self._spans([window])
        return spans <= known or (due and {span.end for span in spans} <= {span.end for span in known})

    def _spans(self, windows: Iterable[Window]) -> set[Span]:
        timing = Timing(items=tuple(Period(windows=(window,)) for window in windows))
        times = schedule(self._alone(Action(number="1", timing=timing)))
        return {span for item in times.of_action("1") for span in item.windows}

    # Numbers

    def _numbers(self, item: Kpi | Target) -> Iterator[str]:
        known = {number for other in self.read for number in _numbers(other)}
        known |= set(_written(self.text))
        if self.field == "kpis" and self.action is not None:  # a number in the target measures the KPIs beside it
            known |= set(_written(str(self.action.target)))
        yield from (f"{number:f}" for number in dict.fromkeys(_numbers(item)) if number not in known)


def _links(items: Iterable[object]) -> Iterator[Link]:
    return (item for item in items if isinstance(item, Link))


def _windows(item: object) -> tuple[Window, ...]:
    """Return the windows of an item of a timing, or of a KPI."""
    match item:
        case Period() | Milestone():
            return item.windows
        case Kpi():
            baseline = None if item.baseline is None else item.baseline.due
            return tuple(window for window in (item.period, item.deadline, baseline) if window is not None)
        case _:
            return ()


def _numbers(item: object) -> Iterator[Decimal]:
    """Yield the numbers of a target or a KPI, with those of its baseline and of its parts."""
    if isinstance(item, Target):
        yield from filter(None, (item.value,))
    elif isinstance(item, Kpi):
        baseline = () if item.baseline is None else (item.baseline.value, item.baseline.year)
        values = (item.value, item.most, *baseline, *(part.value for part in item.parts))
        yield from (Decimal(number) for number in values if number is not None)


def _written(text: str) -> Iterator[Decimal]:
    """Yield the numbers of a text; "1.500" may be a thousand and a half, or one and a half."""
    for written in _NUMBER.findall(text):
        for number in (written.replace(",", "").replace(".", ""), written.replace(",", ""), written.replace(",", ".")):
            try:
                yield Decimal(number)
            except InvalidOperation:  # 1.2.3
                continue


def item_not_in_text(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A cell is written as text and items, and the items contain something that the text does not.

    Sheets print the text; tasks, dates and totals follow the items. If a revision changes only one of the two, HU is
    tasked by a cell that reads "FR, DE". Parties, dates, numbers and links of the items are looked up in the text and
    in the notes that it marks. Items that are the same or more precise are not reported: another spelling of a party, a
    member of a group that the text names, including an open group ("Relevant MS"), a year from the period of the plan,
    a phase, and the direction of a link. If the text has words that cannot be read, the items explain them: such a cell
    is not checked.
    """
    actions = {Pointer() / "actions" / index: action for index, action in enumerate(plan.actions)}
    for cell in cells(ctx):
        if cell.cell.text is None or not cell.cell.items:
            continue
        read: tuple[object, ...] = reads(cell.cell)
        if cell.cell.items == read or any(isinstance(item, Unparsed) for item in read):
            continue
        missing = list(_Comparison(plan, ctx, cell, actions.get(cell.row), read).missing())
        if missing:
            first, *others = dict.fromkeys(index for index, _ in missing)
            extra = listed_up_to(list(dict.fromkeys(words for _, words in missing)))
            yield Finding(
                f"The items of the {cell.name} of {cell.owner} have {extra}, but the text does not: "
                f"{excerpt(cell.cell.text)}.",
                cell.at / "items" / first,
                hint="Correct the items or the text: sheets print the text, and tasks and totals follow the items.",
                related=tuple(Related(cell.at / "items" / other, "another such item") for other in others),
            )


RULES = (Rule(code="OAP110", name="item-not-in-text", severity=Severity.WARNING, check=item_not_in_text),)
