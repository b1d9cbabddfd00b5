"""A release: what is above its level is refused, and nothing is written."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from tests.cli.test_marked_outputs import CALLS, NOTHING
from tests.support import shipped

import oap_c_2012
from empact import Plan, ReleaseError, Session, UnknownIdError
from empact.analysis import PlanContext, Portfolio, check_release
from empact.cli import main
from empact.documents import Document
from empact.hooks import Artifact, DocumentSpec, ExportContext, Exporter, hookimpl
from empact.model import (
    Action,
    Cover,
    DocumentNumber,
    Issue,
    MarkingStatus,
    MarkingToday,
    Prose,
    Publication,
    Suffix,
)
from empact.reference import read_level

LEVELS = (
    "public",
    "LIMITE",
    "RESTREINT UE/EU RESTRICTED",
    "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "SECRET UE/EU SECRET",
    "TRES SECRET UE/EU TOP SECRET",
)
"""All levels of a release, from low to high."""
NEVER = len(LEVELS)
DCL = DocumentNumber(serial=17793, revision=2, year=11, issues=(Issue(suffix=Suffix.DCL, number=1),))
DAY = dt.date(2031, 5, 5)


def plan(printed: str | None, id: str = "X-2031", **today: object) -> Plan:
    return Plan(id=id, marking=printed, marking_today=MarkingToday(**today) if today else None)  # type: ignore[arg-type]


def withheld(given: Plan) -> Plan:
    """The same plan with an action of which one cell is withheld."""
    return attrs.evolve(given, actions=(Action(number="1.1", activity=Prose(withheld=True)),))


RESTRICTED, SECRET = LEVELS[2], LEVELS[4]
DECLASSIFIED = plan(SECRET, status=MarkingStatus.DECLASSIFIED, document=DCL)
NO_DAY = "and no date of knowledge is given"
PLANS = {
    "unmarked": (plan(None), None, 0, ""),
    "blank": (plan(" \n"), None, 0, ""),
    "limite": (plan("Limite"), None, 1, "X-2031 is Limite, as printed"),
    "restricted": (plan(RESTRICTED), None, 2, f"X-2031 is {RESTRICTED}, as printed"),
    "short": (plan("R-UE/EU-R"), None, 2, "X-2031 is R-UE/EU-R, as printed"),
    "with-limite": (plan(f"LIMITE; {RESTRICTED}"), None, 2, f"X-2031 is LIMITE; {RESTRICTED}, as printed"),
    "confidential": (plan("EU CONFIDENTIAL"), None, 3, "X-2031 is EU CONFIDENTIAL, as printed"),
    "secret": (plan(SECRET), None, 4, f"X-2031 is {SECRET}, as printed"),
    "top-secret": (plan("TRÈS SECRET UE"), None, 5, "X-2031 is TRÈS SECRET UE, as printed"),
    "national": (plan("VS-NfD"), None, 2, "X-2031 is VS-NfD, as printed"),
    "of-a-state": (plan("FR:SECRET"), None, 4, "X-2031 is FR:SECRET, as printed"),
    "unknown": (plan("FOR PARTNERS"), None, NEVER, "X-2031 is FOR PARTNERS, as printed"),
    "partly-unknown": (plan("LIMITE; EYES ONLY"), None, NEVER, "X-2031 is LIMITE; EYES ONLY, as printed"),
    "ambiguous": (plan("SECRET"), None, NEVER, "X-2031 is SECRET, as printed"),
    "declassified": (DECLASSIFIED, None, 0, ""),
    "declassified-to-limite": (
        withheld(plan(SECRET, status=MarkingStatus.PARTLY_DECLASSIFIED, document=DCL, marking="LIMITE")),
        None,
        1,
        "X-2031 is LIMITE, partly declassified by 17793/2/11 DCL 1",
    ),
    "extract": (withheld(plan(RESTRICTED, status=MarkingStatus.EXTRACT, document=DCL)), None, 0, ""),
    "extract-of-all": (
        plan(RESTRICTED, status=MarkingStatus.EXTRACT, document=DCL),
        None,
        2,
        f"X-2031 is {RESTRICTED}, as printed, since it is extract by 17793/2/11 DCL 1, and no cell is withheld",
    ),
    "downgraded": (
        plan(SECRET, status=MarkingStatus.DOWNGRADED, document=DCL, marking=RESTRICTED, on=DAY),
        DAY,
        2,
        f"X-2031 is {RESTRICTED}, downgraded by 17793/2/11 DCL 1 on 2031-05-05",
    ),
    "downgraded-later": (
        plan(SECRET, status=MarkingStatus.DOWNGRADED, document=DCL, marking=RESTRICTED, on=DAY),
        dt.date(2031, 5, 4),
        4,
        f"X-2031 is {SECRET}, as printed, since it is downgraded by 17793/2/11 DCL 1 on 2031-05-05, later",
    ),
    "no-day": (
        plan(SECRET, status=MarkingStatus.DECLASSIFIED, document=DCL, on=DAY),
        None,
        4,
        f"X-2031 is {SECRET}, as printed, since it is declassified by 17793/2/11 DCL 1 on 2031-05-05, {NO_DAY}",
    ),
    "downgraded-to-nothing": (
        plan(SECRET, status=MarkingStatus.DOWNGRADED, document=DCL),
        None,
        4,
        f"X-2031 is {SECRET}, as printed, since it is downgraded by 17793/2/11 DCL 1 without a new marking",
    ),
    "no-document": (
        plan(RESTRICTED, status=MarkingStatus.DECLASSIFIED),
        None,
        2,
        f"X-2031 is {RESTRICTED}, as printed, since no document is named by which it is declassified",
    ),
    "only-today": (
        plan(None, status=MarkingStatus.EXTRACT, marking="LIMITE"),
        None,
        1,
        "X-2031 is LIMITE, by 'marking_today'",
    ),
    "published": (
        attrs.evolve(plan(RESTRICTED), cover=Cover(published=Publication(text="in a journal"))),
        None,
        2,
        f"X-2031 is {RESTRICTED}, as printed",
    ),
}
"""For each: the plan, the date of knowledge, the lowest level that it passes, and what a refusal says of it."""


@pytest.mark.parametrize("name", PLANS)
def test_check_release__refuses_what_is_above_the_level(name: str) -> None:
    given, on, lowest, said = PLANS[name]
    for rank, level in enumerate(LEVELS):
        if rank >= lowest:
            assert check_release([given], level, on=on) == read_level(level)
            continue
        with pytest.raises(ReleaseError) as error:
            check_release([given], level, on=on)
        assert f"The release at the level '{level}' is refused: {said}. Leave out" in str(error.value)
        assert error.value.plans == ("X-2031",)
        assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


@pytest.mark.parametrize(
    ("level", "passes"),
    [
        ("Public", 0),
        ("limite", 1),
        ("EU RESTRICTED", 2),
        ("restreint ue", 2),
        ("R-UE/EU-R", 2),
        ("RESTREINT UE/EU RESTRICTED; LIMITE", 2),
        ("DE:VS-NUR FÜR DEN DIENSTGEBRAUCH", 2),
        ("VS-NfD", 2),
        ("C-UE/EU-C", 3),
        ("RO:SECRET", 3),
        ("FR:SECRET", 4),
        ("TRÈS SECRET UE/EU TOP SECRET", 5),
    ],
)
def test_a_level__is_read_as_a_marking_is(level: str, passes: int) -> None:
    plans = [plan(None if rank == 0 else name) for rank, name in enumerate(LEVELS)]
    refused = []
    for rank, given in enumerate(plans):
        try:
            check_release([given], level)
        except ReleaseError:
            refused.append(rank)
    assert refused == list(range(passes + 1, len(LEVELS)))


AMBIGUOUS = "'Secret' means different levels in BE, IE, FR, RO, UK: write it with the state, such as 'BE:Secret'."
ALL = f"Levels: {', '.join(LEVELS)}, or a marking of a state, such as DE:GEHEIM."


@pytest.mark.parametrize(
    ("level", "message"),
    [
        ("", f"Level '' does not exist. {ALL}"),
        (" ", f"Level ' ' does not exist. {ALL}"),
        ("LIMITED", f"Level 'LIMITED' does not exist. Write 'LIMITE', if that is meant. {ALL}"),
        ("FOR PARTNERS", f"Level 'FOR PARTNERS' does not exist. {ALL}"),
        ("public; LIMITE", f"Level 'public; LIMITE' does not exist. {ALL}"),
        (
            "Secret",
            f"Level 'Secret' does not exist. {AMBIGUOUS} {ALL}",
        ),
    ],
)
def test_a_level_that_is_not_known__is_an_error_with_the_list(level: str, message: str) -> None:
    with pytest.raises(UnknownIdError) as error:
        check_release([], level)
    assert str(error.value) == message


def test_check_release__names_each_plan_and_file_above_the_level() -> None:
    plans = [
        plan(RESTRICTED, "A-2031"),
        plan(None, "B-2031"),
        plan(SECRET, "C-2031"),
        plan("LIMITE", "D-2031"),
        plan("FOR PARTNERS", "E-2031"),
    ]
    with pytest.raises(ReleaseError) as error:
        check_release([*plans, plans[0]], "LIMITE", unread=[("f.yaml", "EU SECRET"), ("g.yaml", "LIMITE")])
    assert error.value.plans == ("A-2031", "C-2031", "E-2031", "f.yaml")
    assert str(error.value) == (
        f"The release at the level 'LIMITE' is refused: A-2031 is {RESTRICTED}, as printed; C-2031 is {SECRET}, as "
        "printed; E-2031 is FOR PARTNERS, as printed; f.yaml is EU SECRET, and cannot be read. Leave out what is above "
        "the level, choose a higher level, or write the document that changes a marking under 'marking_today' of the "
        "plan."
    )


# Session.export


def note(ctx: PlanContext, *, marking: str = "") -> Document:
    return Document(kind="note", title="", name="note", marking="EU SECRET", sections=())


def low(what: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    level = ctx.release
    yield Artifact(f"{what.id}.low", repr(None if level is None else (level.rank, bool(level.distribution))).encode())


class _Plugin:
    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        return [DocumentSpec(name="note", summary="A note.", build=f"{__name__}:note")]

    @hookimpl
    def empact_exporters(self) -> list[Exporter]:
        return [Exporter(name="low", suffix=".low", write=f"{__name__}:low")]


SESSION = Session([oap_c_2012, _Plugin()])


@pytest.mark.parametrize("to", [*dict.fromkeys(exporter.name for exporter in shipped.EXPORTERS)])
def test_export__writes_nothing_above_the_level(to: str) -> None:
    Path("out").mkdir()
    file = Path("out/file")
    file.write_text("before", "utf-8")
    with pytest.raises(ReleaseError, match=f"X-2031 is {SECRET}, as printed"):
        SESSION.export(plan(SECRET), to=to, path=file, release=RESTRICTED)
    assert [(path.name, path.read_text("utf-8")) for path in Path("out").iterdir()] == [("file", "before")]
    for folder, level in (("released/", SECRET), ("not-released/", None)):
        SESSION.export(plan(SECRET), to=to, path=folder, release=level)
    released, usual = (sorted(Path(folder).iterdir()) for folder in ("released", "not-released"))
    assert [(path.name, path.read_bytes()) for path in released] == [(path.name, path.read_bytes()) for path in usual]


@pytest.mark.parametrize("spec", shipped.DOCUMENTS, ids=lambda spec: spec.name)
def test_export__refuses_each_document_about_a_plan_above_the_level(spec: DocumentSpec) -> None:
    plans = Portfolio((plan("LIMITE", "A-2031"), plan(SECRET, "B-2031")))
    needed: dict[str, Any] = {option.name: "Europol" for option in spec.options if option.required}
    with pytest.raises(ReleaseError) as error:
        SESSION.export(plans, document=spec.name, to="text", release="LIMITE", as_of=DAY, **needed)
    assert error.value.plans == ("B-2031",)


def test_export__takes_the_status_of_the_date_of_knowledge() -> None:
    given = plan(SECRET, status=MarkingStatus.DECLASSIFIED, document=DCL, on=DAY)
    assert SESSION.export(given, to="json", release="public", as_of=DAY)
    for as_of in (None, dt.date(2031, 5, 4)):
        with pytest.raises(ReleaseError):
            SESSION.export(given, to="json", release="public", as_of=as_of)


def test_export__refuses_a_document_with_a_marking_of_its_own_above_the_level() -> None:
    with pytest.raises(ReleaseError, match="The release is refused: the document 'note' is EU SECRET"):
        SESSION.export(plan("LIMITE"), document="note", to="json", release=RESTRICTED)
    data = SESSION.export(plan("LIMITE"), document="note", to="json", release=SECRET)
    assert json.loads(data)["marking"] == f"{SECRET}; LIMITE"


@pytest.mark.parametrize(
    ("release", "seen"),
    [(None, "None"), ("public", "(0, False)"), ("LIMITE", "(0, True)"), ("DE:GEHEIM", "(3, False)")],
)
def test_an_exporter__is_given_the_level(release: str | None, seen: str) -> None:
    assert SESSION.export(plan(None), to="low", release=release).decode() == seen


def test_export__refuses_a_level_that_is_no_text() -> None:
    with pytest.raises(TypeError, match="level of a release"):
        SESSION.export(plan(None), to="json", release=1)  # type: ignore[call-overload]


# The command line

PLAN = """\
empact: plan/1
id: {id}
title: zebra
marking: {marking}
period: {{start: 2031-01-01, end: 2031-12-31}}
goals: [{{number: "1", annex: To know the zebra.}}]
actions:
  - {{number: "1.1", goal: "1", activity: Count the zebra., leaders: HU, timing: May}}
