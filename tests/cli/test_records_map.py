"""``empact records map``: a person decides where records stand after a revision, and no record is written again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import revised_2031 as revised

import oap_invented_2031 as example
from empact import Session
from empact.cli.app import main

OLD, NEW = "plans/rev1.yaml", "plans/rev2.yaml"
DECIDED = ("--decided-by", "Driver", "--on", "2031-07-12", "--yes", "--create")
PROPOSAL = """\
Renumbered  2.1 -> 2.2
            Patrol the road along the two rivers together.
            4 records
Renumbered  2.2 -> 2.1
            Train examiners of old clocks in three courses.
            3 records
Split       2.3 -> 2.3, 2.4
            Search the warehouses at the three great ports of the north, and interview the drivers of lorries at the
            inland borders.
            2.3: Search the warehouses at the three great ports of the north.
            2.4: Interview the drivers of lorries at the inland borders.
            2.3: its activity changed
            2.4: what the KPIs count changed from warehouses to interviews
            2.4: its activity changed
            KPI 1 (20 warehouses) is KPI 1 of 2.3
            6 records
Gone        3.1: its records stay with 1001/1/31 REV 1
            Keep one list of all known makers of springs.
            5 records
Changed     3.2 -> 3.1
            Visit the workshops of twelve towns and write down what they sell.
            the leaders changed from QS to QT
            2 records
