"""The knowledge base with its history: commits in, dates and moves of actions out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from chronicle_project import AS_OF, ChronicleProject, dates, history, postmortem

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.chronicle import CACHE
from mkdocs_postmortems.settings import Settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: None) -> ChronicleProject:
    return ChronicleProject(tmp_path / "project", monkeypatch)


def test_dates_that_are_not_written_are_those_of_the_commits(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x", "title: y")})
    project.commit_on("2026-03-20", {"a.md": postmortem("title: x, status: done", "title: y")})
    assert dates(project.told()) == [("2026-03-04", "2026-03-20"), ("2026-03-09", "None")]


def test_dates_that_are_written_stay(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, created: 2026-03-03")})
    done = "title: x, created: 2026-03-03, status: done, closed: 2026-03-12"
    project.commit_on("2026-03-20", {"a.md": postmortem(done)})
    assert dates(project.told()) == [("2026-03-03", "2026-03-12")]


def test_without_the_setting_git_is_not_asked(
    project: ChronicleProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a process was started"))
    found = project.told(git=False)
    assert (dates(found), found.histories) == ([("2026-03-02", "None")], {})
    assert not (project.folder / CACHE).exists()


def test_what_was_published_before_it_came_to_git_is_older_than_git_can_tell(
    project: ChronicleProject,
) -> None:
    published = "published: 2026-03-10\n"
    project.commit_on("2026-06-01", {"a.md": postmortem("title: x, status: done", more=published)})
    project.commit_on(
        "2026-06-08", {"a.md": postmortem("title: x, status: done", "title: y", more=published)}
    )
    found = project.told()
    assert dates(found) == [("2026-03-10", "None"), ("2026-06-08", "None")]


def test_what_was_imported_while_open_is_closed_when_git_says_so(project: ChronicleProject) -> None:
    published = "published: 2026-03-10\n"
    project.commit_on("2026-06-01", {"a.md": postmortem("title: x", more=published)})
    project.commit_on("2026-06-08", {"a.md": postmortem("title: x, status: done", more=published)})
    assert dates(project.told()) == [("2026-03-10", "2026-06-08")]


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("title: x, status: done, closed: 2026-03-03", ("2026-03-03", "2026-03-03")),
        ("title: x, status: done, created: 2026-05-01", ("2026-05-01", "None")),
    ],
    ids=["closed-before-it-came-to-git", "created-after-git-has-it-closed"],
)
def test_dates_never_contradict_each_other(
    project: ChronicleProject, action: str, found: tuple[str, str]
) -> None:
    project.commit_on("2026-03-20", {"a.md": postmortem(action)})
    assert dates(project.told()) == [found]


def test_a_clock_that_was_far_off_tells_nothing(project: ChronicleProject) -> None:
    project.commit_on("1970-01-02", {"a.md": postmortem("title: x, status: done")})
    assert dates(project.told()) == [("2026-03-02", "None")]


def test_days_are_those_of_the_site(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04T23:30:00-02:00", {"a.md": postmortem("title: x")})
    assert dates(project.told()) == [("2026-03-05", "None")]
    assert dates(project.told(timezone="America/New_York")) == [("2026-03-04", "None")]


def test_what_is_not_committed_yet_is_of_the_day_that_is_looked_at(
    project: ChronicleProject,
) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    now = postmortem("title: new", "title: x, due: 2026-04-08, status: done")
    project.write({"postmortems/a.md": now})
    found = project.told(as_of=dt.date(2026, 3, 20))
    assert dates(found) == [("2026-03-20", "None"), ("2026-03-04", "2026-03-20")]
    assert [len(one.due_moves) for one in found.histories["a.md"]] == [0, 1]


def test_a_file_that_is_not_committed_yet_has_no_history(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem()})
    project.write({"postmortems/b.md": postmortem("title: x, status: done")})
    found = project.told()
    assert (dates(found), list(found.histories)) == ([("2026-03-02", "None")], ["a.md"])


def test_a_renamed_file_keeps_its_history(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    project.git("mv", "postmortems/a.md", "postmortems/b.md")
    project.commit_on("2026-03-09", {"b.md": postmortem("title: x, due: 2026-05-12")})
    found = project.told()
    assert list(found.histories) == ["b.md"]
    assert history(found, "b.md").first_written == dt.date(2026, 3, 4)
    assert history(found, "b.md").days_moved == 41


def test_a_deleted_file_that_comes_back_keeps_its_history(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.git("rm", "-q", "postmortems/a.md")
    project.commit_on("2026-03-09")
    project.commit_on("2026-03-20", {"a.md": postmortem("title: new", "title: x")})
    assert dates(project.told()) == [("2026-03-20", "None"), ("2026-03-04", "None")]


def test_another_file_in_the_place_of_an_old_one_begins_anew(project: ChronicleProject) -> None:
    project.commit_on(
        "2026-03-04", {"a.md": postmortem("title: x"), "b.md": postmortem("title: y")}
    )
    project.git("mv", "postmortems/a.md", "postmortems/z.md")
    project.git("rm", "-q", "postmortems/b.md")
    project.commit_on("2026-03-09")
    project.commit_on(
        "2026-03-20", {"a.md": postmortem("title: x"), "b.md": postmortem("title: other")}
    )
    found = project.told().histories
    assert {path: one.first_written.day for path, (one,) in found.items()} == {
        "a.md": 20,
        "b.md": 20,
        "z.md": 4,
    }


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no front matter\n",
        "---\ntitle: x\n",
        "---\nactions: [\n---\n",
        "---\n- a list\n---\n",
        "<<<<<<< HEAD\n---\ntitle: x\n---\n",
        "---\nactions: [{title: x, due: 2026-04-01}]\nactions: []\n---\n",
    ],
)
def test_a_version_that_cannot_be_read_is_passed_over(
    project: ChronicleProject, broken: str
) -> None:
    project.commit_on("2026-03-02", {"a.md": broken})
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    project.commit_on("2026-03-05", {"a.md": broken})
    project.commit_on("2026-03-09", {"a.md": postmortem("title: x, due: 2026-04-02")})
    found = history(project.told())
    assert (found.first_written, found.with_file) == (dt.date(2026, 3, 4), True)
    assert [move.on for move in found.due_moves] == [dt.date(2026, 3, 9)]


def test_a_version_from_windows_is_read(project: ChronicleProject) -> None:
    text = postmortem("title: x, due: 2026-04-01")
    project.commit_on("2026-03-04", {"a.md": "\ufeff" + text.replace("\n", "\r\n")})
    project.commit_on("2026-03-09", {"a.md": text.replace("04-01", "04-02")})
    assert history(project.told()).days_moved == 1


def test_a_branch_that_says_something_else_is_no_change_of_mind(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x, due: 2026-04-01")})
    project.git("switch", "-q", "-c", "topic")
    project.commit_on("2026-03-05", {"a.md": postmortem("title: x, due: 2026-04-08")})
    project.git("switch", "-q", "main")
    project.commit_on("2026-03-06", {"b.md": postmortem()})
    project.git("merge", "-q", "--no-edit", "topic")
    (move,) = history(project.told()).due_moves
    assert move.on == dt.date(2026, 3, 6)


def test_no_rule_speaks_of_dates_that_the_file_does_not_write(project: ChronicleProject) -> None:
    early, late = "title: early, due: 2026-03-05", "title: late, owner: t, ticket: OPS-1"
    project.commit_on("2026-03-20", {"a.md": postmortem(early)})
    closed = f"{early}, status: done"
    project.commit_on("2026-11-20", {"a.md": postmortem(closed, f"{late}, due: 2026-12-01")})
    found = project.told()
    assert dates(found) == [("2026-03-20", "2026-11-20"), ("2026-11-20", "None")]
    problems = check(found.loaded, Settings(), AS_OF)
    assert [problem for problem in problems if problem.field.startswith("actions")] == []


def test_a_closing_date_that_git_knows_is_not_missing(project: ChronicleProject) -> None:
    project.commit_on("2026-03-04", {"a.md": postmortem("title: x")})
    project.commit_on("2026-03-20", {"a.md": postmortem("title: x, status: done")})
    rules = {
        git: [problem.rule for problem in check(project.told(git=git).loaded, Settings(), AS_OF)]
        for git in (False, True)
    }
    assert [rule for rule in rules[False] if rule not in rules[True]] == ["PM307"]
