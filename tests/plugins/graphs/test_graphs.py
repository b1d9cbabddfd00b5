"""The graph of links as DOT and as Mermaid: actions by goal and plan, each link an edge, and text that is only text."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest
from tests.support.shipped import EXPORTERS

import empact.plugins.graphs
import oap_c_2012
from empact import Plan, Session
from empact.model import Action
from empact.plugins.graphs.graph import EdgeKind, Group, NodeKind, link_graph
from empact.testing import ExporterContract, make_action, make_goal, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
FORMATS = [one.name for one in EXPORTERS if one.write.startswith("empact.plugins.graphs.")]
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
"""A text in DOT; one in Mermaid has neither quotation marks nor backslashes."""


def text(to: str, *plans: Plan) -> str:
    data: bytes | None = SESSION.export(*plans, to=to)
    assert data is not None
    return data.decode()


def numbers(group: Group) -> list[str]:
    return [node.lines[0] for node in group.nodes]


def edges(*plans: Plan) -> list[tuple[str, str, str]]:
    """The edges: the first line of the label of each end, and the label between them."""
    graph = link_graph(SESSION.context(*plans))
    goals = [goal for plan in graph.groups for goal in plan.groups]
    nodes = [*graph.nodes, *(node for group in (*graph.groups, *goals) for node in group.nodes)]
    names = {node.id: node.lines[0] for node in nodes}
    assert len(names) == len(nodes)
    return [(names[one.source], one.label, names[one.target]) for one in graph.edges]


def linked(links: Any, **fields: Any) -> Plan:
    actions = [make_action("1.1", links=links, activity="Train."), make_action("1.2", links="", activity="Meet.")]
    return make_plan(actions=actions, **fields)


# The plan of 2012: links read from the columns I/D of the printed table


def test_the_graph__has_the_actions_of_the_plan_of_2012_by_goal() -> None:
    (plan,) = link_graph(SESSION.context(PLAN)).groups
    assert plan.lines[0] == "C-2012"
    assert [(goal.lines[0], numbers(goal)) for goal in plan.groups] == [
        ("SG 1", ["SG 1", "1.1", "1.2", "1.3"]),
        ("SG 2", ["SG 2", "2.1", "2.2", "2.3"]),
        ("SG 3", ["3.1"]),
        ("SG 4", ["SG 4", "4.1", "4.2"]),
        ("SG 5", ["5.1", "5.2"]),
        ("SG 6", ["6.1", "6.2", "6.3"]),
        ("SG 7", ["7.1", "7.2"]),
    ]


def test_the_graph__has_each_link_of_the_plan_of_2012() -> None:
    assert edges(PLAN) == [
        ("1.1", "", "SG 2"),
        ("1.1", "", "SG 4"),
        ("1.1", "uses phase 1", "2.1"),
        ("1.1", "", "5.2"),
        ("1.2", "", "SG 4"),
        ("1.3", "", "SG 4"),
        ("1.3", "feeds", "2.1"),
        ("2.1", "", "SG 1"),
        ("2.1", "", "SG 4"),
        ("2.1", "phase 1 feeds", "1.1"),
        ("2.1", "phase 2 uses", "1.1"),
        ("2.2", "", "SG 1"),
        ("2.2", "", "B:SG*"),
        ("2.2", "", "1.1"),
        ("2.2", "", "2.1"),
        ("2.2", "", "2.3"),
        ("2.3", "", "SG 1"),
        ("2.3", "", "1.1"),
        ("2.3", "", "2.2"),
        ("4.1", "", "B:SG*"),
        ("4.1", "", "F:SG*"),
        ("5.2", "", "SG 1"),
        ("5.2", "", "SG 2"),
        ("5.2", "", "SG 4"),
        ("5.2", "", "1.1"),
        ("2.1", "only mentioned", "1.3"),
        ("2.1", "only mentioned", "OAP B"),
        ("6.1", "only mentioned", "OAP F"),
    ]


def test_the_graph__has_a_node_for_each_destination_that_is_not_loaded() -> None:
    graph = link_graph(SESSION.context(PLAN))
    assert [(one.kind, " ".join(one.lines)) for one in graph.nodes[:2]] == [
        (NodeKind.NOT_LOADED, "B:SG* not loaded: the portfolio has no plan of priority B at that time"),
        (NodeKind.NOT_LOADED, "F:SG* not loaded: the portfolio has no plan of priority F at that time"),
    ]


def test_the_graph__has_links_across_plans_in_both_directions() -> None:
    other = make_plan(id="Y-2026", priority={"code": "Y"}, actions=[make_action("2.1", links="X:1.1; X:SG*, OAP X")])
    plan = linked("Y:SG 2; Y:2.1")
    assert edges(plan, other) == [
        ("1.1", "", "SG 2"),
        ("1.1", "", "2.1"),
        ("2.1", "", "1.1"),
        ("2.1", "", "X-2026"),  # all goals, and the plan
    ]
    graph = link_graph(SESSION.context(plan, other))
    assert [group.lines[0] for group in graph.groups] == ["X-2026", "Y-2026"]
    assert graph.name == "portfolio-links"


def test_the_graph__of_one_plan_has_a_node_for_each_part_of_another_plan_of_its_portfolio() -> None:
    other = make_plan(id="Y-2026", priority={"code": "Y"}, actions=[make_action("2.1", links="")])
    plan = linked("Y:SG 2; Y:2.1")
    graph = link_graph(SESSION.context(plan, other).of(plan))
    assert [group.lines[0] for group in graph.groups] == ["X-2026"]
    assert [(node.kind, node.lines) for node in graph.nodes] == [
        (NodeKind.PLAN, ("Y-2026", "Y:SG 2")),
        (NodeKind.PLAN, ("Y-2026", "Y:2.1")),
    ]
    assert [edge.target for edge in graph.edges] == [node.id for node in graph.nodes]


def test_the_graph__has_links_that_lead_nowhere_are_withheld_or_cannot_be_read() -> None:
    actions = [make_action("1.1", links="9.9; gibberish"), make_action("1.2", links={"withheld": True})]
    plan = make_plan(actions=actions)
    assert edges(plan) == [
        ("1.1", "", "9.9"),
        ("1.1", "", "cannot be read: gibberish"),
        ("1.2", "", "links withheld"),
    ]
    graph = link_graph(SESSION.context(plan))
    assert [one.kind for one in graph.nodes] == [NodeKind.MISSING, NodeKind.UNREAD, NodeKind.UNREAD]
    assert " ".join(graph.nodes[0].lines) == "9.9 missing: X-2026 has no action 9.9"
    assert {one.kind for one in graph.edges} == {EdgeKind.UNRESOLVED}


def test_the_graph__labels_a_link_with_its_direction_its_kind_and_who_added_it() -> None:
    link = {"to": "1.2", "flow": "feeds", "kind": "shared", "origin": "support-unit"}
    assert edges(linked([link])) == [("1.1", "feeds (shared) (support unit)", "1.2")]


def test_the_graph__groups_actions_without_a_goal_and_of_a_goal_that_is_not_listed() -> None:
    actions = (Action(number="1.1"), Action(number="8.1", goal="8"))
    made = attrs.evolve(make_plan(), goals=(make_goal(),), actions=actions)
    (plan,) = link_graph(SESSION.context(made)).groups
    assert numbers(plan) == ["1.1"]
    assert [(goal.lines, numbers(goal)) for goal in plan.groups] == [(("SG 8",), ["8.1"])]


def test_the_graph__has_words_without_emphasis() -> None:
    activity = {"text": "Train.[^1] (to be confirmed)", "emphasis": [{"words": "(to be confirmed)", "style": "bold"}]}
    plan = make_plan(actions=[make_action(activity=activity, links="")])
    (group,) = link_graph(SESSION.context(plan)).groups
    assert group.groups[0].nodes[0].lines == ("1.1", "Train. (to be confirmed)")


def test_the_graph__has_a_plan_that_is_given_twice_once() -> None:
    plan = linked("1.2")
    assert edges(plan, plan) == [("1.1", "", "1.2")]


def test_the_graph__has_the_highest_marking_and_that_of_each_plan() -> None:
    other = make_plan(id="Y-2026", priority={"code": "Y"}, marking="SECRET UE/EU SECRET")
    graph = link_graph(SESSION.context(make_plan(marking="LIMITE"), other))
    assert graph.marking == "SECRET UE/EU SECRET; LIMITE"
    assert [group.lines[-1] for group in graph.groups] == ["LIMITE", "SECRET UE/EU SECRET"]


# The two formats


def test_dot__has_clusters_nodes_and_edges() -> None:
    plan = linked("feeds 1.2; SG 9", title="Routes", marking="LIMITE", goals=[make_goal(body="To know the routes.")])
    assert text("dot", plan) == (
        """\
