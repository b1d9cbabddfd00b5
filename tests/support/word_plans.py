"""Plans that a Word document can hold: cells with lists, line breaks, emphasis and notes, and all that is around."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

import empact
from empact import Plan, Reading
from empact.model import Emphasis, EmphasisStyle

Tree = dict[str, Any]
SESSION = empact.default_session()
PLAN_ID = "Q-2031"
CELLS = ("activity", "leaders", "participants", "description", "timing", "target")
MARKS = ("1", "2", "3", "7", "10", "a", "iv", "*", "**")
_MARK = re.compile(r"\[\^[^\[\]\s]+\]")
_STYLES = [style.value for style in EmphasisStyle if style is not EmphasisStyle.STRIKE]
_CHECKPOINTS = ("June", "Dec", "mid 2031")
_MARKINGS = (None, "LIMITE", "RESTREINT UE/EU RESTRICTED")
_WORDS = st.sampled_from(
    [
        *(
            "routes",
            "1st",
            "(tbc)",
            "10%",
            "QM",
            "All MS",
            "e.g.",
            "Europol's",
            "<b>",
            "&amp;",
            "=1+1",
            "{PAGE}",
            "1.1",
        ),
        *("Österreich", "Ελλάδα", "\N{LEFT DOUBLE QUOTATION MARK}AWF\N{RIGHT DOUBLE QUOTATION MARK}", "SG 1:", "No. 3"),
    ]
) | st.text("abcXYZ019.,;:()/-&'\"[]#*_|\\\N{EN DASH}", min_size=1, max_size=6)
_BULLETS = "-*\N{EN DASH}\N{BULLET}"


def _lines(marks: Sequence[str] = ()) -> st.SearchStrategy[str]:
    """A line of words, each with the mark of a note now and then."""
    behind = st.sampled_from(["", "", "", *(f"[^{mark}]" for mark in marks)])
    word = st.builds("{}{}".format, _WORDS, behind) if marks else _WORDS
    line = st.lists(word, min_size=1, max_size=5).map(" ".join)
    return line.filter(lambda text: text[0] not in _BULLETS and any(map(str.isalnum, text)))


def _written(marks: Sequence[str] = (), *, breaks: bool = True) -> st.SearchStrategy[str]:
    """Texts of paragraphs, some lists; ``breaks``: some of several lines, which only the cells of the table keep."""
    lines = st.lists(_lines(marks), min_size=1, max_size=3)
    paragraph = (lines.map("\n".join) if breaks else _lines(marks)) | lines.map(
        lambda items: "\n".join(f"- {item}" for item in items)
    )
    return st.lists(paragraph, min_size=1, max_size=3).map(_joined)


def _joined(paragraphs: list[str]) -> str:
    """Join paragraphs; two lists side by side are one."""
    text = paragraphs[0]
    for before, paragraph in itertools.pairwise(paragraphs):
        text += "\n" if before.startswith("- ") and paragraph.startswith("- ") else "\n\n"
        text += paragraph
    return text


@st.composite
def _texts(draw: st.DrawFn, written: st.SearchStrategy[str]) -> str | Tree:
    """Texts of a plan file, some with emphasis."""
    text = draw(written)
    emphasis = [_emphasis(draw, text) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]
    return {"text": text, "emphasis": emphasis} if emphasis else text


def _emphasis(draw: st.DrawFn, text: str) -> Tree:
    """Draw the emphasis of a whole text, of words of a line, or of a part of a word."""
    style = draw(st.sampled_from(_STYLES))
    line = draw(st.sampled_from(text.split("\n"))).removeprefix("- ")
    words = _MARK.sub(" ", line).split()
    if not words or draw(st.integers(0, 4)) == 0:
        return {"style": style}
    first = draw(st.integers(0, len(words) - 1))
    some = " ".join(words[first : draw(st.integers(first + 1, len(words)))])
    if draw(st.booleans()) and len(some) > 1:
        return {"words": some[-2:].strip() or some, "within": some, "style": style}
    return {"words": some, "style": style}


def _optional(draw: st.DrawFn, fields: Iterable[tuple[str, st.SearchStrategy[Any]]]) -> Tree:
    """Draw some of the fields of an object."""
    return {field: draw(strategy) for field, strategy in fields if draw(st.booleans())}


@st.composite
def _covers(draw: st.DrawFn, marks: Sequence[str]) -> Tree:
    line = _texts(_lines().filter(lambda text: not text.endswith(":")))
    issued = {"place": "Brussels", "date": "15 December 2031"} if draw(st.booleans()) else {}
    previous = [
        {"number": "15358/31", "codes": "COSI 69 ENFOPOL 302", "role": "previous"},
        {"number": "11050/2/31 REV 2", "role": "previous"},
    ]
    fields: list[tuple[str, st.SearchStrategy[Any]]] = [
        ("issuer", st.sampled_from(["COUNCIL OF THE EUROPEAN UNION", "General Secretariat"])),
        ("number", st.sampled_from(["17793/2/31 REV 2", "17793/31"])),
        ("codes", st.just("JAI 894 COSI 102")),
        ("kind", st.sampled_from(["NOTE", "COVER NOTE"])),
        ("sender", line),
        ("recipient", line),
        ("previous", st.lists(st.sampled_from(previous), min_size=1, max_size=2, unique_by=str)),
        ("subject", line),
    ]
    cover: Tree = issued | _optional(draw, fields)
    if "subject" in cover and draw(st.booleans()):
        cover["covering"] = draw(_texts(_lines(marks).filter(lambda text: ":" not in text)))
    return cover


@st.composite
def _sections(draw: st.DrawFn, marks: Sequence[str]) -> list[Tree]:
    made: list[Tree] = []
    number = [0]
    for _ in range(draw(st.integers(0, 3))):
        deeper = made and len(number) < 3 and draw(st.booleans())
        number = [*number, 1] if deeper else [*number[:-1], number[-1] + 1]
        numbered = ".".join(map(str, number))
        title = draw(st.sampled_from(["Aim", "The strategic goals", "Who takes part: an overview", "State of play"]))
        section: Tree = {"number": numbered, "heading": f"{numbered}{draw(st.sampled_from(['.', '']))} {title}"}
        if draw(st.booleans()):
            section["text"] = draw(_texts(_written(marks, breaks=False).filter(_is_prose)))
        made.append(section)
    return made


def _is_prose(text: str) -> bool:
    """Whether no paragraph looks like a heading, a goal or a note."""
    return not re.search(r"^(?:[0-9]|Goal|Note|SG)", text, re.MULTILINE)


@st.composite
def word_trees(draw: st.DrawFn) -> Tree:
    """Plans as trees of plan files, as far as a Word document can hold them."""
    marks = draw(st.lists(st.sampled_from(MARKS), max_size=4, unique=True))
    text = _texts(_written(marks).filter(lambda text: "KPI" not in text))
    goals = [str(number + 1) for number in range(draw(st.integers(0, 3)))]
    checkpoints = draw(st.lists(st.sampled_from(_CHECKPOINTS), max_size=2, unique=True))
    actions: list[Tree] = []
    for goal in (*goals, None):
        for number in range(draw(st.integers(0 if goal or actions else 1, 2))):
            action = {"number": f"{goal or 9}.{number + 1}"} | ({"goal": goal} if goal else {})
            action |= _optional(draw, [(field, text) for field in CELLS])
            action |= _optional(draw, [("links", _texts(st.sampled_from(LINKS))), ("kpis", _texts(_kpis(marks)))])
            if not _are_apart(action.get("target", ""), action.get("kpis", "")):
                action |= {field: _plain(action[field]) for field in ("target", "kpis")}
            results = _optional(draw, [(name, text) for name in checkpoints])
            actions.append(action | ({"results": results} if results else {}))
    tree: Tree = {"empact": "plan/1", "id": PLAN_ID, "title": draw(st.sampled_from(TITLES)), "actions": actions}
    tree |= {"marking": draw(st.sampled_from(_MARKINGS)), "cover": draw(_covers(marks)), "checkpoints": checkpoints}
    tree |= {"sections": draw(_sections(marks)), "goals": [draw(_goals(number)) for number in goals]}
    tree["notes"] = [{"mark": mark, "text": draw(_written())} for mark in marks]
    return {key: value for key, value in tree.items() if value}


def _plain(text: str | Tree) -> str:
    return text if isinstance(text, str) else str(text["text"])


def _are_apart(target: str | Tree, kpis: str | Tree) -> bool:
    """Whether no line of one is in the other: in the column that has both, emphasis is of all places of its words."""
    one, other = _plain(target), _plain(kpis)
    lines = (line.removeprefix("- ") for line in f"{one}\n{other}".split("\n"))
    return not one or not other or not any(line in one and line in other for line in lines)


TITLES = ("Operational Action Plan 2031", "Operational Action Plan 2031 of the priority: clocks and watches")
LINKS = ("SG 1, SG 2; 1.1", "SG 1", "; 2.1, 2.2", "CHSG 1; OAP Clocks, OA 1.1 and 1.2", "B:SG*; 1.1; 2.2")


def _kpis(marks: Sequence[str]) -> st.SearchStrategy[str]:
    return st.builds("{} {}".format, st.sampled_from(["KPI:", "KPI 1:", "KPI: Number of"]), _written(marks))


@st.composite
def _goals(draw: st.DrawFn, number: str) -> Tree:
    line = _lines().filter(lambda text: text[0].isalpha())
    body = line.map(lambda text: f"Aim {number} is {text}")  # emphasis is of all places of its words in the section
    goal: Tree = {"number": number} | _optional(draw, [("body", _texts(body))])
    return goal | {"annex": draw(line)}


def plan_of(tree: Tree) -> Plan:
    """Return the plan with a tree."""
    return _reading(tree).require()


def _reading(tree: Tree) -> Reading[Plan]:
    return SESSION.read(io.BytesIO(json.dumps(tree).encode()), format="json")


def word_plans() -> st.SearchStrategy[Plan]:
    """Plans that a Word document can hold."""
    readable = word_trees().map(_reading).filter(lambda reading: reading.value is not None)
    return readable.map(lambda reading: reading.require())


GUESSED = ("priority", "period")
"""What a reader takes from the words of the title."""


def held(plan: Plan) -> Any:
    """Return what a Word document holds of a plan: each text with what it looks like in print, notes by their marks."""
    tree = json.loads(json.dumps(SESSION.tree(plan), default=str))
    for key in GUESSED:
        tree.pop(key, None)
    tree["notes"] = {note["mark"]: note.get("text") for note in tree.get("notes", ())}
    return _printed(tree)


def _printed(value: Any, unseen_signs: str = "") -> Any:
    """Return a value with each text as it looks in print: the text, and what is in each style, but for blanks.

    The semicolon between the two columns of links is not printed.
    """
    if isinstance(value, list):
        return [_printed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "emphasis" not in value:
        return {key: _printed(item, ";" if key == "links" else "") for key, item in value.items()}
    text = value["text"]
    styles: dict[str, set[int]] = {}
    for part in value["emphasis"]:
        emphasis = Emphasis(words=part.get("words"), within=part.get("within"), style=EmphasisStyle(part["style"]))
        for start, end in emphasis.spans(text):
            styles.setdefault(part["style"], set()).update(range(start, end))
    unseen = {at for mark in _MARK.finditer(text) for at in range(*mark.span())}
    unseen |= {at for at, sign in enumerate(text) if sign.isspace() or sign in unseen_signs}
    unseen |= {at.start() for at in re.finditer(r"^- ", text, re.MULTILINE)}
    shown = {
        style: "".join(sign if at in places - unseen else "_" for at, sign in enumerate(text))
        for style, places in sorted(styles.items())
        if places - unseen
    }
    return {"text": text, "emphasis": shown} if shown else text
