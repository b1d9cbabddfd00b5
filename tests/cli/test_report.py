"""``empact report``: add, list and check reports, and make forms."""

from __future__ import annotations

import errno
import json
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import oap_invented_2031
from empact import Session
from empact.analysis import claim_log
from empact.cli.app import main
from empact.cli.report_adding import add
from empact.cli.report_options import given_report
from empact.model import Figure, FiledReport, KpiNumber, Report
from empact.storage.writing import create

SESSION = Session(plugins=[oap_invented_2031])
PLAN = "oap-invented-2031"
TEXT = Path(oap_invented_2031.__file__).with_name("plan.yaml").read_text(encoding="utf-8")
FOLDERS = (
    "--reports", str(oap_invented_2031.REPORTS), "--operations", str(oap_invented_2031.OPERATIONS),
    "--kpis", str(oap_invented_2031.KPIS), "--ledger", str(oap_invented_2031.LEDGER),
)  # fmt: skip


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["report", *arguments], obj=SESSION, input=text)


def options(folder: Path, **changes: str) -> list[str]:
    given = {
        "by": "QO",
        "checkpoint": "June",
        "on": "2031-06-28",
        "source": "letter of 28 June",
        "action": "2.2",
        "status": "live",
        "total": "1=8",
    } | changes
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    return [*words, "--reports", str(folder), "--create"]


def test_add__makes_a_report_from_options(tmp_path: Path) -> None:
    done = run("add", PLAN, *options(tmp_path / "reports"))
    assert (done.exit_code, done.stderr) == (0, "")
    (filed,) = SESSION.workspace.reports.of_plan("Q-2031", tmp_path / "reports")
    assert filed.id == done.stdout.strip()
    assert filed.id.startswith("2031-06-28-june-2031-qo-")
    (action,) = filed.content.actions
    assert (filed.content.checkpoint, action.action, action.status) == ("June 2031", "2.2", "live")
    assert [(str(one.kpi), str(one.value), one.scope.value) for one in action.figures] == [("1", "8", "total")]
    assert run("add", PLAN, *options(tmp_path / "reports")).stdout == done.stdout
    assert len(list(tmp_path.rglob("*.yaml"))) == 1


def test_add__of_a_participant_has_its_own_share(tmp_path: Path) -> None:
    words = [*options(tmp_path, by="QP", part="customs", figure="1=5")]
    for option in ("--status", "--total"):
        del words[words.index(option) : words.index(option) + 2]
    done = run("add", PLAN, *words, "--format", "json")
    (filed,) = json.loads(done.stdout)["reports"]
    (action,) = filed["content"]["actions"]
    assert filed["content"]["part"] == "customs"
    assert action == {"action": "2.2", "figures": [{"scope": "own", "kpi": 1, "value": 5}]}


def test_add__takes_shares_and_totals_of_parts_and_nothing(tmp_path: Path) -> None:
    words = [*options(tmp_path, total="1a=8"), "--figure", "1a=5", "--figure", "1b=nothing"]
    given = [(figure.kpi, figure.scope.value, figure.value, figure.nothing) for figure in figures_of(*words)]
    assert given == [
        (KpiNumber(1, "a"), "own", Decimal(5), False),
        (KpiNumber(1, "b"), "own", None, True),
        (KpiNumber(1, "a"), "total", Decimal(8), False),
    ]


@pytest.mark.parametrize("written", ["1 250", "1\u00a0250", "1\u202f250", "1250"])
def test_add__reads_spaces_between_thousands(written: str, tmp_path: Path) -> None:
    (figure,) = figures_of(*options(tmp_path, total=f"1={written}"))
    assert figure.value == Decimal(1250)


def figures_of(*words: str) -> tuple[Figure, ...]:
    """The figures of the report that options make, before it is checked."""
    context = add.make_context("add", [PLAN, *words], obj=SESSION)
    return given_report(SESSION, SESSION.load(PLAN), context.params).actions[0].figures


def test_add__refuses_a_report_with_errors_and_shows_them_with_the_marking(tmp_path: Path) -> None:
    done = run("add", PLAN, *options(tmp_path, total="2=8"))
    assert done.exit_code == 1
    assert "OAP850 report-action-unknown" in done.stdout
    assert "LIMITE" in done.stdout
    assert done.stderr == "Error: The report is not added. Correct it, and add it again.\n"
    assert list(tmp_path.iterdir()) == []


def test_add__warns_of_what_does_not_fit_and_adds(tmp_path: Path) -> None:
    done = run("add", PLAN, *options(tmp_path, status="cancelled"))
    assert done.exit_code == 0
    assert re.fullmatch(
        r"Warning: Q-2031:2031-06-28-june-2031-qo-[0-9a-f]{16}: OAP858 cancelled-without-agreement\. "
        r"'empact report check' shows more\.\n",
        done.stderr,
    )
    plain = tmp_path / "plain.yaml"
    plain.write_text(TEXT.replace("marking: LIMITE\n", ""), encoding="utf-8")
    done = run("add", str(plain), *options(tmp_path / "reports", status="cancelled"))
    assert "The report by QO of 28 June 2031 has action 2.2 as cancelled, but does not say" in done.stderr


def test_add__refuses_an_unknown_status_and_lists_the_known_words(tmp_path: Path) -> None:
    done = run("add", PLAN, *options(tmp_path, status="on tarck"))
    assert done.exit_code == 1
    printed = " ".join(done.stdout.split())
    assert "QO has the unknown status 'on tarck' for action 2.2." in printed
    assert "Did you mean 'on track'? Known: not started; live, ongoing, in progress, on track" in printed
    assert list(tmp_path.iterdir()) == []
    done = run("add", PLAN, *options(tmp_path, status="On-going"), "--format", "json")
    (filed,) = json.loads(done.stdout)["reports"]
    assert filed["content"]["actions"][0]["status"] == "On-going"


def text_of(by: str, *lines: str, on: str = "2031-06-28", checkpoint: str = "June 2031", top: str = "") -> str:
    """Return a report on action 2.2 with these lines."""
    about = "".join(f"    {line}\n" for line in lines)
    actions = f"actions:\n  - action: '2.2'\n{about}" if lines else ""
    head = f"empact: report/1\nplan: Q-2031\ncheckpoint: {checkpoint}\nby: {by}\non: {on}\nsource: form of {on}\n"
    return f"{head}{top}{actions}"


OWN = "figures: [{{kpi: 1, scope: own, value: {}}}]"


def adding(tmp_path: Path, text: str, *words: str) -> Result:
    return run("add", PLAN, "-", "--reports", str(tmp_path / "reports"), *FOLDERS[4:6], "--create", *words, text=text)


