"""The rules that a careful reader of any plan would want."""

from collections.abc import Iterable

from empact.hooks import Rule, hookimpl
from empact.plugins.rules import links, measures, parties


@hookimpl
def empact_rules() -> Iterable[Rule]:
    """All rules, room by room."""
    yield from links.RULES
    yield from parties.RULES
    yield from measures.RULES
