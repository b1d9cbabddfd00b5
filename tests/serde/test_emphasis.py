"""Emphasis in files: how it is written, that it comes back, and what the reference plan has of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import oap_c_2012
from empact import Plan, PlanReadError, Session
from empact.model import Cell, Emphasis, EmphasisStyle, FrozenMap, Prose
from empact.testing import strategies

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
WRITTEN = """\
empact: plan/1
id: X-2031
cover: {issuer: {text: COUNCIL OF QM, emphasis: [{style: bold}]}}
actions:
  - number: "1.1"
    activity:
      text: Train staff in the 1st quarter (to be confirmed).
      emphasis:
        - {words: (to be confirmed), style: bold}
        - {words: (to be confirmed), style: underline}
        - {words: st, within: 1st, style: superscript}
    leaders: {text: "QM, QN", emphasis: [{words: QN, style: strike}]}
    participants: {text: QO and one more, emphasis: [{words: QO, style: italic}], items: [QO, QP]}
"""


def texts(value: Any, at: str = "") -> Iterator[tuple[str, Prose | Cell[Any]]]:
    """Each text and each cell in a value, with its pointer."""
    if isinstance(value, (Prose, Cell)):
        yield at, value
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{at}/{index}")
    elif isinstance(value, FrozenMap):
        for key, inner in value.items():
            yield from texts(inner, f"{at}/{key}")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name != "source":
                yield from texts(getattr(value, field.name), f"{at}/{field.name}")


def meant(named: tuple[str, Prose | Cell[Any]]) -> tuple[str, str, tuple[Any, ...]]:
    """What a text or a cell says: its pointer, its text and its items."""
    at, text = named
    return at, str(text), getattr(text, "items", ())


def plain(tree: Any) -> Any:
    """A tree of a plan without emphasis."""
    if isinstance(tree, dict):
        return {key: plain(inner) for key, inner in tree.items() if key != "emphasis"}
    return [plain(inner) for inner in tree] if isinstance(tree, list) else tree


def test_emphasis__is_read_beside_the_text_and_the_items() -> None:
    plan = SESSION.loads(WRITTEN, format="yaml")
    action = plan.actions[0]
    assert action.activity == Prose(
        text="Train staff in the 1st quarter (to be confirmed).",
        emphasis=(
            Emphasis(words="(to be confirmed)", style=EmphasisStyle.BOLD),
            Emphasis(words="(to be confirmed)", style=EmphasisStyle.UNDERLINE),
            Emphasis(words="st", within="1st", style=EmphasisStyle.SUPERSCRIPT),
        ),
    )
    assert plan.cover.issuer.emphasis == (Emphasis(style=EmphasisStyle.BOLD),)
    assert [item.party for item in action.leaders.understood] == ["QM", "QN"]
    assert [item.party for item in action.participants.understood] == ["QO", "QP"]


@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_emphasis__comes_back_from_a_file(format_: str) -> None:
    plan = SESSION.loads(WRITTEN, format="yaml")
    data = SESSION.export(plan, to=format_)
    assert data is not None
    again = SESSION.loads(data.decode(), format=format_)
    assert again == plan
    assert SESSION.export(again, to=format_) == data


def test_emphasis__is_written_with_the_words_first() -> None:
    data = SESSION.export(SESSION.loads(WRITTEN, format="yaml"), to="yaml")
    assert data is not None
    assert "{words: st, within: 1st, style: superscript}" in data.decode()
    assert 'leaders: {text: "QM, QN", emphasis: [{words: QN, style: strike}]}' in data.decode()


@pytest.mark.parametrize(
    ("emphasis", "says"),
    [
        ("[{words: a}]", "OAP013"),
        ("[{words: a, style: loud}]", "not one of bold, italic, underline, strike, superscript"),
        ("[{words: a, style: [bold, italic]}]", "OAP014"),
        ("bold", "OAP014"),
        (f"[{', '.join(['{style: bold}'] * 101)}]", "The emphasis has 101 entries; the maximum is 100"),
        ("[{word: a, style: bold}]", "OAP012"),
    ],
)
def test_emphasis__that_is_not_in_the_notation_is_refused(emphasis: str, says: str) -> None:
    for written in (f"activity: {{text: a, emphasis: {emphasis}}}", f"leaders: {{text: QM, emphasis: {emphasis}}}"):
        with pytest.raises(PlanReadError, match=says):
            SESSION.loads(f'empact: plan/1\nid: X\nactions:\n  - {{number: "1", {written}}}\n', format="yaml")


def test_signs_of_markdown__are_characters_of_the_text() -> None:
    text = "**<u>(to be confirmed)</u>** and SG*"
    plan = SESSION.loads(f'empact: plan/1\nid: X\nactions: [{{number: "1", activity: "{text}"}}]\n', format="yaml")
    assert (plan.actions[0].activity.plain, plan.actions[0].activity.emphasis) == (text, ())


@settings(max_examples=settings().max_examples // 4)
@given(strategies.plans())
def test_emphasis__changes_neither_texts_nor_items_nor_digests(plan: Plan) -> None:
    without = SESSION.loads(json.dumps(plain(SESSION.tree(plan))), format="json")
    assert not any(text.emphasis for _, text in texts(without))
    assert list(map(meant, texts(without))) == list(map(meant, texts(plan)))
    assert [action.content_digest for action in without.actions] == [action.content_digest for action in plan.actions]


# The reference plan, by eye from the printed document

PRINTED = [
    ("/cover/issuer", "bold", ["COUNCIL OF THE EUROPEAN UNION"]),
    ("/cover/place", "bold", ["Brussels"]),
    ("/cover/date", "bold", ["15 December 2011"]),
    ("/cover/number", "bold", ["17793/2/11 REV 2"]),
    ("/cover/codes", "bold", ["JAI 894 ... COMIX 782"]),
    ("/cover/kind", "bold", ["NOTE"]),
    ("/cover/covering", "italic", ["Weaken the ... North Africa"]),
    ("/sections/0/text", "italic", ["“Weaken the ... North Africa”."]),
    ("/sections/1/text", "italic", ["Western Balkans"]),
    ("1.1/description", "superscript", ["1st"]),
    ("2.1/timing", "superscript", ["1st"]),
    ("2.1/timing", "superscript", ["2nd"]),
    ("2.2/timing", "superscript", ["1st", "1st"]),
    ("2.2/timing", "superscript", ["2nd"]),
    ("2.2/timing", "superscript", ["3rd"]),
    ("4.2/target", "underline", ["With the ... coordination meeting"]),
    ("5.2/timing", "superscript", ["1st", "1st", "1st", "1st"]),
    ("5.2/timing", "superscript", ["2nd", "2nd"]),
    ("6.2/activity", "bold", ["(to be confirmed: ongoing contacts with Spain)."]),
    ("6.2/activity", "underline", ["(to be confirmed: ongoing contacts with Spain)."]),
]


def shown(text: str, part: Emphasis) -> Iterator[str]:
    """The words that have a style, a part of a word with the word; of many words the first and the last two."""
    for start, end in part.spans(text):
        words = text[start:end] if part.style is not EmphasisStyle.SUPERSCRIPT else text[start - 1 : end]
        first, last = words.split()[:2], words.split()[-2:]
        yield words if len(words) < 50 else f"{' '.join(first)} ... {' '.join(last)}"


def test_reference_plan__has_the_emphasis_of_the_printed_document() -> None:
    numbers = {f"/actions/{index}": action.number for index, action in enumerate(PLAN.actions)}
    found: list[tuple[str, str, list[str]]] = []
    for at, text in texts(PLAN):
        row, _, field = at.rpartition("/")
        name = f"{numbers[row]}/{field}" if row in numbers else at
        found += [(name, part.style.value, list(shown(str(text), part))) for part in text.emphasis]
    assert found == PRINTED


def test_reference_plan__has_no_signs_of_markdown() -> None:
    assert [at for at, text in texts(PLAN) if "**" in str(text) or "<" in str(text)] == []