1 action is the same.
"""


def call(session: Session, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, arguments, obj=session)


@pytest.fixture(autouse=True)
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session with both revisions in one folder, and the records about the first in a workspace."""
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path(OLD).write_text(revised.REV_1_TEXT, encoding="utf-8")
    Path(NEW).write_text(revised.REV_2_TEXT, encoding="utf-8")
    Path("records").mkdir()
    Path("empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    session = Session([example], config="empact.toml")
    workspace = session.workspace
    named: dict[str, str] = {}
    for report in revised.REPORTS:
        named[report.id] = workspace.reports.add(report.content, create=True, plans=[revised.REV_1]).id
    for entry in revised.LEDGER:
        named[entry.id] = workspace.ledger.add(entry.content, create=True, plans=[revised.REV_1]).id
    workspace.operations.add(revised.OPERATION, create=True)
    workspace.kpis.add(revised.KPIS, create=True)
    workspace.practices.add(revised.PRACTICE, create=True)
    Path("names.json").write_text(json.dumps(named), encoding="utf-8")
    return session


def named(text: str) -> str:
    """Return a text with the ids of the records in the workspace as the short ones of this module."""
    for short, id in json.loads(Path("names.json").read_text(encoding="utf-8")).items():
        text = text.replace(id, short)
    return text


def files() -> dict[str, bytes]:
    """The files of the workspace, without the mappings."""
    paths = (path for path in Path("records").rglob("*.yaml") if "mappings" not in path.parts)
    return {str(path): path.read_bytes() for path in paths}


def places(session: Session) -> dict[str, list[str]]:
    """Where the reports and the entries in force stand in REV 2, as the workspace has them."""
    plan = session.load(NEW)
    context = session.context(plan, records=session.workspace.records)
    reports = {filed.id: [each.action for each in filed.content.actions if each.figures] for filed in context.reports}
    entries = {entry.id: [str(ref) for ref in entry.content.actions] for entry in context.evidence.in_force}
    known: dict[str, list[str]] = json.loads(named(json.dumps({**reports, **entries})))
    return known


def test_map__lists_what_is_not_the_same_and_writes_nothing(session: Session) -> None:
    before = files()
    done = call(session, "records", "map", OLD, NEW)
    assert (done.exit_code, done.stdout) == (0, PROPOSAL)
    assert files() == before
    assert not Path("records/mappings").exists()


def test_map__says_what_each_kpi_is_and_which_are_open(session: Session) -> None:
    text = Path(OLD).read_text(encoding="utf-8").replace("40 cases", "40 cases; 9 arrests; 5 lists")
    Path(OLD).write_text(text, encoding="utf-8")
    text = Path(NEW).read_text(encoding="utf-8").replace("40 cases", "9 arrests; 40 cases")
    Path(NEW).write_text(text, encoding="utf-8")
    done = call(session, "records", "map", OLD, NEW)
    assert [line.strip() for line in done.stdout.splitlines() if "KPI" in line][1:4] == [
        "KPI 1 (40 cases) is KPI 2 of 2.2",
        "KPI 2 (9 arrests) is KPI 1 of 2.2",
        "KPI 3 (5 lists) is open: what is reported for it does not count. Decide with --put.",
    ]
    done = call(session, "records", "map", OLD, NEW, "--put", "2.1/3=", *DECIDED)
    assert "KPI 3 (5 lists) is no KPI now" in done.stdout
    assert "open" not in done.stdout


def test_map__marks_a_match_in_which_few_words_are_the_same(session: Session) -> None:
    text = Path(NEW).read_text(encoding="utf-8")
    Path(NEW).write_text(text.replace("three courses", "two sessions"), encoding="utf-8")
    done = call(session, "records", "map", OLD, NEW)
    assert "Doubtful: of the 8 words of Q-2031:2.2 and the 8 of Q-2031:2.1, 6 are the same.\n" in done.stdout


def test_map__names_the_records_of_each_action(session: Session) -> None:
    done = call(session, "records", "map", OLD, NEW, "--format", "json")
    assert {place["action"]: sorted(place["records"]) for place in json.loads(named(done.stdout))["places"]} == {
        "2.1": ["JAD-2031-1", "confirms-QO", "kpis", "of-QO"],
        "2.2": ["commits-QN", "exhorts-QN", "of-QN"],
        "2.3": ["JAD-2031-1", "commits-QP", "exhorts-QP", "kpis", "of-QP", "reminds-QP"],
        "3.1": ["JAD-2031-1", "exhorts-QR", "kpis", "of-QR", "reminds-QP"],
        "3.2": ["confirms-QS", "of-QS"],
    }


def test_map__decides_once_and_every_record_stands_where_a_person_put_it(session: Session) -> None:
    before = files()
    commitment = json.loads(Path("names.json").read_text(encoding="utf-8"))["commits-QP"]
    done = call(session, "records", "map", OLD, NEW, "--put", f"2.3:{commitment}=2.4", *DECIDED)
    assert done.exit_code == 0
    assert len(list(Path("records/mappings/Q-2031").iterdir())) == 1
    assert files() == before
    assert places(session) == {
        **{id: [*numbers] for id, numbers in revised.PLACES.items()},
        **{id: [*numbers] for id, numbers in revised.ENTRY_PLACES.items()},
    }


def test_map__twice_adds_nothing(session: Session) -> None:
    first = call(session, "records", "map", OLD, NEW, *DECIDED)
    again = call(session, "records", "map", OLD, NEW, *DECIDED)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "Nothing is added" in again.stderr
    assert len(list(Path("records/mappings/Q-2031").iterdir())) == 1


def test_map__decides_otherwise_with_a_mapping_that_replaces_the_first(session: Session) -> None:
    call(session, "records", "map", OLD, NEW, *DECIDED)
    done = call(session, "records", "map", OLD, NEW, "--put", "3.2=", *DECIDED)
    assert "It replaces 2031-07-12-mapping-" in done.stderr
    assert places(session)["of-QS"] == []
    assert places(session)["of-QO"] == ["2.2"]


def test_map__says_that_a_decision_of_an_earlier_day_replaces_a_later_one(session: Session) -> None:
    call(session, "records", "map", OLD, NEW, *DECIDED)
    earlier = ("--decided-by", "Driver", "--on", "2031-07-11", "--yes")
    done = call(session, "records", "map", OLD, NEW, "--put", "3.2=", *earlier)
    assert "of 2031-07-12, which is later than 2031-07-11" in done.stderr
    later = ("--decided-by", "Driver", "--on", "2031-07-13", "--yes")
    assert "which is later" not in call(session, "records", "map", OLD, NEW, "--put", "3.2=3.1", *later).stderr


def test_map__takes_the_title_of_a_practice_and_the_kpi_register_as_ids(session: Session) -> None:
    put = ("--put", f"2.2:{revised.PRACTICE.title}=2.4", "--put", "2.1:kpis=2.4")
    done = call(session, "records", "map", OLD, NEW, *put)
    assert done.exit_code == 0
    assert f"{revised.PRACTICE.title} -> 2.4" in done.stdout
    assert "kpis -> 2.4" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--yes",), "Add --decided-by"),
        (("--put", "2.1"), "is no decision"),
        (("--put", "2.1=9.9"), "9.9"),
        (("--put", "9.9=2.1"), "9.9"),
        (("--put", "2.1:TYPO=2.2"), "Record about 2.1 'TYPO' does not exist."),
        (("--put", "2.1:JAD-2031-2=2.2"), "JAD-2031-1, kpis."),
        (("--put", "2.1:One timetable for all courses=2.2"), "does not exist."),
    ],
)
def test_map__refuses_what_is_not_decided(session: Session, arguments: tuple[str, ...], says: str) -> None:
    done = call(session, "records", "map", OLD, NEW, *arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert not Path("records/mappings").exists()


def test_map__calls_an_action_merged_that_goes_to_one_which_is_the_same(session: Session) -> None:
    done = call(session, "records", "map", OLD, NEW, "--put", "3.1=1.1")
    assert "Merged      3.1 -> 1.1 (decided)\n" in done.stdout


def test_map__refuses_two_plans_and_one_document(session: Session) -> None:
    Path("other.yaml").write_text(revised.REV_2_TEXT.replace("id: Q-2031", "id: P-2031"), encoding="utf-8")
    assert "two plans" in call(session, "records", "map", OLD, "other.yaml").stderr
    assert "both have the same one" in call(session, "records", "map", OLD, OLD).stderr


def test_a_changed_mapping__is_refused(session: Session) -> None:
    call(session, "records", "map", OLD, NEW, *DECIDED)
    (path,) = Path("records/mappings/Q-2031").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace('to: ["2.2"]', 'to: ["2.4"]'), encoding="utf-8")
    done = call(session, "progress", NEW)
    assert done.exit_code == 2
    assert "OAP028" in done.stderr


