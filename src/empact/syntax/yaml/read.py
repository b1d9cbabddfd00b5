"""Parses YAML text directly into data: without a node tree or code execution; unquoted scalars are not converted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from empact.diagnostics import EMPTY_FILE
from empact.syntax.raw import Plain, RawDocument
from empact.syntax.reading import Places, ReadContext, Unreadable
from empact.syntax.yaml import events
from empact.syntax.yaml.places import locate
from empact.syntax.yaml.problems import Problems

_NULLS = frozenset(("", "~", "null"))
# Linear in the text: the look-behind fails inside a run of spaces, and the possessive "++" does not backtrack.
_BEFORE_COMMENT = re.compile(r"(?<=[^ \t\r\n])[ \t]++#")


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Return the tree and the places of one YAML document.

    One pass reports all problems up to the first syntax error.

    Raises:
        Unreadable: The text has a syntax error, a limit is exceeded, or there is no data.
    """
    text = ctx.text(data)
    places = Places(text, ctx.file, locate)
    problems = Problems(ctx, places)
    if "\ufeff" in text:
        problems.unprintable(text.index("\ufeff"))
    trees = _assemble(text, problems, ctx.max_depth)
    if not trees and not ctx.diagnostics:
        ctx.report(EMPTY_FILE, "The file contains no data.", places.at(0), hint="A plan starts with 'empact: plan/1'.")
        raise Unreadable
    tree = trees[0] if trees else None
    return RawDocument(tree, places.of_value, places.of_key, problems.suspects(), places.of_words)


def _assemble(text: str, problems: Problems, max_depth: int) -> list[Any]:  # noqa: C901, PLR0912, PLR0915 - one hot loop
    """Return a list with the tree of the document, or an empty list if the document has no value.

    One loop over the parser's events with an explicit stack, ``above``: linear in the number of events, and deep
    nesting cannot exhaust Python's stack. ``node`` is the innermost open collection, ``key`` the key in it whose value
    comes next.
    """
    cuts = _ends_before_comments(text)
    documents = 0
    root: list[Any] = []
    node: Any = root
    in_mapping = False
    key: str | None = None
    key_event: Event | None = None
    opened: CollectionStartEvent | None = None
    above: list[tuple[Any, bool, str | None, CollectionStartEvent | None]] = []
    event: Any = None
    try:
        get_event: Callable[[], Any] = events.make_parser(text).get_event
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value: str | None = event.value
                if event.anchor is not None or event.tag is not None:
                    problems.properties(event)
                plain = not event.style
                if plain and cuts and event.end_mark.index in cuts:
                    if in_mapping and key is None:
                        problems.cut_key(event)
                    else:
                        problems.suspect(event, above, node, key)
                if in_mapping and key is None:
                    key, key_event = event.value, event
                    if key in node:
                        key = problems.duplicate(node, above, event)
                    elif plain and not key:
                        key = problems.absent_key(node, event)
                    continue
                if plain:
                    if value in _NULLS:
                        if not value:
                            if opened is None:
                                continue  # a document without a value
                            if opened.flow_style:
                                problems.no_value(opened, key, key_event)
                        value = None
                    else:
                        value = Plain(value)
                if in_mapping:
                    node[key] = value
                    key = None
                else:
                    node.append(value)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    problems.properties(event)
                elif event.flow_style and not in_mapping and kind is MappingStartEvent:
                    problems.single_pair(event)
                if len(above) == max_depth:
                    problems.too_deep(event)
                child: Any = {} if kind is MappingStartEvent else []
                if not in_mapping:
                    node.append(child)
                elif key is None:
                    key = problems.collection_key(node, event)
                else:
                    node[key] = child
                    key = None
                above.append((node, in_mapping, key, opened))
                node, in_mapping, key, opened = child, kind is MappingStartEvent, None, event
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, in_mapping, key, opened = above.pop()
            elif kind is AliasEvent:
                problems.alias(event)
                if not in_mapping:
                    node.append(None)
                elif key is None:
                    key = problems.stray_key(node)
                else:
                    node[key] = None
                    key = None
            elif kind is DocumentStartEvent:
                if documents:
                    problems.second_document(event)
                    break
                documents += 1
            elif kind is StreamEndEvent:
                break
    except events.FAILURES as error:
        problems.syntax(events.failure(error, text, event), event)
    problems.forget_stray_keys()
    return root


def _ends_before_comments(text: str) -> frozenset[int]:
    """Return the offsets at which a value before a comment can end: where spaces or tabs and then "#" follow a text."""
    return frozenset(match.start() for match in _BEFORE_COMMENT.finditer(text))
