"""Workers make what is asked for in any order, and few more than that."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from mkdocs_postmortems.plugin import workers
from mkdocs_postmortems.plugin.workers import Work, Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is safe on Linux")

PATHS = [f"{number:03}" for number in range(400)]
FIGURES, DATA = ["figures"], ["data", "feed"]


@contextmanager
def working(log: Path, paths: Sequence[str] = PATHS) -> Iterator[Workers[str]]:
    """Two workers that write down which paths they were given; one path ends its worker."""

    def make(path: str) -> str:
        with log.open("a") as file:
            file.write(f"{path}\n")
        if path == "fails":
            raise ValueError
        if path == "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        return f"made of {path}"

    running = Workers(Work(make), paths, 2, together=[FIGURES, DATA])
    try:
        yield running
    finally:
        running.close()


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(workers, "CHUNK", 4)
    monkeypatch.setattr(workers, "AHEAD", 3)
    return tmp_path / "log"


@pytest.mark.parametrize(
    "order",
    [
        [*PATHS, *FIGURES, *DATA],
        [*DATA, *reversed(PATHS), *FIGURES],
        [*PATHS[::7], *FIGURES, *DATA, *(path for path in PATHS if int(path) % 7)],
    ],
    ids=["as given", "backwards", "every seventh first"],
)
def test_paths_are_taken_in_any_order(log: Path, order: list[str]) -> None:
    with working(log) as running:
        assert [running.take(path) for path in order] == [f"made of {path}" for path in order]
        assert running.take(PATHS[0]) is None
        assert running.take("of another plugin") is None
    assert sorted(log.read_text().split()) == sorted(order)


def test_no_more_is_made_than_is_soon_taken(log: Path) -> None:
    with working(log) as running:
        for path in PATHS[:40]:
            running.take(path)
    made = len(log.read_text().split())
    most_begun = 2 + 3 * 2
    assert made <= 40 + 4 * most_begun


def test_what_fails_is_left_to_the_loop(log: Path) -> None:
    with working(log, ["a", "fails", "b"]) as running:
        assert [running.take(path) for path in ("a", "fails", "b")] == [
            "made of a",
            None,
            "made of b",
        ]


def test_a_worker_that_is_killed_leaves_the_rest_to_the_loop(log: Path) -> None:
    with working(log, [*PATHS[:100], "kills", *PATHS[100:]]) as running:
        taken = {path: running.take(path) for path in (*PATHS[:100], "kills", *PATHS[100:])}
    assert taken["kills"] is None
    assert taken["399"] is None
    assert all(made in (None, f"made of {path}") for path, made in taken.items())
