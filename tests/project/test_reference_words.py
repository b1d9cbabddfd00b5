"""Accounts for every word of the Council document: in the reference plan, or in its layout.

A word is a run of characters without space that holds a letter or a digit. The source and the plan are each brought
into the same shape, a text for each cell, section, note or line of the cover, and the two are compared word by word, in
order and paragraph by paragraph. Of the plan only what is stored as text is read, never an item. Its emphasis is
written into the text with the signs of the source, so that it is compared too.
"""

from __future__ import annotations

import functools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
import yaml
from tests.support.paths import REFERENCE

PLAN = REFERENCE


class Layout(NamedTuple):
    """Words of the source that have no home in the plan: how often they stand there, and in which line first."""

    words: str
    line: int
    times: int = 1


LAYOUT = [
    Layout("From:", 31),
    Layout("To:", 32),
    Layout("No. prev. doc.:", 36),
    Layout("Subject:", 42),
    Layout("Goal 1:", 131),
    Layout("Goal 2:", 135),
    Layout("Goal 3:", 139),
    Layout("Goal 4:", 143),
    Layout("Goal 5:", 147),
    Layout("Goal 6:", 151),
    Layout("Goal 7:", 155),
    Layout("RESTREINT UE/EU RESTRICTED", 191, times=11),
    Layout("Strategic Goal 1:", 193),
    Layout("# Activity Leader Participants Description I/D SG I/D OA Timing Target Results>June Results>Dec", 195),
    Layout("Strategic Goal 2:", 210),
    Layout("Strategic Goal 3:", 224),
    Layout("Strategic Goal 4:", 226),
    Layout("Strategic Goal 5:", 232),
    Layout("Strategic Goal 6:", 244),
    Layout("Strategic Goal 7:", 259),
]

Key = tuple[str, str]
"""What a text belongs to, and which of its texts it is: ``("2.1", "timing")``, ``("section 5.2", "heading")``."""

PARAGRAPH = "¶"


