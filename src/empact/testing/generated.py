"""Generates invented portfolios of any size: realistic linked plans, the same for the same seed.

They are for benchmarks and for tests of portfolios. Eight priorities (A to H) have one plan per year from 2012 on: the
ids are A-2012 ... H-2012, A-2013 ... All plans have the same number of actions. Actions of two plans of a year link to
each other, by the id of the plan or by the letter of its priority; a known share of these links has no link back, or
leads to an action that does not exist. Each year continues a share of the actions of the year before, a third of them
under another number. The time for a plan is linear in its actions and does not depend on its position; only the actions
of the year before are kept in memory.

``python -m empact.testing.generated FOLDER --plans 200 --actions 250 --seed 1`` writes the plans as files.
"""

from __future__ import annotations

import argparse
import enum
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

import attrs

from empact.model import Plan
from empact.serde import FORMAT, RawDocument, structure_plan
from empact.session import Session

T = TypeVar("T")

_FIRST_YEAR, _LAST_YEAR = 2012, 9999
_MOST_GOALS = 9
_ACTIONS_OF_A_GOAL = 12
_BETWEEN_LINKS = 8
"""One action in eight links to another plan."""
_LINKED = 2
"""The position of this action among the eight: it has no links in its own plan."""
_PARTNERS = (1, 2, 4)
"""The exclusive or of one of these with the index of a plan is the index of a partner plan, and vice versa."""


class _Priority(NamedTuple):
    letter: str
    name: str
    subjects: tuple[str, ...]


_PRIORITIES = (
    _Priority("A", "West Africa", ("cocaine couriers", "fishing boats with cocaine", "parcels of cocaine")),
    _Priority("B", "Western Balkans", ("heroin loads", "hidden firearms", "stolen cars", "crews of guides")),
    _Priority("C", "Illegal immigration", ("smugglers", "forged passports", "safe houses", "drivers for hire")),
    _Priority("D", "Synthetic drugs", ("dumped chemicals", "tablet presses", "precursor orders", "rented barns")),
    _Priority("E", "Container smuggling", ("switched seals", "rip-off crews", "false manifests")),
    _Priority("F", "Trafficking in human beings", ("recruiters", "closed flats", "forced begging")),
    _Priority("G", "Mobile organised crime groups", ("metal thieves", "burglars", "stolen lorry loads")),
    _Priority("H", "Cybercrime", ("card skimmers", "money mules", "botnets", "rented servers")),
)
_GOALS = (
    "To keep a common intelligence picture",
    "To investigate jointly",
    "To check borders and roads together",
    "To follow the money",
    "To prosecute across borders",
    "To work with third countries",
    "To train those who meet it first",
    "To prevent it by administrative means",
    "To use the tools of the Union in full",
)


class _Task(NamedTuple):
    """A kind of work: what is done, how, its target, and the unit that is counted."""

    activity: str
    description: str
    target: str
    unit: str


_TASKS = (
    _Task("Joint checks for", "Police and customs check side by side.", "Both sides count.", "joint checks"),
    _Task("Threat assessment of", "Europol drafts it from what is sent in.", "Gaps are named.", "contributions"),
    _Task("Joint investigation of", "Mirror cases are opened.", "Organisers stand in court.", "suspects identified"),
    _Task("Observation of", "Teams change every eight hours.", "It is known who gives orders.", "reports written"),
    _Task("Training on how to recognise", "Two days, one of them outside.", "Signs are seen.", "officers trained"),
    _Task("Financial inquiries into", "Accounts are read backwards.", "Profits are found.", "accounts frozen"),
    _Task("Week of action against", "One room answers all queries.", "Intelligence is used.", "searches"),
    _Task("Exchange of officers about", "Each stays for a month.", "Names are known.", "officers exchanged"),
    _Task("Bulletin about", "Two pages every fortnight.", "Patrols know what is new.", "bulletins"),
    _Task("Administrative checks against", "Tax offices join.", "The business becomes dear.", "visits"),
    _Task("Meetings of prosecutors on", "They bring their files.", "One state takes the case.", "meetings held"),
)


class _Place(NamedTuple):
    words: str
    name: str
    kind: str
    states: tuple[str, ...]
    third: tuple[str, ...]