def filed_in(tmp_path: Path) -> int:
    return len(list((tmp_path / "reports").rglob("*.yaml")))


def test_add__refuses_what_does_not_fit_and_says_what_to_write_instead(tmp_path: Path) -> None:
    done = adding(tmp_path, text_of("QP", "status: live"))
    assert (done.exit_code, filed_in(tmp_path)) == (1, 0)
    assert "OAP883 not-by-leader" in done.stdout
    assert "Write the party's own share with 'scope: own', or say it in words in 'narrative'." in done.stdout
    assert done.stderr == "Error: The report is not added. Correct it, and add it again.\n"
    assert adding(tmp_path, text_of("QP", "narrative: It is live.")).exit_code == 0


def test_add__of_a_report_that_supersedes_one_of_another_party_is_refused(tmp_path: Path) -> None:
    first = adding(tmp_path, text_of("QP", OWN.format(5))).stdout.strip()
    done = adding(tmp_path, text_of("QO", OWN.format(6), top=f"supersedes: [{first}]\n"))
    assert (done.exit_code, filed_in(tmp_path)) == (1, 1)
    assert "OAP854 supersedes-without-effect" in done.stdout
    assert "which is by QP." in " ".join(done.stdout.split())


def test_add__of_a_second_report_for_a_checkpoint_names_the_first(tmp_path: Path) -> None:
    first = adding(tmp_path, text_of("QP", OWN.format(5), on="2031-06-29")).stdout.strip()
    for on in ("2031-06-28", "2031-06-30"):  # an earlier day is no other order
        done = adding(tmp_path, text_of("QP", OWN.format(6), on=on))
        assert (done.exit_code, "OAP880 two-reports" in done.stdout, first in done.stdout) == (1, True, True)
    done = adding(tmp_path, text_of("QP", OWN.format(6), on="2031-06-30", top=f"supersedes: [{first}]\n"))
    assert (done.exit_code, filed_in(tmp_path)) == (0, 2)


def test_add__of_a_late_report_that_makes_a_later_one_wrong_is_refused(tmp_path: Path) -> None:
    december = text_of("QP", OWN.format(4), on="2031-12-05", checkpoint="December 2031")
    assert adding(tmp_path, december).exit_code == 0
    done = adding(tmp_path, text_of("QP", OWN.format(5), on="2031-12-06"))
    assert (done.exit_code, "OAP892 lower-without-reason" in done.stdout, filed_in(tmp_path)) == (1, True, 1)
    assert adding(tmp_path, text_of("QP", OWN.format(3), on="2031-12-06")).exit_code == 0


def test_add__accepts_a_share_of_a_party_that_the_action_does_not_name(tmp_path: Path) -> None:
    text = text_of("QN", OWN.format(5))
    done = adding(tmp_path, text)
    assert (done.exit_code, "warning OAP885 not-named" in done.stdout, filed_in(tmp_path)) == (1, True, 0)
    assert done.stdout.endswith(
        "\n\nIf the party did contribute, add --accept: the share is then shown, but not counted.\n"
    )
    assert done.stderr == "Error: The report is not added. Correct it, and add it again.\n"
    done = adding(tmp_path, text, "--accept")
    assert (done.exit_code, "OAP885 not-named" in done.stderr, filed_in(tmp_path)) == (0, True, 1)
    wrong = text_of("QN", OWN.format(-5), top="part: customs\n")
    assert adding(tmp_path, wrong, "--accept").exit_code == 1


def test_add__of_what_a_report_in_force_states_adds_nothing(tmp_path: Path) -> None:
    first = adding(tmp_path, text_of("QP", OWN.format(5)))
    again = adding(tmp_path, text_of("QP", OWN.format(5), on="2031-07-02"))
    assert (again.exit_code, again.stdout, filed_in(tmp_path)) == (0, first.stdout, 1)
    assert again.stderr == f"Note: <stream> is already there: {first.stdout.strip()} states the same.\n"
    tree = json.loads(adding(tmp_path, text_of("QP", OWN.format(5), on="2031-07-02"), "--format", "json").stdout)
    assert [report["id"] for report in tree["reports"]] == [first.stdout.strip()]


def test_add__of_a_superseded_report_says_that_it_is_there(tmp_path: Path) -> None:
    text = text_of("QP", OWN.format(5))
    first = adding(tmp_path, text).stdout.strip()
    assert (
        adding(tmp_path, text_of("QP", OWN.format(6), on="2031-06-29", top=f"supersedes: [{first}]\n")).exit_code == 0
    )
    done = adding(tmp_path, text)
    assert (done.exit_code, done.stdout.strip(), filed_in(tmp_path)) == (0, first, 2)
    assert done.stderr == f"Note: <stream> is already there: {first} is superseded.\n"


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"figure": "1"}, 2, "'1' is not KPI=VALUE, such as 1=12 or 1a=12, or 1=nothing; KPIs are counted from 1."),
        ({"total": "1=nothing"}, 2, "'1=nothing' is not KPI=VALUE, such as 1=12 or 1a=12; KPIs are counted from 1."),
        ({"figure": "a1=3"}, 2, "'a1=3' is not KPI=VALUE"),
        ({"figure": "0=3"}, 2, "KPIs are counted from 1"),
        ({"figure": "1=nan"}, 2, "is not KPI=VALUE"),
        ({"figure": "1=1,250"}, 2, "Write 1250 if the comma separates thousands, otherwise 1.25."),
        ({"checkpoint": "May"}, 2, "Checkpoint 'May'"),
        ({"action": "9.9"}, 2, "Action '9.9'"),
        ({"by": "Nowhere"}, 2, "Party 'Nowhere'"),
        ({"source": ""}, 2, "Invalid value for '--source': it is empty."),
        ({"source": " "}, 2, "Invalid value for '--source': it is empty."),
        ({"status": ""}, 2, "Invalid value for '--status': it is empty."),
        ({"status": " "}, 2, "Invalid value for '--status': it is empty."),
    ],
)
def test_add__refuses_wrong_options(tmp_path: Path, changes: dict[str, str], code: int, words: str) -> None:
    done = run("add", PLAN, *options(tmp_path, **changes))
    assert (done.exit_code, words in done.stderr) == (code, True), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [("--status", "live"), ("--figure", "1=8"), ("--by", "QO"), ("--on", "2031-06-28"), ("--source", "form")],
)
def test_add__of_a_file_names_the_option_that_is_too_much(tmp_path: Path, option: str, value: str) -> None:
    done = run("add", PLAN, "form.yaml", option, value, "--reports", str(tmp_path))
    assert done.exit_code == 2
    assert f"A report is a FILE or made from options: leave out {option}, or FILE." in done.stderr


