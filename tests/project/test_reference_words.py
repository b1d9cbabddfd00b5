"""Accounts for every word of the Council document: in the reference plan, or in its layout.

A word is a run of characters without space that holds a letter or a digit. The source and the plan are each brought
into the same shape, a text for each cell, section, note or line of the cover, and the two are compared word by word, in
order and paragraph by paragraph. Of the plan only what is stored as text is read, never an item. Its emphasis is
written into the text with the signs of the source, so that it is compared too.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
import yaml
from tests.support.council_source import Key, Layout, Source, is_word, joined, words
from tests.support.paths import REFERENCE

PLAN = REFERENCE

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
            if is_word(words_of_part):
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
        return Counter(filter(is_word, re.sub(r"[*]|<[^>]*>", " ", text).split()))

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
    texts = [(text, [run for run in re.finditer(r"\S+", text.text) if is_word(run[0])]) for text in stored(plan)]
    texts = [(text, runs) for text, runs in texts if change is not _swap or len({run[0] for run in runs}) > 1]
    for at, runs in chance.choices(texts, weights=[len(runs) for _, runs in texts], k=200):
        run = chance.choice(runs)
        # Any second word will do but for a swap, which needs a different one.
        other = chance.choice([other for other in runs if change is not _swap or other[0] != run[0]])
        before = at.text
        at.holder[at.name] = change(before, run, other)
        assert differences(source_words, plan), (at.key, run[0])
        at.holder[at.name] = before