_PLACES = (
    _Place("at the port of Rotterdam", "Rotterdam", "port", ("NL", "BE", "DE"), ()),
    _Place("at the EL-TR land border", "EL-TR land border", "land-border", ("EL", "BG", "DE"), ("TR",)),
    _Place("at the HU-RS land border", "HU-RS land border", "land-border", ("HU", "AT", "SK"), ("RS",)),
    _Place("on the ferries to Trelleborg", "Trelleborg", "port", ("SE", "DK", "PL"), ()),
    _Place("in the Strait of Sicily", "Strait of Sicily", "region", ("IT", "MT"), ("TN",)),
    _Place("around Algeciras", "Algeciras", "port", ("ES", "PT", "FR"), ("MA",)),
    _Place("on the motorways around Praha", "Praha", "city", ("CZ", "SK", "DE"), ()),
    _Place("at the RO-MD land border", "RO-MD land border", "land-border", ("RO", "BG"), ("MD",)),
    _Place("at the airport of Frankfurt", "Frankfurt", "city", ("DE", "FR", "ES"), ()),
    _Place("in the harbour of Antwerpen", "Antwerpen", "port", ("BE", "NL", "FR"), ()),
    _Place("at the PL-UA land border", "PL-UA land border", "land-border", ("PL", "LT", "SK"), ("UA",)),
    _Place("around Lisboa", "Lisboa", "city", ("PT", "ES"), ()),
    _Place("in Riga and Tallinn", "Riga", "city", ("LV", "EE", "FI"), ()),
)
_AGENCIES = ("Europol", "Frontex", "Eurojust")
_EARLY = ("January to March", "April/May", "1st semester", "2nd quarter", "May", "Whole year", "March and September")
_LATE = ("September", "October/November", "2nd semester", "3rd quarter", "1-2 weeks in October", "July/August")


class _Work(NamedTuple):
    """The content of an action, which an action of the next year can continue."""

    activity: str
    description: str
    leader: str
    participants: str
    target: str
    aim: int
    unit: str
    place: _Place


class _LinkState(enum.Enum):
    """How two actions of different plans link to each other; the first one always has a link."""

    ANSWERED = "answered"
    ONE_WAY = "one way"
    DANGLING = "dangling"


class _Dice:
    """Draws random numbers that are the same in every version of Python, which only ``random()`` guarantees."""

    def __init__(self, *seeds: object) -> None:
        self._random = Random("/".join(map(str, seeds)))  # noqa: S311 - there is nothing to guess

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def below(self, limit: int) -> int:
        return int(self._random.random() * limit)

    def pick(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]


def generate(  # noqa: PLR0913 - each is a size or a share of its own
    plans: int,
    actions: int,
    seed: int = 0,
    *,
    one_way: float = 0.05,
    dangling: float = 0.02,
    carried: float = 0.2,
) -> Iterator[Plan]:
    """Generate invented plans, one after the other.

    Args:
        plans: The number of plans; there are eight per year.
        actions: The number of actions of each plan.
        seed: Another seed gives other plans of the same sizes.
        one_way: The share of pairs of linked actions of two plans where only the first links to the second.
        dangling: The share of these pairs where the first links to an action that does not exist.
        carried: The share of actions that continue an action of the year before.

    Raises:
        ValueError: A size is negative, a plan would be after the year 9999, or a share is not between 0 and 1.
    """
    most = len(_PRIORITIES) * (_LAST_YEAR - _FIRST_YEAR + 1)
    if not 0 <= plans <= most or actions < 0:
        message = f"cannot generate {plans} plans of {actions} actions: there can be 0 to {most} plans"
        raise ValueError(f"{message}, and the number of actions cannot be negative")
    if min(one_way, dangling, carried) < 0 or max(one_way + dangling, carried) > 1:
        message = f"the shares {one_way} (one_way), {dangling} (dangling) and {carried} (carried) have to be at least 0"
        raise ValueError(f"{message}, and one_way + dangling and carried at most 1")
    return _Generator(plans, actions, seed, one_way, dangling, carried, _numbers(actions)).plans()


