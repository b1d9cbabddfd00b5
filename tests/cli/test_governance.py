"""The commands about how a plan is managed: ``exclusion``, ``ledger``, ``practice``, ``governance``; and ``--ledger``.

The plan, the states and the ledger are those of ``examples/oap_invented_2031``, and whatever these tests record is
invented.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import empact
import oap_invented_2031
from empact import Session
from empact.analysis import find_practices
from empact.cli import main
from empact.model import EntryContent, EntryKind, Opportunity, Practice, Request, Uptake

LEDGER = str(oap_invented_2031.LEDGER)
MARKING = "LIMITE"
READERS = "Readers: only the Driver and the Support Unit"
SESSION = Session([oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
REGISTER = SESSION.register
FIRST = "2031-06-18-exhortation-Nettlemark-945165b245d1d76f"


pytestmark = pytest.mark.usefixtures("invented_plan_installed")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an ``empact.toml`` that names the folder of the ledger and of the practices."""
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    (tmp_path / "records").mkdir()
    return tmp_path / "records"


def add(*arguments: str) -> str:
    done = run("ledger", "add", "oap-invented-2031", *arguments, "--source", "Invented")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.strip()


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return [line for line in done.stderr.splitlines() if line.startswith("Error: ")][-1]


# Dates and input


@pytest.mark.parametrize("command", ["workload", "overlaps", "governance"])
@pytest.mark.parametrize(("as_of", "party"), [("2031-01-02", None), ("2031-11-30", "QN")])
def test_as_of__is_the_date_of_knowledge(command: str, as_of: str, party: str | None) -> None:
    done = run(command, "oap-invented-2031", "--ledger", LEDGER, "--as-of", as_of, "--format", "json")
    tree = json.loads(done.stdout)
    assert tree["as_of"] == as_of
    if command == "governance":
        absent = {code for line in tree["lines"] for code in line.get("absent", [])}
        assert absent == ({party} if party else set())
    else:
        decisions = tree["excluded"].get("Q-2031", [])
        assert [decision["party"] for decision in decisions] == ([party] if party else [])


@pytest.mark.parametrize(
    "command",
    [
        ("exclusion", "-", "QM"),
        ("governance", "-"),
        ("ledger", "add", "-", "meeting", "--party", "QO", "--on", "2031-05-01", "--source", "Invented"),
        ("ledger", "list", "-"),
        ("ledger", "check", "-"),
        ("practice", "add", "-", "Team", "--good", "--on", "2031-05-01", "--source", "Invented"),
        ("practice", "list", "-"),
        ("practice", "search", "-", "team"),
    ],
)
def test_from__names_the_format_of_the_standard_input(workspace: Path, command: tuple[str, ...]) -> None:
    (workspace / "ledger").mkdir(parents=True)
    (workspace / "practice").mkdir()
    plan = "empact: plan/1\nid: X-2031\nperiod: {start: 2031-01-01, end: 2031-12-31}\n"
    done = CliRunner().invoke(main, [*command, "--from", "yaml"], input=plan)
    assert (done.exit_code, done.stderr) == (0, "")


# empact exclusion


def test_a_dossier_for_people_has_its_marking_its_conditions_and_what_each_sentence_rests_on() -> None:
    done = run("exclusion", "oap-invented-2031", "Nettlemark", "--ledger", LEDGER, "--as-of", "2031-07-15")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[:12] == [
        MARKING,
        "Q-2031  Operational Action Plan 2031: counterfeit clocks (invented)",
        f"As of: 2031-07-15 · {READERS} · Party: QN",
        "This dossier decides nothing: people weigh the evidence and decide whether the",
        "party remains a participant.",
        "The clause covers QN.",
        "Conditions with complete evidence: 1 of 3.",
        "(a) commitments not met: evidence recorded",
        "(b) unsuccessful exhortations: evidence partly recorded",
        "(c) delivery jeopardised by conduct or inactivity: no evidence",
        "The ledger has 10 entries about Q-2031, as known on 2031-07-15.",
        "8 later entries are not used.",
    ]
    assert [line for line in lines if line.startswith("(")] == 2 * [
        "(a) commitments not met: evidence recorded",
        "(b) unsuccessful exhortations: evidence partly recorded",
        "(c) delivery jeopardised by conduct or inactivity: no evidence",
    ]
    (at,) = [at for at, line in enumerate(lines) if line.startswith("for      The Driver exhorts QN on 2031-06-18")]
    assert "[exhortation by QM, 18 June 2031]" in " ".join(" ".join(lines[at : at + 3]).split())
    assert f"  {FIRST}" in lines[lines.index("Annex: ledger entries") :]
    assert max(map(len, lines)) <= 80


def test_a_dossier_for_programs_has_the_same_sentences_and_the_marking() -> None:
    done = run(
        "exclusion",
        "oap-invented-2031",
        "QN",
        "--ledger",
        LEDGER,
        "--as-of",
        "2031-10-15",
        "--impact",
        "--format",
        "json",
    )
    tree = json.loads(done.stdout)
    assert (tree["empact"], tree["marking"], tree["party"]) == ("exclusion/1", MARKING, "QN")
    assert [plan["id"] for plan in tree["plans"]] == ["Q-2031"]
    assert (tree["as_of"], tree["can_be_subject"], tree["excluded"]) == ("2031-10-15", True, True)
    assert [one["state"] for one in tree["criteria"]] == [
        "evidence recorded",
        "evidence contested",
        "evidence contested",
    ]
    assert (tree["known"], tree["later"]) == (15, 3)
    assert tree["criteria"][1]["evidence"][0]["text"].startswith("The Driver exhorts QN on 2031-06-18")
    assert tree["criteria"][1]["evidence"][0]["entries"] == [FIRST]
    assert tree["impact"]["leaving"] == "2031-10-01"
    assert [one["text"] for one in tree["impact"]["without_leader"]] == [
        "Action 3.1 would have no leader: QN leads it alone."
    ]
    assert len(tree["left_open"]) == 7


def test_a_dossier__lists_what_reports_say_if_there_are_any(workspace: Path) -> None:
    call = ("exclusion", "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-12-20")
    without = run(*call, "QN")
    assert (without.exit_code, without.stderr) == (0, "")
    assert "To be weighed" not in without.stdout
    with_reports = run(*call, "QN", "--reports", str(Path(LEDGER).parent / "reports"))
    assert (with_reports.exit_code, with_reports.stderr) == (0, "")
    assert "To be weighed: what reports say about the commitments" in with_reports.stdout.splitlines()
    told = "own report QN reported on action 3.1 on 2031-12-16, for December 2031: 2 in total (KPI 1), status 'live',"
    assert told in " ".join(with_reports.stdout.split())
    shutil.copytree(Path(LEDGER).parent / "reports", workspace / "reports")
    assert run(*call, "QN").stdout == with_reports.stdout
    document = ("--document", "exclusion", "--party", "QN", "--to", "text", "--ledger", LEDGER, "--as-of", "2031-12-20")
    assert "To be weighed: what reports say" in run("export", "oap-invented-2031", *document).stdout
    tree = json.loads(run(*call, "QN", "--format", "json").stdout)
    assert [(told["kind"], told["by"], told["action"]) for told in tree["to_weigh"]] == [("own", "QN", "3.1")]
    assert tree["to_weigh"][0]["statement"]["reports"] == [tree["to_weigh"][0]["report"]]


