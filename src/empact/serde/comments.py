"""Decide by the field whether a comment cuts a text: behind a code it is a comment, behind prose its "#" may be text.

A reader reports each unquoted value before a comment with its pointer. The pointer leads through the classes of the
content to a field: prose, or a code (an id, a date, a number, a word of a list, a party, a timing).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, get_args, get_origin

import attrs

from empact.diagnostics import Diagnostic, Pointer
from empact.grammar.language import language
from empact.model import Cell, Extension, FrozenMap, Kpis, Parties, PartyItem, Prose, Targets, Unparsed
from empact.model.links import check_number
from empact.serde import scalars
from empact.serde.cells import NOTATIONS, WRITTEN
from empact.syntax.raw import Plain, Suspect, is_list, is_mapping

_Test = Callable[[Suspect], Diagnostic | None]
"""Returns the finding about a comment that may be a part of the value before it, or None."""

_CODES: Mapping[str, frozenset[str]] = {
    "Action": frozenset({"goal"}),
    "Anchor": frozenset({"part", "cell", "item"}),
    "Channel": frozenset({"system"}),
    "EntryContent": frozenset({"replies_to", "lost", "follows", "marking"}),
    "Interdependency": frozenset({"priority"}),
    "Kpi": frozenset({"unit"}),
    "KpiPart": frozenset({"unit"}),
    "KpiRegister": frozenset({"marking"}),
    "MarkingToday": frozenset({"marking"}),
    "Milestone": frozenset({"responsible"}),
    "Operation": frozenset({"marking"}),
    "PartyItem": frozenset({"party", "cooperating"}),
    "Plan": frozenset({"marking", "checkpoints"}),
    "PolicyCycle": frozenset({"id"}),
    "Practice": frozenset({"shared", "marking"}),
    "Priority": frozenset({"code"}),
    "Report": frozenset({"checkpoint", "supersedes", "accounts", "marking"}),
    "Settlement": frozenset({"checkpoint", "cites"}),
    "SubjectCode": frozenset({"series"}),
    "Target": frozenset({"unit"}),
}
"""The fields with the type ``str`` that name something by a code, by class. All others hold words."""

_NUMBERS = (check_number, attrs.validators.optional(check_number))
_JOIN = 'If it is part of the value, write it without "#". If not, move the comment to its own line.'
_SENTENCES: tuple[type[Cell[Any]], ...] = (Targets, Kpis)
"""The cells whose items are sentences."""


def cuts(
    suspects: Sequence[Suspect], tree: Mapping[str, Any], cls: type[Any], extensions: tuple[Extension[Any], ...] = ()
) -> Iterator[Diagnostic]:
    """Return the findings about the comments that may be a part of their value, each with its pointer.

    Args:
        suspects: The unquoted values before a comment.
        tree: The raw tree of the file.
        cls: The class of its content.
        extensions: The extensions whose data have types. Words in the data of others are taken for prose.
    """
    for suspect in suspects:
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in suspect.pointer.split("/")[1:]]
        test = _Fields(extensions).test(cls, tree, tokens) if tokens != ["empact"] else _code
        finding = test(suspect)
        if finding is not None:
            place = attrs.evolve(finding.place, pointer=Pointer(suspect.pointer))
            yield attrs.evolve(finding, place=place)


def _prose(suspect: Suspect) -> Diagnostic:
    return suspect.finding


def _elsewhere(_suspect: Suspect) -> None:
    """Return nothing for a value that has another error: an unknown key, or a text where a mapping should be."""


def _code(suspect: Suspect) -> Diagnostic | None:
    """Return the finding about a comment that goes on with a list, or that limits the value before it."""
    return _joined(suspect) if _continuation().match(suspect.comment) else None


def _joined(suspect: Suspect) -> Diagnostic:
    return attrs.evolve(suspect.finding, hint=_JOIN)


def _unknown_data(suspect: Suspect) -> Diagnostic | None:
    """Judge a value without a class: a number, true or false is a code, and everything else may be prose."""
    return _prose(suspect) if isinstance(scalars.to_extension(Plain(suspect.text)), str) else _code(suspect)


@functools.cache
def _continuation() -> re.Pattern[str]:
    words = language()
    paths = (("separators", "any"), ("separators", "each"), ("separators", "list"), ("parties", "except"))
    every = "|".join(words.pattern(*path) for path in (*paths, ("comments", "limits")))
    return re.compile(f"(?:{every})", re.IGNORECASE)


def _reading_of(cell: type[Cell[Any]], read: Callable[[str], Any]) -> _Test:
    """Return the test of a text in the notation of a cell: read completely, it is a code."""
    if cell in _SENTENCES:
        return _prose
    code = _notation(read, is_named=cell is Parties)
    return lambda suspect: code(suspect) if not suspect.text or _complete(read(suspect.text)) else _prose(suspect)


def _notation(read: Callable[[str], Any], *, is_named: bool) -> _Test:
    """Return the test of a code in a notation.

    The comment belongs to the value where both together can be read too, as in ``June # to August`` and
    ``17793/2/11 # REV 2``. Any words can be the name of a party (``is_named``), so that says nothing there.
    """

    def test(suspect: Suspect) -> Diagnostic | None:
        if suspect.text and suspect.comment and not is_named:
            return _joined(suspect) if _complete(read(f"{suspect.text} {suspect.comment}")) else _code(suspect)
        return _code(suspect)

    return test


def _complete(value: Any) -> bool:
    items: tuple[Any, ...] = getattr(value, "items", (value,))
    return bool(items) and not any(item is None or isinstance(item, Unparsed) for item in items)


class _Fields:
    """Follows pointers through the classes of a content to the tests of their fields."""

    def __init__(self, extensions: tuple[Extension[Any], ...]) -> None:
        self._extensions = extensions

    def test(self, type_: Any, raw: Any, tokens: Sequence[str], *, is_code: bool = False) -> _Test:
        """Return the test of the value at ``tokens`` below a raw value of a type."""
        origin, arguments = get_origin(type_), get_args(type_)
        if origin is tuple or origin is FrozenMap:
            return self._inside(arguments[0] if origin is tuple else arguments[1], raw, tokens, is_code=is_code)
        if arguments:
            (inner,) = (option for option in arguments if option is not NoneType)
            return self.test(inner, raw, tokens, is_code=is_code)
        if type_ is str:
            return _code if is_code else _prose
        if type_ is Any:
            return _unknown_data
        return self._of_class(type_, raw, tokens)

    def _of_class(self, cls: type[Any], raw: Any, tokens: Sequence[str]) -> _Test:
        if cls is Prose:
            return _prose if tokens in ([], ["text"]) else _code
        if cls in NOTATIONS:
            return self._cell(cls, raw, tokens)
        if cls in WRITTEN and not tokens:
            return _notation(WRITTEN[cls][0], is_named=cls is PartyItem)
        return self._field(cls, raw, tokens) if attrs.has(cls) and tokens else _code

    def _inside(self, type_: Any, raw: Any, tokens: Sequence[str], *, is_code: bool) -> _Test:
        if not tokens:
            return _code  # a list or a mapping that has no values
        inner = _child(raw, tokens[0])
        return _elsewhere if inner is _ABSENT else self.test(type_, inner, tokens[1:], is_code=is_code)

    def _field(self, cls: type[Any], raw: Any, tokens: Sequence[str]) -> _Test:
        attrs.resolve_types(cls)
        name, inner = tokens[0], _child(raw, tokens[0])
        field = next((field for field in attrs.fields(cls) if field.init and field.name == name), None)
        if field is None or inner is _ABSENT:
            return _elsewhere
        typed = {extension.name: extension.cls for extension in self._extensions if extension.on is cls}
        if name == "extensions" and len(tokens) > 1 and tokens[1] in typed:
            return self.test(typed[tokens[1]], _child(inner, tokens[1]), tokens[2:])
        is_code = field.validator in _NUMBERS or name in _CODES.get(cls.__name__, ())
        return self.test(field.type, inner, tokens[1:], is_code=is_code)

    def _cell(self, cls: type[Cell[Any]], raw: Any, tokens: Sequence[str]) -> _Test:
        notation = NOTATIONS[cls]
        if not tokens or tokens == ["text"]:
            return _reading_of(cls, notation.cell)
        if is_list(raw):
            raw, tokens = {"items": raw}, ["items", *tokens]
        if tokens[0] != "items":
            return _code  # `stated` and `withheld`
        items = _child(raw, "items")
        if len(tokens) == 1 or (item := _child(items, tokens[1])) is _ABSENT:
            return _code
        if len(tokens) == 2:  # noqa: PLR2004 - the item itself
            return _reading_of(cls, notation.item)
        wanted = notation.fields(item) if is_mapping(item) and "unparsed" not in item else None
        return _prose if wanted is None else self.test(wanted, item, tokens[2:])


_ABSENT = object()


def _child(raw: Any, token: str) -> Any:
    if is_mapping(raw):
        return raw.get(token, _ABSENT)
    if is_list(raw) and token.isdecimal() and int(token) < len(raw):
        return raw[int(token)]
    return _ABSENT
