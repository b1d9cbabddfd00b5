"""Entries that are lost without a copy: recorded by a loss, and visible for good; nothing else is let through."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.invented import PLAN, SESSION, TEXT, decision, entry, exhortation

from empact import EntryError, PlanReadError
from empact.analysis import exclusion
from empact.cli.app import main
from empact.grammar import parse_parties
from empact.model import EntryContent, EntryKind, FiledReport, LedgerEntry, Prose, Report, Reports

AS_OF = dt.date(2031, 7, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of three entries, one after the other, beside the plan and a copy of the first entry."""
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    ledger = tmp_path / "ledger"
    for one in (exhortation("2031-04-15"), entry(EntryKind.REMINDER, "2031-05-02"), decision("2031-07-01")):
        SESSION.workspace.ledger.add(one, ledger, create=True)
    shutil.copy(file(ledger, "exhortation"), tmp_path / "copy.yaml")
    return ledger


def file(folder: Path, kind: str) -> Path:
    (path,) = folder.rglob(f"*-{kind}*.yaml")
    return path


def added(folder: Path, kind: str) -> LedgerEntry:
    return SESSION.workspace.ledger.of_plan("Q-2031", folder).entry(file(folder, kind).stem)


def loss(*digests: str, on: str = "2031-08-01") -> EntryContent:
    return EntryContent(
        plan="Q-2031",
        kind=EntryKind.LOSS,
        on=dt.date.fromisoformat(on),
        by=parse_parties("QM"),
        text=Prose(text="A disk failed, and the copies were on it."),
        source="Invented: note of 1 August",
        lost=digests,
    )


def run(folder: Path, *command: str) -> Result:
    return CliRunner().invoke(main, [*command, "--ledger", str(folder)], obj=SESSION)


def lose(folder: Path, *kinds: str) -> list[str]:
    """Remove the entries of these kinds; return their digests."""
    digests = [added(folder, kind).digest for kind in kinds]
    for path in [file(folder, kind) for kind in kinds]:
        path.unlink()
    return digests


def findings(folder: Path) -> list[tuple[str, str]]:
    read = SESSION.workspace.ledger.read(folder)
    rules = ("OAP808", "OAP809", "OAP816")
    return [
        (one.code, one.message) for one in SESSION.validate(PLAN, select=rules, records=SESSION.records(ledger=read))
    ]


def test_loss__opens_a_ledger_whose_only_fault_is_what_it_names(folder: Path) -> None:
    first, second = lose(folder, "exhortation", "reminder")
    command = (
        f"'empact ledger add PLAN loss --lost {second[:16]} --by PARTY --on DAY "
        '--text "how it was lost" --source "who says so"\''
    )
    with pytest.raises(PlanReadError, match=command):
        SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-02"), folder, plans=[PLAN])
    recorded = SESSION.workspace.ledger.add(loss(second), folder)
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", folder)
    assert (ledger.gaps, ledger.lost, ledger.losses) == ((), (second,), {second: recorded})
    assert SESSION.workspace.ledger.add(loss(second), folder) == recorded
    later = SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-02"), folder)
    assert later.content.follows == (recorded.digest,)
    assert first not in ledger.losses  # nothing that is left follows it


@pytest.mark.parametrize("other", ["changed", "misplaced", "unreadable", "another entry is missing"])
def test_loss__lets_nothing_else_through(folder: Path, other: str) -> None:
    (reminder,) = [added(folder, "reminder").digest]
    (exhorted,) = [added(folder, "exhortation").digest]
    if other == "changed":
        path = file(folder, "reminder")
        path.write_text(path.read_text(encoding="utf-8").replace("QN", "QO"), encoding="utf-8")
    elif other == "misplaced":
        (folder / "R-2031").mkdir()
        shutil.move(file(folder, "reminder"), folder / "R-2031")
    elif other == "unreadable":
        file(folder, "reminder").write_text("empact: ledger/1\n", encoding="utf-8")
    else:
        lose(folder, "exhortation")
    before = sorted(folder.rglob("*"))
    named = (reminder, exhorted) if other == "changed" else (reminder,)
    with pytest.raises((PlanReadError, EntryError)):
        SESSION.workspace.ledger.add(loss(*named), folder)
    assert sorted(folder.rglob("*")) == before


