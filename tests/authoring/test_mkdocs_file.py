"""What an existing `mkdocs.yml` lacks is told exactly, and it is never taken for what it is not."""

from pathlib import Path

import pytest
import yaml

from mkdocs_postmortems.authoring.mkdocs_file import MkDocsFile, read_mkdocs_file
from mkdocs_postmortems.configuration import ConfigurationError
from mkdocs_postmortems.errors import SettingsError

MATERIAL = "site_name: Wiki\ntheme: material\n"
THEME = "theme:\n  name: material\n  font: false\n"
BOTH = "plugins:\n  - search\n  - postmortems\n"


def read(folder: Path, text: str | bytes, name: str = "mkdocs.yml") -> MkDocsFile:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    found = read_mkdocs_file(folder)
    assert found is not None
    return found


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_mkdocs_file(tmp_path) is None


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins: [search, postmortems]",
        "plugins:\n  - search\n  - postmortems: {timezone: Europe/Berlin}",
        "plugins:\n  search: {}\n  postmortems: {}",
        "plugins:\n  - !ENV [SEARCH, search]\n  - postmortems:",
    ],
)
def test_with_the_plugin_nothing_is_to_be_added(tmp_path: Path, plugins: str) -> None:
    assert read(tmp_path, f"site_name: Wiki\n{plugins}\n").additions == ()


@pytest.mark.parametrize(
    ("nav", "asked"),
    [
        ("", False),
        ("nav:\n  - index.md\n", True),
        ("nav:\n  - Ours: [handbook/roles.md]\n", True),
        ("nav:\n  - Ours:\n      - Start: handbook/index.md\n", False),
    ],
)
def test_the_handbook_goes_into_a_navigation_that_does_not_have_it(
    tmp_path: Path, nav: str, asked: bool
) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Wiki\nplugins: [postmortems]\n{nav}")
    without, found = read_mkdocs_file(tmp_path), read_mkdocs_file(tmp_path, handbook=True)
    assert without
    assert found
    assert without.additions == ()
    assert bool(found.additions) is asked
    for where, block in found.additions:
        assert where == "under `nav:`, where you want them"
        (section,) = yaml.safe_load(f"nav:\n{block}")["nav"]
        assert section["Handbook"][0] == {"About": "handbook/index.md"}


def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    text = "\ufeffplugins:\r\n  - postmortems:\r\n      source: incidents\r\n"
    assert read(tmp_path, text).settings.source == "incidents"


def test_its_folders_are_respected(tmp_path: Path) -> None:
    text = "docs_dir: pages\nplugins:\n  - postmortems:\n      source: incidents\n"
    found = read(tmp_path, text, "mkdocs.yaml")
    assert (found.name, found.docs, found.settings.source) == ("mkdocs.yaml", "pages", "incidents")


@pytest.mark.parametrize(
    ("text", "additions"),
    [
        ("", [("", "site_name: Postmortems\n"), ("", THEME), ("", BOTH)]),
        (MATERIAL, [("", BOTH)]),
        (f"{MATERIAL}plugins:\n", [("in place of the empty `plugins:`", BOTH)]),
        (f"{MATERIAL}plugins:\n  - search\n", [("under `plugins:`", "  - postmortems\n")]),
        (f"{MATERIAL}plugins:\n  search:\n", [("under `plugins:`", "  postmortems: {}\n")]),
        (
            f"{MATERIAL}plugins: [search]\n",
            [("between the brackets of `plugins:`, after a comma", "postmortems\n")],
        ),
        (
            "site_name: Wiki\ntheme: {name: readthedocs}\n",
            [("in place of the theme that is there", THEME), ("", BOTH)],
        ),
        ("site_name: !ENV NAME\ntheme: {name: material}\n", [("", BOTH)]),
    ],
)
def test_what_is_to_be_added(tmp_path: Path, text: str, additions: list[tuple[str, str]]) -> None:
    assert list(read(tmp_path, text).additions) == additions


def test_the_pages_are_added_to_a_navigation_only(tmp_path: Path) -> None:
    where, pages = read(tmp_path, f"{MATERIAL}nav:\n  - index.md\n").additions[-1]
    assert where == "under `nav:`, where you want them"
    assert {"Postmortems": "postmortems/index.md"} in yaml.safe_load(pages)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: x\n bad: [\n", "mkdocs.yml:2:5: the YAML cannot be read"),
        ("- a\n", "mkdocs.yml:1:1: found no keys. Write `site_name: ...`"),
        ("a: 1\n---\nb: 2\n", "mkdocs.yml:2:1: found a second document"),
        (b"site_name: \xff\n", "mkdocs.yml:1:12: found the byte 0xFF, not UTF-8"),
        (
            "plugins:\n  - postmortems:\n      as_of: 2026-13-40\n",
            'found "2026-13-40", no day of the calendar',
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(ConfigurationError) as error:
        read(tmp_path, text)
    assert message in str(error.value)


def test_wrong_options_of_the_plugin_are_those_of_every_command(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="severities"):
        read(tmp_path, "plugins:\n  - postmortems:\n      severitys: []\n")


def test_what_a_file_inherits_counts_as_its_own(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(f"{MATERIAL}docs_dir: pages\nplugins: [postmortems]\n")
    found = read(tmp_path, "INHERIT: base.yml\n")
    assert (found.docs, found.additions) == ("pages", ())


def test_an_addition_to_what_is_inherited_names_the_other_file(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(f"{MATERIAL}plugins:\n  - search\n")
    found = read(tmp_path, "INHERIT: base.yml\n")
    assert found.additions == (("under `plugins:`, in base.yml", "  - postmortems\n"),)


def test_files_that_inherit_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("INHERIT: mkdocs.yml\nplugins: [postmortems]\n")
    with pytest.raises(ConfigurationError, match="inherits itself"):
        read(tmp_path, "INHERIT: base.yml\n")