// Links of X-2026
// LIMITE
digraph "Links of X-2026" {
  graph [label="Links of X-2026\\nLIMITE", labelloc=t, rankdir=LR, fontname=Helvetica];
  node [shape=box, fontname=Helvetica, fontsize=10];
  edge [fontname=Helvetica, fontsize=9];
  subgraph cluster_p0 {
    label="X-2026\\nRoutes";
    subgraph cluster_p0g0 {
      label="SG 1\\nTo know the routes.";
      p0a0 [label="1.1\\nTrain."];
      p0a1 [label="1.2\\nMeet."];
    }
  }
  x0 [label="SG 9\\nmissing: X-2026 has no\\nstrategic goal 9", shape=octagon, style="dashed"];
  p0a0 -> p0a1 [label="feeds"];
  p0a0 -> x0 [style="dashed"];
}
"""
    )


def test_mermaid__has_subgraphs_nodes_and_edges() -> None:
    plan = linked("feeds 1.2; SG 9", title="Routes", marking="LIMITE", goals=[make_goal(body="To know the routes.")])
    assert text("mermaid", plan) == (
        """\
%% Links of X-2026
%% LIMITE
flowchart LR
  subgraph all ["Links of X-2026 #40;LIMITE#41;"]
    subgraph p0 ["X-2026 Routes"]
      subgraph p0g0 ["SG 1 To know the routes#46;"]
        p0a0["1.1<br/>Train#46;"]
        p0a1["1.2<br/>Meet#46;"]
      end
    end
    x0{{"SG 9<br/>missing#58; X-2026 has no<br/>strategic goal 9"}}
  end
  p0a0 -->|"feeds"| p0a1
  p0a0 -.-> x0
