"""The commands about how a plan is managed: ``exclusion``, ``ledger``, ``practice``, ``governance``; and ``--ledger``.

The ledger in ``tests/ledgers`` is invented throughout, and so is whatever these tests record.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import empact
from empact import Session
from empact.analysis import find_practices
from empact.cli import main
from empact.model import Opportunity, Practice, Request, Uptake

LEDGER = str(Path(__file__).parent / "ledgers")
MARKING = "RESTREINT UE/EU RESTRICTED"
PLAN = empact.load("oap-c-2012")
REGISTER = empact.default_session().register
FIRST = "2012-06-18-exhortation-Spain-aebd57fede371186"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an ``empact.toml`` that names the folder of the ledger and of the practices."""
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    return tmp_path / "records"


def add(*arguments: str) -> str:
    done = run("ledger", "add", "oap-c-2012", *arguments, "--source", "Invented")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.strip()


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.splitlines()[-1]


# empact exclusion


def test_a_dossier_for_people_has_its_marking_its_conditions_and_what_each_sentence_rests_on() -> None:
    done = run("exclusion", "oap-c-2012", "Spain", "--ledger", LEDGER, "--as-of", "2012-07-15")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[:2] == ["C-2012: ES under the exclusion clause, as known on 2012-07-15", MARKING]
    assert "ES can be subject to the clause." in lines
    assert [line for line in lines if line.startswith("(")] == [
        "(a) commitments not met: evidence there",
        "(b) exhortations without success: evidence partly there",
        "(c) delivery jeopardised: no evidence",
    ]
    at = lines.index("  - The Driver exhorts ES on 2012-06-18 (To name the operator without delay).")
    assert lines[at + 1] == f"    [{FIRST}]"
    assert lines[-1] == "This dossier decides nothing."
    assert max(map(len, lines)) <= 80


def test_a_dossier_for_programs_has_the_same_sentences_and_the_marking() -> None:
    done = run("exclusion", "oap-c-2012", "ES", "--ledger", LEDGER, "--as-of", "2012-10-15", "--format", "json")
    tree = json.loads(done.stdout)
    assert (tree["empact"], tree["plan"], tree["marking"], tree["party"]) == ("exclusion/1", "C-2012", MARKING, "ES")
    assert (tree["as_of"], tree["can_be_subject"], tree["excluded"]) == ("2012-10-15", True, True)
    assert [one["state"] for one in tree["conditions"]] == ["evidence there"] * 3
    assert tree["conditions"][1]["for"][0] == {
        "text": "The Driver exhorts ES on 2012-06-18 (To name the operator without delay).",
        "records": [FIRST],
    }
    assert tree["impact"]["on"] == "2012-10-01"
    assert [one["text"] for one in tree["impact"]["without_leader"]] == [
        "Action 6.2 would have no leader: ES leads it alone."
    ]
    assert len(tree["left_open"]) == 4


def test_without_a_ledger_a_dossier_says_that_nothing_is_recorded() -> None:
    done = run("exclusion", "oap-c-2012", "ES", "--as-of", "2012-07-15")
    assert done.exit_code == 0
    assert "  - No commitment of ES is recorded." in done.stdout


def test_a_plan_without_the_clause_and_without_the_party_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("empact: plan/1\nid: X-2012\n", encoding="utf-8")
    lines = run("exclusion", str(path), "ES", "--as-of", "2012-07-15").stdout.splitlines()
    assert lines[:3] == [
        "X-2012: ES under the exclusion clause, as known on 2012-07-15",
        "",
        "The plan has no exclusion clause.",
    ]
    assert "  The same: no cell from then on names it or may mean it." in lines
    tree = json.loads(run("exclusion", str(path), "ES", "--format", "json").stdout)
    assert (tree["clause"], tree["can_be_subject"], "marking" in tree) == (None, None, False)