def test_a_dossier__is_the_same_with_reports_for_a_party_that_is_silent(workspace: Path) -> None:
    call = ("exclusion", "oap-invented-2031", "QX", "--ledger", LEDGER, "--as-of", "2031-12-20")
    before = run(*call), json.loads(run(*call, "--format", "json").stdout)
    assert before[1].pop("unread") == ["reports"]
    shutil.copytree(Path(LEDGER).parent / "reports", workspace / "reports")
    assert run(*call).stdout == before[0].stdout
    assert json.loads(run(*call, "--format", "json").stdout) == before[1]


def test_without_a_ledger_a_dossier_says_that_nothing_is_recorded_and_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("exclusion", "oap-invented-2031", "QN", "--as-of", "2031-07-15")
    assert done.exit_code == 0
    assert "The ledger has no entry about Q-2031, as known on 2031-07-15." in done.stdout.splitlines()
    assert "missing  No commitment of QN is recorded." in done.stdout
    assert done.stderr == (
        'Note: No entries are used. Name the folder with --ledger, or a workspace in empact.toml: workspace = "...".\n'
    )


def test_a_dossier_says_how_much_was_known_on_its_day(workspace: Path) -> None:
    def known(day: str) -> str:
        done = run("exclusion", "oap-invented-2031", "QN", "--as-of", day)
        assert done.stderr == ""
        return next(line for line in done.stdout.splitlines() if line.startswith("The ledger has"))

    assert known("2031-07-15") == "The ledger has no entry about Q-2031, as known on 2031-07-15."
    shutil.copytree(Path(LEDGER) / "Q-2031", workspace / "ledger")
    assert known("2031-01-01") == "The ledger has no entry about Q-2031, as known on 2031-01-01."
    assert known("2031-01-25") == "The ledger has 1 entry about Q-2031, as known on 2031-01-25."
    assert known("2031-12-31") == "The ledger has 18 entries about Q-2031, as known on 2031-12-31."


BARE = "empact: plan/1\nid: X-2012\n"
PERIOD = "period: {start: 2031-01-01, end: 2031-12-31}\n"


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        (BARE, "2031-07-15", "Not known: the plan has no period."),
        (BARE + PERIOD, "2032-02-01", "No change: the plan ended on 2031-12-31."),
        (BARE + PERIOD, "2031-07-15", "No change: no cell for parties names QN from that date on."),
    ],
)
def test_where_nothing_would_change_a_dossier_says_why(text: str, day: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert why in run("exclusion", str(path), "QN", "--as-of", day, "--impact").stdout.splitlines()


def test_a_plan_without_the_clause_has_no_conditions(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BARE, encoding="utf-8")
    lines = run("exclusion", str(path), "QN", "--as-of", "2031-07-15").stdout.splitlines()
    assert lines[4:6] == [
        "No provision of the plan is marked as its exclusion clause.",
        "The ledger has no entry about X-2012, as known on 2031-07-15.",
    ]
    assert lines[-2:] == ["Decisions", "No decision is recorded."]
    assert not [line for line in lines if line.startswith("(")]
    tree = json.loads(run("exclusion", str(path), "QN", "--format", "json").stdout)
    assert (tree["clause"], tree["can_be_subject"], tree["criteria"]) == (None, None, [])
    assert "marking" not in tree


def test_who_cannot_be_subject_is_told_at_once() -> None:
    done = run("exclusion", "oap-invented-2031", "QZ", "--ledger", LEDGER, "--as-of", "2031-07-15")
    assert "The clause does not cover QZ: it covers member states only." in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("oap-invented-2031", "Greeece"), "Error: Party 'Greeece' does not exist. Did you mean 'Greece'?"),
        (
            ("oap-invented-2013", "QQ"),
            "Error: Bundled plan 'oap-invented-2013' does not exist. Did you mean 'oap-invented-2031'?",
        ),
        (("oap-invented-2031", "QQ", "--ledger", "nowhere"), "Error: nowhere: No such file or directory"),
        (("oap-invented-2031", "QQ", "--as-of", "soon"), "Error: Invalid value for '--as-of': 'soon' is not a date."),
    ],
)
def test_what_cannot_be_looked_up_is_told_in_one_line(arguments: tuple[str, ...], says: str) -> None:
    assert refused("exclusion", *arguments).startswith(says)


# empact validate --ledger


def test_a_plan_is_checked_with_what_is_recorded_about_it() -> None:
    done = run("validate", "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-10-15", "--select", "OAP8")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "3 errors in 3 of 8 actions of Q-2031."
    assert done.stdout.splitlines()[4] == MARKING
    assert "error OAP805 excluded-leader-without-successor:" in done.stdout


def test_a_finding_about_an_entry_stands_under_its_plan_and_shows_the_line_of_its_file() -> None:
    done = run(
        "validate",
        "oap-invented-2031",
        "--ledger",
        LEDGER,
        "--as-of",
        "2031-07-01",
        "--select",
        "OAP8",
        "--show",
        "info",
    )
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[3:5] == [MARKING, ""]
    assert "Q-2031:2031-06-05-reminder-QN-75ac37ac478a8a91" in lines
    assert '    | due: "2031-06-15"' in lines


@pytest.mark.parametrize("command", ["workload", "overlaps"])
def test_a_view_that_follows_a_decision_names_it(command: str) -> None:
    decision = "2031-10-01-decision-QN-c1afb0f9760ae5b9"
    plain, decided = (
        run(command, "oap-invented-2031", "--as-of", "2031-11-30", *more) for more in ((), ("--ledger", LEDGER))
    )
    says = "Q-2031 QN 2031-10-01 decision by COSI, 1 October 2031"
    assert [says in " ".join(one.stdout.split()) for one in (plain, decided)] == [False, True]
    (told,) = json.loads(
        run(command, "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-11-30", "--format", "json").stdout
    )["excluded"]["Q-2031"]
    assert told == {"party": "QN", "since": "2031-10-01", "entry": decision}


