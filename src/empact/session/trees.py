"""Trees and schemas: of the content of files, and of results, those of plugins included."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from empact.arguments import check_type
from empact.documents.results import RESULTS as OF_DOCUMENTS
from empact.errors import PluginError, UnknownIdError, run_plugin
from empact.hooks.lazy import imported_by
from empact.hooks.results import RESULTS as OF_FORMATTERS
from empact.outputs.converting import result_tree
from empact.outputs.kinds import ResultKind, kind_of_result
from empact.outputs.results import RESULTS as OF_ANALYSIS
from empact.outputs.schemas import result_schema
from empact.serde import kinds as file_kinds
from empact.serde.files import tree
from empact.serde.kinds import FileKind
from empact.serde.schema import json_schema, known_parties, schema_text
from empact.session.results import RESULTS as OF_SESSION

if TYPE_CHECKING:
    from empact.session.plugins import SessionPlugins

_OWN = (*OF_ANALYSIS, *OF_DOCUMENTS, *OF_FORMATTERS, *OF_SESSION)
"""The kinds of result of empact."""


def result_kinds(plugins: SessionPlugins) -> tuple[ResultKind, ...]:
    """Return the kinds of result, by name: those of empact, and those of the commands of plugins.

    Raises:
        PluginError: The kinds of a plugin cannot be imported.
    """
    return tuple(sorted((*_OWN, *_of_plugins(plugins)), key=lambda kind: kind.name))


def _of_plugins(plugins: SessionPlugins) -> Iterator[ResultKind]:
    """Return the kinds of result of plugins, which are imported only for what is not a result of empact.

    Raises:
        PluginError: Those of a plugin cannot be imported, or are something else.
    """
    for command in plugins.commands:
        if command.results is not None:
            named = plugins.named(command)
            importing = functools.partial(imported_by, named, command.results)
            kinds = run_plugin(named, importing, PluginError, quoted=True)
            if not isinstance(kinds, (tuple, list)):
                raise PluginError(f"{named} names {command.results!r}, which is not a tuple of ResultKind.")
            for kind in cast("Sequence[object]", kinds):
                if not isinstance(kind, ResultKind):
                    raise PluginError(f"{named} names {command.results!r}, which has something else than ResultKind.")
                yield kind


def tree_of(
    plugins: SessionPlugins, value: object, raised_to: str | None = None, *, compact: bool = True
) -> dict[str, Any]:
    """Return the tree of a result, or of the content of a file.

    Args:
        plugins: The plugins of the session.
        value: The result, or the content of a file.
        raised_to: The level to which the marking of a result is raised.
        compact: Whether a cell of a file is as a person would write it; otherwise every cell is an object.

    Raises:
        TypeError: It is neither.
        MarkingError: The marking of the result is above ``raised_to``.
    """
    file_kind = next((kind for kind in file_kinds.FILE_KINDS if kind.cls is type(value)), None)
    if file_kind is not None:
        return tree(value, file_kind, compact=compact)
    kind = _of_class(type(value), plugins)
    if kind is None:
        message = f"{type(value).__name__} is neither a result nor the content of a file, so it has no tree."
        raise TypeError(message)
    return result_tree(value, kind, raised_to)


def schema_of(plugins: SessionPlugins, of: type[Any] | str | None) -> bytes:
    """Return the JSON Schema of a kind of file or of result, by its class or its name; without one, that of plans.

    Raises:
        UnknownIdError: There is no such name.
        TypeError: There is no kind of file or of result for the class.
    """
    word = "plan" if of is None else of
    kind: FileKind[Any] | ResultKind | None
    if isinstance(word, str):
        named: dict[str, FileKind[Any] | ResultKind] = {kind.name: kind for kind in _OWN}
        named |= {kind.word: kind for kind in file_kinds.FILE_KINDS}
        if word not in named:
            named |= {kind.name: kind for kind in _of_plugins(plugins)}
        if word not in named:
            raise UnknownIdError("Schema", word, named)
        kind = named[word]
    else:
        check_type("schema(of=...) takes", "a class or a name", type, word)
        kind = next((known for known in file_kinds.FILE_KINDS if known.cls is word), None) or _of_class(word, plugins)
        if kind is None:
            message = f"{word.__name__} is the class of neither a file nor a result, so it has no schema."
            raise TypeError(message)
    if isinstance(kind, ResultKind):
        return schema_text(result_schema(kind)).encode()
    parties, extensions = known_parties(plugins.register), plugins.extensions
    return schema_text(json_schema(parties, extensions, of=kind)).encode()


def _of_class(cls: type[Any], plugins: SessionPlugins) -> ResultKind | None:
    """Return the kind of a result, or None. A plugin is asked only for what is not a result of empact: it may fail."""
    return kind_of_result(cls, _OWN) or kind_of_result(cls, _of_plugins(plugins))
