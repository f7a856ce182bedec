"""JSON from one host over HTTP: with a time-out, patience and limits, and never to another host."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from mkdocs_postmortems import __version__
from mkdocs_postmortems.tickets.limit import seconds_to_wait
from mkdocs_postmortems.tickets.pace import Pace
from mkdocs_postmortems.tickets.tracker import ROOT_HINT, NotFoundError, TrackerError

TIMEOUT_SECONDS = 10
"""For connecting, and between two pieces of an answer."""
DEADLINE_SECONDS = 60
"""For the whole body of an answer."""
MOST_BYTES = 32 * 2**20
"""Of one answer: a hundred issues of GitHub, each with the longest text, have fewer."""
TRIES = 3
"""For one request, where the server or the connection fails."""
_REDIRECTS = 3

_AGAIN = "Try again later"


@dataclass(frozen=True)
class Answer:
    """The JSON of an answer, and the address of the next page where it names one."""

    document: Any
    next_page: str | None


@dataclass(frozen=True)
class _Reply:
    """An answer whose body has been read."""

    response: httpx.Response
    body: bytes


class Client:
    """Asks one host, with the headers that hold the token, and waits as it is asked to.

    `root` is where all paths begin. `token` names the variable that holds the token, in messages.
    """

    def __init__(self, root: str, headers: Mapping[str, str], token: str, pace: Pace) -> None:
        self._token, self._pace = token, pace
        self._http = httpx.Client(
            base_url=root,
            headers={"User-Agent": f"mkdocs-postmortems/{__version__}", **headers},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            # A proxy may stand before another host, never before this one.
            trust_env=httpx.URL(root).scheme == "https",
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def ask(
        self, path: str, params: Mapping[str, str | int] | None = None, body: Any = None
    ) -> Answer:
        """Return what stands at a path below the root, or at the address of a next page.

        With a `body` that is posted. A redirect is followed on the same host only. Raises
        `TrackerError`, for 404 and 410 `NotFoundError`.
        """
        method = "GET" if body is None else "POST"
        try:
            request = self._http.build_request(method, path, params=params, json=body)
        except httpx.InvalidURL:
            raise TrackerError("it names a next page whose address is none", ROOT_HINT) from None
        for _ in range(_REDIRECTS + 1):
            self._refuse_elsewhere(request.url)
            reply = self._patiently(request)
            following = reply.response.next_request
            if following is None:
                return self._read(reply)
            request = following
        raise TrackerError("it redirects from one address to the next", ROOT_HINT)

    def _refuse_elsewhere(self, url: httpx.URL) -> None:
        ours = self._http.base_url
        if (url.scheme, url.host, url.port) != (ours.scheme, ours.host, ours.port):
            place = f"{url.scheme}://{url.netloc.decode('ascii', 'replace').rpartition('@')[2]}"
            raise TrackerError(f"it leads to {place[:100]}, to which no token is sent", ROOT_HINT)

    def _patiently(self, request: httpx.Request) -> _Reply:
        """Return the answer to a request, which is repeated where it fails for the moment."""
        failures = 0
        while True:
            try:
                reply = self._exchange(request)
            except httpx.RequestError as error:
                failure = f"the connection fails ({str(error)[:200] or type(error).__name__})"
            else:
                if self._waits(reply.response):
                    continue
                if reply.response.status_code < 500:
                    return reply
                failure = f"it answers {_status(reply.response)}"
            failures += 1
            if failures == TRIES or not self._pace.wait(2 ** (failures - 1)):
                times = "once" if failures == 1 else f"{failures} times"
                raise TrackerError(f"{failure}, {times}", _AGAIN)

    def _exchange(self, request: httpx.Request) -> _Reply:
        response = self._http.send(request, stream=True)
        try:
            return _Reply(response, b"".join(_bounded(response.iter_bytes())))
        finally:
            response.close()

    def _waits(self, response: httpx.Response) -> bool:
        """Wait where the answer asks for it, and say so."""
        seconds = seconds_to_wait(response.status_code, response.headers, self._pace.now())
        if seconds is None:
            return False
        if not self._pace.wait(seconds):
            left = f"{self._pace.left:.0f} s of waiting are left"
            raise TrackerError(
                f"its rate limit is reached: it asks to wait {math.ceil(seconds)} s, and {left}",
                "Try again later, or allow more with --max-wait",
            )
        return True

    def _read(self, reply: _Reply) -> Answer:
        response = reply.response
        status = response.status_code
        if status == 401:
            raise TrackerError(
                f"it answers {_status(response)}",
                f"Check that the token in {self._token} is right and has not expired",
            )
        if status == 403:
            raise TrackerError(
                f"it answers {_status(response)}",
                f"Give the token in {self._token} the right to read these tickets",
            )
        if status in {404, 410}:
            raise NotFoundError(f"it answers {_status(response)}", ROOT_HINT)
        if not response.is_success:
            raise TrackerError(f"it answers {_status(response)}", ROOT_HINT)
        try:
            document = json.loads(reply.body)
        except (ValueError, RecursionError):
            kind = response.headers.get("content-type", "an unknown type").partition(";")[0]
            raise TrackerError(f"it answers with {kind[:60]}, not JSON", ROOT_HINT) from None
        return Answer(document, response.links.get("next", {}).get("url"))


def _status(response: httpx.Response) -> str:
    """Return the status in the words of the standard; a server can send any words."""
    known = httpx.codes.get_reason_phrase(response.status_code)
    return f"{response.status_code} {known}".rstrip()


def _bounded(
    pieces: Iterator[bytes], clock: Callable[[], float] = time.monotonic
) -> Iterator[bytes]:
    """Yield the pieces of a body; raise where it is too large, or comes too slowly."""
    size, until = 0, clock() + DEADLINE_SECONDS
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise TrackerError(f"it answers with more than {MOST_BYTES // 2**20} MiB", ROOT_HINT)
        if clock() > until:
            raise httpx.ReadTimeout(f"no whole answer within {DEADLINE_SECONDS} s")
        yield piece
