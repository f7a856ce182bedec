"""The files that `init` writes are what their readers expect: MkDocs, CI, pre-commit, `check`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner
from pre_commit.clientlib import InvalidConfigError, load_config

from mkdocs_postmortems.authoring.code_host import Choice, CodeHost
from mkdocs_postmortems.authoring.starter import Wanted, starter_files
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import build_site
from mkdocs_postmortems.source.loader import load

GITHUB = (".github/workflows/postmortems.yml", "vendor.github-workflows")
GITLAB = (".gitlab-ci.yml", "vendor.gitlab-ci")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every file, with an awkward name, folder and requirement."""
    wanted = Wanted(
        name='Büro: "A" #1',
        settings=Settings(source="the incidents/2.0"),
        docs="docs",
        choice=Choice(tuple(CodeHost)),
        requirement="mkdocs-postmortems @ git+https://git.example.com/a@v1",
        handbook=True,
    )
    for file in starter_files(wanted):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, "utf-8")
    return tmp_path


def conforms(path: Path, schema: str) -> bool:
    arguments = ["--builtin-schema", schema, str(path)]
    if "gitlab" in schema:
        arguments += ["--data-transform", "gitlab-ci"]
    return CliRunner().invoke(check_jsonschema.main, arguments).exit_code == 0


@pytest.mark.parametrize(("name", "schema"), [GITHUB, GITLAB])
def test_the_ci_files_conform_to_the_published_schemas(
    folder: Path, name: str, schema: str
) -> None:
    assert conforms(folder / name, schema)


@pytest.mark.parametrize(("name", "schema"), [GITHUB, GITLAB])
def test_a_mistake_in_them_would_be_seen(folder: Path, name: str, schema: str) -> None:
    text = (folder / name).read_text()
    (folder / name).write_text(re.sub(r"^( +)(runs-on|script):", r"\1scrpit:", text, flags=re.M))
    assert not conforms(folder / name, schema)


def test_every_pull_request_is_checked_and_the_main_branch_is_published(folder: Path) -> None:
    workflow = yaml.load((folder / GITHUB[0]).read_text(), Loader=yaml.BaseLoader)
    assert set(workflow["on"]) >= {"pull_request", "push", "schedule"}
    steps = [step.get("run") for step in workflow["jobs"]["build"]["steps"]]
    assert steps.index("postmortems check --format github") < steps.index("mkdocs build --strict")
    assert workflow["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"
    assert workflow["permissions"] == {"contents": "read"}
    gitlab = yaml.safe_load((folder / GITLAB[0]).read_text())
    report = gitlab["check postmortems"]["artifacts"]["reports"]["codequality"]
    assert f"postmortems check --format gitlab --fail-on never > {report}" in str(gitlab)
    assert gitlab["pages"]["script"] == ["mkdocs build --strict --site-dir public"]


def test_what_a_pull_request_changes_is_checked_for_warnings_too(folder: Path) -> None:
    changed = "postmortems check --changed --fail-on warning"
    workflow = yaml.safe_load((folder / GITHUB[0]).read_text())
    checkout, *steps = workflow["jobs"]["build"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0}
    assert {"if": "github.event_name == 'pull_request'", "run": changed} in steps
    gitlab = yaml.safe_load((folder / GITLAB[0]).read_text())
    assert gitlab[".postmortems"]["variables"]["GIT_DEPTH"] == "0"
    (line,) = (li for li in gitlab["check postmortems"]["script"] if changed in li)
    assert "merge_request_event" in line


def test_the_pre_commit_configuration_is_valid(folder: Path) -> None:
    path = folder / ".pre-commit-config.yaml"
    fmt, check = load_config(path)["repos"][0]["hooks"]
    assert [fmt["id"], check["id"]] == ["postmortems-fmt", "postmortems-check"]
    for hook in (fmt, check):
        assert re.search(hook["files"], "the incidents/2.0/2026/a.md")
        assert not re.search(hook["files"], "the incidents/200/a.md")
        assert hook["additional_dependencies"] == [(folder / "requirements.txt").read_text()[:-1]]
    path.write_text(path.read_text().replace("entry:", "entri:"))
    with pytest.raises(InvalidConfigError):
        load_config(path)


def test_the_name_of_the_site_is_written_as_it_is(folder: Path) -> None:
    assert yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))["site_name"] == 'Büro: "A" #1'


def test_the_navigation_holds_every_section_page(folder: Path) -> None:
    nav = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))["nav"]
    site = build_site(folder / "none", Settings(), dt.date(2026, 10, 5))
    sections = {page.path for page in site.pages.values() if page.section}
    pages = set(re.findall(r"[\w/-]+\.md", str(nav)))
    handbook = {page for page in pages if page.startswith("handbook/")}
    assert pages - handbook == sections
    assert handbook == {f"handbook/{p.name}" for p in (folder / "docs/handbook").iterdir()}
    assert [next(iter(entry)) for entry in nav] == [
        *("Overview", "Postmortems", "Actions", "Trends", "Reviews", "Learn", "Browse", "Handbook")
    ]


def test_the_options_that_are_commented_out_are_right(folder: Path) -> None:
    path = folder / "mkdocs.yml"
    lines = [
        re.sub(r"^( *)# (?=(tickets|quick_links|  ['DC]).*)", r"\1", li)
        for li in path.read_text("utf-8").split("\n")
    ]
    path.write_text("\n".join(lines), "utf-8")
    settings = read_configuration(path).settings
    assert settings.timezone == "UTC"
    assert list(settings.tickets.values()) == ["https://tickets.example.com/browse/{key}"]
    assert settings.quick_links["Deployments"] == "https://deploy.example.com/latest"


def test_the_lists_are_empty_and_their_examples_are_right(folder: Path) -> None:
    root = folder / "the incidents" / "2.0"
    base = load(root, Settings()).knowledge_base
    assert (base.postmortems, base.services, base.contacts, base.problems) == ((), (), (), ())
    for path in (root / "services.yml", root / "contacts.yml"):
        _, _, example = path.read_text().partition("\n#\n")
        path.write_text(re.sub("^# ", "", example, flags=re.M))
    base = load(root, Settings()).knowledge_base
    assert [service.name for service in base.services] == ["orders"]
    assert [contact.name for contact in base.contacts] == ["Payment provider"]
    assert base.problems == ()


def test_the_template_explains_itself(folder: Path) -> None:
    text = (folder / "the incidents" / "2.0" / "_template.md").read_text("utf-8")
    assert text.startswith("---\ntitle:")
    assert text.count("<!-- guidance: ") > 10
