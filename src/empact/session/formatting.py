"""Format findings, and the sources that they are about, with a formatter."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from empact.analysis import Portfolio, RecordMarking, check_release
from empact.analysis.markings import record_markings
from empact.arguments import check_text, check_type, objects
from empact.diagnostics import Diagnostic, Diagnostics, Severity
from empact.errors import PluginError, UnknownFormatError, run_plugin
from empact.hooks import FormatContext, Formatter
from empact.hooks.lazy import imported_by
from empact.model import FrozenMap, Ledger, Plan
from empact.session.contexts import portfolio_context
from empact.storage.filed import FiledReadings
from empact.storage.reading import Reading, Readings
from empact.storage.records import Records

if TYPE_CHECKING:
    from empact.session.plugins import SessionPlugins, Setup

Formattable = Plan | Portfolio | Reading[Any] | Readings[Any] | Ledger
"""What was checked, or the result of reading it."""
_SOURCES = (Plan, Portfolio, Reading, Readings, Ledger)


def find_formatter(plugins: SessionPlugins, name: str) -> Formatter:
    """Return the formatter with this name.

    Raises:
        UnknownFormatError: There is none; the message suggests the closest.
    """
    check_text("The name of a formatter", name)
    for formatter in plugins.formatters:
        if formatter.name == name:
            return formatter
    raise UnknownFormatError("Formatter", name, [formatter.name for formatter in plugins.formatters])


def format_findings(  # noqa: PLR0913 - each is a separate part of a call
    setup: Setup,
    formatter: Formatter,
    diagnostics: Iterable[Diagnostic],
    sources: Sequence[Formattable],
    as_of: dt.date | None,
    *,
    release: str | None = None,
    **settings: Any,
) -> str:
    """Format findings with a formatter.

    Args:
        setup: The plugins and the configuration.
        formatter: The formatter.
        diagnostics: The findings.
        sources: What was checked: its texts are shown beside the findings.
        as_of: The date of knowledge with which the plans were checked.
        release: The level of the release; None if the findings are not released at a level.
        settings: The other parts of the context of the call.

    Raises:
        ReleaseError: The marking of a plan, or of a record, is above the level.
        PluginError: The formatter stops with an error, or does not return a string.
    """
    for source in sources:
        check_type("Each of sources", "a plan, a portfolio, a reading or a ledger", _SOURCES, source)
    check_type("show", "a Severity or None", (Severity, type(None)), settings["show"])
    several = objects("diagnostics", "a list of findings", Diagnostic, diagnostics)
    findings = diagnostics if isinstance(diagnostics, Diagnostics) else Diagnostics(several)
    context = portfolio_context(setup, Portfolio(tuple(_plans(sources))), Records(), as_of)
    missing = tuple(name for source in sources if isinstance(source, Readings) for name in source.missing)
    ctx = FormatContext(
        context=context,
        plugins=setup.plugins,
        texts=_texts(sources, findings),
        missing=missing,
        unread=_unread(sources),
        records=_records(sources, {plan.id for plan in context.portfolio}),
        tree=functools.partial(_tree, setup.plugins, settings.get("raised_to")),
        **settings,
    )
    if release is not None:
        check_release(ctx.plans, release, on=as_of, records=ctx.records, raised_to=ctx.raised_to)
    what, marking = setup.plugins.named(formatter), ctx.marking  # before the formatter has the plans

    def run() -> str:
        text: object = imported_by(what, formatter.write)(findings, ctx)
        if not isinstance(text, str):
            raise PluginError(f"{what} returns {type(text).__name__} instead of a string.")
        if any(finding.severity >= (ctx.show or Severity.WARNING) for finding in findings):
            _check_marking(what, text, marking)
        return text

    return run_plugin(what, run, PluginError, quoted=marking is None)


def _check_marking(what: str, text: str, marking: str | None) -> None:
    """Raise an error if a text with findings lacks the marking."""
    if marking is None or marking in text:
        return
    from empact.containers.looking import look  # few texts have it across lines, or with escaped letters

    if look(text.encode("utf-8", "surrogatepass")).without(marking, ()):
        raise PluginError(f"{what} omits the marking. Nothing is printed.")


def _tree(plugins: SessionPlugins, raised_to: str | None, result: object) -> dict[str, Any]:
    from empact.session.trees import tree_of  # most formatters need no tree

    return tree_of(plugins, result, raised_to)


def _plans(sources: Iterable[Formattable]) -> Iterator[Plan]:
    """Return the plans of sources."""
    for source in sources:
        if isinstance(source, Portfolio):
            yield from source.plans
        elif isinstance(source, Plan):
            yield source
        else:
            yield from (reading.value for reading in _readings(source) if isinstance(reading.value, Plan))


def _readings(source: Formattable) -> tuple[Reading[Any], ...]:
    if isinstance(source, Readings):
        return source.readings
    return (source,) if isinstance(source, Reading) else ()


def _unread(sources: Iterable[Formattable]) -> tuple[str, ...]:
    """Return the markings of the files that could not be read as plans."""
    return tuple(reading.marking for source in sources for reading in _readings(source) if reading.marking is not None)


def _records(sources: Iterable[Formattable], plans: Collection[str]) -> tuple[RecordMarking, ...]:
    """Return the markings of the records among the sources that are about one of these plans."""
    records: list[Any] = []
    for source in sources:
        if isinstance(source, FiledReadings):
            records += source.filed
        elif isinstance(source, Ledger):
            records += source
        else:
            records += (reading.value for reading in _readings(source))
            records += getattr(source, "given", ())  # operations and KPI registers that were not read from files
    filed = (record for record in records if record is not None and not isinstance(record, Plan))
    return tuple(record for record in record_markings(filed) if not plans or set(record.plans) & set(plans))


def _texts(sources: Sequence[Formattable], findings: Iterable[Diagnostic]) -> FrozenMap[str, str]:
    """Return the texts by file name; those of records without personal data, if a finding is in them.

    Different texts with the same file name are left out, since a report could show the wrong line.
    """
    shown = {place.file for finding in findings for place in (finding.place, *(also.place for also in finding.related))}

    def quotable(file: str, text: str | None) -> tuple[str, str | None]:
        if text is None or file not in shown:
            return file, text
        from empact.grammar.personal_data import without_personal_data  # most findings are about plans

        return file, without_personal_data(text)

    origins = [plan.source for plan in _plans(sources)]
    read = [(origin.file, origin.text) for origin in origins if origin is not None]
    for source in sources:
        filed = source.filed if isinstance(source, FiledReadings) else source if isinstance(source, Ledger) else ()
        of_records = [record.source for record in filed]
        read += [quotable(origin.file, origin.text) for origin in of_records if origin is not None]
        for reading in _readings(source):
            is_plan = isinstance(reading.value, Plan)
            read.append((reading.source, reading.text) if is_plan else quotable(reading.source, reading.text))
    texts: dict[str, str] = {}
    ambiguous: set[str] = set()
    for file, text in read:
        if text is not None and texts.setdefault(file, text) != text:
            ambiguous.add(file)
    return FrozenMap({file: text for file, text in texts.items() if file not in ambiguous})
