"""What a reader works with: its context, the places of values, and how to give up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from empact.diagnostics import EMPTY_FILE, OVER_LIMIT, PLUGIN_FAILED, UNREADABLE_TEXT, Diagnostic, Kind, Place, Severity
from empact.errors import crash_line
from empact.model.frozen import FrozenMap
from empact.reprs import short_repr
from empact.values import value

if TYPE_CHECKING:
    from empact.containers import Limits

LINE_BREAK = re.compile(r"\r\n?|\n")
"""A line end, as editors count lines."""


MAX_PROBLEMS = 1000
"""The most problems of one file that are reported, whether reading or structuring finds them."""


def too_many(number: int, place: Place) -> Diagnostic:
    """Return the last diagnostic of a file with more problems than are reported."""
    message = f"Reading stopped after {number} problems."
    hint = "Correct these first, then read the file again."
    return Diagnostic(kind=OVER_LIMIT, message=message, place=place, hint=hint)


def places_lost(file: str, crash: BaseException) -> Diagnostic:
    """Return the diagnostic about a reader that stops where the place of a value is looked up."""
    message = f"The reader of {file!r} cannot find the places of values: {crash_line(crash).rstrip('.')}."
    hint = "Problems of the file are without lines. Report this to the authors of the reader."
    return Diagnostic(kind=PLUGIN_FAILED, message=message, place=Place(file=file), hint=hint)


class Unreadable(Exception):  # noqa: N818 - it is a signal between a reader and empact, not an error of the program
    """Raised by a reader that cannot continue, after it has reported why with ``ctx.report``."""


@attrs.define(kw_only=True)
class ReadContext:
    """The context of one call of a reader: the name of the file, the limits, and the findings so far."""

    file: str
    """The name of the file, for messages."""
    max_depth: int = 64
    """The most levels of lists and mappings in each other."""
    max_problems: int = MAX_PROBLEMS
    """The most problems that are reported; then reading stops. What only informs is not a problem: as many of these are
    listed, and reading goes on.
    """
    limits: Limits | None = None
    """How large an office file may be, packed and unpacked: a reader passes it on to the functions of
    ``empact.containers``. None for what is usual there.
    """
    options: Mapping[str, Any] = FrozenMap()
    """The value of each option that the reader declares, as given, or its default."""
    diagnostics: list[Diagnostic] = attrs.field(factory=list[Diagnostic])
    """The problems that the reader has reported so far, in their order."""
    marking: str | None = None
    """The marking that the file shows, if the reader sees it. What is reported is marked with it if the file gives no
    plan.
    """
    source: str | None = attrs.field(default=None, init=False, repr=False)
    """The text of the file, of which formatters show lines. None until ``text`` is called, or if the file is not text.
    """

    _informing: int = attrs.field(default=0, init=False, repr=False)
    """How many findings were reported that only inform."""
    _rest: tuple[int, Diagnostic] | None = attrs.field(default=None, init=False, repr=False)
    """The position of the finding that counts those that are not listed, and itself."""

    __repr__ = short_repr

    def at(  # noqa: PLR0913 - a place in a text, in a workbook or in a document
        self,
        line: int | None = None,
        column: int | None = None,
        cell: str | None = None,
        *,
        sheet: str | None = None,
        page: int | None = None,
        table: int | None = None,
        row: int | None = None,
    ) -> Place:
        """Return a place in this file: ``at(3, 7)``, ``at(sheet="A", cell="D7")`` or ``at(table=2, row=3, column=4)``.

        Lines, columns, pages, tables and rows count from 1.
        """
        return Place(file=self.file, line=line, column=column, sheet=sheet, cell=cell, page=page, table=table, row=row)

    def report(self, kind: Kind, message: str, place: Place | None = None, *, hint: str | None = None) -> None:
        """Report a problem and continue.

        Raises:
            Unreadable: ``max_problems`` are reported. A file can have millions.
        """
        finding = Diagnostic(kind=kind, message=message, place=place or self.at(), hint=hint)
        if finding.severity is Severity.INFO:
            self._informing += 1
            if self._informing >= self.max_problems:
                self._count(kind)
                return
        self.diagnostics.append(finding)
        if len(self.diagnostics) - min(self._informing, self.max_problems) == self.max_problems:
            self.diagnostics.append(too_many(self.max_problems, self.at()))
            raise Unreadable

    def _count(self, kind: Kind) -> None:
        """Count a finding that is not listed, in the finding that stands for all of them."""
        at, last = self._rest or (len(self.diagnostics), None)
        number = self._informing - self.max_problems + 1
        message = f"Findings of the file that only inform and are not listed: {number}."
        finding = Diagnostic(kind=kind if last is None else last.kind, message=message, place=self.at())
        if last is None:
            self.diagnostics.append(finding)
        elif self.diagnostics[at : at + 1] == [last]:  # a reader that refuses its file can have cleared the list
            self.diagnostics[at] = finding
        self._rest = at, finding

    def text(self, data: bytes) -> str:
        """Return the text of the file without its byte order mark.

        Raises:
            Unreadable: The file is not UTF-8 text, contains a NUL character, or is empty. This is reported.
        """
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._give_up("The file is UTF-16 text, not UTF-8.", Place(file=self.file, line=1, column=1))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            content: bytes = problem.object  # without the byte order mark, unlike data
            byte = content[problem.start]
            self.source = content.decode(errors="replace")
            self._give_up(f"The byte 0x{byte:02X} is not UTF-8 text.", self._behind(content[: problem.start].decode()))
        self.source = text
        if "\0" in text:
            self._give_up("The file contains a NUL character.", self._behind(text[: text.index("\0")]))
        if not text.strip():
            self.report(EMPTY_FILE, "The file is empty.", self.at(1, 1), hint="A plan starts with 'empact: plan/1'.")
            raise Unreadable
        return text

    def _behind(self, before: str) -> Place:
        return Places(before, self.file).at(len(before))

    def _give_up(self, message: str, place: Place) -> NoReturn:
        self.report(UNREADABLE_TEXT, message, place, hint="Save the file as UTF-8 text.")
        raise Unreadable


@attrs.define(eq=False)
class Spot:
    """Where one value stands in a text, and what it holds. All places are offsets, counted from 0."""

    value: int
    """Where the value starts."""
    key: int | None = None
    """Where its key starts. None for an item of a list and for the root."""
    inside: dict[str, Spot] | list[Spot] | None = None
    """What the value holds: the spots of its keys or items. None if it holds none, or if they are not found yet."""
    find_inside: Callable[[], dict[str, Spot] | list[Spot]] | None = attrs.field(default=None, repr=False)
    """Returns what the value holds, for a text in which that is found when a pointer first leads there. None if it is
    found at once.
    """
    end: int | None = None
    """Where a text ends. None for other values."""

    __repr__ = short_repr


def _nowhere(_text: str) -> Spot:
    return Spot(0)


@value
class Places:
    """Find the place of a character, or of the value or the key at a pointer, in a text file."""

    text: str = attrs.field(repr=False)
    """The text of the file."""
    file: str
    """The name of the file."""
    locate: Callable[[str], Spot] = _nowhere
    """Returns the spots of a text. It must be a function of a module, so that places can be pickled. It is called for
    the first pointer only: a file without problems builds no table.
    """

    def at(self, offset: int) -> Place:
        """Return the place of the character at an offset of the text."""
        line = bisect_right(self._starts, offset)
        return Place(file=self.file, line=line, column=offset - self._starts[line - 1] + 1)

    def of_value(self, pointer: str) -> Place | None:
        """Return the place of the value at a pointer, or None if there is no such value."""
        spot = self._spot(pointer)
        return None if spot is None else self.at(spot.value)

    def of_words(self, pointer: str, words: str) -> Place | None:
        """Return the place of the first such words in the text at a pointer, or None if the file has them otherwise.

        Line breaks between words do not matter. The words are complete: "1.1" is not found in "1.10" or "2.1.1".
        """
        spot = self._spot(pointer)
        if spot is None or spot.end is None or not words.split():
            return None
        if (pointer, words) not in self._searched:
            apart = r"\s+".join(map(re.escape, words.split()))
            match = re.compile(rf"(?<!\w)(?<!\w\.){apart}(?!\.?\w)").search(self.text, spot.value, spot.end)
            self._searched[pointer, words] = None if match is None else self.at(match.start())
        return self._searched[pointer, words]

    def of_key(self, pointer: str) -> Place | None:
        """Return the place of the key that a pointer ends with, or None if there is no such key."""
        spot = self._spot(pointer)
        return None if spot is None or spot.key is None else self.at(spot.key)

    @cached_property
    def _searched(self) -> dict[tuple[str, str], Place | None]:
        """The places of words: many findings can be about the same words of one text."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_BREAK.finditer(self.text))]

    @cached_property
    def _root(self) -> Spot:
        return self.locate(self.text)

    def _spot(self, pointer: str) -> Spot | None:
        spot: Spot | None = self._root
        for token in pointer.split("/")[1:]:
            if spot is not None and spot.inside is None and spot.find_inside is not None:
                spot.inside = spot.find_inside()
            inside = None if spot is None else spot.inside
            if isinstance(inside, dict):
                spot = inside.get(token.replace("~1", "/").replace("~0", "~"))
            elif inside is not None and token.isdecimal() and int(token) < len(inside):
                spot = inside[int(token)]
            else:
                return None
        return spot
