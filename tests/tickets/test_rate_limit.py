"""When to come back, by the headers of GitHub and of Jira."""

import pytest

from mkdocs_postmortems.tickets.limit import seconds_to_wait

NOW = 1_790_000_000.0  # 2026-09-21T14:13:20Z


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {"x-ratelimit-remaining": "0"}, None),
        (403, {}, None),
        (403, {"x-ratelimit-remaining": "12"}, None),
        (500, {"retry-after": "3"}, None),
        (503, {}, None),
        (503, {"retry-after": "3"}, 3),
        (429, {"retry-after": "3"}, 3),
        (429, {"retry-after": "1.5"}, 1.5),
        (429, {"retry-after": "0"}, 1),
        (429, {"retry-after": "-5"}, 10),
        (429, {"retry-after": "soon"}, 10),
        (429, {"retry-after": "9" * 400}, 10),
        (429, {"retry-after": "Mon, 21 Sep 2026 14:13:50 GMT"}, 30),
        (429, {"retry-after": "Mon, 21 Sep 2026 14:13:50 -0000"}, 30),
        (429, {"retry-after": "Mon, 21 Sep 2020 14:13:50 GMT"}, 1),
        (429, {"retry-after": "Mon, 99 Sep 99999 14:13:50 GMT"}, 10),
        (429, {}, 10),
        (429, {"x-ratelimit-reset": "1790000042"}, 42),
        (429, {"x-ratelimit-reset": "2026-09-21T14:13:45Z"}, 25),
        (429, {"x-ratelimit-reset": "2026-09-21T14:14"}, 40),
        (429, {"x-ratelimit-reset": "0001-01-01T00:00:00+14:00"}, 1),
        (429, {"x-ratelimit-reset": "later"}, 10),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1790000042"}, 42),
        (403, {"retry-after": "60"}, 60),
    ],
)
def test_when_to_come_back(status: int, headers: dict[str, str], seconds: float | None) -> None:
    assert seconds_to_wait(status, headers, NOW) == seconds