"""
    )


ODD = 'end\r\nclick "a" ]); -> } | # & < <b>\\N\\l `x` [x](y) %% {} graph ;\x1b[2J\u202e *_ -- 1. é'


@pytest.mark.parametrize("to", FORMATS)
def test_a_graph__has_no_text_of_a_plan_outside_quotation_marks(to: str) -> None:
    goals = [make_goal(body=ODD)]
    odd = make_plan(
        title=ODD, marking=ODD, goals=goals, actions=[make_action("1.1", activity=ODD, links=f"1.2; {ODD}")]
    )
    plain = make_plan(title="a", marking="a", goals=[make_goal(body="a")], actions=[make_action("1.1", activity="a")])
    written = text(to, odd)
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "é" in written

    def skeleton(of: str) -> list[str]:
        """The lines without texts, and those of the head, the actions and the groups only."""
        kept = (line for line in QUOTED.sub('""', of).splitlines() if not line.lstrip().startswith(("//", "%%", "x")))
        return [line for line in kept if not re.search(r"-> x|-.-> x", line)]

    assert skeleton(written) == skeleton(text(to, plain))


def test_mermaid__writes_signs_as_numbers() -> None:
    written = text("mermaid", linked("", title=ODD))
    labels = [label[1:-1].replace("<br/>", "") for label in QUOTED.findall(written.partition("flowchart")[2])]
    assert all(re.fullmatch(r"(?:[^\W_]|[ ,]|(?<=\w)[.-](?=\w)|#[0-9]+;)*", label) for label in labels)
    assert "end click #34;a#34;" in " ".join(labels)


def test_dot__keeps_backslashes_quotes_and_ampersands() -> None:
    written = text("dot", linked("", title=r'\N "a" &lt; <b>'))
    assert r'label="X-2026\n\\N \"a\" &amp;lt; <b>";' in written


class TestDot(ExporterContract):
    plugin = empact.plugins.graphs
    format = "dot"


class TestMermaid(ExporterContract):
    plugin = empact.plugins.graphs
    format = "mermaid"