"""
COMMANDS = [(name, calls[0]) for name, calls in CALLS.items()] + [("export", "z.yaml --to json -o out.json")]


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, arguments, prog_name="empact")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, marking in (("z", SECRET), ("y", "LIMITE"), ("later", SECRET)):
        Path(f"{name}.yaml").write_text(PLAN.format(id=f"{name.upper()}-2031", marking=marking), "utf-8")
    Path("empact.toml").write_text('workspace = "records"\n', "utf-8")
    Path("records").mkdir()
    return tmp_path


@pytest.mark.parametrize(("command", "call"), COMMANDS)
def test_a_command_that_reads_plans__stops_above_the_level(command: str, call: str) -> None:
    if command == "import":
        run("export", "z.yaml", "--to", "docx", "-o", "z.docx")
    before = sorted(map(str, Path().rglob("*")))
    done = run(*command.split(), *call.split(), "--release", "EU RESTRICTED")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Error: The release at the level 'EU RESTRICTED' is refused: Z-2031 is {SECRET}, as printed" in done.stderr
    assert "zebra" not in done.stderr
    assert sorted(map(str, Path().rglob("*"))) == before


@pytest.mark.parametrize("command", ["show z.yaml", "export z.yaml --to yaml", "task z.yaml --party HU"])
def test_a_command__prints_at_the_level_what_it_prints_without_it(command: str) -> None:
    done = run(*command.split(), "--release", "FR:SECRET")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == run(*command.split()).stdout


@pytest.mark.parametrize("name", NOTHING)
def test_a_command_that_reads_no_plan__has_no_level(name: str) -> None:
    assert "--release" not in run(name, "--help").stdout


def test_a_command__names_the_plans_above_the_level_and_leaves_the_files() -> None:
    Path("out").mkdir()
    Path("out/Z-2031-tasking-HU.txt").write_text("before", "utf-8")
    done = run("task", "y.yaml", "z.yaml", "later.yaml", "--party", "HU", "-o", "out/", "--release", "limite")
    assert done.exit_code == 2
    assert "Z-2031 is" in done.stderr
    assert "LATER-2031 is" in done.stderr
    assert "Y-2031" not in done.stderr
    assert [path.read_text("utf-8") for path in Path("out").iterdir()] == ["before"]


def test_a_command__refuses_a_level_that_is_not_known_before_it_reads() -> None:
    done = run("show", "missing.yaml", "--release", "LIMITED")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: Level 'LIMITED' does not exist. Write 'LIMITE', if that is meant. Levels:")


def test_a_command__refuses_a_marked_file_that_it_cannot_read() -> None:
    Path("cut.yaml").write_text(PLAN.format(id="C-2031", marking=SECRET) + "zebra: [zebra\n", "utf-8")
    done = run("validate", "cut.yaml", "--release", "LIMITE")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"cut.yaml is {SECRET}, and cannot be read" in done.stderr
    assert "zebra" not in done.stderr


def test_a_command__takes_the_status_of_today_also_for_a_later_date_of_knowledge() -> None:
    status = "marking_today: {status: declassified, document: 14001/30 DCL 1, on: 9999-01-01}"
    Path("z.yaml").write_text(PLAN.format(id="Z-2031", marking=f"{SECRET}\n{status}"), "utf-8")
    assert run("validate", "z.yaml", "--release", "public", "--as-of", "9999-06-01").exit_code == 2
    Path("z.yaml").write_text(PLAN.format(id="Z-2031", marking=f"{SECRET}\n{status}".replace("9999", "2020")), "utf-8")
    assert run("validate", "z.yaml", "--release", "public").exit_code == 0
    assert run("validate", "z.yaml", "--release", "public", "--as-of", "2019-06-01").exit_code == 2


@pytest.mark.parametrize("sources", [["oap-c-2012"], ["oap-c-2012", "y.yaml"], ["y.yaml", "oap-c-2012"]])
def test_the_reference_plan__is_released_at_its_printed_level_alone_and_in_a_book(sources: list[str]) -> None:
    shown = run("validate", *sources, "--release", "VS-NfD").stdout.splitlines()
    assert ("RESTREINT UE/EU RESTRICTED; LIMITE" if len(sources) > 1 else "RESTREINT UE/EU RESTRICTED") in shown
    call = ["export", *sources, "--document", "workload", "--to", "text"]
    banner = run(*call, "--release", "VS-NfD").stdout.splitlines()[0]
    assert banner == "RESTREINT UE/EU RESTRICTED" + ("; LIMITE" if len(sources) > 1 else "")
    for level in ("public", "LIMITE"):
        refused = run(*call, "--release", level)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "C-2012 is RESTREINT UE/EU RESTRICTED, as printed" in refused.stderr
