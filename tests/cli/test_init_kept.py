"""What `postmortems init` finds in its way: it is kept, or the command stops; nothing is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from init_folder import make_folder, run, states, tree


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_folder(tmp_path, monkeypatch)


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
