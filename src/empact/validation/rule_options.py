"""How the check of a rule is called: its arguments, and the options that a project sets under ``[rules.NAME]``."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

import attrs

from empact.arguments import wrong_type
from empact.options import Option
from empact.validation.rules import Rule, Scope

_CALLS: Mapping[Scope, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {"plan": ("one plan", ("plan", "ctx")), "portfolio": ("the portfolio", ("ctx",))}
)
"""What a rule is about, and the arguments of its check besides its options."""


def check_call(rule: Rule) -> None:
    """Raise an error if the check of a rule cannot be called with its arguments and its options.

    Raises:
        TypeError: One of the options is not an Option.
        ValueError: An option is not one that a rule can have, or the check does not take it; or the check takes
            other arguments than a rule of this scope gets.
    """
    for option in rule.options:
        fault = _fault(option)
        if fault is not None:
            message = f"The option {option.name!r} of the rule {rule.name!r} {fault}."
            raise ValueError(message)
    if len(rule.settings) < len(rule.options):
        message = f"The rule {rule.name!r} has two options of the same name."
        raise ValueError(message)
    signature = inspect.signature(rule.check)
    try:
        signature.bind(*_CALLS[rule.scope][1], **rule.settings)
    except TypeError as problem:
        if rule.scope == "plan" and rule.options:
            names = ", ".join(rule.settings)
            message = f"The check of the rule {rule.name!r} does not take its options ({names}): {problem}."
        else:
            about, arguments = _CALLS[rule.scope]
            takes, call = ", ".join(signature.parameters), ", ".join([*arguments, *rule.settings])
            message = (
                f"The check of the rule {rule.name!r} takes ({takes}), but a rule about {about} is called as "
                f"check({call})."
            )
            if rule.scope == "plan":
                message += " A rule with scope='portfolio' is called as check(ctx)."
        raise ValueError(message) from None


def _fault(option: object) -> str | None:
    """Return why a rule cannot have an option, although a document can; None if it can."""
    if not isinstance(option, Option):
        raise wrong_type("What Rule.options has", "an Option", option)
    if option.required:
        return "must not be required: the rule also runs in projects without a configuration"
    if option.needs is not None:
        return "must not have 'needs', which is for documents"
    if issubclass(option.type, PurePath):
        return "must not be a path: a rule reads no files"
    return None


def configured(rule: Rule, settings: Mapping[str, Any]) -> Rule:
    """Return a rule with other values of its options, which are then their defaults."""
    options = (attrs.evolve(option, default=settings.get(option.name, option.default)) for option in rule.options)
    return attrs.evolve(rule, options=tuple(options))
