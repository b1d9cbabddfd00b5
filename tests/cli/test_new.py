"""``empact new``: the project that it writes works at once, and what cannot be made is refused in one line."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

import empact
from empact import Session
from empact.cli import main
from empact.cli.project import Project, found_period, found_prefix, found_priority
from empact.hooks import BundledPlan, hookimpl
from empact.reference import Cycle, cycle, cycles

G_2013 = ("oap-g-2013", "--priority", "G", "--cycle", "2011-2013")
C_2015 = ("oap-c-2015", "--priority", "C", "--cycle", "2014-2017")
DRUGS = ("oap-drugs-2026", "--priority", "drug-trafficking", "--cycle", "2026-2029")
UNKNOWN = ("arts.2013", "--priority", "Z", "--cycle", "2013-17", "--period", "2016-2017", "--title", 'Stolen "art" é')
EVERY = (G_2013, C_2015, DRUGS, UNKNOWN)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], prog_name="empact")


def project_of(during: Cycle, code: str, name: str = "x-1", period: str | None = None) -> Project:
    known, title, fact = found_priority(during, code, None)
    return Project(
        name=name,
        code=known,
        title=title,
        cycle=during,
        period=found_period(during, name, period or during.id[:4]),
        prefix=found_prefix(known, None, ()),
        fact=fact,
    )


def text(project: Project, path: str) -> str:
    return project.files("1.0", b"{}")[path].decode()


G = Project(
    name="oap-g-2013",
    code="G",
    title="Mobile (itinerant) organised crime groups",
    cycle=cycle("2011-2013"),
    period=found_period(cycle("2011-2013"), "oap-g-2013", None),
    prefix="OAPG",
)


# What is written


def test_a_project_has_these_files(folder: Path) -> None:
    done = new(*G_2013)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "oap-g-2013: 14 files, with the plan G-2013 and a rule, OAPG001.\n"
        "README.md lists the next steps. Start with:\n\n"
        "cd oap-g-2013\npip install -e '.[test]'\nempact validate oap-g-2013\npytest\n"
    )
    assert [path.name for path in folder.iterdir()] == ["oap-g-2013"]
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        "oap-g-2013/.gitignore",
        "oap-g-2013/README.md",
        "oap-g-2013/plan-1.schema.json",
        "oap-g-2013/pyproject.toml",
        "oap-g-2013/src/oap_g_2013/__init__.py",
        "oap-g-2013/src/oap_g_2013/cases/oapg-many-actions-led.yaml",
        "oap-g-2013/src/oap_g_2013/export.py",
        "oap-g-2013/src/oap_g_2013/plan.yaml",
        "oap-g-2013/src/oap_g_2013/py.typed",
        "oap-g-2013/src/oap_g_2013/rules.py",
        "oap-g-2013/tests/conftest.py",
        "oap-g-2013/tests/golden/leaders.md",
        "oap-g-2013/tests/test_export.py",
        "oap-g-2013/tests/test_plugin.py",
    ]


def test_the_plan_states_what_is_known_of_the_priority_and_its_cycle(folder: Path) -> None:
    new(*G_2013)
    plan = empact.load(folder / "oap-g-2013/src/oap_g_2013/plan.yaml")
    assert plan.id == "G-2013"
    assert plan.title == "Operational Action Plan 2013: Priority G: Mobile (itinerant) organised crime groups"
    assert plan.priority is not None
    assert (plan.priority.code, plan.priority.name) == ("G", "Mobile (itinerant) organised crime groups")
    assert str(plan.period) == "2013-01-01 to 2013-12-31"
    assert plan.cycle is not None
    assert plan.cycle.id == "2011-2013"
    assert str(plan.cycle.period) == "2011-01-01 to 2013-12-31"
    assert str(plan.cycle.basis) == "15358/10"
    assert [str(step.document) for step in plan.cycle.steps] == [
        "15358/10",
        "8709/11",
        "11050/11",
        "15850/11",
        "15386/3/11 REV 3",
        "17803/11",
    ]
    assert [goal.number for goal in plan.goals] == ["1", "2"]
    assert all(str(action.activity).startswith("EXAMPLE: ") for action in plan.actions)


def test_a_plan_of_a_cycle_with_plans_of_two_years_covers_two(folder: Path) -> None:
    new(*DRUGS)
    plan = empact.load(folder / "oap-drugs-2026/src/oap_drugs_2026/plan.yaml")
    assert plan.id == "drug-trafficking-2026-2027"
    assert plan.title == "Operational Action Plan 2026-2027: Drug trafficking"
    assert str(plan.period) == "2026-01-01 to 2027-12-31"


@pytest.mark.parametrize(
    ("during", "code", "title", "comment"),
    [
        ("2011-2013", "G", None, "The name is general knowledge: check it against the document (11050/11)."),
        ("2011-2013", "F", None, "The name is the one in 17793/2/11 REV 2."),
        ("2011-2013", "F", "THB", "The name is the one given on the command line."),
        ("2011-2013", "Z", "Art", "The name is the one given on the command line."),
    ],
)
def test_the_plan_says_how_far_the_name_of_the_priority_is_known(
    folder: Path, during: str, code: str, title: str | None, comment: str
) -> None:
    options = [] if title is None else ["--title", title]
    assert new("x-2013", "--priority", code, "--cycle", during, *options).exit_code == 0
    lines = (folder / "x-2013/src/x_2013/plan.yaml").read_text(encoding="utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("priority:"))
    assert lines[at - 1] == f"# {comment}"


@pytest.mark.parametrize(
    ("name", "asked", "years"),
    [
        ("oap-dt-2026", None, "2026 2027"),
        ("oap-dt-2027", None, "2026 2027"),
        ("oap-dt-2029", None, "2028 2029"),
        ("oap-dt-2027-2028", None, "2027 2028"),
        ("oap-dt-2026", "2028", "2028 2028"),
        ("oap-dt", "2028-2029", "2028 2029"),
    ],
)
def test_the_period_is_asked_for_or_that_of_the_plan_in_which_the_year_lies(
    name: str, asked: str | None, years: str
) -> None:
    period = found_period(cycle("2026-2029"), name, asked)
    assert f"{period.start.year} {period.end.year}" == years
    assert (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)


@pytest.mark.parametrize(
    ("code", "taken", "prefix"),
    [
        ("G", (), "OAPG"),
        ("C", ("OAPC",), "OAPCA"),
        ("C", ("OAPC", "OAPCA"), "OAPCB"),
        ("drug-trafficking", (), "OAPDT"),
        ("trafficking-in-human-beings", (), "OAPTHB"),
        ("firearms", (), "OAPFIRE"),
        ("fraud-economic-and-financial-crimes", (), "OAPFEFC"),
    ],
)
def test_the_prefix_is_made_of_the_letters_of_the_priority_and_is_free(
    code: str, taken: tuple[str, ...], prefix: str
) -> None:
    assert found_prefix(code, None, taken) == prefix


def test_a_prefix_that_another_plugin_has_is_not_taken_over(folder: Path) -> None:
    assert "a rule, OAPCA001." in new(*C_2015).stdout
    rules = (folder / "oap-c-2015/src/oap_c_2015/rules.py").read_text(encoding="utf-8")
    assert 'code="OAPCA001"' in rules
    assert 'name="oapca-many-actions-led"' in rules


@pytest.mark.parametrize("during", cycles(), ids=lambda one: one.id)
def test_the_plan_of_every_known_priority_has_nothing_that_a_reader_would_ask(during: Cycle) -> None:
    session = Session()
    for fact in during.priorities:
        project = project_of(during, fact.letter or fact.id)
        plan = session.loads(text(project, "src/x_1/plan.yaml"), format="yaml")
        assert [one.message for one in session.validate(plan)] == []
        assert plan.priority is not None
        assert plan.priority.name == fact.name


def test_an_editor_finds_the_schema_and_nothing_to_mark(folder: Path) -> None:
    new(*G_2013)
    file = folder / "oap-g-2013/src/oap_g_2013/plan.yaml"
    first, _, rest = file.read_text(encoding="utf-8").partition("\n")
    start, _, schema = first.partition("=")
    assert start == "# yaml-language-server: $schema"
    described = json.loads((file.parent / schema).read_bytes())
    assert described == json.loads(empact.default_session().schema())
    jsonschema.validate(yaml.load(rest, yaml.BaseLoader), described)


def test_every_line_that_waits_in_the_plan_can_be_filled_in() -> None:
    written = text(G, "src/oap_g_2013/plan.yaml")
    waiting = re.compile(r"^( *)# (?=[a-z_]+: \S)", re.MULTILINE)
    assert [line.strip().partition(":")[0] for line in written.splitlines() if waiting.match(line)] == [
        "# marking",
        "# cover",
        "# oversight",
        "# driver",
        "# drafters",
        "# support",
        "# interdependencies",
        "# valid",
        "# extensions",
    ]
    filled = waiting.sub(r"\1", written.partition("\n")[2])
    session = Session()
    plan = session.loads(filled, format="yaml")
    assert plan.marking == "RESTREINT UE/EU RESTRICTED"
    assert [one.message for one in session.validate(plan) if one.severity > empact.Severity.INFO] == []


def test_a_text_with_quotes_stands_in_every_file_as_it_is(folder: Path) -> None:
    done = new(*UNKNOWN)
    assert done.exit_code == 0
    plan = empact.load(folder / "arts-2013/src/arts_2013/plan.yaml")
    assert plan.title == 'Operational Action Plan 2016-2017: Priority Z: Stolen "art" é'


@pytest.mark.parametrize("project", [G, project_of(cycle("2026-2029"), "drug-trafficking")], ids=lambda one: one.name)
def test_no_placeholder_is_left(project: Project) -> None:
    for path, data in project.files("1.0", b"{}").items():
        left = re.findall(r"\$\{?\w+", f"{path}\n{data.decode()}")
        assert set(left) <= {"$schema"}, path


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("oap g", *G_2013[1:]),
            "'oap g' cannot be the name of a distribution. Use letters, digits and hyphens, such as oap-g-2013.",
        ),
        (
            ("../x-2013", *G_2013[1:]),
            "'../x-2013' cannot be the name of a distribution. Use letters, digits and hyphens, such as oap-g-2013.",
        ),
        (
            ("2013-g", *G_2013[1:]),
            "Python cannot import '2013_g', the package of '2013-g'. Use another name, such as 'oap-2013-g'.",
        ),
        (
            ("Class", *G_2013[1:]),
            "Python cannot import 'class', the package of 'Class'. Use another name, such as 'oap-Class'.",
        ),
        (
            ("json", *G_2013[1:]),
            "The name 'json' is taken: it is the name of the package 'json'. Choose another name.",
        ),
        (
            ("OAP_C-2012", *G_2013[1:]),
            "The name 'oap-c-2012' is taken: it is the name of the package 'oap_c_2012'. Choose another name.",
        ),
        (
            ("oap-g-2013", "--priority", "G", "--cycle", "2010"),
            "Unknown policy cycle '2010'. Use one of 2011-2013, 2014-2017, 2018-2021, 2022-2025, 2026-2029.",
        ),
        (
            ("oap-z-2013", "--priority", "Z", "--cycle", "2011-2013"),
            (
                "Unknown priority 'Z' in the cycle 2011-2013. Use A (West Africa), B (Western Balkans), "
                "C (Illegal immigration), D (Synthetic drugs), E (Container smuggling / illicit commodities), "
                "F (Trafficking in human beings), G (Mobile (itinerant) organised crime groups), H (Cybercrime); "
                "or name a new one with --title."
            ),
        ),
        (
            ("oap-z-2026", "--priority", "Z", "--cycle", "2026-2029"),
            (
                "Unknown priority 'Z' in the cycle 2026-2029. Use most-threatening-criminal-networks, "
                "online-crimes, drug-trafficking, migrant-smuggling-and-thb, firearms-and-explosives, "
                "environmental-crime, economic-and-financial-crime; or name a new one with --title."
            ),
        ),
        (
            ("oap-z-2013", "--priority", "Z: 1", "--cycle", "2011-2013", "--title", "Art"),
            "'Z: 1' is not a priority code. Use a letter, or words joined by hyphens.",
        ),
        ((*G_2013, "--title", " "), "The title must be one line of text that is not empty."),
        ((*G_2013, "--title", "a\nb"), "The title must be one line of text that is not empty."),
        (
            ("oap-g", *G_2013[1:]),
            "The name 'oap-g' has no year. Add the period, such as --period 2013.",
        ),
        (
            ("oap-g-2014", *G_2013[1:]),
            "The name 'oap-g-2014' has a year outside the cycle 2011-2013, which is from 2011 to 2013.",
        ),
        (
            (*G_2013, "--period", "2013-2014"),
            "The period '2013-2014' has a year outside the cycle 2011-2013, which is from 2011 to 2013.",
        ),
        ((*G_2013, "--period", "13"), "'13' is not a period. Use one year or two, such as 2011 or 2011-2012."),
        ((*G_2013, "--prefix", "oapg"), "'oapg' is not a prefix. Use 2 to 8 capital letters, such as OAPG."),
        (
            (*G_2013, "--prefix", "OAP"),
            "The prefix 'OAP' belongs to empact or to an installed plugin. Choose another one.",
        ),
        (
            (*G_2013, "--prefix", "OAPC"),
            "The prefix 'OAPC' belongs to empact or to an installed plugin. Choose another one.",
        ),
        (
            ("oap-7-2013", "--priority", "7", "--cycle", "2011-2013", "--title", "Art"),
            "The priority '7' has no letters for the rule codes. Add them with --prefix.",
        ),
        ((*G_2013, "-o", "no/where"), "no/where: No such file or directory"),
    ],
)
def test_what_cannot_be_made_is_told_in_one_line(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    done = new(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {message}\n")
    assert list(folder.iterdir()) == []


def test_a_name_that_a_plugin_or_its_plan_has_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    class Plugin:
        __name__ = "art_2013"

        @hookimpl
        def empact_plans(self) -> list[BundledPlan]:
            return [BundledPlan(name="Oap_G.2013", package="p", resource="r.yaml")]

    monkeypatch.setattr("empact.cli.app.default_session", lambda: Session([Plugin()]))
    assert (
        new(*G_2013).stderr
        == "Error: The name 'oap-g-2013' is taken: it is the name of a bundled plan. Choose another name.\n"
    )
    assert (
        new("art-2013", *G_2013[1:]).stderr
        == "Error: The name 'art-2013' is taken: it is the name of a plugin. Choose another name.\n"
    )
    assert list(folder.iterdir()) == []


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "oap-g-2013").mkdir()
    (folder / "oap-g-2013" / "mine.txt").write_text("mine", encoding="utf-8")
    done = new(*G_2013)
    told = "Error: oap-g-2013: Already exists and is not an empty folder; nothing is overwritten\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", told)
    assert [path.name for path in folder.rglob("*")] == ["oap-g-2013", "mine.txt"]


def test_a_folder_that_is_empty_is_filled_and_stays_the_same(folder: Path) -> None:
    before = folder.stat().st_ino
    assert new(*G_2013, "-o", ".").exit_code == 0
    assert folder.stat().st_ino == before
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "README.md",
        "plan-1.schema.json",
        "pyproject.toml",
        "src",
        "tests",
    ]


def test_other_commands_do_not_pay_for_it() -> None:
    script = (
        "import sys; from empact.cli import main; main(['plans'], standalone_mode=False);"
        "print([name for name in sys.modules if name in ('empact.cli.new', 'empact.cli.project')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# What is written works


def environment(*paths: Path) -> dict[str, str]:
    """The environment of a process that finds packages in these folders too."""
    here = [path for path in sys.path if path]
    wanted = os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, paths), *here])}
    wanted.pop("PYTEST_ADDOPTS", None)  # how this run is measured is not how the other is
    return wanted


def ran(folder: Path, *command: str, paths: tuple[Path, ...] = ()) -> str:
    """What a module of Python prints in a folder, where it succeeds."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment(*paths),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project of every kind."""
    top = tmp_path_factory.mktemp("projects")
    for name, *options in EVERY:
        assert new(name, *options, "-o", str(top / name)).exit_code == 0
    return top


