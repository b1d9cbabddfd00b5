"""What stands around the part of a party in an action: who leads, who else takes part, and the links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from empact.analysis.abbreviations import means_another
from empact.analysis.columns import cell_word
from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.portfolio.connections import Connection
from empact.analysis.positions import walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.taskings.tasks import TaskLink
from empact.diagnostics import Pointer
from empact.model import Action, Cell, Note, Party, PartyItem, Plan, StrategicGoal
from empact.reference import Register

WITHHELD = "withheld"


class Surroundings:
    """The leaders, partners and links of the actions of a plan: each derived once, for all parties.

    The parties are those of the plan: whom a decision excludes is not for the sheets of the others.
    """

    def __init__(self, ctx: PlanFacts) -> None:
        self._ctx = ctx
        self._plan = ctx.plan
        self._out: dict[int, list[Connection]] = {}
        self._back: dict[int, list[Connection]] = {}
        self._of_goal: dict[str | None, list[int]] = {}
        for position, action in enumerate(self._plan.actions):
            self._of_goal.setdefault(action.goal, []).append(position)
        links = ctx.plan_links
        for link in (*links.declared, *links.prose):
            self._out.setdefault(link.position, []).append(link)
        for link in (*links.declared, *links.incoming):
            for position in self._reached(link):
                self._back.setdefault(position, []).append(link)
        self._leaders: dict[int, tuple[str, ...]] = {}
        self._links: dict[int, tuple[TaskLink, ...]] = {}

    def _reached(self, link: Connection) -> Iterator[int]:
        """Yield the actions of the plan that a link leads to: of another plan, a link to their goal counts too."""
        for end in link.resolution.destinations:
            if end.plan is not self._plan or end.position is None:
                continue
            if isinstance(end.value, Action):
                yield end.position
            elif isinstance(end.value, StrategicGoal) and link.plan is not self._plan:
                yield from self._of_goal.get(end.value.number, ())

    def led_by(self, position: int) -> tuple[str, ...]:
        """Return the leaders of an action as named in the plan, with their conditions and doubts.

        What others confirm or decline stands on no sheet but their own.
        """
        if position not in self._leaders:
            items = self._ctx.stated_assignments.of_action(position, PartyRole.LEADER)
            names = [*map(_format, items), *_unread(self._plan.actions[position].leaders)]
            self._leaders[position] = tuple(dict.fromkeys(names))
        return self._leaders[position]

    def partners(self, position: int, code: str) -> tuple[str, ...]:
        """Return who else takes part in an action, without the party itself."""
        roles = set(PartyRole) - {PartyRole.LEADER}
        items = [item for item in self._ctx.stated_assignments.of_action(position, *roles) if not _is_only(item, code)]
        names = [*map(_format, items), *_unread(self._plan.actions[position].participants)]
        return tuple(dict.fromkeys(names))

    def links(self, position: int) -> tuple[TaskLink, ...]:
        """Return the links of an action, the mentions of others in its prose, and the links back to it."""
        if position not in self._links:
            out = (self._link(link, back=False) for link in self._out.get(position, ()))
            back = (self._link(link, back=True) for link in self._back.get(position, ()))
            self._links[position] = (*out, *back)
        return self._links[position]

    def _link(self, link: Connection, *, back: bool) -> TaskLink:
        text = str(link.link or link.words or link.ref)
        if back:
            ends: Sequence[tuple[Plan, int]] = ((link.plan, link.position),)
            others: tuple[str, ...] = (f"{link.plan.id}:{link.action.number}",)
        else:
            destinations = link.resolution.destinations
            ends = [(end.plan, end.position or 0) for end in destinations if isinstance(end.value, Action)]
            others = tuple(map(str, destinations)) or (str(link.ref),)
        leaders = (name for plan, position in ends for name in self._leaders_of(plan, position))
        return TaskLink(back=back, text=text, others=others, led_by=tuple(dict.fromkeys(leaders)), state=link.state)

    def _leaders_of(self, plan: Plan, position: int) -> tuple[str, ...]:
        if plan is self._plan:
            return self.led_by(position)
        return tuple(map(str, plan.actions[position].leaders))


def _format(item: PartyAssignment) -> str:
    """Format a party with its condition and doubts, an office with its holders, and a co-leader as such."""
    words = item.name if item.role is PartyRole.COOPERATING else str(item.own)
    if item.determinacy is Determinacy.ROLE and item.parties:
        words += f" ({', '.join(party.code for party in item.parties)})"
    return f"{words} (co-leader)" if item.role is PartyRole.CO_LEADER else words


def _is_only(item: PartyAssignment, code: str) -> bool:
    """Whether an item means this party and no other."""
    return bool(item.parties) and all(party.code == code for party in item.parties)


def _unread(cell: Cell[PartyItem]) -> Iterable[str]:
    """Return the words of a cell that are not understood, or that it is withheld."""
    return (*(WITHHELD for _ in range(cell.withheld)), *(item.text for item in cell.unparsed))


_CELLS = ("activity", "description", "timing", "target", "kpis")
"""The cells that contain prose."""
_LONGEST_CODE = 4


def action_notes(plan: Plan) -> dict[int, tuple[Note, ...]]:
    """Return the notes on each action by its position: those whose mark is in a cell, and those that qualify it."""
    by_mark: dict[str, Note] = {}
    by_action: dict[str, list[Note]] = {}
    for note in plan.notes:
        by_mark.setdefault(note.mark, note)
        for anchor in note.qualifies:
            by_action.setdefault(anchor.part, []).append(note)
    by_position: dict[int, tuple[Note, ...]] = {}
    for position, _, action in walk_actions(plan):
        cells = (action.leaders, action.participants, action.links, *(getattr(action, name) for name in _CELLS))
        marks = {mark for cell in cells for mark in _NOTE_MARK.findall(str(cell))}
        notes = {id(note): note for note in (*map(by_mark.get, marks), *by_action.get(action.number, ())) if note}
        by_position[position] = tuple(note for note in plan.notes if id(note) in notes)
    return by_position


_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


class NamedInProse:
    """The places of the prose of each action that name a party: activity, description, timing, target, KPIs, notes."""

    def __init__(self, plan: Plan, register: Register, notes: Mapping[int, Sequence[Note]]) -> None:
        self._register = register
        notes_at = {id(note): Pointer("/notes") / index for index, note in enumerate(plan.notes)}
        # Codes are written in capitals, so the texts are kept as they are; each is searched once for each party asked.
        self._texts = [
            (
                position,
                Reason(f"the {cell_word(cell)} of {plan.id}:{action.number}", at=at / cell),
                getattr(action, cell).plain,
            )
            for position, at, action in walk_actions(plan)
            for cell in _CELLS
        ]
        self._texts += [
            (
                position,
                Reason(f"note {note.mark} on {plan.id}:{plan.actions[position].number}", at=notes_at[id(note)]),
                str(note.text),
            )
            for position, those in notes.items()
            for note in those
        ]

    def of(self, party: Party) -> dict[int, tuple[Reason, ...]]:
        """Return the places that name a party, by the position of the action."""
        names = self._names(party)
        by_position: dict[int, tuple[Reason, ...]] = {}
        for position, where, text in self._texts:
            found_names = (name for name in names.finditer(text) if not means_another(name[0], text, *name.span()))
            name = next(found_names, None)
            if name is not None:
                reason = Reason(f"{where.text} names {name[0]!r}", at=where.at)
                by_position[position] = (*by_position.get(position, ()), reason)
        return by_position

    def _names(self, party: Party) -> re.Pattern[str]:
        """Return a pattern for the names of a party, as complete words.

        A code has its capital letters, and a name at least the first: "Commission" is a party, "commission" is not.
        """
        spellings = (party.code, party.name, *(name.text for name in party.names), *filter(None, (party.iso,)))
        words = [word for word in dict.fromkeys(spellings) if not self._register.meanings(word)]
        return re.compile(rf"(?<!\w)(?:{'|'.join(_patterns(words))})(?!\w)")


def _patterns(words: Sequence[str]) -> Iterator[str]:
    for word in sorted(words, key=len, reverse=True):
        if len(word) <= _LONGEST_CODE and word.isupper():
            yield re.escape(word)
        else:
            yield f"{re.escape(word[0])}(?i:{re.escape(word[1:])})"
