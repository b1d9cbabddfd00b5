"""Validate plans: select the rules, run them, and apply the waivers of the configuration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from empact.config import Config
from empact.diagnostics import PLUGIN_CLASH, PLUGIN_FAILED, Diagnostic, Diagnostics
from empact.errors import UnknownIdError
from empact.model import Answers
from empact.session.contexts import recorded, settings
from empact.session.selecting import RuleSelection, combine, unknown_words
from empact.storage.records import Records
from empact.validation.contexts import ValidationContext
from empact.validation.engine import run
from empact.validation.waivers import unused, waive

if TYPE_CHECKING:
    from empact.analysis import Portfolio
    from empact.session.plugins import Setup


def validate(  # noqa: PLR0913, PLR0917 - each is a different input of a validation
    setup: Setup,
    portfolio: Portfolio,
    asked: RuleSelection,
    profile: str | None,
    records: Records,
    as_of: dt.date | None,
    progress: Callable[[int, int], object] | None,
) -> Diagnostics:
    """Check plans together; return the findings, and the problems of files, answers, configuration and plugins.

    Args:
        setup: The rules, the configuration and the file of answers.
        portfolio: The plans.
        asked: The rules that the call selects.
        profile: The profile that the call names.
        records: What is recorded about the plans.
        as_of: The date of knowledge.
        progress: What is called after each step, with the number of steps that are done and of all.

    Raises:
        UnknownIdError: A selector matches no rule, or no plugin provides the profile.
        ConfigError: A selector names a built-in code, or the configured file of answers does not exist.
    """
    rules, config = setup.plugins.rules, setup.config or Config()
    asked.check(rules)
    layers = [*_profile(setup, profile), RuleSelection.of(config).known(rules), asked]
    selected = combine(rules, layers)
    answers = setup.workspace.read_answers(portfolio)
    context = ValidationContext(
        portfolio=portfolio,
        answers=Answers() if answers is None or answers.value is None else answers.value,
        **recorded(records),
        **settings(setup, as_of),
    )
    reported = run(context, selected, progress)
    findings = waive(reported, config.waive, as_of=as_of, file=config.source)
    idle = unused(config.waive, reported, portfolio, selected, file=config.source)
    unknown = unknown_words(config, rules, (available.name for available in setup.plugins.profiles))
    of_answers = Diagnostics((*(() if answers is None else answers.diagnostics), *context.overlapping.idle()))
    ids = [plan.id for plan in portfolio.plans]
    return records.problems(ids) + findings + idle + of_answers + unknown + _summary(setup.plugins.diagnostics)


def _summary(problems: Diagnostics) -> Iterator[Diagnostic]:
    """Return the problems of plugins: all faults as one finding, since the user of a plan cannot correct them."""
    faults = [problem for problem in problems if problem.kind in {PLUGIN_FAILED, PLUGIN_CLASH}]
    yield from (problem for problem in problems if problem.kind not in {PLUGIN_FAILED, PLUGIN_CLASH})
    if faults:
        names = ", ".join(map(repr, dict.fromkeys(fault.origin for fault in faults)))
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        message = f"Plugins have {number}: {names}."
        yield Diagnostic(kind=PLUGIN_FAILED, message=message, hint="Run 'empact plugins' to list them.")


def _profile(setup: Setup, name: str | None) -> list[RuleSelection]:
    """Return the selection of the profile that a call or the configuration names.

    Raises:
        UnknownIdError: The call names a profile that no plugin provides.
    """
    profiles = {profile.name: profile for profile in setup.plugins.profiles}
    if name is not None and name not in profiles:
        raise UnknownIdError("Profile", name, profiles)
    wanted = name or (setup.config.profile if setup.config is not None else None)
    return [RuleSelection.of(profiles[wanted]).known(setup.plugins.rules)] if wanted in profiles else []
