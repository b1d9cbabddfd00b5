"""What public functions and methods answer to a wrong argument: never nothing, and never an error from deep inside.

A new one fails here until ``tests/support/public_calls.py`` has what it takes, or until a reason stands below.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.public_calls import Call, context, given, has_argument, owners, public_calls

from empact import UnknownIdError

CALLS = {call.name: call for call in public_calls()}

NOT_TRIED = {
    "Diagnostics.__add__": "an operator, as that of a tuple",
    "DataTable.__getitem__": "an index, as that of a tuple",
    "Diagnostics.__getitem__": "an index, as that of a tuple",
    "FrozenMap.__getitem__": "a key, as that of a dict",
    "Cell.__contains__": "any value has an answer, which names what to use instead",
    "Session.tree": "any value; without a row for its class it is a TypeError",
    "PlanContext.who": "it takes one of three arguments",
    "analysis.who": "it takes one of three arguments",
    "hooks.part_of": "metadata of a field; the name of the field is looked up when the class is used",
    "documents.is_code_list": "a value of a cell; anything but a list of codes is none",
    "hooks.printable": "a character, thousands of times for each output",
    "documents.line_pieces": "a text of a table, thousands of times for each output",
    "documents.longest_word": "the texts of a column, for each column of each output",
}
"""Functions that take anything, or do what Python does, each with the reason."""
MADE_BY_EMPACT = """
    Amount.explain ColumnOf.cell EntryFacts.accepts EntryFacts.fits ExtensionField.of FormatContext.line
    Language.numbered Language.pattern Language.sorted_by Language.spellings Option.check Option.parse
    Package.content_type Package.is_markup Package.relationships Package.root_of Places.at Places.of_key
    Places.of_value Places.of_words ReadContext.at ReadContext.report ReadContext.text RowIndex.find
    RuleContext.overlaps RuleContext.progress SettledClaim.holds Source.locate Source.place Words.property_title
    Words.state documents.build_parsed_cell documents.cell_parts documents.column documents.column_need
    documents.share_room documents.table hooks.finding_list
""".split()  # noqa: SIM905 - a list has a line for each
"""Methods of objects that nobody has in a script, and functions that take such objects."""
IF_KNOWN = {
    "diagnostics.did_you_mean": "None is the answer",
    "Plan.find_action": "None is the answer",
    "Plan.find_goal": "None is the answer",
    "Plan.find_note": "None is the answer",
    "Plan.find_section": "None is the answer",
    "PlanKpis.find": "None is the answer",
    "PlanContext.status": "None is the answer",
    "PlanPlacement.named": "a name that people write; it may mean no plan",
    "Portfolio.find_action number": "None is the answer",
    "Portfolio.find_goal number": "None is the answer",
    "PlanContext.continue_plan": "the id of a plan that is not there yet",
    "analysis.continue_plan": "the id of a plan that is not there yet",
    "Ledger.is_lost": "what is lost is not there",
    "Reports.starting_with": "the start of an id, which may be that of none",
    "Reports.start_of": "a report that is not in the folder has its complete id",
    "EntryContent.named_actions": "a record names actions of any plan",
    "KpiRegister.named_actions": "a record names actions of any plan",
    "Operation.named_actions": "a record names actions of any plan",
    "Practice.named_actions": "a record names actions of any plan",
    "Report.named_actions": "a record names actions of any plan",
    "analysis.means_another": "any words",
}
"""Look-ups that answer for what is not known too, each with the reason."""
IDS = """
    action anchor checkpoint code cycle entry_kind goal id language letter level mark name number party phase plan
    plan_id practice_kind profile start why word
