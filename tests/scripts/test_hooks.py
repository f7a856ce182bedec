"""What other repositories call: the hooks for pre-commit and the action for GitHub."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_postmortems.cli import main

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
INPUTS = {name: given["default"] for name, given in ACTION["inputs"].items()}
PROGRAMS = sysconfig.get_path("scripts")

GOOD = "---\ntitle: T\nseverity: SEV-3\nservices: [a]\nstarted: 2026-03-15\n---\n"
BAD = GOOD.replace("SEV-3", "SEV-9")

Run = Callable[..., "subprocess.CompletedProcess[str]"]

needs_bash = pytest.mark.skipif(os.name == "nt", reason="bash is another one on Windows")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A knowledge base with one good postmortem, in a repository."""
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: [postmortems]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "good.md").write_text(GOOD)
    git(tmp_path, "init", "--quiet")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def module(*arguments: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program with the programs of this environment on the path."""
    environ = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", **more}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, timeout=60, check=False
    )


def test_pre_commit_takes_the_manifest() -> None:
    result = module("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert (result.returncode, result.stdout) == (0, "")


def test_every_hook_is_a_command() -> None:
    for hook in HOOKS:
        program, command = hook["entry"].split()
        assert program == "postmortems"
        assert command in main.commands


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("postmortems/2026/2026-03-15-disk-full.md", ["postmortems-fmt", "postmortems-check"]),
        ("ops/postmortems/x.md", ["postmortems-fmt", "postmortems-check"]),
        ("postmortems/services.yml", ["postmortems-check"]),
        ("mkdocs.yml", ["postmortems-check"]),
        ("postmortems/disk.png", []),
        ("docs/about-postmortems.md", []),
        ("old-postmortems/x.md", []),
    ],
)
def test_hooks_run_for_the_files_that_concern_them(path: str, hooks: list[str]) -> None:
    assert [hook["id"] for hook in HOOKS if re.search(hook["files"], path)] == hooks


def test_the_check_reads_all_postmortems_whatever_the_commit_holds(base: Path) -> None:
    commit = [hook for hook in HOOKS if hook["id"] == "postmortems-check"]
    # As it is, but with what is installed here in place of an environment of its own.
    hooks = [{**hook, "language": "system"} for hook in commit]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (base / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (base / "postmortems" / "bad.md").write_text(BAD)
    git(base, "add", ".")

    def run_for(path: str) -> subprocess.CompletedProcess[str]:
        store = str(base / ".store")
        return module("pre_commit", "run", "--files", path, cwd=base, PRE_COMMIT_HOME=store)

    failed = run_for("postmortems/good.md")
    assert failed.returncode == 1
    assert "PM115" in failed.stdout
    assert "Skipped" in run_for(".pre-commit-config.yaml").stdout
    (base / "postmortems" / "bad.md").write_text(GOOD)
    assert run_for("postmortems/good.md").returncode == 0


def test_the_action_is_one_by_the_published_schema() -> None:
    arguments = ["--builtin-schema", "vendor.github-actions", "action.yml"]
    result = module("check_jsonschema", *arguments)
    assert result.returncode == 0, result.stdout


def test_what_is_given_to_the_action_reaches_the_shell_as_environment_only() -> None:
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 3
    assert not any("${{" in script for script in scripts)
    assert all(step["shell"] == "bash" for step in STEPS.values() if "run" in step)


@pytest.fixture
def run_step(base: Path, tmp_path: Path) -> Run:
    """Run the script of one step as GitHub does, in a knowledge base, with some inputs."""

    def run(name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        step: dict[str, Any] = STEPS[name]
        given = {**INPUTS, **{key.replace("_", "-"): value for key, value in inputs.items()}}
        environ = {
            key: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value)
            for key, value in step.get("env", {}).items()
        }
        runner = {"RUNNER_TEMP": str(tmp_path / "temp"), "GITHUB_OUTPUT": str(tmp_path / "output")}
        path = f"{tmp_path / 'fakes'}{os.pathsep}{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=base,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **runner, **environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@needs_bash
@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ("-r requirements.txt", ["-r", "requirements.txt"]),
        ("mkdocs-postmortems==1.0\n  'mkdocs-material' *", None),
        ("; touch pwned $(touch pwned) `touch pwned`", None),
    ],
)
def test_the_action_installs_what_it_is_given(
    run_step: Run, base: Path, tmp_path: Path, given: str, arguments: list[str] | None
) -> None:
    fake = tmp_path / "fakes" / "python"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    fake.chmod(0o755)
    result = run_step("Install", install=given)
    assert result.returncode == 0
    pip = ["-m", "pip", "install", "--disable-pip-version-check"]
    assert result.stdout.splitlines() == [*pip, *(arguments or given.split())]
    assert not (base / "pwned").exists()


@needs_bash
def test_the_action_marks_each_problem_and_fails_as_asked(run_step: Run, base: Path) -> None:
    assert run_step("Check").returncode == 0
    (base / "postmortems" / "bad.md").write_text(BAD)
    failed = run_step("Check")
    assert failed.returncode == 1
    assert failed.stdout.startswith("::error file=postmortems/bad.md,line=3,")
    assert run_step("Check", fail_on="never").returncode == 0
    wrong = run_step("Check", fail_on="$(touch pwned)")
    assert wrong.returncode == 2
    assert not (base / "pwned").exists()


@needs_bash
def test_the_action_builds_the_site_and_says_where(run_step: Run, tmp_path: Path) -> None:
    result = run_step("Build")
    assert result.returncode == 0, result.stderr
    name, _, site = (tmp_path / "output").read_text().strip().partition("=")
    assert name == "site"
    assert (Path(site) / "index.html").is_file()
    assert "steps.build.outputs.site" in ACTION["outputs"]["site"]["value"]
