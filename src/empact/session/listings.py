"""Lists of what a session has: plans, rules, documents, formats and plugins. Their trees are about no plan."""

from __future__ import annotations

import attrs

from empact.diagnostics import Diagnostic, Kind
from empact.hooks.discovery import PluginInfo
from empact.hooks.exporting import DocumentSpec, Exporter
from empact.hooks.formatting import Formatter
from empact.hooks.plans import BundledPlan
from empact.options import Option
from empact.validation import Profile, Rule
from empact.values import value

_UNRESOLVED = {"Option": Option, "Check": object}  # imported for type checkers alone; no check is listed
for _descriptor in (DocumentSpec, Exporter, Formatter, Rule):
    attrs.resolve_types(_descriptor, localns=_UNRESOLVED)


@value(kw_only=True)
class PlanList:
    """The plans that plugins provide."""

    plans: tuple[BundledPlan, ...]
    """The plans."""


@value(kw_only=True)
class DocumentList:
    """The documents that can be exported."""

    documents: tuple[DocumentSpec, ...]
    """The documents."""


@value(kw_only=True)
class FormatList:
    """The formats of exports and of findings."""

    exporters: tuple[Exporter, ...]
    """The formats of exports; a name can stand once for each thing that it takes."""
    formatters: tuple[Formatter, ...]
    """The formats of findings."""


@value(kw_only=True)
class ListedRule:
    """A rule, or another kind of finding, with the plugin that reports it."""

    origin: str
    """The name of the plugin; ``empact`` for what is built in."""
    rule: Rule | Kind
    """The rule; for what empact itself reports, its kind."""


@value(kw_only=True)
class RuleList:
    """Rules and profiles, or one rule."""

    rules: tuple[ListedRule, ...]
    """All rules by code, or the requested one."""
    profiles: tuple[Profile, ...] = ()
    """The profiles; empty for one rule."""


@value(kw_only=True)
class PluginList:
    """The plugins and their faults."""

    plugins: tuple[PluginInfo, ...]
    """The plugins."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The faults of plugins."""