def test_the_ledger_of_the_workspace_is_checked_by_itself(workspace: Path) -> None:
    assert run("validate", "oap-invented-2031", "--select", "OAP8").exit_code == 0
    shutil.copytree(LEDGER, workspace / "ledger")
    done = run("validate", "oap-invented-2031", "--select", "OAP8", "--as-of", "2031-10-15")
    assert done.exit_code == 1
    assert str(workspace / "ledger") in run(
        "validate", "oap-invented-2031", "--select", "OAP8", "--as-of", "2031-07-01", "--show", "info"
    ).stdout.replace("\n", "")


def test_an_entry_that_cannot_be_read_is_told_as_a_plan_is(workspace: Path) -> None:
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    (folder / "slip.yaml").write_text("empact: ledger/1\nplan: Q-2031\nkind: comitment\n", encoding="utf-8")
    done = run("validate", "oap-invented-2031", "--select", "OAP8", "--fail-on", "never")
    assert done.exit_code == 2
    assert f"{folder}/slip.yaml:3:7: error OAP015" in done.stdout
    assert "    | kind: comitment\n" in done.stdout
    assert "Did you mean 'commitment'?" in done.stdout
    assert refused("ledger", "list", "oap-invented-2031").endswith("slip.yaml:3:7: OAP015 bad-value.")
    assert refused("exclusion", "oap-invented-2031", "QN").endswith("slip.yaml:3:7: OAP015 bad-value.")
    assert run("ledger", "check", "oap-invented-2031").exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "oap-invented-2031"),
        ("workload", "oap-invented-2031"),
        ("overlaps", "oap-invented-2031"),
        ("exclusion", "oap-invented-2031", "QN"),
        ("governance", "oap-invented-2031"),
        ("ledger", "list", "oap-invented-2031"),
        ("ledger", "check", "oap-invented-2031"),
        ("practice", "list", "oap-invented-2031"),
        ("practice", "search", "oap-invented-2031", "team"),
    ],
)
def test_a_named_folder_that_does_not_exist_or_holds_nothing_is_told(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    option, what = ("--practice", "practice") if command[0] == "practice" else ("--ledger", "ledger entry")
    assert refused(*command, option, "nowhere") == "Error: nowhere: No such file or directory"
    (tmp_path / "empty").mkdir()
    done = run(*command, option, "empty")
    assert (done.exit_code, done.stderr) == (0, f"Warning: empty has no {what}.\n")


def test_a_workspace_below_the_current_folder_is_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert practise("Joint analysis team", "--good", "--create").stdout.startswith(
        "records/practice/Q-2031/2031-10-01-good-"
    )
    session = Session(config=tmp_path / "empact.toml")
    assert session.workspace.folder("ledger") == Path("records/ledger")
    assert Session().workspace.folder("ledger") is None
    monkeypatch.chdir(tmp_path / "records" / "practice")
    assert session.workspace.folder("ledger") == tmp_path / "records" / "ledger"


def test_the_findings_about_a_ledger_come_as_json_too() -> None:
    arguments = ("--ledger", LEDGER, "--as-of", "2031-07-01", "--select", "OAP8", "--format", "json")
    tree = json.loads(run("validate", "oap-invented-2031", *arguments).stdout)
    places = {one["place"]["subject"]: one["place"] for one in tree["diagnostics"]}
    one = places["Q-2031:2031-06-05-reminder-QN-75ac37ac478a8a91"]
    assert (one["pointer"], one["line"]) == ("/due", 10)
    assert tree["plans"][0]["marking"] == MARKING


def test_the_workload_leaves_out_who_is_excluded(workspace: Path) -> None:
    arguments = ("workload", "oap-invented-2031", "--party", "QN", "--as-of", "2031-11-30", "--format", "json")
    (plain,) = json.loads(run(*arguments).stdout)["parties"]
    (less,) = json.loads(run(*arguments, "--ledger", LEDGER).stdout)["parties"]
    counts = [each["roles"]["leader"]["counts"] for each in (plain, less)]
    assert [sum(each["certain"].values()) for each in counts] == [22, 16]
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    (folder / "slip.yaml").write_text("empact: ledger/1\n", encoding="utf-8")
    assert "OAP013" in refused(*arguments)


# empact ledger


def test_an_entry_is_added_and_its_id_is_printed_for_the_next_one(workspace: Path) -> None:
    made = add(
        "commitment",
        "--party",
        "QN",
        "--on",
        "2031-02-10",
        "--action",
        "3.1",
        "--due",
        "2031-05-31",
        "--backing",
        "resources",
        "--text",
        "To name the operator.",
    )
    asked = add("exhortation", "--party", "Nettlemark", "--by", "QM", "--on", "2031-06-18", "--replies-to", made)
    add("answer", "--by", "QN", "--on", "2031-06-29", "--replies-to", asked, "--reply", "underway")
    assert sorted(path.stem for path in (workspace / "ledger" / "Q-2031").iterdir())[:2] == [made, asked]
    printed = run("ledger", "list", "oap-invented-2031").stdout.splitlines()
    assert printed[:6] == [
        MARKING,
        READERS,
        "3 entries, from 10 February 2031 to 29 June 2031.",
        "Kinds: commitment (1), exhortation (1), answer (1).",
        "",
        "Entries",
    ]
    ids = printed[printed.index("Annex: ledger entries") + 1 :]
    assert ids[:4] == [
        *("commitment of QN, 10 February 2031", f"  {made}", "exhortation by QM, 18 June 2031", f"  {asked}"),
    ]


def test_the_very_same_entry_is_recorded_once_and_whoever_is_named_twice_counts_once(workspace: Path) -> None:
    twice = ("--party", "QN", "--party", "Nettlemark", "--party", "QN", "--action", "3.1", "--action", "3.1")
    made = add("meeting", "--on", "2031-05-01", *twice)
    assert add("meeting", "--on", "2031-05-01", "--party", "QN", "--action", "3.1") == made
    (path,) = workspace.rglob("*.yaml")
    assert [str(item) for item in empact.load(path, EntryContent).parties] == ["QN"]


def test_an_entry_can_be_referred_to_by_the_beginning_of_its_id(workspace: Path) -> None:
    first = add("commitment", "--by", "QN", "--action", "3.1", "--on", "2031-02-10")
    second = add("commitment", "--by", "QN", "--action", "3.2", "--on", "2031-02-10")
    answer = ("answer", "--by", "QN", "--on", "2031-03-01", "--reply", "met", "--replies-to")
    made = add(*answer, first[:-6], "--replies-to", first)
    assert empact.load(workspace / "ledger" / "Q-2031" / f"{made}.yaml", EntryContent).replies_to == (first,)
    told = refused("ledger", "add", "oap-invented-2031", *answer, "2031-02", "--source", "Invented")
    ids = ", ".join(sorted([first, second]))
    assert told == f"Error: The ids of several entries start with '2031-02': {ids}."
    assert refused("ledger", "add", "oap-invented-2031", *answer, "2032", "--source", "Invented").startswith(
        "Error: Entry '2032' does not exist."
    )


def test_what_was_added_is_told_to_programs(workspace: Path) -> None:
    arguments = ("meeting", "--on", "2031-05-01", "--party", "QN", "--source", "Invented", "--format", "json")
    tree = json.loads(run("ledger", "add", "oap-invented-2031", *arguments).stdout)
    (path,) = workspace.rglob("*.yaml")
    assert list(tree) == ["empact", "marking", "plans", "as_of", "entry"]
    assert (tree["empact"], tree["entry"]["id"]) == ("entry-added/1", path.stem)
    content = json.dumps({"empact": "ledger/1", **tree["entry"]["content"]})
    assert empact.loads(content, format="json", kind=EntryContent) == empact.load(path, EntryContent)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("decision", "--party", "QN"),
            "A decision needs --verdict: what is decided, one of excluded, retained, readmitted.",
        ),
        (("commitment",), "A commitment needs --by or --party: who gives it."),
        (("exhortation", "--party", "QN"), "An exhortation needs --by: who exhorts."),
        (
            ("answer", "--by", "QN", "--reply", "met"),
            "An answer with a --reply needs --replies-to: what it replies to.",
        ),
        (
            ("correction",),
            "A correction needs --replies-to: the entries that were recorded by mistake.",
        ),
        (
            ("meeting", "--verdict", "retained"),
            "A meeting cannot have --verdict (the verdict of a decision).",
        ),
    ],
)
def test_an_entry_that_does_not_fit_its_kind_is_told_with_the_options_to_use(
    arguments: tuple[str, ...], says: str, workspace: Path
) -> None:
    told = refused("ledger", "add", "oap-invented-2031", *arguments, "--on", "2031-05-01", "--source", "Invented")
    assert told == f"Error: {says}"
    assert not any(workspace.iterdir())