def test_loss__by_hand_does_not_hide_a_changed_entry(folder: Path) -> None:
    digest = added(folder, "reminder").digest
    path = file(folder, "reminder")
    path.write_text(path.read_text(encoding="utf-8").replace("QN", "QO"), encoding="utf-8")
    text = SESSION.tree(loss(digest))
    (folder / "Q-2031" / "by-hand.json").write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(PlanReadError, match="was changed after it was recorded"):
        SESSION.workspace.ledger.of_plan("Q-2031", folder, plans=[PLAN])


def test_loss__cannot_name_an_entry_that_is_there(folder: Path) -> None:
    with pytest.raises(EntryError, match="is not lost, but there: '2031-04-15-exhortation-QN-"):
        SESSION.workspace.ledger.add(loss(added(folder, "exhortation").digest), folder)


def test_loss__names_whole_digests() -> None:
    with pytest.raises(EntryError, match=r"^'0123' in 'lost' is not a digest: it has 64 digits from 0 to f."):
        loss("0123")


def test_loss__cannot_be_corrected(folder: Path) -> None:
    (digest,) = lose(folder, "reminder")
    recorded = SESSION.workspace.ledger.add(loss(digest), folder)
    for kind in (EntryKind.CORRECTION, EntryKind.CLERICAL_ERROR):
        undo = entry(kind, "2031-08-02", replies_to=(recorded.id,), text=Prose(text="No."))
        with pytest.raises(EntryError, match="A loss cannot be corrected; if a lost entry is found, restore its file"):
            SESSION.workspace.ledger.add(undo, folder)
    undo = entry(EntryKind.CORRECTION, "2031-08-02", replies_to=(recorded.id,))
    (folder / "Q-2031" / "by-hand.json").write_text(json.dumps(SESSION.tree(undo)), encoding="utf-8")
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", folder)
    assert (ledger.gaps, ledger.lost) == ((), (digest,))
    assert ("OAP808", "A correction of 2 August 2031 corrects a loss, which cannot be corrected.") in findings(folder)


def test_entries_lost__stays_and_says_who_says_so(folder: Path) -> None:
    (digest,) = lose(folder, "reminder")
    SESSION.workspace.ledger.add(loss(digest), folder)
    said = f"A loss of 1 August 2031 by QM says that 1 entry is lost: digest {digest[:16]}."
    assert findings(folder) == [("OAP816", said)]
    SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-02"), folder)
    assert findings(folder) == [("OAP816", said)]


def test_entries_lost__is_all_that_is_reported_of_an_entry_to_which_others_reply(folder: Path) -> None:
    exhorted = added(folder, "exhortation")
    answer = entry(EntryKind.ANSWER, "2031-07-02", "", "QN", replies_to=(exhorted.id,))
    replied = SESSION.workspace.ledger.add(answer, folder)
    (digest,) = lose(folder, "exhortation")
    assert "OAP808" in {code for code, _ in findings(folder)}
    SESSION.workspace.ledger.add(loss(digest), folder)
    assert [code for code, _ in findings(folder)] == ["OAP816"]
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", folder)
    assert (ledger.is_lost(exhorted.id), ledger.is_lost(replied.id)) == (True, False)


def test_entries_lost__is_no_error_of_a_report_that_cites_the_entry(folder: Path) -> None:
    report = Report(
        plan="Q-2031",
        checkpoint="June",
        by=parse_parties("QM"),
        on=dt.date(2031, 7, 2),
        source="Invented",
        accounts=(added(folder, "reminder").id,),
    )
    reports = Reports(plan="Q-2031", reports=(FiledReport(id="r1", digest="1", content=report),))

    def unknown() -> int:
        read = SESSION.workspace.ledger.read(folder)
        return len(SESSION.validate(PLAN, select="OAP853", records=SESSION.records(ledger=read, reports=reports)))

    assert unknown() == 0
    (digest,) = lose(folder, "reminder")
    assert unknown() == 1
    SESSION.workspace.ledger.add(loss(digest), folder)
    assert unknown() == 0


