"""The texts of a plan outside its table: its title, its numbered sections, and the goals that one of them lists."""

from __future__ import annotations

import re

import attrs

from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Place, Pointer
from empact.hooks import ReadContext
from empact.model import EmphasisStyle
from empact.plugins.importing.goals import goal_in
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.source import Sourced, SourceParagraph, SourceTable, joined
from empact.plugins.importing.words import report_emphasis, report_marks, shown

_HEADING = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?\s+(?P<words>\S[\s\S]*)")
_LONGEST_HEADING = 200
_LONGEST_PLAIN = 80
"""The most characters of a heading that only its number shows."""
_NO_HEADING = (".", ";", ",", ":")
"""How a heading does not end."""


@attrs.define
class ReadSection:
    """A section while it is read."""

    number: str
    """Its number, such as ``5.2``; empty if it has none."""
    level: int
    """The level of its heading, from 1."""
    heading: str
    """Its complete heading, with the number."""
    place: Place
    """Where its heading is."""
    texts: list[Sourced] = attrs.field(factory=list[Sourced])
    """Its paragraphs."""
    guessed: set[str] = attrs.field(factory=set[str])
    """What of it is guessed: ``number`` or ``heading``."""


@attrs.define
class SectionReader:
    """Reads the paragraphs of a plan, one after the other."""

    layout: Layout
    """The layout."""
    ctx: ReadContext
    """The call of the reader, which reports what is guessed and what is not read."""
    title: list[Sourced] = attrs.field(factory=list[Sourced])
    """The paragraphs of the title."""
    sections: list[ReadSection] = attrs.field(factory=list[ReadSection])
    """The sections so far."""
    goals: dict[str, list[Sourced]] = attrs.field(factory=dict[str, list[Sourced]])
    """The goals that a section lists, each with its paragraphs."""
    notes: dict[str, Sourced] = attrs.field(factory=dict[str, Sourced])
    """Notes in a list of notes, by their marks."""
    markings: dict[str, Place] = attrs.field(factory=dict[str, Place])
    """The markings between the paragraphs."""
    _goal: str | None = None
    """The goal whose words may come next."""
    _note: str | None = None
    """The mark of the note in a list of notes that comes last."""
    _is_open: bool = False
    """Whether the last section may go on."""
    _last: str = "0"
    """The number of the last section that has one."""

    @property
    def is_about_goals(self) -> bool:
        """Whether the section that is read lists the goals."""
        heading = self.sections[-1].heading.casefold() if self.sections else ""
        return any(words in heading for words in self.layout.goal_sections)

    def read(self, paragraph: SourceParagraph) -> None:
        """Read a paragraph."""
        passage, line = paragraph.passage, paragraph.line
        if not passage or line.casefold() in self.layout.left_out:
            return
        markings = markings_in(line)
        if markings:
            self.markings.update(dict.fromkeys(markings, paragraph.place))
            return
        if not self.sections and self._is_title(paragraph):
            self.title.append(Sourced(passage, paragraph.place))
            return
        if self._heading(paragraph):
            return
        sourced = Sourced(passage, paragraph.place)
        note = self.layout.marked_note(passage.text)
        if note is not None:
            self._note = note[0]
            self.notes.setdefault(self._note, Sourced(passage.cut(note[1]), paragraph.place, (sourced,)))
        elif self._is_open:
            self._text(sourced)
        elif self._note is not None:
            first = self.notes[self._note]
            whole = joined((first.passage, passage))
            self.notes[self._note] = Sourced(whole, first.place, (*first.texts, sourced))
        else:
            self.not_read(line, paragraph.place)

    def not_read(self, words: str, place: Place) -> None:
        """Report words that are in no part of the plan."""
        self.ctx.report(NOT_UNDERSTOOD, f"The text {shown(words)} is not read.", place)

    def table(self, table: SourceTable) -> None:
        """Report a table that is not that of the plan."""
        words = " ".join(filter(None, (cell.line for cell in table.cells)))
        if words:
            self.ctx.report(NOT_UNDERSTOOD, f"The table {shown(words)} is not read.", table.place)

    def _is_title(self, paragraph: SourceParagraph) -> bool:
        """Whether a paragraph belongs to the title: it begins like one, or goes on with it in bold letters."""
        if not self.title:
            return paragraph.line.casefold().startswith(self.layout.plan_titles)
        is_bold = paragraph.passage.has_throughout(EmphasisStyle.BOLD)
        return is_bold and paragraph.heading is None and _HEADING.fullmatch(paragraph.line) is None

    def _heading(self, paragraph: SourceParagraph) -> bool:
        """Begin a section if a paragraph is its heading; otherwise return False."""
        line = paragraph.line
        match = _HEADING.fullmatch(line)
        number = "" if match is None else match["number"]
        guessed: set[str] = set()
        if match is None:
            if paragraph.heading is None:
                return False
        elif len(line) > _LONGEST_HEADING or not _is_styled(paragraph):
            if not self._follows(number) or len(line) > _LONGEST_PLAIN or line.endswith(_NO_HEADING):
                return False
            at = attrs.evolve(paragraph.place, pointer=Pointer("/sections") / len(self.sections) / "heading")
            self.ctx.report(GUESSED, f"The line {shown(line)} is read as a heading.", at)
            guessed = {"heading", "number"}
        report_marks(paragraph.passage, paragraph.place, self.ctx)
        words = _HEADING.fullmatch(paragraph.passage.text)  # the number can have another look
        passage = paragraph.passage if words is None else paragraph.passage.cut(words.start("words"))
        report_emphasis(passage.without_throughout(), paragraph.place, self.ctx)
        level = paragraph.heading or len(number.split("."))
        self._last = number or self._last
        self.sections.append(ReadSection(number, level, line, paragraph.place, guessed=guessed))
        self._goal, self._note, self._is_open = None, None, True
        return True

    def close(self) -> None:
        """End the last section: what comes next does not belong to it."""
        self._goal, self._note, self._is_open = None, None, False

    def number(self) -> None:
        """Number each section that has none: behind the section before (``2-1``), or counted if no section has one.

        A heading without a number that is only above the goals is not a section.
        """
        lists = self.layout.goal_sections if self.goals else ()
        self.sections = [
            each for each in self.sections if each.number or each.texts or each.heading.casefold() not in lists
        ]
        last, behind = "0", 0
        counted: list[int] = []
        has_numbers = any(section.number for section in self.sections)
        for index, section in enumerate(self.sections):
            if section.number:
                last, behind = section.number, 0
                continue
            counted = [*counted[: section.level], *[0] * (section.level - len(counted))]
            counted[-1] += 1
            behind += 1
            section.number = f"{last}-{behind}" if has_numbers else ".".join(map(str, counted))
            message = f"The heading {shown(section.heading)} has no number; it is read as section {section.number}."
            at = attrs.evolve(section.place, pointer=Pointer("/sections") / index / "number")
            self.ctx.report(GUESSED, message, at)
            section.guessed.add("number")

    def _follows(self, number: str) -> bool:
        """Whether a number can come after that of the section before."""
        last = [int(part) for part in self._last.split(".")]
        parts = [int(part) for part in number.split(".")]
        if len(parts) > len(last):
            return parts == [*last, 1]
        return parts == [*last[: len(parts) - 1], last[len(parts) - 1] + 1]

    def _text(self, sourced: Sourced) -> None:
        """Add a paragraph to a section, or to a goal that it lists."""
        section = self.sections[-1]
        passage = sourced.passage
        found = goal_in(passage, self.layout.goal_items) if self.is_about_goals else None
        if found is not None and not found.left:
            self._goal = found.number
            self.goals.setdefault(self._goal, []).append(Sourced(found.words, sourced.place, (sourced,)))
        elif self._goal is not None:
            known = self.goals[self._goal]
            if any(text.passage for text in known):
                self.ctx.report(
                    GUESSED,
                    f"The paragraph {shown(passage.line)} is read as a part of goal {self._goal}.",
                    attrs.evolve(sourced.place, pointer=Pointer("/goals") / list(self.goals).index(self._goal)),
                )
                sourced = sourced.as_guess()
            known.append(sourced)
        else:
            section.texts.append(sourced)


def _is_styled(paragraph: SourceParagraph) -> bool:
    """Whether a paragraph looks like a heading."""
    return paragraph.heading is not None or paragraph.passage.has_throughout(EmphasisStyle.BOLD)