""".split()  # noqa: SIM905 - a list has a line for each
"""The names of parameters that take an id, a code, a name or a number."""
OTHER_NOUNS = {
    "ctx": "takes",
    "disable": "selectors",
    "earlier": "takes",
    "ignore": "selectors",
    "kpis": "kpi register",
    "later": "takes",
    "marking": "level",
    "raised_to": "level",
    "release": "level",
    "select": "selectors",
    "then": "number",
    "severity": "severities",
    "to": "format",
    "why": "name",
}
"""The words for parameters that messages do not call by their name, or by another word of the call."""


class Other:
    """An object of no class that anything takes."""


def wrong(annotation: str) -> Iterator[object]:
    """Yield values of types that a parameter does not take."""
    kinds = annotation.split(" | ")
    several = any(word in annotation for word in ("Iterable[", "Sequence[", "Mapping[", "Source"))
    yield Other()
    if not {"int", "float"} & {*kinds}:
        yield 3
    if "None" not in kinds and "Source" not in annotation:
        yield None
    if not several:
        yield ["1.1"]
        if "str" not in kinds and not {"Readable", "Formattable"} & {*kinds}:
            yield "1.1"
        if not {"Plan", "Formattable", "Owner"} & {*kinds}:
            yield given().plan
    elif "Source" not in annotation and "str" not in kinds:
        yield "1.1"
    if not several and not any("Facts" in kind or "Context" in kind for kind in kinds):
        yield context()


def tried() -> Iterator[str]:
    yield from (name for name in CALLS if name not in {*NOT_TRIED, *MADE_BY_EMPACT})


def test_table__has_every_public_call() -> None:
    for name in tried():
        call = CALLS[name]
        assert not call.needs_owner or name.partition(".")[0] in owners(), f"{name}: add an owner"
        missing = [parameter.name for parameter in call.parameters if not has_argument(call, parameter)]
        assert missing == [], f"{name}: add a value, or a reason why it is not tried"
    assert {*NOT_TRIED, *MADE_BY_EMPACT} <= CALLS.keys()
    assert {name.partition(" ")[0] for name in IF_KNOWN} <= CALLS.keys()


@pytest.mark.parametrize("name", [*tried()])
def test_call__refuses_a_wrong_type_with_one_clear_error(name: str) -> None:
    call = CALLS[name]
    call.run({})  # with the right arguments it works
    for parameter in call.parameters:
        if parameter.annotation in {"bool", "object", "Any"}:
            continue
        nouns = {parameter.name.strip("_").removesuffix("s").replace("_", " "), OTHER_NOUNS.get(parameter.name, "rule")}
        for value in wrong(str(parameter.annotation)):
            said = refusal(call, parameter.name, value)
            assert ", not " in said, (parameter.name, value, said)
            words = said.replace("_", " ").casefold()
            assert any(noun in words for noun in nouns), (parameter.name, value, said)


def refusal(call: Call, name: str, value: object) -> str:
    """Return the message of the TypeError for a wrong argument; what else happens, if there is none."""
    try:
        result = call.run({name: value})
    except TypeError as problem:
        return str(problem)
    except Exception as problem:  # noqa: BLE001 - the test shows whatever is raised
        return f"{type(problem).__name__}: {problem}"
    return f"returned {result!r}"


def looked_up() -> Iterator[tuple[str, str]]:
    """Yield the parameters that take an id, each with its call."""
    for name in tried():
        for parameter in CALLS[name].parameters:
            takes_text = "str" in str(parameter.annotation).split(" | ")
            if takes_text and parameter.name in IDS and not {name, f"{name} {parameter.name}"} & IF_KNOWN.keys():
                yield name, parameter.name


@pytest.mark.parametrize(("name", "argument"), [*looked_up()])
def test_call__raises_for_an_unknown_id(name: str, argument: str) -> None:
    for unknown in ("no such 9.9", ""):
        with pytest.raises(UnknownIdError) as caught:
            CALLS[name].run({argument: unknown})
        assert "does not exist" in str(caught.value) or "Several" in str(caught.value)


def objects() -> Iterator[tuple[str, str, str]]:
    """Yield the parameters that take an object or its id, with the name of the class."""
    for name in tried():
        for parameter in CALLS[name].parameters:
            kinds = {*str(parameter.annotation).split(" | ")}
            for cls in ("Action", "Party", "Plan", "StrategicGoal"):
                if {cls, "str"} <= kinds:
                    yield name, parameter.name, cls


@pytest.mark.parametrize(("name", "argument", "cls"), [*objects()])
def test_call__takes_an_object_or_its_id(name: str, argument: str, cls: str) -> None:
    plan = given().plan
    thing, id = {
        "Action": (plan.actions[0], "1.1"),
        "Party": (context().register.get("QN"), "QN"),
        "Plan": (plan, plan.id),
        "StrategicGoal": (plan.goals[0], "1"),
    }[cls]
    assert CALLS[name].run({argument: thing}) == CALLS[name].run({argument: id})
