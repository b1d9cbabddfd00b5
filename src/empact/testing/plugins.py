"""Checks a plugin as a whole: everything that empact, its users and other plugins may expect of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click

from empact.diagnostics import Severity
from empact.errors import cause_of
from empact.hooks import BundledPlan, Command, Exporter, Extension, Formatter, Profile, Reader, Rule
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.testing import exporting, formatting, reading
from empact.testing.cases import rule_cases
from empact.testing.isolation import Isolated
from empact.testing.running import Runner
from empact.testing.samples import Sample, samples, usual

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_plugin(plugin: object, *, plans: Iterable[Plan] = ()) -> None:
    """Fail with everything that is wrong with a plugin, a line each; see :func:`plugin_problems`."""
    problems = plugin_problems(plugin, plans=plans)
    if problems:
        raise AssertionError("\n".join(problems))


def plugin_problems(plugin: object, *, plans: Iterable[Plan] = ()) -> tuple[str, ...]:
    """Everything that is wrong with a plugin, a sentence each.

    It is loaded in a session of its own, and asked at every hook. Its code is imported where it is named lazily. Its
    rules, exporters, readers and formatters are run on the plan of 2012, on the plugin's own plans, on odd ones, on
    drawn ones, and on further ``plans``.

    - It loads, answers every hook with what the hook asks for, and brings nothing that empact brings already.
    - Names are lower-case words joined by hyphens; the codes of its rules begin with the same letters.
    - A rule has a page and a case that holds. It takes any plan, finds the same each time and in whatever order plans
      stand, and uses no clock, file, network, process or chance.
    - An exporter makes files with safe names and the same bytes each time, and each text carries the plan's marking.
    - A reader tells what is wrong with any bytes, and where, and never stops with another exception than Unreadable.
    - A formatter makes a text that carries the marking and commands no terminal.
    - A bundled plan reads without an error.
    """
    alone = Isolated(plugin)
    told = [f"{one.message} {one.hint or ''}".rstrip() for one in alone.session.plugin_diagnostics]
    if not alone.loaded:
        return tuple(told or [f"The plugin {alone.name!r} is not loaded: {alone.info.why}."])
    found = [*told, *_names(alone), *_lazy(alone), *_rules(alone, plans), *_formats(alone, plans), *_bundled(alone)]
    return tuple(dict.fromkeys(found))


def _names(alone: Isolated) -> Iterator[str]:
    kinds: dict[str, type[Any]] = {
        "empact_readers": Reader,
        "empact_exporters": Exporter,
        "empact_formatters": Formatter,
        "empact_profiles": Profile,
        "empact_commands": Command,
        "empact_plans": BundledPlan,
        "empact_extensions": Extension,
    }
    for hook, kind in kinds.items():
        for one in alone.offers(hook, kind):
            if not _NAME.fullmatch(one.name):
                yield f"The name {one.name!r} of a {kind.__name__} is not lower-case words joined by hyphens."
    prefixes = dict.fromkeys(rule.prefix for rule in alone.offers("empact_rules", Rule))
    if len(prefixes) > 1:
        yield f"The codes of the rules begin with different letters: {', '.join(prefixes)}."


def _code(alone: Isolated) -> Iterator[tuple[str, str, type[click.Command] | None]]:
    """The code that descriptors name: of what, its name, and the class that it is to be of, if any."""
    for reader in alone.offers("empact_readers", Reader):
        yield f"the reader {reader.name!r}", reader.read, None
    for exporter in alone.offers("empact_exporters", Exporter):
        yield f"the exporter {exporter.name!r}", exporter.write, None
    for formatter in alone.offers("empact_formatters", Formatter):
        yield f"the formatter {formatter.name!r}", formatter.write, None
    for command in alone.offers("empact_commands", Command):
        yield f"the command {command.name!r}", command.command, click.Command


def _lazy(alone: Isolated) -> Iterator[str]:
    for what, name, cls in _code(alone):
        try:
            code = imported(name)
        except (Exception, SystemExit) as crash:  # noqa: BLE001 - a module may raise anything where it is imported
            yield f"The code {name!r} of {what} cannot be imported: {cause_of(crash)}"
            continue
        if cls is not None and not isinstance(code, cls):
            yield f"The code {name!r} of {what} is a {type(code).__name__} and no click command."
        elif not callable(code):
            yield f"The code {name!r} of {what} is a {type(code).__name__} and no function."


def _is_there(name: str) -> bool:
    """Whether lazily named code can be run; where it cannot, that is told once."""
    try:
        return callable(imported(name))
    except (Exception, SystemExit):  # noqa: BLE001 - as above
        return False


def _own_samples(alone: Isolated, plans: Iterable[Plan]) -> Iterator[Sample]:
    for bundled in alone.offers("empact_plans", BundledPlan):
        try:
            plan = alone.session.read(bundled.name).value
        except Exception:  # noqa: BLE001, S112 - told where the bundled plans are
            continue
        if plan is not None:
            yield Sample(f"the plan {bundled.name!r}", plan, odd=False)
    yield from (Sample(f"the given plan {plan.id!r}", plan) for plan in plans)


def _rules(alone: Isolated, plans: Iterable[Plan]) -> Iterator[str]:
    cases = rule_cases(alone.plugin) if alone.offers("empact_rules", Rule) else []
    tried = [*samples(), *_own_samples(alone, plans)] if cases else []
    runner = Runner(alone.name, alone.session.register)
    for case in cases:
        yield from case.problems()
        own = [Sample(f"the {which} plan of {case.id}", plan) for which, plan in case.plans().items()]
        yield from runner.problems(case.rule, [*tried, *own])


def _formats(alone: Isolated, plans: Iterable[Plan]) -> Iterator[str]:
    session, tried = alone.session, [*samples(), *_own_samples(alone, plans)]
    readers = {reader.name for reader in alone.offers("empact_readers", Reader)}
    for exporter in alone.offers("empact_exporters", Exporter):
        if not _is_there(exporter.write):
            continue
        yield from exporting.makes_files(exporter, session, tried)
        yield from exporting.names_files_safely(exporter, session, tried)
        yield from exporting.makes_the_same_again(exporter, session, tried)
        yield from exporting.carries_the_marking(exporter, session, tried)
        if exporter.name in readers:
            yield from exporting.loses_nothing(exporter, session, tried)
    for reader in alone.offers("empact_readers", Reader):
        yield from reading.names_suffixes(reader)
        if not _is_there(reader.read):
            continue
        files = reading.broken(reader.name, reading.written(session, reader.name, usual()))
        yield from reading.gives_up_only_as_told(reader, files)
        yield from reading.tells_the_place(reader, files)
        yield from reading.reads_the_same_again(reader, files)
        yield from reading.gives_places_that_travel(reader, files)
    for formatter in alone.offers("empact_formatters", Formatter):
        if not _is_there(formatter.write):
            continue
        yield from formatting.makes_text(session, formatter)
        yield from formatting.makes_the_same_again(session, formatter)
        yield from formatting.carries_the_marking(session, formatter)
        yield from formatting.commands_no_terminal(session, formatter)


def _bundled(alone: Isolated) -> Iterator[str]:
    for bundled in alone.offers("empact_plans", BundledPlan):
        try:
            told = alone.session.read(bundled.name).diagnostics
        except Exception as crash:  # noqa: BLE001 - whatever stops it is told
            yield f"The bundled plan {bundled.name!r} cannot be read: {cause_of(crash)}"
            continue
        errors = (one for one in told if one.severity is Severity.ERROR)
        yield from (f"The bundled plan {bundled.name!r} does not read: {one.place}: {one.message}" for one in errors)