def test_who_cannot_be_subject_is_told_at_once() -> None:
    done = run("exclusion", "oap-c-2012", "Frontex", "--ledger", LEDGER, "--as-of", "2012-07-15")
    assert "Frontex cannot be subject to the clause." in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("oap-c-2012", "Grece"), "empact: Party 'Grece' does not exist. Did you mean 'Greece'?"),
        (("oap-c-2021", "EL"), "empact: Bundled plan 'oap-c-2021' does not exist. Did you mean 'oap-c-2012'?"),
        (("oap-c-2012", "EL", "--ledger", "nowhere"), "empact: nowhere: No such file or directory"),
        (("oap-c-2012", "EL", "--as-of", "soon"), "Error: Invalid value for '--as-of'"),
    ],
)
def test_what_cannot_be_looked_up_is_told_in_one_line(arguments: tuple[str, ...], says: str) -> None:
    assert refused("exclusion", *arguments).startswith(says)


# empact validate --ledger


def test_a_plan_is_checked_with_what_is_recorded_about_it() -> None:
    done = run("validate", "oap-c-2012", "--ledger", LEDGER, "--as-of", "2012-10-15", "--select", "OAP8")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[1] == MARKING
    assert "error OAP805 excluded-leader-without-successor:" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 errors, 0 warnings, 2 info in 1 plan (C-2012).")


def test_a_finding_about_an_entry_stands_under_its_plan_and_shows_the_line_of_its_file() -> None:
    done = run(
        "validate", "oap-c-2012", "--ledger", LEDGER, "--as-of", "2012-07-01", "--select", "OAP8", "--show", "info"
    )
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[1:4] == [MARKING, "", "C-2012:2012-06-05-reminder-ES-faddbc502a5a636c"]
    assert '    | due: "2012-06-15"' in lines


def test_the_ledger_of_the_workspace_is_checked_by_itself(workspace: Path) -> None:
    assert run("validate", "oap-c-2012", "--select", "OAP8").exit_code == 0
    shutil.copytree(LEDGER, workspace / "ledger")
    (workspace / "ledger" / "README.md").unlink()
    done = run("validate", "oap-c-2012", "--select", "OAP8", "--as-of", "2012-10-15")
    assert done.exit_code == 1
    assert str(workspace / "ledger") in run(
        "validate", "oap-c-2012", "--select", "OAP8", "--as-of", "2012-07-01", "--show", "info"
    ).stdout.replace("\n", "")


def test_an_entry_that_cannot_be_read_is_told_as_a_plan_is(workspace: Path) -> None:
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    (folder / "slip.yaml").write_text("empact: ledger/1\nplan: C-2012\nkind: comitment\n", encoding="utf-8")
    done = run("validate", "oap-c-2012", "--select", "OAP8", "--fail-on", "never")
    assert done.exit_code == 2
    assert f"{folder}/slip.yaml:3:7: error OAP015" in done.stdout
    assert "    | kind: comitment\n" in done.stdout
    assert refused("ledger", "list", "oap-c-2012").endswith("Did you mean 'commitment'?")
    assert refused("exclusion", "oap-c-2012", "ES").endswith("Did you mean 'commitment'?")
    assert run("ledger", "check", "oap-c-2012").exit_code == 2


def test_a_folder_of_a_ledger_that_does_not_exist_is_told() -> None:
    assert refused("validate", "oap-c-2012", "--ledger", "nowhere") == "empact: nowhere: No such file or directory"


def test_the_findings_about_a_ledger_come_as_json_too() -> None:
    arguments = ("--ledger", LEDGER, "--as-of", "2012-07-01", "--select", "OAP8", "--format", "json")
    tree = json.loads(run("validate", "oap-c-2012", *arguments).stdout)
    (one,) = tree["diagnostics"]
    assert one["place"]["subject"] == "C-2012:2012-06-05-reminder-ES-faddbc502a5a636c"
    assert (one["place"]["pointer"], one["place"]["line"]) == ("/due", 10)
    assert tree["plans"][0]["marking"] == MARKING


def test_the_load_leaves_out_who_is_excluded(workspace: Path) -> None:
    arguments = ("load", "oap-c-2012", "--party", "ES", "--format", "json")
    (plain,) = json.loads(run(*arguments).stdout)["parties"]
    (less,) = json.loads(run(*arguments, "--ledger", LEDGER).stdout)["parties"]
    assert [sum(one["leads"]["possible"]) for one in (plain, less)] == [12, 9]
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    (folder / "slip.yaml").write_text("empact: ledger/1\n", encoding="utf-8")
    assert "OAP013" in refused(*arguments)


