"""`postmortems init`, as a person runs it: a folder in; files and lines out, nothing lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.authoring.requirement import Requirement
from mkdocs_postmortems.cli.init import init

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
    """An empty folder, which is the current one."""
    made = tmp_path / "payments"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(init, list(arguments), prog_name="postmortems init")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def states(result: Result) -> dict[str, str]:
    """Return what became of each path."""
    lines = re.findall(r"^(.{15}\S?) *(\S+)(?: \(.*\))?$", result.stdout, re.MULTILINE)
    return {path: state.strip() for state, path in lines}


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


def test_what_is_there_is_kept_and_what_it_lacks_is_printed(folder: Path) -> None:
    existing = {
        ".gitignore": "*.pyc\nwebsite/\n",
        ".pre-commit-config.yaml": "repos: []\n",
        ".vscode/settings.json": "{}\n",
        "docs/index.md": "# Wiki\n",
        "mkdocs.yml": "site_name: Wiki\ntheme: material\nplugins:\n  - search\n",
        "postmortems/services.yml": "- name: orders\n",
        "requirements.txt": "mkdocs-material\n",
    }
    for name, text in existing.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    result = run("--ci", "none")
    assert result.exit_code == 0
    assert {name: tree(folder)[name].decode() for name in existing} == existing
    found = states(result)
    assert {name: found[name] for name in existing} == {
        ".gitignore": "to add by hand",
        ".pre-commit-config.yaml": "to add by hand",
        ".vscode/settings.json": "to add by hand",
        "docs/index.md": "kept",
        "mkdocs.yml": "to add by hand",
        "postmortems/services.yml": "kept",
        "requirements.txt": "to add by hand",
    }
    assert found["postmortems/_template.md"] == "created"
    assert "\nTo mkdocs.yml add, under `plugins:`:\n\n      - postmortems\n" in result.stdout
    assert "\nTo .gitignore add:\n\n    /site/\n" in result.stdout
    assert (
        "\nTo .pre-commit-config.yaml add, under `repos:`:\n\n      - repo: local" in result.stdout
    )
    assert "The overview will stand below the text of docs/index.md." in result.stdout
    assert "\nNext, when that is added:\n" in result.stdout

    for name in [path for path, state in found.items() if state == "to add by hand"]:
        _, _, block = result.stdout.partition(f"\nTo {name} add")
        added = re.split(r"\n(?=\S)", block.partition(":\n\n")[2])[0]
        text = existing[name].replace("[]", "")
        (folder / name).write_text(text + re.sub("^    ", "", added, flags=re.M))
    assert run("--ci", "none").stdout.endswith("Nothing to do.\n")


def test_another_folder_of_postmortems_is_respected(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(
        "site_name: Wiki\ndocs_dir: pages\nplugins:\n  - postmortems: {source: ops/incidents}\n"
    )
    run()
    made = set(tree(folder))
    assert {"ops/incidents/services.yml", "ops/incidents/_template.md", "pages/index.md"} <= made
    assert not [name for name in made if name.startswith(("postmortems/", "docs/"))]
    assert '"^ops/incidents/"' in (folder / ".pre-commit-config.yaml").read_text()


def test_pages_that_are_there_need_no_beginning(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "README.md").write_text("# Wiki\n")
    assert "docs/index.md" not in states(run())


def test_a_configuration_above_is_not_touched(folder: Path) -> None:
    above = folder.parent / "mkdocs.yml"
    above.write_text("site_name: Above\n")
    result = run()
    assert f"{above} is not touched; commands that run in {folder} pass it over." in result.stdout
    assert above.read_text() == "site_name: Above\n"
    assert "mkdocs.yml" in tree(folder)


def test_below_the_root_of_a_repository_there_is_neither_ci_nor_pre_commit(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    result = run()
    elsewhere = (".github", ".gitlab", ".pre-commit")
    assert not [name for name in tree(folder) if name.startswith(elsewhere)]
    assert "No CI and no pre-commit: they are read at the root" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    outside = folder.parent / "outside"
    (outside / "workflows").mkdir(parents=True)
    (outside / "ignore").write_text("*.pyc\n")
    (folder / ".github").symlink_to(outside)
    (folder / ".gitignore").symlink_to(outside / "ignore")
    (folder / "requirements.txt").symlink_to(outside / "nowhere")
    result = run("--ci", "github")
    assert result.exit_code == 0
    found = states(result)
    assert found[".github/workflows/postmortems.yml"] == "left out"
    assert (found[".gitignore"], found["requirements.txt"]) == ("kept", "kept")
    assert sorted(tree(outside)) == ["ignore"]


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({"a": ""}, ["a"], "Directory 'a' is a file."),
        ({"a": ""}, ["a/b"], "b/postmortems/services.yml cannot be written: "),
        ({}, ["--name", " "], 'postmortems: --name: found " ". Write the name of the site'),
        ({}, ["--ci", "jenkins"], "'jenkins' is not one of"),
        ({"docs": ""}, [], "docs is no folder, and docs/index.md needs one. Move it away"),
        ({".gitignore/x": ""}, [], ".gitignore is a folder, where a file is needed."),
        ({"mkdocs.yml/x": ""}, [], "mkdocs.yml is a folder, where a file is needed."),
        ({"mkdocs.yml": "a: [\n"}, [], "postmortems: mkdocs.yml:2:1: the YAML cannot be read"),
        (
            {"mkdocs.yml": "plugins:\n  - postmortems: {sourc: a}\n"},
            [],
            'mkdocs.yml:2: plugins.postmortems.sourc: unknown option; did you mean "source"?',
        ),
    ],
)
def test_what_is_in_the_way_ends_with_two_and_nothing_is_written(
    folder: Path, files: dict[str, str], arguments: list[str], message: str
) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert sorted(tree(folder)) == sorted(files)


def test_an_interruption_leaves_whole_files_and_another_run_writes_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("../whole/payments")
    expected = tree(folder.parent / "whole" / "payments")
    sync, calls = os.fsync, 0

    def interrupted(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == len(expected) - 1:  # the first of the two files of CI is written
            raise KeyboardInterrupt
        sync(handle)

    monkeypatch.setattr(os, "fsync", interrupted)
    assert run().exit_code == 1
    monkeypatch.undo()
    left = tree(folder)
    assert ".github/workflows/postmortems.yml" in left
    assert left == {name: expected[name] for name in left} != expected
    monkeypatch.chdir(folder)
    assert run().exit_code == 0
    assert tree(folder) == expected


def test_the_guide_shows_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    from_index = Requirement("mkdocs-postmortems~=0.1.0")
    monkeypatch.setattr("mkdocs_postmortems.authoring.init.find_requirement", lambda: from_index)
    assert f"\n```text\n{run().stdout}```\n" in GUIDE.read_text("utf-8")


def test_the_guide_names_every_file(folder: Path) -> None:
    run()
    tops = {name.split("/")[0] for name in tree(folder)}
    assert [top for top in tops if f"| `{top}" not in GUIDE.read_text("utf-8")] == []
