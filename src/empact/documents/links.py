"""The link matrix: which actions are linked, also with other plans; and the same as a graph."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import attrs

from empact.analysis import Connection, LinkState, PlanContext, PlanLinks, records_of
from empact.analysis.columns import CELL_TITLES
from empact.analysis.facts import check_plan_context
from empact.analysis.markings import joint_marking
from empact.documents.charts import GraphChart, GraphEdge, GraphNode
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.pages import matrix
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import Document, Section, Text
from empact.model import FlowDirection, Plan, Ref
from empact.model.links import ref_of

_KINDS = {"u": "uses", "f": "feeds", "x": "link", "m": "mention"}
"""The kind of an edge, by its letter in the matrix."""
_EDGES = {"uses": "uses the results", "feeds": "feeds", "link": "link", "mention": "mentions"}
"""The words at an edge, by its kind; the letters of the matrix are explained behind the chart."""


def link_graph(
    links: PlanLinks, letter: Callable[[Connection], str], own_end: Callable[[Ref], str], words: Words
) -> GraphChart | None:
    """Return the links of a plan as a graph; None if it has none.

    The edges are those of the matrix, and the links with other plans in both directions. Links that lead nowhere
    have no end, and actions without a link no edge: both are only in the tables.

    Args:
        links: The links.
        letter: Returns the letter of a link.
        own_end: Returns the name of the action or goal that a link within the plan leads to.
        words: The language of the words at the edges.
    """
    edges: dict[GraphEdge, None] = {}
    elsewhere: dict[str, str] = {}  # the label by the key

    def outside(label: str) -> str:
        key = f"other plan: {label}"
        elsewhere[key] = label
        return key

    def add(source: str, target: str, link: Connection) -> None:
        kind = _KINDS[letter(link)]
        edges[GraphEdge(source=source, target=target, label=words(_EDGES[kind]), kind=kind)] = None

    for link in (*links.declared, *links.prose):
        if link.state is not LinkState.MISSING:
            end = outside(link.words or str(link.ref)) if link.crosses else own_end(link.ref)
            add(link.action.number, end, link)
    for link in links.incoming:
        if link.state is not LinkState.MISSING:
            part = Ref(goal=link.ref.goal, action=link.ref.action)
            add(
                outside(f"{link.plan.id}:{link.action.number}"),
                own_end(part) or outside(str(link.link or link.words)),
                link,
            )
    if not edges:
        return None
    used = {key for edge in edges for key in (edge.source, edge.target)}
    own = [node for node in _own_nodes(links.plan) if node.key in used]
    known = {node.key for node in own} | elsewhere.keys()
    ends = sorted(used - known)  # all goals, or the plan as a whole
    nodes = (
        *own,
        *(GraphNode(key=key, label=key) for key in ends),
        *(GraphNode(key=key, label=label) for key, label in elsewhere.items()),
    )
    title = words("Links of {plan}", plan=links.plan.id)
    return GraphChart(title=title, nodes=nodes, edges=tuple(edges))


def _own_nodes(plan: Plan) -> Iterator[GraphNode]:
    """Yield a node for each goal, with the actions of the goal behind it, then for the actions without a goal."""
    names = dict.fromkeys(str(Ref(goal=goal.number)) for goal in plan.goals)
    groups: dict[str | None, dict[str, None]] = {name: {name: None} for name in names}
    for action in plan.actions:
        groups.setdefault(None if action.goal is None else _goal_name(action.goal), {})[action.number] = None
    seen: set[str] = set()
    for group, keys in groups.items():
        for key in keys:
            if key not in seen:
                seen.add(key)
                yield GraphNode(key=key, label=key, group=group)


def _goal_name(number: str) -> str:
    """Return the name of the goal above an action; a file can have any text there."""
    return str(ref_of(goal=number) or f"SG {number}")


_LETTERS = {FlowDirection.USES: "u", FlowDirection.FEEDS: "f", None: "x"}
_MENTION = "m"
_NO_LINK_BACK = "b"
_INCOMING = "incoming"
_LEGEND = (
    "x the action of the row has a link to the column, u it uses the results of the column, f it feeds the column.",
    "m the text of the action mentions the column, but there is no link.",
    "b the link back is missing: the column has a link to the row, but the row has none to the column.",
)
_ALONE = "Actions without links within the plan: {actions}."
_UNREAD = "Actions with links that are withheld or cannot be read: {actions}."


def build_links(ctx: PlanContext, *, language: str = "en") -> Document:
    """Return the links of a plan: action against action, action against goal, and those with other plans.

    Rows and columns are the numbers of the actions that have a link with another one. Tables follow with the links with
    other plans in both directions, the links that the other end does not have, and those that lead nowhere. The summary
    has a graph of all links.

    Args:
        ctx: The plan; links with other plans are resolved in its portfolio.
        language: The language of the fixed words; the reasons of links are English.
    """
    check_plan_context("build_links()", ctx)
    plan_links, words = ctx.plan_links, words_in(language)
    within = [link for link in (*plan_links.declared, *plan_links.prose) if not link.crosses]
    head = about_plans("links", "Link matrix of {plans}", ctx, words)
    head["marking"] = joint_marking(_plans(ctx.plan, plan_links), on=ctx.as_of, records=records_of(ctx))
    graph = link_graph(plan_links, _letter, functools.partial(_own_end, ctx.plan), words)
    legend = Text(tuple(map(words, _LEGEND)))
    sections = [
        Section(
            key="summary",
            title=words("Summary"),
            body=Text((_verdict(plan_links, words), *_to_check(within, words))),
            chart=graph,
        ),
        *_table("links", "Links and mentions", (*plan_links.declared, *plan_links.prose), words),
        Section(key="legend", title=words("Letters"), body=legend, secondary=True),
        *(attrs.evolve(section, secondary=True) for section in _actions(within, words)),
        *(attrs.evolve(section, secondary=True) for section in _goals(ctx.plan, within, words)),
    ]
    tables = (
        ("one-way", "Links within the plan without a link back", _in_state(LinkState.ONE_WAY, within)),
        ("missing", "Links within the plan without a destination", _in_state(LinkState.MISSING, within)),
        ("others", "Links to other plans", (link for link in plan_links.declared if link.crosses)),
        (
            "mentions",
            "Other plans that a text mentions without a link",
            (link for link in plan_links.prose if link.crosses),
        ),
    )
    sections += [
        attrs.evolve(section, secondary=True)
        for key, title, links in tables
        for section in _table(key, title, links, words)
    ]
    sections += [
        *_table(_INCOMING, "Links from other plans", plan_links.incoming, words),
        *_notes(ctx.plan, within, words),
    ]
    return Document(version=2, sections=tuple(sections), **head)


def _plans(plan: Plan, plan_links: PlanLinks) -> Iterator[Plan]:
    """Yield the plans that the document says something about."""
    yield plan
    for link in plan_links.incoming:
        yield link.plan
    for link in (*plan_links.declared, *plan_links.prose):
        yield from link.resolution.plans


def _verdict(plan_links: PlanLinks, words: Words) -> str:
    """Say how many links there are, in which states, and how many only the prose has, or come from other plans."""
    states = Counter(link.state for link in plan_links.declared)
    count = len(plan_links.declared)
    counted = ", ".join(f"{states[state]} {words(state.value)}" for state in LinkState if states[state])
    total = words("1 link" if count == 1 else "{number} links", number=count)
    sentences = [f"{total}: {counted}." if counted else f"{total}."]
    if plan_links.prose:
        sentences.append(words("{number} only in prose.", number=len(plan_links.prose)))
    if plan_links.incoming:
        sentences.append(words("{number} from other plans.", number=len(plan_links.incoming)))
    return " ".join(sentences)


def _to_check(within: Iterable[Connection], words: Words) -> Iterator[str]:
    """Yield the actions whose links have no link back, or lead nowhere, so that their leaders can be asked."""
    for state, text in (
        (LinkState.ONE_WAY, "To check: links without a link back, from {actions}."),
        (LinkState.MISSING, "To correct: links that lead nowhere, from {actions}."),
    ):
        actions = dict.fromkeys(link.action.number for link in _in_state(state, within))
        if actions:
            yield words(text, actions=", ".join(actions))


def _actions(within: Iterable[Connection], words: Words) -> Iterator[Section]:
    """Return the matrix of actions. Actions with the same number are one row: a link means any of them."""
    cells = _Cells()
    back: dict[tuple[str, str], None] = {}
    for link in within:
        if link.ref.action is not None and link.state is not LinkState.MISSING:
            cells.enter(link.action.number, link.ref.action, _letter(link))
            if link.state is LinkState.ONE_WAY:
                back[link.ref.action, link.action.number] = None
    for row, other in back:
        if not cells.has(row, other):
            cells.enter(row, other, _NO_LINK_BACK)
    numbers = sorted({*cells.rows, *cells.columns}, key=_by_number)
    return matrix("actions", "From action to action", "From", numbers, cells.texts(numbers), words=words)


def _goals(plan: Plan, within: Iterable[Connection], words: Words) -> Iterator[Section]:
    """Return the matrix of the actions with a link to a goal, to all goals or to the plan, against these."""
    cells = _Cells()
    for link in within:
        if link.ref.action is None and link.state is not LinkState.MISSING:
            cells.enter(link.action.number, _own_end(plan, link.ref), _letter(link))
    order = list(dict.fromkeys(str(Ref(goal=goal.number)) for goal in plan.goals))
    linked = cells.columns
    columns = [column for column in order if column in linked] + sorted(linked - {*order}, key=_by_number)
    rows = sorted(cells.rows, key=_by_number)
    return matrix("goals", "From action to goal", "From", columns, cells.texts(rows), words=words)


def _own_end(plan: Plan, ref: Ref) -> str:
    """Return the name of the end of a link within the plan: the number of an action, a goal, all goals or the plan."""
    return ref.action or str(attrs.evolve(ref, plan=ref.plan and plan.id)) or plan.id


class _Cells:
    """The filled cells of a matrix: the letters of each row and column."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, list[str]]] = {}
        self.columns: set[str] = set()

    def enter(self, row: str, column: str, letter: str) -> None:
        """Add a letter, unless the cell has it."""
        letters = self.rows.setdefault(row, {}).setdefault(column, [])
        if letter not in letters:
            letters.append(letter)
        self.columns.add(column)

    def has(self, row: str, column: str) -> bool:
        """Return whether a cell is filled."""
        return column in self.rows.get(row, {})

    def texts(self, rows: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return the text of each filled cell of these rows."""
        return {
            row: {column: "".join(sorted(letters)) for column, letters in self.rows.get(row, {}).items()}
            for row in rows
        }


def _letter(link: Connection) -> str:
    return _MENTION if link.link is None else _LETTERS[link.link.flow]


def _in_state(state: LinkState, links: Iterable[Connection]) -> Iterator[Connection]:
    return (link for link in links if link.state is state)


def _table(key: str, title: str, links: Iterable[Connection], words: Words) -> Iterator[Section]:
    """Yield links as a table, if there are any."""

    def start(link: Connection) -> str:
        number = link.action.number
        return f"{link.plan.id}:{number}" if key == _INCOMING else number

    def to(link: Connection) -> str:
        return str(link.link or link.ref)

    def why(link: Connection) -> str | None:
        if link.words is not None:
            place = words("in {cell}", cell=words(CELL_TITLES.get(link.cell, link.cell)))
            return place if link.words == str(link.ref) else f'{place}: "{link.words}"'
        if link.answer is None:
            return link.resolution.why
        plan, _, number = link.answer.rpartition(":")
        return number if plan == link.plan.id else link.answer

    columns: tuple[ColumnOf[Connection], ...] = (
        column("from", "From", start),
        column("to", "Link", to),
        column("state", "State", lambda link: words(link.state.value)),
        column("why", "Link back, or why not", why, width=50),
    )
    body = table(columns, links, key=lambda link: f"{start(link)} {to(link)}", words=words)
    if body.rows:
        yield Section(key=key, title=words(title), body=body)


def _notes(plan: Plan, within: Iterable[Connection], words: Words) -> Iterator[Section]:
    """Yield the actions without a link, and those whose links cannot be known, if there are any."""
    linked = {number for link in within if link.link is not None for number in (link.action.number, link.ref.action)}
    alone = dict.fromkeys(action.number for action in plan.actions if action.number not in linked)
    unread = dict.fromkeys(action.number for action in plan.actions if action.links.withheld or action.links.unparsed)
    notes = [words(_ALONE, actions=", ".join(alone))] if alone else []
    if unread:
        notes.append(words(_UNREAD, actions=", ".join(unread)))
    if notes:
        yield Section(key="notes", title=words("Notes"), body=Text(tuple(notes)), secondary=not unread)


def _by_number(number: str) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts 2.10 behind 2.9."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", number))