# empact ledger


def test_an_entry_is_added_and_its_id_is_printed_for_the_next_one(workspace: Path) -> None:
    made = add(
        "commitment",
        "--party",
        "ES",
        "--on",
        "2012-02-10",
        "--action",
        "6.2",
        "--due",
        "2012-05-31",
        "--backing",
        "resources",
        "--text",
        "To name the operator.",
    )
    asked = add("exhortation", "--party", "Spain", "--by", "IT", "--on", "2012-06-18", "--replies-to", made)
    add("answer", "--by", "ES", "--on", "2012-06-29", "--replies-to", asked, "--reply", "underway")
    assert sorted(path.stem for path in (workspace / "ledger" / "C-2012").iterdir())[:2] == [made, asked]
    assert run("ledger", "list", "oap-c-2012").stdout.splitlines() == [
        MARKING,
        "2012-02-10  commitment ES for 6.2 due 2012-05-31 with resources",
        "            To name the operator.",
        f"            Invented [{made}]",
        "2012-06-18  exhortation to Spain by IT",
        f"            Invented [{asked}]",
        "2012-06-29  answer by ES (underway)",
        *run("ledger", "list", "oap-c-2012", "--kind", "answer").stdout.splitlines()[2:],
    ]


def test_entries_are_listed_by_kind_party_and_date() -> None:
    listed = run("ledger", "list", "oap-c-2012", "--ledger", LEDGER, "--party", "Frontex").stdout
    assert [line[:10] for line in listed.splitlines() if line[:2] == "20"] == ["2012-02-20", "2012-03-01", "2012-08-01"]
    done = run("ledger", "list", "oap-c-2012", "--ledger", LEDGER, "--kind", "decision", "--as-of", "2012-09-30")
    assert done.stdout == "Nothing is recorded about C-2012.\n"
    tree = json.loads(
        run("ledger", "list", "oap-c-2012", "--ledger", LEDGER, "--kind", "decision", "--format", "json").stdout
    )
    assert (tree["empact"], tree["plan"], tree["marking"]) == ("entries/1", "C-2012", MARKING)
    (one,) = tree["entries"]
    assert one == {
        "id": "2012-10-01-decision-ES-c3344b03813e7364",
        "digest": "c3344b03813e73642dccf7b6b23510b1b24614906bbdb644f20ccbdef06ef980",
        "kind": "decision",
        "on": "2012-10-01",
        "parties": ["ES"],
        "by": ["COSI"],
        "verdict": "excluded",
        "replies_to": [
            FIRST,
            "2012-08-20-exhortation-ES-74420685b144075e",
            "2012-09-10-jeopardy-ES-124a1fd1f54b668c",
        ],
        "source": "Invented: minutes of a meeting",
        "follows": ["3537c43a9cfc00ab2864b43cc6f52f20e9eadface1549afe0e0e6f05e38c5a4c"],
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--action", "6.9"), "empact: Action '6.9' does not exist. Did you mean '6.3'?"),
        (("--party", "Spian"), "empact: Party 'Spian' does not exist. Did you mean 'Spain'?"),
        (("--by", "Spian"), "empact: Party 'Spian' does not exist. Did you mean 'Spain'?"),
        (("--replies-to", "nothing"), "empact: Entry 'nothing' does not exist."),
        (("--source", " "), "Error: Invalid value for '--source': it is empty."),
        (("--reply", "perhaps"), "Error: Invalid value for '--reply': 'perhaps' is not one of"),
        (("--on", "yesterday"), "Error: Invalid value for '--on'"),
    ],
)
def test_a_slip_is_told_in_one_line_and_nothing_is_recorded(
    arguments: tuple[str, ...], says: str, workspace: Path
) -> None:
    told = refused("ledger", "add", "oap-c-2012", "meeting", "--on", "2012-05-01", "--source", "Invented", *arguments)
    assert told.startswith(says)
    assert not workspace.exists()


