"""The calendar: which days, what is only possible, what the entries of a marked plan say, and UIDs that stay."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner

import empact.plugins.ics
import oap_c_2012
from empact import ExportError, MissingExtraError, Plan, Session, UnknownIdError
from empact.cli import main
from empact.model import MarkingToday
from empact.testing import ExporterContract, make_action, make_goal, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
LINE = "RESTREINT UE/EU RESTRICTED"


def data(*plans: Plan, **options: Any) -> bytes:
    """The calendar of plans; that of 2012 is released at its marking, so that its entries have texts."""
    if PLAN in plans:
        options = {"release": "EU RESTRICTED"} | options
    written: bytes | None = SESSION.export(*plans, to="ics", **options)
    assert written is not None
    return written


def events(*plans: Plan, **options: Any) -> list[Any]:
    return icalendar.Calendar.from_ical(data(*plans, **options)).walk("VEVENT")


def days(event: Any) -> str:
    """The first and the last day; DTEND is the day after it."""
    return f"{event['dtstart'].dt} to {event['dtend'].dt - dt.timedelta(days=1)}"


def lines(*plans: Plan, **options: Any) -> list[str]:
    return [f"{days(one)} {one['status']} {one['summary']}" for one in events(*plans, **options)]


def of(action: str, **options: Any) -> list[str]:
    """The entries of an action of the plan of 2012: days, status, and the title without the number."""
    start = f"C-2012:{action} "
    return [
        f"{days(one)} {one['status']} {one['summary'].removeprefix(start)}"
        for one in events(PLAN, **options)
        if one["summary"].startswith(start)
    ]


def timed(timing: Any, **fields: Any) -> list[str]:
    """The entries of an action with this timing, without number, activity and checkpoints."""
    plan = make_plan(actions=[make_action(timing=timing, activity="Train.")], **fields)
    return [one.replace("X-2026:1.1", "1.1").replace(" Train.", "") for one in lines(plan)]


# The plan of 2012: dates read from the printed table


def test_ics__has_each_period_milestone_and_checkpoint_of_the_plan_of_2012() -> None:
    found = events(PLAN)
    # 1.1 to 1.3: 3; 2.1: 2 phases; 2.2: 5; 2.3, 3.1, 4.1, 4.2: 4; 5.1: 4; 5.2: 8; 6.1: 2; 6.2, 6.3: 2; 7.1: 2; 7.2: 1
    # the agenda: the figure of 1.1, whose report is to be finalised within the timeframe
    assert len(found) == 33 + 2 + 1
    assert [one["categories"].to_ical().partition(b",")[0].decode() for one in found].count("Milestone") == 16
    assert len({one["uid"] for one in found}) == 36
    assert sum(one["status"] == "CONFIRMED" for one in found) == 12


def test_ics__has_both_times_of_5_1_its_meeting_and_its_day_of_action() -> None:
    activity = "To carry out a day of action to establish the levels of cash being repatriated to source ..."
    day_of_action = "One day of action to be established in October 2012/November 2012"
    assert of("5.1") == [
        f"2012-02-01 to 2012-02-29 TENTATIVE (possible) {activity}",
        f"2012-06-01 to 2012-06-30 TENTATIVE (possible) {activity}",
        "2012-05-31 to 2012-05-31 CONFIRMED due: One meeting with Europol and participating MSs before June",
        f"2012-10-01 to 2012-11-30 TENTATIVE (possible) {day_of_action}",
    ]


def test_ics__has_the_two_phases_of_2_1() -> None:
    activity = "Based on the outcomes of the risk analysis under Actions 1.1 and 1.3, MS concerned will develop ..."
    assert of("2.1") == [
        f"2012-04-01 to 2012-05-31 TENTATIVE phase 1 (possible) {activity}",
        f"2012-10-01 to 2012-11-30 TENTATIVE phase 2 (possible) {activity}",
    ]
    (_, second) = [one for one in events(PLAN) if "2.1 phase" in one["summary"]]
    assert second["description"].startswith("Possible only: one of several times, takes 1-2 weeks, conditional.\n\n")


def test_ics__has_the_suspended_action_6_1_and_the_tentative_6_2_as_possible() -> None:
    assert [one.partition(") ")[0] for one in of("6.1")] == [
        "2012-01-01 to 2012-12-31 TENTATIVE (possible",
        "2011-12-31 to 2011-12-31 TENTATIVE (possible",
    ]
    assert [one.partition(") ")[0] for one in of("6.2")] == ["2012-01-01 to 2012-12-31 TENTATIVE (possible"]


def test_ics__has_both_coordinated_days_of_action_of_2_2_and_its_meetings() -> None:
    based = (
        "(possible) Coordinated day of action in 2nd quarter and 3rd quarter, based on operational meeting planned ..."
    )
    assert of("2.2") == [
        f"2012-04-01 to 2012-06-30 TENTATIVE {based}",
        f"2012-07-01 to 2012-09-30 TENTATIVE {based}",
        "2011-12-01 to 2011-12-31 TENTATIVE (possible) operational meeting in December 2011",
        "2012-01-01 to 2012-03-31 TENTATIVE (possible) Application for ISEC funds in 1st quarter",
        "2012-01-01 to 2012-06-30 TENTATIVE (possible) Analysts meeting in Budapest/Wien in 1st semester",
    ]
    (meeting,) = (one for one in events(PLAN) if "Analysts meeting" in one["summary"])
    assert meeting["location"] == "Budapest or Wien"


def test_ics__has_the_checkpoints_of_the_plan_of_2012() -> None:
    assert lines(PLAN)[-3:-1] == [
        "2012-06-30 to 2012-06-30 CONFIRMED C-2012 Checkpoint June",
        "2012-12-31 to 2012-12-31 CONFIRMED C-2012 Checkpoint Dec",
    ]


def test_ics__lists_what_has_no_date_and_carries_the_marking() -> None:
    calendar: Any = icalendar.Calendar.from_ical(data(PLAN))
    title = "C-2012 Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    assert (calendar["name"], calendar["x-wr-calname"]) == (title, title)
    listed = calendar["description"].splitlines()
    assert listed[0] == "Without a date, and so without an entry:"
    assert [line.partition(": ")[0] for line in listed[1:-1]] == [
        *("C-2012:2.2", "C-2012:4.1", "C-2012:5.1", "C-2012:5.1", "C-2012:5.1", "C-2012:6.2")
    ]
    assert listed[-1] == LINE
    assert all(one["description"].endswith(LINE) for one in events(PLAN))


def test_ics__of_the_plan_of_2012_without_a_release__has_no_texts_since_no_document_lifts_its_marking() -> None:
    found = events(PLAN, release=None)
    assert len(found) == 36
    assert {one["class"] for one in found} == {"CONFIDENTIAL"}
    assert {one["description"] for one in found} == {LINE}
    assert {one["summary"].split()[0] for one in found} == {one["summary"].split()[0] for one in events(PLAN)}


def test_ics__says_what_the_columns_of_an_action_say() -> None:
    (entry,) = (one for one in events(PLAN) if one["summary"].startswith("C-2012:1.3"))
    paragraphs = entry["description"].split("\n\n")
    assert paragraphs[0] == "Possible only: one of several times."
    assert [one.partition(":")[0] for one in paragraphs[1:-1]] == [
        *("Activity", "Timing", "Leader", "Participants", "Links", "Description")
    ]
    assert "Timing: March/April" in paragraphs
    assert "Leader: Frontex" in paragraphs
    assert entry["categories"].to_ical() == b"Period,C-2012,SG 1"


def test_ics__has_words_without_emphasis() -> None:
    (entry,) = (one for one in events(PLAN) if one["summary"].startswith("C-2012:6.2"))
    assert "Mediterranean Sea. (to be confirmed: ongoing contacts with Spain).\n\n" in entry["description"]


def test_ics__has_a_backslash_before_a_letter_as_it_is() -> None:
    """A backslash and N is a line break for icalendar, and two signs of a text in a plan."""
    plan = make_plan(actions=[make_action(timing="June", activity=r"Use C:\New and \next.")])
    assert [str(event["summary"]) for event in events(plan)] == [r"X-2026:1.1 Use C:\New and \next."]


def test_ics__relates_linked_actions() -> None:
    found = {one["summary"].partition(" ")[0].removeprefix("C-2012:"): one for one in reversed(events(PLAN))}
    phase = next(one for one in events(PLAN) if "phase 2" in one["summary"])

    def related(event: Any) -> list[tuple[str, str]]:
        given = event.get("related-to", [])
        return [(one.params["RELTYPE"], str(one)) for one in (given if isinstance(given, list) else [given])]

    # 1.1 uses 2.1/1 (and 2.1 says that phase 1 feeds 1.1); 1.1 has a link to 5.2
    uses, sibling = (found["2.1"]["uid"], found["5.2"]["uid"])
    assert related(found["1.1"]) == [("DEPENDS-ON", uses), ("SIBLING", sibling)]
    # 2.1, phase 2, uses 1.1; 1.3 feeds 2.1 as a whole, which its first phase stands for
    assert related(phase) == [("DEPENDS-ON", found["1.1"]["uid"])]
    assert related(found["2.1"]) == [("DEPENDS-ON", found["1.3"]["uid"])]
    assert related(found["1.3"]) == []
    assert related(found["2.2"]) == [("SIBLING", found[number]["uid"]) for number in ("1.1", "2.1", "2.3")]


def test_ics__stamps_entries_with_the_date_and_the_revision_of_the_document() -> None:
    for one in events(PLAN):
        assert one["dtstamp"].dt == one["last-modified"].dt == dt.datetime(2011, 12, 15, tzinfo=dt.UTC)
        assert one["sequence"] == 2  # 17793/2/11 REV 2
        assert one["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("module", ["ics", "vobject"])
def test_ics__is_read_by_other_libraries(module: str) -> None:
    text, other = data(PLAN).decode(), importlib.import_module(module)
    if module == "ics":
        found = sorted(
            (one.begin.date(), one.end.date() - dt.timedelta(days=1), one.status, one.name)
            for one in other.Calendar(text).events
        )
    else:
        found = sorted(
            (one.dtstart.value, one.dtend.value - dt.timedelta(days=1), one.status.value, one.summary.value)
            for one in other.readOne(text).vevent_list
        )
    assert [f"{start} to {end} {status} {name}" for start, end, status, name in found] == sorted(lines(PLAN))


# One kind of time after the other


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ("May", ["2026-05-01 to 2026-05-31 CONFIRMED 1.1"]),
        ("March to May", ["2026-03-01 to 2026-05-31 CONFIRMED 1.1"]),
        ("2026-06-30", ["2026-06-30 to 2026-06-30 CONFIRMED 1.1"]),
        ("April/May/June", ["2026-04-01 to 2026-06-30 TENTATIVE 1.1 (possible)"]),
        ("1 week in May", ["2026-05-01 to 2026-05-31 TENTATIVE 1.1 (possible)"]),
        ("1st quarter and 2nd quarter", ["2026-01-01 to 2026-06-30 CONFIRMED 1.1"]),
        ("cancelled (May)", ["2026-05-01 to 2026-05-31 CANCELLED 1.1 (cancelled)"]),
        ("postponed (May)", ["2026-05-01 to 2026-05-31 TENTATIVE 1.1 (possible)"]),
        ("postponed from March to May", ["2026-05-01 to 2026-05-31 TENTATIVE 1.1 (possible)"]),
        ("postponed from March", []),
        ("", []),
        ({"withheld": True}, []),
        ("when the ice melts", []),
    ],
)
def test_ics__dates_of_a_period(timing: Any, expected: list[str]) -> None:
    assert timed(timing) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"windows": [{"first": 6}]}, ["2026-06-01 to 2026-06-30 TENTATIVE 1.1 (possible) Workshop in June"]),
        ({"windows": [{"first": 6, "day": 3}]}, ["2026-06-03 to 2026-06-03 CONFIRMED 1.1 Workshop in 3 June"]),
        ({"windows": [{"first": 6}], "bound": "by"}, ["2026-06-30 to 2026-06-30 CONFIRMED 1.1 due: Workshop by June"]),
        (
            {"windows": [{"first": 6}], "bound": "before"},
            ["2026-05-31 to 2026-05-31 CONFIRMED 1.1 due: Workshop before June"],
        ),
        (
            {"windows": [{"first": 1, "year": 2026}], "bound": "before"},
            ["2025-12-31 to 2025-12-31 CONFIRMED 1.1 due: Workshop before January 2026"],
        ),
        (
            {"windows": [{"first": 6}, {"first": 7}], "choice": "each"},
            [
                "2026-06-01 to 2026-06-30 TENTATIVE 1.1 (possible) Workshop in June and July",
                "2026-07-01 to 2026-07-31 TENTATIVE 1.1 (possible) Workshop in June and July",
            ],
        ),
        ({"bound": "undated"}, []),
    ],
)
def test_ics__dates_of_a_milestone(fields: dict[str, Any], expected: list[str]) -> None:
    assert timed([{"label": "Workshop", **fields}]) == expected


def test_ics__has_a_month_in_each_year_of_a_longer_plan_as_possible() -> None:
    period = {"start": "2026-01-01", "end": "2027-12-31"}
    assert timed("October", period=period) == [
        "2026-10-01 to 2026-10-31 TENTATIVE 1.1 (possible)",
        "2027-10-01 to 2027-10-31 TENTATIVE 1.1 (possible)",
    ]
    assert timed("October of every year", period=period)[1] == "2027-10-01 to 2027-10-31 CONFIRMED 1.1"


def test_ics__ends_with_the_calendar_of_python() -> None:
    plan = make_plan(actions=[make_action(timing=[{"windows": [{"first": 12, "year": 9999}]}])], period=None)
    (entry,) = events(plan)
    assert entry["dtstart"].dt == dt.date(9999, 12, 1)
    assert entry["duration"].dt == dt.timedelta(days=31)
    assert "dtend" not in entry


# One party


def test_ics__of_a_party_has_what_its_tasking_has() -> None:
    found = events(PLAN, party="CEPOL")
    numbers = [one["summary"].split()[0] for one in found]
    assert numbers == ["C-2012:3.1", "C-2012:7.2", "C-2012", "C-2012"]
    assert "Part: leader" in found[0]["description"]
    calendar: Any = icalendar.Calendar.from_ical(data(PLAN, party="CEPOL"))
    assert calendar["name"] == "C-2012: CEPOL"
    assert calendar["description"] == LINE
    assert [one["uid"] for one in found if "3.1" in one["summary"]] == [
        one["uid"] for one in events(PLAN) if "3.1" in one["summary"]
    ]


def test_ics__of_a_party_says_that_an_open_part_is_only_possible() -> None:
    (entry,) = (one for one in events(PLAN, party="HU") if one["summary"].startswith("C-2012:4.2"))
    assert entry["status"] == "TENTATIVE"
    assert entry["description"].startswith("Possible only: the part is open.")
    certain = [one for one in events(PLAN, party="HU") if one["summary"].startswith("C-2012:2.3")]
    assert [one["status"] for one in certain] == ["CONFIRMED"]


def test_ics__of_a_presidency_has_its_half_of_the_year() -> None:
    plan = make_plan(
        period={"start": "2012-01-01", "end": "2012-12-31"},
        actions=[make_action("1.1", leaders="Presidency", participants="", timing="whole year", activity="Train.")],
    )
    assert lines(plan, party="DK") == ["2012-01-01 to 2012-06-30 CONFIRMED X-2026:1.1 Train."]
    assert lines(plan, party="CY") == ["2012-07-01 to 2012-12-31 CONFIRMED X-2026:1.1 Train."]


def test_ics__of_a_party_has_a_deadline_where_its_part_lasts_until_then() -> None:
    milestone = {"label": "Report", "windows": [{"first": 11}], "bound": "by"}
    plan = make_plan(
        period={"start": "2012-01-01", "end": "2012-12-31"},
        actions=[make_action("1.1", leaders="Presidency", participants="", timing=["whole year", milestone])],
    )
    assert lines(plan, party="CY")[1] == "2012-11-30 to 2012-11-30 CONFIRMED X-2026:1.1 due: Report by November"
    assert lines(plan, party="DK")[1:] == [
        "2012-01-01 to 2012-06-30 TENTATIVE X-2026:1.1 (possible) Report by November"
    ]


def test_ics__of_a_party_outside_the_plan_has_no_checkpoints() -> None:
    assert events(PLAN, party="Interpol") == []


def test_ics__of_an_unknown_party_is_one_error(tmp_path: Any) -> None:
    with pytest.raises(UnknownIdError, match="'ZZ'"):
        data(PLAN, party="ZZ")
    done = CliRunner().invoke(main, ["export", "oap-c-2012", "--to", "ics", "--party", "ZZ"])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Error: Party 'ZZ' does not exist.")


# Markings


@pytest.mark.parametrize(
    ("marking", "category"),
    [
        (None, "PUBLIC"),
        ("LIMITE", "PRIVATE"),
        ("RESTREINT UE/EU RESTRICTED", "CONFIDENTIAL"),
        ("TRES SECRET UE/EU TOP SECRET; LIMITE", "CONFIDENTIAL"),
        ("EYES ONLY", "CONFIDENTIAL"),
    ],
)
def test_ics__of_a_marked_plan_says_number_date_and_marking_only(marking: str | None, category: str) -> None:
    goals = [make_goal(body="zebra")]
    actions = [
        make_action("1.1", timing="May", activity="zebra", links="1.2", documentation=["https://zebra.example/"]),
        make_action(
            "1.2", timing=["by June", "zebra", {"label": "zebra", "locations": ["zebra"], "windows": [{"first": 7}]}]
        ),
    ]
    plan = make_plan(title="zebra", marking=marking, goals=goals, actions=actions)
    text = data(plan).decode()
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [one["class"] for one in found] == [category] * len(found)
    assert ("zebra" in text) is (marking is None)
    if marking is not None:
        assert str(icalendar.Calendar.from_ical(text)["description"]) == (
            f"Without a date, and so without an entry:\nX-2026:1.2\n{marking}"
        )
        assert [str(one["summary"]) for one in found] == [
            f"X-2026:1.1 {marking}",
            f"X-2026:1.2 {marking}",
            f"X-2026:1.2 (possible) {marking}",
        ]
        assert {str(one["description"]) for one in found} == {marking}
        assert {key for one in found for key in one} == {
            *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "CLASS", "STATUS"),
            *("TRANSP", "DESCRIPTION"),
        }


def test_export__says_of_which_plans_the_calendar_has_no_texts(tmp_path: Path) -> None:
    def noted(*options: str) -> str:
        call = [*options, "export", str(tmp_path / "plans"), "--to", "ics", "-o", str(tmp_path / "x.ics")]
        done = CliRunner().invoke(main, call)
        assert (done.exit_code, done.stdout) == (0, "")
        return done.stderr

    folder = tmp_path / "plans"
    folder.mkdir()
    action = make_action("1.1", timing="May", activity="zebra")
    for id, marking in (("A-2026", None), ("B-2026", "LIMITE"), ("C-2026", "EYES ONLY zebra")):
        SESSION.export(make_plan(id=id, title="zebra", marking=marking, actions=[action]), to="yaml", path=folder)
    assert noted() == (
        "Note: The calendar has no texts of marked plans (B-2026, C-2026), only numbers, days and the marking. "
        "Add --release LEVEL for the texts; the marking must not be above LEVEL.\n"
    )
    assert noted("-q") == ""
    (folder / "C-2026.yaml").unlink()
    for number in range(5):
        plan = make_plan(id=f"D{number}-2026", marking="LIMITE", actions=[action])
        SESSION.export(plan, to="yaml", path=folder)
    assert "(B-2026, D0-2026, D1-2026 and 3 more)" in noted()


def test_export__says_nothing_where_the_calendar_has_the_texts(tmp_path: Path) -> None:
    plan = make_plan(id="B-2026", marking="LIMITE", actions=[make_action("1.1", timing="May", activity="zebra")])
    SESSION.export(plan, to="yaml", path=tmp_path)
    call = ["export", str(tmp_path / "B-2026.yaml"), "--to", "ics", "--release", "LIMITE"]
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "zebra" in done.stdout


@pytest.mark.parametrize(
    ("marking", "release", "category"),
    [
        ("LIMITE", "LIMITE", "PRIVATE"),
        ("LIMITE", "SECRET UE/EU SECRET", "PRIVATE"),
        ("SECRET UE/EU SECRET", "SECRET UE/EU SECRET", "CONFIDENTIAL"),
    ],
)
def test_ics__of_a_released_plan_says_all_and_keeps_its_class(marking: str, release: str, category: str) -> None:
    plan = make_plan(title="Routes", marking=marking, actions=[make_action(timing="May", activity="Train.")])
    calendar: Any = icalendar.Calendar.from_ical(data(plan, release=release))
    (entry,) = calendar.walk("VEVENT")
    assert (entry["class"], entry["summary"]) == (category, "X-2026:1.1 Train.")
    assert entry["description"].startswith("Activity: Train.")
    assert entry["description"].endswith(f"\n\n{marking}")
    assert calendar["name"] == "X-2026 Routes"


def test_ics__follows_the_marking_as_it_stands_on_the_day() -> None:
    status: Any = {"status": "declassified", "document": "14001/26 DCL 1", "on": "2026-06-01"}
    plan = make_plan(marking="SECRET UE/EU SECRET", marking_today=status)
    assert isinstance(plan.marking_today, MarkingToday)
    before, behind = (events(plan, as_of=day)[0] for day in (dt.date(2026, 5, 31), dt.date(2026, 6, 1)))
    assert (before["class"], before["summary"]) == ("CONFIDENTIAL", "X-2026:1.1 SECRET UE/EU SECRET")
    assert behind["class"] == "PUBLIC"
    assert "Exchange information" in behind["summary"]
    assert "SECRET" not in behind["description"]


def test_ics__of_two_plans_hides_the_texts_of_the_marked_one() -> None:
    hidden = make_plan(
        id="Y-2026",
        priority={"code": "Y"},
        marking="SECRET UE/EU SECRET",
        actions=[make_action("2.1", timing="May", activity="zebra", links="X:1.1")],
    )
    plan = make_plan(actions=[make_action("1.1", timing="May", activity="Train.", links="uses Y:2.1")])
    text = data(plan, hidden).decode()
    calendar: Any = icalendar.Calendar.from_ical(text)
    assert "zebra" not in text
    assert (calendar["name"].to_ical(), calendar["description"]) == (rb"X-2026\, Y-2026", "SECRET UE/EU SECRET")
    own, other = calendar.walk("VEVENT")
    assert (own["class"], other["class"]) == ("PUBLIC", "CONFIDENTIAL")
    assert "related-to" not in own
    assert "related-to" not in other


def test_ics__relates_actions_of_two_plans() -> None:
    other = make_plan(id="Y-2026", priority={"code": "Y"}, actions=[make_action("2.1", timing="May", links="")])
    plan = make_plan(actions=[make_action("1.1", timing="May", links="uses Y:2.1")])
    first, second = events(plan, other)
    assert (first["related-to"], first["related-to"].params["RELTYPE"]) == (second["uid"], "DEPENDS-ON")


# UIDs and bytes


def test_ics__keeps_its_uids_when_texts_and_dates_change() -> None:
    def plan(**fields: Any) -> Plan:
        return make_plan(actions=[make_action("1.1", **fields), make_action("1.1"), make_action("1.2")])

    first = [one["uid"] for one in events(plan(timing="May", activity="Train."))]
    second = [one["uid"] for one in events(plan(timing="June", activity="Meet."))]
    assert first == second
    assert len(set(first)) == 3  # two actions have one number
    assert first[0] == "daa2395e-1cfd-5b92-b41a-dbfa9aac3122"


def test_ics__of_two_plans_with_one_id_is_refused() -> None:
    with pytest.raises(ExportError, match="Two plans have the id 'X-2026', so their entries have the same UID"):
        data(make_plan(), make_plan(title="Another"))


def test_ics__has_lines_of_75_bytes_and_no_text_of_a_plan_at_their_start() -> None:
    odd = "é" * 90 + '\r\nEND:VEVENT\nBEGIN:VALARM\x1b[2J \\n ,;:"=1+1\u202e'
    plan = make_plan(title=odd, actions=[make_action("1.1", timing="May", activity=odd, description=odd, leaders=odd)])
    written = data(plan)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\x1b" not in written
    assert "\u202e" not in written.decode()
    assert written.count(b"\r\nBEGIN:") == 1
    (entry,) = events(plan)
    assert entry["summary"].startswith("X-2026:1.1 éééé")
    assert 'END:VEVENT BEGIN:VALARM\\x1b[2J \\n ,;:"=1+1\\u202e' in entry["description"]


def test_ics__has_the_web_address_of_the_documentation() -> None:
    plan = make_plan(actions=[make_action(timing="May", documentation=["Sheet 7", " https://example.org/a?b=1;c,d "])])
    (entry,) = events(plan)
    assert entry["url"] == "https://example.org/a?b=1;c,d"
    assert "Documentation: Sheet 7; https://example.org/a?b=1;c,d" in entry["description"]


def test_ics__of_a_plan_without_a_date_is_stamped_with_the_day_of_knowledge() -> None:
    (entry,) = events(make_plan(), as_of=dt.date(2026, 3, 1))
    assert entry["dtstamp"].dt.date() == dt.date(2026, 3, 1)
    (entry,) = events(make_plan())
    assert entry["dtstamp"].dt.date() == dt.date(2026, 1, 1)  # the first day of the plan
    assert entry["sequence"] == 0


def test_ics__needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError) as error:
        data(PLAN)
    assert str(error.value) == "The format 'ics' needs icalendar: run 'pip install \"empact[ics]\"'."
    assert any(exporter.name == "ics" for exporter in SESSION.exporters)
    done = CliRunner().invoke(main, ["export", "oap-c-2012", "--to", "ics"])
    assert (done.exit_code, done.stderr) == (2, f"Error: {error.value}\n")


class TestIcs(ExporterContract):
    plugin = empact.plugins.ics
    format = "ics"
