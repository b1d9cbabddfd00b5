"""Select the rules of a run and their severities from the configuration, a profile and the arguments of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_text
from empact.diagnostics import UNKNOWN_NAME, Diagnostic, Diagnostics, Place, Severity, did_you_mean
from empact.errors import UnknownIdError
from empact.validation import Provided, Rule, select_rules
from empact.validation.profiles import as_severities
from empact.validation.selectors import as_selectors, check_selectors, known_selectors, names_a_rule, overridden
from empact.values import value

if TYPE_CHECKING:
    from empact.config import Config
    from empact.hooks import Profile


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