def write_portfolio(folder: str | Path, plans: int, actions: int, seed: int = 0, *, format: str = "yaml") -> list[Path]:
    """Write plans from :func:`generate` to a folder, and return the files, one for each plan, in order.

    ``format`` is ``yaml`` or ``json``. The folder is created if it does not exist. Files of the same name are
    overwritten; other files are kept.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    session, files = Session(), list[Path]()
    for plan in generate(plans, actions, seed):
        session.export(plan, to=format, path=path)
        files.append(path / f"{plan.id}.{format}")
    return files


@attrs.frozen
class _Generator:
    count: int
    size: int
    seed: int
    one_way: float
    dangling: float
    carried: float
    numbers: list[tuple[str, str]]

    def plans(self) -> Iterator[Plan]:
        before: dict[int, list[_Work]] = {}  # for each priority, the work of the year before
        for index in range(self.count):
            which = index % len(_PRIORITIES)
            tree, before[which] = self._tree(index, before.get(which, []))
            plan, problems = structure_plan(RawDocument(tree), "<generated>")
            if plan is None:
                raise AssertionError(f"a generated plan is not valid: {problems[0]}")
            yield attrs.evolve(plan)  # a copy, which has no source file

    def _tree(self, index: int, before: list[_Work]) -> tuple[dict[str, Any], list[_Work]]:
        priority, year = _PRIORITIES[index % len(_PRIORITIES)], self._year(index)
        dice = _Dice(self.seed, "plan", index)
        works, rows = list[_Work](), list[dict[str, Any]]()
        for at, (goal, number) in enumerate(self.numbers):
            earlier = self._earlier(at) if before and dice.chance(self.carried) else None
            work = _work(dice, priority) if earlier is None else before[earlier]
            works.append(work)
            row = {"number": number, "goal": goal, **_row(dice, work), "links": self._links(index, at) or "none"}
            if earlier is not None:
                old = self.numbers[earlier][1]
                row["description"] = f"Continues action {old} of the plan of {year - 1}. {work.description}"
                row["continues"] = [f"{priority.letter}-{year - 1}:{old}"]
            rows.append(row)
        return {**_head(priority, year, dice), **self._frame(index), "actions": rows}, works

    def _year(self, index: int) -> int:
        return _FIRST_YEAR + index // len(_PRIORITIES)

    def _earlier(self, at: int) -> int:
        """Return the index of the action that an action continues: in a third of the pairs, the two are swapped."""
        swapped = at ^ 1
        return swapped if at // 2 % 3 == 0 and swapped < self.size else at

    def _partners(self, index: int) -> list[int]:
        """Return the plans of the same year that this plan links to, in turn."""
        return [index ^ turn for turn in _PARTNERS]

    def _frame(self, index: int) -> dict[str, Any]:
        """Return the goals, and the priorities that the plan is interdependent with."""
        goals = dict.fromkeys(goal for goal, _ in self.numbers) or {"1": None}
        partners = [other % len(_PRIORITIES) for other in self._partners(index) if other < self.count]
        name = _PRIORITIES[index % len(_PRIORITIES)].name
        return {
            "interdependencies": [
                {"priority": _PRIORITIES[partner].letter, "name": _PRIORITIES[partner].name} for partner in partners
            ],
            "goals": [
                {"number": goal, "body": words, "annex": words}
                for goal in goals
                for words in [f"{_GOALS[int(goal) - 1]}, for the priority {name}."]
            ],
        }

    def _links(self, index: int, at: int) -> list[str]:
        links = list[str]()
        neighbour = at ^ 1
        if at % 4 < 2 and neighbour < self.size:  # noqa: PLR2004 - the first pair of every two
            (goal, _), (other, number) = self.numbers[at], self.numbers[neighbour]
            links += [number] if goal == other else [f"SG {other}", number]
        if at % _BETWEEN_LINKS == _LINKED:
            links += self._abroad(index, at)
        return links

    def _abroad(self, index: int, at: int) -> list[str]:
        """Return the link to the action with the same number in another plan of the same year, if there is one."""
        turn = at // _BETWEEN_LINKS
        other = self._partners(index)[turn % len(_PARTNERS)]
        state = self._link_state(min(index, other), at)
        if other >= self.count or (index > other and state is not _LinkState.ANSWERED):
            return []
        letter = _PRIORITIES[other % len(_PRIORITIES)].letter
        plan = letter if turn % 2 else f"{letter}-{self._year(other)}"
        number = self.numbers[at][1]
        return [
            f"{plan}:{number.partition('.')[0]}.{self.size + 1}" if state is _LinkState.DANGLING else f"{plan}:{number}"
        ]

    def _link_state(self, first: int, at: int) -> _LinkState:
        """Draw how two actions link; both plans get the same result, from the first plan and the position alone."""
        dice = _Dice(self.seed, "link", first, at)
        if dice.chance(self.dangling):
            return _LinkState.DANGLING
        left = 1 - self.dangling
        return _LinkState.ONE_WAY if left and dice.chance(self.one_way / left) else _LinkState.ANSWERED


def _numbers(actions: int) -> list[tuple[str, str]]:
    """Return the goal and the number of each action, in the order of the table."""
    goals = max(1, min(_MOST_GOALS, actions // _ACTIONS_OF_A_GOAL))
    sizes = [actions // goals + (goal < actions % goals) for goal in range(goals)]
    return [(str(goal), f"{goal}.{at}") for goal, size in enumerate(sizes, start=1) for at in range(1, size + 1)]


def _work(dice: _Dice, priority: _Priority) -> _Work:
    task, place = dice.pick(_TASKS), dice.pick(_PLACES)
    leader = dice.below(len(place.states))
    others = [state for at, state in enumerate(place.states) if at != leader]
    return _Work(
        activity=f"{task.activity} {dice.pick(priority.subjects)} {place.words}.",
        description=task.description,
        leader=place.states[leader],
        participants=", ".join([*others, *place.third, dice.pick(_AGENCIES)]),
        target=task.target,
        aim=2 + dice.below(60),
        unit=task.unit,
        place=place,
    )


def _row(dice: _Dice, work: _Work) -> dict[str, Any]:
    early = dice.chance(0.5)
    row: dict[str, Any] = {
        "activity": work.activity,
        "leaders": work.leader,
        "participants": work.participants,
        "description": work.description,
        "timing": dice.pick(_EARLY if early else _LATE),
        "target": work.target,
        "kpis": f"KPI: At least {work.aim} {work.unit}",
        "locations": [{"name": work.place.name, "kind": work.place.kind}],
    }
    if early and dice.chance(0.5):
        row["results"] = {"June": f"{1 + dice.below(work.aim)} {work.unit} so far."}
    return row


def _cycle(year: int) -> str:
    """Return the policy cycle of a year: the first one ended in 2013, and each of the others has four years."""
    first = year - (year - 2014) % 4
    return "2011-2013" if year < 2014 else f"{first}-{first + 3}"  # noqa: PLR2004 - as above


def _head(priority: _Priority, year: int, dice: _Dice) -> dict[str, Any]:
    title = f"Invented for tests: Operational Action Plan {year}, priority {priority.letter}: {priority.name}"
    return {
        "empact": FORMAT,
        "id": f"{priority.letter}-{year}",
        "title": title,
        "cycle": {"id": _cycle(year)},
        "priority": {"code": priority.letter, "name": priority.name},
        "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "cover": {"issuer": "INVENTED FOR TESTS, NO DOCUMENT OF THE COUNCIL", "kind": "INVENTED NOTE"},
        "driver": [dice.pick(dice.pick(_PLACES).states)],
        "support": list(_AGENCIES),
        "checkpoints": ["June", "Dec"],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a portfolio; the entry point of the command line."""
    options = argparse.ArgumentParser(prog="python -m empact.testing.generated", description="Write invented plans.")
    options.add_argument("folder", type=Path)
    options.add_argument("--plans", type=int, default=8)
    options.add_argument("--actions", type=int, default=25, help="number of actions per plan")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--format", choices=("yaml", "json"), default="yaml")
    given = options.parse_args(arguments)
    files = write_portfolio(given.folder, given.plans, given.actions, given.seed, format=given.format)
    sys.stdout.write(f"Plans written to {given.folder}: {len(files)}. Actions of each: {given.actions}.\n")


if __name__ == "__main__":
    main()