def test_every_kind_of_entry_is_taught_by_the_help() -> None:
    told = run("ledger", "add", "--help").stdout
    assert [one.value for one in EntryKind if f"\n  {one.value} " not in told] == []


def test_an_entry_that_a_correction_takes_back_is_marked(workspace: Path) -> None:
    made = add("exhortation", "--party", "QQ", "--by", "QM", "--on", "2031-06-18")
    correction = add("correction", "--on", "2031-06-20", "--replies-to", made, "--text", "It was for QN.")
    lines = run("ledger", "list", "oap-invented-2031").stdout.splitlines()
    printed = "\n".join(lines)
    assert "Corrected by: correction, 20 June 2031" in printed
    assert "Refers to: exhortation by QM, 18 June 2031" in printed
    assert [made in printed, correction in printed] == [True, True]  # in the annex
    first, second = json.loads(run("ledger", "list", "oap-invented-2031", "--format", "json").stdout)["entries"]
    assert (first["corrected_by"], "corrected_by" in second) == ([correction], False)
    earlier = run("ledger", "list", "oap-invented-2031", "--as-of", "2031-06-19").stdout
    assert "Corrected" not in earlier
    assert workspace.exists()


def test_a_party_is_found_however_an_entry_names_it(workspace: Path) -> None:
    add("meeting", "--on", "2031-05-01", "--party", "All MS", "--by", "QM")
    add("meeting", "--on", "2012-05-02", "--party", "Acting EU Presidency")
    add("meeting", "--on", "2031-05-03", "--party", "QZ, in cooperation with Nettlemark")
    folder = workspace / "ledger"
    text = "empact: ledger/1\nplan: Q-2031\nkind: meeting\non: 2031-05-04\nparties: Grece\nsource: Invented\n"
    (folder / "slip.yaml").write_text(text, encoding="utf-8")

    def days(*arguments: str) -> list[str]:
        listed = run("ledger", "list", "oap-invented-2031", *arguments).stdout.splitlines()
        return [day[8:] for line in listed for day in re.findall(r"On:? +([0-9-]+)", line)]

    assert days("--party", "QN") == ["01", "03"]
    assert days("--party", "Denmark") == ["02", "01"]  # it held the Presidency
    assert days("--party", "Acting EU Presidency") == ["02"]
    assert days("--party", "All MS") == ["01"]
    assert days("--party", "QM") == ["01"]
    assert days("--party", "Grece") == ["04"]
    assert (
        run("ledger", "list", "oap-invented-2031", "--party", "QX").stdout
        == f"{MARKING}\n{READERS}\nNo entry matches.\n"
    )
    assert refused("ledger", "list", "oap-invented-2031", "--party", "Nettlemrak") == (
        "Error: Party 'Nettlemrak' does not exist. Did you mean 'Nettlemark'?"
    )


def test_entries_are_listed_by_action(workspace: Path) -> None:
    made = add("commitment", "--by", "QN", "--action", "3.1", "--on", "2031-12-10")
    add("commitment", "--by", "QN", "--action", "3.2", "--on", "2031-12-10")
    listed = run("ledger", "list", "oap-invented-2031", "--action", "3.1").stdout  # also what is dated later than today
    assert re.findall(r"2031-12-10-commitment-\S+", listed) == [made]
    assert refused("ledger", "list", "oap-invented-2031", "--action", "3.9").startswith(
        "Error: Action '3.9' does not exist."
    )
    assert run("ledger", "list", "oap-invented-2031", "--as-of", "2031-01-01").stdout.endswith("\nNo entry matches.\n")
    assert workspace.exists()


