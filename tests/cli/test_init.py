"""`postmortems init`, as a person runs it: a folder in; files and lines out, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from init_folder import make_folder, run, states, tree

from mkdocs_postmortems.authoring.requirement import Requirement

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "set-up.md"
ALL = (
    ".github/workflows/postmortems.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".vscode/settings.json",
    "docs/index.md",
    "mkdocs.yml",
    "postmortems/_template.md",
    "postmortems/services.yml",
    "requirements.txt",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_folder(tmp_path, monkeypatch)


def test_an_empty_folder_becomes_a_knowledge_base(folder: Path) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(ALL) <= set(tree(folder))
    assert states(result) == dict.fromkeys(tree(folder), "created")
    assert "site_name: Payments postmortems\n" in (folder / "mkdocs.yml").read_text()
    assert "CI for GitHub and GitLab, since nothing here says which" in result.stdout
    assert result.stdout.rstrip().endswith(
        "Next:\n"
        "  postmortems new     write the first postmortem\n"
        "  postmortems check   see whether anything is wrong with it\n"
        "  mkdocs serve        preview the site at http://127.0.0.1:8000/"
    )


def test_running_it_twice_changes_nothing(folder: Path) -> None:
    run()
    before = tree(folder)
    result = run()
    assert tree(folder) == before
    assert set(states(result).values()) == {"kept"}
    assert result.stdout.endswith(" (already there)\n\nNothing to do.\n")


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    result = run("--dry-run")
    assert tree(folder) == {}
    assert set(ALL) <= set(states(result))
    assert set(states(result).values()) == {"to create"}
    assert result.stdout.endswith("Nothing was written, because of --dry-run.\n")


def test_a_handbook_is_written_where_it_is_asked_for(folder: Path) -> None:
    result = run("--handbook", "--dry-run")
    asked = {path for path in states(result) if "handbook/" in path or "contacts.yml" in path}
    assert {"postmortems/contacts.yml", "docs/handbook/index.md"} < asked
    assert tree(folder) == {}
    plain = set(states(run()))
    assert asked.isdisjoint(plain)
    written = run("--handbook")
    assert {path for path, state in states(written).items() if state == "created"} == asked
    blanks = sum(text.count(b"Fill in:") for text in tree(folder).values())
    assert blanks > 30
    assert (
        f"The handbook asks for {blanks} things that only your team knows. List them with\n"
        '  grep -rn "Fill in:" docs/handbook\n'
    ) in written.stdout
    assert "\nTo mkdocs.yml add, under `nav:`, where you want them:\n" in written.stdout
    assert "      - Handbook:\n          - About: handbook/index.md\n" in written.stdout


def test_a_page_of_the_handbook_that_is_there_is_kept(folder: Path) -> None:
    run("--handbook")
    (folder / "docs/handbook/roles.md").write_text("# Ours\n")
    (folder / "docs/handbook/runbooks.md").unlink()
    found = states(run("--handbook"))
    assert [path for path, state in found.items() if state == "created"] == [
        "docs/handbook/runbooks.md"
    ]
    assert (folder / "docs/handbook/roles.md").read_text() == "# Ours\n"
    again = run("--handbook").stdout
    assert "that only your team knows" in again
    assert again.endswith("Nothing to do.\n")


@pytest.mark.parametrize(
    ("ci", "written"),
    [
        ("github", {".github/workflows/postmortems.yml"}),
        ("gitlab", {".gitlab-ci.yml"}),
        ("both", {".github/workflows/postmortems.yml", ".gitlab-ci.yml"}),
        ("none", set()),
    ],
)
def test_ci_is_for_whom_it_is_asked_for(folder: Path, ci: str, written: set[str]) -> None:
    result = run("--ci", ci)
    assert {name for name in tree(folder) if "git" in name} == {".gitignore", *written}
    assert "CI for" not in result.stdout
    assert run("--ci", ci).stdout.endswith("Nothing to do.\n")


def test_who_can_read_the_site_is_said_where_it_will_be_published(folder: Path) -> None:
    told = "everybody may be able to read it, from a private repository too."
    assert told not in run("--ci", "gitlab").stdout
    assert told in run("--ci", "github").stdout
    assert told not in run("--ci", "github").stdout


def test_another_folder_is_made_and_another_name_is_given(folder: Path) -> None:
    result = run("new/kb", "--name", "  What\tbroke: 2026 ")
    assert "\nsite_name: 'What broke: 2026'\n" in f"\n{(folder / 'new/kb/mkdocs.yml').read_text()}"
    assert "Next, in new/kb:" in result.stdout


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("incident-reviews", "Incident reviews"),
        ("postmortems", "Postmortems"),
        ("a\x1b[31mb", "A [31mb postmortems"),
        ("...", "Postmortems"),
    ],
)
def test_the_site_is_called_after_the_folder(folder: Path, name: str, site: str) -> None:
    result = run(name)
    assert f"site_name: {site}\n" in (folder / name / "mkdocs.yml").read_text()
    assert "\x1b" not in result.stdout


def test_the_guide_shows_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    from_index = Requirement("mkdocs-postmortems~=0.1.0")
    monkeypatch.setattr("mkdocs_postmortems.authoring.init.find_requirement", lambda: from_index)
    assert f"\n```text\n{run().stdout}```\n" in GUIDE.read_text("utf-8")


def test_the_guide_names_every_file(folder: Path) -> None:
    run()
    tops = {name.split("/")[0] for name in tree(folder)}
    assert [top for top in tops if f"| `{top}" not in GUIDE.read_text("utf-8")] == []
