"""The ledger: what an entry is, how a folder of them is read, and how it shows that something was changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import pickle
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.linear import calls

import empact
import oap_invented_2031
from empact import Diagnostic, Plan, PlanReadError, Session, UnknownIdError
from empact.analysis import exclusion
from empact.analysis.involvement.absences import absences
from empact.grammar import parse_parties
from empact.model import (
    CommitmentBacking,
    EntryContent,
    EntryKind,
    Ledger,
    LedgerEntry,
    Parties,
    Practice,
    PracticeKind,
    Prose,
    Ref,
    Reply,
    Verdict,
)
from empact.serde import files as serde_files
from empact.serde.kinds import ENTRY, PRACTICE, FileKind
from empact.storage import folders
from empact.storage.ledgers import LedgerReading
from empact.testing import strategies

SESSION = Session([oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
INVENTED = oap_invented_2031.LEDGER
MANY = settings(
    max_examples=settings().max_examples // 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
)
TEXT = """\
empact: ledger/1
plan: X-2026
kind: commitment
on: 2026-02-10
source: "Invented: letter of 10 February"
parties: QO
actions: ["1.1"]
text: To send two investigators.
due: 2026-05-31
backing: [national-planning, resources, work-programme]
"""


def meeting(number: int = 0, plan: str = "X-2026") -> EntryContent:
    return EntryContent(
        plan=plan,
        kind=EntryKind.MEETING,
        on=dt.date(2026, 1, 1) + dt.timedelta(days=number),
        text=Prose(text=f"Meeting {number}"),
        source="Invented",
    )


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in files(folder)}


# What an entry is


def test_an_entry_says_who_what_by_when_and_what_stands_behind_it() -> None:
    entry = empact.loads(TEXT, format="yaml", kind=EntryContent)
    assert entry == EntryContent(
        plan="X-2026",
        kind=EntryKind.COMMITMENT,
        on=dt.date(2026, 2, 10),
        parties=Parties(text="QO", items=tuple(parse_parties("QO"))),
        actions=(Ref(action="1.1"),),
        text=Prose(text="To send two investigators."),
        due=dt.date(2026, 5, 31),
        backing=(CommitmentBacking.NATIONAL_PLANNING, CommitmentBacking.RESOURCES, CommitmentBacking.WORK_PROGRAMME),
        source="Invented: letter of 10 February",
    )


@pytest.mark.parametrize("source", ["", " ", "\n"])
def test_an_entry_without_a_source_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"^the source must have at least one word"):
        attrs.evolve(meeting(), source=source)


@MANY
@given(strategies.of(EntryContent))
def test_an_entry_comes_back_as_it_was_in_either_format(entry: EntryContent) -> None:
    assert comes_back(entry, ENTRY)


@MANY
@given(strategies.of(Practice))
def test_a_practice_comes_back_as_it_was_in_either_format(practice: Practice) -> None:
    assert comes_back(practice, PRACTICE)


def comes_back(value: Any, kind: FileKind[Any]) -> bool:
    text = folders.text(value, kind).decode()
    again = SESSION.loads(text, format="yaml", kind=kind.cls)
    tree = serde_files.tree(value, kind)
    return bool(
        again == value
        and folders.text(again, kind).decode() == text
        and serde_files.structure(empact.hooks.RawDocument(tree), "x.json", kind) == (value, [])
        and pickle.loads(pickle.dumps(value)) == value
    )


# What a file may not say


def told(text: str, kind: type[Any] = EntryContent) -> list[str]:
    with pytest.raises(PlanReadError) as raised:
        SESSION.loads(text, format="yaml", kind=kind)
    return str(PlanReadError(raised.value.diagnostics)).splitlines()  # the plan is not known, so it is not quoted


def test_all_that_is_wrong_with_an_entry_is_told_at_once_with_line_and_column() -> None:
    text = TEXT.replace("commitment", "comitment").replace("2026-05-31", "31 May").replace("parties", "partie")
    text = text.replace("[national", "[nation").replace('"Invented: letter of 10 February"', '""') + "follows: x\n"
    assert told(text) == [
        (
            "<text>:3:7: OAP015 The text 'comitment' is not one of "
            f"{', '.join(kind.value for kind in EntryKind)}. Did you mean 'commitment'?"
        ),
        "<text>:5:9: OAP015 The text '' has no words.",
        "<text>:6:1: OAP012 Unknown key 'partie'. Did you mean 'parties'?",
        "<text>:9:6: OAP015 The text '31 May' is not a date. Write it as YYYY-MM-DD, such as 2012-12-31.",
        (
            "<text>:10:11: OAP015 The text 'nation-planning' is not one of national-planning, resources, "
            "work-programme. Did you mean 'national-planning'?"
        ),
        ("<text>:11:10: OAP014 Expected a list, not the text 'x'. Write '[...]', or one item per line after '- '."),
    ]


def test_what_an_entry_cannot_do_without_is_asked_for() -> None:
    assert told("empact: ledger/1\nkind: meeting\n") == [
        "<text>:1:1: OAP013 The required key 'plan' is missing. Name the plan by its id, such as 'plan: C-2012'.",
        ("<text>:1:1: OAP013 The required key 'on' is missing. Give the day, such as 'on: 2012-05-14'."),
        (
            "<text>:1:1: OAP013 The required key 'source' is missing. "
            "Name the source, such as 'source: letter of 14 May 2012'."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        (
            "empact: plan/1\nid: X\n",
            EntryContent,
            (
                "<text>:1:9: OAP011 Expected a ledger entry, but the file is a plan. "
                "A ledger entry starts with 'empact: ledger/1'."
            ),
        ),
        (
            TEXT,
            Plan,
            (
                "<text>:1:9: OAP011 Expected a plan, but the file is a ledger entry. "
                "A plan starts with 'empact: plan/1'."
            ),
        ),
        (
            TEXT,
            Practice,
            (
                "<text>:1:9: OAP011 Expected a practice, but the file is a ledger entry. "
                "A practice starts with 'empact: practice/1'."
            ),
        ),
        (
            "empact: ledger/2\n",
            EntryContent,
            ("<text>:1:9: OAP011 Unknown format: the text 'ledger/2'. This version of empact reads 'ledger/1'."),
        ),
        (
            "plan: X\n",
            EntryContent,
            (
                "<text>:1:1: OAP010 The key 'empact', which names the format, is missing. "
                "A ledger entry starts with 'empact: ledger/1'."
            ),
        ),
    ],
)
def test_a_file_of_another_kind_is_told_as_such(text: str, kind: type[Any], says: str) -> None:
    assert told(text, kind) == [says]


def test_only_plans_entries_and_practices_are_files() -> None:
    known = (
        "Plan, EntryContent, Practice, Answers, Report, Redaction, Operation, KpiRegister, Seal, RevisionMapping, "
        "ReturnedForm"
    )
    with pytest.raises(TypeError, match=rf"^A LedgerEntry cannot be loaded\. These can: {known}\.$"):
        SESSION.loads(TEXT, format="yaml", kind=LedgerEntry)


def test_an_entry_is_loaded_by_its_path_and_has_no_bundled_name(tmp_path: Path) -> None:
    (tmp_path / "entry.yaml").write_text(TEXT, encoding="utf-8")
    assert SESSION.load(tmp_path / "entry.yaml", EntryContent).plan == "X-2026"
    with pytest.raises(UnknownIdError):
        empact.load("oap-c-2012", EntryContent)


# Reading a folder


def test_the_invented_ledger_is_read_whole() -> None:
    found = SESSION.workspace.ledger.read(INVENTED)
    assert (list(found.diagnostics), found.complete) == ([], True)
    (ledger,) = found.ledgers
    assert (ledger.plan, len(ledger)) == ("Q-2031", 18)
    assert all(one.content.source.startswith("Invented: ") for one in ledger)
    assert len(ledger.newest) == 1
    assert ledger.entry(ledger.entries[-1].id).content.kind is EntryKind.CALL
    assert found.of_plan("R-2031") == Ledger(plan="R-2031")
    with pytest.raises(UnknownIdError, match=r"^Entry '2031-06-29-answer' does not exist"):
        ledger.entry("2031-06-29-answer")


def test_every_digest_is_that_of_the_bytes_and_ends_the_name() -> None:
    for path in (INVENTED / "Q-2031").iterdir():
        assert path.stem.endswith("-" + hashlib.sha256(path.read_bytes()).hexdigest()[:16])


def test_a_ledger_stands_in_the_order_of_its_days_and_of_one_day_as_it_was_recorded() -> None:
    first, second, third = (attrs.evolve(meeting(), text=Prose(text=word)) for word in ("one", "two", "three"))
    chain = (
        LedgerEntry(id="z", digest="1", content=first),
        LedgerEntry(id="b", digest="2", content=attrs.evolve(second, follows=("1",))),
        LedgerEntry(id="a", digest="3", content=attrs.evolve(third, follows=("2",))),
        LedgerEntry(id="y", digest="0", content=meeting(-1)),
    )
    for entries in itertools.permutations(chain):
        ledger = Ledger(plan="X-2026", entries=entries)
        assert [one.id for one in ledger] == ["y", "z", "b", "a"]
        assert ledger.newest == ("0", "3")


def test_entries_that_follow_each_other_in_a_circle_do_not_hang() -> None:
    circle = [
        LedgerEntry(id=id, digest=id, content=attrs.evolve(meeting(), follows=(to,))) for id, to in ("ab", "bc", "ca")
    ]
    assert [one.id for one in Ledger(plan="X-2026", entries=tuple(circle))] == ["a", "b", "c"]


@MANY
@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers())
def test_the_order_of_files_on_the_disk_does_not_matter(days: list[int], seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        one, other = Path(name) / "one", Path(name) / "other"
        for number, day in enumerate(days):
            SESSION.workspace.ledger.add(
                attrs.evolve(meeting(day), text=Prose(text=f"Meeting {number}")), one, create=True
            )
        shuffled = files(one)
        random.Random(seed).shuffle(shuffled)
        other.mkdir()
        for number, path in enumerate(shuffled):
            place = other / ("sub" if number % 2 else "")
            place.mkdir(exist_ok=True)
            shutil.copy(path, place / path.name)
        assert SESSION.workspace.ledger.of_plan("X-2026", one) == SESSION.workspace.ledger.of_plan("X-2026", other)
        words = [str(added.content.text) for added in SESSION.workspace.ledger.of_plan("X-2026", one)]
        assert words == [f"Meeting {number}" for _, number in sorted(zip(days, range(len(days)), strict=True))]


def test_hidden_files_other_suffixes_and_deeper_folders_are_left_alone(tmp_path: Path) -> None:
    SESSION.workspace.ledger.add(meeting(), tmp_path)
    for name in (".empact-0123.yaml", "notes.txt", "X-2026/.empact-0123"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    for name in (".hidden", "X-2026/deeper"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text("{", encoding="utf-8")
    found = SESSION.workspace.ledger.read(tmp_path)
    assert (len(found.of_plan("X-2026")), len(found.diagnostics)) == (1, 0)


def test_an_entry_that_cannot_be_read_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    SESSION.workspace.ledger.add(meeting(), tmp_path)
    (tmp_path / "bad.yaml").write_text("empact: ledger/1\nplan: X-2026\nkind: x\n", encoding="utf-8")
    found = SESSION.workspace.ledger.read(tmp_path)
    assert (len(found.of_plan("X-2026")), found.complete) == (1, False)
    assert {str(one.place) for one in found.diagnostics} == {f"{tmp_path}/bad.yaml:{at}" for at in ("1:1", "3:7")}
    with pytest.raises(PlanReadError):
        SESSION.workspace.ledger.of_plan("X-2026", tmp_path)


def test_what_was_known_on_a_day_is_what_is_dated_until_then() -> None:
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", INVENTED)
    assert [len(ledger.until(dt.date(2031, month, 1))) for month in (1, 3, 10)] == [0, 4, 15]
    assert ledger.until(None) is ledger
    assert [one.content.reply for one in ledger.of_kinds(EntryKind.ANSWER)] == [
        Reply.UNDERWAY,
        Reply.DISPUTED,
        Reply.MET,
    ]


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SESSION.workspace.ledger.read(tmp_path / "nowhere")


# Recording


def test_an_entry_becomes_a_file_of_its_own_behind_the_newest_ones(tmp_path: Path) -> None:
    first = SESSION.workspace.ledger.add(meeting(0), tmp_path / "new", create=True)
    before = contents(tmp_path)
    second = SESSION.workspace.ledger.add(attrs.evolve(meeting(1), replies_to=(first.id,)), tmp_path / "new")
    assert second.content.follows == (first.digest,)
    assert before.items() <= contents(tmp_path).items()
    assert SESSION.workspace.ledger.of_plan("X-2026", tmp_path / "new").entries == (first, second)
    assert [path.parent.name for path in files(tmp_path)] == ["X-2026", "X-2026"]
    assert first.id == f"2026-01-01-meeting-{first.digest[:16]}"


def test_an_entry_may_be_dated_before_the_one_it_follows(tmp_path: Path) -> None:
    late, early = SESSION.workspace.ledger.add(meeting(5), tmp_path), SESSION.workspace.ledger.add(meeting(1), tmp_path)
    assert early.content.follows == (late.digest,)
    assert SESSION.workspace.ledger.of_plan("X-2026", tmp_path).entries == (early, late)


def test_a_reference_to_nothing_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    known = SESSION.workspace.ledger.add(meeting(), tmp_path)
    with pytest.raises(UnknownIdError, match=f"Did you mean '{known.id}'"):
        SESSION.workspace.ledger.add(attrs.evolve(meeting(1), replies_to=(known.id + "x",)), tmp_path)
    assert len(files(tmp_path)) == 1


def test_a_fork_is_joined_by_the_next_entry(tmp_path: Path) -> None:
    for name in ("one", "two"):
        SESSION.workspace.ledger.add(attrs.evolve(meeting(), text=Prose(text=name)), tmp_path / name, create=True)
    shutil.copytree(tmp_path / "two", tmp_path / "one", dirs_exist_ok=True)
    fork = SESSION.workspace.ledger.of_plan("X-2026", tmp_path / "one").newest
    assert len(fork) == 2
    assert SESSION.workspace.ledger.add(meeting(1), tmp_path / "one").content.follows == fork
    assert len(SESSION.workspace.ledger.of_plan("X-2026", tmp_path / "one").newest) == 1


def test_entries_of_several_plans_may_share_a_folder_and_follow_their_own(tmp_path: Path) -> None:
    SESSION.workspace.ledger.add(meeting(0, "X-2026"), tmp_path)
    assert SESSION.workspace.ledger.add(meeting(0, "Y-2026"), tmp_path).content.follows == ()
    assert {one.plan: len(one) for one in SESSION.workspace.ledger.read(tmp_path).ledgers} == {"X-2026": 1, "Y-2026": 1}


@pytest.mark.parametrize("plan", ["..", ".", "a\\b"])
def test_no_plan_id_leads_out_of_the_folder(plan: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Not a valid folder name"):
        SESSION.workspace.ledger.add(meeting(0, plan), tmp_path / "ledger", create=True)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["../../x", "Ελλάδα", "a" * 300, "x/y:z"])
def test_no_name_of_a_party_makes_a_name_of_a_file_that_some_system_refuses(name: str, tmp_path: Path) -> None:
    items = tuple(parse_parties(name))
    added = SESSION.workspace.ledger.add(attrs.evolve(meeting(), parties=Parties(text=name, items=items)), tmp_path)
    (path,) = files(tmp_path)
    assert path.parent == tmp_path / "X-2026"
    assert len(path.name) < 100
    assert path.name.isascii()
    assert SESSION.workspace.ledger.of_plan("X-2026", tmp_path).entries == (added,)


def test_the_very_same_entry_written_at_once_is_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SESSION.workspace.ledger.add(meeting(), tmp_path)
    nothing = LedgerReading()
    monkeypatch.setattr("empact.storage.ledgers.read_ledgers", lambda *_: nothing)  # as if it had just looked
    assert SESSION.workspace.ledger.add(meeting(), tmp_path) == first
    (path,) = files(tmp_path)
    path.write_bytes(b"something else")
    with pytest.raises(FileExistsError):
        SESSION.workspace.ledger.add(meeting(), tmp_path)
    assert path.read_bytes() == b"something else"


def test_where_files_cannot_be_linked_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    added = SESSION.workspace.ledger.add(meeting(), tmp_path)
    assert SESSION.workspace.ledger.of_plan("X-2026", tmp_path).entries == (added,)
    assert len(files(tmp_path)) == 1
    practice = Practice(plan="X-2026", title="T", kind=PracticeKind.GOOD, on=dt.date(2026, 1, 1), source="Invented")
    SESSION.workspace.practices.add(practice, tmp_path / "practice", create=True)
    with pytest.raises(FileExistsError):
        SESSION.workspace.practices.add(practice, tmp_path / "practice")


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SESSION.workspace.ledger.add(meeting(), tmp_path)
    before = contents(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        SESSION.workspace.ledger.add(meeting(1), tmp_path)
    assert contents(tmp_path) == before


def test_the_very_same_entry_is_recorded_once_and_again_after_a_correction(tmp_path: Path) -> None:
    first = SESSION.workspace.ledger.add(meeting(), tmp_path)
    SESSION.workspace.ledger.add(meeting(1), tmp_path)
    assert SESSION.workspace.ledger.add(meeting(), tmp_path) == first
    wrong = attrs.evolve(meeting(2), kind=EntryKind.CORRECTION, replies_to=(first.id,))
    SESSION.workspace.ledger.add(wrong, tmp_path)
    again = SESSION.workspace.ledger.add(meeting(), tmp_path)
    assert again.id != first.id
    assert len(SESSION.workspace.ledger.of_plan("X-2026", tmp_path)) == 4


def test_a_decision_may_be_taken_again_on_the_day_on_which_it_was_undone(tmp_path: Path) -> None:
    def decide(verdict: Verdict) -> LedgerEntry:
        who = Parties(text="MT", items=tuple(parse_parties("MT")))
        return SESSION.workspace.ledger.add(
            attrs.evolve(meeting(), kind=EntryKind.DECISION, parties=who, verdict=verdict), tmp_path
        )

    first, _, third = (decide(one) for one in (Verdict.EXCLUDED, Verdict.READMITTED, Verdict.EXCLUDED))
    assert third.id != first.id
    assert decide(Verdict.EXCLUDED) == third
    (gone,) = absences(SESSION.workspace.ledger.of_plan("X-2026", tmp_path), SESSION.register)
    assert gone.until is None


def test_a_correction_of_a_decision_is_not_recorded(tmp_path: Path) -> None:
    who = Parties(text="MT", items=tuple(parse_parties("MT")))
    decided = attrs.evolve(meeting(), kind=EntryKind.DECISION, parties=who, verdict=Verdict.EXCLUDED)
    added = SESSION.workspace.ledger.add(decided, tmp_path)
    wrong = attrs.evolve(meeting(2), kind=EntryKind.CORRECTION, replies_to=(added.id,))
    with pytest.raises(empact.EntryError, match="A correction cannot undo a decision"):
        SESSION.workspace.ledger.add(wrong, tmp_path)
    assert len(SESSION.workspace.ledger.of_plan("X-2026", tmp_path)) == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"on": dt.datetime(2026, 1, 1, 5, tzinfo=dt.UTC)}, TypeError),
        ({"on": "2026-01-01"}, TypeError),
        ({"kind": "meeting"}, TypeError),
        ({"parties": "QN"}, TypeError),
        ({"actions": ("2.2",)}, TypeError),
        ({"by": Parties(text="QN")}, empact.EntryError),
        ({"verdict": "excluded"}, TypeError),
        ({"reply": Reply.MET}, empact.EntryError),
        ({"backing": (CommitmentBacking.RESOURCES,)}, empact.EntryError),
    ],
)
def test_an_entry_that_a_program_makes_is_checked_as_one_of_a_file(
    fields: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        attrs.evolve(meeting(), **fields)


# What was changed


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A copy of the invented ledger."""
    folder = tmp_path / "ledger"
    shutil.copytree(INVENTED / "Q-2031", folder)
    return folder


