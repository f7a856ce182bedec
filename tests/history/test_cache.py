"""The history is read once, and what cannot be read or kept stops nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from chronicle_project import AS_OF, ChronicleProject, dates, history, postmortem, told

from mkdocs_postmortems import chronicle
from mkdocs_postmortems.chronicle import CACHE, Chronicle, load_chronicle
from mkdocs_postmortems.history import log
from mkdocs_postmortems.history.changes import read_objects
from mkdocs_postmortems.settings import Settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: None) -> ChronicleProject:
    return ChronicleProject(tmp_path / "project", monkeypatch)


def test_what_was_read_is_kept_and_only_new_commits_are_read(
    project: ChronicleProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    project.told()
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x, due: 2026-04-02")})
    project.commit_on("2026-03-10", {"b.md": postmortem("title: y")})
    read: list[str] = []

    def counted(folder: Path, ids: Iterable[str]) -> dict[str, bytes]:
        asked = list(ids)
        read.extend(asked)
        return read_objects(folder, asked)

    monkeypatch.setattr(chronicle, "read_objects", counted)
    kept = project.told()
    assert len(read) == 2
    assert project.told().histories == kept.histories
    assert len(read) == 2
    (project.folder / CACHE).unlink()
    assert project.told().histories == kept.histories
    assert len(read) == 5


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 1}', "\0"])
def test_a_cache_that_is_damaged_is_passed_over(project: ChronicleProject, text: str) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    whole = project.told().histories
    (project.folder / CACHE).write_text(text)
    assert project.told().histories == whole
    assert (project.folder / CACHE).read_text() != text


def test_a_history_that_was_rewritten_is_read_again(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x, due: 2026-04-02")})
    assert history(project.told()).days_moved == 1
    project.git("reset", "-q", "--soft", "HEAD~")
    project.commit_on("2026-03-10", {"a.md": postmortem("title: x, due: 2026-04-03")})
    assert history(project.told()).days_moved == 2
    project.git("reset", "-q", "--hard", "HEAD~")
    assert history(project.told()).days_moved == 0


def test_the_cache_cannot_be_written(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    (project.folder / ".cache").write_text("a file")
    assert dates(project.told()) == [("2026-03-04", "None")]


def test_a_preview_reads_the_history_once_a_commit_also_without_a_cache(
    project: ChronicleProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.folder / ".cache").write_text("a file")
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    read: list[str] = []

    def counted(folder: Path, tip: str, since: str | None) -> Iterator[log.Commit]:
        read.append(tip)
        return log.read_log(folder, tip, since)

    monkeypatch.setattr(chronicle, "read_log", counted)
    for save in ("title: x, due: 2026-04-01", "title: x, due: 2026-04-02"):
        project.write({"postmortems/a.md": postmortem(save)})
        load_chronicle(project.folder / "postmortems", Settings(git=True), AS_OF)
    assert len(read) == 1
    project.commit_on("2026-03-09")
    load_chronicle(project.folder / "postmortems", Settings(git=True), AS_OF)
    assert len(read) == 2


def test_the_cache_is_no_file_of_the_repository(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.told()
    assert (project.folder / CACHE).is_file()
    assert project.git("status", "--short") == ""


@pytest.mark.parametrize("source", ["postmortems", "./sre/incidents/"])
def test_the_cache_lies_beside_the_configuration(project: ChronicleProject, source: str) -> None:
    project.write({f"{source}/a.md": postmortem("title: x")})
    project.commit_on("2026-03-04")
    settings = Settings.from_mapping({"git": True, "source": source})
    found = load_chronicle(project.folder / settings.source, settings, AS_OF)
    assert dates(found) == [("2026-03-04", "None")]
    assert (project.folder / CACHE).is_file()


def test_without_a_history_all_else_works(project: ChronicleProject) -> None:
    project.write({"postmortems/a.md": postmortem("title: x")})
    found = project.told()
    assert found.warning.startswith("no history from git: the repository has no commit yet. Make")
    assert dates(found) == [("2026-03-02", "None")]


def test_a_shallow_clone_says_what_to_do(project: ChronicleProject, tmp_path: Path) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x")})
    found = told(project.clone(tmp_path / "clone", "--depth=1").folder)
    assert "the clone is shallow" in found.warning
    assert "`fetch-depth: 0`" in found.warning
    assert dates(found) == [("2026-03-02", "None")]


def test_a_clone_with_a_filter_fetches_nothing(project: ChronicleProject, tmp_path: Path) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x", "title: y")})
    project.git("config", "uploadpack.allowFilter", "true")
    found = told(project.clone(tmp_path / "clone", "--filter=blob:none").folder)
    assert "Clone it without `--filter`" in found.warning


def test_a_folder_that_is_missing_has_no_history(project: ChronicleProject) -> None:
    assert project.told() == Chronicle(project.told(git=False).loaded)
