"""The wheel holds all it needs: installed alone, it builds a site outside the checkout.

Beside it stands what its metadata asks for and nothing else, shared with this environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from email import message_from_bytes
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
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


def needed(wheel: Path) -> dict[str, Distribution]:
    """Return all that pip would install beside the wheel, by name, as it is installed here."""
    with ZipFile(wheel) as archive:
        (listed,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        wanted = message_from_bytes(archive.read(listed)).get_all("Requires-Dist", [])
    found: dict[str, Distribution] = {}
    waiting = [(text, frozenset[str]()) for text in wanted]
    seen = set(waiting)
    while waiting:
        text, extras = waiting.pop()
        requirement = Requirement(text)
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        one = distribution(requirement.name)
        assert requirement.specifier.contains(one.version, prereleases=True), text
        found[canonicalize_name(requirement.name)] = one
        further = {(text, frozenset(requirement.extras)) for text in one.requires or ()} - seen
        seen |= further
        waiting += further
    return found


def share(one: Distribution, folder: Path) -> None:
    """Put what is installed here into another environment, without a second copy."""
    for name in {path.parts[0] for path in one.files or ()} - {"..", "__pycache__"}:
        installed, place = Path(str(one.locate_file(name))), folder / name
        if place.exists():
            continue
        try:
            place.symlink_to(installed)
        except OSError:  # Windows lets only some accounts do this.
            copy = shutil.copytree if installed.is_dir() else shutil.copy
            copy(installed, place)


def test_installed_alone_it_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, at=tmp_path)
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", at=tmp_path)
    for one in needed(wheel).values():
        share(one, Path(where.strip()))

    project = Project(tmp_path / "project")
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML,
            "docs/index.md": "# Welcome\n",
            "postmortems/2026/disk-full.md": DISK_FULL,
        }
    )
    run(python, "-m", "mkdocs", "build", "--strict", at=project.root)
    built = Built(project.root / "site", [])
    assert "Alert on disk growth" in built.page("postmortems/2026/disk-full/").text
    assert built.files["assets/postmortems/postmortems.css"]
    where = run(python, "-c", "import mkdocs_postmortems as p; print(p.__file__)", at=tmp_path)
    assert str(environment) in where
    assert "1 postmortem read" in run(programs / "postmortems", "check", at=project.root)


def test_what_only_the_tests_need_is_not_there(wheel: Path) -> None:
    names = set(needed(wheel))
    assert {"mkdocs-material", "pagefind-bin", "pandas", "python-dateutil"} <= names
    assert not names & {"pytest", "hypothesis", "psutil", "mkdocs-postmortems"}