def test_entries_lost__reports_an_entry_that_is_there_again(folder: Path, tmp_path: Path) -> None:
    (digest,) = lose(folder, "exhortation")
    SESSION.workspace.ledger.add(loss(digest), folder)
    name = "2031-04-15-exhortation-QN-" + digest[:16]
    shutil.copy(tmp_path / "copy.yaml", folder / "Q-2031" / f"{name}.yaml")
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", folder)
    assert (ledger.lost, ledger.gaps, len(ledger)) == ((), (), 4)
    message = f"A loss of 1 August 2031 names an entry as lost that is there: {name!r}."
    assert findings(folder) == [("OAP816", message)]
    assert exclusion(SESSION.context(PLAN, as_of=AS_OF, records=SESSION.records(ledger=ledger)), "QN").lost == ()


def test_dossier__states_how_many_entries_are_lost_whatever_the_day(folder: Path) -> None:
    digests = lose(folder, "exhortation", "reminder")
    SESSION.workspace.ledger.add(loss(*digests), folder)
    for party in ("QN", "QO"):
        dossier = exclusion(SESSION.context(PLAN, as_of=AS_OF, records=SESSION.records(ledger=folder)), party)
        (lost,) = dossier.lost
        says = "as QM says on 2031-08-01 (A disk failed, and the copies were on it)"
        assert lost.text == f"2 entries of the ledger are lost, {says}."
        assert lost.entries == (file(folder, "loss").stem,)
        assert lost in dossier.statements
    plan = str(folder.parent / "plan.yaml")
    done = run(folder, "exclusion", plan, "QO", "--as-of", str(AS_OF))
    assert "Lost entries\n2 entries of the ledger are lost, as QM says on 2031-08-01" in done.stdout
    tree = json.loads(run(folder, "exclusion", plan, "QO", "--as-of", str(AS_OF), "--format", "json").stdout)
    assert tree["lost"][0]["entries"] == [file(folder, "loss").stem]
    document = ("--document", "exclusion", "--party", "QO", "--as-of", str(AS_OF), "--to", "markdown")
    assert "## Lost entries" in run(folder, "export", plan, *document).stdout
    german = run(folder, "export", plan, *document, "--language", "de")
    assert "## Verlorene Einträge" in german.stdout


def test_ledger_add__records_a_loss_by_the_start_of_the_digest(folder: Path) -> None:
    plan = str(folder.parent / "plan.yaml")
    (digest,) = lose(folder, "reminder")
    words = ("ledger", "add", plan, "loss", "--by", "QM", "--on", "2031-08-01", "--source", "note")
    refused = run(folder, *words, "--text", "Fire.", "--lost", "0" * 16)
    assert f"Missing entry '{'0' * 16}' does not exist. Missing: {digest}." in refused.stderr
    refused = run(folder, *words)
    for need in ("--text: how it happened", "--lost: the digests of the lost entries"):
        assert need in " ".join(refused.stderr.split()), refused.stderr
    done = run(folder, *words, "--text", "Fire.", "--lost", digest[:16])
    assert done.exit_code == 0, done.stderr
    assert "says that 1 entry is lost" in done.stderr
    assert added(folder, "loss").content.lost == (digest,)
    checked = run(folder, "ledger", "check", plan)
    assert (checked.exit_code, "OAP816 entries-lost" in checked.stdout) == (0, True)
    listed = run(folder, "ledger", "list", plan, "--kind", "loss")
    assert f"Lost entries: {digest[:16]}" in listed.stdout


def test_ledger_add__records_the_loss_of_a_newest_entry_by_its_whole_digest(folder: Path) -> None:
    """Nothing follows it, so only a digest that was saved elsewhere shows that it is missing."""
    plan = str(folder.parent / "plan.yaml")
    (digest,) = lose(folder, "decision")
    words = ("--by", "QM", "--on", "2031-08-01", "--source", "note", "--text", "Fire.")
    assert run(folder, "ledger", "add", plan, "loss", *words, "--lost", digest).exit_code == 0
    assert SESSION.workspace.ledger.of_plan("Q-2031", folder).lost == (digest,)
