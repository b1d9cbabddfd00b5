"""Keep the documents, exporters and formatters that can be used: no name and no option means two things in one call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from empact.errors import PluginError, run_plugin
from empact.hooks.formatting import Formatter
from empact.hooks.lazy import imported_by
from empact.hooks.manager import PluginManager
from empact.options import Option
from empact.validation.selectors import Provided

if TYPE_CHECKING:  # a validation needs formatters only
    from empact.hooks.exporting import DocumentSpec, Exporter
    from empact.hooks.readers import Reader

_OF_VALIDATE = frozenset(
    {
        "diagnostics",
        "to",
        "sources",
        "as_of",
        "show",
        "width",
        "colour",
        "ledger",
        "release",
        "marking",
        "from",
        "fail_on",
        "help",
    }
    | {"format", "select", "ignore", "severity", "profile"}
)
RESERVED: Mapping[str, frozenset[str]] = {
    "export": frozenset(
        {
            "plans",
            "to",
            "document",
            "path",
            "as_of",
            "records",
            "ledger",
            "release",
            "marking",
            "language",
            "output",
            "from",
            "fail_on",
        }
        | {"reports", "operations", "kpis", "seals", "answers", "practice", "help"}
    ),
    "validate": _OF_VALIDATE,
    "import": _OF_VALIDATE | {"document", "output", "review", "language"},  # a document can be validated, too
}
"""By command: its options, and the parameters of the method of a session, which no option may have as its name."""


def combinable(
    manager: PluginManager, documents: Iterable[Provided[DocumentSpec]], exporters: Iterable[Provided[Exporter]]
) -> tuple[list[Provided[DocumentSpec]], list[Provided[Exporter]]]:
    """Return the documents and exporters without those that cannot be used; report each of the others.

    An option has one meaning in a call. So a document and an exporter of documents have no option of the same name, and
    none has the name of a parameter of ``export``. If two clash, that of the plugin loaded later is refused: an
    installed plugin cannot disable what ships with empact.
    """
    unique_documents = manager.without_clashes(documents, lambda document: document.name)
    unique_exporters = manager.without_clashes(exporters, _name)
    order = {name: index for index, name in enumerate(manager.names)}
    provided: list[Provided[DocumentSpec] | Provided[Exporter]] = [*unique_documents, *unique_exporters]
    owners: dict[tuple[str, str], Provided[DocumentSpec] | Provided[Exporter]] = {}
    refused: set[int] = set()
    for candidate in sorted(provided, key=lambda candidate: order[candidate.origin]):
        if _refuse(manager, candidate, owners):
            refused.add(id(candidate))
    return (
        [document for document in unique_documents if id(document) not in refused],
        [exporter for exporter in unique_exporters if id(exporter) not in refused],
    )


def usable(manager: PluginManager, formatters: Iterable[Provided[Formatter]]) -> list[Provided[Formatter]]:
    """Return the formatters without those whose options cannot be used; report each of the others."""
    kept: list[Provided[Formatter]] = []
    for provided in manager.without_clashes(formatters, lambda formatter: formatter.name):
        fault = _option_fault(provided.value.options, "validate")
        if fault is None:
            kept.append(provided)
            continue
        message = f"The plugin {provided.origin!r} provides the formatter {provided.value.name!r}, but {fault}."
        manager.refuse(provided, message, "The formatter is ignored; its authors must rename the option.")
    return kept


def options_of(reader: Reader, origin: str | None) -> tuple[Option, ...]:
    """Return the options of a reader, which a plugin of the name ``origin`` provides.

    Raises:
        MissingExtraError: A library that they need is not installed.
        PluginError: They cannot be imported, or cannot be used.
    """
    if reader.options is None:
        return ()
    of_plugin = "" if origin is None else f" of the plugin {origin!r}"
    what = f"The reader {reader.name!r}{of_plugin}"
    named = reader.options
    given: Any = run_plugin(what, lambda: imported_by(f"{what} has options; they", named), PluginError, quoted=True)
    several = cast("Iterable[Option]", given) if isinstance(given, (tuple, list)) else (cast("Option", given),)
    options = tuple(several)
    fault = _option_fault(options, "import")
    required = next((option.name for option in options if fault is None and option.required), None)
    if required is not None:
        fault = f"its option {required!r} is required"
    if fault is not None:
        raise PluginError(f"{what} cannot be used: {fault}.")
    return options


def _name(exporter: Exporter) -> str:
    return exporter.name if exporter.takes == "plan" else f"{exporter.name} for a {exporter.takes}"


def _refuse(
    manager: PluginManager,
    candidate: Provided[DocumentSpec] | Provided[Exporter],
    owners: dict[tuple[str, str], Provided[DocumentSpec] | Provided[Exporter]],
) -> bool:
    """Report a document or an exporter whose options cannot be used, or else enter its options in ``owners``."""
    from empact.hooks.exporting import DocumentSpec, Exporter

    value = candidate.value
    word, other = ("document", "exporter") if isinstance(value, DocumentSpec) else ("exporter", "document")
    start = f"The plugin {candidate.origin!r} provides the {word} {value.name!r}, but"
    hint = f"The {word} is ignored; its authors must rename the option."
    fault = _option_fault(value.options)
    if fault is not None:
        manager.refuse(candidate, f"{start} {fault}.", hint)
        return True
    if isinstance(value, Exporter) and value.takes != "document":
        return False  # it is never used together with a document
    for option in value.options:
        owner = owners.get((other, option.name))
        if owner is not None:
            named = f"the {other} {owner.value.name!r} of the plugin {owner.origin!r}"
            manager.clash(candidate, f"{start} its option {option.name!r} is one of {named} already.", hint)
            return True
    for option in value.options:
        owners.setdefault((word, option.name), candidate)
    return False


def _option_fault(options: Iterable[Option], command: str = "export") -> str | None:
    """Return why the options of one descriptor cannot be used in a command; None if they can."""
    names: set[str] = set()
    for option in options:
        kind: Any = type(option)
        if kind is not Option:
            return f"its option {option!r} is not an Option"
        if option.name in RESERVED[command]:
            return f"its option {option.name!r} is a parameter of {command!r} itself"
        if option.name in names:
            return f"it has two options {option.name!r}"
        names.add(option.name)
    return None