def test_a_party_that_only_the_plan_knows_can_be_recorded(workspace: Path) -> None:
    add("meeting", "--on", "2012-05-01", "--party", "All MS", "--party", "Acting EU Presidency", "--by", "IT")
    other = run("ledger", "add", "oap-c-2012", "meeting", "--on", "2012-05-01", "--party", " ", "--source", "Invented")
    assert other.exit_code == 2
    assert len(list((workspace / "ledger").rglob("*.yaml"))) == 1


def test_without_a_folder_the_two_ways_to_name_one_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    says = 'Error: Name the folder with --{0}, or a workspace in empact.toml: workspace = "...".'
    assert refused("ledger", "list", "oap-c-2012") == says.format("ledger")
    assert refused("practice", "list", "oap-c-2012") == says.format("practice")


def test_a_ledger_that_is_as_it_was_is_checked_and_its_newest_digest_is_told() -> None:
    done = run("ledger", "check", "oap-c-2012", "--ledger", LEDGER, "--as-of", "2012-06-30")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-2:] == [
        "15 entries about C-2012. The next one follows:",
        "  c3344b03813e73642dccf7b6b23510b1b24614906bbdb644f20ccbdef06ef980",
    ]


def test_a_ledger_that_was_changed_is_told_with_exit_code_1(workspace: Path) -> None:
    shutil.copytree(Path(LEDGER) / "C-2012", workspace / "ledger")
    (workspace / "ledger" / f"{FIRST}.yaml").unlink()
    done = run("ledger", "check", "oap-c-2012")
    assert done.exit_code == 1
    assert "error OAP809 ledger-tampered:" in done.stdout


def test_a_check_tells_names_that_mean_nobody_and_what_else_lies_in_the_folder(workspace: Path) -> None:
    folder = workspace / "ledger"
    folder.mkdir(parents=True)
    text = "empact: ledger/1\nplan: {}\nkind: meeting\non: 2012-05-01\nparties: Grece\nsource: Invented\n"
    (folder / "one.yaml").write_text(text.format("C-2012"), encoding="utf-8")
    (folder / "two.yaml").write_text(text.format("C-2021"), encoding="utf-8")
    assert run("ledger", "check", "oap-c-2012").stdout.splitlines()[-2:] == [
        "Nobody is known as 'Grece' (named once). Did you mean 'Greece'?",
        "The folder also holds 1 entry about C-2021.",
    ]


def test_a_workspace_in_which_nothing_is_recorded_yet_is_no_mistake(workspace: Path) -> None:
    for command in ("list", "check"):
        done = run("ledger", command, "oap-c-2012")
        assert (done.exit_code, done.stdout) == (0, "Nothing is recorded about C-2012.\n")
    assert run("practice", "list", "oap-c-2012").stdout == "No practice of C-2012 is recorded.\n"
    assert not workspace.exists()


# empact practice


def practise(*arguments: str) -> Result:
    return run("practice", "add", "oap-c-2012", *arguments, "--on", "2012-10-01", "--source", "Invented: report of HU")


def test_a_practice_is_recorded_listed_and_found_by_the_beginnings_of_its_words(workspace: Path) -> None:
    done = practise(
        "Joint analysis team",
        "--good",
        "--action",
        "2.2",
        "--by",
        "Europol",
        "--opportunity",
        "inter-agency",
        "--shared",
        "B",
        "--context",
        "Two states along one route.",
        "--evidence",
        "Twelve arrests on one day.",
    )
    path = workspace / "practice" / "C-2012" / "2012-10-01-joint-analysis-team.yaml"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert practise("Reports by letter", "--bad").exit_code == 0
    listed = [
        "2012-10-01  good: Joint analysis team  in 2.2",
        "            Two states along one route.",
        "            Twelve arrests on one day.",
        "            Opportunity: inter-agency",
        "            Shared with B",
        "            Invented: report of HU (recorded by Europol)",
    ]
    assert run("practice", "search", "oap-c-2012", "ANALYS", "rout").stdout.splitlines() == [MARKING, *listed]
    assert run("practice", "list", "oap-c-2012").stdout.splitlines() == [
        MARKING,
        *listed,
        "2012-10-01  bad: Reports by letter",
        "            Invented: report of HU",
    ]
    assert run("practice", "search", "oap-c-2012", "tunnel").stdout == "No practice of C-2012 has these words.\n"


