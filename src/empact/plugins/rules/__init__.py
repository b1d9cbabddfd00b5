"""The rules of empact."""

from collections.abc import Iterable

from empact.hooks import Rule, hookimpl


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """All rules, module by module."""
    from empact.plugins.rules import (
        abbreviations,
        actions,
        annexes,
        comparisons,
        confirmations,
        continuing,
        cross_links,
        dependencies,
        document,
        door,
        emphasis,
        exclusion,
        extensions,
        figures,
        identities,
        items,
        leaders,
        ledger,
        lineage,
        links,
        mappings,
        markings,
        measures,
        mentions,
        notation,
        numbering,
        overlaps,
        participants,
        parties,
        places,
        portfolio,
        reports,
        seals,
        slippage,
        time,
        wording,
    )

    yield from links.RULES
    yield from mentions.RULES
    yield from numbering.RULES
    yield from parties.RULES
    yield from leaders.RULES
    yield from participants.RULES
    yield from measures.RULES
    yield from notation.RULES
    yield from items.RULES
    yield from emphasis.RULES
    yield from extensions.RULES
    yield from wording.RULES
    yield from abbreviations.RULES
    yield from time.RULES
    yield from dependencies.RULES
    yield from document.RULES
    yield from annexes.RULES
    yield from markings.RULES
    yield from actions.RULES
    yield from places.RULES
    yield from cross_links.RULES
    yield from portfolio.RULES
    yield from lineage.RULES
    yield from continuing.RULES
    yield from overlaps.RULES
    yield from exclusion.RULES
    yield from ledger.RULES
    yield from confirmations.RULES
    yield from reports.RULES
    yield from identities.RULES
    yield from mappings.RULES
    yield from door.RULES
    yield from figures.RULES
    yield from comparisons.RULES
    yield from slippage.RULES
    yield from seals.RULES