@functools.cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, with a sign wherever a paragraph or an item of a list begins."""
    paragraphs = re.split(r"\n\n|\n(?=- )", text.strip())
    return tuple(word for paragraph in paragraphs for word in (PARAGRAPH, *filter(_is_word, paragraph.split())))


def _is_word(run: str) -> bool:
    return any(map(str.isalnum, run))


# The source ---------------------------------------------------------------------------------------------------------

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
_COLUMNS = (
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
        if _is_word(text):
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
        elif "\t" in text:
            self._row(line, text.split("\t"))
        elif heading := _HEADING.fullmatch(text):
            self._subject, self._name = f"section {heading['number']}", "text"
            self._add(self._subject, "heading", heading["heading"])
        else:
            self._add(self._subject, self._name, text)

    def _row(self, line: int, cells: list[str]) -> None:
        if cells[0] == "#":
            self._leave(line, " ".join(cells))
            return
        # A row without a number goes on with the action above it.
        goes_on = not _is_word(cells[0])
        self._subject = self._subject if goes_on else cells[0]
        for name, cell in zip(_COLUMNS, cells, strict=True):
            text = "\n\n".join(part.strip() for part in re.split(r"  +|</?(?:p|ul|li)\b[^>]*>", cell) if part.strip())
            if name == "target":
                target, kpi, kpis = ("", "", text) if goes_on else text.partition("KPI")
                self._add(self._subject, "target", target)
                self._add(self._subject, "kpis", kpi + kpis)
            else:
                self._add(self._subject, name, text)


def joined(text: str) -> str:
    """The source with what the converter took apart put together: ``1 <sup>st</sup>``, and the marks of notes."""
    text = re.sub(r"\s*<sup>(st|nd|rd|th)</sup>", r"<sup>\1</sup>", text)
    text = re.sub(r"(?m)^<sup>(\d+)</sup>", r"[^\1]", text)
    text = re.sub(r"[ ]*<sup>(\d+)</sup>(?: (?=,))?", r"[^\1]", text)
    return re.sub(r"</?b>", "**", text)


# The plan -----------------------------------------------------------------------------------------------------------


class Stored(NamedTuple):
    """A text of the plan, and where in the tree it is stored."""

    key: Key
    holder: Any
    name: str

    @property
    def text(self) -> str:
        return str(self.holder[self.name])


def stored(plan: Any) -> Iterator[Stored]:
    """Every text of the plan."""
    yield from _texts("plan", plan, ("title", "marking"))
    cover = plan["cover"]
    yield from _texts("cover", cover, ("issuer", "place", "date", "number", "codes", "kind"))
    yield from _texts("cover", cover, ("sender", "recipient", "subject", "covering"))
    for previous in cover["previous"]:
        yield from _texts("previous", previous, ("number", "codes"))
    for section in plan["sections"]:
        yield from _texts(f"section {section['number']}", section, ("heading", "text"))
    for goal in plan["goals"]:
        yield from _texts(f"SG {goal['number']}", goal, ("body", "annex"))
    for action in plan["actions"]:
        cells = ("number", "activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")
        yield from _texts(action["number"], action, cells)
        yield from _texts(action["number"], action.get("results", {}), ("June", "Dec"))
    for note in plan["notes"]:
        yield from _texts(f"note {note['mark']}", note, ("mark", "text"))


def _texts(subject: str, holder: Any, names: tuple[str, ...]) -> Iterator[Stored]:
    for name in names:
        value = holder.get(name)
        if isinstance(value, dict) and "text" in value:
            yield Stored((subject, name), value, "text")
        elif isinstance(value, str):
            yield Stored((subject, name), holder, name)


def words_of_plan(plan: Any) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for (subject, name), holder, field in stored(plan):
        # The lines of the cover are read without their signs: they are all bold.
        is_line = subject == "cover" and name != "covering"
        text = holder[field] if is_line else _signed(holder, field)
        # The one text that is composed: the two columns of links.
        parts = {name: text} if name != "links" else dict(zip(("I/D SG", "I/D OA"), text.split(";", 1), strict=False))
        for part, words_of_part in parts.items():
            if _is_word(words_of_part):
                found[subject, part] = found.get((subject, part), ()) + words(words_of_part)
    return found


_SIGNS = {"bold": ("**", "**"), "italic": ("*", "*"), "underline": ("<u>", "</u>"), "superscript": ("<sup>", "</sup>")}


def _signed(holder: Any, field: str) -> str:
    """A text with the signs of the source around the words with emphasis."""
    text = str(holder[field])
    for part in holder.get("emphasis", ()) if field == "text" else ():
        marked = part.get("words", text)
        around = part.get("within", marked)
        before, behind = _SIGNS[part["style"]]
        text = text.replace(around, around.replace(marked, f"{before}{marked}{behind}"))
    return text


def differences(source: dict[Key, tuple[str, ...]], plan: Any) -> list[str]:
    """Every text in which the plan and the source differ, and every kind of text that comes in another order."""
    ours = words_of_plan(plan)
    told = [
        f"{' '.join(key)}: the source has {source.get(key, ())}, the plan {ours.get(key, ())}"
        for key in source | ours
        if source.get(key) != ours.get(key)
    ]
    return told or [f"the order of the {kind}s" for kind in _KINDS if _numbers(source, kind) != _numbers(ours, kind)]


_KINDS = {"section": "section ", "goal": "SG ", "action": "", "note": "note "}


def _numbers(texts: dict[Key, tuple[str, ...]], kind: str) -> list[str]:
    subjects = dict.fromkeys(subject for subject, _ in texts)
    return [subject for subject in subjects if re.fullmatch(rf"{_KINDS[kind]}[\d.]+", subject)]


# The tests ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def source(source_text: str) -> Source:
    return Source(source_text)


@pytest.fixture(scope="module")
def source_words(source: Source) -> dict[Key, tuple[str, ...]]:
    return {key: words(text) for key, text in source.texts.items()}


@pytest.fixture(scope="module")
def plan() -> Any:
    return yaml.load(PLAN.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def test_every_word_of_the_source_stands_in_the_plan_at_its_place(
    source_words: dict[Key, tuple[str, ...]], plan: Any
) -> None:
    assert differences(source_words, plan) == []


def test_what_is_left_over_is_layout(source: Source) -> None:
    assert list(source.layout.values()) == LAYOUT
    assert len(LAYOUT) <= 60


def test_the_source_is_taken_apart_without_loss(source: Source, source_text: str) -> None:
    def bare(text: str) -> Counter[str]:
        return Counter(filter(_is_word, re.sub(r"[*]|<[^>]*>", " ", text).split()))

    taken = Counter[str]()
    for text in source.texts.values():
        taken += bare(text)
    for entry in source.layout.values():
        taken += bare(f"{entry.words} " * entry.times)
    # The mark before a note and the comma between place and date are the only signs that are not taken over as such.
    whole = re.sub(r"(?m)^\[\^(\d+)\]", r"\1", joined(source_text)).replace("**Brussels,", "**Brussels")
    assert taken == bare(whole)


def _delete(text: str, run: re.Match[str], _other: re.Match[str]) -> str:
    return text[: run.start()] + text[run.end() :]


def _repeat(text: str, run: re.Match[str], _other: re.Match[str]) -> str:
    return f"{text[: run.end()]} {text[run.start() :]}"


def _swap(text: str, run: re.Match[str], other: re.Match[str]) -> str:
    first, second = sorted([run, other], key=re.Match.start)
    between = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


@pytest.mark.parametrize("change", [_delete, _repeat, _swap])
def test_a_changed_word_is_found(
    change: Callable[[str, re.Match[str], re.Match[str]], str], source_words: dict[Key, tuple[str, ...]], plan: Any
) -> None:
    assert differences(source_words, plan) == []
    chance = random.Random(17793)
    texts = [(text, [run for run in re.finditer(r"\S+", text.text) if _is_word(run[0])]) for text in stored(plan)]
    texts = [(text, runs) for text, runs in texts if change is not _swap or len({run[0] for run in runs}) > 1]
    for at, runs in chance.choices(texts, weights=[len(runs) for _, runs in texts], k=200):
        run = chance.choice(runs)
        # Any second word will do but for a swap, which needs a different one.
        other = chance.choice([other for other in runs if change is not _swap or other[0] != run[0]])
        before = at.text
        at.holder[at.name] = change(before, run, other)
        assert differences(source_words, plan), (at.key, run[0])
        at.holder[at.name] = before
