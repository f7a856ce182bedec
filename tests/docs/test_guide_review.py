"""The comment that the guide shows is the one that is given."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from git_repository import Repository, isolate_git

from mkdocs_postmortems.cli.pr_comment import pr_comment
from mkdocs_postmortems.exports.comment.body import MARKER

ROOT = Path(__file__).parents[2]
REVIEW = (ROOT / "docs" / "guide" / "review.md").read_text("utf-8")


def block(page: str, fence: str) -> str:
    text = (ROOT / "docs" / "guide" / page).read_text("utf-8")
    (found,) = re.findall(rf"^{fence}markdown\n(.*?)^{fence}$", text, re.DOTALL | re.MULTILINE)
    return str(found)


def test_the_comment_shown_is_the_one_on_the_first_postmortem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate_git(monkeypatch)
    repository = Repository(tmp_path)
    shutil.copytree(ROOT / "postmortems", tmp_path / "postmortems")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    repository.commit()
    first = block("first-postmortem.md", "````")
    repository.write({"postmortems/2026/2026-09-03-search-without-results.md": first})
    arguments = ["--config", str(tmp_path / "mkdocs.yml"), "--as-of", "2026-09-08"]
    told = CliRunner().invoke(pr_comment, arguments).stdout
    # Two spaces at the end of a line break it; a page of documentation has none.
    assert block("review.md", "```") == told.replace("  \n", "\n")


def test_the_workflows_look_for_the_marker() -> None:
    workflows = re.findall(r"^```yaml\n(.*?)^```$", REVIEW, re.DOTALL | re.MULTILINE)
    assert len(workflows) == 2
    for workflow in workflows:
        assert MARKER in workflow
        assert yaml.safe_load(workflow)
