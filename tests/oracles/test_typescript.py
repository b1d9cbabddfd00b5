"""A plan in fields in another language: types made from the schema, and the taskings of the 2012 plan from its JSON."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import oap_c_2012
from empact import Session
from empact.analysis import Task

pytestmark = pytest.mark.oracle

PROGRAM = Path(__file__).with_name("print_taskings.ts")
PACKAGES = ("typescript", "json-schema-to-typescript", "@types/node@20")
STRICT = ("--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--noUnusedLocals")
COMPILED = ("--target", "es2022", "--module", "commonjs", "--types", "node")
SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = SESSION.context(PLAN)
LISTS = ("leads", "co_leads", "cooperates", "joins", "joins_through")


def run(folder: Path, program: str, *arguments: str | Path) -> str:
    """What a program prints, which is on the path, or installed in the folder."""
    found = shutil.which(program) or shutil.which(program, path=folder / "node_modules" / ".bin")
    assert found is not None, f"install {program}"
    done = subprocess.run([found, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compilers, and with the types of a plan in fields."""
    folder = tmp_path_factory.mktemp("typescript")
    run(folder, "npm", "install", "--no-fund", "--no-audit", "--prefix", folder, *PACKAGES)
    (folder / "schema.json").write_bytes(SESSION.schema(of="resolved-plan"))
    run(folder, "json2ts", "schema.json", "resolved-plan.d.ts")
    shutil.copy(PROGRAM, folder)
    SESSION.export(PLAN, to="json", items="fields", path=folder / "plan.json")
    return folder


@pytest.fixture(scope="module")
def taskings(folder: Path) -> dict[str, Any]:
    """What the program prints for each party, by code."""
    run(folder, "tsc", *STRICT, *COMPILED, PROGRAM.name)
    printed = json.loads(run(folder, "node", PROGRAM.with_suffix(".js").name, "plan.json"))
    return {tasking["party"]: tasking for tasking in printed}


def test_the_types__are_one_for_each_class(folder: Path) -> None:
    types = (folder / "resolved-plan.d.ts").read_text(encoding="utf-8")
    named = {line.split()[2] for line in types.splitlines() if line.startswith(("export interface ", "export type "))}
    assert named == {"ResolvedPlan", *json.loads(SESSION.schema(of="resolved-plan"))["$defs"]}


def test_a_program__that_reads_what_is_not_there_is_refused(folder: Path) -> None:
    wrong = PROGRAM.read_text(encoding="utf-8").replace(
        'item.role) {\n    case "leader"', 'item.role) {\n    case "boss"'
    )
    assert wrong != PROGRAM.read_text(encoding="utf-8")
    (folder / "wrong.ts").write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError, match="Type '\"boss\"' is not comparable"):
        run(folder, "tsc", "--noEmit", *STRICT, *COMPILED, "wrong.ts")


def test_the_tasking_of_hungary__is_that_of_the_printed_plan(taskings: dict[str, Any]) -> None:
    """By eye, from 17793/2/11 REV 2."""
    hungary = taskings["HU"]
    assert [(task["list"], task["action"]) for task in hungary["tasks"]] == [
        ("joins_through", "C-2012:1.1"),
        ("joins_through", "C-2012:1.2"),
        ("joins_through", "C-2012:1.3"),
        ("leads", "C-2012:2.2"),
        ("joins_through", "C-2012:2.3"),
        ("joins_through", "C-2012:3.1"),
        ("leads", "C-2012:5.2"),
        ("joins_through", "C-2012:6.3"),
    ]
    assert hungary["possible"] == [f"C-2012:{number}" for number in ("2.1", "4.1", "4.2", "5.1", "6.2", "7.2")]
    assert (hungary["name"], hungary["roles"]) == ("Hungary", ["drafter"])
    operation, follow_up = (task for task in hungary["tasks"] if task["list"] == "leads")
    assert operation["activity"].startswith("Operation FIMATHU focusing on facilitated illegal border crossings")
    assert [(day["start"], day["end"], day["certain"]) for day in operation["days"]] == [
        ("2012-04-01", "2012-06-30", False),
        ("2012-07-01", "2012-09-30", False),
        ("2011-12-01", "2011-12-31", False),
        ("2012-01-01", "2012-03-31", False),
        ("2012-01-01", "2012-06-30", False),
    ]
    assert follow_up["days"][0] == {
        "text": "January to August",
        "start": "2012-01-01",
        "end": "2012-08-31",
        "certain": True,
    }


def days_of(task: Task) -> set[tuple[str, dt.date, dt.date, bool]]:
    periods = {(span.text, span.span.start, span.span.end, span.certain) for span in task.spans}
    return periods | {
        (milestone.text, stretch.span.start, stretch.span.end, stretch.certain)
        for milestone in task.milestones
        for stretch in milestone.spans
    }


def test_the_taskings_of_all_parties__are_those_of_empact(taskings: dict[str, Any]) -> None:
    assert len(taskings) == 40  # 27 states of the Union, 5 others, 8 bodies
    for code, printed in taskings.items():
        tasking = CONTEXT.tasking(code)
        expected = {
            (name, str(task), day) for name in LISTS for task in getattr(tasking, name) for day in days_of(task)
        }
        found = {
            (
                task["list"],
                task["action"],
                (day["text"], *map(dt.date.fromisoformat, (day["start"], day["end"])), day["certain"]),
            )
            for task in printed["tasks"]
            for day in task["days"]
        }
        assert found == expected, code
        assert printed["possible"] == [str(task) for task in tasking.possible], code
        assert (printed["name"], printed["roles"]) == (tasking.name, [role.value for role in tasking.roles]), code
