"""The two configurations of the guide are read as it says."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_postmortems.configuration import read_configuration

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
