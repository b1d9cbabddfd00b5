"""Layouts: which words of a document are the titles of columns, of goals and of the lines of its cover. They are data.

A layout is a TOML file: one that ships, one of a user, or one of a plugin. What it does not say is as in the layout
that it is ``like``, or as in that of 2012. Users exchange layouts, so nothing that a layout says opens a file elsewhere
or runs code: it can only be like one that ships, or one beside it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import attrs

from empact.diagnostics import MALFORMED, did_you_mean
from empact.hooks import ReadContext, Unreadable

DEFAULT = "oap-2012"
"""The layout that is used if none is named."""
_LAYOUTS = {
    file.name.removesuffix(".toml"): file.read_bytes()
    for file in (resources.files(__package__ or "") / "layouts").iterdir()
    if file.name.endswith(".toml")
}
"""The layouts that ship. They are read with the module, since a reader uses no file but the one that it is given."""
_WORDS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OF_PLUGIN = re.compile(r"(?P<package>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*):(?P<file>[\w./-]+\.toml)")
_FILE = re.compile(r"\w[\w.-]*\.toml")
"""The name of a file beside a layout."""
_FOLDER = re.compile(r"\w+")
_SHIPPED = f"Layouts that ship: {', '.join(sorted(_LAYOUTS))}."
_NOT_OPENED = f"cannot be opened. {_SHIPPED}"
ACTION_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}[a-z]?"
"""The number of an action, as a pattern."""
GOAL_NUMBER = r"(?:CHSG\s?)?[0-9]{1,3}(?:\.[0-9]{1,3})?"
"""The number of a goal, as a pattern; ``CHSG`` is a common horizontal one."""
_MOST_BYTES = 200_000
_MOST_TITLES = 500
_LONGEST = 200
"""The most characters of a title or a pattern."""
_SHORTEST = 4
"""The least characters of a title that can be a slip of another one: shorter ones are near to everything."""
_NEAR = 0.85
"""How much a slip has in common with its title, at the least: "Reader" is no slip of "Leader"."""
_DEEPEST = 5
"""How many layouts may be like each other."""

FIELDS = (
    "number",
    "goal",
    "activity",
    "leaders",
    "co_leaders",
    "participants",
    "description",
    "links",
    "links/goals",
    "links/actions",
    "timing",
    "target",
    "kpis",
    "results/*",
    "documentation",
    "marking",
    "notes",
    "reference",
)
"""What a column can be. ``results/NAME`` is the results at a checkpoint; ``extensions/NAME/KEY`` data of a plugin."""
_EXTENSION = re.compile(r"extensions/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[^/]+")
_RESULT = re.compile(r"results/[^/]+")
PLAN_LINES = ("driver", "co_drivers", "drafters", "support", "oversight", "period", "id")
"""What a line of the cover can be that is a key of the plan itself."""
COVER_LINES = ("sender", "recipient", "previous", "subject", "number", "published", *PLAN_LINES)
"""What a line of the cover with a label can be."""


class _LayoutError(Exception):
    """What is wrong with a layout, as a sentence about it."""


@attrs.frozen
class Column:
    """What a column is."""

    field: str
    """What it is in a plan file, such as ``leaders``, ``links/goals`` or ``results/June``."""
    part: int = 0
    """Which of several columns that are one text in a plan file, counted from 0."""


@attrs.frozen
class Title:
    """A title of a column, as it is compared, and what the column is."""

    words: str
    """The words in small letters, without punctuation; a star at the end stands for any words."""
    column: Column
    """What the column is."""


@attrs.frozen
class Pattern:
    """How a goal is introduced: ``Strategic Goal {number}: {text}``."""

    written: str
    """The pattern as the layout has it."""
    compiled: re.Pattern[str]
    """What finds it at the start of a text."""
    is_loose: bool = False
    """Whether no sign has to be between the number and the words."""


@attrs.frozen
class Layout:
    """How the document of a plan is laid out."""

    name: str
    """How it is called: its name, or that of its file."""
    titles: tuple[Title, ...]
    """The titles of columns; of a form, those on the left."""
    between: Mapping[str, str]
    """What stands between the columns that are one text in a plan file, by its field."""
    numbers: tuple[re.Pattern[str], ...]
    """How the number of an action is introduced: ``Operational Action {number}``."""
    extension: str
    """The extension that keeps the texts of columns that the layout does not have."""
    goal_rows: tuple[Pattern, ...]
    """How a goal is introduced above its actions."""
    goal_items: tuple[Pattern, ...]
    """How a goal is introduced in the section about the goals."""
    goal_sections: tuple[str, ...]
    """Words of which the heading of that section has one, in small letters."""
    no_goal: frozenset[str]
    """What is above actions that have no goal, in small letters."""
    cover: Mapping[str, str]
    """What a line of the cover is, by its label in small letters."""
    plan_titles: tuple[str, ...]
    """How the title of a plan begins, in small letters."""
    kinds: frozenset[str]
    """The words of which the kind of a document has one, such as NOTE."""
    kpi: str
    """The word that begins the indicators in the column of targets; empty if they have a column of their own."""
    notes: tuple[re.Pattern[str], ...]
    """How a note says its mark: ``Note {number}:``."""
    withheld: tuple[str, ...]
    """What stands where words were taken out, also among others."""
    withheld_lines: frozenset[str]
    """What stands on a line of its own where words were taken out, and means something else among others."""
    withheld_cells: frozenset[str]
    """What a text says if all its words were taken out, in small letters."""
    left_out: frozenset[str]
    """Lines that say nothing, such as ANNEX."""
    lists: Mapping[str, Mapping[str, frozenset[str]]]
    """The titles of the tables beside that of the actions, by what each lists and what the column is."""
    left_out_labels: frozenset[str]
    """The labels of lines of a sheet that only say what follows from the others, such as the number of actions."""

    def column_of(self, title: str) -> Column | None:
        """Return what a column with a title is; None if the layout does not have the title."""
        words = plain_title(title)
        if not words:
            return None
        for known in self.titles:
            if known.words == words:
                return known.column
        for known in self.titles:
            start = known.words.removesuffix(" *")
            if start != known.words and words.startswith(f"{start} "):
                name = " ".join(title.replace(">", " ").split()[len(start.split()) :]).strip("() ")
                return Column(known.column.field.replace("*", name)) if name and "/" not in name else None
        return None

    def near(self, title: str) -> tuple[Column, str] | None:
        """Return what a column with a nearly known title is, and the known title; None if nothing is near."""
        words = plain_title(title)
        if len(words) < _SHORTEST:
            return None
        near = did_you_mean(words, [known.words for known in self.titles if "*" not in known.words])
        if near is None or SequenceMatcher(None, words, near).ratio() < _NEAR:
            return None
        return next(((known.column, known.words) for known in self.titles if known.words == near), None)

    def marked_note(self, text: str) -> tuple[str, int] | None:
        """Return the mark that a note says, and where its words begin; None if it says none."""
        match = next(filter(None, (pattern.match(text) for pattern in self.notes)), None)
        return None if match is None else (match["mark"], match.end())

    def number_in(self, line: str) -> str | None:
        """Return the number of an action that a line introduces; None if it is about something else."""
        match = next(filter(None, (pattern.fullmatch(line) for pattern in self.numbers)), None)
        return None if match is None else match["number"]


def plain_title(text: str) -> str:
    """Return a title as titles are compared: in small letters, without punctuation."""
    return " ".join(re.sub(r"[^\w#*&]+", " ", text.casefold().replace("/", "")).split())


def layout_of(asked: str | None, ctx: ReadContext) -> Layout:
    """Return a layout: one that ships by its name, one in a file by its path, or one of a plugin.

    Raises:
        Unreadable: There is no such layout, or it says something that no layout can say. This is reported.
    """
    name = asked or DEFAULT
    try:
        return _layout(_tree(name, None, 0), Path(name).name)
    except _LayoutError as problem:
        ctx.report(MALFORMED, f"The layout {name!r} {problem}")
        raise Unreadable from None


def _tree(name: str, beside: Traversable | None, depth: int) -> dict[str, Any]:
    """Return the content of a layout, over that of the layout that it is like.

    Args:
        name: Its name, its path, or its package and file. Of one that another one is like, its name, or that of a file.
        beside: The folder of the layout that is like it. None if it has none.
        depth: How many layouts are like it.
    """
    if depth > _DEEPEST:
        raise _LayoutError("is like a layout that is like it.")
    try:
        folder, file = (None, name) if name in _LAYOUTS else _beside(name, beside) if depth else _asked(name)
        tree = _content(folder, file)
    except _LayoutError as problem:
        raise _LayoutError(f"is like {name!r}, which {problem}" if depth else str(problem)) from None
    _refuse_second_meaning(_table(tree, "columns"))
    basis = tree.pop("like", None if name == DEFAULT else DEFAULT)
    if basis is None:
        return tree
    if not isinstance(basis, str):
        raise _LayoutError("has no name of a layout as 'like'.")
    merged = _tree(basis, folder, depth + 1)
    for key, value in tree.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            own = cast("dict[str, Any]", value)  # its titles are looked at first
            merged[key] = {**own, **{each: titles for each, titles in merged[key].items() if each not in own}}
        else:
            merged[key] = value
    return merged


def _asked(name: str) -> tuple[Traversable, str]:
    """Return the folder and the name of the file of a layout that is asked for.

    A package is known only if it is imported, as those of the plugins of a session are: to look into another one would
    import it, and so run it.
    """
    of_plugin = _OF_PLUGIN.fullmatch(name)
    if of_plugin is None:
        return Path(name).parent, Path(name).name
    *folders, file = of_plugin["file"].split("/")
    package = sys.modules.get(of_plugin["package"])
    is_package = hasattr(package, "__path__") and getattr(package, "__file__", None) is not None
    if not is_package or not all(map(_FOLDER.fullmatch, folders)):
        raise _LayoutError(_NOT_OPENED)
    return resources.files(of_plugin["package"]).joinpath(*folders), file


def _beside(name: str, folder: Traversable | None) -> tuple[Traversable, str]:
    """Return the folder and the name of a file beside a layout."""
    if folder is None or not _FILE.fullmatch(name):
        raise _LayoutError(f"is no name of a file beside it. {_SHIPPED}")
    return folder, name


def _content(folder: Traversable | None, name: str) -> dict[str, Any]:
    """Return the content of a file; without a folder, of a layout that ships."""
    try:
        if folder is None:
            data = _LAYOUTS[name]
        else:
            with (folder / name).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError, TypeError):
        raise _LayoutError(_NOT_OPENED) from None
    if len(data) > _MOST_BYTES:
        raise _LayoutError(f"is larger than {_MOST_BYTES:,} bytes.")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise _LayoutError(f"is not valid TOML: {problem}.") from None


KEYS = {
    "": ("extension", "columns", "goals", "cover", "words", "lists"),
    "goals": ("rows", "none", "section", "items"),
    "words": (
        "title",
        "kind",
        "action",
        "kpi",
        "note",
        "withheld",
        "withheld_lines",
        "withheld_cells",
        "left_out",
        "left_out_labels",
    ),
    "lists": ("goals", "kpis", "notes"),
    "lists.goals": ("key", "text"),
    "lists.kpis": ("key", "text", "target"),
    "lists.notes": ("key", "text"),
}
"""The keys of a layout, and those of its tables whose keys are not fields of a plan."""


def _layout(tree: dict[str, Any], name: str) -> Layout:
    _check_keys(tree, KEYS[""], "")
    goals, words = _table(tree, "goals"), _table(tree, "words")
    _check_keys(goals, KEYS["goals"], "goals.")
    _check_keys(words, KEYS["words"], "words.")
    extension = _text(tree, "extension", "other-columns")
    if not _WORDS.fullmatch(extension) or extension[0].isdigit():
        raise _LayoutError(f"has {extension!r} as 'extension', which is not lower-case words joined by hyphens.")
    columns = _table(tree, "columns")
    titles = tuple(_titles(columns))
    if not any(title.column.field == "number" for title in titles):
        raise _LayoutError("has no titles for the column 'number'.")
    cover = _table(tree, "cover")
    _check_keys(cover, COVER_LINES, "cover.")
    labels = {plain_label(label): line for line in cover for label in _texts(cover, line)}
    return Layout(
        name=name,
        titles=titles,
        between={field: _between(columns, field) for field in columns},
        numbers=tuple(map(_number, _texts(words, "action"))),
        extension=extension,
        goal_rows=tuple(map(_pattern, _texts(goals, "rows"))),
        goal_items=tuple(map(_pattern, _texts(goals, "items"))),
        goal_sections=tuple(map(str.casefold, _texts(goals, "section"))),
        no_goal=frozenset(map(str.casefold, _texts(goals, "none"))),
        cover=labels,
        plan_titles=tuple(map(str.casefold, _texts(words, "title"))),
        kinds=frozenset(_texts(words, "kind")),
        kpi=_text(words, "kpi", ""),
        notes=tuple(map(_note, _texts(words, "note"))),
        withheld=tuple(_texts(words, "withheld")),
        withheld_lines=frozenset(_texts(words, "withheld_lines")),
        withheld_cells=frozenset(map(str.casefold, _texts(words, "withheld_cells"))),
        left_out=frozenset(map(str.casefold, _texts(words, "left_out"))),
        lists=_lists(_table(tree, "lists")),
        left_out_labels=frozenset(map(plain_label, _texts(words, "left_out_labels"))),
    )


def _lists(tree: dict[str, Any]) -> dict[str, dict[str, frozenset[str]]]:
    """Return the titles of the tables beside that of the actions."""
    _check_keys(tree, KEYS["lists"], "lists.")
    lists: dict[str, dict[str, frozenset[str]]] = {}
    for kind in tree:
        columns = _table(tree, kind)
        _check_keys(columns, KEYS[f"lists.{kind}"], f"lists.{kind}.")
        lists[kind] = {part: frozenset(filter(None, map(plain_title, _texts(columns, part)))) for part in columns}
    return lists


def plain_label(text: str) -> str:
    """Return the label of a line of the cover as labels are compared."""
    return " ".join(text.casefold().rstrip(" :").split())


def _titles(columns: Mapping[str, Any]) -> Iterator[Title]:
    number = 0
    for field in columns:
        if field not in FIELDS and not _EXTENSION.fullmatch(field) and not _RESULT.fullmatch(field):
            near = did_you_mean(field, FIELDS)
            known = f"Did you mean {near!r}?" if near else f"Allowed: {', '.join(FIELDS)}, extensions/NAME/KEY."
            raise _LayoutError(f"has a column {field!r}. {known}")
        for part, titles in enumerate(_parts(columns, field)):
            for title in titles:
                number += 1
                if number > _MOST_TITLES:
                    raise _LayoutError(f"has more than {_MOST_TITLES} titles.")
                words = plain_title(title)
                if not words:
                    raise _LayoutError(f"has the title {title!r} for the column {field!r}, which has no words.")
                if words.count("*") != field.count("*") or ("*" in words and not words.endswith(" *")):
                    message = (
                        f"has the title {title!r} for the column {field!r}: both end with a star, or none has one."
                    )
                    raise _LayoutError(message)
                yield Title(words, Column(field, part))


def _refuse_second_meaning(columns: Mapping[str, Any]) -> None:
    """Refuse a layout that has one title as two columns; one that it is like may have it as another one."""
    known: dict[str, Column] = {}
    for title in _titles(columns):
        column = known.setdefault(title.words, title.column)
        if column != title.column:
            fields = f"{column.field!r} and {title.column.field!r}"
            raise _LayoutError(f"has the title {title.words!r} of two columns, {fields}.")


def _parts(columns: Mapping[str, Any], field: str) -> list[list[str]]:
    """Return the titles of a field; of several columns that are one text, those of each."""
    if not isinstance(columns[field], dict):
        return [_texts(columns, field)]
    parts = _table(columns, field)
    _check_keys(parts, ("parts", "between"), f"columns.{field}.")
    several: object = parts.get("parts")
    if not isinstance(several, list) or not several:
        raise _LayoutError(f"has no list of titles as 'columns.{field}.parts'.")
    return [_texts({"parts": titles}, "parts") for titles in cast("list[object]", several)]


def _between(columns: Mapping[str, Any], field: str) -> str:
    return _text(_table(columns, field), "between", " ") if isinstance(columns[field], dict) else ""


def _number(written: str) -> re.Pattern[str]:
    before, braces, behind = written.partition("{number}")
    if not braces:
        raise _LayoutError(f"has an action {written!r} without {{number}}.")
    start, end = (r"\s{1,9}".join(map(re.escape, words.split())) for words in (before, behind))
    return re.compile(rf"{start}\s{{0,9}}(?P<number>{ACTION_NUMBER})\.?\s{{0,9}}{end}", re.IGNORECASE)


def _note(written: str) -> re.Pattern[str]:
    if not written.endswith("{number}:"):
        raise _LayoutError(f"has a note {written!r} that does not end with '{{number}}:'.")
    start = r"\s{1,9}".join(map(re.escape, written.removesuffix("{number}:").split()))
    return re.compile(rf"{start}\s{{1,9}}(?P<mark>[^\s:;,/\[\]]{{1,20}})\s{{0,9}}:\s{{1,9}}(?=\S)")


def _pattern(written: str) -> Pattern:
    if "{number}" not in written:
        raise _LayoutError(f"has a goal {written!r} without {{number}}.")
    before, _, behind = written.partition("{number}")
    behind, _, end = behind.partition("{text}")
    start = r"\s{1,9}".join(map(re.escape, before.split()))
    between = r"\s{0,9}".join(map(_loosely, behind.split()))
    compiled = re.compile(
        rf"\s{{0,9}}{start}\s{{0,9}}(?P<number>{GOAL_NUMBER})(?!\.?[0-9])\s{{0,9}}{between}"
        rf"(?P<text>[\s\S]*){re.escape(end)}",
        re.IGNORECASE,
    )
    return Pattern(written, compiled, is_loose=behind.strip() == ":")


def _loosely(sign: str) -> str:
    """Return the pattern of words between a number and a text: a colon can be any such sign."""
    return r"[:.)\N{EN DASH}\N{EM DASH}-]?" if sign == ":" else re.escape(sign)


def _check_keys(tree: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in tree:
        if key not in known:
            near = did_you_mean(key, known)
            hint = f"Did you mean {near!r}?" if near else f"Allowed: {', '.join(known)}."
            raise _LayoutError(f"has an unknown key {where + key!r}. {hint}")


def _table(tree: Mapping[str, Any], key: str) -> dict[str, Any]:
    value: object = tree.get(key, {})
    if not isinstance(value, dict):
        raise _LayoutError(f"has no table as {key!r}.")
    return cast("dict[str, Any]", value)


def _text(tree: Mapping[str, Any], key: str, default: str) -> str:
    value: object = tree.get(key, default)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _LayoutError(f"has no text of at most {_LONGEST} characters as {key!r}.")
    return value


def _texts(tree: Mapping[str, Any], key: str) -> list[str]:
    value: object = tree.get(key, [])
    items = cast("list[object]", value if isinstance(value, list) else [value])
    if not all(isinstance(item, str) and len(item) <= _LONGEST for item in items):
        raise _LayoutError(f"has no texts of at most {_LONGEST} characters as {key!r}.")
    texts = cast("list[str]", items)
    for text in texts:
        if not text.strip(" :"):
            raise _LayoutError(f"has an empty text as {key!r}.")
    return texts
