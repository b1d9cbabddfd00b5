"""The invented plan Q-2031 in two revisions, records about the first, and where a person put each of them.

From REV 1 to REV 2, the actions 2.1 and 2.2 change places, 2.3 is split in two, 3.1 is dropped, and 3.2 becomes 3.1
with another leader. The places are written by hand, before anything was computed.
"""

from __future__ import annotations

import hashlib
import io
from typing import TypeVar

from tests.support.invented import SESSION

from empact import Plan
from empact.analysis import stamped
from empact.model import (
    EntryContent,
    FiledMapping,
    FiledReport,
    KpiRegister,
    Ledger,
    LedgerEntry,
    Mappings,
    Operation,
    Practice,
    Report,
    Reports,
    RevisionMapping,
)

T = TypeVar("T")
HEAD = """\
empact: plan/1
id: Q-2031
title: "Operational action plan 2031: counterfeit clocks (invented)"
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
provisions: [{kind: exclusion, stated: section 5.3/1}]
sections: [{number: "5.3", text: "A member state that does not meet its commitments takes part no longer."}]
goals:
  - {number: "1", body: To check parcels.}
  - {number: "2", body: To find counterfeit clocks.}
  - {number: "3", body: To know the makers.}
checkpoints: [June 2031, December 2031]
"""
PARCELS = """\
  - number: "{number}"
    goal: "1"
    activity: Check the parcels of the main routes in the same week.
    leaders: QN
    participants: QO
    timing: Whole year
    kpis: "KPI: 300 cases"
"""
ROAD = """\
  - number: "{number}"
    goal: "2"
    activity: Patrol the road along the two rivers together.
    leaders: QO
    participants: QN
    timing: Whole year
    kpis: "KPI: 40 cases"
"""
COURSES = """\
  - number: "{number}"
    goal: "2"
    activity: Train examiners of old clocks in three courses.
    leaders: QN
    participants: QM
    timing: Whole year
    kpis: "KPI: 10 examiners trained"
"""
WAREHOUSES = """\
  - number: "{number}"
    goal: "2"
    activity: Search the warehouses at the three great ports of the north, and interview the drivers of lorries
      at the inland borders.
    leaders: QP
    participants: QN
    timing: Whole year
    kpis: "KPI: 20 warehouses"
"""
ONLY_WAREHOUSES = """\
  - number: "{number}"
    goal: "2"
    activity: Search the warehouses at the three great ports of the north.
    leaders: QP
    participants: QN
    timing: Whole year
    kpis: "KPI: 20 warehouses"
"""
DRIVERS = """\
  - number: "{number}"
    goal: "2"
    activity: Interview the drivers of lorries at the inland borders.
    leaders: QP
    participants: QN
    timing: Whole year
    kpis: "KPI: 50 interviews"
"""
LISTS = """\
  - number: "{number}"
    goal: "3"
    activity: Keep one list of all known makers of springs.
    leaders: QR
    timing: Whole year
    kpis: "KPI: 1 list"
"""
VISITS = """\
  - number: "{number}"
    goal: "3"
    activity: Visit the workshops of twelve towns and write down what they sell.
    leaders: {leader}
    timing: Whole year
    kpis: "KPI: 12 workshops"
"""
REV_1_TEXT = "".join(
    [
        HEAD,
        "cover: {number: 1001/1/31 REV 1, date: 2031-01-10}\nactions:\n",
        PARCELS.format(number="1.1"),
        ROAD.format(number="2.1"),
        COURSES.format(number="2.2"),
        WAREHOUSES.format(number="2.3"),
        LISTS.format(number="3.1"),
        VISITS.format(number="3.2", leader="QS"),
    ]
)
REV_2_TEXT = "".join(
    [
        HEAD,
        "cover: {number: 1001/2/31 REV 2, date: 2031-07-10}\nactions:\n",
        PARCELS.format(number="1.1"),
        COURSES.format(number="2.1"),
        ROAD.format(number="2.2"),
        ONLY_WAREHOUSES.format(number="2.3"),
        DRIVERS.format(number="2.4"),
        VISITS.format(number="3.1", leader="QT"),
    ]
)
REPORT = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: {by}
on: 2031-06-28
source: "Invented: letter"
actions:
{actions}
"""
SAID = '  - {{action: "{number}", figures: [{{kpi: 1, scope: total, value: {value}}}]}}'
ENTRY = """\
empact: ledger/1
plan: Q-2031
kind: {kind}
on: {on}
by: {by}
actions: [{actions}]
source: "Invented: letter"
"""


def loaded(text: str, kind: type[T]) -> T:
    return SESSION.load(io.StringIO(text), kind, format="yaml")


REV_1 = loaded(REV_1_TEXT, Plan)
REV_2 = loaded(REV_2_TEXT, Plan)


def report(id: str, by: str, **values: int) -> FiledReport:
    """A report about REV 1, with the total of each action, such as ``a21=31``."""
    said = [SAID.format(number=f"{name[1]}.{name[2]}", value=value) for name, value in values.items()]
    content = loaded(REPORT.format(by=by, actions="\n".join(said)), Report)
    return FiledReport(id=id, digest=hashlib.sha256(id.encode()).hexdigest(), content=stamped(content, REV_1))


def entry(id: str, kind: str, by: str, actions: str, *more: str, on: str = "2031-05-02") -> LedgerEntry:
    """An entry about actions of REV 1."""
    content = loaded(ENTRY.format(kind=kind, on=on, by=by, actions=actions) + "".join(more), EntryContent)
    return LedgerEntry(id=id, digest=hashlib.sha256(id.encode()).hexdigest(), content=stamped(content, REV_1))


REPORTS = Reports(
    plan="Q-2031",
    reports=(
        report("of-QN", "QN", a11=120, a22=6),
        report("of-QO", "QO", a21=31),
        report("of-QP", "QP", a23=12),
        report("of-QR", "QR", a31=1),
        report("of-QS", "QS", a32=5),
    ),
)
LEDGER = Ledger(
    plan="Q-2031",
    entries=(
        entry("commits-QN", "commitment", "QN", '"2.2"', "due: 2031-05-31\n", on="2031-02-10"),
        entry("commits-QP", "commitment", "QP", '"2.3"', "due: 2031-05-31\n", on="2031-02-10"),
        entry("confirms-QO", "confirmation", "QO", '"2.1"', "part: confirmed\n", on="2031-02-11"),
        entry("confirms-QS", "confirmation", "QS", '"3.2"', "part: confirmed\n", on="2031-02-11"),
        entry("exhorts-QN", "exhortation", "QM", '"2.2"', "parties: QN\n"),
        entry("exhorts-QP", "exhortation", "QM", '"2.3"', "parties: QP\n"),
        entry("exhorts-QR", "exhortation", "QM", '"3.1"', "parties: QR\n"),
        entry("reminds-QP", "reminder", "QM", '"2.3", "3.1"', "parties: QP\n"),
    ),
)
OPERATION = stamped(
    loaded(
        """\
