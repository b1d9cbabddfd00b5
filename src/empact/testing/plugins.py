"""Checks a complete plugin: everything that empact, its users and other plugins expect of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from empact.diagnostics import Severity
from empact.errors import cause_of
from empact.hooks import BundledPlan, Command, DocumentSpec, Exporter, Extension, Formatter, Profile, Reader, Rule
from empact.model import Plan
from empact.testing import documenting, exporting, formatting, reading
from empact.testing.cases import rule_cases
from empact.testing.isolation import Isolated
from empact.testing.laws import Tested, its_code_can_be_called, its_name_is_lower_case, problems_of
from empact.testing.running import Runner
from empact.testing.samples import Sample, samples, usual


def check_plugin(
    plugin: object, *, plans: Iterable[Plan] = (), files: Mapping[str, Iterable[bytes]] | None = None
) -> None:
    """Check a complete plugin; see :func:`plugin_problems` for the checks.

    Raises:
        AssertionError: The plugin has problems; the message lists all of them, one per line.
    """
    problems = plugin_problems(plugin, plans=plans, files=files)
    if problems:
        raise AssertionError("\n".join(problems))


def plugin_problems(
    plugin: object, *, plans: Iterable[Plan] = (), files: Mapping[str, Iterable[bytes]] | None = None
) -> tuple[str, ...]:
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
    - A reader returns a plan for a file that contains one. It reports what is wrong with any bytes, and where, and
      raises no exception other than Unreadable.
    - A formatter returns a text that contains the marking and has no control characters.
    - A bundled plan has no errors.

    Args:
        plugin: A module, or another object with hook implementations.
        plans: More plans to try its rules, documents and exporters with.
        files: Files with a plan, by the name of their reader. A reader is also tried with the files of the exporter of
            the same name; if there is none, it needs files here.
    """
    alone = Isolated(plugin)
    reported = [
        f"{diagnostic.message.rstrip('.')}. {diagnostic.hint or ''}".rstrip()
        for diagnostic in alone.session.plugins.diagnostics
    ]
    if not alone.loaded:
        return tuple(reported or [f"The plugin {alone.name!r} is not loaded: {alone.info.why}."])
    problems = (_prefixes(alone), _rules(alone, plans), _descriptors(alone, plans, files or {}), _bundled(alone))
    sentences = (problem for several in problems for problem in several)
    return tuple(dict.fromkeys([*reported, *sentences]))


def _prefixes(alone: Isolated) -> Iterator[str]:
    prefixes = dict.fromkeys(rule.prefix for rule in alone.provided(Rule))
    if len(prefixes) > 1:
        yield f"The codes of the rules start with different letters: {', '.join(prefixes)}."


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


def _descriptors(alone: Isolated, plans: Iterable[Plan], files: Mapping[str, Iterable[bytes]]) -> Iterator[str]:
    """Yield the problems of all descriptors but rules, by the laws of their kinds."""
    session, tried = alone.session, (*samples(), *_own_samples(alone, plans))
    for document in alone.provided(DocumentSpec):
        yield from problems_of(Tested(document, session, tried), documenting.LAWS)
    for exporter in alone.provided(Exporter):
        yield from problems_of(Tested(exporter, session, tried), exporting.LAWS)
    for reader in alone.provided(Reader):
        complete = (*reading.written(session, reader.name, usual()), *files.get(reader.name, ()))
        yield from problems_of(Tested(reader, session, complete=complete), reading.LAWS)
    for formatter in alone.provided(Formatter):
        yield from problems_of(Tested(formatter, session), formatting.LAWS)
    for command in alone.provided(Command):
        yield from problems_of(Tested(command, session), (its_name_is_lower_case, its_code_can_be_called))
    others = cast("tuple[type[Any], ...]", (Profile, BundledPlan, Extension))
    for named in (descriptor for kind in others for descriptor in alone.provided(kind)):
        yield from its_name_is_lower_case(Tested(named, session))


def _bundled(alone: Isolated) -> Iterator[str]:
    for bundled in alone.provided(BundledPlan):
        try:
            problems = alone.session.read(bundled.name).diagnostics
        except Exception as crash:  # noqa: BLE001 - any failure is a problem to report
            yield f"The bundled plan {bundled.name!r} cannot be read: {cause_of(crash)}"
            continue
        errors = (problem for problem in problems if problem.severity is Severity.ERROR)
        yield from (
            f"The bundled plan {bundled.name!r} has an error: {error.place}: {error.message}" for error in errors
        )
