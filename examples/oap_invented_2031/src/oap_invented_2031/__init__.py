"""An invented operational action plan of invented member states, with a ledger and reports, to try everything out.

No real state or body is late, exhorted, failing or excluded in it. Its dates begin in 2031, so no plan before 2031
changes with this plugin.
"""

from collections.abc import Iterable
from pathlib import Path

from empact.hooks import BundledPlan, Party, hookimpl

EMPACT_API = 1

LEDGER = Path(__file__).parent / "ledger"
"""The folder of the invented ledger of the plan."""
REPORTS = Path(__file__).parent / "reports"
"""The folder of the invented reports of June and December."""
OPERATIONS = Path(__file__).parent / "operations"
"""The folder of the invented operation that the reports name."""
KPIS = Path(__file__).parent / "kpis"
"""The folder of the invented KPI register of the plan."""


@hookimpl
def empact_plans() -> Iterable[BundledPlan]:
    """Provide the invented plan."""
    yield BundledPlan(
        name="oap-invented-2031",
        package="oap_invented_2031",
        resource="plan.yaml",
        summary="Operational Action Plan 2031, counterfeit clocks (invented)",
    )


@hookimpl
def empact_parties() -> Iterable[Party]:
    """Provide the invented parties."""
    # Imported here, so that listing the plans does not import the parties.
    from oap_invented_2031.parties import PARTIES

    return PARTIES
