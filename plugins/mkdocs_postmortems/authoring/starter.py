"""The files that a knowledge base begins with: data in `templates/init`, and what editors read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import yaml

from mkdocs_postmortems.authoring.code_host import GITLAB_CI, WORKFLOW, Choice, CodeHost
from mkdocs_postmortems.authoring.editor import SHARED, editor_files
from mkdocs_postmortems.authoring.handbook import NAVIGATION, handbook_pages
from mkdocs_postmortems.authoring.mkdocs_file import PAGES
from mkdocs_postmortems.authoring.template import FILE as TEMPLATE
from mkdocs_postmortems.authoring.template import render_template
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.entry_list import CONTACTS, SERVICES

if TYPE_CHECKING:
    from jinja2 import Environment

PRE_COMMIT = ".pre-commit-config.yaml"
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True)
class Wanted:
    """What decides what the files hold."""

    name: str
    settings: Settings
    docs: str
    choice: Choice
    requirement: str
    handbook: bool = False


@dataclass(frozen=True)
class StarterFile:
    """One file, by its path below the folder.

    An existing file is complete where the regular expression `sign` is found in it; without a sign
    any file is. Else it lacks the text, or the part of it after `under`.
    """

    path: str
    text: str
    sign: str = ""
    under: str = ""

    @property
    def addition(self) -> tuple[str, str]:
        """Where to add what, in a file that lacks it."""
        if not self.under:
            return "", self.text
        return f"under `{self.under}`", self.text.partition(f"{self.under}\n")[2]


def starter_files(wanted: Wanted) -> tuple[StarterFile, ...]:
    """Return the files in the order in which they are written.

    `mkdocs.yml` comes last: where it stands, the others do.
    """
    source = wanted.settings.source
    contacts = StarterFile(f"{source}/{CONTACTS.path}", _filled("contacts.yml", wanted))
    handbook = handbook_pages().items() if wanted.handbook else ()
    return (
        StarterFile(f"{source}/{SERVICES.path}", _filled("services.yml", wanted)),
        *((contacts,) if wanted.handbook else ()),
        StarterFile(f"{source}/{TEMPLATE}", _template(wanted.settings)),
        *_for_editors(wanted.settings),
        StarterFile(f"{wanted.docs}/index.md", _filled("index.md", wanted)),
        *(StarterFile(f"{wanted.docs}/{page}", text) for page, text in handbook),
        StarterFile(".gitignore", _filled("gitignore", wanted), sign="^/?site/?$"),
        StarterFile(REQUIREMENTS, _filled("requirements.txt", wanted), "^mkdocs-postmortems"),
        *_for_hosts(wanted),
        StarterFile("mkdocs.yml", _filled("mkdocs.yml", wanted)),
    )


def _template(settings: Settings) -> str:
    """Return our template as it is for any severity."""
    return render_template(settings)


def _for_editors(settings: Settings) -> list[StarterFile]:
    return [
        StarterFile(path, text, re.escape(SHARED.get(path, "")))
        for path, text in editor_files(settings).items()
    ]


def _for_hosts(wanted: Wanted) -> list[StarterFile]:
    files = []
    if wanted.choice.at_root:
        text = _filled("pre-commit-config.yaml", wanted)
        files.append(StarterFile(PRE_COMMIT, text, "postmortems check", under="repos:"))
    if CodeHost.GITHUB in wanted.choice.hosts:
        files.append(StarterFile(WORKFLOW, _filled("github-workflow.yml", wanted)))
    if CodeHost.GITLAB in wanted.choice.hosts:
        text = _filled("gitlab-ci.yml", wanted)
        files.append(StarterFile(GITLAB_CI, text, "postmortems check"))
    return files


def _filled(template: str, wanted: Wanted) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            site_name=yaml.safe_dump({"site_name": wanted.name}, allow_unicode=True, width=10_000),
            requirement=wanted.requirement,
            below_source=f"^{re.escape(wanted.settings.source)}/",
            pages=(*PAGES, *NAVIGATION) if wanted.handbook else PAGES,
            handbook=wanted.handbook,
        )
    )


@cache
def _environment() -> Environment:
    """Return an environment whose delimiters are none of YAML's or of a GitHub workflow's."""
    # Imported here: commands that only read start without it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mkdocs_postmortems", "templates/init"),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
