"""`mkdocs.yml` is read as its host reads it: found above, merged with its parent, tags resolved."""

import datetime as dt
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from mkdocs_postmortems.configuration import (
    ConfigurationError,
    find_configuration,
    read_configuration,
)
from mkdocs_postmortems.configuration_place import place_of
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.settings import Settings


def write(folder: Path, **files: str) -> Path:
    """Write `mkdocs.yml` and others below a folder, named without ending; return the first."""
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)
    return folder / "mkdocs.yml"


def refused(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path)
    return str(caught.value)


def test_the_nearest_one_above_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, mkdocs="")
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    assert find_configuration(tmp_path / "docs" / "deep") == path


def test_a_folder_that_cannot_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(ConfigurationError) as caught:
        find_configuration(tmp_path)
    where = tmp_path / "mkdocs.yml"
    assert str(caught.value) == f"{where} cannot be looked for: Permission denied"


@pytest.mark.parametrize(
    "plugins",
    [
        "[postmortems: {timezone: Asia/Tokyo}]",
        "{search: {}, postmortems: {timezone: Asia/Tokyo}}",
        "\n  - search\n  - postmortems:\n      timezone: Asia/Tokyo",
    ],
)
def test_plugins_stand_in_a_list_or_a_mapping(tmp_path: Path, plugins: str) -> None:
    configuration = read_configuration(write(tmp_path, mkdocs=f"plugins: {plugins}\n"))
    assert configuration.settings.timezone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "does not use the plugin. Add `postmortems` under `plugins:`"),
        ("[a]", "does not use the plugin. Add `postmortems` under `plugins:`"),
        ("plugins: [search]", "does not use the plugin. Add `postmortems` under `plugins:`"),
        ("plugins: [", "cannot be read: while parsing"),
        ("a: 2026-13-40", 'cannot be read: found "2026-13-40", no day of the calendar in'),
        ("INHERIT: [a]", "INHERIT: found a list. Write one path"),
        (
            "plugins: [postmortems: 5]",
            'plugins.postmortems: found "5". Write its options, one a line',
        ),
        ("INHERIT: mkdocs.yml", "inherits itself. Remove one `INHERIT`"),
        ("a: !ENV {b: c}", "cannot be read: expected a scalar or sequence node"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, mkdocs=text)
    assert refused(path).startswith(str(path))
    assert message in refused(path)


def test_a_parent_is_merged_as_the_host_does_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    write(tmp_path / "shared", root="site_url: https://x.example/\nuse_directory_urls: false\n")
    base = """
INHERIT: root.yml
docs_dir: pages
plugins:
  search:
  postmortems:
    timezone: Asia/Tokyo
    source: incidents
    aliases: {services: {old: new}}
"""
    write(tmp_path / "shared", base=base)
    own = "{postmortems: {source: mine, aliases: {causes: {bug: unknown}}}}"
    path = write(tmp_path, mkdocs=f"INHERIT: shared/base.yml\nplugins: {own}\n")
    found = read_configuration(path)
    assert (found.site_url, found.directory_urls) == ("https://x.example/", False)
    assert found.docs == tmp_path / "pages"
    assert found.folder == tmp_path / "mine"
    assert found.settings.timezone == "Asia/Tokyo"
    with path.open("rb") as file:
        by_host = yaml_load(file)["plugins"]["postmortems"]
    assert found.settings == Settings.from_mapping(by_host)
    assert found.settings.aliases.services == {"old": "new"}
    assert found.settings.aliases.causes == {"bug": "unknown"}


def test_a_list_of_plugins_takes_the_place_of_that_of_the_parent(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        mkdocs="INHERIT: base.yml\nplugins: [postmortems]\n",
        base="plugins: [postmortems: {source: incidents}]\n",
    )
    assert read_configuration(path).settings.source == "postmortems"


def test_a_missing_parent_is_named_with_its_heir(tmp_path: Path) -> None:
    path = write(tmp_path, mkdocs="INHERIT: base.yml\n")
    parent = tmp_path / "base.yml"
    assert refused(path) == (
        f"{parent}, which {path} inherits, cannot be read: No such file or directory"
    )


def test_a_circle_of_parents_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, mkdocs="INHERIT: base.yml\n", base="INHERIT: ./mkdocs.yml\n")
    base = tmp_path / "base.yml"
    assert refused(path) == f"{base}: INHERIT: {path} inherits itself. Remove one `INHERIT`"


def test_variables_of_the_environment_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONE", "Asia/Tokyo")
    monkeypatch.setenv("GIT", "true")
    monkeypatch.delenv("ASOF", raising=False)
    text = """
site_url: !ENV [SITE, "https://x.example/"]
docs_dir: !ENV NO_SUCH_FOLDER
hooks: !relative hooks.py
plugins:
  - postmortems:
      as_of: !ENV [ASOF, 2026-10-05]
      timezone: !ENV [OTHER_ZONE, ZONE, UTC]
      git: !ENV GIT
      source: !ENV [NO_SUCH_SOURCE, incidents]
"""
    found = read_configuration(write(tmp_path, mkdocs=text))
    assert (found.site_url, found.docs_dir) == ("https://x.example/", "docs")
    assert found.settings.as_of == dt.date(2026, 10, 5)
    assert (found.settings.timezone, found.settings.git) == ("Asia/Tokyo", True)
    assert found.settings.source == "incidents"


BLOCK = "plugins:\n  - search\n  - postmortems:\n"


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ("      timezone: Mars\n", "mkdocs.yml:4"),
        ("      views:\n        v2.0:\n          severity: SEV-9\n", "mkdocs.yml:6"),
        ("      trackers:\n        jira:\n          repositories: [a/b, c]\n", "mkdocs.yml:6"),
        ("      severities:\n        SEV-1:\n          needs: 1\n", "mkdocs.yml:6"),
        ("INHERIT: base.yml\n", "base.yml:1"),
    ],
)
def test_the_line_of_a_wrong_option_is_known(tmp_path: Path, options: str, place: str) -> None:
    text = options if options.startswith("INHERIT") else f"{BLOCK}{options}"
    path = write(tmp_path, mkdocs=text, base="plugins: {postmortems: {timezone: Mars}}\n")
    with pytest.raises(SettingsError) as caught:
        read_configuration(path)
    ((option, _),) = caught.value.findings
    found = place_of(path, option)
    assert found
    assert f"{found[0].name}:{found[1]}" == place


def test_an_option_that_is_written_twice_is_refused(tmp_path: Path) -> None:
    links = "      quick_links:\n        Status: https://a.example\n"
    path = write(tmp_path, mkdocs=f"{BLOCK}{links}        Status: https://b.example\n")
    with pytest.raises(SettingsError) as caught:
        read_configuration(path)
    assert caught.value.findings == (
        ("quick_links.Status", "found on line 6 and already on line 5; keep one of the two"),
    )


@pytest.mark.parametrize(
    ("docs", "source"),
    [
        ("docs", "docs"),
        ("docs", "docs/postmortems"),
        ("docs", "./docs"),
        ("wiki/docs", "wiki"),
        ("./docs/", "docs/x/y"),
    ],
)
def test_postmortems_share_no_folder_with_the_pages_of_the_host(
    tmp_path: Path, docs: str, source: str
) -> None:
    text = f"docs_dir: {docs}\nplugins: [postmortems: {{source: {source}}}]\n"
    with pytest.raises(SettingsError, match="shares a folder with `docs_dir`"):
        read_configuration(write(tmp_path, mkdocs=text))