def test_entries_are_listed_by_kind_party_and_date() -> None:
    listed = run("ledger", "list", "oap-invented-2031", "--ledger", LEDGER, "--party", "QZ").stdout
    assert re.findall(r"On: ([0-9-]+)", listed) == [
        "2031-02-20",
        "2031-03-01",
        "2031-06-05",
        "2031-08-01",
    ]
    done = run("ledger", "list", "oap-invented-2031", "--ledger", LEDGER, "--kind", "decision", "--as-of", "2031-09-30")
    assert done.stdout == f"{MARKING}\nAs of: 2031-09-30 · {READERS}\nNo entry matches.\n"
    tree = json.loads(
        run("ledger", "list", "oap-invented-2031", "--ledger", LEDGER, "--kind", "decision", "--format", "json").stdout
    )
    assert (tree["empact"], tree["plans"][0]["id"], tree["marking"]) == ("entries/1", "Q-2031", MARKING)
    excluded, readmitted = tree["entries"]
    assert (readmitted["content"]["on"], readmitted["content"]["verdict"]) == ("2031-12-15", "readmitted")
    assert (excluded["id"], excluded["digest"]) == (
        "2031-10-01-decision-QN-c1afb0f9760ae5b9",
        "c1afb0f9760ae5b9b3b28529531ea758a6b09b1b33307ab4b04dbb1022053106",
    )
    assert excluded["content"] == {
        "plan": "Q-2031",
        "kind": "decision",
        "on": "2031-10-01",
        "parties": "QN",
        "by": "COSI",
        "verdict": "excluded",
        "replies_to": [
            FIRST,
            "2031-08-20-exhortation-QN-f048072410102c2f",
            "2031-09-10-jeopardy-QN-33d59a2962bd8023",
        ],
        "source": "Invented: minutes of a meeting",
        "follows": ["77e80f337b55bc815f83360f46a43bf211991b76c952c53eabe21a0c03a8edae"],
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--action", "3.9"), "Error: Action '3.9' does not exist. Known: 1.1, 1.2, 2.1, 2.2, 3.1, 3.2, 4.1, 4.2."),
        (("--party", "Nettlemrak"), "Error: Party 'Nettlemrak' does not exist. Did you mean 'Nettlemark'?"),
        (("--by", "Nettlemrak"), "Error: Party 'Nettlemrak' does not exist. Did you mean 'Nettlemark'?"),
        (
            ("--by", "QM, in cooperation with Nettlemrak"),
            "Error: Party 'Nettlemrak' does not exist. Did you mean 'Nettlemark'?",
        ),
        (("--replies-to", "nothing"), "Error: Entry 'nothing' does not exist."),
        (("--source", " "), "Error: Invalid value for '--source': it is empty."),
        (("--reply", "perhaps"), "Error: Invalid value for '--reply': 'perhaps' is not one of"),
        *(
            (
                ("--on", day),
                f"Error: Invalid value for '--on': '{day}' is not a date. Write it as YYYY-MM-DD, such as 2012-05-14.",
            )
            for day in ("yesterday", "2031-02-30", "12/02/2031")
        ),
    ],
)
def test_a_slip_is_told_in_one_line_and_nothing_is_recorded(
    arguments: tuple[str, ...], says: str, workspace: Path
) -> None:
    told = refused(
        "ledger", "add", "oap-invented-2031", "meeting", "--on", "2031-05-01", "--source", "Invented", *arguments
    )
    assert told.startswith(says)
    assert not any(workspace.iterdir())


def test_a_party_that_only_the_plan_knows_can_be_recorded(workspace: Path) -> None:
    add("meeting", "--on", "2031-05-01", "--party", "All MS", "--party", "Acting EU Presidency", "--by", "QM")
    other = run(
        "ledger", "add", "oap-invented-2031", "meeting", "--on", "2031-05-01", "--party", " ", "--source", "Invented"
    )
    assert other.exit_code == 2
    assert len(list((workspace / "ledger").rglob("*.yaml"))) == 1


def test_without_a_folder_the_two_ways_to_name_one_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    needed = "Error: The command needs the {0} folder. "
    says = needed + 'Name the folder with --{0}, or a workspace in empact.toml: workspace = "...".'
    assert refused("ledger", "list", "oap-invented-2031") == says.format("ledger")
    assert refused("practice", "list", "oap-invented-2031") == says.format("practice")


def test_a_ledger_that_is_as_it_was_is_checked_and_its_newest_digest_is_told() -> None:
    done = run("ledger", "check", "oap-invented-2031", "--ledger", LEDGER)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-2:] == [
        "18 entries about Q-2031. Save the newest digest outside the ledger:",
        "  7aaedf112fbbe01a3380a835d76857163bd006d047d6f0d52d57725faeb634fc",
    ]


def test_a_ledger_that_was_changed_is_told_with_exit_code_1(workspace: Path) -> None:
    shutil.copytree(Path(LEDGER) / "Q-2031", workspace / "ledger")
    (workspace / "ledger" / f"{FIRST}.yaml").unlink()
    done = run("ledger", "check", "oap-invented-2031")
    assert done.exit_code == 1
    assert "error OAP809 ledger-tampered:" in done.stdout


def test_a_check_tells_names_that_mean_nobody_and_what_else_lies_in_the_folder(workspace: Path) -> None:
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    text = "empact: ledger/1\nplan: {}\nkind: meeting\non: 2031-05-01\nparties: Grece\nsource: Invented\n"
    (folder / "one.yaml").write_text(text.format("Q-2031"), encoding="utf-8")
    (folder / "two.yaml").write_text(text.format("C-2021"), encoding="utf-8")
    done = run("ledger", "check", "oap-invented-2031")
    assert done.exit_code == 0
    assert "warning OAP811 entry-names-unknown:" in done.stdout
    assert done.stdout.splitlines()[-1] == "The folder also has 1 entry about C-2021."
    tree = json.loads(run("ledger", "check", "oap-invented-2031", "--format", "json").stdout)
    assert (tree["empact"], tree["plans"][0]["id"], tree["marking"]) == ("ledger-check/1", "Q-2031", MARKING)
    assert (tree["entries"], len(tree["newest"]), tree["others"]) == (1, 1, {"C-2021": 1})
    assert tree["counts"] == {"error": 0, "warning": 1, "info": 0}
    assert [one["name"] for one in tree["diagnostics"]] == ["entry-names-unknown"]


def test_a_check_is_about_the_ledger_alone_and_not_about_what_is_late(workspace: Path) -> None:
    add("commitment", "--by", "QN", "--action", "3.1", "--on", "2031-02-10", "--due", "2031-03-01")
    assert run("ledger", "check", "oap-invented-2031").stdout.startswith("No findings in Q-2031.\n")
    assert refused("ledger", "check", "oap-invented-2031", "--as-of", "2031-06-01").startswith(
        "Error: Option '--as-of' does not exist."
    )
    assert workspace.exists()


def test_a_digest_that_was_noted_tells_whether_its_entry_is_still_there(workspace: Path) -> None:
    made = add("commitment", "--by", "QN", "--action", "3.1", "--on", "2031-02-10")
    noted = run("ledger", "check", "oap-invented-2031").stdout.splitlines()[-1].strip()
    for digest in (noted, noted[:16], noted[:20].upper()):
        done = run("ledger", "check", "oap-invented-2031", "--holds", digest)
        assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"{noted[:16]} is there: {made}.")
    assert refused("ledger", "check", "oap-invented-2031", "--holds", noted[:15]).startswith(
        f"Error: Invalid value for '--holds': '{noted[:15]}' is not a digest"
    )
    (workspace / "ledger" / "Q-2031" / f"{made}.yaml").unlink()
    done = run("ledger", "check", "oap-invented-2031", "--holds", noted)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "The ledger has no entry about Q-2031.",
        f"{noted[:16]} is missing: its entry was removed or changed, or is in another folder.",
    ]
    done = run("ledger", "check", "oap-invented-2031", "--holds", noted, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["holds"]) == (1, {noted: False})


