"""What a YAML text says that no plan may say, told with its place and its cure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn, cast

from yaml.events import AliasEvent, CollectionStartEvent, DocumentStartEvent, Event, ScalarEvent

from empact.diagnostics import (
    CUT_BY_COMMENT,
    DUPLICATE_KEY,
    MALFORMED,
    NOT_PLAIN_DATA,
    OVER_LIMIT,
    SEVERAL_DOCUMENTS,
    Kind,
)
from empact.syntax.reading import Places, ReadContext, Unreadable
from empact.syntax.yaml import events
from empact.syntax.yaml.explanations import excerpt, explain

_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")
_BLANKS = re.compile(r"[ \t]*")
_ITEM_END = re.compile(r"[,\]\n]|$")


class StrayKey(str):
    """A key that must not hide another one: it equals nothing but itself."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class Problems:
    """Tells the problems of one text, and keeps what they break out of the tree."""

    def __init__(self, ctx: ReadContext, places: Places) -> None:
        self._ctx = ctx
        self._places = places
        self._text = places.text
        self._told_of: Event | None = None
        self._strays: list[tuple[dict[str, Any], StrayKey]] = []

    def properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """A tag or an anchor in front of a value."""
        at = events.start(event)
        for _ in range(2):
            found = _PROPERTY.match(self._text, at)
            if found is None:
                break
            what = "tag" if found[0].startswith("!") else "anchor"
            hint = f'Remove it, or put a text that starts with "{found[0][0]}" in quotes.'
            self._tell(NOT_PLAIN_DATA, f'The {what} "{excerpt(found[0])}" is not plain data.', at, hint, event)
            at = found.end() if (blanks := _BLANKS.match(self._text, found.end())) is None else blanks.end()

    def alias(self, event: AliasEvent) -> None:
        """A reference to an anchor."""
        hint = 'Write the value out; put a text that starts with "*" in quotes or behind ">-".'
        message = f'The alias "*{excerpt(event.anchor or "")}" is not plain data.'
        self._tell(NOT_PLAIN_DATA, message, events.start(event), hint, event)

    def cut(self, event: ScalarEvent, *, is_key: bool) -> None:
        """A comment behind an unquoted text, where a number sign of the text may have been meant."""
        at = self._text.index("#", events.end(event))
        if event.value:
            message = f'A comment cuts the unquoted {"key" if is_key else "text"} "{excerpt(event.value)}" short.'
        else:
            message = "A comment stands where the value should be."
        hint = "Put the text in quotes, or the comment on a line of its own."
        self._tell(CUT_BY_COMMENT, message, at, hint, event)

    def duplicate(self, mapping: dict[str, Any], above: Sequence[tuple[Any, ...]], event: ScalarEvent) -> str:
        """A key that its mapping has already; answers the key under which the second value is kept apart."""
        place = self._places.of_key(pointer) if (pointer := _pointer(above, mapping, event.value)) is not None else None
        first = "" if place is None else f", first on line {place.line}"
        message = f'The key "{excerpt(event.value)}" stands twice in one mapping{first}.'
        self._tell(DUPLICATE_KEY, message, events.start(event), "Keep one of the two, or rename one.", event)
        return self.stray_key(mapping)

    def absent_key(self, mapping: dict[str, Any], event: ScalarEvent) -> str:
        """A value without a key."""
        message = 'Nothing stands in front of the ":" where a key is expected.'
        self._tell(MALFORMED, message, events.start(event), "Write the key, or put the text in quotes.", event)
        return self.stray_key(mapping)

    def collection_key(self, mapping: dict[str, Any], event: CollectionStartEvent) -> str:
        """A list or a mapping as a key."""
        message = "A list or a mapping stands where a key is expected."
        hint = 'A key is a text; put one that starts with "[", "{" or "?" in quotes.'
        self._tell(NOT_PLAIN_DATA, message, events.start(event), hint, event)
        return self.stray_key(mapping)

    def no_value(self, opened: CollectionStartEvent, key: str | None, event: Event | None) -> None:
        """A key without a value between braces, which most often is the rest of a text behind a comma."""
        if self._text[events.start(opened)] != "{" or isinstance(key, StrayKey) or not isinstance(event, ScalarEvent):
            return
        hint = 'Put a text that holds a comma in quotes, as in {text: "HU, AT"}.'
        if ":" in event.value and not event.style:
            hint = 'Put a blank behind the ":", or the text in quotes.'
        self._tell(MALFORMED, f'The key "{excerpt(event.value)}" has no value.', events.start(event), hint, event)

    def single_pair(self, event: CollectionStartEvent) -> None:
        """An item of a bracketed list that reads as a mapping because of a colon in it."""
        at = events.start(event)
        if self._text[at] == "{":
            return
        found = _ITEM_END.search(self._text, at)
        item = excerpt(self._text[at : found.start() if found else None])
        hint = 'Put an item that holds a colon in quotes, as in ["B: SG 1"], or a mapping in braces.'
        self._tell(MALFORMED, f'The list item "{item}" holds ": " and reads as a mapping.', at, hint, event)

    def second_document(self, event: DocumentStartEvent) -> None:
        """A second document in the same file."""
        message = 'A second document starts with "---".'
        hint = 'Keep one plan in a file; write a text that holds a line "---" behind "|-".'
        self._tell(SEVERAL_DOCUMENTS, message, events.start(event), hint, event)

    def too_deep(self, event: CollectionStartEvent) -> NoReturn:
        """A collection nested deeper than the reader follows."""
        self._too_deep(events.start(event), event)

    def unprintable(self, at: int) -> NoReturn:
        """A character that no YAML text may hold as it is."""
        code = f"U+{ord(self._text[at]):04X}"
        hint = "Remove it; it is invisible in most editors."
        self._tell(MALFORMED, f"The file holds the control character {code}.", at, hint, None)
        raise Unreadable

    def syntax(self, failure: events.Failure, last: Event | None) -> NoReturn:
        """The place where the syntax breaks; silent where the break follows from what was told just before."""
        if failure.problem == "unprintable":
            self.unprintable(failure.at)
        if "nesting depth" in failure.problem:  # libyaml's own bound, met while it looks ahead
            self._too_deep(failure.at, None)
        if last is None or last is not self._told_of:
            told = explain(self._text, failure, last)
            self._tell(MALFORMED, told.message, told.at, told.hint, None)
        raise Unreadable

    def stray_key(self, mapping: dict[str, Any]) -> str:
        """A key under which a value can be read on, and which is forgotten in the end."""
        key = StrayKey("?")
        self._strays.append((mapping, key))
        return key

    def forget_stray_keys(self) -> None:
        """Take the values that stand under no key of their own out of the tree."""
        for mapping, key in self._strays:
            mapping.pop(key, None)

    def _too_deep(self, at: int, event: Event | None) -> NoReturn:
        message = f"The values are nested deeper than {self._ctx.max_depth} levels."
        hint = "A plan is nested some ten levels deep; look for a run of brackets or dashes."
        self._tell(OVER_LIMIT, message, at, hint, event)
        raise Unreadable

    def _tell(self, kind: Kind, message: str, at: int, hint: str, event: Event | None) -> None:
        self._told_of = event
        self._ctx.tell(kind, message, self._places.at(at), hint=hint)


def _pointer(above: Sequence[tuple[Any, ...]], mapping: dict[str, Any], key: str) -> str | None:
    """The pointer of a key in the innermost open mapping, or None below a value that has no place of its own."""
    tokens: list[str] = []
    chain = cast("list[dict[str, Any] | list[Any]]", [*(entry[0] for entry in above[1:]), mapping])
    for holder, held in pairwise(chain):
        token = next(reversed(holder)) if isinstance(holder, dict) else str(len(holder) - 1)
        value = holder[token] if isinstance(holder, dict) else holder[-1]
        if isinstance(token, StrayKey) or value is not held:
            return None
        tokens.append(token)
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in (*tokens, key))
