"""Validate plans: select the rules, run them, and apply the waivers of the configuration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_text, check_type, wrong_type
from empact.config import Config
from empact.diagnostics import (
    PLUGIN_CLASH,
    PLUGIN_FAILED,
    UNKNOWN_NAME,
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
    did_you_mean,
)
from empact.errors import UnknownIdError
from empact.model import Answers
from empact.session.contexts import recorded, settings
from empact.storage.records import Records
from empact.validation import Provided, Rule, select_rules
from empact.validation.contexts import ValidationContext
from empact.validation.engine import run
from empact.validation.profiles import as_severities
from empact.validation.selectors import as_selectors, check_selectors, known_selectors, names_a_rule, overridden
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis import Portfolio
    from empact.config import Config
    from empact.hooks import Profile
    from empact.session.plugins import Setup
    from empact.validation.workers import Workers


@value(kw_only=True)
class RuleSelection:
    """The rules that one layer selects and ignores: a profile, the configuration or the arguments of a call."""

    select: tuple[str, ...] = ()
    """The selectors of the rules to run; empty if the layer does not restrict them."""
    ignore: tuple[str, ...] = ()
    """The selectors of the rules to leave out."""
    severity: Mapping[str, Severity] = attrs.field(factory=dict[str, Severity])
    """The severities of findings, by selector."""

    @classmethod
    def of(cls, layer: Config | Profile) -> RuleSelection:
        """Return the selection of a configuration or a profile."""
        return cls(select=layer.select, ignore=layer.ignore, severity=layer.severity)

    @classmethod
    def of_call(
        cls, select: str | Sequence[str], ignore: str | Sequence[str], severity: Mapping[str, Severity | str]
    ) -> RuleSelection:
        """Return the selection of the arguments of a call."""
        return cls(select=as_selectors(select), ignore=as_selectors(ignore), severity=as_severities(severity))

    def known(self, rules: Sequence[Provided[Rule]]) -> RuleSelection:
        """Return the selection without selectors that match no rule: a plugin may not be installed here."""
        return RuleSelection(
            select=tuple(selector for selector in self.select if names_a_rule(selector, rules)),
            ignore=tuple(selector for selector in self.ignore if names_a_rule(selector, rules)),
            severity={selector: value for selector, value in self.severity.items() if names_a_rule(selector, rules)},
        )

    def check(self, rules: Sequence[Provided[Rule]]) -> None:
        """Check that every selector matches a rule.

        Raises:
            UnknownIdError: A selector matches no rule.
            ConfigError: A selector names a built-in code, which is always reported.
        """
        check_selectors((*self.select, *self.ignore, *self.severity), rules)


def rules_about(rules: Sequence[Provided[Rule]], records: str) -> RuleSelection:
    """Return the selection of the rules about a kind of record: ``reports`` or ``ledger``."""
    about = tuple(provided.value.code for provided in rules if records in provided.value.about)
    # A selection of nothing selects all rules.
    return RuleSelection(select=about, ignore=() if about else tuple(provided.value.code for provided in rules))


def find_rule(rules: Iterable[Provided[Rule]], word: str) -> Provided[Rule]:
    """Return the rule with this code or name.

    Raises:
        UnknownIdError: No rule has it; the message suggests the closest.
    """
    check_text("The code or name of a rule", word)
    words = {word: provided for provided in rules for word in (provided.value.code, provided.value.name)}
    try:
        return words[word]
    except KeyError:
        raise UnknownIdError("Rule", word, words) from None


def combine(rules: Sequence[Provided[Rule]], layers: Iterable[RuleSelection]) -> list[Provided[Rule]]:
    """Return the rules to run, with their severities. Each layer builds on the one before it.

    A layer with ``select`` replaces the rules selected before; a layer with only ``ignore`` removes rules from them.
    If several layers set the severity of a rule, the last one applies.
    """
    selected = list(rules)
    severities: dict[str, Severity] = {}
    for layer in layers:
        selected = select_rules(rules, layer.select, layer.ignore, base=selected)
        severities.update(overridden(rules, layer.severity))
    return [_with_severity(provided, severities.get(provided.value.code)) for provided in selected]


def _with_severity(provided: Provided[Rule], severity: Severity | None) -> Provided[Rule]:
    """Return the rule with another severity for its findings."""
    if severity is None:
        return provided
    return attrs.evolve(provided, value=attrs.evolve(provided.value, severity=severity))


def unknown_words(config: Config, rules: Sequence[Provided[Rule]], profiles: Iterable[str]) -> Diagnostics:
    """Report the selectors, waived rules and profile of a configuration that no plugin provides."""
    return Diagnostics(_unknown(config, rules, list(profiles)))


def _unknown(config: Config, rules: Sequence[Provided[Rule]], profiles: list[str]) -> Iterator[Diagnostic]:
    selectors = dict.fromkeys((*config.select, *config.ignore, *config.severity))
    exact = [word for provided in rules for word in (provided.value.code, provided.value.name)]
    unknown = [("rule", word, known_selectors(rules)) for word in selectors if not names_a_rule(word, rules)]
    unknown += [("rule", waiver.rule, exact) for waiver in config.waive if waiver.rule not in exact]
    if config.profile is not None and config.profile not in profiles:
        unknown.append(("profile", config.profile, profiles))
    for what, word, known in unknown:
        close = did_you_mean(word, known)
        yield Diagnostic(
            kind=UNKNOWN_NAME,
            message=f"The configuration names the {what} {word!r}, but no plugin provides it.",
            place=Place(file=config.source),
            hint=f"Did you mean {close!r}?" if close else None,
        )
    if config.rules:
        from empact.session.rule_settings import unknown_rules  # few projects set options

        yield from unknown_rules(config, rules)


def _with_settings(rules: Sequence[Provided[Rule]], config: Config) -> Sequence[Provided[Rule]]:
    from empact.session.rule_settings import with_settings  # few projects set options

    return with_settings(rules, config)


def validate(  # noqa: PLR0913, PLR0917 - each is a different input of a validation
    setup: Setup,
    portfolio: Portfolio,
    asked: RuleSelection,
    profile: str | None,
    records: Records,
    as_of: dt.date | None,
    progress: Callable[[int, int], object] | None,
    workers: Workers | None = None,
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
        workers: What runs the rules about one plan; None to run them here.

    Raises:
        ExecutorError: A worker cannot check its plans.
        UnknownIdError: A selector matches no rule, or no plugin provides the profile.
        ConfigError: A selector names a built-in code, the configuration sets an option that a rule does not have or
            allow, or the configured file of answers does not exist.
    """
    config = setup.config or Config()
    rules = _with_settings(setup.plugins.rules, config) if config.rules else setup.plugins.rules
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
    if progress is not None and not callable(progress):
        raise wrong_type("progress", "a function of two numbers, or None", progress)
    reported = run(context, selected, progress, workers)
    findings, idle = reported, Diagnostics()
    if config.waive:
        from empact.validation.waivers import unused, waive  # most projects have none

        findings = waive(reported, config.waive, as_of=as_of, file=config.source)
        idle = Diagnostics(unused(config.waive, reported, portfolio, selected, file=config.source))
    filed = (reading.filed for reading in (records.reports, records.ledger) if reading is not None)
    findings = _masked(findings, {f"{each.content.plan}:{each.id}" for several in filed for each in several})
    unknown = unknown_words(config, rules, (available.name for available in setup.plugins.profiles))
    of_answers = Diagnostics((*(() if answers is None else answers.diagnostics), *context.overlapping.idle()))
    ids = [plan.id for plan in portfolio.plans]
    return records.problems(ids) + findings + idle + of_answers + unknown + _summary(setup.plugins.diagnostics)


def _masked(findings: Diagnostics, records: Collection[str]) -> Diagnostics:
    """Return findings of which those about reports and entries repeat no personal data: they quote what is written."""
    if not any(finding.place.subject in records for finding in findings):
        return findings
    from empact.grammar.personal_data import masked  # most plans have no findings about records

    return Diagnostics(masked(finding) if finding.place.subject in records else finding for finding in findings)


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
    check_type("The profile", "a text or None", (str, type(None)), name)
    profiles = {profile.name: profile for profile in setup.plugins.profiles}
    if name is not None and name not in profiles:
        raise UnknownIdError("Profile", name, profiles)
    wanted = name or (setup.config.profile if setup.config is not None else None)
    return [RuleSelection.of(profiles[wanted]).known(setup.plugins.rules)] if wanted in profiles else []
