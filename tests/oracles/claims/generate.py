"""Random sets of reports about the plan of the oracle of claims, from a seed. It imports nothing of empact.

The ids of reports sort in the order of filing, so that what a report supersedes or cites comes before it.
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

Report = dict[str, Any]
Figure = dict[str, Any]
Stated = dict[str, tuple[str, Any]]
"""What leaders state of one thing: the party and the statement, by the id of the report."""

ROUNDS = [
    ("March 2031", "2031-01-01", "2031-03-31"),
    ("June 2031", "2031-04-01", "2031-06-30"),
    ("December 2031", "2031-07-01", "2031-12-31"),
]
STATES = ["QM", "QN", "QO", "QP", "QQ", "QR"]
PARTIES = [*STATES, "QX", "QZ"]
DRIVER = "QM"
# action: (leaders, participants named, open group, [(kpi, kind)])
ACTIONS: dict[str, tuple[list[str], list[str], bool, list[tuple[str, str]]]] = {
    "1.1": (["QN"], ["QM", "QO", "QP"], False, [("1", "incremental")]),
    "1.2": (["QO", "QP"], ["QM", "QN", "QQ"], False, [("1", "incremental")]),
    "1.3": (["QZ"], [], True, [("1", "incremental")]),
    "2.1": (["QQ"], ["QM", "QN", "QR"], False, [("1", "cumulative")]),
    "2.2": (["QM", "QN"], ["QM", "QO", "QX"], False, [("1a", "incremental"), ("1b", "cumulative")]),
    "2.3": (["QO"], ["QN", "QR"], False, [("1", "latest")]),
    "3.1": (["QP"], ["QM", "QN", "QQ"], False, [("1", "ratio cumulative")]),
    "3.2": (["QQ", "QR"], ["QO", "QP"], False, [("1", "ratio incremental")]),
    "3.3": (["QZ"], ["QN", "QO"], False, [("1", "ratio")]),
    "4.1": (["QR", "QN"], ["QM"], False, [("1", "milestone")]),
    "4.2": (["QN"], ["QO", "QP"], False, [("1", "qualitative")]),
    "4.3": (["QO"], ["QP", "QR"], False, [("1", "undecided")]),
    "4.4": (["QM"], ["QN", "QO", "QP"], False, [("1", "incremental")]),
    "4.5": (["QP"], ["QM", "QR"], False, [("1", "incremental")]),
}
FINAL = ["completed", "successfully completed", "not completed", "cancelled", "carried over"]
JADS = ["JAD-2031-1", "JAD-2031-2", "JAD-2031-3"]  # 5 to 7, 7 to 9 and 20 to 22 May: the round of June
WITH_JADS = {("1.1", "1"), ("2.1", "1"), ("2.2", "1a")}


class Asked(NamedTuple):
    """What a figure is about."""

    action: str
    kpi: str
    kind: str
    position: int


def as_kpi(kpi: str) -> int | str:
    return int(kpi) if kpi.isdigit() else kpi


class Set:
    """A set of reports that the door lets through, some with `--accept`, and the ledger beside it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.reports: list[Report] = []
        self.settled_keys: set[tuple[int, str, str | None]] = set()
        self.floor: dict[tuple[str, str, str], int] = {}  # the cumulative total of a leader in the round before
        self.last_own: dict[
            tuple[str, str | None, str, str], int
        ] = {}  # (party, words, action, kpi): the party's own of the newest round, of cumulative KPIs
        self.status: dict[str, str] = {}
        self.status_of_round: dict[tuple[str, int], str] = {}
        # one party whose two authorities report separately; never the Driver
        self.with_parts = self.rng.choice([None, "QO", "QN", "QP"])
        self.silence = self.rng.choice([0.05, 0.15, 0.4])
        self.fill = self.rng.choice([0.5, 0.75, 0.95])
        self.agree = self.rng.choice([0.1, 0.4, 0.8])
        self.totals = self.rng.choice([0.2, 0.5, 0.9])
        # rounds in which nobody says anything about an action
        self.quiet = {(action, position) for action in ACTIONS for position in range(3) if self.chance(0.15)}

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def file(
        self,
        party: str,
        position: int,
        actions: list[Report],
        on: dt.date,
        *,
        words: str | None = None,
        supersedes: Sequence[str] = (),
        settles: Sequence[Report] = (),
    ) -> Report:
        name, _, _ = ROUNDS[position]
        report: Report = {
            "id": f"{len(self.reports):03}-{name.split()[0].lower()}-{party.lower()}",
            "plan": "Q-2031",
            "checkpoint": name,
            "by": party,
            "on": on,
            "source": "Invented: form",
        }
        if words:
            report["part"] = words
        if supersedes:
            report["supersedes"] = list(supersedes)
        if actions:
            report["actions"] = actions
        if settles:
            report["settles"] = settles
        self.reports.append(report)
        return report

    def filing_day(self, position: int) -> dt.date:
        cut_off = dt.date.fromisoformat(ROUNDS[position][2])
        late = self.rng.choice([60, 200]) if self.chance(0.15) else 0  # a late report
        return cut_off + dt.timedelta(days=self.rng.randint(-10, 5) + late)

    # -------------------------------------------------------- figures

    def number(self, kind: str, floor: int = 0) -> int:
        if kind == "latest":
            return self.rng.randint(0, 12)
        if kind == "cumulative":
            return floor + self.rng.randint(0, 30)
        return self.rng.randint(0, 40)

    def pair(self) -> Figure:
        of = self.rng.choice([10, 20, 20, 40, 50])
        return {"value": self.rng.randint(0, of), "of": of}

    def own(self, party: str, words: str | None, asked: Asked) -> Figure:
        figure: Figure = {"kpi": as_kpi(asked.kpi), "scope": "own"}
        kind = asked.kind
        if kind == "qualitative":
            return {**figure, "text": f"Words of {party}, {asked.position}."}
        if kind.startswith("ratio"):
            nothing = kind != "ratio" and self.chance(0.1)
            return {**figure, "nothing": True} if nothing else {**figure, **self.pair()}
        if kind in {"incremental", "cumulative"} and self.chance(0.12):
            return {**figure, "nothing": True}
        key = (party, words, asked.action, asked.kpi)
        floor = self.last_own.get(key, 0)
        value = self.number(kind, floor)
        if kind == "cumulative":
            if floor and self.chance(0.1):
                value = floor - self.rng.randint(1, min(floor, 5))
                figure["lower_because"] = "Counted twice before."
            self.last_own[key] = value
        figure["value"] = value
        self.add_operations(figure, asked)
        self.add_period(figure, asked)
        return figure

    def add_operations(self, figure: Figure, asked: Asked) -> None:
        """Say of some figures how much of them belongs to operations."""
        if asked.position != 1 or (asked.action, asked.kpi) not in WITH_JADS or not self.chance(0.7):
            return
        left, of_which = figure["value"], dict[str, int]()
        for operation in self.rng.sample(JADS, self.rng.choice([1, 1, 2, 3])):
            if left > 0:
                of_which[operation] = self.rng.randint(1, min(left, self.rng.choice([4, left])))
                left -= of_which[operation]
        if of_which:
            figure["operations"] = of_which

    def add_period(self, figure: Figure, asked: Asked) -> None:
        """Say of some figures that they are of a part of the round only, or from before or after the plan."""
        kind, position = asked.kind, asked.position
        if kind == "incremental" and "operations" not in figure and self.chance(0.08):
            _, start, end = ROUNDS[position]
            first = dt.date.fromisoformat(start) + dt.timedelta(days=self.rng.choice([0, 20, 44, 60]))
            figure["period"] = {"start": first, "end": dt.date.fromisoformat(end)}
        if position == 0 and kind == "incremental" and self.chance(0.04):
            figure["period"] = {"start": dt.date(2030, 12, 1), "end": dt.date(2030, 12, 20)}
        if position == len(ROUNDS) - 1 and kind in {"incremental", "undecided"} and self.chance(0.06):
            figure["period"] = {"start": dt.date(2032, 1, 5), "end": dt.date(2032, 1, 20)}

    def truth(self, action: str, kpi: str, position: int) -> tuple[int, dict[str, int]]:
        """What the shares filed so far in a round add up to, so that totals are near them."""
        summed, parties = 0, dict[str, int]()
        for report in self.in_force():
            if report["checkpoint"] != ROUNDS[position][0]:
                continue
            for entry in report.get("actions", []):
                for figure in entry.get("figures", []):
                    same = (entry["action"], str(figure["kpi"]), figure["scope"]) == (action, kpi, "own")
                    if same and "value" in figure and "of" not in figure:
                        summed += figure["value"]
                        parties[report["by"]] = parties.get(report["by"], 0) + figure["value"]
        return summed, parties

    def total(self, party: str, asked: Asked) -> Figure:
        action, kpi, kind, position = asked
        figure: Figure = {"kpi": as_kpi(kpi), "scope": "total"}
        if kind == "qualitative":
            return {**figure, "text": f"Words of the leader {party}, {position}."}
        other = self.other_total(party, asked)
        if other and kind != "cumulative" and self.chance(self.agree):
            return {**figure, **{key: other[key] for key in ("value", "of", "reached") if key in other}}
        if kind == "milestone":
            _, start, end = ROUNDS[position]
            first = dt.date.fromisoformat(start)
            span = (dt.date.fromisoformat(end) - first).days
            return {**figure, "reached": first + dt.timedelta(days=self.rng.randint(0, span))}
        if kind.startswith("ratio"):
            return {**figure, **self.pair()}
        summed, parties = self.truth(action, kpi, position)
        value = max(0, summed + self.rng.choice([0, 0, 0, 3, 10, 25, -4]))
        if kind == "latest":
            value = self.rng.randint(0, 15)
        if kind == "cumulative":
            value = max(value, self.floor.get((party, action, kpi), 0))
        figure["value"] = value
        if parties and kind in {"incremental", "cumulative"} and self.chance(0.4):
            told = {p: v if self.chance(0.7) else v + self.rng.choice([-1, 1, 2]) for p, v in parties.items()}
            told = {p: v for p, v in told.items() if v >= 0}
            if told and sum(told.values()) <= value:
                figure["breakdowns"] = [{"kind": "partial", "by": "party", "parts": told}]
        return figure

    def other_total(self, party: str, asked: Asked) -> Figure | None:
        """What another leader has stated in the round."""
        leaders, _, _, _ = ACTIONS[asked.action]
        for report in self.in_force():
            if report["checkpoint"] == ROUNDS[asked.position][0] and report["by"] in leaders and report["by"] != party:
                for entry in report.get("actions", []):
                    for figure in entry.get("figures", []):
                        about = (entry["action"], str(figure["kpi"]), figure["scope"])
                        if about == (asked.action, asked.kpi, "total"):
                            found: Figure = figure
                            return found
        return None

    def in_force(self) -> list[Report]:
        gone = {old for report in self.reports for old in report.get("supersedes", [])}
        return [report for report in self.reports if report["id"] not in gone]

    # -------------------------------------------------------- a report

    def new_status(self, party: str, action: str, position: int) -> str | None:
        before = self.status.get(action)
        if before in FINAL:
            return before if self.chance(0.3) else None
        if action == "4.5" and position < 2:
            return "not started" if self.chance(0.5) else None
        word = self.rng.choice(["not started", "live"] if position == 0 else ["live", "live", "live"])
        if self.chance((0.05, 0.15, 0.6)[position]):
            word = self.rng.choice([*FINAL, "not completed", "not completed"])
        leaders = ACTIONS[action][0]
        if len(leaders) > 1 and self.chance(self.agree):
            stated = self.other_status(action, party, position)
            word = stated or word
        return word

    def other_status(self, action: str, party: str, position: int) -> str | None:
        for report in self.in_force():
            if report["checkpoint"] == ROUNDS[position][0] and report["by"] != party:
                for entry in report.get("actions", []):
                    if entry["action"] == action and entry.get("status"):
                        return str(entry["status"])
        return None

    def content(self, party: str, words: str | None, position: int, *, leads: bool) -> list[Report]:
        """What a report says; only the first of several parts of a party states what its leader states."""
        entries: list[Report] = []
        for action, (leaders, _, _, _) in ACTIONS.items():
            if (action, position) in self.quiet:
                continue
            entry: Report = {"action": action}
            if party in leaders and leads and self.chance(self.fill):
                status = self.new_status(party, action, position)
                if status:
                    entry["status"] = status
                    self.status_of_round.setdefault((action, position), status)
            figures = list(self.figures(party, words, action, position, leads=leads))
            if figures:
                entry["figures"] = figures
            if len(entry) > 1:
                entries.append(entry)
        return entries

    def figures(self, party: str, words: str | None, action: str, position: int, *, leads: bool) -> Iterator[Figure]:
        leaders, named, is_open, kpis = ACTIONS[action]
        is_leader = party in leaders
        takes_part = party in named or (is_open and party in STATES)
        begun = action != "4.5" or position == len(ROUNDS) - 1
        for kpi, kind in kpis:
            asked = Asked(action, kpi, kind, position)
            if not begun and self.chance(0.9):
                continue
            totals = 0.5 if kind == "milestone" else self.totals
            if (action, kpi) in WITH_JADS:
                totals /= 2  # a total hides the shares, which say what is of an operation
            if is_leader and leads and self.chance(totals):
                yield self.total(party, asked)
            chance = 0.0
            if takes_part:
                chance = self.fill * (0.4 if is_open else 1)
            elif is_leader:
                chance = 0.3 if kind != "qualitative" else 0  # a leader who contributes
            elif kind == "incremental":
                chance = 0.01  # `--accept`: the action does not name it
            if kind != "milestone" and self.chance(chance):
                yield self.own(party, words, asked)

    def vary(self, actions: list[Report], *, cumulative: bool = True) -> list[Report]:
        """The same with other numbers; without ``cumulative``, none that later reports rest on."""
        actions = copy.deepcopy(actions)
        for entry in actions:
            for figure in entry.get("figures", []):
                kind = dict(ACTIONS[entry["action"]][3])[str(figure["kpi"])]
                if kind == "cumulative" and not cumulative:
                    continue
                if isinstance(figure.get("value"), int) and self.chance(0.5):
                    figure["value"] += self.rng.randint(0, 3)
                    if "of" in figure:
                        figure["of"] += 3
        return actions

    def report(self, party: str, position: int, *, settles: Sequence[Report] = ()) -> None:
        words_of: list[str | None] = ["customs", "police"] if party == self.with_parts else [None]
        for number, words in enumerate(words_of):
            if self.chance(self.silence) and not settles:
                continue
            actions = self.content(party, words, position, leads=number == 0)
            if not actions and not settles:
                continue
            on = self.filing_day(position)
            if any("period" in figure for entry in actions for figure in entry.get("figures", [])):
                on = max(on, dt.date(2032, 2, 1))  # nobody reports days that are still to come
            old: list[str] = []
            varied = self.vary(actions)
            if self.chance(0.15) and varied != actions:  # a correction
                earlier = self.file(party, position, varied, on - dt.timedelta(days=3), words=words)
                old = [earlier["id"]]
            filed = self.file(party, position, actions, on, words=words, supersedes=old, settles=list(settles))
            if not settles and self.chance(0.04):  # a withdrawal
                self.file(party, position, [], on + dt.timedelta(days=2), words=words, supersedes=[filed["id"]])

    def differences(self, upto: int) -> Iterator[tuple[int, str, str | None, Stated]]:
        """What leaders state differently: (position, action, kpi or None, {id: (party, statement)})."""
        found: dict[tuple[int, str, str | None], Stated] = {}
        for report in self.in_force():
            position = [name for name, _, _ in ROUNDS].index(report["checkpoint"])
            for entry in report.get("actions", []):
                if position > upto or report["by"] not in ACTIONS[entry["action"]][0]:
                    continue
                if entry.get("status"):
                    stated = found.setdefault((position, entry["action"], None), {})
                    stated[report["id"]] = (report["by"], entry["status"])
                for figure in entry.get("figures", []):
                    if figure["scope"] == "total" and "text" not in figure:
                        stated = found.setdefault((position, entry["action"], str(figure["kpi"])), {})
                        stated[report["id"]] = (report["by"], figure)
        for key, stated in found.items():
            values = [
                one if isinstance(one, str) else (one.get("value"), one.get("of"), one.get("reached"))
                for _, one in stated.values()
            ]
            if len(set(values)) > 1:
                yield (*key, stated)

    def settlements(self, position: int) -> list[Report]:
        """What the Driver settles in its report of a round, also of earlier rounds, and some of it once more."""
        settles: list[Report] = []
        for where, action, kpi, stated in (*self.differences(position), *self.own_differences(position)):
            key = (where, action, kpi)
            if not self.chance(0.35 if key in self.settled_keys else 0.6):
                continue
            entry: Report = {"action": action}
            if where != position or self.chance(0.5):
                entry["checkpoint"] = ROUNDS[where][0]
            _, chosen = self.rng.choice(list(stated.values()))
            if kpi is None:
                entry["status"] = chosen
            else:
                entry["kpi"] = as_kpi(kpi)
                entry.update({k: v for k, v in chosen.items() if k in ("value", "of", "reached")})
            entry["cites"] = sorted(stated)
            self.settled_keys.add(key)
            settles.append(entry)
        return settles

    def own_differences(self, position: int) -> Iterator[tuple[int, str, str | None, Stated]]:
        """What the other leader of an action of the Driver states: the Driver settles it where it differs itself."""
        for kpi in ("1a", "1b"):
            stated: Stated = {}
            for report in self.in_force():
                for entry in report.get("actions", []) if report["checkpoint"] == ROUNDS[position][0] else []:
                    for figure in entry.get("figures", []):
                        if (entry["action"], str(figure["kpi"]), figure["scope"]) == ("2.2", kpi, "total"):
                            stated[report["id"]] = (report["by"], figure)
            if stated:
                yield position, "2.2", kpi, stated

    def equal_pairs(self) -> None:
        """Two parties that state the same pair of a ratio, as if each had counted the whole."""
        by_key: dict[tuple[str, str], list[Figure]] = {}
        for report in self.in_force():
            for entry in report.get("actions", []):
                for figure in entry.get("figures", []):
                    if "of" in figure and figure["scope"] == "own":
                        by_key.setdefault((report["checkpoint"], entry["action"]), []).append(figure)
        for figures in by_key.values():
            if len(figures) > 1 and self.chance(0.3):
                figures[1].update({"value": figures[0]["value"], "of": figures[0]["of"]})

    def make(self) -> list[Report]:
        """Return the reports, in the order of filing."""
        for position in range(3):
            order = [party for party in PARTIES if party != DRIVER]
            self.rng.shuffle(order)
            # those who lead nothing are first, so that totals can be near the shares
            for party in order:
                self.report(party, position)
            self.equal_pairs()
            self.tune_totals(position)
            self.report(DRIVER, position, settles=self.settlements(position))
            self.fix_status(position)
            # after the Driver has settled, a leader may correct its report: the settlement is stale
            if self.chance(0.25):
                cited = [i for report in self.in_force() for one in report.get("settles", []) for i in one["cites"]]
                force = {report["id"]: report for report in self.in_force()}
                cited = [i for i in cited if i in force and not force[i].get("settles")]
                if cited:
                    old = force[self.rng.choice(sorted(cited))]
                    place = [name for name, _, _ in ROUNDS].index(old["checkpoint"])
                    varied = self.vary(old.get("actions", []), cumulative=False)
                    if varied != old.get("actions", []):
                        self.file(
                            old["by"],
                            place,
                            varied,
                            old["on"] + dt.timedelta(days=9),
                            words=old.get("part"),
                            supersedes=[old["id"]],
                        )
        return self.reports

    def tune_totals(self, position: int) -> None:
        """Most totals are near what the shares of the round add up to, once all have filed."""
        for report in self.in_force():
            if report["checkpoint"] != ROUNDS[position][0]:
                continue
            for entry in report.get("actions", []):
                for figure in entry.get("figures", []):
                    kind = dict(ACTIONS[entry["action"]][3])[str(figure["kpi"])]
                    if figure["scope"] != "total" or kind not in ("incremental", "cumulative", "undecided"):
                        continue
                    summed, _ = self.truth(entry["action"], str(figure["kpi"]), position)
                    told = sum(sum(one["parts"].values()) for one in figure.get("breakdowns", []))
                    key = (report["by"], entry["action"], str(figure["kpi"]))
                    floor = self.floor.get(key, 0)
                    if self.chance(0.7):
                        figure["value"] = max(told, floor, summed + self.rng.choice([0, 0, 0, 0, 5, 12, -3]))
                    if kind == "cumulative":
                        figure["value"] = max(floor, figure["value"])
                        self.floor[key] = figure["value"]

    def fix_status(self, position: int) -> None:
        for action in ACTIONS:
            if (action, position) in self.status_of_round:
                self.status[action] = self.status_of_round[action, position]

    def ledger(self) -> list[Report]:
        """Decisions that exclude a party, and perhaps readmit it; answers that decline a part in an action."""
        entries: list[Report] = []

        def add(kind: str, on: dt.date, **fields: object) -> None:
            entries.append({"plan": "Q-2031", "kind": kind, "on": on, "source": "Invented: minutes", **fields})

        if self.chance(0.6):
            party = self.rng.choice([party for party in STATES if party != DRIVER])
            day = self.rng.choice([dt.date(2031, 1, 1), dt.date(2031, 4, 1), dt.date(2031, 5, 15), dt.date(2031, 7, 1)])
            add("decision", day, parties=party, by="COSI", verdict="excluded")
            if self.chance(0.4):
                later = day + dt.timedelta(days=self.rng.choice([30, 91, 120]))
                add("decision", later, parties=party, by="COSI", verdict="readmitted")
        for _ in range(self.rng.choice([0, 1, 3])):
            action = self.rng.choice(sorted(ACTIONS))
            _, named, is_open, _ = ACTIONS[action]
            party, day = self.rng.choice([*named, *(STATES if is_open else ())]), dt.date(2031, 2, 10)
            add("answer", day, by=party, actions=[action], reply="declined", replies_to=["a-call"])
        return entries
