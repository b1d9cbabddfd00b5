"""The options of a rule, which a project sets under ``[rules.NAME]``."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import attrs

from empact.arguments import wrong_type
from empact.options import Option
from empact.validation.rules import Rule


def check_options(rule: Rule) -> None:
    """Raise an error if the check of a rule cannot be called with its options.

    Raises:
        TypeError: One of them is not an Option.
        ValueError: An option is not one that a rule can have, or the check does not take it.
    """
    for option in rule.options:
        fault = _fault(option)
        if fault is not None:
            message = f"The option {option.name!r} of the rule {rule.name!r} {fault}."
            raise ValueError(message)
    if len(rule.settings) < len(rule.options):
        message = f"The rule {rule.name!r} has two options of the same name."
        raise ValueError(message)
    try:
        inspect.signature(rule.check).bind(None, None, **rule.settings)
    except TypeError as problem:
        names = ", ".join(rule.settings)
        message = f"The check of the rule {rule.name!r} does not take its options ({names}): {problem}."
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
