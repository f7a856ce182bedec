"""Two projects with the same postmortems: one with the plugin, one with plain Material."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmark.incident import AS_OF, Incident, incident
from benchmark.vocabulary import SERVICES, TEAMS

SETTINGS = {
    "as_of": AS_OF,
    "tickets": {r"OPS-\d+": "https://tickets.example.com/browse/{key}"},
}
"""The plugin's block."""

_CONFIG = """\
site_name: Benchmark
theme:
  name: material
  font: false
  features: [navigation.footer, navigation.instant, navigation.tabs, navigation.top, toc.follow]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.superfences
"""
_PLAIN = """\
not_in_nav: /postmortems/
nav:
  - Overview: index.md
"""
_NAV = """\
nav:
  - Overview: index.md
  - Postmortems: postmortems/index.md
  - Actions: actions/index.md
  - Browse:
      - Services: services/index.md
      - Causes: causes/index.md
      - Owners: owners/index.md
      - Quality of the data: quality/index.md
"""
_YEARS = 8


@dataclass(frozen=True)
class Project:
    """`folder` holds mkdocs.yml, `postmortems` the files."""

    folder: Path
    postmortems: Path

    @property
    def site(self) -> Path:
        """Where it is built into."""
        return self.folder / "site"

    @property
    def kept(self) -> Path:
        """What the plugin keeps from build to build."""
        return self.folder / ".cache"

    @property
    def newest(self) -> Path:
        """The postmortem that somebody is most likely to be writing at."""
        return max(self.postmortems.rglob("????-??-??-*.md"))


def make_projects(parent: Path, size: int, search: bool = True) -> tuple[Project, Project]:
    """Return (plain, plugin) below `parent`, with the same postmortems and an own page each.

    Each has its own search: plain Material the theme's, the other Pagefind; or neither has one.
    """
    plain = _begin(Project(parent / "plain", parent / "plain/docs/postmortems"))
    plugin = make_project(parent / "plugin", size, search="pagefind" if search else "material")
    shutil.copytree(plugin.postmortems, plain.postmortems, dirs_exist_ok=True)
    (plain.postmortems / "services.yml").unlink()
    plugins = "plugins: [search]\n" if search else "plugins: []\n"
    (plain.folder / "mkdocs.yml").write_text(_CONFIG + _PLAIN + plugins, encoding="utf-8")
    return plain, plugin


def make_project(folder: Path, size: int, **settings: object) -> Project:
    """Return a project with the plugin and `size` postmortems; `settings` go to its block."""
    project = _begin(Project(folder, folder / "postmortems"))
    for made in incidents(size):
        path = project.postmortems / made.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(made.text, encoding="utf-8")
    _write_catalogue(project.postmortems / "services.yml")
    block = yaml.safe_dump({"plugins": [{"postmortems": {**SETTINGS, **settings}}]})
    (project.folder / "mkdocs.yml").write_text(_CONFIG + _NAV + block, encoding="utf-8")
    return project


def save_anew(path: Path, sentence: str) -> None:
    """Add a sentence to the summary of a postmortem, as somebody does who is writing at it."""
    heading = "## Executive summary\n\n"
    before, found, after = path.read_text("utf-8").partition(heading)
    assert found, f"{path} has no summary"
    path.write_text(f"{before}{found}- {sentence}\n{after}", encoding="utf-8")


def _begin(project: Project) -> Project:
    project.postmortems.mkdir(parents=True)
    (project.folder / "docs").mkdir(exist_ok=True)
    (project.folder / "docs/index.md").write_text("# Overview\n", encoding="utf-8")
    return project


def incidents(size: int) -> Iterator[Incident]:
    """Yield postmortems spread evenly over the years before `AS_OF`, each year's in a folder."""
    first = dt.datetime.combine(AS_OF, dt.time(), tzinfo=dt.UTC) - dt.timedelta(days=365 * _YEARS)
    step = dt.timedelta(days=365 * _YEARS - 10) / max(size, 1)
    before = None
    for number in range(size):
        before = incident(number, (first + number * step).replace(second=0, microsecond=0), before)
        yield before


def _write_catalogue(path: Path) -> None:
    entries = [
        {
            "name": name,
            "description": f"Runs the {name.replace('-', ' ')}",
            "owner": TEAMS[index % len(TEAMS)],
            "tier": index % 3 + 1,
            "rto": "2h",
            "rpo": "5m",
            "runbook": f"https://wiki.example.com/runbooks/{name}",
        }
        for index, name in enumerate(SERVICES)
    ]
    path.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
