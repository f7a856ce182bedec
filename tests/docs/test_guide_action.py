"""The guide names every input and output of the action, and every hook, as they are."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SET_UP = (ROOT / "docs" / "guide" / "set-up.md").read_text("utf-8")


def test_every_input_is_there_with_its_default() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    rows = [f"| `{name}` | `{entry['default']}` |" for name, entry in action["inputs"].items()]
    assert [row for row in rows if row not in SET_UP] == []
    (output,) = action["outputs"]
    assert f"Its one output, `{output}`," in SET_UP


def test_every_hook_is_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks if f"- id: {hook['id']}\n" not in SET_UP] == []
