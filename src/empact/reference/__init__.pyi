# Written by docs/_scripts/public_names from the table in __init__.py.

from empact.reference.facts import Fact as Fact
from empact.reference.languages import LANGUAGES as LANGUAGES
from empact.reference.languages import names as names
from empact.reference.markings import KnownMarking as KnownMarking
from empact.reference.markings import Marking as Marking
from empact.reference.markings import NationalMarking as NationalMarking
from empact.reference.markings import known_markings as known_markings
from empact.reference.markings import national_markings as national_markings
from empact.reference.markings import read_level as read_level
from empact.reference.markings import read_marking as read_marking
from empact.reference.parties import Composition as Composition
from empact.reference.parties import Group as Group
from empact.reference.parties import Role as Role
from empact.reference.parties import Tenure as Tenure
from empact.reference.policy import Cycle as Cycle
from empact.reference.policy import CyclePlan as CyclePlan
from empact.reference.policy import CyclePriority as CyclePriority
from empact.reference.policy import PolicyCycles as PolicyCycles
from empact.reference.policy import Step as Step
from empact.reference.policy import Succession as Succession
from empact.reference.policy import SuccessionKind as SuccessionKind
from empact.reference.policy import cycle as cycle
from empact.reference.policy import cycle_on as cycle_on
from empact.reference.policy import cycles as cycles
from empact.reference.policy import policy_cycles as policy_cycles
from empact.reference.policy import predecessors as predecessors
from empact.reference.policy import priority as priority
from empact.reference.policy import successions as successions
from empact.reference.policy import successors as successors
from empact.reference.printed import printed_markings as printed_markings
from empact.reference.registers import Clash as Clash
from empact.reference.registers import Register as Register
from empact.reference.registers import register as register
from empact.reference.statuses import StatusWord as StatusWord
from empact.reference.statuses import StatusWords as StatusWords
from empact.reference.statuses import own_status_words as own_status_words
from empact.reference.statuses import read_status as read_status
from empact.reference.statuses import status_words as status_words

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
    "PolicyCycles",
    "Register",
    "Role",
    "StatusWord",
    "StatusWords",
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
    "own_status_words",
    "policy_cycles",
    "predecessors",
    "printed_markings",
    "priority",
    "read_level",
    "read_marking",
    "read_status",
    "register",
    "status_words",
    "successions",
    "successors",
]
