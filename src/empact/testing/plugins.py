"""Checks a complete plugin: everything that empact, its users and other plugins expect of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from empact.diagnostics import Severity
from empact.errors import cause_of
from empact.hooks import BundledPlan, Command, DocumentSpec, Exporter, Formatter, Party, Reader, Rule
from empact.hooks.lazy import imported
from empact.hooks.stability import HOOKS
from empact.model import Plan
from empact.testing import documenting, exporting, formatting, reading
from empact.testing.cases import rule_cases
from empact.testing.isolation import Isolated
from empact.testing.running import Runner
from empact.testing.samples import Sample, samples, usual

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_plugin(plugin: object, *, plans: Iterable[Plan] = ()) -> None:
    """Check a complete plugin; see :func:`plugin_problems` for the checks.

    Raises:
        AssertionError: The plugin has problems; the message lists all of them, one per line.
    """
    problems = plugin_problems(plugin, plans=plans)
    if problems:
        raise AssertionError("\n".join(problems))


def plugin_problems(plugin: object, *, plans: Iterable[Plan] = ()) -> tuple[str, ...]:
    """Return all problems of a plugin, as sentences.

    The plugin is loaded in its own session. All its hooks are called, and all code that its descriptors name is
    imported. Its rules, documents, exporters, readers and formatters run with the plan of 2012, with the plugin's own
    plans, with unusual and generated plans, and with ``plans``.

    - The plugin loads, and uses no names that empact already uses. Its hooks are spelt as in the list of hooks, marked
      with ``@hookimpl``, take no arguments, and return lists of the right descriptors.
    - Names are lower-case words joined by hyphens; the codes of all its rules start with the same letters.
    - A rule has a page, and a case that passes. It checks any plan, reports the same findings each time and in any
      order of the plans, and does not use the clock, files, the network, processes or random numbers.
    - A document has the marking of its plan, and rows with keys that do not depend on the order of the actions; it can
      be pickled, and uses nothing but its arguments.
    - An exporter writes files with safe names and the same bytes each time; each text file contains the plan's marking.
      If it takes documents, it writes all of their texts, and escapes control characters.
    - A reader reports what is wrong with any bytes, and where, and raises no exception other than Unreadable.
    - A formatter returns a text that contains the marking and has no control characters.
    - A bundled plan has no errors.
    """
    alone = Isolated(plugin)
    reported = [f"{p.message.rstrip('.')}. {p.hint or ''}".rstrip() for p in alone.session.plugins.diagnostics]
    if not alone.loaded:
        return tuple(reported or [f"The plugin {alone.name!r} is not loaded: {alone.info.why}."])
    found = [*_names(alone), *_lazy(alone), *_rules(alone, plans), *_formats(alone, plans), *_bundled(alone)]
    return tuple(dict.fromkeys([*reported, *found]))


def _names(alone: Isolated) -> Iterator[str]:
    for hook in HOOKS:
        if hook.descriptor in {Rule, Party}:  # a rule checks its name when it is made, a party has a proper name
            continue
        for descriptor in alone.provided(hook.descriptor):
            if not _NAME.fullmatch(descriptor.name):
                name = f"The {hook.descriptor.__name__} name {descriptor.name!r}"
                yield f"{name} has to consist of lower-case words joined by hyphens."
    prefixes = dict.fromkeys(rule.prefix for rule in alone.provided(Rule))
    if len(prefixes) > 1:
        yield f"The codes of the rules start with different letters: {', '.join(prefixes)}."


def _code(alone: Isolated) -> Iterator[tuple[str, str, type[click.Command] | None]]:
    """Return the code that descriptors name: what it belongs to, its name, and the class that it must have, if any."""
    for reader in alone.provided(Reader):
        yield f"the reader {reader.name!r}", reader.read, None
    for exporter in alone.provided(Exporter):
        yield f"the exporter {exporter.name!r}", exporter.write, None
    for document in alone.provided(DocumentSpec):
        yield f"the document {document.name!r}", document.build, None
    for formatter in alone.provided(Formatter):
        yield f"the formatter {formatter.name!r}", formatter.write, None
    for command in alone.provided(Command):
        yield f"the command {command.name!r}", command.command, click.Command


def _lazy(alone: Isolated) -> Iterator[str]:
    for what, name, cls in _code(alone):
        try:
            code = imported(name)
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - a module may raise anything when it is imported
            yield f"The code {name!r} of {what} cannot be imported: {cause_of(crash)}"
            continue
        if cls is not None and not isinstance(code, cls):
            yield f"The code {name!r} of {what} has to be a click command, but has the type {type(code).__name__}."
        elif not callable(code):
            yield f"The code {name!r} of {what} has to be a function, but has the type {type(code).__name__}."


def _is_there(name: str) -> bool:
    """Whether named code can be called; if not, :func:`_lazy` reports it."""
    try:
        return callable(imported(name))
    except (Exception, SystemExit):  # noqa: BLE001 - as above
        return False


def _own_samples(alone: Isolated, plans: Iterable[Plan]) -> Iterator[Sample]:
    for bundled in alone.provided(BundledPlan):
        try:
            plan = alone.session.read(bundled.name).value
        except Exception:  # noqa: BLE001, S112 - reported by _bundled
            continue
        if plan is not None:
            yield Sample(f"the plan {bundled.name!r}", plan, odd=False)
    yield from (Sample(f"the given plan {plan.id!r}", plan) for plan in plans)


def _rules(alone: Isolated, plans: Iterable[Plan]) -> Iterator[str]:
    cases = rule_cases(alone.plugin) if alone.provided(Rule) else []
    tried = [*samples(), *_own_samples(alone, plans)] if cases else []
    runner = Runner(alone.name, alone.session.register)
    for case in cases:
        yield from case.problems()
        own = [Sample(f"the {which} plan of {case.id}", plan) for which, plan in case.plans().items()]
        yield from runner.problems(case.rule, [*tried, *own])


def _formats(alone: Isolated, plans: Iterable[Plan]) -> Iterator[str]:
    session, tried = alone.session, [*samples(), *_own_samples(alone, plans)]
    for document in alone.provided(DocumentSpec):
        if not _is_there(document.build):
            continue
        yield from documenting.builds(document, session, tried)
        yield from documenting.takes_what_it_declares(document)
        yield from documenting.names_its_parts(document, session, tried)
        yield from documenting.keeps_its_keys(document, session, tried)
        yield from documenting.names_are_in_no_language(document, session, tried)
        yield from documenting.draws_what_its_tables_have(document, session, tried)
        yield from documenting.carries_the_marking(document, session, tried)
        yield from documenting.is_the_same_again(document, session, tried)
        yield from documenting.can_be_pickled(document, session, tried)
    readers = {reader.name for reader in alone.provided(Reader)}
    for exporter in alone.provided(Exporter):
        if not _is_there(exporter.write):
            continue
        yield from exporting.makes_files(exporter, session, tried)
        yield from exporting.names_files_safely(exporter, session, tried)
        yield from exporting.makes_the_same_again(exporter, session, tried)
        yield from exporting.carries_the_marking(exporter, session, tried)
        yield from exporting.writes_every_text(exporter, session, tried)
        yield from exporting.commands_no_terminal(exporter, session, tried)
        yield from exporting.runs_no_text(exporter, session, tried)
        if exporter.name in readers and exporter.takes == "plan":
            yield from exporting.loses_nothing(exporter, session, tried)
    for reader in alone.provided(Reader):
        yield from reading.names_suffixes(reader)
        if not _is_there(reader.read):
            continue
        files = reading.broken(reader.name, reading.written(session, reader.name, usual()))
        yield from reading.raises_only_unreadable(reader, files)
        yield from reading.reports_places(reader, files)
        yield from reading.reads_the_same_again(reader, files)
        yield from reading.returns_picklable_places(reader, files)
    for formatter in alone.provided(Formatter):
        if not _is_there(formatter.write):
            continue
        yield from formatting.makes_text(session, formatter)
        yield from formatting.makes_the_same_again(session, formatter)
        yield from formatting.carries_the_marking(session, formatter)
        yield from formatting.commands_no_terminal(session, formatter)


def _bundled(alone: Isolated) -> Iterator[str]:
    for bundled in alone.provided(BundledPlan):
        try:
            problems = alone.session.read(bundled.name).diagnostics
        except Exception as crash:  # noqa: BLE001 - any failure is a problem to report
            yield f"The bundled plan {bundled.name!r} cannot be read: {cause_of(crash)}"
            continue
        errors = (problem for problem in problems if problem.severity is Severity.ERROR)
        yield from (f"The bundled plan {bundled.name!r} has an error: {each.place}: {each.message}" for each in errors)
