"""``empact report seal`` and ``seals``, and the sealed paper, with late, changed and removed records."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import oap_invented_2031 as example
from empact import Session
from empact.cli.app import main
from empact.model import Seal

PLAN = "oap-invented-2031"
PAPER = ("export", PLAN, "--document", "driver-report", "--checkpoint", "June", "--to", "markdown")
IN_FORCE = "2031-07-11-june-2031-qo-aaf9c2dbf133bb3b"
EDITED = "2031-06-28-june-2031-qr-1e3779ec5057d347"


@pytest.fixture(autouse=True)
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session with a workspace that has the records of the invented plan."""
    monkeypatch.chdir(tmp_path)
    for folder in (example.REPORTS, example.OPERATIONS, example.KPIS, example.LEDGER):
        shutil.copytree(folder, Path("records") / folder.name)
    Path("empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    return Session([example], config="empact.toml")


def run(session: Session, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, arguments, obj=session)


def seal(session: Session, *arguments: str, on: str = "2031-07-20") -> str:
    done = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", on, *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.strip()


def report(id: str) -> Path:
    return Path("records/reports/Q-2031") / f"{id}.yaml"


def test_seal__writes_one_file_and_prints_its_id(session: Session) -> None:
    id = seal(session)
    (path,) = Path("records/seals").rglob("*.yaml")
    assert path == Path("records/seals/Q-2031") / f"{id}.yaml"
    content = session.load(path, Seal)
    assert (content.plan, content.checkpoint, str(content.cut_off), str(content.on)) == (
        "Q-2031",
        "June 2031",
        "2031-06-30",
        "2031-07-20",
    )
    assert [len(part) for part in (content.reports, content.entries, content.operations)] == [7, 10, 1]
    assert path.stat().st_size < 4000
    assert "arrests" not in path.read_text(encoding="utf-8")


def test_seal__again_adds_nothing_unless_there_is_something_new(session: Session) -> None:
    id = seal(session)
    again = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-07-20")
    assert (again.stdout.strip(), again.stderr) == (id, f"Note: Nothing is added: {id} lists the same.\n")
    report(EDITED).unlink()
    second = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-07-20", "--format", "json")
    added = json.loads(second.stdout)["seal"]
    assert added["content"]["seals"] == {id: session.workspace.seals.of_plan("Q-2031").seals[0].digest}
    assert len(added["content"]["reports"]) == 6


def test_seal__of_a_damaged_folder_or_of_nothing_is_refused(session: Session) -> None:
    nothing = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-06-01")
    assert nothing.exit_code == 2
    assert nothing.stderr.startswith("Error: There is nothing to seal: no report about Q-2031 up to June 2031 is known")
    report(EDITED).write_text(report(EDITED).read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    damaged = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-07-20")
    assert damaged.exit_code == 2
    assert "OAP018 report-changed" in damaged.stderr
    assert not Path("records/seals").exists()


def test_seal__takes_folders_and_a_marking(session: Session) -> None:
    Path("empact.toml").unlink()
    bare = Session([example])
    needed = run(bare, "report", "seal", PLAN, "--checkpoint", "June")
    assert needed.stderr.startswith("Error: The command needs the seals folder. Name the folder with --seals")
    folders = ("--reports", "records/reports", "--seals", "mine")
    missing = run(bare, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-07-20", *folders)
    assert missing.exit_code == 2
    assert "Create it, or let 'empact report seal --create' do so" in missing.stderr
    seal(bare, *folders, "--create", "--marking", "EU RESTRICTED")
    (content,) = (filed.content for filed in bare.workspace.seals.of_plan("Q-2031", "mine"))
    assert content.marking == "RESTREINT UE/EU RESTRICTED; LIMITE"
    assert (content.kpis, len(content.entries), len(content.operations)) == (None, 0, 0)


def test_sealed_paper__is_the_one_of_the_day_whatever_came_later(session: Session) -> None:
    before = run(session, *PAPER, "--as-of", "2031-07-20").stdout
    id = seal(session)
    late = run(
        session,
        *("report", "add", PLAN, "--by", "QX", "--checkpoint", "June", "--on", "2031-07-19"),
        *("--source", "Invented: letter", "--action", "2.2", "--figure", "1=2"),
    )
    assert late.exit_code == 0, late.output
    assert run(session, *PAPER, "--as-of", "2031-07-20").stdout != before  # filed late, for an earlier day
    for day in ("2031-07-20", "2031-12-31"):
        done = run(session, *PAPER, "--sealed", "--as-of", day)
        assert done.exit_code == 0, done.output
        lines = [line for line in done.stdout.splitlines() if not line.startswith("- Seal: ")]
        assert lines == before.splitlines()
        assert f"- Seal: {id}" in done.stdout
    listed = json.loads(run(session, "report", "seals", PLAN, "--as-of", "2031-07-20", "--format", "json").stdout)
    (only,) = listed["seals"]
    assert [record["id"] for record in only["after"]] == [late.stdout.strip()]
    assert {"missing", "changed"} & only.keys() == set()
    codes = [finding.code for finding in session.validate(session.load(PLAN), records=session.workspace.records)]
    assert not [code for code in codes if code.startswith("OAP84")]


def test_sealed_paper__names_all_that_was_changed_or_removed(session: Session) -> None:
    id = seal(session)
    report(IN_FORCE).unlink()
    report(EDITED).write_text(report(EDITED).read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    next(Path("records/ledger/Q-2031").glob("2031-02-20-meeting-*")).unlink()
    Path("records/operations/JAD-2031-1.yaml").unlink()
    done = run(session, *PAPER, "--sealed", "--as-of", "2031-12-31")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"Error: Q-2031 for June 2031 is not as it was sealed on 2031-07-20 ({id}):",
        f"  the report {IN_FORCE} is missing or cannot be read",
        "  the ledger entry 2031-02-20-meeting-QO-2204ef757903cd10 is missing or cannot be read",
        "  the operation JAD-2031-1 is missing or cannot be read",
        f"  the report {EDITED} was changed",
    ]
    shown = run(session, "report", "seals", PLAN, "--as-of", "2031-07-31").stdout
    assert "Missing: report 2031-07-11" in shown
    assert f"Changed: report {EDITED}" in shown
    checked = json.loads(run(session, "report", "check", PLAN, "--format", "json").stdout)
    found = {(finding["code"], finding["place"].get("pointer")) for finding in checked["diagnostics"]}
    assert {pair for pair in found if pair[0].startswith("OAP84")} == {
        ("OAP840", f"/reports/{IN_FORCE}"),
        ("OAP840", "/entries/2031-02-20-meeting-QO-2204ef757903cd10"),
        ("OAP840", "/operations/JAD-2031-1"),
        ("OAP841", f"/reports/{EDITED}"),
    }


def test_sealed_paper__of_a_report_that_was_edited_and_renamed_is_refused(session: Session) -> None:
    seal(session)
    edited = report(IN_FORCE).read_text(encoding="utf-8").replace("live", "completed")
    report(IN_FORCE).unlink()
    report("by hand").write_text(edited, encoding="utf-8")
    done = run(session, *PAPER, "--sealed", "--as-of", "2031-12-31")
    assert f"the report {IN_FORCE} is missing" in done.stderr
    (listed,) = json.loads(run(session, "report", "seals", PLAN, "--as-of", "2031-07-31", "--format", "json").stdout)[
        "seals"
    ]
    assert [record["id"] for record in listed["after"]] == ["by hand"]


def test_sealed_paper__of_a_new_seal_counts_what_is_there_now(session: Session) -> None:
    first = seal(session)
    report(IN_FORCE).unlink()
    done = run(session, "report", "seal", PLAN, "--checkpoint", "June", "--on", "2031-08-01")
    second = done.stdout.strip()
    assert done.stderr == f"Note: The report {IN_FORCE} is missing: {first} lists it, but the new seal does not.\n"
    third = run(session, "report", "seal", PLAN, "--checkpoint", "December", "--on", "2032-01-20")
    assert (third.exit_code, third.stderr) == (0, "")
    Path(f"records/seals/Q-2031/{third.stdout.strip()}.yaml").unlink()
    listed = json.loads(run(session, "report", "seals", PLAN, "--as-of", "2031-12-31", "--format", "json").stdout)
    assert [(known["id"], known["counts"]) for known in listed["seals"]] == [(first, False), (second, True)]
    done = run(session, *PAPER, "--sealed", "--as-of", "2031-12-31")
    assert f"- Seal: {second}" in done.stdout
    assert "is missing" in run(session, *PAPER, "--sealed", "--as-of", "2031-07-31").stderr
    assert "OAP840" not in run(session, "report", "check", PLAN).stdout


def test_sealed_paper__of_a_revised_plan_needs_the_old_file(session: Session) -> None:
    seal(session)
    text = Path(example.__file__).with_name("plan.yaml").read_text(encoding="utf-8")
    Path("revised.yaml").write_text(text.replace("participants: ", "participants: QR, ", 1), encoding="utf-8")
    call = (PAPER[0], "revised.yaml", *PAPER[2:], "--sealed", "--as-of", "2031-12-31")
    done = run(session, *call)
    assert done.stderr.splitlines()[1:] == ["  the plan Q-2031 was changed: use its file as it was then"]
    Path("moved.yaml").write_text(f"# a comment\n{text}", encoding="utf-8")
    assert run(session, PAPER[0], "moved.yaml", *PAPER[2:], "--sealed", "--as-of", "2031-12-31").exit_code == 0


def test_sealed_paper__needs_the_folder_of_the_seals(session: Session) -> None:
    Path("empact.toml").unlink()
    done = run(Session([example]), *PAPER, "--sealed", "--reports", "records/reports")
    assert (done.exit_code, done.stderr.partition(".")[0]) == (2, "Error: The command needs the seals folder")
