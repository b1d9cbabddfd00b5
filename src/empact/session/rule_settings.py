"""The options of rules, as a configuration sets them under ``[rules.NAME]``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from empact.config import Config
from empact.diagnostics import UNKNOWN_NAME, Diagnostic, Place, did_you_mean
from empact.errors import ConfigError
from empact.session.toml_options import problem_of
from empact.validation import Provided, Rule
from empact.validation.rule_options import configured

_COMMENT = re.compile(r"(\"[^\"]*\"|'[^']*')|#.*")
"""A text, which can contain the sign, or a comment."""


def with_settings(rules: Sequence[Provided[Rule]], config: Config) -> list[Provided[Rule]]:
    """Return the rules with the options that a configuration sets.

    Raises:
        ConfigError: A rule has no such option, or does not allow the value; the exception lists every problem.
    """
    by_name = {provided.value.name: provided.value for provided in rules}
    problems: list[str] = []
    settings = {
        name: dict(_settings(by_name[name], given, config, problems))
        for name, given in config.rules.items()
        if name in by_name
    }
    if problems:
        raise ConfigError(problems)
    return [
        attrs.evolve(provided, value=configured(provided.value, settings[provided.value.name]))
        if settings.get(provided.value.name)
        else provided
        for provided in rules
    ]


def _settings(
    rule: Rule, given: Mapping[str, object], config: Config, problems: list[str]
) -> Iterator[tuple[str, Any]]:
    """Yield the valid options; add a problem for each of the others."""
    known = {option.name: option for option in rule.options}
    for name, value in given.items():
        option = known.get(name)
        if option is None:
            problem = f"Unknown option {name!r}. {_known(name, known)}"
        else:
            try:
                yield name, option.check(value)
            except (TypeError, ValueError) as wrong:
                problem = str(wrong) if config.text is None else problem_of(option, value)
            else:
                continue
        problems.append(f"{_where(config, rule.name, name)}: {rule.name}: {problem}")


def _known(name: str, known: Mapping[str, object]) -> str:
    close = did_you_mean(name, known)
    if close:
        return f"Did you mean {close!r}?"
    return f"Options: {', '.join(known)}." if known else "The rule has no options."


def _where(config: Config, rule: str, option: str) -> str:
    source, line = config.source or "the configuration", line_of(config, rule, option)
    return source if line is None else f"{source}:{line}"


def line_of(config: Config, rule: str, option: str | None = None) -> int | None:
    """Return the line with a rule below ``[rules]``, or with one of its options; None if it is not found.

    ``tomllib`` gives no positions, so this searches the text. It only serves messages.
    """
    lines = [_COMMENT.sub(lambda found: found[1] or "", line) for line in (config.text or "").splitlines()]
    name, key = _key(rule), None if option is None else _key(option)
    header = _next(lines, 0, rf"\s*\[[\s\w.]*\brules\s*\.\s*{name}\s*\]")
    if header is not None:
        below = _table(lines, header)
        return header if key is None else _next(below, header, rf"\s*{key}\s*[=.]") or header
    rules = _next(lines, 0, r"[\s\[\w.]*\brules\s*[\]=.]")
    if rules is None:
        return None
    below = _table(lines, rules)
    start = rf"(?:.*[\s.{{,])?{name}\s*"  # also behind "rules." or "rules = {"
    of_option = None if key is None else _next(below, rules - 1, rf"{start}(?:\.|=\s*{{(?:.*[\s,])?)\s*{key}\s*=")
    return of_option or _next(below, rules - 1, rf"{start}[.=]")


def _key(word: str) -> str:
    return rf"[\"']?{re.escape(word)}[\"']?"


def _table(lines: Sequence[str], header: int) -> Sequence[str]:
    """Return the lines up to the end of a table."""
    end = _next(lines, header, r"\s*\[")
    return lines if end is None else lines[: end - 1]


def _next(lines: Sequence[str], after: int, pattern: str) -> int | None:
    numbered = enumerate(lines[after:], after + 1)
    return next((number for number, line in numbered if re.match(pattern, line)), None)


def unknown_rules(config: Config, rules: Sequence[Provided[Rule]]) -> Iterator[Diagnostic]:
    """Report the names under ``[rules]`` that are of no rule: a plugin may not be installed here."""
    names = {provided.value.code: provided.value.name for provided in rules}
    for name in config.rules:
        if name in names.values():
            continue
        close = names.get(name) or did_you_mean(name, list(names.values()))
        yield Diagnostic(
            kind=UNKNOWN_NAME,
            message=f"The configuration sets options of the rule {name!r}, but no plugin provides it.",
            place=Place(file=config.source, line=line_of(config, name)),
            hint=f"Write [rules.{close}]." if name in names else f"Did you mean {close!r}?" if close else None,
        )