@pytest.mark.parametrize(
    ("as_of", "out", "used"),
    [("2031-07-09", NEW, OLD), ("2031-07-10", OLD, NEW), (None, OLD, NEW)],
)
def test_a_folder_with_two_revisions__gives_the_one_in_force(
    session: Session, as_of: str | None, out: str, used: str
) -> None:
    done = call(session, "agenda", "plans", *(["--as-of", as_of] if as_of else []), "--format", "json")
    assert done.exit_code == 0
    assert done.stderr == f"Note: {out} is not used: {used} is the revision of Q-2031 in force.\n"
    assert [plan["file"] for plan in json.loads(done.stdout)["plans"]] == [used]


def test_revisions_that_are_named__are_both_used(session: Session) -> None:
    done = call(session, "workload", OLD, NEW, "--format", "json")
    assert len(json.loads(done.stdout)["plans"]) == 2
    assert "2 plans have the id Q-2031" in done.stderr


@pytest.mark.parametrize("sources", [(OLD, NEW), ("plans",)])
def test_revisions_that_are_compared__are_both_used_without_a_word(session: Session, sources: tuple[str, ...]) -> None:
    done = call(session, "export", *sources, "--document", "diff", "--to", "text")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "2.1" in done.stdout


def test_a_draft_without_a_date__is_not_used_beside_a_dated_revision(session: Session) -> None:
    draft = revised.REV_2_TEXT.replace("1001/2/31 REV 2, date: 2031-07-10", "1001/3/31 REV 3")
    Path("plans/rev3.yaml").write_text(draft, encoding="utf-8")
    done = call(session, "agenda", "plans", "--as-of", "2031-08-01", "--format", "json")
    assert done.stderr.splitlines() == [
        f"Note: {OLD} is not used: {NEW} is the revision of Q-2031 in force.",
        f"Note: plans/rev3.yaml is not used: its cover has no date, and {NEW} is the revision of Q-2031 in force.",
    ]


def test_validate__of_a_folder_checks_the_revision_in_force_with_its_records(session: Session) -> None:
    call(session, "records", "map", OLD, NEW, *DECIDED)
    done = call(
        session,
        "validate",
        "plans",
        "--as-of",
        "2031-08-01",
        "--select",
        "OAP830",
        "--select",
        "OAP710",
        "--format",
        "json",
    )
    codes = [finding["code"] for finding in json.loads(done.stdout)["diagnostics"]]
    assert codes == ["OAP830"]  # QS has to confirm the changed action again


def test_map__writes_out_the_highest_marking_of_the_two_revisions(session: Session) -> None:
    marked = f"{revised.REV_1_TEXT}marking: RESTREINT UE/EU RESTRICTED\n"
    Path(OLD).write_text(marked, encoding="utf-8")
    call(session, "records", "map", OLD, NEW, *DECIDED)
    (path,) = Path("records/mappings/Q-2031").iterdir()
    assert "marking: RESTREINT UE/EU RESTRICTED\n" in path.read_text(encoding="utf-8")
    assert call(session, "records", "map", OLD, NEW, "--marking", "LIMITE", *DECIDED).exit_code != 0