TAMPERED = "The file of this entry was changed after it was recorded."


def tampering_findings(folder: Path) -> list[Diagnostic]:
    chosen = ["ledger-tampered", "ledger-out-of-order", "entry-doubled"]
    return list(
        SESSION.validate(PLAN, as_of=dt.date(2031, 12, 31), select=chosen, records=SESSION.records(ledger=folder))
    )


def tampering(folder: Path) -> list[str]:
    return [one.message for one in tampering_findings(folder)]


ANSWER = "2031-06-29-answer-QN-7086bd83d7528d16"
LAST = "2031-12-16-call-QM-7aaedf112fbbe01a"


def test_a_ledger_as_it_was_written_has_nothing_to_tell(ledger: Path) -> None:
    assert tampering(ledger) == []


def test_a_changed_entry_is_told_by_itself_and_not_again_by_the_one_that_follows_it(ledger: Path) -> None:
    path = ledger / f"{ANSWER}.yaml"
    path.write_text(path.read_text().replace("underway", "met"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    (told,) = tampering_findings(ledger)
    assert (str(told.place.subject), told.message) == (f"Q-2031:{ANSWER}", TAMPERED)
    assert told.hint == (
        f"Restore the file with the digest 7086bd83d7528d16 (now {digest}). To change an entry, add a correction."
    )


def test_an_entry_that_was_changed_to_a_later_day_is_told_whatever_is_known(ledger: Path) -> None:
    path = ledger / f"{LAST}.yaml"
    path.write_text(path.read_text().replace("2031-12-16", "2131-12-16").replace("2032-01-09", "2132-01-09"))
    (told,) = tampering_findings(ledger)
    assert (str(told.place.subject), told.message) == (f"Q-2031:{LAST}", TAMPERED)


@pytest.mark.parametrize("name", ["{} (1)", "copy", "0copy", "other/{}"])
@pytest.mark.parametrize(
    "entry", ["2031-06-18-exhortation-Nettlemark-945165b245d1d76f", "2031-02-10-commitment-QN-2f6041b278c37089", LAST]
)
def test_a_copy_is_told_and_counts_once(ledger: Path, name: str, entry: str) -> None:
    """Whether its name stands before that of the original or behind: what answers one of them answers it."""
    before = exclusion(SESSION.context(PLAN, as_of=dt.date(2031, 12, 31), records=SESSION.records(ledger=ledger)), "QN")
    copy = ledger / f"{name.format(entry)}.yaml"
    copy.parent.mkdir(exist_ok=True)
    shutil.copy(ledger / f"{entry}.yaml", copy)
    (told,) = tampering(ledger)
    assert "is in the ledger twice" in told
    assert (
        exclusion(SESSION.context(PLAN, as_of=dt.date(2031, 12, 31), records=SESSION.records(ledger=ledger)), "QN")
        == before
    )


def test_a_copy_of_what_was_recorded_by_mistake_does_not_bring_it_back(ledger: Path) -> None:
    finding = "2031-09-10-jeopardy-QN-33d59a2962bd8023"
    wrong = EntryContent(
        plan="Q-2031",
        kind=EntryKind.CORRECTION,
        on=dt.date(2031, 9, 20),
        replies_to=(finding,),
        source="Invented",
    )
    SESSION.workspace.ledger.add(wrong, ledger)
    shutil.copy(ledger / f"{finding}.yaml", ledger / "0copy.yaml")
    found = exclusion(SESSION.context(PLAN, as_of=dt.date(2031, 9, 30), records=SESSION.records(ledger=ledger)), "QN")
    assert found.criteria[2].evidence == ()


def test_a_changed_entry_is_told_whatever_its_file_is_called(ledger: Path) -> None:
    (ledger / "a\nb-0123456789abcdef.yaml").write_bytes((ledger / f"{LAST}.yaml").read_bytes() + b"# more\n")
    assert TAMPERED in tampering(ledger)


def test_to_tell_twice_the_problems_takes_twice_the_work() -> None:
    def took(count: int) -> int:
        unknown = "".join(f"key{n}: 1\n" for n in range(count))
        with pytest.raises(PlanReadError) as raised:
            SESSION.loads(TEXT + unknown, format="yaml", kind=EntryContent)
        return calls(lambda: str(raised.value))

    assert took(400) / took(200) == pytest.approx(2, abs=0.3)


def test_a_changed_copy_is_told_at_its_own_place(ledger: Path) -> None:
    copy = ledger / "other" / f"{ANSWER}.yaml"
    copy.parent.mkdir()
    copy.write_text((ledger / f"{ANSWER}.yaml").read_text().replace("underway", "met"))
    found = SESSION.validate(
        PLAN, as_of=dt.date(2031, 12, 31), select=["ledger-tampered"], records=SESSION.records(ledger=ledger)
    )
    assert {one.place.file for one in found} == {str(copy)}


def test_a_changed_entry_under_a_matching_name_is_told_by_the_one_that_follows_it(ledger: Path) -> None:
    path = ledger / f"{ANSWER}.yaml"
    changed = path.read_bytes().replace(b"underway", b"met")
    path.unlink()
    (ledger / f"2031-06-29-answer-QN-{hashlib.sha256(changed).hexdigest()[:16]}.yaml").write_bytes(changed)
    assert tampering(ledger) == [
        "A contact of 5 July 2031 follows an entry that was removed or changed: digest 7086bd83d7528d16."
    ]


def test_a_removed_entry_is_told_by_the_one_that_follows_it(ledger: Path) -> None:
    (ledger / f"{ANSWER}.yaml").unlink()
    assert tampering(ledger) == [
        "A contact of 5 July 2031 follows an entry that was removed or changed: digest 7086bd83d7528d16."
    ]


def test_an_entry_moved_to_another_plan_is_missing_here(ledger: Path) -> None:
    path = ledger / f"{ANSWER}.yaml"
    path.write_text(path.read_text().replace("plan: Q-2031", "plan: R-2031"))
    assert tampering(ledger) == [
        TAMPERED,
        "A contact of 5 July 2031 follows an entry that was removed or changed: digest 7086bd83d7528d16.",
    ]


def test_a_new_name_is_told_where_another_entry_refers_to_the_old_one(ledger: Path) -> None:
    (ledger / "2031-09-10-jeopardy-QN-33d59a2962bd8023.yaml").rename(ledger / "finding.yaml")
    assert tampering(ledger) == [
        f"{what} refers to '2031-09-10-jeopardy-QN-33d59a2962bd8023', which is not in the ledger."
        for what in ("An answer of 17 September 2031", "A decision of 1 October 2031")
    ]


def test_a_copy_is_told(ledger: Path) -> None:
    (ledger / "copy").mkdir()
    shutil.copy(ledger / f"{ANSWER}.yaml", ledger / "copy")
    assert tampering(ledger) == [f"An answer of 29 June 2031 is in the ledger twice, both times as '{ANSWER}'."]


def test_two_entries_with_one_name_are_told(ledger: Path) -> None:
    other = ledger / "other" / "note.yaml"
    other.parent.mkdir()
    text = (ledger / f"{ANSWER}.yaml").read_text()
    (ledger / "note.yaml").write_text(text.replace("A tender", "One tender"))
    other.write_text(text.replace("A tender", "Some tender"))
    assert [one for one in tampering(ledger) if "note" in one] == [
        "An answer of 29 June 2031 has the same id as another entry: 'note'."
    ]


def test_the_newest_entry_can_be_removed_without_a_trace_as_the_docs_say(ledger: Path) -> None:
    (ledger / f"{LAST}.yaml").unlink()
    assert tampering(ledger) == []


@settings(max_examples=settings().max_examples // 4, deadline=None)
@given(st.data())
def test_no_byte_of_an_entry_changes_unseen(data: st.DataObject) -> None:
    """Whatever is done to one byte of one file: it cannot be read any more, or its digest is another."""
    path = data.draw(st.sampled_from(files(INVENTED / "Q-2031")))
    known = path.read_bytes()
    at = data.draw(st.integers(0, len(known) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != known[at]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "ledger"
        shutil.copytree(INVENTED / "Q-2031", folder)
        (folder / path.name).write_bytes(known[:at] + bytes([byte]) + known[at + 1 :])
        assert SESSION.workspace.ledger.read(folder).diagnostics or tampering(folder)


# Practices


def test_a_practice_becomes_a_file_named_after_its_day_and_title_and_never_takes_the_place_of_another(
    tmp_path: Path,
) -> None:
    practice = Practice(
        plan="X-2026",
        title="Joint analysis: a team of two!",
        kind=PracticeKind.GOOD,
        on=dt.date(2026, 3, 1),
        source="Invented",
    )
    known = [Plan(id="X-2026")]
    path = SESSION.workspace.practices.add(practice, tmp_path, plans=known)
    assert path == tmp_path / "X-2026" / "2026-03-01-joint-analysis-a-team-of-two.yaml"
    with pytest.raises(FileExistsError):
        SESSION.workspace.practices.add(attrs.evolve(practice, source="Invented again"), tmp_path, plans=known)
    assert SESSION.workspace.practices.read(tmp_path).practices == (practice,)
    early = attrs.evolve(practice, title="Ωμέγα", kind=PracticeKind.BAD, on=dt.date(2026, 1, 1))
    assert SESSION.workspace.practices.add(early, tmp_path).name.startswith("2026-01-01-bad-")
    assert SESSION.workspace.practices.read(tmp_path).practices == (early, practice)


def test_a_practice_that_cannot_be_read_is_told_with_every_problem(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("empact: practice/1\nplan: X\ntitle: T\nkind: fine\n", encoding="utf-8")
    with pytest.raises(PlanReadError) as raised:
        SESSION.workspace.practices.read(tmp_path).require_complete()
    assert [str(one.place) for one in raised.value.diagnostics] == [
        f"{tmp_path}/x.yaml:{at}" for at in ("1:1", "1:1", "4:7")
    ]
