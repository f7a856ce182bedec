"""The pages of the handbook as they stand, as we show them, and as another team gets them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "docs" / "handbook"

_SPEC = importlib.util.spec_from_file_location(
    "handbook", ROOT / "scripts" / "lib" / "reference" / "handbook.py"
)
assert _SPEC
assert _SPEC.loader
_made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_made)
MARKER, our_form, team_form = _made.MARKER, _made.our_form, _made.team_form
made_pages, TEMPLATES = _made.pages, ROOT / _made.TEMPLATES

_FENCED = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$\n?", re.S | re.M
)
_LINK = re.compile(r"\[(?P<text>[^]]*)\]\((?P<target>[^)\s]+)\)")


def page(name: str) -> str:
    return (HANDBOOK / f"{name}.md").read_text("utf-8")


def names() -> list[str]:
    return sorted(path.stem for path in HANDBOOK.glob("*.md"))


FORMS = {"ours": our_form, "theirs": team_form}


def blanks(text: str) -> list[str]:
    return [match["what"] for match in _made.BLANK.finditer(text)]


def fences(text: str, language: str) -> list[str]:
    return [m["text"] for m in _FENCED.finditer(text) if m["language"] == language]


def without_fences(text: str) -> str:
    return _FENCED.sub("", text)


def links(text: str) -> list[str]:
    return [match["target"] for match in _LINK.finditer(without_fences(text))]


def words(text: str) -> int:
    """How many words there are to read: all but the blocks that the build fills."""
    read = _FENCED.sub(lambda m: "" if m["language"] == "postmortems" else m["text"], text)
    return len(re.findall(r"\w[\w'.,:/-]*", _LINK.sub(r"\g<text>", read)))


def sentences(text: str) -> list[str]:
    """The sentences of paragraphs and lists. Headings, tables and code have none."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", _LINK.sub(r"\g<text>", without_fences(text))):
        if block.lstrip().startswith(("#", "|")):
            continue
        for item in re.split(r"^\s*(?:[-*]|\d+\.) ", block, flags=re.M):
            plain = " ".join(re.sub(r"[*`\"]", "", item).split())
            found += re.split(r"(?<=[.!?]) ", plain) if plain else []
    return [sentence for sentence in found if sentence]


def reading_grade(text: str) -> float:
    """The automated readability index (Smith and Senter, 1967): years of school, about."""
    told = sentences(text)
    read = [word for sentence in told for word in re.findall(r"[\w'-]+", sentence)]
    return 4.71 * sum(map(len, read)) / len(read) + 0.5 * len(read) / len(told) - 21.43
