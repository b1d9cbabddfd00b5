"""The facts about the EU: read by eye, typed here once more, and the laws that hold between them."""

from __future__ import annotations

import datetime as dt
import itertools
import pickle
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact
from empact import reference
from empact.errors import UnknownIdError
from empact.model import Confidence, Membership, Party, PartyKind, PartyName, Span
from empact.reference.facts import Row, parse_table, read_table

D = dt.date
DAY = dt.timedelta(days=1)
MEMBER = PartyKind.MEMBER_STATE
THIRD = PartyKind.THIRD_COUNTRY
TABLES = (
    "ambiguous",
    "bodies",
    "compositions",
    "cycles",
    "groups",
    "markings",
    "member_states",
    "names",
    "national_markings",
    "organisations",
    "other_names",
    "plan_names",
    "presidencies",
    "priorities",
    "roles",
    "state_names",
    "status_words",
    "steps",
    "successions",
    "third_countries",
)
DATES = st.dates(D(2010, 1, 1), D(2031, 12, 31))
PARTIES = st.sampled_from(reference.register().parties)


@pytest.fixture
def register() -> reference.Register:
    return reference.register()


def codes(parties: tuple[Party, ...]) -> str:
    return " ".join(party.code for party in parties)


def code(register: reference.Register, name: str, on: dt.date | None = None) -> str | None:
    found = register.find(name, on)
    return found.code if found is not None else None


# ---------------------------------------------------------------- the data files


def test_every_table_is_one_of_these() -> None:
    files = [file.name for file in (resources.files("empact.reference") / "data").iterdir()]
    assert sorted(files) == [f"{table}.csv" for table in TABLES]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_its_source_and_its_confidence(table: str) -> None:
    rows = read_table(table)
    assert rows
    for row in rows:
        assert row.text("source")
        assert row.confidence in Confidence


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table: str) -> None:
    rows = [tuple(row.cells.values()) for row in read_table(table)]
    assert len(rows) == len(set(rows))


def test_every_name_successor_and_holder_is_of_a_party_that_is_known(register: reference.Register) -> None:
    columns = {
        "names": "code",
        "other_names": "code",
        "state_names": "code",
        "bodies": "successor",
        "presidencies": "holder",
    }
    for table, column in columns.items():
        for row in read_table(table):
            assert row.word(column) is None or register.get(row.text(column)) in register.parties


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"t.csv, line 1: missing columns \['confidence', 'source'\]"),
        ("code,source,confidence\nHU,x", "t.csv, line 2: 2 cells in 3 columns"),
        ("code,source,confidence\nHU,,read", "t.csv, line 2: the column 'source' is empty"),
        (
            "code,source,confidence\nHU,x,read\nAT,x,sure",
            "t.csv, line 3: the column 'confidence' has 'sure', which is not one of stated, read, general-knowledge",
        ),
        ("since,source,confidence\n2013,x,read", "t.csv, line 2: the column 'since' has '2013', which is not a date"),
        (
            "since,until,source,confidence\n2013-01-02,2013-01-01,x,read",
            "t.csv, line 2: the row ends on 2013-01-01, before it begins on 2013-01-02",
        ),
    ],
)
def test_a_bad_row_is_told_with_its_file_and_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        parse_table("t.csv", text)


def test_a_cell_that_is_no_number_is_told() -> None:
    row = Row(file="t.csv", line=7, cells={"plans": "many"})
    with pytest.raises(ValueError, match=r"t\.csv, line 7: the column 'plans' has 'many', which is not a number"):
        row.number("plans")