@pytest.mark.one_python
@pytest.mark.parametrize("name", [G_2013[0], DRUGS[0], UNKNOWN[0]])
def test_a_project_passes_its_tests_as_it_stands(
    projects: Path, name: str, monkeypatch: pytest.MonkeyPatch, run_pytest: Callable[[list[str]], tuple[int, str]]
) -> None:
    monkeypatch.chdir(projects / name)
    monkeypatch.syspath_prepend(projects / name / "src")
    status, told = run_pytest(["-q", "-p", "no:cacheprovider"])
    assert status == 0, told
    assert re.search(r"^4 passed", told, re.MULTILINE), told


@pytest.mark.one_python
def test_projects_are_installed_side_by_side_and_their_plans_are_checked(projects: Path, tmp_path: Path) -> None:
    offline = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    site = tmp_path / "site"
    ran(tmp_path, "pip", "install", *offline, "--target", str(site), *(str(projects / name) for name, *_ in EVERY))
    plugins = ran(tmp_path, "empact", "plugins", paths=(site,))
    rows = [line.split() for line in plugins.splitlines()]
    assert [row for row in rows if row[0] in {"arts_2013", "oap_c_2015", "oap_drugs_2026", "oap_g_2013"}] == [
        ["arts_2013", "loaded", "arts-2013", "0.1.0"],
        ["oap_c_2015", "loaded", "oap-c-2015", "0.1.0"],
        ["oap_drugs_2026", "loaded", "oap-drugs-2026", "0.1.0"],
        ["oap_g_2013", "loaded", "oap-g-2013", "0.1.0"],
    ]
    names = ("oap-g-2013", "oap-c-2015", "oap-drugs-2026", "arts-2013")
    told = ran(tmp_path, "empact", "validate", *names, "--fail-on", "info", paths=(site,))
    assert told.startswith("No findings in 4 plans")
    readme = (projects / "oap-g-2013" / "README.md").read_text(encoding="utf-8")
    for line in re.findall("^empact (.+)$", readme, re.MULTILINE):
        ran(tmp_path, "empact", *shlex.split(line), paths=(site,))
    exported = ran(tmp_path, "empact", "export", "oap-g-2013", "--to", "oapg-leaders", paths=(site,))
    assert exported.startswith("# Operational Action Plan 2013: Priority G: Mobile (itinerant)")


@pytest.mark.typing
@pytest.mark.parametrize(
    "command",
    [
        ("mypy", "--cache-dir", os.devnull),
        ("pyright", "--pythonpath", sys.executable),
        ("ruff", "check", "--isolated", "--no-cache", "."),
        ("ruff", "format", "--isolated", "--no-cache", "--check", "."),
    ],
    ids=["mypy", "pyright", "ruff", "format"],
)
def test_checkers_of_types_and_style_accept_a_project(projects: Path, command: tuple[str, ...]) -> None:
    for name in ("oap-g-2013", "oap-drugs-2026") if command[0] == "ruff" else ("oap-g-2013",):
        ran(projects / name, *command)
