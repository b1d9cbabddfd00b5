"""How far each hook is a promise."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import attrs

from empact.hooks import specs
from empact.hooks.commands import Command
from empact.hooks.exporting import Exporter
from empact.hooks.formatting import Formatter
from empact.hooks.plans import BundledPlan
from empact.hooks.readers import Reader
from empact.model import Extension, Party
from empact.reprs import short_repr
from empact.validation import Profile, Rule


class Tier(enum.Enum):
    """How far a part of the plugin API is a promise.

    What is ``stable`` changes its meaning, or goes, only after two minor versions have warned. What is ``provisional``
    may change with any minor version; the changelog says how.
    """

    STABLE = "stable"
    PROVISIONAL = "provisional"


@attrs.frozen
class Hook:
    """A hook: its specification, what it hands over, the protocol that a plugin with it matches, and its promise.

    ``since`` is the version of empact that had it first.
    """

    spec: Callable[..., Any]
    descriptor: type[Any]
    protocol: type[Any]
    tier: Tier
    since: str = "0.1"

    __repr__ = short_repr

    @property
    def name(self) -> str:
        """The name of the function that a plugin writes."""
        return self.spec.__name__


HOOKS: tuple[Hook, ...] = (
    Hook(specs.empact_rules, Rule, specs.ProvidesRules, Tier.STABLE),
    Hook(specs.empact_plans, BundledPlan, specs.ProvidesPlans, Tier.STABLE),
    Hook(specs.empact_exporters, Exporter, specs.ProvidesExporters, Tier.STABLE),
    Hook(specs.empact_readers, Reader, specs.ProvidesReaders, Tier.STABLE),
    Hook(specs.empact_formatters, Formatter, specs.ProvidesFormatters, Tier.STABLE),
    Hook(specs.empact_parties, Party, specs.ProvidesParties, Tier.STABLE),
    Hook(specs.empact_profiles, Profile, specs.ProvidesProfiles, Tier.STABLE),
    Hook(specs.empact_extensions, Extension, specs.ProvidesExtensions, Tier.PROVISIONAL),
    Hook(specs.empact_commands, Command, specs.ProvidesCommands, Tier.PROVISIONAL),
)
"""Every hook, those that most plugins need first.

:meta hide-value:
"""
