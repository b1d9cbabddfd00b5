"""The content controls of a Word document while what is in them is read."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from xml.etree import ElementTree as ET

import attrs

from empact.containers.word import ContentControl, ControlKind
from empact.containers.word_styles import W, is_on, value_of

Level = Literal["block", "row", "cell", "inline"]
"""What a content control stands around: paragraphs and tables, rows, cells, or texts."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHOICES = ("dropDownList", "comboBox")
_OTHERS = ("picture", "docPartObj", "docPartList", "group", "citation", "bibliography", "equation")


@attrs.define
class OpenControl:
    """A content control around the place that is read."""

    properties: ET.Element | None
    """Its properties in the file. None without any."""
    place: tuple[int, int, int] | None
    """The table, the row and the column in which it is. None outside a table."""
    is_placed: bool
    """Whether the place is known: one around rows or cells is in the cell that comes next."""
    is_placeholder: bool
    """Whether it shows its placeholder."""
    lines: list[list[str]] = attrs.field(factory=list[list[str]])
    """Its paragraphs, each with its texts."""
    has_change: bool = False
    """Whether something in it was changed while changes were tracked."""

    @classmethod
    def of(cls, properties: ET.Element | None, level: Level, place: tuple[int, int, int] | None) -> OpenControl:
        """Return the control with these properties at a place."""
        is_placeholder = properties is not None and is_on(properties.find(f"{W}showingPlcHdr"))
        return cls(properties, place, level in {"block", "inline"}, is_placeholder)

    def start_line(self, place: tuple[int, int, int] | None) -> None:
        """Go into a paragraph."""
        if not self.is_placed:
            self.place, self.is_placed = place, True
        self.lines.append([])

    def add(self, text: str) -> None:
        """Add a text that somebody has written."""
        if not self.lines:
            self.lines.append([])
        self.lines[-1].append(text)

    def done(self) -> ContentControl:
        """Return the control."""
        text = "\n".join("".join(line) for line in self.lines)
        kind = self._kind()
        table, row, column = self.place or (None, None, None)
        return ContentControl(
            tag=value_of(self.properties, "tag"),
            title=value_of(self.properties, "alias"),
            kind=kind,
            text=text,
            value=self._value(kind, text),
            is_placeholder=self.is_placeholder,
            has_change=self.has_change,
            table=table,
            row=row,
            column=column,
        )

    def _kind(self) -> ControlKind:
        names = {child.tag for child in (() if self.properties is None else self.properties)}
        if f"{_W14}checkbox" in names:
            return ControlKind.CHECKBOX
        if f"{W}date" in names:
            return ControlKind.DATE
        if any(f"{W}{name}" in names for name in _CHOICES):
            return ControlKind.CHOICE
        return ControlKind.OTHER if any(f"{W}{name}" in names for name in _OTHERS) else ControlKind.TEXT

    def _value(self, kind: ControlKind, text: str) -> str | dt.date | bool | None:
        properties = self.properties
        if properties is None or self.is_placeholder:
            return None
        if kind is ControlKind.CHECKBOX:
            checked = properties.find(f"{_W14}checkbox/{_W14}checked")
            return checked is not None and checked.get(f"{_W14}val", "1").lower() in {"1", "true", "on"}
        if kind is ControlKind.DATE:
            return _day(properties)
        if kind is ControlKind.CHOICE:
            items = (item for name in _CHOICES for item in properties.iterfind(f"{W}{name}/{W}listItem"))
            stored = {item.get(f"{W}displayText", item.get(f"{W}value", "")): item.get(f"{W}value") for item in items}
            return stored.get(text)
        return None


def _day(properties: ET.Element) -> dt.date | None:
    date = properties.find(f"{W}date")
    written = None if date is None else date.get(f"{W}fullDate")
    try:
        return None if written is None else dt.date.fromisoformat(written.partition("T")[0])
    except ValueError:
        return None
