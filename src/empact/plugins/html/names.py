"""The names of the parties of a page by their codes, by which its search finds them."""

from __future__ import annotations

from collections.abc import Iterable

from empact.analysis import PlanContext
from empact.documents import Words


def names_of_parties(contexts: Iterable[PlanContext], words: Words) -> dict[str, str]:
    """Return the name of each party of some plans by its code; those of states are in the language of the page.

    Other parties of the register are left out: the codes of some states are ordinary words in a plan, such as SG.
    """
    parties = (party for ctx in contexts for one in ctx.planned_assignments for party in one.parties)
    named = {party.code: words.state(party, party.name) for party in parties}
    return {code: name for code, name in sorted(named.items()) if name != code}
