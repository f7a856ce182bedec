"""The wheel holds all it needs: installed alone, it builds a site outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from site_project import DISK_FULL, MKDOCS_YML, ROOT, Built, Project

PACKAGE = ROOT / "plugins" / "mkdocs_postmortems"


def run(*command: str | Path, at: Path) -> str:
    """Run a command that has to succeed, and return what it said."""
    arguments = [str(part) for part in command]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        arguments, cwd=at, env=clean, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, at=folder)
    (made,) = folder.glob("*.whl")
    return made


def test_it_holds_every_file_of_the_package(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - held == set()
    for needed in (
        "templates/overview.md.j2",
        "templates/init/handbook/index.md",
        "theme/assets/postmortems/postmortems.css",
    ):
        assert f"mkdocs_postmortems/{needed}" in held
    assert not [name for name in held if name.startswith(("tests/", "postmortems/", "docs/"))]


@pytest.mark.slow
def test_installed_alone_it_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    # Compiling what is installed takes longer than running it once.
    options = ["install", "--quiet", "--no-compile", "--prefer-binary"]
    run(*pip, "--python", programs / "python", *options, wheel, at=tmp_path)

    project = Project(tmp_path / "project")
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML,
            "docs/index.md": "# Welcome\n",
            "postmortems/2026/disk-full.md": DISK_FULL,
        }
    )
    run(programs / "mkdocs", "build", "--strict", at=project.root)
    built = Built(project.root / "site", [])
    assert "Alert on disk growth" in built.page("postmortems/2026/disk-full/").text
    assert built.files["assets/postmortems/postmortems.css"]
    where = run(
        programs / "python", "-c", "import mkdocs_postmortems as p; print(p.__file__)", at=tmp_path
    )
    assert str(environment) in where
    assert "1 postmortem read" in run(programs / "postmortems", "check", at=project.root)
