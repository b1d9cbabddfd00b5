"""Checks a complete plugin: everything that empact, its users and other plugins expect of it."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from empact.hooks import (
    BundledPlan,
    Command,
    DocumentSpec,
    Exporter,
    Extension,
    Formatter,
    Party,
    Profile,
    Reader,
    Rule,
)
from empact.hooks.specs import hook_of
from empact.model import Plan
from empact.testing import commanding, documenting, exporting, formatting, reading
from empact.testing.cases import rule_cases
from empact.testing.isolation import Isolated
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, problems_of
from empact.testing.providing import EXTENSION_LAWS, PARTY_LAWS, PROFILE_LAWS, bundled_problems
from empact.testing.repeating import Repetition, of_descriptor, of_rules, order_of, tested_of
from empact.testing.running import Runner
from empact.testing.samples import Sample, samples, with_data
from empact.testing.surroundings import kept

importlib.import_module("hypothesis")  # without it, the name says what to install, and no check stops half-way


def check_plugin(
    plugin: object, *, plans: Iterable[Plan] = (), files: Mapping[str, Iterable[bytes]] | None = None
) -> None:
    """Check a complete plugin; see :func:`plugin_problems` for the checks.

    >>> import oap_c_2012
    >>> from empact.testing import check_plugin
    >>> check_plugin(oap_c_2012)

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
      with ``@hookimpl``, take no arguments, and return lists of the right descriptors, the same ones each time.
    - Names are lower-case words joined by hyphens; the codes of all its rules start with the same letters.
    - Code prints nothing, and changes neither the plan, nor its context, nor what all code of the process shares.
    - A second process with another hash seed gets the same results, if it can import the plugin by its name.
    - A rule has a page, and a case that passes. It checks any plan, reports the same findings each time and in any
      order of the plans, each once and at a place that the plan has, and does not use the clock, files, the
      environment, the network, processes or random numbers.
    - A document has the marking of its plan, and rows with keys that depend neither on the order nor on the number of
      the actions; it has titles, shows what is withheld, can be pickled, and uses nothing but its arguments.
    - An exporter writes files with safe names and the same bytes each time; each page of each file contains the plan's
      marking. If it takes documents, it writes all of their texts, and escapes control characters.
    - A reader returns a plan for a file that contains one, and knows where its values are. It reports what is wrong
      with any bytes, and where, and raises no exception other than Unreadable.
    - A formatter returns a text that contains the marking and all findings, and has no control characters.
    - A command has help, ends with the exit code 0, 1 or 2, and prints the marking with texts of the plan.
    - The data of an extension are the same after they are written and read. A party has a source, and its names can be
      written in a cell. A profile names known rules.
    - A bundled plan is read without a problem, and no other plan has its id.

    >>> import oap_c_2012
    >>> from empact.testing import plugin_problems
    >>> plugin_problems(oap_c_2012)
    ()

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
    with kept():  # what a plugin changes is put back, and what it prints is reported and not printed again
        return tuple(dict.fromkeys([*reported, *_problems(alone, plans, files or {})]))


def _problems(alone: Isolated, plans: Iterable[Plan], files: Mapping[str, Iterable[bytes]]) -> Iterator[str]:
    """Yield the problems of a plugin that is loaded; its code also runs in a second process meanwhile."""
    given = {name: tuple(data) for name, data in files.items()}
    tried, runner = _tried(alone, plans), Runner(alone.name, alone.session.register)
    with contextlib.closing(Repetition(alone.plugin, tried, given)) as second:
        answers = order_of(alone)
        yield from _hooks(alone)
        yield from _prefixes(alone)
        yield from _rules(alone, runner, tried)
        for tested in tested_of(alone, tried, given, generated=True):
            laws = next(laws for kind, laws in _LAWS.items() if isinstance(tested.descriptor, kind))
            problems = list(problems_of(tested, laws))
            yield from problems
            if not its_code_can_be_called(tested):
                with contextlib.suppress(Exception):  # a plan that was changed; that is reported
                    answers |= of_descriptor(tested)
        yield from _values(alone, tried)
        yield from bundled_problems(alone.provided(BundledPlan), alone.session)
        answers |= of_rules(alone, runner, tried)
        yield from second.problems(answers)


_LAWS: Mapping[type[Any], Sequence[Law[Any]]] = {
    DocumentSpec: documenting.LAWS,
    Exporter: exporting.LAWS,
    Reader: reading.LAWS,
    Formatter: formatting.LAWS,
    Command: commanding.LAWS,
}


def _hooks(alone: Isolated) -> Iterator[str]:
    """Yield what is wrong with the hooks themselves: they answer the same each time, and print nothing."""
    with kept() as changes:
        again = Isolated(alone.plugin)
        for kind in _PROVIDED:
            if alone.provided(kind) != again.provided(kind):
                hook = hook_of(kind)
                yield f"The plugin {alone.name!r} provides something else at {hook} the second time: return a tuple."
    yield from (f"A hook of the plugin {alone.name!r} {change}; it may only return descriptors." for change in changes)


_PROVIDED: tuple[type[Any], ...] = (*_LAWS, Rule, Profile, BundledPlan, Extension, Party)


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
    yield from with_data(cast("Sequence[Extension[Any]]", alone.provided(Extension)))
    yield from (Sample(f"the given plan {plan.id!r}", plan) for plan in plans)


def _tried(alone: Isolated, plans: Iterable[Plan]) -> tuple[Sample, ...]:
    """Return the plans that a plugin is tried with: those of the kit, and its own."""
    own = tuple(_own_samples(alone, plans))
    for sample in own:
        sample.keep()
    return (*samples(), *own)


def _rules(alone: Isolated, runner: Runner, tried: Sequence[Sample]) -> Iterator[str]:
    for case in rule_cases(alone.plugin) if alone.provided(Rule) else ():
        with kept():  # so that the first run below is the first one that can change anything
            problems = case.problems()
        yield from problems
        own = [Sample(f"the {which} plan of {case.id}", plan) for which, plan in case.plans().items()]
        for sample in own:
            sample.keep()
        yield from runner.problems(case.rule, [*tried, *own])


def _values(alone: Isolated, tried: Sequence[Sample]) -> Iterator[str]:
    """Yield the problems of the descriptors that name no code."""
    for kind, laws in _VALUE_LAWS.items():
        for descriptor in alone.provided(kind):
            yield from problems_of(Tested(descriptor, alone.session, tried), laws)


_VALUE_LAWS: Mapping[type[Any], Sequence[Law[Any]]] = {
    Extension: EXTENSION_LAWS,
    Party: PARTY_LAWS,
    Profile: PROFILE_LAWS,
    BundledPlan: (its_name_is_lower_case,),
}
