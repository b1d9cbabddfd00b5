"""A small web service: upload a plan, get its findings; list the plans, show one, and what a party has to do in it.

Plans are in memory and gone when the service stops. An upload is untrusted: it is read from its bytes, with a limit of
size, in a process of its own that is stopped when its time is over. No request names a file, and no text of a plan
reaches a log.
"""

from __future__ import annotations

import functools
import io
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import anyio
import anyio.to_process
import attrs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import empact
from empact import UnknownIdError

Answer: TypeAlias = tuple[int, str]
"""The status of a response, and its JSON."""

FORMATS = {"application/yaml": "yaml", "application/json": "json"}
"""The media types that are accepted, with the format in which empact reads them. None of them opens a file."""
SESSION = empact.Session()
"""A session without plugins: what is installed on the machine changes no answer."""
LOG = logging.getLogger("web_service")


@attrs.frozen
class Upload:
    """A plan as it was uploaded."""

    data: bytes
    """The file."""
    format: str
    """Its format, such as ``yaml``."""


@attrs.frozen
class Head:
    """What the list of plans says about a plan, kept so that the list reads no plan again."""

    id: str
    """Its id."""
    title: str | None
    """Its title. None if it has none."""
    marking: str | None
    """Its marking. None if it has none."""


def answer(upload: Upload, ask: str, name: str) -> tuple[Answer, Head | None]:
    """Return the answer to a question about an upload, and the head of the plan; it runs in a process of its own."""
    reading = SESSION.read(io.BytesIO(upload.data), format=upload.format)  # never by a name
    if reading.value is None:
        return (422, SESSION.format(reading.diagnostics, "json", reading)), None
    plan, context = reading.value, SESSION.context(reading.value)
    head = Head(plan.id, plan.title, context.marking)
    try:
        match ask:
            case "findings":
                body = SESSION.format(SESSION.validate(plan), "json", reading)
            case "tasking":
                body = json.dumps(SESSION.tree(context.tasking(name)))
            case _:
                body = json.dumps(SESSION.tree(context.resolved()))
    except UnknownIdError as unknown:
        return problem(404, str(unknown)), head
    return (200, body), head


def problem(status: int, words: str) -> Answer:
    """Return the answer that says what is wrong with a request."""
    return status, json.dumps({"error": words})


@attrs.define
class Service:
    """The plans that were uploaded, and the limits of a request."""

    most_bytes: int = 2_000_000
    """The most bytes of an upload."""
    most_plans: int = 100
    """The most plans that are kept; a plan with a known id replaces the earlier one."""
    most_seconds: float = 20.0
    """The most seconds of a request, from its first byte to the answer."""
    plans: dict[str, tuple[Head, Upload]] = attrs.field(factory=dict[str, tuple[Head, Upload]])
    """The plans with their heads, by id."""

    async def upload(self, request: Request) -> Answer:
        """Keep a plan, and return its findings; a file that is not a plan is not kept."""
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in FORMATS:
            return problem(415, f"Send a plan as {' or '.join(FORMATS)}.")
        data = bytearray()
        async for chunk in request.stream():  # the length in the head of a request need not be true
            data += chunk
            if len(data) > self.most_bytes:
                return problem(413, f"A plan has at most {self.most_bytes} bytes.")
        sent = Upload(bytes(data), FORMATS[media_type])
        findings, head = await self._asked(sent, "findings")
        if head is not None:
            if head.id not in self.plans and len(self.plans) >= self.most_plans:
                return problem(507, f"There are {self.most_plans} plans already.")
            self.plans[head.id] = head, sent
        return findings

    async def listed(self, _request: Request) -> Answer:
        """Return the id, the title and the marking of each plan."""
        return 200, json.dumps({"plans": [attrs.asdict(head) for head, _ in self.plans.values()]})

    async def show(self, request: Request) -> Answer:
        """Return a plan in fields."""
        return await self._about(request, "fields")

    async def tasking(self, request: Request) -> Answer:
        """Return what a party has to do in a plan."""
        return await self._about(request, "tasking")

    async def _about(self, request: Request, ask: str) -> Answer:
        known = self.plans.get(request.path_params["plan"])
        if known is None:
            return problem(404, "There is no such plan: GET /plans lists them.")
        _, sent = known
        return (await self._asked(sent, ask, request.path_params.get("party", "")))[0]

    async def _asked(self, sent: Upload, ask: str, name: str = "") -> tuple[Answer, Head | None]:
        return await anyio.to_process.run_sync(answer, sent, ask, name, cancellable=True)

    async def respond(self, about: Callable[[Request], Awaitable[Answer]], request: Request) -> Response:
        """Answer a request in its time. An error of the program is logged by its class: a message can quote a plan."""
        try:
            with anyio.fail_after(self.most_seconds):
                status, body = await about(request)
        except TimeoutError:
            status, body = problem(503, f"The answer takes longer than {self.most_seconds} seconds.")
        except Exception as error:  # noqa: BLE001 - the server would log the message of any exception
            LOG.error("%s fails with %s", request.method, type(error).__name__)  # noqa: TRY400 - as above
            status, body = problem(500, "The service failed.")
        return Response(body, status, {"Cache-Control": "no-store"}, "application/json")


def make_app(service: Service | None = None) -> Starlette:
    """Return the application, as ``uvicorn --factory`` takes it."""
    of = service or Service()
    routes = (
        ("/plans", "POST", of.upload),
        ("/plans", "GET", of.listed),
        ("/plans/{plan}", "GET", of.show),
        ("/plans/{plan}/tasking/{party}", "GET", of.tasking),
    )
    return Starlette(
        routes=[Route(path, functools.partial(of.respond, about), methods=[verb]) for path, verb, about in routes]
    )