def test_a_workspace_in_which_nothing_is_recorded_yet_is_no_mistake(workspace: Path) -> None:
    for command, marking in (("list", f"{MARKING}\n{READERS}\n"), ("check", "")):
        done = run("ledger", command, "oap-invented-2031")
        assert (done.exit_code, done.stdout) == (0, f"{marking}The ledger has no entry about Q-2031.\n")
    assert run("practice", "list", "oap-invented-2031").stdout == f"{MARKING}\nNo practice is recorded.\n"
    assert not any(workspace.iterdir())


# empact practice


def practise(*arguments: str) -> Result:
    return run(
        "practice", "add", "oap-invented-2031", *arguments, "--on", "2031-10-01", "--source", "Invented: report of QO"
    )


def test_a_practice_is_recorded_listed_and_found_by_the_beginnings_of_its_words(workspace: Path) -> None:
    done = practise(
        "Joint analysis team",
        "--good",
        "--action",
        "2.2",
        "--by",
        "QZ",
        "--opportunity",
        "inter-agency",
        "--shared",
        "B",
        "--context",
        "Two states along one route.",
        "--evidence",
        "Twelve arrests on one day.",
    )
    (path,) = (workspace / "practice" / "Q-2031").iterdir()
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert re.fullmatch(r"2031-10-01-good-[0-9a-f]{8}\.yaml", path.name)  # the title is a text of a marked plan
    assert practise("Reports by letter", "--bad").exit_code == 0
    listed = [
        "Good practice",
        "2031-10-01 · Title: Joint analysis team · Actions: 2.2",
        "  Circumstances: Two states along one route.",
        "  Evidence: Twelve arrests on one day. · Opportunity: inter-agency",
        "  Shared with: B · Recorded by: QZ · Source: Invented: report of QO",
    ]
    assert run("practice", "search", "oap-invented-2031", "ANALYS", "rout").stdout.splitlines() == [MARKING, *listed]
    assert run("practice", "list", "oap-invented-2031").stdout.splitlines() == [
        *(MARKING, *listed, ""),
        "Practice to avoid",
        "2031-10-01 · Title: Reports by letter · Source: Invented: report of QO",
    ]
    assert run("practice", "search", "oap-invented-2031", "tunnel").stdout == f"{MARKING}\nNo practice matches.\n"


def test_requests_and_uptake_are_added_by_hand_and_shown(workspace: Path) -> None:
    path = Path(practise("Joint analysis team", "--good").stdout.strip())
    path.write_text(
        path.read_text(encoding="utf-8")
        + "requests:\n"
        + "  - {to: QO, on: 2031-10-05, due: 2031-11-05, text: The terms of the team.}\n"
        + "  - {to: QP, on: 2031-10-05, answered: 2031-10-20}\n"
        + 'taken_up: [{where: "B-2013:1.1", on: 2032-01-01}]\n',
        encoding="utf-8",
    )
    assert run("practice", "list", "oap-invented-2031").stdout.splitlines()[3:] == [
        "  Requested from: QO on 2031-10-05, by 2031-11-05: not answered (The terms of",
        "    the team.); QP on 2031-10-05: answered 2031-10-20",
        "  Taken up in: B-2013:1.1 since 2032-01-01 · Source: Invented: report of QO",
    ]
    tree = json.loads(run("practice", "list", "oap-invented-2031", "--format", "json").stdout)
    assert (tree["empact"], tree["plans"][0]["id"], tree["marking"]) == ("practices/1", "Q-2031", MARKING)
    (one,) = tree["practices"]
    assert one["requests"][0] == {
        "to": "QO",
        "on": "2031-10-05",
        "due": "2031-11-05",
        "text": "The terms of the team.",
    }
    assert one["taken_up"] == [{"where": "B-2013:1.1", "on": "2032-01-01"}]
    assert workspace.exists()


def test_a_practice_never_takes_the_place_of_another(workspace: Path) -> None:
    assert practise("Joint analysis team", "--good").exit_code == 0
    done = practise("Joint analysis team", "--good")
    assert done.exit_code == 2
    assert done.stderr.endswith(
        ".yaml: A practice with this date and title already exists; choose another title, or edit the file\n"
    )
    assert "Good practice" in run("practice", "list", "oap-invented-2031").stdout
    assert len(list(workspace.rglob("*.yaml"))) == 1


def test_slips_in_a_practice_are_told_in_one_line(workspace: Path) -> None:
    good = ("practice", "add", "oap-invented-2031", "T", "--good", "--on", "2031-10-01", "--source", "Invented")
    assert refused(*good, "--action", "3.9").startswith("Error: Action '3.9' does not exist.")
    assert refused(*good, "--by", "Europoll") == "Error: Party 'Europoll' does not exist. Did you mean 'Europol'?"
    assert refused("practice", "search", "oap-invented-2031") == "Error: Missing argument 'WORDS...'."
    neither = ("practice", "add", "oap-invented-2031", "T", "--on", "2031-10-01", "--source", "Invented")
    assert refused(*neither) == "Error: Add --good for a practice to follow, or --bad for one to avoid."
    assert not any(workspace.iterdir())


def test_a_practice_that_was_added_is_told_to_programs(workspace: Path) -> None:
    tree = json.loads(practise("Joint analysis team", "--good", "--action", "2.2", "--format", "json").stdout)
    (path,) = workspace.rglob("*.yaml")
    assert list(tree) == ["empact", "marking", "plans", "as_of", "file", "practice"]
    assert (tree["empact"], tree["file"]) == ("practice-added/1", str(path))
    content = json.dumps({"empact": "practice/1", **tree["practice"]})
    assert empact.loads(content, format="json", kind=Practice) == empact.load(path, Practice)


def test_practices_are_listed_by_their_worth(workspace: Path) -> None:
    practise("Joint analysis team", "--good")
    assert run("practice", "list", "oap-invented-2031", "--bad").stdout == f"{MARKING}\nNo practice matches.\n"
    practise("Reports by letter", "--bad")
    for worth, title in (("good", "Joint analysis team"), ("bad", "Reports by letter")):
        listed = run("practice", "list", "oap-invented-2031", f"--{worth}").stdout.splitlines()
        assert listed[2:] == [f"2031-10-01 · Title: {title} · Source: Invented: report of QO"]
    assert workspace.exists()


@pytest.mark.parametrize(
    "call",
    [
        ("list", "oap-invented-2031", "--search", "analysis"),
        ("search", "oap-invented-2031", "o", "--practice-kind", "good"),
    ],
)
def test_practices_as_json_are_those_of_the_document(workspace: Path, call: tuple[str, ...]) -> None:
    practise("Joint analysis of orders", "--good")
    practise("Orders by letter", "--bad")
    tree = json.loads(run("practice", *call, "--format", "json").stdout)
    assert [practice["title"] for practice in tree["practices"]] == ["Joint analysis of orders"]
    assert "Orders by letter" not in run("practice", *call).stdout
    assert workspace.exists()


