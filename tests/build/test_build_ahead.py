"""Pages made ahead in forked processes are the same as made in the host's loop."""

from __future__ import annotations

import sys
from subprocess import CompletedProcess

import pytest
from site_project import MKDOCS_YML as USUAL
from site_project import Built, Project, postmortem
from warm_process import run

MKDOCS_YML = USUAL.replace("as_of:", "cache: false, as_of:")

BUILD = """
import sys
from mkdocs.__main__ import cli
from mkdocs_postmortems.plugin import ahead, filling, workers

workers.ENOUGH = int(sys.argv[1])
def told(what, done, start):
    def telling(*build):
        workers = start(*build)
        print(what, done, "ahead" if workers else "in the loop")
        return workers
    return telling
ahead.start = told("pages", "made", ahead.start)
filling.start = told("templates", "filled", filling.start)
cli(["build", "--strict", "--site-dir", sys.argv[2]])
"""

HOOK = """
def on_page_markdown(markdown, page, **_):
    return markdown.replace("It broke.", "It broke, says the hook.") if "4" in page.url else None
"""

CONTEXT_HOOK = """
def on_page_context(context, page, **_):
    context["config"].copyright = f"Said of {page.title}"
"""

ENV_HOOK = """
def on_env(env, **_):
    env.globals["said"] = "Said in the template"
"""

FAILING = """
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Failing(Preprocessor):
    def run(self, lines):
        if "# Incident 7" in lines:
            raise ValueError("cannot read this")
        return lines

class FailingExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Failing(md), "failing", 1)

def makeExtension(**_):
    return FailingExtension()
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="pages are made ahead where forking is safe, on Linux"
)


def build(project: Project, enough: int, to: str) -> CompletedProcess[str]:
    return run(BUILD, str(enough), to, at=project.root)


def warned(done: CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.startswith("WARNING")]


@pytest.fixture
def many(project: Project) -> Project:
    """Thirty incidents that link to one another."""
    project.write({"mkdocs.yml": MKDOCS_YML})
    for number in range(30):
        other = f"[the one before](incident-{max(0, number - 1)}.md#executive-summary)"
        body = f"## Executive summary\n\n- It broke. See {other}.\n\n## Impact\n\nNone."
        text = postmortem(f"Incident {number}", day=f"2026-01-{number + 1:02}", body=body)
        project.write({f"postmortems/incident-{number}.md": text})
    return project


def test_both_ways_give_the_same_bytes(many: Project) -> None:
    ahead, loop = build(many, 1, "ahead"), build(many, 10_000, "loop")
    assert (ahead.returncode, loop.returncode) == (0, 0), ahead.stderr + loop.stderr
    assert ahead.stdout == "pages made ahead\ntemplates filled ahead\n"
    assert loop.stdout == "pages made in the loop\ntemplates filled in the loop\n"
    assert Built(many.root / "ahead", []).promised == Built(many.root / "loop", []).promised


def test_what_an_earlier_build_kept_is_the_same_as_well(many: Project) -> None:
    many.write({"mkdocs.yml": USUAL})
    first, second, loop = build(many, 1, "1"), build(many, 1, "2"), build(many, 10_000, "loop")
    assert (first.returncode, second.returncode, loop.returncode) == (0, 0, 0), second.stderr
    sites = [Built(many.root / name, []).promised for name in ("1", "2", "loop")]
    assert sites[0] == sites[1] == sites[2]


def test_what_another_plugin_changes_is_kept(many: Project) -> None:
    many.write({"hook.py": HOOK, "mkdocs.yml": f"{MKDOCS_YML}hooks: [hook.py]\n"})
    assert build(many, 1, "site").returncode == 0
    built = Built(many.root / "site", [])
    assert "It broke, says the hook." in built.page("postmortems/incident-14/").text
    assert "It broke. See" in built.page("postmortems/incident-15/").text


def test_what_another_plugin_does_to_a_page_in_its_template_is_kept(many: Project) -> None:
    many.write({"hook.py": CONTEXT_HOOK, "mkdocs.yml": f"{MKDOCS_YML}hooks: [hook.py]\n"})
    done = build(many, 1, "site")
    assert done.stdout == "pages made ahead\ntemplates filled in the loop\n"
    assert (
        "Said of Incident 14"
        in Built(many.root / "site", []).files["postmortems/incident-14/index.html"].decode()
    )


def test_templates_of_their_own_are_filled(many: Project) -> None:
    block = "{% block site_meta %}{{ said }}: {{ page.title }}{% endblock %}"
    own = '{% extends "base.html" %}' + block
    many.write(
        {
            "hook.py": ENV_HOOK,
            "theme/own.html": own,
            "docs/plain.md": "---\ntemplate: own.html\n---\n# Plain\n",
            "mkdocs.yml": MKDOCS_YML.replace(
                "{name: material,", "{name: material, custom_dir: theme,"
            )
            + "hooks: [hook.py]\n",
        }
    )
    done = build(many, 1, "site")
    assert done.returncode == 0, done.stderr
    assert "templates filled ahead" in done.stdout
    page = Built(many.root / "site", []).files["plain/index.html"].decode()
    assert "Said in the template: Plain" in page


def test_a_broken_link_found_ahead_fails_strict(many: Project) -> None:
    body = "## Executive summary\n\n- See [nothing](nothing.md) and [no place](incident-1.md#no)."
    many.write({"postmortems/broken.md": postmortem("Broken", body=body)})
    ahead, loop = build(many, 1, "ahead"), build(many, 10_000, "loop")
    assert (ahead.returncode, loop.returncode) == (1, 1)
    warnings = warned(ahead)
    assert len(warnings) == 2
    assert "'nothing.md'" in warnings[0]
    assert "does not contain an anchor '#no'" in warnings[1]
    assert warnings == warned(loop)


def test_an_error_in_a_page_made_ahead_ends_the_build(many: Project) -> None:
    many.write({"failing.py": FAILING, "mkdocs.yml": f"{MKDOCS_YML}markdown_extensions: [failing]"})
    ahead, loop = build(many, 1, "ahead"), build(many, 10_000, "loop")
    assert (ahead.returncode, loop.returncode) == (1, 1)
    message = "Error reading page 'postmortems/incident-7.md': cannot read this"
    assert message in ahead.stderr
    assert message in loop.stderr
