"""Mistakes that `report add` refuses and that a file written by hand can have (C2, the last line)."""

from __future__ import annotations

import copy
import random

from tests.oracles.claims.generate import ACTIONS, Report

KINDS = ("second report", "twice", "supersedes", "non-leader", "whole and part", "settles", "fall")


def with_mistakes(reports: list[Report], seed: int) -> list[Report]:
    """Return the reports with three kinds of mistakes."""
    hand = _Hand(copy.deepcopy(reports), random.Random(f"hand-{seed}"))
    for kind in hand.rng.sample(KINDS, 3):
        hand.make(kind)
    return hand.reports


class _Hand:
    def __init__(self, reports: list[Report], rng: random.Random) -> None:
        self.reports, self.rng = reports, rng
        self.full = [report for report in reports if report.get("actions")]

    def make(self, kind: str) -> None:
        report = self.rng.choice(self.full)
        match kind:
            case "second report":
                self._second(report)
            case "twice":
                self._twice(report)
            case "supersedes":  # of another party, of another round, or of a later day: no effect
                others = [
                    one for one in self.full if (one["by"], one["checkpoint"]) != (report["by"], report["checkpoint"])
                ]
                report.setdefault("supersedes", []).append(self.rng.choice(others)["id"])
            case "non-leader":  # a total and a status by a party that does not lead
                figure = {"kpi": 1, "scope": "total", "value": 999}
                action = {"action": "1.1", "status": "cancelled", "figures": [figure]}
                self._add({**report, "by": "QX", "actions": [action]})
            case "whole and part":
                if not report.get("part"):
                    self._whole_and_part(report)
            case "settles":  # by another than the Driver
                cited = self.rng.choice(self.full)
                settles = [{"action": "1.2", "kpi": 1, "value": 777, "cites": [cited["id"]]}]
                self._add({**cited, "by": "QX", "actions": [], "settles": settles})
            case _:
                self._falls()

    def _add(self, report: Report) -> Report:
        made = copy.deepcopy(report)
        made["id"] = f"{len(self.reports):03}-hand-{made['by'].lower()}"
        made.pop("supersedes", None)
        if made["by"] != "QX":
            made.pop("settles", None)
        self.reports.append(made)
        return made

    def _second(self, report: Report) -> None:
        """More than one report in force, with other values."""
        made = self._add(report)
        for entry in made["actions"]:
            for figure in entry.get("figures", []):
                if isinstance(figure.get("value"), int) and self.rng.random() < 0.6:
                    figure["value"] += self.rng.randint(0, 5)
                    if "of" in figure:
                        figure["of"] += 5

    def _twice(self, report: Report) -> None:
        """One KPI part and scope twice in one report."""
        for entry in report["actions"]:
            numbers = [f for f in entry.get("figures", []) if isinstance(f.get("value"), int) and "of" not in f]
            if numbers:
                again = {
                    key: copy.deepcopy(numbers[0][key])
                    for key in ("kpi", "scope", "value", "period")
                    if key in numbers[0]
                }
                again["value"] += self.rng.randint(1, 6)
                entry["figures"].append(again)
                return

    def _whole_and_part(self, report: Report) -> None:
        """A whole report beside one of a part of the same party."""
        actions = [
            {"action": entry["action"], "figures": own}
            for entry in report["actions"]
            if (own := [figure for figure in entry.get("figures", []) if figure["scope"] == "own"])
        ]
        self._add({**report, "part": "customs", "actions": actions})

    def _falls(self) -> None:
        """Cumulative figures without a reason why they are lower, and lower ones."""
        for report in self.full:
            for entry in report["actions"]:
                for figure in entry.get("figures", []):
                    figure.pop("lower_because", None)
                    kind = dict(ACTIONS[entry["action"]][3])[str(figure["kpi"])]
                    if kind == "cumulative" and "value" in figure and "operations" not in figure:
                        figure["value"] = max(0, figure["value"] - self.rng.choice([0, 0, 25]))