def test_add__names_the_options_that_are_missing(tmp_path: Path) -> None:
    done = run("add", PLAN, "--by", "QO", "--reports", str(tmp_path))
    assert done.exit_code == 2
    assert "Name a FILE with the report, or add --checkpoint, --on, --source, --action" in done.stderr


def test_add__reads_a_file_and_the_standard_input(tmp_path: Path) -> None:
    text = "empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QO\non: 2031-06-28\nsource: form\n"
    file = tmp_path / "form.yaml"
    file.write_text(text, encoding="utf-8")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    done = run("add", PLAN, str(file), *folder)
    assert done.exit_code == 0, done.stderr
    assert run("add", PLAN, "-", *folder, text=text).stdout == done.stdout
    assert run("add", PLAN, str(file), "--by", "QO", *folder).exit_code == 2
    file.write_text(text.replace("Q-2031", "R-2031"), encoding="utf-8")
    assert "The report is about R-2031, but the plan is Q-2031." in run("add", PLAN, str(file), *folder).stderr
    file.write_text(text.replace("June 2031", "May 2031"), encoding="utf-8")
    refused = run("add", PLAN, str(file), *folder)
    assert (refused.exit_code, f"{file}:3:13" in refused.stdout) == (1, True), refused.stdout


def in_force(folder: Path) -> tuple[FiledReport, ...]:
    records = SESSION.records(reports=folder)
    return claim_log(SESSION.context(SESSION.load(PLAN), records=records)).in_force


def write_forms(folder: Path, **texts: str) -> None:
    """Write a report on action 2.2 for each party: the status of QO, which leads it, and words of the others."""
    folder.mkdir()
    for party, words in texts.items():
        field = "status" if party == "QO" else "narrative"
        text = (
            f"empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: {party}\non: 2031-06-28\n"
            f"source: form\nactions:\n  - action: '2.2'\n    {field}: {words}\n"
        )
        (folder / f"{party}.yaml").write_text(text, encoding="utf-8")


def test_add__takes_several_files_and_folders_and_prints_the_ids_in_their_order(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QP="live", QO="live")
    write_forms(tmp_path / "letters", QN="live")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    done = run("add", PLAN, str(tmp_path / "letters" / "QN.yaml"), str(tmp_path / "forms"), *folder)
    assert done.exit_code == 0, done.stderr
    ids = done.stdout.split()
    assert [id.split("-")[-2] for id in ids] == ["qn", "qo", "qp"]
    assert {filed.id for filed in SESSION.workspace.reports.of_plan("Q-2031", tmp_path / "reports")} == set(ids)
    again = run("add", PLAN, str(tmp_path / "forms"), str(tmp_path / "letters"), *folder, "--format", "json")
    assert [one["id"] for one in json.loads(again.stdout)["reports"]] == [*ids[1:], ids[0]]
    assert len(list((tmp_path / "reports").rglob("*.yaml"))) == 3