def test_importing_the_room_reads_no_table() -> None:
    program = (
        "import empact.reference as r, sys; assert not r.register.cache_info().currsize;"
        "assert not r.cycles.cache_info().currsize"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_register_is_read_once(register: reference.Register) -> None:
    assert reference.register() is register
    assert repr(register) == f"<Register of {len(register.parties)} parties>"


# ---------------------------------------------------------------- member states


def test_all_member_states_on_a_day(register: reference.Register) -> None:
    in_2012 = register.members(MEMBER, D(2012, 6, 1))
    assert codes(in_2012) == "BE BG CZ DK DE EE IE EL ES FR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK"
    assert len(in_2012) == 27
    with_croatia = register.members(MEMBER, D(2013, 7, 1))
    assert len(with_croatia) == 28
    assert set(with_croatia) - set(in_2012) == {register.get("HR")}
    without_uk = register.members(MEMBER, D(2020, 2, 1))
    assert len(without_uk) == 27
    assert set(with_croatia) - set(without_uk) == {register.get("UK")}


@pytest.mark.parametrize(
    ("state", "on", "kind"),
    [
        ("HR", D(2013, 6, 30), THIRD),
        ("HR", D(2013, 7, 1), MEMBER),
        ("UK", D(2020, 1, 31), MEMBER),
        ("UK", D(2020, 2, 1), THIRD),
        ("RS", D(2012, 6, 1), THIRD),
        ("FR", D(2012, 6, 1), MEMBER),
    ],
)
def test_the_kind_of_a_state_depends_on_the_day(
    register: reference.Register, state: str, on: dt.date, kind: PartyKind
) -> None:
    party = register.get(state)
    assert register.kind(party, on) is kind
    assert party in register.members(kind, on)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Frontex", PartyKind.EU_AGENCY),
        ("EC", PartyKind.EU_INSTITUTION),
        ("COSI", PartyKind.EU_BODY),
        ("OLAF", PartyKind.EU_BODY),
        ("IOM", PartyKind.INTERNATIONAL_ORGANISATION),
        ("CARIN", PartyKind.NETWORK),
    ],
)
def test_what_is_no_state_is_what_it_is(register: reference.Register, name: str, kind: PartyKind) -> None:
    party = register.find(name)
    assert party is not None
    assert register.kind(party, D(2012, 6, 1)) is kind


@given(party=PARTIES, on=DATES)
def test_a_party_is_a_member_of_its_kind_alone_while_it_exists(party: Party, on: dt.date) -> None:
    register = reference.register()
    kind = register.kind(party, on)
    for each in PartyKind:
        assert (party in register.members(each, on)) == (each is kind and register.exists(party, on))


@given(start=DATES, days=st.integers(-2, 3000))
def test_stretches_cover_a_period_once_and_nothing_changes_within(start: dt.date, days: int) -> None:
    register = reference.register()
    end = start + days * DAY
    kinds = (MEMBER, THIRD, PartyKind.EU_AGENCY)
    stretches = register.stretches(start, end, kinds)
    assert bool(stretches) == (start <= end)
    if stretches:
        assert (stretches[0].start, stretches[-1].end) == (start, end)
    for before, after in itertools.pairwise(stretches):
        assert after.start == before.end + DAY
        assert any(register.members(k, before.end) != register.members(k, after.start) for k in kinds) or (
            register.holder("presidency", before.end) is not register.holder("presidency", after.start)
        )
    for span in stretches:
        assert span.start <= span.end
        assert register.holder("presidency", span.start) is register.holder("presidency", span.end)
        for kind in kinds:
            assert register.members(kind, span.start) == register.members(kind, span.end)


@given(start=DATES, on=DATES)
def test_membership_is_constant_between_two_facts(start: dt.date, on: dt.date) -> None:
    register = reference.register()
    facts = [D(2013, 7, 1), D(2020, 2, 1)]
    if [day <= start for day in facts] == [day <= on for day in facts]:
        assert register.members(MEMBER, start) is register.members(MEMBER, on)
    else:
        assert register.members(MEMBER, start) != register.members(MEMBER, on)


def test_the_last_of_days_has_no_day_after() -> None:
    state = Party(code="Q", kind=MEMBER, name="Quintland", memberships=(Membership(until=D.max),))
    register = reference.Register([state])
    assert register.members(MEMBER, D.max) == (state,)
    assert register.stretches(D.min, D.max) == (Span(start=D.min, end=D.max),)


# ---------------------------------------------------------------- the Presidency


def test_the_acting_presidency_from_may_to_october_2012_is_denmark_then_cyprus(register: reference.Register) -> None:
    held = register.holders("Acting EU Presidency", D(2012, 5, 1), D(2012, 10, 31))
    assert [(str(span), party.code) for span, party in held] == [
        ("2012-05-01 to 2012-06-30", "DK"),
        ("2012-07-01 to 2012-10-31", "CY"),
    ]


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        (D(2011, 1, 1), "HU"),
        (D(2011, 12, 8), "PL"),
        (D(2012, 6, 30), "DK"),
        (D(2012, 7, 1), "CY"),
        (D(2017, 7, 1), "EE"),
        (D(2020, 1, 31), "HR"),
        (D(2030, 12, 31), "MT"),
    ],
)
def test_who_holds_the_presidency(register: reference.Register, on: dt.date, holder: str) -> None:
    assert register.holder("Presidency", on) == register.get(holder)