empact: operation/1
id: JAD-2031-1
name: Invented week
actions: ["Q-2031:2.1", "Q-2031:2.3", "Q-2031:3.1"]
""",
        Operation,
    ),
    REV_1,
)
KPIS = stamped(
    loaded(
        """\
empact: kpis/1
plan: Q-2031
definitions:
  - {action: "2.1", unit: patrols, decided_by: QM, on: 2031-01-30}
  - {action: "2.3", adds: incremental, decided_by: QM, on: 2031-01-30}
  - {action: "3.1", adds: cumulative, decided_by: QM, on: 2031-01-30}
""",
        KpiRegister,
    ),
    REV_1,
)
PRACTICE = stamped(
    loaded(
        """\
empact: practice/1
plan: Q-2031
title: One timetable for all courses
kind: good
on: 2031-04-01
actions: ["2.2"]
source: "Invented: letter"
""",
        Practice,
    ),
    REV_1,
)
MAPPING_TEXT = f"""\
empact: mapping/1
plan: Q-2031
earlier:
  revision: 1001/1/31 REV 1
  actions:
    "2.1": "{REV_1.action("2.1").content_digest}"
    "2.2": "{REV_1.action("2.2").content_digest}"
    "2.3": "{REV_1.action("2.3").content_digest}"
    "3.1": "{REV_1.action("3.1").content_digest}"
    "3.2": "{REV_1.action("3.2").content_digest}"
later:
  revision: 1001/2/31 REV 2
  actions:
    "2.1": "{REV_2.action("2.1").content_digest}"
    "2.2": "{REV_2.action("2.2").content_digest}"
    "2.3": "{REV_2.action("2.3").content_digest}"
    "2.4": "{REV_2.action("2.4").content_digest}"
    "3.1": "{REV_2.action("3.1").content_digest}"
actions:
  - {{action: "2.1", to: ["2.2"]}}
  - {{action: "2.2", to: ["2.1"]}}
  - {{action: "2.3", to: ["2.3", "2.4"], records: {{commits-QP: ["2.4"]}}}}
  - {{action: "3.1"}}
  - {{action: "3.2", to: ["3.1"], kpis: {{"1": ["3.1/1"]}}}}
decided_by: Driver
on: 2031-07-12
"""
MAPPING = loaded(MAPPING_TEXT, RevisionMapping)
MAPPINGS = Mappings(plan="Q-2031", mappings=(FiledMapping(id="of-July", digest="d" * 64, content=MAPPING),))

PLACES = {
    "of-QN": {"1.1": 120, "2.1": 6},
    "of-QO": {"2.2": 31},
    "of-QP": {"2.3": 12},
    "of-QR": {},
    "of-QS": {"3.1": 5},
}
"""Where each report stands in REV 2: its total for each action."""
ENTRY_PLACES = {
    "commits-QN": ("2.1",),
    "commits-QP": ("2.4",),
    "confirms-QO": ("2.2",),
    "exhorts-QN": ("2.1",),
    "exhorts-QP": ("2.3", "2.4"),
    "reminds-QP": ("2.3", "2.4"),
}
"""Where each entry stands in REV 2. That about the dropped action stays with REV 1, and nobody confirmed the words of
the new 3.1.
"""
OPERATION_PLACES = ("Q-2031:2.2", "Q-2031:2.3", "Q-2031:2.4")
KPI_PLACES = {"2.2": "patrols", "2.3": None}
"""The unit of each decision in REV 2, by action."""
PRACTICE_PLACES = ("2.1",)
