"""`postmortems pr-comment`, as a pipeline runs it: a repository in, a comment and a code out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from git_repository import Repository, isolate_git

from mkdocs_postmortems.cli.pr_comment import pr_comment

CONFIG = "site_name: Example\nplugins:\n  - postmortems: {as_of: 2026-10-05}\n"
OLD = """---
title: Orders slow
severity: SEV-3
services: [orders]
started: 2026-03-01T10:00:00Z
causes: [monitoring-gap]
actions:
  - {title: Watch the queue, due: 2026-09-01}
---
"""
NEW = OLD.replace("slow", "down").replace("03-01", "05-01").replace("queue", "disk")
NOTHING = "<!-- postmortems pr-comment -->\nThis branch adds, changes or removes no postmortem.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A knowledge base in a folder of a repository, and a branch made from `main`."""
    isolate_git(monkeypatch)
    made = Repository(tmp_path / "repository")
    made.commit({"kb/mkdocs.yml": CONFIG, "kb/postmortems/2026/old.md": OLD, "README.md": "x"})
    made.git("switch", "-q", "-c", "topic")
    monkeypatch.chdir(made.folder / "kb")
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(pr_comment, list(arguments))


def test_a_branch_without_a_postmortem(repository: Repository) -> None:
    repository.commit({"README.md": "y", "kb/postmortems/README.md": "x"})
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (0, NOTHING, "")


def test_a_new_postmortem_and_what_was_seen_before(repository: Repository) -> None:
    repository.commit({"kb/postmortems/2026/new.md": NEW})
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "<!-- postmortems pr-comment -->\n### Postmortems on this branch: 1 new\n\n"
        "#### New: Orders down"
    )
    assert "\n`kb/postmortems/2026/new.md`\n" in result.stdout
    assert (
        "- **Orders slow** (SEV-3, 1 Mar 2026, `kb/postmortems/2026/old.md`) shares "
        "monitoring-gap and orders. Still open: Watch the queue (overdue by 34 days).\n"
    ) in result.stdout


def test_what_changed_is_told_against_the_base(repository: Repository) -> None:
    done = OLD.replace("due: 2026-09-01", "due: 2026-09-01, status: done, closed: 2026-09-20")
    repository.write({"kb/postmortems/2026/old.md": done.replace("\n", "\r\n")})
    told = run().stdout
    assert "**What changed**\n\n- actions closed: Watch the queue (done)\n\n" in told
    assert "**Seen before" not in told


def test_a_postmortem_that_moved_is_changed_not_new(repository: Repository) -> None:
    repository.git("mv", "kb/postmortems/2026/old.md", "kb/postmortems/old.md")
    told = run().stdout
    assert "#### Changed: Orders slow" in told
    assert "- moved from: `kb/postmortems/2026/old.md`\n" in told


def test_a_postmortem_that_comes_from_elsewhere_is_new(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    repository.commit({"drafts/new.md": NEW})
    repository.git("switch", "-q", "-c", "moved")
    repository.git("mv", "drafts/new.md", "kb/postmortems/new.md")
    assert "#### New: Orders down" in run().stdout


@pytest.mark.parametrize("place", [None, "archive/old.md", "postmortems/2026/_old.md"])
def test_a_postmortem_that_is_there_no_more_is_named(
    repository: Repository, place: str | None
) -> None:
    old, kept = "kb/postmortems/2026/old.md", repository.folder / f"kb/{place}"
    repository.write({"kb/postmortems/.gitkeep": ""})
    if place:
        kept.parent.mkdir(exist_ok=True)
        repository.git("mv", old, f"kb/{place}")
    else:
        repository.git("rm", "-q", old)
    assert run("--as-of", "2026-09-02").stdout == (
        "<!-- postmortems pr-comment -->\n### Postmortems on this branch: 1 removed\n\n"
        "#### Removed: Orders slow\n\n"
        f"`{old}` is there no more. Its open actions go with it: Watch the queue.\n\n"
        "As of 2 Sep 2026.\n"
    )


def test_what_git_only_forgets_is_not_removed(repository: Repository) -> None:
    repository.git("rm", "-q", "--cached", "kb/postmortems/2026/old.md")
    assert "removed\n" not in run().stdout


def test_of_a_front_matter_that_cannot_be_read_nothing_is_claimed(repository: Repository) -> None:
    repository.write({"kb/postmortems/2026/old.md": OLD.replace("[orders]", "[orders")})
    told = run().stdout
    assert "#### Changed: " in told
    assert "`kb/postmortems/2026/old.md`\n\n**Its front matter cannot be read, so that" in told
    assert "error PM103" in told
    for claim in ("No action", "earlier incident", "No problem", "What changed", "no severity"):
        assert claim not in told


def test_the_problems_are_those_of_the_changed_files(repository: Repository) -> None:
    repository.write({"kb/postmortems/a.md": NEW.replace("SEV-3", "SEV3")})
    told = run().stdout
    assert (
        '- `kb/postmortems/a.md:3` error PM115 severity: found "SEV3". Did you mean "SEV-3"?\n'
    ) in told
    assert "old.md:" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_of_two_lines_stays_one_line(repository: Repository) -> None:
    repository.write({"kb/postmortems/a\n# b `.md": NEW})
    assert "\n``kb/postmortems/a # b `.md``\n" in run().stdout


def test_the_date_can_be_given(repository: Repository) -> None:
    repository.write({"kb/postmortems/new.md": NEW})
    told = run("--as-of", "2026-09-02").stdout
    assert "| Watch the disk | no owner | 1 Sep 2026 | overdue by 1 day |\n" in told
    assert told.endswith("\n\nAs of 2 Sep 2026.\n")


def test_the_base_can_be_given(repository: Repository) -> None:
    repository.commit({"kb/postmortems/new.md": NEW})
    assert run("--base", "topic").stdout == NOTHING
    assert run("--base", "").stdout == run("--base", "main").stdout != NOTHING


def test_the_earlier_state_may_be_broken(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    (repository.folder / "kb/postmortems/2026/old.md").write_bytes(b"---\ntitle: [\xff\0\n---\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "mended")
    repository.write({"kb/postmortems/2026/old.md": OLD})
    result = run()
    assert result.exit_code == 0
    assert "- severity: SEV-3, was none\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base", "mian"), 'found no commit "mian". Did you mean "main"?'),
        (("--base", "--output=x"), 'found no commit "--output=x". Branches are main, topic'),
        (("--as-of", "soon"), '--as-of: found "soon", not a date. Write a date such as 2026-03-15'),
    ],
)
def test_it_cannot_run(repository: Repository, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"postmortems: {said}\n")
    assert not (repository.folder / "x").exists()


def test_it_cannot_run_without_the_folder(repository: Repository) -> None:
    repository.git("rm", "-q", "-r", "kb/postmortems")
    result = run()
    assert result.exit_code == 2
    assert result.stderr.startswith("postmortems: there is no folder ")


def test_it_cannot_run_outside_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate_git(monkeypatch)
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    result = run("--config", str(tmp_path / "mkdocs.yml"))
    assert result.exit_code == 2
    assert "is not in the work tree of a git repository" in result.stderr
