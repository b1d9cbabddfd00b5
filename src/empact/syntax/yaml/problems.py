"""Reports what a plan may not contain, although YAML allows it: each problem with its place and a hint."""

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
    Diagnostic,
    Kind,
)
from empact.syntax.raw import Suspect
from empact.syntax.reading import Places, ReadContext, Unreadable
from empact.syntax.yaml import events
from empact.syntax.yaml.events import excerpt

_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")
_BLANKS = re.compile(r"[ \t]*")
_ITEM_END = re.compile(r"[,\]\n]|$")
_LINE_END = re.compile(r"[\r\n]|$")
_QUOTE_OR_MOVE = "Put the text in quotes, or move the comment to its own line."


class StrayKey(str):
    """A placeholder key that equals only itself, so that it never replaces another key."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class Problems:
    """Reports the problems of one text, and removes the affected values from the tree."""

    def __init__(self, ctx: ReadContext, places: Places) -> None:
        self._ctx = ctx
        self._places = places
        self._text = places.text
        self._reported: Event | None = None
        self._strays: list[tuple[dict[str, Any], StrayKey]] = []
        self._suspects: list[Suspect] = []

    def properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Report the tag and the anchor of a value."""
        at = events.start(event)
        for _ in range(2):
            match = _PROPERTY.match(self._text, at)
            if match is None:
                break
            what = "tag" if match[0].startswith("!") else "anchor"
            hint = f'Remove it. If "{match[0][0]}" is part of a text, put the text in quotes.'
            self._report(NOT_PLAIN_DATA, f'The YAML {what} "{excerpt(match[0])}" is not supported.', at, hint, event)
            at = match.end() if (blanks := _BLANKS.match(self._text, match.end())) is None else blanks.end()

    def alias(self, event: AliasEvent) -> None:
        """Report a reference to an anchor."""
        hint = 'Write out the value. If "*" is part of a text, put the text in quotes.'
        message = f'The YAML alias "*{excerpt(event.anchor or "")}" is not supported.'
        self._report(NOT_PLAIN_DATA, message, events.start(event), hint, event)

    def cut_key(self, event: ScalarEvent) -> None:
        """Report a comment after an unquoted key: its "#" may be meant as part of the key."""
        at = self._text.index("#", events.end(event))
        message = f'The unquoted key "{excerpt(event.value)}" is cut off by a comment.'
        self._report(CUT_BY_COMMENT, message, at, _QUOTE_OR_MOVE, event)

    def suspect(self, event: ScalarEvent, above: Sequence[tuple[Any, ...]], node: Any, key: str | None) -> None:
        """Keep a comment after an unquoted value of the innermost open collection ``node``, for the field to decide."""
        pointer = _pointer(above, node, str(len(node)) if key is None else key)
        if pointer is None:
            return
        at = self._text.index("#", events.end(event))
        end = match.start() if (match := _LINE_END.search(self._text, at)) else len(self._text)
        message, place = _format_cut(event), self._places.at(at)
        finding = Diagnostic(kind=CUT_BY_COMMENT, message=message, place=place, hint=_QUOTE_OR_MOVE)
        self._suspects.append(Suspect(pointer, event.value, self._text[at + 1 : end].strip(), finding))

    def suspects(self) -> tuple[Suspect, ...]:
        """Return the values before comments so far."""
        return tuple(self._suspects)

    def duplicate(self, mapping: dict[str, Any], above: Sequence[tuple[Any, ...]], event: ScalarEvent) -> str:
        """Report a key that its mapping already has, and return a placeholder key for the second value."""
        place = self._places.of_key(pointer) if (pointer := _pointer(above, mapping, event.value)) is not None else None
        first = "" if place is None else f", first on line {place.line}"
        message = f'The key "{excerpt(event.value)}" is used twice in one mapping{first}.'
        self._report(DUPLICATE_KEY, message, events.start(event), "Remove or rename one of them.", event)
        return self.stray_key(mapping)

    def absent_key(self, mapping: dict[str, Any], event: ScalarEvent) -> str:
        """Report a value without a key, and return a placeholder key for it."""
        message = 'Expected a key before ":".'
        self._report(MALFORMED, message, events.start(event), "Write the key, or put the text in quotes.", event)
        return self.stray_key(mapping)

    def collection_key(self, mapping: dict[str, Any], event: CollectionStartEvent) -> str:
        """Report a list or a mapping that is used as a key, and return a placeholder key for its value."""
        message = "A list or a mapping is used as a key."
        hint = 'A key is a text. If it starts with "[", "{" or "?", put it in quotes.'
        self._report(NOT_PLAIN_DATA, message, events.start(event), hint, event)
        return self.stray_key(mapping)

    def no_value(self, opened: CollectionStartEvent, key: str | None, event: Event | None) -> None:
        """Report a key without a value between braces: it is usually the rest of a text after a comma."""
        if self._text[events.start(opened)] != "{" or isinstance(key, StrayKey) or not isinstance(event, ScalarEvent):
            return
        if self._text[events.end(event) :].lstrip().startswith(":"):
            return  # as a key without a value is outside braces
        hint = 'If a text contains a comma, put it in quotes, as in {text: "HU, AT"}.'
        if ":" in event.value and not event.style:
            hint = 'Put a space after ":", or put the text in quotes.'
        self._report(MALFORMED, f'The key "{excerpt(event.value)}" has no value.', events.start(event), hint, event)

    def single_pair(self, event: CollectionStartEvent) -> None:
        """Report an item between brackets that is parsed as a mapping because it contains a colon."""
        at = events.start(event)
        if self._text[at] == "{":
            return
        match = _ITEM_END.search(self._text, at)
        item = excerpt(self._text[at : match.start() if match else None])
        hint = 'Put an item that contains a colon in quotes, as in ["B: SG 1"], or a mapping in braces.'
        message = f'The list item "{item}" contains ": ", so it is read as a mapping.'
        self._report(MALFORMED, message, at, hint, event)

    def second_document(self, event: DocumentStartEvent) -> None:
        """Report a second document in the file."""
        message = 'A second document starts with "---".'
        hint = 'Write one plan per file. If the line "---" is part of a text, start the text with "|-".'
        self._report(SEVERAL_DOCUMENTS, message, events.start(event), hint, event)

    def too_deep(self, event: CollectionStartEvent) -> NoReturn:
        """Report a collection that is nested too deeply, and stop reading."""
        self._too_deep(events.start(event), event)

    def unprintable(self, at: int) -> NoReturn:
        """Report a character that YAML does not allow unescaped, and stop reading."""
        code = f"U+{ord(self._text[at]):04X}"
        hint = "Remove it. Most editors do not show it."
        self._report(MALFORMED, f"The file contains the control character {code}.", at, hint, None)
        raise Unreadable

    def syntax(self, failure: events.Failure, last: Event | None) -> NoReturn:
        """Report a syntax error and stop reading; a consequence of the last reported problem is not reported."""
        from empact.syntax.yaml.explanations import comment_in_text, explain  # most files have no such error

        if failure.problem == "unprintable":
            self.unprintable(failure.at)
        if "nesting depth" in failure.problem:  # libyaml looks ahead and reaches its own limit first
            self._too_deep(failure.at, None)
        if isinstance(last, ScalarEvent) and (at := comment_in_text(self._text, failure, last)) is not None:
            self._report(CUT_BY_COMMENT, _format_cut(last), at, _QUOTE_OR_MOVE, last)
        elif last is None or last is not self._reported:
            explanation = explain(self._text, failure, last)
            self._report(MALFORMED, explanation.message, explanation.at, explanation.hint, None)
        raise Unreadable

    def stray_key(self, mapping: dict[str, Any]) -> str:
        """Return a placeholder key for a value without a valid key; :meth:`forget_stray_keys` removes both."""
        key = StrayKey("?")
        self._strays.append((mapping, key))
        return key

    def forget_stray_keys(self) -> None:
        """Remove the values with a placeholder key from the tree."""
        for mapping, key in self._strays:
            mapping.pop(key, None)

    def _too_deep(self, at: int, event: Event | None) -> NoReturn:
        message = f"The values are nested deeper than {self._ctx.max_depth} levels."
        hint = "A plan has about ten levels. Look for repeated brackets or dashes."
        self._report(OVER_LIMIT, message, at, hint, event)
        raise Unreadable

    def _report(self, kind: Kind, message: str, at: int, hint: str, event: Event | None) -> None:
        self._reported = event
        self._ctx.report(kind, message, self._places.at(at), hint=hint)


def _format_cut(event: ScalarEvent) -> str:
    if not event.value:
        return "Expected a value, found a comment."
    return f'The unquoted text "{excerpt(event.value)}" is cut off by a comment.'


def _pointer(above: Sequence[tuple[Any, ...]], node: dict[str, Any] | list[Any], token: str) -> str | None:
    """Return the pointer of a key or index in the innermost open collection; None inside a value without a pointer.

    The outermost collection is the list of documents, which no pointer names.
    """
    if not above:
        return ""
    if isinstance(token, StrayKey):
        return None
    tokens: list[str] = []
    last, chain = token, cast("list[dict[str, Any] | list[Any]]", [*(entry[0] for entry in above[1:]), node])
    for holder, held in pairwise(chain):
        token = next(reversed(holder)) if isinstance(holder, dict) else str(len(holder) - 1)
        value = holder[token] if isinstance(holder, dict) else holder[-1]
        if isinstance(token, StrayKey) or value is not held:
            return None
        tokens.append(token)
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in (*tokens, last))
