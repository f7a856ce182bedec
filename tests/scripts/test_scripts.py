"""The scripts: what they say about themselves, and what they refuse, before any set-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def run(name: str, *arguments: str, cwd: Path = ROOT, **environ: str) -> tuple[int, str, str]:
    """Return exit code, standard output, standard error."""
    process = subprocess.run(
        [str(SCRIPTS / name), *arguments],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return process.returncode, process.stdout, process.stderr


def benchmark(*arguments: str) -> tuple[int, str, str]:
    process = subprocess.run(
        [sys.executable, "-m", "benchmark", *arguments],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return process.returncode, process.stdout, process.stderr


@pytest.mark.parametrize("name", ["site", "test", "fuzz", "mutation"])
def test_help_names_the_script_and_its_options(name: str, tmp_path: Path) -> None:
    code, out, err = run(name, "--help", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert f"scripts/{name}" in out


@pytest.mark.parametrize("name", ["site", "test", "bench", "fuzz", "mutation"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(SCRIPTS / name, os.X_OK)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bogus"], "unknown option '--bogus'"),
        (["extra"], "unexpected argument 'extra'"),
        (["--corpus"], "--corpus needs a folder"),
        (["--output="], "--output needs a folder"),
        (["--corpus", "no such folder"], "there is no folder 'no such folder'"),
        (["--output", "x", "--serve"], "without --corpus or --output"),
    ],
)
def test_a_wrong_call_of_site_is_refused(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    code, out, err = run("site", *arguments, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert message in err
    assert "scripts/site --help" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bogus"], "unknown option '--bogus'"),
        (["--sample"], "--sample needs a number of mutants, 1 or more"),
        (["--sample", "0"], "--sample needs a number of mutants, 1 or more"),
        (["--sample", "ten"], "--sample needs a number of mutants, 1 or more"),
        (["--sample", "9", "extra"], "unexpected argument 'extra'"),
    ],
)
def test_a_wrong_call_of_mutation_is_refused(arguments: list[str], message: str) -> None:
    code, out, err = run("mutation", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "scripts/mutation --help" in err


def test_site_never_builds_into_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    code, _, err = run("site", "--output", str(tmp_path))
    assert code == 1
    assert "name a new folder" in err
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_python_that_is_too_old_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    code, _, err = run("site", PYTHON=str(old))
    assert code == 1
    assert "which is not Python 3.11 or later" in err


def test_without_any_python_the_message_says_what_is_needed(tmp_path: Path) -> None:
    for name in ("dirname", "basename", "cat"):
        found = next(
            path
            for folder in os.environ["PATH"].split(os.pathsep)
            if (path := Path(folder) / name).is_file()
        )
        (tmp_path / name).symlink_to(found)
    code, _, err = run("site", PATH=str(tmp_path), PYTHON="")
    assert code == 1
    assert "Python 3.11 or later is needed" in err
    assert "PYTHON=/path/to/python3 scripts/site" in err


def test_a_missing_browser_is_named(tmp_path: Path) -> None:
    script = f'root={tmp_path}; . "{SCRIPTS}/lib/environment.sh"; . "{SCRIPTS}/lib/chromium.sh"; '
    process = subprocess.run(
        ["/bin/sh", "-c", script + "require_chromium", "scripts/test"],
        env={**os.environ, "CHROMIUM": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 1
    assert "which is no program" in process.stderr


def test_the_benchmark_explains_itself() -> None:
    code, out, _ = benchmark("--help")
    assert code == 0
    for option in ("--sizes", "--repeat", "--check", "--json", "--keep", "--quick"):
        assert option in out


def test_the_benchmark_keeps_its_projects_in_a_folder_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    code, _, err = benchmark("--keep", str(tmp_path))
    assert code == 2
    assert "is not empty" in err


@pytest.mark.parametrize("arguments", [["--sizes", "0"], ["--repeat", "many"], ["--bogus"]])
def test_a_wrong_call_of_the_benchmark_is_refused(arguments: list[str]) -> None:
    code, out, err = benchmark(*arguments)
    assert (code, out) == (2, "")
    assert "usage: scripts/bench" in err
