"""``empact exclusion``: the evidence about a party under the exclusion clause."""

from __future__ import annotations

from empact.analysis import Dossier, PlanContext
from empact.cli.options import party_argument
from empact.cli.result_command import result_command


@result_command("exclusion", plans=("plan",), parameters=[party_argument], needs_ledger=True)
def exclusion(context: PlanContext, party: str, impact: bool) -> Dossier:  # noqa: FBT001 - passed by name
    """Collect the evidence about PARTY under the exclusion clause of PLAN (section 5.3).

    For each of the three conditions of the clause, this lists the evidence for it, the evidence against it, and what is
    missing. If there are reports, it also lists what they say about the party's commitments. People weigh the evidence
    and decide; empact does not. --impact also shows the plan without the party.

    PARTY is the code or the name of a party. QN in this example is invented:

    \b
    empact exclusion plan.yaml QN --ledger ledger --as-of 2031-09-01
    """
    return context.exclusion(party, impact=impact)
