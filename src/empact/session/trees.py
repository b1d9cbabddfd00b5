"""Trees and schemas: of the content of files, and of results, those of plugins included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from empact.arguments import check_type
from empact.documents.results import RESULTS as OF_DOCUMENTS
from empact.errors import UnknownIdError
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


def result_kinds(plugins: SessionPlugins) -> tuple[ResultKind, ...]:
    """Return the kinds of result, by name: those of empact, and those of the commands of plugins.

    Raises:
        PluginError: The kinds of a plugin cannot be imported.
    """
    kinds = [*OF_ANALYSIS, *OF_DOCUMENTS, *OF_FORMATTERS, *OF_SESSION]
    for command in plugins.commands:
        if command.results is not None:
            kinds += imported_by(plugins.named(command), command.results)
    return tuple(sorted(kinds, key=lambda kind: kind.name))


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
    kind = kind_of_result(type(value), result_kinds(plugins))
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
    files, results = file_kinds.FILE_KINDS, result_kinds(plugins)
    word = "plan" if of is None else of
    kind: FileKind[Any] | ResultKind | None
    if isinstance(word, str):
        named = {kind.name: kind for kind in results} | {kind.word: kind for kind in files}
        if word not in named:
            raise UnknownIdError("Schema", word, named)
        kind = named[word]
    else:
        kind = _of_class(word, files, results)
    if isinstance(kind, ResultKind):
        return schema_text(result_schema(kind)).encode()
    parties, extensions = known_parties(plugins.register), plugins.extensions
    return schema_text(json_schema(parties, extensions, of=kind)).encode()


def _of_class(
    cls: type[Any], files: Iterable[FileKind[Any]], results: Iterable[ResultKind]
) -> FileKind[Any] | ResultKind:
    check_type("schema(of=...) takes", "a class or a name", type, cls)
    kind = next((file_kind for file_kind in files if file_kind.cls is cls), None) or kind_of_result(cls, results)
    if kind is None:
        message = f"{cls.__name__} is the class of neither a file nor a result, so it has no schema."
        raise TypeError(message)
    return kind
