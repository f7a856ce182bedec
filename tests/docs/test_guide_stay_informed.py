"""The digest that the guide shows is the one that is given, and its jobs run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.actions import actions
from mkdocs_postmortems.cli.digest import digest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "stay-informed.md").read_text("utf-8")
COMMANDS = {"digest": digest, "actions": actions}


def run(line: str) -> Result:
    name, *arguments = shlex.split(line)
    config = ["--config", str(ROOT / "mkdocs.yml")]
    return CliRunner().invoke(COMMANDS[name], [*arguments, *config])


def test_the_digest_shown_is_the_one_given() -> None:
    (shown,) = re.findall(r"^```text\n(Postmortems, .*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert run("digest").stdout == shown


def shown_commands() -> list[str]:
    lines = re.findall(r"postmortems ((?:digest|actions)[^`|>\n]*)", GUIDE)
    options = [f"digest {option}" for option in re.findall(r"`(--(?:since|week) [^`]+)`", GUIDE)]
    return sorted({line.strip() for line in (*lines, *options)})


@pytest.mark.parametrize("line", shown_commands())
def test_every_command_shown_runs(line: str) -> None:
    # Seven actions of the example are overdue: the limits are over.
    assert run(line).exit_code == (1 if "--fail-on" in line else 0)


def test_every_job_is_a_workflow() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert [next(iter(yaml.safe_load(block))) for block in blocks if block[0] != "-"] == [
        "name",
        "digest",
        "name",
    ]


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_the_payload_holds_any_text(tmp_path: Path) -> None:
    text = 'A "title" with \\ and $HOME and `id`\n\u2022 \u4e8b\u6545 \'}\n'
    (tmp_path / "digest.txt").write_text(text, encoding="utf-8")
    for line in re.findall(r"^ +(?:- )?(jq .*)$", GUIDE, re.MULTILINE):
        subprocess.run(["sh", "-ec", line], cwd=tmp_path, check=True)
        payload = json.loads((tmp_path / "payload.json").read_text("utf-8"))
        assert payload == {"text": text, "unfurl_links": False}