def test_data_of_plugins_in_a_record_are_not_lost(workspace: Path) -> None:
    more = "extensions: {desk: {case: 7}}\n"
    for path, text in (
        (workspace / "ledger" / "a.yaml", "empact: ledger/1\nkind: meeting\n"),
        (workspace / "practice" / "a.yaml", "empact: practice/1\ntitle: T\nkind: good\n"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(f"{text}plan: Q-2031\non: 2031-05-01\nsource: Invented\n{more}", encoding="utf-8")
    for command, key in (("ledger", "entries"), ("practice", "practices")):
        (one,) = json.loads(run(command, "list", "oap-invented-2031", "--format", "json").stdout)[key]
        assert one.get("content", one)["extensions"] == {"desk": {"case": 7}}


# Searching practices


def test_practices_with_the_words_in_their_title_stand_first() -> None:
    day = "2012-10-01"
    text = f"empact: practice/1\nplan: X\nkind: good\non: {day}\nsource: Invented\n"
    body, title, other = (
        empact.loads(text + more, format="yaml", kind=Practice)
        for more in (
            "title: A\ntext: Contrôle des véhicules\nopportunities: [administrative]\n",
            "title: Controle\n",
            'title: B\nactions: ["2.2"]\nshared: [F]\n',
        )
    )
    assert find_practices([body, title, other], "contrôle") == (title, body)
    assert find_practices([body, title, other], "2.2") == (other,)
    assert find_practices([body, title, other], "administrative vehicules") == (body,)
    assert find_practices([body, title, other], "") == (body, title, other)
    asked = empact.loads(
        text
        + "title: On the routes.\nrequests: [{to: HU, on: 2012-10-02, text: The terms of the inter-agency team.}]\n"
        + 'taken_up: [{where: "B-2013:1.1", text: In the harbours}]\n',
        format="yaml",
        kind=Practice,
    )
    for words in ("hu terms", "agency", "inter-agency", "harbour", "1.1", "routes", "routes.", "2013"):
        assert find_practices([asked, other], words) == (asked,), words
    assert body.opportunities == (Opportunity.ADMINISTRATIVE,)
    assert (body.requests, body.taken_up) == ((), ())
    assert Request.__doc__ is not None
    assert Uptake.__doc__ is not None


# empact governance


def order(*arguments: str) -> dict[str, list[str]]:
    """The lines of each action, and of the plan as a whole, as they are printed."""
    done = CliRunner(env={"COLUMNS": "120"}).invoke(
        main, ["governance", "oap-invented-2031", "--ledger", LEDGER, *arguments]
    )
    found: dict[str, list[str]] = {}
    number = ""
    for part in done.stdout.split("\n\n"):
        title, *lines = part.splitlines()
        for line in lines if title.startswith(("The plan as a whole", "Each action")) else ():
            first, *others = re.split(r" {2,}", line)
            if title.startswith("Each action"):
                number = first or number
                found.setdefault(number, []).append(" ".join(others))
            else:
                found.setdefault("", []).append(line)
    return found


def test_who_is_excluded_has_no_line_from_that_day_on() -> None:
    """QN leads 3.1 alone and 3.2 with QM, and takes part in 1.1, 1.2 and 2.1."""
    before, after = order("--as-of", "2031-09-30"), order("--as-of", "2031-10-01")
    assert before["3.1"] == ["QN accounts to QM", "QO, QP, QR take part, led by QN"]
    assert after["3.1"] == ["QO, QP, QR take part, led by QN (absent)"]
    assert before["1.1"][1] == "QM, QN, QO, QP, QQ, QR take part, led by QZ"
    assert after["1.1"][1] == "QM, QO, QP, QQ, QR take part, led by QZ"
    assert before["3.2"] == ["QN accounts to QM", "QQ, QR take part, led by QM, QN"]
    assert after["3.2"] == ["QQ, QR take part, led by QM"]
    assert after[""] == before[""]


def test_what_is_inferred_is_told_as_that() -> None:
    says = "Each action ('takes part, led by' is inferred: a leader is in charge)"
    assert says in run("governance", "oap-c-2012").stdout.splitlines()
    tree = json.loads(run("governance", "oap-c-2012", "--format", "json").stdout)
    inferred = {line["relation"]: line["inferred"] for line in tree["lines"]}
    assert inferred == {
        "delegates to": False,
        "supports": False,
        "accounts to": False,
        "cooperates with": False,
        "takes part, led by": True,
        "leads": False,
        "makes the tasking sheets": False,
        "manages the links with other plans": False,
        "records good practice": False,
    }


def test_whoever_takes_part_under_a_leader_that_is_away_answers_to_nobody() -> None:
    done = run("governance", "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-10-01", "--format", "json")
    lines = [one for one in json.loads(done.stdout)["lines"] if one.get("action") == "3.1"]
    assert lines[0] == {
        "who": "QO",
        "parties": ["QO"],
        "role": "participant",
        "relation": "takes part, led by",
        "to": None,
        "action": "3.1",
        "absent": ["QN"],
        "statement": {
            "text": "QO takes part in action 3.1, led by QN (absent) (inferred: a leader is in charge of the action).",
            "party": "QO",
            "actions": ["Q-2031:3.1"],
            "roles": ["participant"],
            "entries": ["2031-10-01-decision-QN-c1afb0f9760ae5b9"],
            "stated": ["section 4.1/1/2", "section 5.3/1/1"],
            "at": ["/actions/4/participants/items/0"],
        },
        "inferred": True,
    }


def test_what_is_recorded_of_the_managing_stands_beneath() -> None:
    done = run("governance", "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-10-15")
    lines = done.stdout.splitlines()
    assert (done.exit_code, lines[0]) == (0, MARKING)
    at = lines.index("States of the plan, in its own words")
    states = lines[at + 1 : lines.index("", at)]
    assert [line[:29].strip() for line in states if line[0] != " "] == [
        "drafted on 2030-10-15",
        "validated by COSI on 2031-01-",
    ]
    assert "validated by COSI on 2031-01-25  The OAP will be validated by COSI" in "\n".join(states)
    assert "[section 5.2/3/1]" in states[-1]
    away = lines.index("Excluded parties")
    assert lines[away + 2].split() == [
        *("Q-2031", "QN", "2031-10-01", "decision", "by", "COSI,", "1", "October", "2031"),
    ]
    recorded = [line for line in lines[lines.index("In the ledger") :] if line.startswith("20")]
    assert [line[:28].strip() for line in recorded] == [
        "2031-01-25  validation by COSI"[:28],
        "2031-02-20  meeting of QO, QP, QZ"[:28],
        "2031-07-05  contact of QN by QM"[:28],
        "2031-07-10  account by QO for 2.2"[:28],
    ]


def test_a_meeting_that_was_recorded_by_mistake_is_none_of_the_managing(workspace: Path) -> None:
    shutil.copytree(Path(LEDGER) / "Q-2031", workspace / "ledger")
    meeting = "2031-02-20-meeting-QO-2204ef757903cd10"
    shutil.copy(workspace / "ledger" / f"{meeting}.yaml", workspace / "ledger" / "copy.yaml")
    asked = ("governance", "oap-invented-2031", "--as-of", "2031-12-31", "--format", "json")
    before = [one["id"] for one in json.loads(run(*asked).stdout)["entries"]]
    assert (len(before), meeting in before) == (4, True)
    add("correction", "--on", "2031-02-21", "--replies-to", meeting)
    after = [one["id"] for one in json.loads(run(*asked).stdout)["entries"]]
    assert after == [one for one in before if one != meeting]


def test_a_state_that_is_dated_later_is_not_reached_yet() -> None:
    """COSI agreed on 8 December 2011."""
    before, then = (run("governance", "oap-c-2012", "--as-of", day).stdout for day in ("2011-12-07", "2011-12-08"))
    assert ("agreed by COSI" in before, "agreed by COSI" in then) == (False, True)


def test_the_order_comes_as_json_too() -> None:
    tree = json.loads(run("governance", "oap-c-2012", "--format", "json").stdout)
    assert (tree["empact"], tree["plans"][0]["id"]) == ("governance/1", "C-2012")
    assert tree["marking"] == "RESTREINT UE/EU RESTRICTED"
    assert tree["lines"][0] == {
        "who": "COSI",
        "parties": ["COSI"],
        "role": "oversight",
        "relation": "delegates to",
        "to": "Italy",
        "to_parties": ["IT"],
        "action": None,
        "statement": {
            "text": "COSI delegates to Italy.",
            "party": "COSI",
            "roles": ["oversight"],
            "stated": ["section 4.1/1/1"],
            "at": ["/oversight/items/0"],
        },
        "inferred": False,
    }
    assert tree["states"][1]["on"] == "2011-12-08"
    assert [one.get("expected") for one in tree["states"]] == [None, None, True, True]
    assert tree["provisions"][0] == {"kind": "tasking", "body": ["EMPACT SU"], "stated": "section 3/4"}
    assert {"kind": "exclusion", "stated": "section 5.3/2/1"} in tree["provisions"]
    asked = ("governance", "oap-invented-2031", "--ledger", LEDGER, "--as-of", "2031-12-31", "--format", "json")
    known = json.loads(run(*asked).stdout)
    entries = [entry["content"] for entry in known["entries"]]
    assert [entry["kind"] for entry in entries] == ["validation", "meeting", "contact", "account"]
    account = entries[3]
    assert (account["by"], account["actions"], account["text"]) == ("QO", ["2.2"], "Eight joint patrols were held.")


# How they are found


@pytest.mark.parametrize(
    "command",
    ["exclusion", "ledger", "ledger add", "ledger list", "ledger check", "practice", "practice add", "governance"],
)
def test_every_command_explains_itself(command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: main {command}")


def test_no_character_of_an_entry_commands_the_terminal(workspace: Path) -> None:
    add("meeting", "--on", "2031-05-01", "--by", "QM", "--text", "\x1b[2Jgone")
    for command in (("ledger", "list"), ("governance",)):
        assert "\x1b" not in run(*command, "oap-invented-2031").stdout
    assert workspace.exists()


# What files and arguments may hold


def entry_file(folder: Path, name: str, **fields: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    given = {
        "plan": "Q-2031",
        "kind": "contact",
        '"on"': '"2031-01-01"',
        "parties": "QN",
        "source": "Invented",
        **fields,
    }
    path.write_text("empact: ledger/1\n" + "".join(f"{key}: {value}\n" for key, value in given.items()), "utf-8")
    return path


def test_json_commands_no_terminal_and_stays_json(tmp_path: Path) -> None:
    entry_file(tmp_path, "x\u202e\u009b.yaml", text='"a\\x9b31m \\u202Eback \\x7f é"')
    done = run("ledger", "list", "oap-invented-2031", "--ledger", str(tmp_path), "--format", "json")
    assert not set("\x7f\x9b\u202e") & set(done.stdout)
    (told,) = json.loads(done.stdout)["entries"]
    assert (told["id"], told["content"]["text"]) == ("x\u202e\u009b", "a\x9b31m \u202eback \x7f é")


@pytest.mark.parametrize(
    "command", [["ledger", "list", "oap-invented-2031", "--ledger"], ["workload", "oap-invented-2031", "--ledger"]]
)
def test_json_is_json_where_the_output_is_in_another_encoding(tmp_path: Path, command: list[str]) -> None:
    entry_file(tmp_path, "x.yaml", text="Préfecture – Ελλάδα")
    done = CliRunner(charset="cp437").invoke(main, [*command, str(tmp_path), "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout_bytes.decode("cp437"))


@pytest.mark.parametrize("text", ["half \udcff", "a" * 17_000_000])
def test_what_would_not_be_read_again_is_not_written(tmp_path: Path, text: str) -> None:
    done = run(
        *("ledger", "add", "oap-invented-2031", "contact", "--party", "QN", "--on", "2031-01-01", "--source", "x"),
        *("--text", text, "--ledger", str(tmp_path)),
    )
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "The ledger entry" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_a_line_break_stays_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad\nempact: 0 errors.yaml").write_text("empact: ledger/1\nkind: contact\n")
    done = run("ledger", "list", "oap-invented-2031", "--ledger", str(tmp_path))
    assert done.exit_code == 2
    assert not any(line.startswith("Error: 0 errors") for line in done.stderr.splitlines())


def test_a_workspace_whose_ledger_is_no_folder_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n')
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "ledger").write_text("")
    monkeypatch.chdir(tmp_path)
    for command in (["ledger", "check"], ["exclusion"], ["validate"], ["workload"], ["overlaps"], ["governance"]):
        done = run(*command, "oap-invented-2031", *(["QN"] if command == ["exclusion"] else []))
        assert (done.exit_code, "Not a directory" in done.stderr) == (2, True), command


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ledger", "list", "-", "--ledger", "."], "name its format with --from"),
        (["ledger", "list", "oap-invented-2031", "--ledger", ""], "write . for the current folder"),
        (["practice", "search", "oap-invented-2031", "!!!", "--practice", "."], "Enter a word to search for"),
    ],
)
def test_an_argument_that_means_nothing_here_is_refused(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())


def test_governance__plan_without_provisions(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("empact: plan/1\nid: X-2026\ndriver: QO\n", encoding="utf-8")
    assert run("governance", str(plan)).stdout.splitlines() == [
        "X-2026",
        "The plan has no provision that states a reporting line.",
    ]
