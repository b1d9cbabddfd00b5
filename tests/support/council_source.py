"""The Council document as texts: the source of the reference plan, taken apart cell by cell and section by section."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple


class Layout(NamedTuple):
    """Words of the source that have no home in the plan: how often they stand there, and in which line first."""

    words: str
    line: int
    times: int = 1


Key = tuple[str, str]
"""What a text belongs to, and which of its texts it is: ``("2.1", "timing")``, ``("section 5.2", "heading")``."""

PARAGRAPH = "¶"


@functools.cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, with a sign wherever a paragraph or an item of a list begins."""
    paragraphs = re.split(r"\n\n|\n(?=- )", text.strip())
    return tuple(word for paragraph in paragraphs for word in (PARAGRAPH, *filter(is_word, paragraph.split())))


def is_word(run: str) -> bool:
    return any(map(str.isalnum, run))


_COVER = (
    "issuer",
    "place and date",
    "number",
    "marking",
    "codes",
    "kind",
    "from to",
    "previous",
    "subject",
    "covering",
)
COLUMNS = (
    *("number", "activity", "leaders", "participants", "description", "I/D SG", "I/D OA", "timing", "target"),
    *("June", "Dec"),
)
_HEADING = re.compile(r"(?:#+ )?(?:\*\*)?(?P<heading>(?P<number>\d(?:\.\d)?)\.? .+?)(?:\*\*)?")
_GOAL = re.compile(r"(?:#+ )?\*\*(?P<label>Goal (?P<number>\d):)\*\*")
_GOAL_ROW = re.compile(r"(?P<label>Strategic Goal (?P<number>\d):) (?P<text>.+)")
_NOTE = re.compile(r"\[\^(?P<mark>\d+)\] (?P<text>.+)")


class Source:
    """The Council document as texts, and what is left over."""

    def __init__(self, text: str) -> None:
        self.texts: dict[Key, str] = {}
        self.layout: dict[str, Layout] = {}
        self.rows: list[tuple[str, ...]] = []
        """The rows of the table as they are printed: a goal is a row of one text."""
        blocks = list(self._blocks(joined(text)))
        cover, title, rest = blocks[: len(_COVER)], blocks[len(_COVER)], blocks[len(_COVER) + 1 :]
        for name, (line, lines) in zip(_COVER, cover, strict=True):
            self._cover(name, line, lines)
        self._add("plan", "title", " ".join(line.strip("*") for line in title[1]))
        self._subject, self._name = "", ""
        for line, lines in rest:
            self._block(line, lines)

    @staticmethod
    def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
        """What blank lines part, each with the number of its first line; every row of the table is a block."""
        lines: list[str] = []
        for number, line in enumerate([*text.splitlines(), ""], 1):
            apart = "\t" in line or line.startswith("Strategic Goal") or line in {"", "---"}
            if lines and apart:
                yield number - len(lines), lines
                lines = []
            if "\t" in line or line.startswith("Strategic Goal"):
                yield number, [line]
            elif not apart:
                lines.append(line.rstrip())

    def _add(self, subject: str, name: str, text: str) -> None:
        if is_word(text):
            before = self.texts.get((subject, name))
            self.texts[subject, name] = text if before is None else f"{before}\n\n{text}"

    def _leave(self, line: int, label: str) -> None:
        before = self.layout.get(label, Layout(label, line, times=0))
        self.layout[label] = before._replace(times=before.times + 1)

    def _cover(self, name: str, line: int, lines: list[str]) -> None:
        text = " ".join(lines)
        match name:
            case "place and date":
                place, _, date = text.strip("*").partition(", ")
                self._add("cover", "place", place)
                self._add("cover", "date", date)
            case "from to":
                for offset, (label, role) in enumerate([("From:", "sender"), ("To:", "recipient")]):
                    assert lines[offset].startswith(label)
                    self._leave(line + offset, label)
                    self._add("cover", role, lines[offset].removeprefix(label))
            case "previous":
                label = "No. prev. doc.:"
                found = re.fullmatch(rf"{label} (?P<number>\S+ REV \d) (?P<codes>.+)", text)
                assert found is not None
                self._leave(line, label)
                self._add("previous", "number", found["number"])
                self._add("previous", "codes", found["codes"])
            case "subject":
                assert text.startswith("Subject:")
                self._leave(line, "Subject:")
                self._add("cover", "subject", text.removeprefix("Subject:"))
            case "covering":
                self._add("cover", "covering", text)
            case "marking":
                self._add("plan", "marking", text.strip("*"))
            case _:
                self._add("cover", name, text.strip("*"))

    def _block(self, line: int, lines: list[str]) -> None:
        text = "\n".join(lines) if lines[0].startswith("- ") else " ".join(lines)
        if text == "**RESTREINT UE/EU RESTRICTED**":
            self._leave(line, text.strip("*"))
        elif note := _NOTE.fullmatch(text):
            self._add(f"note {note['mark']}", "mark", note["mark"])
            self._add(f"note {note['mark']}", "text", note["text"])
        elif goal := _GOAL.fullmatch(text):
            self._leave(line, goal["label"])
            self._subject, self._name = f"SG {goal['number']}", "body"
        elif row := _GOAL_ROW.fullmatch(text.strip()):
            self._leave(line, row["label"])
            self._add(f"SG {row['number']}", "annex", row["text"])
            self.rows.append((text.strip(),))
        elif "\t" in text:
            self._row(line, text.split("\t"))
        elif heading := _HEADING.fullmatch(text):
            self._subject, self._name = f"section {heading['number']}", "text"
            self._add(self._subject, "heading", heading["heading"])
        else:
            self._add(self._subject, self._name, text)

    def _row(self, line: int, printed: list[str]) -> None:
        cells = tuple(_paragraphs(cell) for cell in printed)
        if not any(map(is_word, cells)):  # a line below a row, for Markdown
            return
        self.rows.append(cells)
        if cells[0] == "#":
            self._leave(line, " ".join(cells))
            return
        # A row without a number goes on with the action above it.
        goes_on = not is_word(cells[0])
        self._subject = self._subject if goes_on else cells[0]
        for name, text in zip(COLUMNS, cells, strict=True):
            if name == "target":
                target, kpi, kpis = ("", "", text) if goes_on else text.partition("KPI")
                self._add(self._subject, "target", target)
                self._add(self._subject, "kpis", kpi + kpis)
            else:
                self._add(self._subject, name, text)


def _paragraphs(cell: str) -> str:
    """Return the text of a cell with a blank line between its paragraphs."""
    parts = re.split(r"  +|</?(?:p|ul|li)\b[^>]*>", cell)
    return "\n\n".join(part.strip() for part in parts if part.strip())


def joined(text: str) -> str:
    """The source with what the converter took apart put together: ``1 <sup>st</sup>``, and the marks of notes."""
    text = re.sub(r"\s*<sup>(st|nd|rd|th)</sup>", r"<sup>\1</sup>", text)
    text = re.sub(r"(?m)^<sup>(\d+)</sup>", r"[^\1]", text)
    text = re.sub(r"[ ]*<sup>(\d+)</sup>(?: (?=,))?", r"[^\1]", text)
    return re.sub(r"</?b>", "**", text)
