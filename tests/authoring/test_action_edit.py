"""Which file is meant by an id, or by a path."""

from pathlib import Path

import pytest
from closed_folder import close_folders

from mkdocs_postmortems.authoring.action_edit import ActionError, find_file


@pytest.mark.parametrize("name", ["2026-orders", "2026-orders.md", "2026/2026-orders.md"])
def test_a_file_is_named_by_its_id_or_its_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "2026-orders.md").touch()
    assert find_file(tmp_path, name) == tmp_path / "2026" / "2026-orders.md"


def test_what_is_not_found_may_be_in_a_folder_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "orders.md").touch()
    close_folders(monkeypatch, lambda path: path.name == "2026")
    with pytest.raises(ActionError) as caught:
        find_file(tmp_path, "2026-oders")
    assert caught.value.message == 'there is no postmortem "2026-oders"'
    assert caught.value.hint.endswith(". 2026 could not be read: see `postmortems check`")
