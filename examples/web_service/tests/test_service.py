"""The web service: its answers, its limits, and what reaches a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib import resources
from typing import Any

import anyio.to_process
import attrs
import pytest
from examples.web_service.service import Service, make_app
from starlette.testclient import TestClient

YAML = {"Content-Type": "application/yaml"}
PLAN = resources.files("oap_c_2012").joinpath("plan.yaml").read_bytes()
SMALL = (
    b"empact: plan/1\nid: Q-2031\nmarking: EU SECRET\nactions: [{number: '1.1', leaders: HU, activity: Zebrawords}]\n"
)


SERVICE = Service()


@pytest.fixture(scope="module")
def running() -> Iterator[TestClient]:
    """The service, which keeps its processes: each of them takes seconds to start."""
    with TestClient(make_app(SERVICE)) as client:
        yield client


@pytest.fixture
def client(running: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The service without plans and with its usual limits."""
    for field in attrs.fields(Service):
        monkeypatch.setattr(SERVICE, field.name, getattr(Service(), field.name))
    return running


def posted(client: TestClient, data: bytes = PLAN, **headers: str) -> Any:
    return client.post("/plans", content=data, headers=headers or YAML)


def test_service__returns_the_findings_of_an_uploaded_plan(client: TestClient) -> None:
    response = posted(client)
    assert response.status_code == 200
    tree = response.json()
    assert (tree["empact"], tree["marking"]) == ("diagnostics/1", "RESTREINT UE/EU RESTRICTED")
    assert {"OAP406"} <= {finding["code"] for finding in tree["diagnostics"]}


def test_service__lists_and_shows_plans_and_what_a_party_has_to_do(client: TestClient) -> None:
    posted(client)
    posted(client, SMALL)
    plans = client.get("/plans").json()["plans"]
    assert [(plan["id"], plan["marking"]) for plan in plans] == [
        ("C-2012", "RESTREINT UE/EU RESTRICTED"),
        ("Q-2031", "EU SECRET"),
    ]
    shown = client.get("/plans/C-2012").json()
    assert (shown["empact"], len(shown["actions"])) == ("resolved-plan/1", 16)
    tasking = client.get("/plans/C-2012/tasking/HU").json()
    assert [(task["action"], task["role"]) for task in tasking["leads"]] == [
        ("C-2012:2.2", "leader"),
        ("C-2012:5.2", "leader"),
    ]


def test_service__lists_plans_without_reading_them_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    posted(client, SMALL)

    async def refuse(*_args: object, **_keywords: object) -> object:
        raise AssertionError

    monkeypatch.setattr(anyio.to_process, "run_sync", refuse)
    assert client.get("/plans").json() == {"plans": [{"id": "Q-2031", "title": None, "marking": "EU SECRET"}]}


def test_service__replaces_a_plan_with_the_same_id(client: TestClient) -> None:
    posted(client, SMALL)
    posted(client, SMALL.replace(b"EU SECRET", b"LIMITE"))
    assert [plan["marking"] for plan in client.get("/plans").json()["plans"]] == ["LIMITE"]


def test_service__keeps_no_file_that_is_not_a_plan(client: TestClient) -> None:
    response = posted(client, b"empact: plan/1\nactions: [[")
    assert response.status_code == 422
    assert response.json()["diagnostics"][0]["severity"] == "error"
    assert client.get("/plans").json() == {"plans": []}


def test_service__reads_json_too(client: TestClient) -> None:
    response = posted(client, b'{"empact": "plan/1", "id": "Q-2031"}', **{"Content-Type": "application/json"})
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["oap-c-2012", "/etc/passwd", "../service.py", "file:///etc/passwd"])
def test_service__opens_no_file_by_name(client: TestClient, name: str) -> None:
    assert posted(client, name.encode()).status_code == 422
    assert client.get(f"/plans/{name}").status_code == 404


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [(SMALL, "text/plain", 415), (SMALL, "", 415), (b"\xff\xfe\xfd", "application/yaml", 422)],
)
def test_service__refuses_what_is_not_a_text_of_a_known_format(
    client: TestClient, data: bytes, media_type: str, status: int
) -> None:
    assert posted(client, data, **{"Content-Type": media_type}).status_code == status


def test_service__says_what_it_does_not_know(client: TestClient) -> None:
    posted(client)
    response = client.get("/plans/C-2012/tasking/Utopia")
    assert response.status_code == 404
    assert "Utopia" in response.json()["error"]


# Limits


def test_service__refuses_a_large_upload_whatever_its_length_says(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"#" * 100

    SERVICE.most_bytes = 1000
    assert client.post("/plans", content=chunks(), headers=YAML).status_code == 413
    assert posted(client, SMALL).status_code == 200


def test_service__stops_when_the_time_is_over(client: TestClient) -> None:
    SERVICE.most_seconds = 0
    assert posted(client, SMALL).status_code == 503
    SERVICE.most_seconds = 60
    assert posted(client, SMALL).status_code == 200


def test_service__keeps_a_limited_number_of_plans(client: TestClient) -> None:
    SERVICE.most_plans = 1
    assert posted(client, SMALL).status_code == 200
    assert posted(client, SMALL.replace(b"Q-2031", b"Q-2032")).status_code == 507
    assert posted(client, SMALL).status_code == 200


# Logs


def test_service__writes_no_text_of_a_plan_to_a_log(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for data in (SMALL, SMALL + b"Zebrawords: [", SMALL.replace(b"number", b"Zebrawords")):
        posted(client, data)
    client.get("/plans/Q-2031")
    client.get("/plans/Q-2031/tasking/HU")
    out, err = capfd.readouterr()
    assert "Zebrawords" not in caplog.text + out + err


def test_service__logs_an_error_of_the_program_by_its_class_alone(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("Zebrawords")

    monkeypatch.setattr(anyio.to_process, "run_sync", fail)
    response = posted(client, SMALL)
    assert (response.status_code, response.json()) == (500, {"error": "The service failed."})
    assert "POST fails with RuntimeError" in caplog.text
    assert "Zebrawords" not in caplog.text
