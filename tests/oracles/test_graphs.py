"""The graph of links as Graphviz and Mermaid draw it: each text and each edge, and nothing else."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import oap_c_2012
import oap_cyber_2026
from empact import Plan, Session
from empact.plugins.graphs.graph import Graph, Group, Node, link_graph
from empact.testing import make_action, make_goal, make_plan

pytestmark = pytest.mark.oracle

DRAW = Path(__file__).with_name("draw_mermaid.cjs")
PACKAGES = ("mermaid", "puppeteer-core")
SESSION = Session([oap_c_2012, oap_cyber_2026])
ODD = 'end\r\nclick "a" ]); -> } | # & &lt; <b>\\N\\l `x` [x](y) %% {} graph ;\x1b[2J\u202e *_ -- 1. é subgraph'
_ODD_PLAN = make_plan(
    title=ODD, marking=ODD, goals=[make_goal(body=ODD)], actions=[make_action(activity=ODD, links=f"1.2; {ODD}")]
)
_OTHER = make_plan(id="Y-2026", priority={"code": "Y"}, actions=[make_action("2.1", links="X:1.1; X:SG*, OAP X")])
PLANS: dict[str, tuple[Plan, ...]] = {
    "plan": (SESSION.load("oap-c-2012"),),
    "cyber": (SESSION.load("oap-cyber-2026-attacks"), SESSION.load("oap-cyber-2026-fraud")),
    "two": (make_plan(marking="LIMITE", actions=[make_action(links="Y:2.1; uses Y:SG 2; 9.9")]), _OTHER),
    "odd": (_ODD_PLAN,),
    "empty": (Plan(id="X-2026"),),
}


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0]))
    assert program is not None, f"install {command[0]}"
    return subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    for name, plans in PLANS.items():
        SESSION.export(*plans, to="dot", path=folder / f"{name}.dot")
        SESSION.export(*plans, to="mermaid", path=folder / f"{name}.mmd")
    return folder


@pytest.fixture(scope="module")
def drawn(files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What Mermaid draws of each graph, by the name of the graph."""
    folder, chromium = tmp_path_factory.mktemp("node"), shutil.which("chromium")
    assert chromium is not None, "install chromium"
    done = _run("npm", "install", "--no-fund", "--no-audit", "--prefix", folder, *PACKAGES)
    assert done.returncode == 0, done.stderr
    done = _run("node", DRAW, folder / "node_modules", chromium, folder, *sorted(files.glob("*.mmd")))
    assert done.returncode == 0, done.stderr
    return {one["graph"]: one for one in json.loads(done.stdout)}


def _graph(name: str) -> Graph:
    return link_graph(SESSION.context(*PLANS[name]))


def _groups(groups: Iterable[Group]) -> list[Group]:
    return [one for group in groups for one in (group, *_groups(group.groups))]


def _nodes(groups: Iterable[Group]) -> list[Node]:
    return [node for group in _groups(groups) for node in group.nodes]


def _lines(parts: Iterable[Group | Node]) -> list[tuple[str, ...]]:
    return [part.lines for part in parts]


def _squeezed(text: str) -> str:
    """A text without spaces: a label has a line break where another has a space."""
    return "".join(text.split())


@pytest.mark.parametrize("name", PLANS)
def test_graphviz__draws_each_text_and_each_edge(name: str, files: Path) -> None:
    done = _run("dot", "-Tsvg", files / f"{name}.dot")
    assert (done.returncode, done.stderr) == (0, "")
    graph, found = _graph(name), re.findall(r"<g id=\"(?:graph|clust|node|edge)\d+\" class=\"(\w+)\">", done.stdout)
    kinds = {kind: found.count(kind) for kind in ("cluster", "node", "edge")}
    nodes = [*graph.nodes, *_nodes(graph.groups)]
    groups = [group for group in _groups(graph.groups) if _nodes([group])]  # Graphviz leaves out one without nodes
    assert kinds == {"cluster": len(groups), "node": len(nodes), "edge": len(graph.edges)}
    texts = [html.unescape(text).replace("\xa0", " ") for text in re.findall(r"<text [^>]*>(.*?)</text>", done.stdout)]
    head = [graph.title, *([graph.marking] if graph.marking else [])]
    labels = [one.label for one in graph.edges if one.label]
    lines = [line for label in (*_lines(groups), *_lines(nodes)) for line in label]
    assert sorted(map(_squeezed, texts)) == sorted(map(_squeezed, (*head, *lines, *labels)))


@pytest.mark.parametrize("name", PLANS)
def test_graphviz__draws_a_picture(name: str, files: Path, tmp_path: Path) -> None:
    done = _run("dot", "-Tpng", files / f"{name}.dot", "-o", tmp_path / "picture.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "picture.png").stat().st_size > 1000


@pytest.mark.parametrize("name", PLANS)
def test_mermaid__draws_each_text_and_each_edge(name: str, drawn: dict[str, dict[str, Any]]) -> None:
    graph, found = _graph(name), drawn[name]
    assert (found["type"], found["noise"]) == ("flowchart-v2", [])
    title = f"{graph.title} ({graph.marking})" if graph.marking else graph.title
    # Mermaid draws a group without nodes as a node
    labels = (*_lines(_groups(graph.groups)), *_lines(_nodes(graph.groups)), *_lines(graph.nodes), (title,))
    parts = sorted(_squeezed("".join(label)) for label in labels)
    assert sorted(map(_squeezed, (*found["groups"], *found["nodes"]))) == parts
    assert found["edges"] == len(graph.edges)
    assert sorted(map(_squeezed, found["labels"])) == sorted(_squeezed(one.label) for one in graph.edges if one.label)