def test_requests_and_uptake_are_added_by_hand_and_shown(workspace: Path) -> None:
    path = Path(practise("Joint analysis team", "--good").stdout.strip())
    path.write_text(
        path.read_text(encoding="utf-8")
        + "requests:\n"
        + "  - {to: HU, on: 2012-10-05, due: 2012-11-05, text: The terms of the team.}\n"
        + "  - {to: AT, on: 2012-10-05, answered: 2012-10-20}\n"
        + 'taken_up: [{where: "B-2013:1.1", on: 2013-01-01}]\n',
        encoding="utf-8",
    )
    assert run("practice", "list", "oap-c-2012").stdout.splitlines()[2:-1] == [
        "            Requested from HU on 2012-10-05, by 2012-11-05: not answered",
        "            Requested from AT on 2012-10-05: answered 2012-10-20",
        "            Taken up in B-2013:1.1 since 2013-01-01",
    ]
    tree = json.loads(run("practice", "list", "oap-c-2012", "--format", "json").stdout)
    assert (tree["empact"], tree["plan"], tree["marking"]) == ("practices/1", "C-2012", MARKING)
    (one,) = tree["practices"]
    assert one["requests"][0] == {
        "to": ["HU"],
        "on": "2012-10-05",
        "due": "2012-11-05",
        "text": "The terms of the team.",
    }
    assert one["taken_up"] == [{"where": "B-2013:1.1", "on": "2013-01-01"}]
    assert workspace.exists()


def test_a_practice_never_takes_the_place_of_another(workspace: Path) -> None:
    assert practise("Joint analysis team", "--good").exit_code == 0
    done = practise("Joint analysis team", "--bad")
    assert done.exit_code == 2
    assert done.stderr.endswith("2012-10-01-joint-analysis-team.yaml: File exists\n")
    assert "good" in run("practice", "list", "oap-c-2012").stdout
    assert len(list(workspace.rglob("*.yaml"))) == 1


def test_slips_in_a_practice_are_told_in_one_line(workspace: Path) -> None:
    good = ("practice", "add", "oap-c-2012", "T", "--good", "--on", "2012-10-01", "--source", "Invented")
    assert refused(*good, "--action", "6.9") == "empact: Action '6.9' does not exist. Did you mean '6.3'?"
    assert refused(*good, "--by", "Europoll") == "empact: Party 'Europoll' does not exist. Did you mean 'Europol'?"
    assert refused("practice", "search", "oap-c-2012") == "Error: Missing argument 'WORDS...'."
    assert not workspace.exists()


# Searching practices


def test_practices_with_the_words_in_their_title_stand_first() -> None:
    day = "2012-10-01"
    text = f"empact: practice/1\nplan: X\nworth: good\non: {day}\nsource: Invented\n"
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
    assert body.opportunities == (Opportunity.ADMINISTRATIVE,)
    assert (body.requests, body.taken_up) == ((), ())
    assert Request.__doc__ is not None
    assert Uptake.__doc__ is not None


# empact governance


def order(*arguments: str) -> dict[str, list[str]]:
    """The lines of each action, and of the plan as a whole, as they are printed."""
    printed = run("governance", "oap-c-2012", "--ledger", LEDGER, *arguments).stdout.splitlines()
    found: dict[str, list[str]] = {}
    number = ""
    for line in printed[2 : printed.index("States of the plan") - 1]:
        number = line.strip() if re.fullmatch(r"  \d\.\d", line) else number
        found.setdefault(number, []).append(line.strip())
    return found


def test_who_is_excluded_has_no_line_from_that_day_on() -> None:
    """ES leads 6.2, in cooperation with EC, IT, MT, and takes part in 7.1 by name and in 2.3 as one of all."""
    before, after = order("--as-of", "2012-09-30"), order("--as-of", "2012-10-01")
    partners = ("EC", "IT", "MT")
    assert before["6.2"][:5] == [
        "6.2",
        "ES (tbc: ongoing contacts with Spain) accounts to Italy",
        *(f"{who} cooperates with ES" for who in partners),
    ]
    assert before["6.2"][5] == "MS concerned involved in EUROSUR takes part under ES"
    assert after["6.2"] == ["6.2", *(f"{who} cooperates with a party that is away" for who in partners)]
    assert set(before["7.1"]) - set(after["7.1"]) == {"ES takes part under Frontex"}
    assert before["2.3"] == ["2.3", "Europol accounts to Italy", "All MS takes part under Europol"]
    assert after["2.3"] == ["2.3", "Europol accounts to Italy", "All MS (without ES) takes part under Europol"]
    assert after[""] == before[""]


