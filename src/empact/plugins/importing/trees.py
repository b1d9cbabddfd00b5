"""Makes the tree of a plan of what was read, with the place of each of its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from empact.diagnostics import NOT_UNDERSTOOD, Place, Pointer
from empact.hooks import Plain, RawDocument, ReadContext
from empact.model import EmphasisStyle
from empact.plugins.importing.actions import ReadAction
from empact.plugins.importing.cover import ReadCover, previous_documents
from empact.plugins.importing.emphasis import Searches, emphasis_tree
from empact.plugins.importing.goals import goal_number
from empact.plugins.importing.layouts import PLAN_LINES, Layout
from empact.plugins.importing.sections import ReadSection
from empact.plugins.importing.source import Passage, Sourced, joined
from empact.plugins.importing.words import is_withheld, report_emphasis, shown, without_withheld

_MOST_LOST = 5
"""The most words in a finding about emphasis that is not kept."""


class Draft:
    """The tree of a plan while it is made.

    Args:
        layout: The layout of the document.
        ctx: The call of the reader, which reports whose emphasis is not kept.
    """

    def __init__(self, layout: Layout, ctx: ReadContext) -> None:
        self.tree: dict[str, Any] = {"empact": "plan/1"}
        self._layout = layout
        self._ctx = ctx
        self._places: dict[str, Place] = {}
        self._sources: dict[str, tuple[tuple[Place, str], ...]] = {}
        self._guessed: set[str] = set()
        self._searches = Searches()
        self._lost: set[tuple[Place, str]] = set()
        """The cells whose emphasis is reported as lost: one can say something about many actions."""

    def document(self) -> RawDocument:
        """Return the tree with its places."""
        return RawDocument(self.tree, self._places.get, sources=self._sources, guessed=frozenset(self._guessed))

    def guess(self, pointer: Pointer) -> None:
        """Note that the value at a pointer is guessed."""
        self._guessed.add(pointer)

    def put(  # noqa: PLR0913, PLR0917 - where it goes, what it is, and where it comes from
        self,
        holder: dict[str, Any],
        pointer: Pointer,
        key: str,
        value: Any,
        place: Place,
        texts: Iterable[Sourced] = (),
    ) -> None:
        """Put a value into a part of the tree, with the texts that say it if they are not the value itself."""
        holder[key] = value
        self._places[pointer / key] = place
        texts = tuple(texts)
        if any(text.passage.is_guessed for text in texts):
            self.guess(pointer / key)
        said = tuple((text.place, text.passage.text) for text in texts)
        if said:
            self._sources[pointer / key] = said

    def put_text(self, holder: dict[str, Any], pointer: Pointer, path: str, text: Sourced) -> None:
        """Put a text into a part of the tree, at a path such as ``results/June``; an empty one is left out."""
        value = self.text(text.passage, text.place)
        if value is None:
            return
        *outer, key = path.split("/")
        is_typed = text.passage.is_typed or (outer[:1] == ["extensions"] and outer[1] != self._layout.extension)
        if path.startswith("extensions/") and is_typed and isinstance(value, str):
            value = Plain(value)  # an extension can have numbers and dates
        for name in outer:
            holder, pointer = holder.setdefault(name, {}), pointer / name
        self.put(holder, pointer, key, value, text.place, text.texts)

    def text(self, passage: Passage, place: Place) -> str | dict[str, Any] | None:
        """Return a text as plan files have it: with its emphasis, or without words if these are withheld."""
        passage = without_withheld(passage, self._layout)
        if not passage.text:
            return {"withheld": True} if passage.is_withheld else None
        emphasis, lost = emphasis_tree(passage, self._searches)
        if lost and (place, passage.text) not in self._lost:
            self._lost.add((place, passage.text))
            more = f" and {len(lost) - _MOST_LOST} more" if len(lost) > _MOST_LOST else ""
            words = ", ".join(map(shown, lost[:_MOST_LOST]))
            self._ctx.report(NOT_UNDERSTOOD, f"The emphasis of {words}{more} is not kept.", place)
        if not emphasis and not passage.is_withheld:
            return passage.text
        tree: dict[str, Any] = {"text": passage.text}
        if emphasis:
            tree["emphasis"] = emphasis
        return {**tree, "withheld": True} if passage.is_withheld else tree

    def add_cover(self, cover: ReadCover) -> None:
        """Add the lines of the cover, and the parties of the plan that it names."""
        tree: dict[str, Any] = {}
        at = Pointer("/cover")
        for field, text in cover.texts.items():
            if field in PLAN_LINES:
                self.put_text(self.tree, Pointer(), field, text)
                continue
            if field != "previous":
                self.put_text(tree, at, "published/text" if field == "published" else field, text)
                continue
            documents: list[dict[str, Any]] = []
            for number, codes in previous_documents(text.passage):
                pointer = at / "previous" / len(documents)
                document: dict[str, Any] = {}
                self.put_text(document, pointer, "number", attrs.evolve(text, passage=number))
                self.put_text(document, pointer, "codes", attrs.evolve(text, passage=codes))
                documents.append({**document, "role": "previous"})
            self.put(tree, at, "previous", documents, text.place, text.texts)
        if tree:
            self.tree["cover"] = tree

    def add_section(self, section: ReadSection) -> None:
        """Add a section."""
        sections: list[dict[str, Any]] = self.tree.setdefault("sections", [])
        pointer = Pointer("/sections") / len(sections)
        tree: dict[str, Any] = {}
        self._places[pointer] = section.place
        heading = Sourced(Passage(section.heading), section.place)
        self.put(tree, pointer, "number", section.number, section.place, (heading,))
        self.put(tree, pointer, "heading", section.heading, section.place)
        for key in section.guessed:
            self.guess(pointer / key)
        if section.texts:
            self.put_text(tree, pointer, "text", _whole(section.texts))
        sections.append(tree)

    def add_goal(
        self, number: str, body: Sequence[Sourced], annex: Sourced | None, named: Sourced | None = None
    ) -> None:
        """Add a goal with its words in the section about the goals, and above its actions.

        Args:
            number: Its number.
            body: Its words in that section.
            annex: Its words above its actions. None without any.
            named: What names it if it has no words. None if nothing else does.
        """
        goals: list[dict[str, Any]] = self.tree.setdefault("goals", [])
        pointer = Pointer("/goals") / len(goals)
        tree: dict[str, Any] = {}
        known = [*body, *filter(None, (annex, named))]
        place = known[0].place if known else Place()
        self._places[pointer] = place
        self.put(tree, pointer, "number", number, place, _parts(*known))
        if body:
            self.put_text(tree, pointer, "body", _whole(body))
        if annex is not None:
            self.put_text(tree, pointer, "annex", attrs.evolve(annex, passage=_unbold(annex.passage)))
        goals.append(tree)

    def add_note(self, mark: str, text: Sourced, qualifies: Sequence[str] = ()) -> None:
        """Add a note, with what it is about if its mark is in no text."""
        notes: list[dict[str, Any]] = self.tree.setdefault("notes", [])
        pointer = Pointer("/notes") / len(notes)
        tree: dict[str, Any] = {}
        self._places[pointer] = text.place
        self.put(tree, pointer, "mark", mark, text.place, text.texts)
        self.put_text(tree, pointer, "text", text)
        if qualifies:
            self.put(tree, pointer, "qualifies", list(qualifies), text.place)
        notes.append(tree)

    def add_action(self, action: ReadAction) -> None:
        """Add an action."""
        actions: list[dict[str, Any]] = self.tree.setdefault("actions", [])
        pointer = Pointer("/actions") / len(actions)
        tree: dict[str, Any] = {}
        place = self._places[pointer] = action.said.place
        self.put(tree, pointer, "number", action.number, place, [action.said])
        texts = _by_field(action, self._layout)
        goal = texts.pop("goal", None)
        if goal is not None:
            self._report_withheld(goal)
        if goal is not None and goal.passage.line:
            self.put(tree, pointer, "goal", goal_number(goal, self._layout), goal.place, goal.texts)
        elif action.goal is not None:
            above = () if action.above is None else (action.above,)
            self.put(tree, pointer, "goal", action.goal, place, above)
        for field, text in _composed(texts, self._layout).items():
            if field == "documentation":
                lines = [line for line in text.passage.text.split("\n") if line]
                self.put(tree, pointer, field, lines, text.place, text.texts)
                self._report_withheld(text)
                report_emphasis(text.passage, text.place, self._ctx)
            else:
                self.put_text(tree, pointer, field, text)
        actions.append(tree)

    def _report_withheld(self, text: Sourced) -> None:
        """Report withheld words where a plan has no place for that."""
        if is_withheld(text.passage, self._layout):
            self._ctx.report(NOT_UNDERSTOOD, "Withheld words are not in the plan.", text.place)


def _unbold(passage: Passage) -> Passage:
    """Return the words of a goal without bold letters, if all are bold: they are a heading."""
    if not passage.has_throughout(EmphasisStyle.BOLD):
        return passage
    return attrs.evolve(passage, spans=tuple(span for span in passage.spans if span.style is not EmphasisStyle.BOLD))


def _by_field(action: ReadAction, layout: Layout) -> dict[str, Sourced]:
    """Return the texts of an action by their fields; several columns can be one text."""
    fields: dict[str, list[Sourced]] = {}
    for column in sorted(action.texts, key=lambda column: column.part):
        fields.setdefault(column.field, []).append(_whole(action.texts[column]))
    return {field: _whole(texts, layout.between.get(field) or None) for field, texts in fields.items()}


def _whole(texts: Sequence[Sourced], between: str | None = None) -> Sourced:
    """Return texts as one, at the place of the first, with what stands between them, or as paragraphs."""
    if len(texts) == 1:
        return texts[0]
    return Sourced(joined((text.passage for text in texts), between), texts[0].place, _parts(*texts))


def _parts(*texts: Sourced | None) -> tuple[Sourced, ...]:
    """Return the texts of the document of which several texts are made."""
    return tuple(part for text in texts if text is not None for part in text.texts if part.passage)


_ORDER = ("activity", "leaders", "participants", "description", "links", "timing", "target", "kpis", "documentation")


def _composed(texts: Mapping[str, Sourced], layout: Layout) -> dict[str, Sourced]:
    """Return the texts of an action by the fields of plan files: some are two columns, others a part of one."""
    made = dict(texts)
    links = [made.pop(field, None) for field in ("links/goals", "links/actions")]
    if any(links):
        made["links"] = _links(made.get("links"), *links)
    co_leaders = made.pop("co_leaders", None)
    if co_leaders is not None:
        made["leaders"] = _with_co_leaders(made.get("leaders"), co_leaders)
    target = made.get("target")
    if target is not None and "kpis" not in made and layout.kpi:
        at = _start_of_kpis(target.passage.text, layout.kpi)
        if at is not None:
            made["target"], made["kpis"] = target.split(at)
    ordered = [field for field in _ORDER if field in made]
    return {field: made[field] for field in (*ordered, *(field for field in made if field not in _ORDER))}


def _links(both: Sourced | None, goals: Sourced | None, actions: Sourced | None) -> Sourced:
    """Return the columns of links as one cell, parted by semicolons: that of actions is behind the first."""
    first = next(filter(None, (both, goals, actions)))
    before = joined((each.passage for each in (both, goals) if each is not None), "; ")
    behind = Passage() if actions is None else actions.passage
    if behind.text and not before.text:
        before = attrs.evolve(before, text=";")
        return Sourced(joined((before, behind), " "), first.place, _parts(both, goals, actions))
    return Sourced(joined((before, behind), "; "), first.place, _parts(both, goals, actions))


def _with_co_leaders(leaders: Sourced | None, co_leaders: Sourced) -> Sourced:
    named = co_leaders.passage
    if named.text:
        named = joined((Passage("Co-leaders: "), named), "")
    if leaders is None:
        return Sourced(named, co_leaders.place, _parts(co_leaders))
    return Sourced(joined((leaders.passage, named), "; "), leaders.place, _parts(leaders, co_leaders))


def _start_of_kpis(text: str, word: str) -> int | None:
    """Return where the indicators begin in a text of targets: at a line that begins with the word, or at a label."""
    name = re.escape(word)
    at_line = re.search(rf"^{name}s?\b", text, re.MULTILINE)
    labelled = re.search(rf"\b{name}s?(?:[ ]?[0-9]{{1,3}})?[ ]?:", text)
    behind = re.search(rf"(?<=[.;!?] ){name}s?\b", text)
    starts = [match.start() for match in (at_line, labelled, behind) if match is not None]
    return min(starts) if starts else None
