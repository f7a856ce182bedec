"""The line of `requirements.txt` leads to where this copy came from."""

import json
from importlib.metadata import PackageNotFoundError

import pytest

from mkdocs_postmortems import __version__
from mkdocs_postmortems.authoring import requirement
from mkdocs_postmortems.authoring.requirement import Requirement, find_requirement

FROM_INDEX = f"mkdocs-postmortems~={__version__}"
REPOSITORY = "https://git.example.com/tools/mkdocs-postmortems"
WHEEL = "https://files.example.com/mkdocs_postmortems-0.1.0-py3-none-any.whl"


def git(asked: str | None = None) -> dict[str, object]:
    revision = {"requested_revision": asked} if asked else {}
    return {"url": REPOSITORY, "vcs_info": {"vcs": "git", "commit_id": "47ec98a", **revision}}


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (None, Requirement(FROM_INDEX)),
        ("{broken", Requirement(FROM_INDEX)),
        ("[]", Requirement(FROM_INDEX)),
        (
            json.dumps({"url": "file:///src/mkdocs-postmortems", "dir_info": {"editable": True}}),
            Requirement(FROM_INDEX, local=True),
        ),
        (
            json.dumps({"url": WHEEL, "archive_info": {}}),
            Requirement(f"mkdocs-postmortems @ {WHEEL}"),
        ),
        (
            json.dumps(git("v0.1.0")),
            Requirement(f"mkdocs-postmortems @ git+{REPOSITORY}@v0.1.0"),
        ),
        # A branch moves; the commit that works here does not.
        (
            json.dumps(git("main")),
            Requirement(f"mkdocs-postmortems @ git+{REPOSITORY}@47ec98a"),
        ),
        (json.dumps(git()), Requirement(f"mkdocs-postmortems @ git+{REPOSITORY}@47ec98a")),
    ],
)
def test_it_names_the_origin(
    monkeypatch: pytest.MonkeyPatch, recorded: str | None, expected: Requirement
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            return recorded if name == "direct_url.json" else None

    monkeypatch.setattr(requirement, "distribution", lambda _: Installed())
    assert find_requirement() == expected


def test_without_a_record_it_is_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(requirement, "distribution", missing)
    assert find_requirement() == Requirement(FROM_INDEX)