def test_what_is_inferred_is_told_as_that() -> None:
    says = "  'takes part under' is inferred: a leader is in charge of the action."
    assert says in run("governance", "oap-c-2012").stdout.splitlines()
    tree = json.loads(run("governance", "oap-c-2012", "--format", "json").stdout)
    inferred = {one["relation"]: one.get("inferred") for one in tree["lines"]}
    assert inferred == {
        "delegates to": None,
        "supports": None,
        "accounts to": None,
        "cooperates with": None,
        "takes part under": True,
    }


def test_whoever_cooperates_with_a_party_that_is_away_answers_to_nobody() -> None:
    done = run("governance", "oap-c-2012", "--ledger", LEDGER, "--as-of", "2012-10-01", "--format", "json")
    lines = [one for one in json.loads(done.stdout)["lines"] if one.get("action") == "6.2"]
    assert lines[0] == {
        "who": "EC",
        "relation": "cooperates with",
        "action": "6.2",
        "text": "EC cooperates with a party that is away in action 6.2.",
        "records": ["2012-10-01-decision-ES-c3344b03813e7364"],
        "at": ["/actions/12/leaders/items/0"],
    }


def test_what_is_recorded_of_the_managing_stands_beneath() -> None:
    done = run("governance", "oap-c-2012", "--ledger", LEDGER, "--as-of", "2012-10-15")
    lines = done.stdout.splitlines()
    assert (done.exit_code, lines[:2]) == (0, ["C-2012  who answers to whom", MARKING])
    at = lines.index("States of the plan")
    assert lines[at + 1 : at + 5] == [
        "  drafted",
        "  agreed by COSI on 2011-12-08",
        "  validated by COSI",
        "  approved",
    ]
    recorded = [line[2:] for line in lines[lines.index("Recorded") :] if line[:4] == "  20"]
    assert [line[:30].strip() for line in recorded] == [
        "2012-01-25  validation by COSI",
        "2012-02-20  meeting of HU, AT,",
        "2012-07-05  contact of ES by I",
        "2012-07-10  account by HU for",
    ]


def test_the_order_comes_as_json_too() -> None:
    tree = json.loads(run("governance", "oap-c-2012", "--ledger", LEDGER, "--format", "json").stdout)
    assert (tree["empact"], tree["plan"], tree["marking"]) == ("governance/1", "C-2012", MARKING)
    assert tree["lines"][0] == {
        "who": "COSI",
        "relation": "delegates to",
        "to": "Italy",
        "text": "COSI delegates to Italy.",
        "stated": ["section 4.1/1/1"],
        "at": ["/oversight/items/0"],
    }
    assert tree["states"][1]["on"] == "2011-12-08"
    assert {"kind": "exclusion", "stated": "section 5.3/2/1"} in tree["provisions"]
    assert [one["kind"] for one in tree["recorded"]] == ["validation", "meeting", "contact", "account"]


# How they are found


def test_the_commands_are_listed_without_importing_their_code() -> None:
    assert [one.name for one in Session().commands] == ["exclusion", "ledger", "practice", "governance"]


@pytest.mark.parametrize(
    "command",
    ["exclusion", "ledger", "ledger add", "ledger list", "ledger check", "practice", "practice add", "governance"],
)
def test_every_command_explains_itself(command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: main {command}")


def test_no_character_of_an_entry_commands_the_terminal(workspace: Path) -> None:
    add("meeting", "--on", "2012-05-01", "--by", "IT", "--text", "\x1b[2Jgone")
    for command in (("ledger", "list"), ("governance",)):
        assert "\x1b" not in run(*command, "oap-c-2012").stdout
    assert workspace.exists()
