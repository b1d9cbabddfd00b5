"""Facts about the EU by date: parties and their membership, the Presidency, policy cycles and priorities.

The facts are in the CSV files of this package, each row with its source and confidence. A file is read at first use.
"""

from empact.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from empact.reference.facts import Fact
    from empact.reference.groups import Composition, Group
    from empact.reference.languages import LANGUAGES, names
    from empact.reference.markings import (
        KnownMarking,
        Marking,
        NationalMarking,
        known_markings,
        national_markings,
        read_level,
        read_marking,
    )
    from empact.reference.policy import (
        Cycle,
        CyclePlan,
        CyclePriority,
        Step,
        Succession,
        SuccessionKind,
        cycle,
        cycle_on,
        cycles,
        predecessors,
        priority,
        successions,
        successors,
    )
    from empact.reference.registers import Clash, Register, register
    from empact.reference.roles import Role, Tenure
    from empact.reference.statuses import StatusWord, read_status, status_words
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        """
        empact.reference.facts: Fact
        empact.reference.groups: Composition Group
        empact.reference.languages: LANGUAGES names
        empact.reference.markings: KnownMarking Marking NationalMarking known_markings national_markings read_level
            read_marking
        empact.reference.policy: Cycle CyclePlan CyclePriority Step Succession SuccessionKind cycle cycle_on cycles
            predecessors priority successions successors
        empact.reference.registers: Clash Register register
        empact.reference.roles: Role Tenure
        empact.reference.statuses: StatusWord read_status status_words
        """,
    )

__all__ = [
    "LANGUAGES",
    "Clash",
    "Composition",
    "Cycle",
    "CyclePlan",
    "CyclePriority",
    "Fact",
    "Group",
    "KnownMarking",
    "Marking",
    "NationalMarking",
    "Register",
    "Role",
    "StatusWord",
    "Step",
    "Succession",
    "SuccessionKind",
    "Tenure",
    "cycle",
    "cycle_on",
    "cycles",
    "known_markings",
    "names",
    "national_markings",
    "predecessors",
    "priority",
    "read_level",
    "read_marking",
    "read_status",
    "register",
    "status_words",
    "successions",
    "successors",
]