def test_presidencies_leave_no_gap_and_do_not_overlap(register: reference.Register) -> None:
    tenures = register.roles[0].tenures
    assert len(tenures) == 40
    assert (tenures[0].since, tenures[-1].until) == (D(2011, 1, 1), D(2030, 12, 31))
    for before, after in itertools.pairwise(tenures):
        assert before.until is not None
        assert after.since == before.until + DAY
        assert (before.until.month, before.until.day) in {(6, 30), (12, 31)}
    for tenure in tenures:
        assert tenure.since is not None
        assert register.kind(register.get(tenure.holder), tenure.since) is MEMBER


@pytest.mark.parametrize("name", ["presidency", "EU Presidency", "the acting  EU presidency", "Council Presidency"])
def test_a_role_has_several_names_and_is_no_party(register: reference.Register, name: str) -> None:
    role = register.role(name)
    assert role is not None
    assert (role.code, role.name) == ("presidency", "Presidency")
    assert register.holder(role, D(2012, 1, 1)) == register.get("DK")
    assert register.find(name) is None


def test_nobody_holds_what_is_not_known(register: reference.Register) -> None:
    assert register.role("Chair") is None
    assert register.holder("Chair", D(2012, 1, 1)) is None
    assert register.holders("Chair", D(2012, 1, 1), D(2012, 2, 1)) == ()
    assert register.holder("Presidency", D(2031, 1, 1)) is None
    assert register.holders("Presidency", D(2012, 2, 1), D(2012, 1, 1)) == ()


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # the drafters and the driver (sections 4.1, 5.2)
        ("Austria", "AT"),
        ("Bulgaria", "BG"),
        ("Cyprus", "CY"),
        ("Denmark", "DK"),
        ("Finland", "FI"),
        ("Greece", "EL"),
        ("Hungary", "HU"),
        ("Italy", "IT"),
        ("Malta", "MT"),
        ("Poland", "PL"),
        ("Romania", "RO"),
        ("Slovakia", "SK"),
        ("Slovenia", "SI"),
        ("United Kingdom", "UK"),
        ("European Commission", "COM"),
        ("General Secretariat of the Council", "GSC"),
        ("Europol", "Europol"),
        ("Frontex", "Frontex"),
        ("Eurojust", "Eurojust"),
        ("Cefpol", "CEPOL"),
        ("COSI", "COSI"),
        ("EMPACT SU", "EMPACT Support Unit"),
        ("EMPACT Support Unit", "EMPACT Support Unit"),
        # the leaders and the participants
        ("EC", "COM"),
        ("COM", "COM"),
        ("CEPOL", "CEPOL"),
        ("Cepol", "CEPOL"),
        ("IOM", "IOM"),
        ("IT", "IT"),
        ("HU", "HU"),
        ("AT", "AT"),
        ("UK", "UK"),
        ("ES", "ES"),
        ("MT", "MT"),
        ("SI", "SI"),
        ("PL", "PL"),
        ("SK", "SK"),
        ("RS", "RS"),
        ("DE", "DE"),
        ("EL", "EL"),
        ("FI", "FI"),
        ("FR", "FR"),
        ("DZ", "DZ"),
        ("TN", "TN"),
        ("LY", "LY"),
        ("EG", "EG"),
        # states that the descriptions name
        ("TR", "TR"),
        ("FYROM", "MK"),
        ("VN", "VN"),
        ("US", "US"),
        ("USA", "US"),
        ("Vietnam", "VN"),
        ("Turkey", "TR"),
        ("Russia", "RU"),
        ("Ukraine", "UA"),
        ("Libya", "LY"),
        ("Spain", "ES"),
    ],
)
def test_every_name_in_the_reference_plan_is_known(register: reference.Register, written: str, meant: str) -> None:
    assert code(register, written) == meant
    assert code(register, written, D(2012, 6, 1)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("GR", "EL"),
        ("GB", "UK"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Czech Republic", "CZ"),
        ("Turkiye", "TR"),
        ("  CÔTE   D\N{RIGHT SINGLE QUOTATION MARK}IVOIRE ", "CI"),
        ("Russian Federation", "RU"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Cape Verde", "CV"),
        ("Macedonia", "MK"),
        ("North Macedonia", "MK"),
        ("Kosovo*", "XK"),
        ("Hong Kong", "HK"),
        ("Taiwan", "TW"),
        ("PS", "PS"),
        ("FRONTEX", "Frontex"),
        ("EU-Lisa", "eu-LISA"),
        ("OHIM", "EUIPO"),
        ("MAOC (N)", "MAOC-N"),
        ("SECI Center", "SELEC"),
        ("INTERPOL", "Interpol"),
        ("NO", "NO"),
        ("Ecuador", "ECU"),
    ],
)
def test_spellings_are_understood(register: reference.Register, written: str, meant: str) -> None:
    assert code(register, written) == meant


@pytest.mark.parametrize(
    "word", ["", " ", "is", "it", "no", "No", "at", "be", "me", "so", "to", "us", "in", "olaf", "All MS", "MS", "the"]
)
def test_ordinary_words_are_nobody(register: reference.Register, word: str) -> None:
    assert register.find(word) is None


@given(name=st.one_of(st.text(), PARTIES.map(lambda party: party.name.swapcase())), on=st.none() | st.dates())
def test_finding_never_raises(name: str, on: dt.date | None) -> None:
    found = reference.register().find(name, on)
    assert found is None or isinstance(found, Party)


@given(party=PARTIES, on=st.none() | DATES)
def test_every_party_is_found_by_its_code_and_by_each_of_its_names(party: Party, on: dt.date | None) -> None:
    register = reference.register()
    assert register.get(party.code) is party
    for name in (party.code, party.name, *(name.text for name in party.names)):
        assert register.find(name, on) is party
    if party.code != "ECU":  # EC is the European Commission in EU usage
        assert party.iso is None or register.find(party.iso, on) is party


@pytest.mark.parametrize(
    ("party", "on", "name"),
    [
        ("CEPOL", D(2016, 6, 30), "European Police College"),
        ("CEPOL", D(2016, 7, 1), "European Union Agency for Law Enforcement Training"),
        ("Frontex", D(2016, 10, 6), "European Border and Coast Guard Agency"),
        ("ENISA", D(2015, 1, 1), "European Union Agency for Network and Information Security"),
        ("MK", D(2019, 2, 11), "former Yugoslav Republic of Macedonia"),
        ("MK", D(2019, 2, 12), "North Macedonia"),
        ("TR", D(2012, 1, 1), "Turkey"),
        ("TR", D(2023, 1, 1), "Türkiye"),
        ("HU", D(2012, 1, 1), "Hungary"),
    ],
)
def test_a_party_goes_by_its_name_of_that_day(register: reference.Register, party: str, on: dt.date, name: str) -> None:
    assert register.name(register.get(party), on) == name


@pytest.mark.parametrize(
    ("earlier", "later", "on"), [("EMCDDA", "EUDA", D(2024, 7, 2)), ("EASO", "EUAA", D(2022, 1, 19))]
)
def test_one_agency_ends_where_its_successor_begins(
    register: reference.Register, earlier: str, later: str, on: dt.date
) -> None:
    before, after = register.get(earlier), register.get(later)
    assert before.successor == later
    assert register.exists(before, on - DAY)
    assert not register.exists(before, on)
    assert not register.exists(after, on - DAY)
    assert register.exists(after, on)


def test_kosovo_carries_its_note(register: reference.Register) -> None:
    note = register.get("XK").note
    assert note is not None
    assert "UNSCR 1244/1999" in note


@pytest.mark.parametrize(
    ("written", "meant"), [("Frontx", "Frontex"), ("Brasil", "Brazil"), ("Presidancy", "Presidency"), ("XX", None)]
)
def test_a_mistyped_name_has_a_closest_one(register: reference.Register, written: str, meant: str | None) -> None:
    assert register.suggest(written) == meant


def test_an_unknown_code_says_what_may_be_meant(register: reference.Register) -> None:
    with pytest.raises(UnknownIdError, match=r"Party 'Eurpol' does not exist. Did you mean 'Europol'\?"):
        register.get("Eurpol")


# ---------------------------------------------------------------- what an answer rests on


@pytest.mark.parametrize(
    ("subject", "on", "facts"),
    [
        (
            "Acting EU Presidency",
            D(2012, 7, 1),
            [
                '"Acting EU Presidency" names the role Presidency. (17793/2/11 REV 2, action 4.1, stated)',
                (
                    "CY holds the Presidency from 2012-07-01 to 2012-12-31."
                    " (Decision 2007/5/EC, Euratom, general-knowledge)"
                ),
                "CY is a member state from 2004-05-01. (Treaty of Accession 2003, general-knowledge)",
            ],
        ),
        (
            "Presidency",
            D(2031, 1, 1),
            ['"Presidency" names the role Presidency. (17793/2/11 REV 2, cover, stated)'],
        ),
        (
            "Cefpol",
            D(2012, 7, 1),
            [
                '"Cefpol" names CEPOL. (17793/2/11 REV 2, section 4.2, stated)',
                (
                    "CEPOL is an EU agency from 2000-12-22."
                    " (Decision 2000/820/JHA; Regulation (EU) 2015/2219, general-knowledge)"
                ),
            ],
        ),
        (
            "GB",
            D(2020, 2, 1),
            [
                '"GB" names UK. (ISO 3166-1, general-knowledge)',
                (
                    "UK is a third country on 2020-02-01, and a member state from 1973-01-01 to 2020-01-31."
                    " (Treaty of Accession 1972; Withdrawal Agreement 2020, general-knowledge)"
                ),
            ],
        ),
        (
            "the Croatia",
            D(2012, 7, 1),
            [
                (
                    "HR is a third country on 2012-07-01, and a member state from 2013-07-01."
                    " (Treaty of Accession 2011, read)"
                )
            ],
        ),
        ("Atlantis", D(2012, 7, 1), []),
    ],
)
def test_an_answer_names_the_facts_it_rests_on(
    register: reference.Register, subject: str, on: dt.date, facts: list[str]
) -> None:
    assert [str(fact) for fact in register.why(subject, on)] == facts


@given(party=PARTIES, on=DATES)
def test_every_party_has_a_reason(party: Party, on: dt.date) -> None:
    register = reference.register()
    (fact,) = register.why(party, on)
    assert fact.text
    assert fact.source
    assert register.why(party.code, on) == (fact,)


# ---------------------------------------------------------------- plugins' parties


POLICE = Party(code="Coastpol", kind=PartyKind.NETWORK, name="Coastal Police Network", names=("Coast Police",))


def test_a_plugin_adds_parties(register: reference.Register) -> None:
    grown = register.with_parties([POLICE])
    assert grown.find("coast police") is POLICE
    assert grown.members(PartyKind.NETWORK, D(2012, 1, 1))[-1] is POLICE
    assert (grown.clashes, register.clashes) == ((), ())
    assert register.find("Coastpol") is None
    assert grown.holder("Presidency", D(2012, 1, 1)) == register.get("DK")
    assert POLICE.names == (PartyName(text="Coast Police"),)
    assert [str(fact) for fact in grown.why("Coastpol", D(2012, 1, 1))] == [
        "Coastpol is a network. (general-knowledge)"
    ]


def test_a_taken_code_keeps_the_first_party(register: reference.Register) -> None:
    second = Party(code="HU", kind=THIRD, name="Huland")
    grown = register.with_parties([POLICE]).with_parties([second])
    assert grown.clashes == (reference.Clash(name="HU", kept=register.get("HU"), refused=second),)
    assert grown.get("HU") is register.get("HU")
    assert grown.find("Huland") is None
    assert grown.find("Coastpol") is POLICE


def test_a_taken_spelling_keeps_the_first_party_and_the_second_its_other_names(register: reference.Register) -> None:
    second = Party(code="Border Club", kind=PartyKind.PRIVATE, name="Border Club", names=("FRONTEX", "BC"))
    grown = register.with_parties([second])
    assert [(clash.name, clash.kept.code) for clash in grown.clashes] == [("FRONTEX", "Frontex")]
    assert code(grown, "FRONTEX") == "Frontex"
    assert code(grown, "BC") == "Border Club"
    assert register.with_parties([second]).with_parties([POLICE]).clashes == grown.clashes


def test_the_date_decides_where_a_spelling_has_named_two() -> None:
    first = Party(code="A", kind=PartyKind.NETWORK, name="Alpha", names=(PartyName(text="Net", until=D(2012, 12, 31)),))
    second = Party(code="B", kind=PartyKind.NETWORK, name="Beta", names=(PartyName(text="Net", since=D(2014, 1, 1)),))
    register = reference.Register([first, second])
    assert register.find("Net", D(2012, 6, 1)) is first
    assert register.find("Net", D(2014, 6, 1)) is second
    assert register.find("Net", D(2013, 6, 1)) is None
    assert register.find("Net") is None


def test_a_state_can_leave_and_come_back() -> None:
    spans = (Membership(until=D(2012, 12, 31)), Membership(since=D(2014, 1, 1)))
    state = Party(code="Q", kind=MEMBER, name="Quintland", memberships=spans)
    register = reference.Register([state])
    assert [register.kind(state, D(year, 6, 1)) for year in (2012, 2013, 2014)] == [MEMBER, THIRD, MEMBER]
    assert (
        "a third country on 2013-06-01, and a member state to 2012-12-31" in register.why(state, D(2013, 6, 1))[0].text
    )


def test_a_register_can_be_pickled(register: reference.Register) -> None:
    copy: reference.Register = pickle.loads(pickle.dumps(register))
    assert copy.parties == register.parties
    assert copy.find("Cefpol", D(2012, 1, 1)) == register.get("CEPOL")


# ---------------------------------------------------------------- cycles and priorities


def test_the_cycles_follow_one_another() -> None:
    cycles = reference.cycles()
    assert [cycle.id for cycle in cycles] == ["2011-2013", "2014-2017", "2018-2021", "2022-2025", "2026-2029"]
    assert [len(cycle.priorities) for cycle in cycles] == [8, 9, 10, 10, 7]
    for before, after in itertools.pairwise(cycles):
        assert before.until is not None
        assert after.since == before.until + DAY
    assert reference.cycle_on(D(2012, 6, 1)) is cycles[0]
    assert reference.cycle_on(D(2030, 1, 1)) is None


def test_the_first_cycle_is_that_of_the_reference_plan() -> None:
    cycle = reference.cycle("2011-2013")
    assert [(step.role, step.body, step.document) for step in cycle.steps] == [
        ("policy-cycle", None, "15358/10"),
        ("threat-assessment", None, "8709/11"),
        ("priorities", "Council", "11050/11"),
        ("strategic-goals", "COSI", "15850/11"),
        ("terms-of-reference", None, "15386/3/11 REV 3"),
        ("monitoring", None, "17803/11"),
    ]
    assert {step.confidence for step in cycle.steps} == {Confidence.STATED}
    assert (cycle.document("priorities"), cycle.document("nothing"), cycle.plan_years) == ("11050/11", None, 1)
    assert "".join(str(priority.letter) for priority in cycle.priorities) == "ABCDEFGH"
    assert cycle.confidence is Confidence.GENERAL_KNOWLEDGE  # section 1 of the plan has no dates
    assert reference.cycle("2013-17").id == "2014-2017"


@pytest.mark.parametrize(
    ("cycle", "key", "name"),
    [
        ("2011-2013", "B", "Western Balkans"),
        ("2011-2013", "C", "Illegal immigration"),
        ("2011-2013", "F", "Trafficking in human beings"),
        ("2014-2017", "A", "Illegal immigration"),
        ("2022-2025", "migrant-smuggling", "Migrant smuggling"),
    ],
)
def test_a_priority_is_known_by_its_letter_or_its_id(cycle: str, key: str, name: str) -> None:
    assert reference.priority(cycle, key).name == name


def test_a_letter_or_id_stands_once_in_a_cycle() -> None:
    for cycle in reference.cycles():
        keys = [key for each in cycle.priorities for key in (each.letter, each.id) if key is not None]
        assert len(keys) == len(set(keys))


def test_illegal_immigration_through_the_cycles() -> None:
    chain = [reference.priority("2011-2013", "C")]
    while later := reference.successors(chain[-1].cycle, chain[-1].id):
        chain += later
    assert [(each.letter, each.name) for each in chain] == [
        ("C", "Illegal immigration"),
        ("A", "Illegal immigration"),
        (None, "Facilitation of illegal immigration"),
        (None, "Migrant smuggling"),
        (None, "Migrant smuggling and THB"),
    ]


def test_priorities_merge_and_split() -> None:
    merged = reference.predecessors("2026-2029", "migrant-smuggling-and-thb")
    assert [each.id for each in merged] == ["trafficking-in-human-beings", "migrant-smuggling"]
    split = reference.successors("2018-2021", "cybercrime")
    assert [each.id for each in split] == ["cyber-attacks", "child-sexual-exploitation"]


def test_succession__fraud_continues_as_online_crimes_too() -> None:
    later = reference.successors("2022-2025", "fraud-economic-and-financial-crimes")
    assert [each.id for each in later] == ["online-crimes", "economic-and-financial-crime"]


def test_cycle__each_has_its_threat_assessment() -> None:
    found = [step.name for cycle in reference.cycles() for step in cycle.steps if step.role == "threat-assessment"]
    assert found == ["OCTA 2011", "SOCTA 2013", "SOCTA 2017", "SOCTA 2021", "SOCTA 2025"]


def test_cycle__the_number_of_plans_is_not_read_in_the_conclusions() -> None:
    cycle = reference.cycle("2022-2025")
    assert (cycle.confidence, cycle.plans, cycle.plans_confidence) == (
        Confidence.READ,
        15,
        Confidence.GENERAL_KNOWLEDGE,
    )
    assert sum(len(priority.plans) for priority in cycle.priorities) == cycle.plans


@pytest.mark.parametrize(
    ("cycle", "name", "subjects"),
    [
        ("2011-2013", "thb", ["Trafficking in human beings"]),
        ("2011-2013", "F", ["Trafficking in human beings"]),
        ("2018-2021", "F", []),
        ("2022-2025", "cyber attacks", ["Cyber-attacks"]),
        ("2022-2025", "Synthetic Drugs & NPS", ["Synthetic drugs"]),
        ("2022-2025", "Drugs", ["Cannabis, cocaine and heroin", "Synthetic drugs"]),
        ("2022-2025", "TBH", []),
    ],
)
def test_cycle_named__returns_the_subjects_of_plans_that_a_name_means(
    cycle: str, name: str, subjects: list[str]
) -> None:
    assert [plan.name for plan in reference.cycle(cycle).named(name)] == subjects


def test_plan_names__belong_to_a_priority_and_are_unique_in_their_cycle() -> None:
    for row in read_table("plan_names"):
        assert reference.priority(row.text("cycle"), row.text("priority")).plans
    for cycle in reference.cycles():
        names = [name.casefold() for one in cycle.priorities for plan in one.plans for name in (plan.name, *plan.also)]
        assert len(names) == len(set(names))


def test_a_priority_goes_on_in_the_next_cycle() -> None:
    order = [cycle.id for cycle in reference.cycles()]
    for each in reference.successions():
        assert order.index(each.cycle) == order.index(each.earlier.cycle) + 1
        assert each.later is None or each.later.cycle == each.cycle
        assert each.source


@pytest.mark.parametrize(
    ("cycle", "key", "kinds"),
    [
        ("2011-2013", "C", ["continued"]),
        ("2011-2013", "A", ["merged"]),
        ("2011-2013", "E", ["split", "split", "split"]),
        ("2011-2013", "B", []),
        ("2018-2021", "cybercrime", ["split", "split"]),
        ("2018-2021", "criminal-finances", ["merged"]),
        ("2018-2021", "document-fraud", ["horizontal"]),
        ("2022-2025", "migrant-smuggling", ["merged"]),
    ],
)
def test_a_priority_continues_merges_splits_or_becomes_a_goal_of_all(cycle: str, key: str, kinds: list[str]) -> None:
    earlier = reference.priority(cycle, key)
    assert [each.kind.value for each in reference.successions() if each.earlier == earlier] == kinds


def test_a_goal_of_all_priorities_is_no_successor() -> None:
    assert reference.successors("2018-2021", "document-fraud") == ()


def test_the_first_cycle_is_that_of_the_bundled_plan() -> None:
    plan = empact.load("oap-c-2012")
    assert plan.cycle is not None
    stated = {str(step.document) for step in plan.cycle.steps}
    assert stated <= {step.document for step in reference.cycle(plan.cycle.id).steps}
    cited = {document.role.value: str(document.number) for document in plan.documents}
    assert cited == {step.role: step.document for step in reference.cycle(plan.cycle.id).steps}


def test_an_unknown_cycle_or_priority_is_told() -> None:
    with pytest.raises(UnknownIdError, match="Policy cycle '2011-2014' does not exist"):
        reference.cycle("2011-2014")
    with pytest.raises(UnknownIdError, match="Priority 'Z' does not exist"):
        reference.priority("2011-2013", "Z")


# ---------------------------------------------------------------- names in other languages


@pytest.mark.parametrize(
    ("state", "language", "name"),
    [
        ("EL", "de", "Griechenland"),
        ("UK", "fr", "Royaume-Uni"),
        ("XK", "hu", "Koszovó"),
        ("HU", "ga", "an Ungáir"),
        ("IT", "mt", "l-Italja"),
        ("CZ", "pt", "Chéquia"),
        ("EE", "pt", "Estónia"),
        ("CY", "pt", "Chipre"),
        ("LV", "pt", "Letónia"),
        ("PL", "pt", "Polónia"),
        ("RO", "pt", "Roménia"),
        ("SI", "pt", "Eslovénia"),
        ("VN", "pt", "Vietname"),
    ],
)
def test_names__has_states_in_the_official_languages(
    register: reference.Register, state: str, language: str, name: str
) -> None:
    assert reference.names(register.get(state), language) == name


def test_names__has_every_state_in_every_official_language(register: reference.Register) -> None:
    assert len(reference.LANGUAGES) == 24
    for language in reference.LANGUAGES:
        assert all(reference.names(party, language) for party in register.parties)
    states = {party.code for party in register.parties if party.iso is not None}
    assert {row.text("code") for row in read_table("state_names")} == states


def test_names__needs_no_extra(register: reference.Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    assert reference.names(register.get("EL"), "en") == "Greece"
    assert reference.names(register.get("EL"), "de") == "Griechenland"
    assert reference.names(register.get("Eurojust"), "de").startswith("European Union Agency")


def test_a_name_in_another_language__is_unknown_and_only_a_hint_knows_it(register: reference.Register) -> None:
    assert register.find("Deutschland") is None
    assert register.suggest("Deutschland") == "Germany"
    assert register.hint("DEUTSCHLAND") == "'DEUTSCHLAND' is the German name of Germany: write DE."
    assert register.hint("Italien") == "'Italien' is the Danish, German and Swedish name of Italy: write IT."
    assert register.hint("Ungáir") == register.hint("an Ungáir").replace("an ", "", 1)  # type: ignore[union-attr]
    assert register.hint("Itālija") == "'Itālija' is the name of Italy in 4 languages: write IT."
    assert register.hint("Holandia") == "'Holandia' is the Polish name of Netherlands: write NL."
    assert register.hint("Malte") == "'Malte' is the French name of Malta: write MT."


def test_a_portuguese_name__is_known_as_in_portugal_and_as_in_brazil(register: reference.Register) -> None:
    assert register.hint("Chéquia") == "'Chéquia' is the Spanish and Portuguese name of Czechia: write CZ."
    assert register.hint("Tchéquia") == "'Tchéquia' is the Portuguese name of Czechia: write CZ."
    assert register.hint("Vietname") == "'Vietname' is the Portuguese name of Vietnam: write VN."
    assert register.hint("Vietnã") == "'Vietnã' is the Portuguese name of Vietnam: write VN."
    assert register.hint("Polônia") == register.hint("Polónia").replace("ó", "ô")  # type: ignore[union-attr]


def test_a_name_in_many_languages__counts_them(register: reference.Register) -> None:
    assert register.hint("Italia") == "'Italia' is the name of Italy in 5 languages: write IT."


def test_a_register_without_the_party__has_no_hint_in_another_language() -> None:
    assert reference.Register(()).hint("Deutschland") is None


def test_every_other_name__is_of_a_party_and_unknown_otherwise(register: reference.Register) -> None:
    for row in read_table("other_names"):
        assert register.get(row.text("code")).code == row.text("code")
        found = register.find(row.text("name"))
        assert found is None or found.code == row.text("code")


def test_importing_names__reads_no_table() -> None:
    program = (
        "import empact.reference as r, sys; r.register().find('Germany');"
        "assert 'empact.reference.languages' not in sys.modules; assert 'empact.slips' not in sys.modules;"
        "assert r.register().hint('Deutschland'); assert 'empact.reference.languages' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_language_that_is_not_official_is_told(register: reference.Register) -> None:
    with pytest.raises(UnknownIdError, match="Official language 'xx' does not exist"):
        reference.names(register.get("EL"), "xx")
