"""The two configurations of the guide are read as it says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import build_site

ROOT = Path(__file__).parents[2]


def test_the_second_file_makes_the_public_edition_of_the_first(tmp_path: Path) -> None:
    text = (ROOT / "docs/guide/editions.md").read_text("utf-8")
    files = dict(re.findall(r"```yaml\n# (mkdocs\S*\.yml)\n(.*?)```", text, re.DOTALL))
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    internal, public = (read_configuration(tmp_path / name) for name in sorted(files)[::-1])
    assert (internal.settings.edition, public.settings.edition) == ("internal", "public")
    assert public.settings.timezone == internal.settings.timezone == "Europe/Berlin"
    assert public.site_url == "https://incidents.example.com/"


POSTMORTEM = """\
---
title: Disk full
severity: SEV-2
status: published
visibility: public
services: [orders]
started: 2026-03-15T14:44:00Z
actions:
  - {title: Alert on disk growth, owner: storage-team, due: 2026-12-01}
---
"""


def kinds_of_files(folder: Path, **settings: Any) -> set[str]:
    """Return the files of data and feeds of a small site, as the guide names them."""
    site = build_site(folder, Settings.from_mapping(settings), dt.date(2026, 10, 5))
    names = (f"/{name}" for name in (*site.files, *site.documents))
    for_all = [
        (r"^/services/[^/]+\.xml$", "/services/<name>.xml"),
        (r"^/owners/[^/]+\.ics$", "/owners/<owner>.ics"),
        (r"^(/data/postmortems)/.+\.json$", r"\1/<path of the file>.json"),
        (r"^(/data/(?:schema|game-days|listings)/).+$", r"\1"),
        (r"^(/data/\w+)\.(?:csv|parquet)$", r"\1.json"),
    ]
    found = set()
    for name in names:
        for pattern, named in for_all:
            name = re.sub(pattern, named, name)
        found.add(name)
    return found


def test_the_table_of_files_is_true(tmp_path: Path) -> None:
    (tmp_path / "disk-full.md").write_text(POSTMORTEM)
    text = (ROOT / "docs/guide/editions.md").read_text("utf-8")
    table = text.partition("| File | Public edition |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`/.*?) \| (yes|no) \|", table, re.MULTILINE)
    told = {name: is_there for names, is_there in rows for name in re.findall(r"`(/[^`]*)`", names)}
    # The search writes its index after the build.
    assert told.pop("/pagefind/") == "yes"
    public = {name for name, is_there in told.items() if is_there == "yes"}
    assert kinds_of_files(tmp_path, edition="public") == public
    assert kinds_of_files(tmp_path) == set(told)
    assert kinds_of_files(tmp_path, edition="public", public={"owners": True}) == set(told)
