"""The rules that a run selects, and their severities: what the configuration, a profile and the call say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.config import Config
from empact.diagnostics import UNKNOWN_NAME, Diagnostic, Diagnostics, Place, Severity, did_you_mean
from empact.hooks import Profile
from empact.validation import Provided, Rule, chosen
from empact.validation.selectors import as_selectors, check_selectors, known_selectors, names_a_rule, overridden

DISABLE = "EMPACT_DISABLE"
"""The environment variable with the names of plugins that are not to be loaded, separated by commas."""


def disabled(names: str | Iterable[str], config: Config | None, environment: Mapping[str, str]) -> dict[str, str]:
    """The plugins that are not to be loaded, each with who wants that."""
    words = {name.strip(): DISABLE for name in environment.get(DISABLE, "").split(",") if name.strip()}
    if config is not None:
        words.update(dict.fromkeys(config.disable, config.source or "the configuration"))
    words.update(dict.fromkeys(as_selectors(names), "the program"))
    return words


@attrs.frozen(kw_only=True)
class RuleSelection:
    """What one layer says: rules to select and to ignore, and severities."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = attrs.field(factory=dict[str, Severity])

    @classmethod
    def of(cls, layer: Config | Profile) -> RuleSelection:
        """The choice of a configuration or a profile."""
        return cls(select=layer.select, ignore=layer.ignore, severity=layer.severity)

    def known(self, rules: Sequence[Provided[Rule]]) -> RuleSelection:
        """The choice without the words that name no rule: a plugin may be missing where a file is used."""
        return RuleSelection(
            select=tuple(word for word in self.select if names_a_rule(word, rules)),
            ignore=tuple(word for word in self.ignore if names_a_rule(word, rules)),
            severity={word: value for word, value in self.severity.items() if names_a_rule(word, rules)},
        )

    def check(self, rules: Sequence[Provided[Rule]]) -> None:
        """Refuse words that name no rule."""
        check_selectors((*self.select, *self.ignore, *self.severity), rules)


def choose(rules: Sequence[Provided[Rule]], choices: Iterable[RuleSelection]) -> list[Provided[Rule]]:
    """The rules that run, and how bad their findings are, where each choice builds on the one before it.

    A choice that selects takes the place of what was chosen before; one that only ignores takes away from it. Of two
    severities for one rule the later choice has the say.
    """
    running = list(rules)
    severities: dict[str, Severity] = {}
    for choice in choices:
        running = chosen(rules, choice.select, choice.ignore, base=running)
        severities.update(overridden(rules, choice.severity))
    return [_with_severity(provided, severities.get(provided.value.code)) for provided in running]


def _with_severity(provided: Provided[Rule], severity: Severity | None) -> Provided[Rule]:
    """Return the rule with another severity for its findings."""
    if severity is None:
        return provided
    return attrs.evolve(provided, value=attrs.evolve(provided.value, severity=severity))


def unknown_words(config: Config, rules: Sequence[Provided[Rule]], profiles: Iterable[str]) -> Diagnostics:
    """The words of a configuration that name nothing here."""
    return Diagnostics(_unknown(config, rules, list(profiles)))


def _unknown(config: Config, rules: Sequence[Provided[Rule]], profiles: list[str]) -> Iterator[Diagnostic]:
    selectors = dict.fromkeys((*config.select, *config.ignore, *config.severity))
    exact = [word for one in rules for word in (one.value.code, one.value.name)]
    unknown = [("rule", word, known_selectors(rules)) for word in selectors if not names_a_rule(word, rules)]
    unknown += [("rule", one.rule, exact) for one in config.waive if one.rule not in exact]
    if config.profile is not None and config.profile not in profiles:
        unknown.append(("profile", config.profile, profiles))
    for what, word, known in unknown:
        close = did_you_mean(word, known)
        yield Diagnostic(
            kind=UNKNOWN_NAME,
            message=f"The configuration names the {what} {word!r}, which no plugin brings.",
            place=Place(file=config.source),
            hint=f"Did you mean {close!r}?" if close else None,
        )