def test_add__of_several_adds_each_that_has_no_error_and_lists_the_others(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live", QP="live", QN="live", QR="live")
    for party in ("QN", "QP"):
        path = tmp_path / "forms" / f"{party}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("2.2", "9.9"), encoding="utf-8")
    folder = tmp_path / "reports"
    done = run("add", PLAN, str(tmp_path / "forms"), "--reports", str(folder), "--create")
    assert done.exit_code == 1
    for party in ("QN", "QP"):
        assert f"{tmp_path / 'forms' / party}.yaml:8:13: error OAP850" in done.stdout
    ids = {str(filed.content.by): filed.id for filed in SESSION.workspace.reports.of_plan("Q-2031", folder)}
    said = " ".join(done.stdout.split())
    for line in (
        f"Added: {tmp_path}/forms/QO.yaml as {ids['QO']}",
        f"Added: {tmp_path}/forms/QR.yaml as {ids['QR']}",
        f"Not added: {tmp_path}/forms/QN.yaml: OAP850 report-action-unknown.",
        f"Not added: {tmp_path}/forms/QP.yaml: OAP850 report-action-unknown.",
    ):
        assert line in said
    assert done.stderr == "Error: 2 of 4 reports are not added. Correct them, and add them again.\n"
    assert set(ids) == {"QO", "QR"}


def test_add__of_several_has_the_same_answer_as_json(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live", QP="live", QN="[", QR="live")
    wrong = tmp_path / "forms" / "QP.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("2.2", "9.9"), encoding="utf-8")
    folder = ("--reports", str(tmp_path / "reports"), "--create", "--format", "json")
    assert run("add", PLAN, str(tmp_path / "forms" / "QO.yaml"), *folder).exit_code == 0
    done = run("add", PLAN, str(tmp_path / "forms"), *folder)
    tree = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [(Path(one["file"]).name, one["added"]) for one in tree["reports"]] == [
        ("QO.yaml", False),
        ("QR.yaml", True),
    ]
    assert [(Path(one["file"]).name, one["why"]) for one in tree["refused"]] == [
        ("QN.yaml", "It cannot be read."),
        ("QP.yaml", "OAP850 report-action-unknown."),
    ]
    assert [finding["code"] for one in tree["refused"] for finding in one["diagnostics"]] == ["OAP002", "OAP850"]


def test_add__of_a_form_twice_refuses_the_second(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live")
    first = tmp_path / "forms" / "QO.yaml"
    text = first.read_text(encoding="utf-8")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    for name, again in {
        "copy": text,
        "another day": text.replace("06-28", "06-27"),
        "another status": text.replace("live", "completed").replace("06-28", "06-27"),
    }.items():
        second = tmp_path / f"{name}.yaml"
        second.write_text(again, encoding="utf-8")
        done = run("add", PLAN, str(first), str(second), *folder)
        said = " ".join(done.stdout.split())
        assert (done.exit_code, len(in_force(tmp_path / "reports"))) == (1, 1), name
        assert f"{first} as 2031-06-28" in said
        assert f"Not added: {second}: " in said
        assert "OAP880 two-reports" in said
    assert run("add", PLAN, str(first), str(tmp_path / "forms"), *folder).exit_code == 0  # one file, named twice


def test_add__after_a_failure_adds_the_rest_and_says_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_forms(tmp_path / "forms", QN="live", QO="live", QP="live", QR="live")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    written: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        written.append(path)
        create(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("empact.storage.folders.create", full)
        done = run("add", PLAN, str(tmp_path / "forms"), *folder)
    assert done.exit_code == 2
    said = " ".join(done.stdout.split())
    assert re.findall(r"(Added|Not added): \S*/(\w+).yaml(?:: ([^.]*))?", said) == [
        ("Added", "QN", ""),
        ("Added", "QO", ""),
        ("Not added", "QP", os.strerror(errno.ENOSPC)),
        ("Not added", "QR", "It was not written, because an earlier one could not be"),
    ]
    assert f"Error: {tmp_path}/forms/QP.yaml: {os.strerror(errno.ENOSPC)}." in done.stderr
    assert "Not all reports are added. Add all again: none is added twice." in done.stderr
    again = run("add", PLAN, str(tmp_path / "forms"), *folder)
    assert (again.exit_code, len(again.stdout.split())) == (0, 4)
    assert re.findall(r"/(\w+).yaml is already there", again.stderr) == ["QN", "QO"]
    assert len(in_force(tmp_path / "reports")) == 4


def test_add__of_a_second_report_shows_the_first_and_how_to_settle_it(tmp_path: Path) -> None:
    first = adding(tmp_path, text_of("QP", OWN.format(5))).stdout.strip()
    second = text_of("QP", OWN.format(6), on="2031-06-29")
    done = adding(tmp_path, second)
    said = " ".join(done.stdout.split())
    assert (done.exit_code, filed_in(tmp_path)) == (1, 1)
    assert "reported on 2031-06-28: KPI 1 of action 2.2: 5 of its own (here 6 of its own)." in said
    assert f"If it replaces the earlier report, add --supersedes {first[:-12]} " in f"{said} "  # no full stop to copy
    assert "If both count, add --part WORDS." in said
    done = adding(tmp_path, second, "--supersedes", first[:-12])
    assert (done.exit_code, done.stderr) == (0, "")
    (kept,) = in_force(tmp_path / "reports")
    assert (kept.id, kept.content.supersedes) == (done.stdout.strip(), (first,))


def test_add__settles_two_reports_that_both_count_with_their_parts(tmp_path: Path) -> None:
    first = adding(tmp_path, text_of("QP", OWN.format(5))).stdout.strip()
    file = next((tmp_path / "reports").rglob(f"{first}.yaml"))
    into = ("--reports", str(tmp_path / "reports"))
    done = run("add", PLAN, str(file), "--part", "customs", "--supersedes", first[:15], *into)
    assert (done.exit_code, done.stderr) == (0, "")
    assert adding(tmp_path, text_of("QP", OWN.format(6)), "--part", "police").exit_code == 0
    assert {filed.content.part for filed in in_force(tmp_path / "reports")} == {"customs", "police"}
    done = adding(tmp_path, text_of("QP", OWN.format(7), top="part: border guard\n"), "--part", "police")
    assert (done.exit_code, "The report is of the part 'border guard': leave out --part." in done.stderr) == (2, True)


def test_add__of_an_id_that_is_not_one_lists_the_reports(tmp_path: Path) -> None:
    one = adding(tmp_path, text_of("QP", OWN.format(5))).stdout.strip()
    two = adding(tmp_path, text_of("QO", "status: live")).stdout.strip()
    text = text_of("QP", OWN.format(6), on="2031-06-29")
    several = adding(tmp_path, text, "--supersedes", "2031-06")
    assert several.exit_code == 2
    assert several.stderr.startswith("Error: Several reports start with '2031-06': ")
    assert one in several.stderr
    assert two in several.stderr
    unknown = adding(tmp_path, text, "--supersedes", "2032")
    assert unknown.stderr == f"Error: Report '2032' does not exist. QP reported {one}.\n"
    write_forms(tmp_path / "forms", QO="live", QR="live")
    both = run("add", PLAN, str(tmp_path / "forms"), "--supersedes", one, "--reports", str(tmp_path / "reports"))
    assert (both.exit_code, "--supersedes is about one report: add it separately." in both.stderr) == (2, True)


def test_add__of_several_lists_what_cannot_be_read_at_once(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live", QP="[", QN="live")
    other = tmp_path / "forms" / "QN.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("Q-2031", "R-2031"), encoding="utf-8")
    (tmp_path / "forms" / "wrong.yaml").write_text("empact: report/1\nplan: Q-2031\nby: QO\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    files = [str(tmp_path / name) for name in ("forms", "missing.yaml", "empty")]
    done = run("add", PLAN, *files, "--reports", str(tmp_path / "reports"), "--create")
    assert done.exit_code == 1
    assert "LIMITE" in done.stdout.splitlines()
    for words in ('The "[" is never closed.', "The required key 'checkpoint' is missing", "'source' is missing"):
        assert words in done.stdout
        assert words not in done.stderr
    for line in (
        f"Error: {files[1]}: No such file or directory",
        f"Error: {files[2]}: the folder has no report.",
        f"Error: {tmp_path}/forms/QN.yaml:2:7: The report is about R-2031, but the plan is Q-2031.",
        f"Error: {tmp_path}/forms/QP.yaml:9:16: OAP002 malformed.",
        f"Error: {tmp_path}/forms/wrong.yaml:1:1: OAP013 missing-key.",
        "Error: 5 of 6 reports are not added. Correct them, and add them again.",
    ):
        assert line in done.stderr, done.stderr
    assert [str(filed.content.by) for filed in in_force(tmp_path / "reports")] == ["QO"]


def test_add__has_one_line_for_a_form_that_is_not_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    assert run("new", PLAN, "--all", "--checkpoint", "June", "-o", str(folder)).exit_code == 0
    into = ("--reports", str(tmp_path / "reports"), "--create")
    done = run("add", PLAN, str(folder), *into)
    names = sorted(path.name for path in folder.iterdir())
    expected = [f"Error: {folder}/{name} is not filled in: fill it in, or leave it out." for name in names]
    assert (done.exit_code, len(names)) == (2, 7)
    assert done.stderr.splitlines() == [*expected, "Error: No report is added."]
    form = folder / "QN.yaml"
    one = run("add", PLAN, str(form), *into)
    assert (one.exit_code, one.stderr.splitlines()) == (
        2,
        [f"Error: {form} is not filled in: fill it in, or leave it out.", "Error: No report is added."],
    )
    for before, after in (
        ("on:\n", "on: 2031-06-28\n"),
        ("source:\n", "source: letter\n"),
        ("narrative:\n", "narrative: Two.\n"),
    ):
        started = tmp_path / "started.yaml"
        started.write_text(form.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
        words = run("add", PLAN, str(started), *into).stderr
        assert "is not filled in" not in words
        assert f"Error: {started}:" in words


def test_add__checks_what_can_be_read_beside_what_cannot(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live", QN="live", QP="[")
    wrong = tmp_path / "forms" / "QO.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("2.2", "9.9"), encoding="utf-8")
    share = tmp_path / "forms" / "QN.yaml"
    share.write_text(share.read_text(encoding="utf-8").replace("narrative: live", OWN.format(1)), encoding="utf-8")
    done = run("add", PLAN, str(tmp_path / "forms"), "--reports", str(tmp_path / "reports"), "--create")
    assert done.exit_code == 1
    assert f"{wrong}:8:13: error OAP850 report-action-unknown" in done.stdout
    assert f"{share}:9:15: warning OAP885 not-named" in done.stdout
    assert done.stderr.splitlines() == [
        f"Error: {tmp_path}/forms/QP.yaml:9:16: OAP002 malformed.",
        "Error: None of the 3 reports is added. Correct them, and add them again.",
    ]
    assert not (tmp_path / "reports").exists()


def test_add__prints_the_warnings_with_the_line_of_the_file(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="cancelled")
    done = run("add", PLAN, str(tmp_path / "forms"), "--reports", str(tmp_path / "reports"), "--create")
    assert (done.exit_code, len(done.stdout.split())) == (0, 1)
    assert done.stderr.startswith(f"Warning: {tmp_path}/forms/QO.yaml:9:")
    assert "OAP858 cancelled-without-agreement. 'empact report check' shows more." in done.stderr


def test_add__skips_other_files_of_a_folder_and_says_so(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live")
    (tmp_path / "forms" / "notes.yaml").write_text("to do: call QP\n", encoding="utf-8")
    (tmp_path / "forms" / "letter.txt").write_text("Dear QM", encoding="utf-8")
    done = run("add", PLAN, str(tmp_path / "forms"), "--reports", str(tmp_path / "reports"), "--create")
    assert (done.exit_code, len(done.stdout.split())) == (0, 1)
    assert f"Warning: {tmp_path}/forms/notes.yaml:1:1: OAP" in done.stderr
    assert "It is skipped." in done.stderr
    assert f"Warning: {tmp_path}/forms/letter.txt is not read: Files with the suffix .txt are not read." in done.stderr


def test_add__finds_what_a_report_supersedes_among_the_files_of_the_call(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live")
    report = SESSION.load(tmp_path / "forms" / "QO.yaml", Report)
    first = SESSION.workspace.reports.as_filed(report, plans=[SESSION.load(PLAN)])
    text = (tmp_path / "forms" / "QO.yaml").read_text(encoding="utf-8").replace("status: live", "status: completed")
    later = tmp_path / "forms" / "A.yaml"
    later.write_text(text.replace("06-28", "06-29") + f"supersedes: [{first.id}]\n", encoding="utf-8")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    done = run("add", PLAN, str(later), *folder)
    assert (done.exit_code, "OAP853 report-reference-unknown" in done.stdout) == (1, True)
    done = run("add", PLAN, str(tmp_path / "forms"), *folder)
    assert done.exit_code == 0, done.stdout
    (kept,) = in_force(tmp_path / "reports")
    assert kept.content.supersedes == (first.id,)


@pytest.mark.parametrize(
    ("party", "actions", "scopes"),
    [
        ("QN", ["1.1", "1.2", "2.1", "3.1", "3.2"], {"3.1": "total", "3.2": "total"}),
        ("QX", ["2.2", "4.1"], {}),
        ("QM", ["1.1", "2.1", "3.2", "4.1"], {"3.2": "total"}),
    ],
)
def test_new__makes_a_form_that_is_a_report_once_it_is_filled_in(
    tmp_path: Path, party: str, actions: list[str], scopes: dict[str, str]
) -> None:
    """Each KPI of these actions counts shares, and no party both leads one and is named as its participant."""
    file = tmp_path / "form.yaml"
    done = run("new", PLAN, "--by", party, "--checkpoint", "Dec", "-o", str(file))
    assert (done.exit_code, done.output) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# LIMITE\n")
    for empty, filled in (("\non:\n", "\non: 2031-12-12\n"), ("\nsource:\n", "\nsource: form\n")):
        assert empty in text
        text = text.replace(empty, filled)
    report = SESSION.loads(text.replace("value:\n", "value: 1\n"), format="yaml", kind=Report)
    assert [action.action for action in report.actions] == actions
    assert all(action.status is None and not action.narrative for action in report.actions)
    assert report.checkpoint == "December 2031"
    asked = {action.action: [figure.scope.value for figure in action.figures] for action in report.actions}
    assert asked == {action: [scopes.get(action, "own")] for action in actions}
    assert ("\nsettles: []\n" in text) is (party == "QM")
    refused = run("new", PLAN, "--by", party, "--checkpoint", "Dec", "-o", str(file))
    assert (refused.exit_code, "exists" in refused.stderr) == (2, True)


def test_new__of_all_makes_a_form_for_each_party(tmp_path: Path) -> None:
    """The actions of each form are read from the plan by eye. The plan is LIMITE, and QX is a third country."""
    done = run("new", PLAN, "--all", "--checkpoint", "June", "-o", str(tmp_path / "new" / "forms"))
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    found: dict[str, list[str]] = {}
    for path in sorted((tmp_path / "new" / "forms").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# LIMITE\n")
        filled = text.replace("\non:\n", "\non: 2031-06-30\n").replace("\nsource:\n", "\nsource: form\n")
        filled = filled.replace("value:\n", "value: 1\n").replace("reached:\n", "reached: 2031-06-30\n")
        report = SESSION.loads(filled, format="yaml", kind=Report)
        assert path.name == f"{str(report.by).replace(' ', '-')}.yaml"
        assert report.checkpoint == "June 2031"
        found[path.stem] = [action.action for action in report.actions]
    assert (
        "Note: Q-2031 is marked, so a party from outside the Union gets a form only by name. Left out: QX. Use --by QX "
        "for its form."
    ) in " ".join(done.stderr.split())
    assert f"Note: {len(found)} forms are in {tmp_path / 'new' / 'forms'}." in done.stderr
    assert found == {
        "QM": ["1.1", "2.1", "3.2", "4.1"],
        "QN": ["1.1", "1.2", "2.1", "3.1", "3.2"],
        "QO": ["1.1", "1.2", "2.1", "2.2", "3.1"],
        "QP": ["1.1", "2.1", "2.2", "3.1", "4.1", "4.2"],
        "QQ": ["1.1", "1.2", "3.2", "4.2"],
        "QR": ["1.1", "2.1", "3.1", "3.2", "4.1", "4.2"],
        "QZ": ["1.1", "1.2", "2.2"],
    }


@pytest.mark.parametrize(
    ("today", "forms"),
    [
        ("", ["HU"]),  # RESTREINT in the file
        ("marking_today: {status: declassified, document: 12345/1/12 DCL 1, on: 2023-05-05}", ["HU", "RS", "party"]),
    ],
)
def test_new__of_all_goes_by_the_marking_of_today(tmp_path: Path, today: str, forms: list[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        f"empact: plan/1\nid: Z-2031\nmarking: RESTREINT UE/EU RESTRICTED\n{today}\n"
        "period: {start: 2031-01-01, end: 2031-12-31}\ncheckpoints: [{name: June, on: 2031-06-30}]\n"
        "actions:\n  - {number: '1.1', leaders: [HU], participants: [RS, Nobody Known Ltd], kpis: Number of arrests}\n",
        encoding="utf-8",
    )
    done = run("new", str(plan), "--all", "--checkpoint", "June", "-o", str(tmp_path / "forms"))
    assert sorted(path.stem for path in (tmp_path / "forms").iterdir()) == forms
    said = "Left out: RS, 1 unknown name. Use --by RS for its form."
    assert (said in " ".join(done.stderr.split())) is ("RS" not in forms)
    assert "Nobody" not in done.stderr  # a name that only the plan has is a text of a marked plan


def test_new__of_all_makes_the_same_forms_as_one_by_one(tmp_path: Path) -> None:
    run("new", PLAN, "--all", "--checkpoint", "June", "-o", str(tmp_path / "forms"))
    for path in (tmp_path / "forms").iterdir():
        one = run("new", PLAN, "--by", path.stem, "--checkpoint", "June")
        assert one.stdout == path.read_text(encoding="utf-8")


def test_new__of_all_needs_a_new_folder(tmp_path: Path) -> None:
    words = ("new", PLAN, "--all", "--checkpoint", "June")
    assert "--all makes several files: name a new folder with -o." in run(*words).stderr
    assert "leave out --by." in run(*words, "--by", "QN", "-o", str(tmp_path)).stderr
    assert "Name the party that reports with --by, or add --all." in run(*words[:2], *words[3:]).stderr
    (tmp_path / "QN.yaml").write_text("mine", encoding="utf-8")
    done = run(*words, "-o", str(tmp_path))
    assert (done.exit_code, "is not an empty folder; nothing is overwritten" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["QN.yaml"]


def test_new__of_all_names_the_actions_without_a_party_that_is_known(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "empact: plan/1\nid: Z-2031\nperiod: {start: 2031-01-01, end: 2031-12-31}\n"
        "checkpoints: [{name: June, on: 2031-06-30}]\n"
        "actions:\n  - {number: '1.1', activity: Train., leaders: [HU], participants: [Relevant MS]}\n"
        "  - {number: '1.2', activity: Test., leaders: [Nobody Known Ltd]}\n",
        encoding="utf-8",
    )
    done = run("new", str(plan), "--all", "--checkpoint", "June", "-o", str(tmp_path / "forms"))
    warning = (
        "Warning: The plan does not say which parties are meant in 1.1: a form is made only for those that it "
        "names, or that confirmed. Use --by for others."
    )
    assert warning in " ".join(done.stderr.split())
    assert sorted(path.name for path in (tmp_path / "forms").iterdir()) == ["HU.yaml", "Nobody-Known-Ltd.yaml"]


def test_new__creates_the_folder_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "forms" / "June" / "QN.yaml"
    assert run("new", PLAN, "--by", "QN", "--checkpoint", "June", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("# LIMITE\n")


def test_new__never_changes_a_file_that_exists(tmp_path: Path) -> None:
    words = ("new", PLAN, "--by", "QN", "--checkpoint", "Dec", "-o")
    file, link = tmp_path / "form.yaml", tmp_path / "link.yaml"
    file.write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "elsewhere.yaml")
    for path in (file, link):
        done = run(*words, str(path))
        assert (done.exit_code, f"{path} exists; choose another name." in done.stderr) == (2, True)
    assert file.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form.yaml", "link.yaml"]


def test_new__leaves_nothing_behind_if_the_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    done = run("new", PLAN, "--by", "QN", "--checkpoint", "Dec", "-o", str(tmp_path / "form.yaml"))
    assert done.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_new__says_that_a_party_has_no_action() -> None:
    done = run("new", PLAN, "--by", "HU", "--checkpoint", "June")
    assert (done.exit_code, "HU leads no action of Q-2031 and takes part in none." in done.stderr) == (2, True)


def test_new__asks_for_what_each_kpi_states(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "empact: plan/1\nid: Z-2031\nperiod: {start: 2031-01-01, end: 2031-12-31}\n"
        "checkpoints: [{name: June, on: 2031-06-30}]\n"
        "actions:\n"
        "  - number: '1.1'\n    activity: Train.\n    leaders: [HU]\n    participants: [HU, AT]\n    kpis:\n"
        "      - {text: Arrests / detected persons, kind: count, parts: [{text: Arrests, unit: arrests}, "
        "{text: Detected persons, unit: detected persons}]}\n"
        "      - {text: Manual written, kind: milestone}\n"
        "      - {text: Examiners who pass, kind: ratio}\n"
        "      - {text: Lessons learned, kind: qualitative}\n",
        encoding="utf-8",
    )

    def asked(party: str) -> list[str]:
        form = run("new", str(plan), "--by", party, "--checkpoint", "June").stdout
        lines = form.partition("figures:\n")[2].replace("- kpi:", "kpi:").splitlines()
        return " ".join(line.strip() for line in lines if not line.lstrip().startswith("#")).split(" kpi: ")

    assert asked("HU") == [
        "kpi: 1a scope: total value:",
        "1a scope: own value:",
        "1b scope: total value:",
        "1b scope: own value:",
        "2 scope: total reached:",
        "3 scope: total value: of:",
        "3 scope: own value: of:",
        "4 scope: total text:",
    ]
    assert asked("AT") == ["kpi: 1a scope: own value:", "1b scope: own value:", "3 scope: own value: of:"]


def test_add__of_a_report_that_states_nothing_withdraws_another(tmp_path: Path) -> None:
    write_forms(tmp_path / "forms", QO="live")
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    first = run("add", PLAN, str(tmp_path / "forms"), *folder).stdout.strip()
    text = run("new", PLAN, "--by", "QO", "--checkpoint", "June").stdout.partition("  # 1.1")[0]
    for empty, filled in (("on:\n", "on: 2031-06-30\n"), ("source:\n", "source: mail\n"), ("[]", f"[{first}]")):
        text = text.replace(empty, filled)
    done = run("add", PLAN, "-", *folder, text=text)
    assert done.exit_code == 0, done.stderr
    (kept,) = in_force(tmp_path / "reports")
    assert (kept.id, kept.content.is_empty) == (done.stdout.strip(), True)


def test_list__shows_what_was_reported_and_what_supersedes_it() -> None:
    done = run("list", PLAN, "--checkpoint", "June", "--party", "QZ", *FOLDERS[:2])
    assert done.exit_code == 0
    first, second = (line for line in done.stdout.splitlines() if line.startswith("Report: "))
    assert [first, second] == [
        f"Report: QZ (June 2031, 2031-06-{day}) · On: 2031-06-{day} · Checkpoint: June 2031 · Party: QZ"
        for day in (20, 27)
    ]
    assert "Superseded by: QZ (June 2031, 2031-06-27)" in done.stdout
    assert done.stdout.startswith("LIMITE\n")
    tree = json.loads(run("list", PLAN, "--as-of", "2031-06-27", "--format", "json", *FOLDERS[:2]).stdout)
    assert [len(one.get("superseded_by", [])) for one in tree["reports"]] == [1, 0]
    assert (
        run("list", PLAN, "--party", "QX", *FOLDERS[:2]).stdout
        == "LIMITE\nReaders: only the Driver and the Support Unit\nNo report matches.\n"
    )


def test_list__leaves_out_what_a_form_left_empty(tmp_path: Path) -> None:
    full = FULL.replace("actions:\n", 'actions:\n  - {action: "1.2"}\n', 1)
    assert full != FULL
    (tmp_path / "full.yaml").write_text(full, encoding="utf-8")
    assert "1.2" not in run("list", PLAN, "--reports", str(tmp_path)).stdout


FULL = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QM
part: customs
on: 2031-06-28
channel: SIENA
source: form
accounts: [entry-1]
context: More clocks came by sea.
assessment: The plan is on time.
outlook: The autumn will be busy.
stated:
  sums: [{measure: cash seized, value: 40, unit: EUR}]
actions:
  - action: "2.2"
    status: cancelled
    narrative: Eight patrols were held.
    obstacles: One boat was broken.
    support: A second boat.
    reason: No crew was left.
    agreed_by: [QO]
    started: 2031-03-10
    ended: 2031-05-01
    figures:
      - kpi: 1
        scope: total
        value: 8
        period: {start: 2031-03-10, end: 2031-05-01}
        source: log of the boat
        breakdowns:
          - {by: party, kind: exhaustive, parts: {QO: 5, QP: 3}}
          - {by: crime area, kind: partial, parts: {fraud: 2}}
          - {by: port, kind: overlapping, parts: {north: 8, south: 4}}
  - action: "2.1"
    carried_over: Q-2032:2.2
"""


def test_list__prints_all_that_a_report_says(tmp_path: Path) -> None:
    (tmp_path / "full.yaml").write_text(FULL, encoding="utf-8")
    done = run("list", PLAN, "--reports", str(tmp_path))
    assert done.exit_code == 0
    assert (
        done.stdout
        == """\
LIMITE
Readers: only the Driver and the Support Unit
June 2031: reports by QM.

Reports
full
  On              2031-06-28
  Checkpoint      June 2031
  Party           QM
  Part            customs
  Actions         2.2: cancelled; KPI 1: 8 in total, from 2031-03-10 to 2031-05-01, by party (QO 5,
                  QP 3), by crime area, partial (fraud 2), by port, overlapping (north 8, south 4),
                  as in log of the boat; started 2031-03-10; ended 2031-05-01. Eight patrols were
                  held. Obstacles: One boat was broken. Support that is needed: A second boat.
                  Reason: No crew was left. Agreed by: QO
                  2.1: to Q-2032:2.2
  Stated totals   40 cash seized (EUR)
  Context         More clocks came by sea.
  Assessment      The plan is on time.
  Outlook         The autumn will be busy.
  Ledger entries  entry-1
  Channel         SIENA
  Source          form

Annex: reports
Party  Part     Checkpoint  Date        Channel  Report
QM     customs  June 2031   2031-06-28  SIENA    full
"""
    )


def test_check__finds_the_mistakes_of_the_invented_reports() -> None:
    done = run("check", PLAN, *FOLDERS, "--format", "json")
    assert done.exit_code == 0
    tree = json.loads(done.stdout)
    assert (tree["reports"], tree["in_force"], tree["others"]) == (15, 13, {})
    assert sorted(one["rule"]["name"] if "rule" in one else one["name"] for one in tree["diagnostics"]) == [
        "breakdown-differs",
        "later-than-planned",
        "possible-duplicate",
        "precondition-not-met",
        "result-outside-plan",
        "result-outside-plan",
        "sources-differ",
        *["stated-total-differs"] * 5,
        "status-counts-differ",
        "status-counts-differ",
    ]


def test_check__fails_for_a_report_that_was_changed(tmp_path: Path) -> None:
    run("add", PLAN, *options(tmp_path))
    (path,) = tmp_path.rglob("*.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("live", "completed"), encoding="utf-8")
    done = run("check", PLAN, "--reports", str(tmp_path))
    assert (done.exit_code, "OAP018 report-changed" in done.stdout) == (1, True)
    (tmp_path / "Q-2031" / "x.yaml").write_text("empact: report/1\n", encoding="utf-8")
    assert run("check", PLAN, "--reports", str(tmp_path)).exit_code == 2


MISTAKES = {
    "operations/a.yaml": (
        "empact: operation/1\nid: JAD-1\nname: Days\ncoordinator: Nowhere\nactions: ['Q-2031:9.1', '2.2', 'R-32:1']\n",
        ["4:14: warning OAP866", "5:11: warning OAP866", "5:25: warning OAP866"],
    ),
    "operations/b.yaml": ("empact: operation/1\nid: JAD-1\nname: Copy\n", ["2:5: error OAP020"]),
    "operations/c.yaml": ("empact: operation/1\nid: JAD-2\nnam: Days\n", ["1:1: error OAP013", "3:1: error OAP012"]),
    "kpis/a.yaml": (
        (
            "empact: kpis/1\nplan: Q-2031\ndefinitions:\n"
            "  - {action: '9.9', adds: latest, decided_by: QM, on: 2031-01-30}\n"
            "  - {action: '1.2', kpi: 7, adds: latest, decided_by: QM, on: 2031-01-30}\n"
            "  - {action: '1.2', adds: all, decided_by: QM, on: 2031-01-30}\n"
        ),
        ["6:27: error OAP"],
    ),
    "kpis/b.yaml": (
        (
            "empact: kpis/1\nplan: Q-2031\ndefinitions:\n"
            "  - {action: '9.9', adds: latest, decided_by: QM, on: 2031-01-30}\n"
            "  - {action: '1.2', kpi: 7, adds: latest, decided_by: QM, on: 2031-01-30}\n"
        ),
        ["1:1: info OAP832", "4:5: error OAP868", "5:5: error OAP868"],
    ),
    "kpis/c.yaml": ("empact: kpis/1\nplan: Q-2031\n", ["2:7: error OAP021"]),
    "kpis/d.yaml": ("empact: kpis/1\nplan: R-2032\n", []),
}
"""Mistakes in files that people write by hand, and the places at which they are reported."""


def test_check__names_the_place_of_each_mistake_in_operations_and_kpis(tmp_path: Path) -> None:
    for folder in ("reports", "operations", "kpis"):
        (tmp_path / folder).mkdir()
    for name, (text, _) in MISTAKES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folders = [word for name in ("reports", "operations", "kpis") for word in (f"--{name}", str(tmp_path / name))]
    done = run("check", PLAN, *folders, "--ledger", str(tmp_path / "reports"))
    assert done.exit_code == 2  # a file cannot be read
    lines = [line for line in done.stdout.splitlines() if line.startswith(str(tmp_path))]
    expected = [f"{tmp_path / name}:{place}" for name, (_, places) in MISTAKES.items() for place in places]
    assert len(lines) == len(expected)
    for start in expected:
        assert any(line.startswith(start) for line in lines), (start, lines)
    assert "There are also KPI registers of other plans: R-2032." in done.stdout


@pytest.mark.parametrize("command", ["report", "ledger", "practice"])
def test_a_missing_workspace__names_the_commands_that_create_it(command: str, tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "work"\n', encoding="utf-8")
    session = Session(plugins=[oap_invented_2031], config=tmp_path / "empact.toml")
    done = CliRunner().invoke(main, [command, "list", "oap-invented-2031"], obj=session)
    assert done.exit_code == 2
    assert (
        "The option --create of 'ledger add', 'practice add', 'report add', 'report seal', 'records map' also "
        "creates it" in done.stderr
    )
    assert "(in Python: create=True).\n" in done.stderr


def test_validate__reads_the_reports_of_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empact.toml").write_text('workspace = "work"\n', encoding="utf-8")
    session = Session(plugins=[oap_invented_2031], config=tmp_path / "empact.toml")
    words = ["report", "add", PLAN, *options(tmp_path, status="cancelled")]
    words = words[: words.index("--reports")]
    assert CliRunner().invoke(main, [*words, "--create"], obj=session).exit_code == 0
    done = CliRunner().invoke(main, ["validate", PLAN, "--as-of", "2031-12-31"], obj=session)
    assert "OAP858 cancelled-without-agreement" in done.stdout


TWO_YEARS = """empact: plan/1
id: T-2031
title: Two years (invented)
period: {start: 2031-01-01, end: 2032-12-31}
driver: QM
goals: [{number: "1", body: Find clocks.}]
checkpoints: [June, December]
actions:
  - {number: "1.1", goal: "1", activity: Search., leaders: QO, kpis: [{text: "KPI: 100 clocks seized"}]}
"""


def test_checkpoints_of_one_name__can_each_be_named_in_every_command(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(TWO_YEARS, encoding="utf-8")
    folder = ("--reports", str(tmp_path / "reports"))
    about = ("--by", "QO", "--on", "2032-07-02", "--source", "letter", "--action", "1.1")
    for checkpoint, total in {"June 2031": 8, "2032-06-30": 9}.items():
        form = run("new", str(plan), "--by", "QO", "--checkpoint", checkpoint)
        assert f'checkpoint: "June {checkpoint[-4:] if total == 8 else 2032}"' in form.stdout
        words = (*about, "--checkpoint", checkpoint, "--total", f"1={total}")
        assert run("add", str(plan), *words, *folder, "--create").exit_code == 0
    for year, said in {"2031": "8 in total", "2032": "9 in total"}.items():
        listed = run("list", str(plan), "--checkpoint", f"june {year}", *folder).stdout
        assert said in listed
        assert listed.count("Report: ") == 1
        named = ("--checkpoint", f"June {year}", *folder, "--as-of", "2032-12-31")
        progress = CliRunner().invoke(main, ["progress", str(plan), *named], obj=SESSION).stdout
        assert f"Checkpoints: T-2031: June {year}" in progress
        paper = ["export", str(plan), "--document", "driver-report", "--to", "text", *named]
        assert f"{year}-06-30" in CliRunner().invoke(main, paper, obj=SESSION).stdout
    call = ["ledger", "add", str(plan), "call", "--by", "QM", "--text", "June 2032", "--due", "2032-07-05"]
    call += ["--on", "2032-06-01", "--source", "letter", "--ledger", str(tmp_path / "ledger"), "--create"]
    assert CliRunner().invoke(main, call, obj=SESSION).exit_code == 0
    agenda = ["agenda", str(plan), "--ledger", str(tmp_path / "ledger"), "--as-of", "2032-06-02"]
    assert "2032-07-05  QO  report to QM for June" in CliRunner().invoke(main, agenda, obj=SESSION).stdout
    assert run("check", str(plan), *folder).exit_code == 0
    wrong = run("list", str(plan), "--checkpoint", "Ju 2032", *folder)
    assert wrong.stderr.startswith("Error: Checkpoint 'Ju 2032' does not exist. T-2031 has June 2031, June 2032,")


def test_show__lists_findings_of_a_severity(tmp_path: Path) -> None:
    done = run("check", PLAN, *FOLDERS, "--show", "error")
    assert "10 warnings, 4 info not shown; --show info lists them." in done.stdout
    assert adding(tmp_path, text_of("QP", OWN.format(5))).exit_code == 0
    done = adding(tmp_path, text_of("QP", OWN.format(6), on="2031-06-29"), "--show", "error")
    assert (done.exit_code, "error OAP880" in done.stdout, "warning OAP870" in done.stdout) == (1, True, False)
    assert "1 warning not shown; --show warning lists it." in done.stdout


def test_a_form_with_places_left_empty__is_added(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    assert run("new", PLAN, "--by", "QP", "--checkpoint", "June", "-o", str(form)).exit_code == 0
    text = (
        form.read_text(encoding="utf-8").replace("\non:\n", "\non: 2031-06-28\n").replace("source:\n", "source: form\n")
    )
    text = text.replace(
        "        scope: own\n        value:\n", "        scope: own\n        value: nothing to report\n", 1
    )
    form.write_text(text, encoding="utf-8")
    done = run("add", PLAN, str(form), "--reports", str(tmp_path / "reports"), "--create")
    assert (done.exit_code, done.stderr) == (0, "")
    (kept,) = in_force(tmp_path / "reports")
    figures = [figure for action in kept.content.actions for figure in action.figures]
    assert [(figure.nothing, figure.value) for figure in figures] == [(True, None)]
