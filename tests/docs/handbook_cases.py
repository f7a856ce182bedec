"""What the language rules tell of a text."""

from __future__ import annotations

import re
from collections.abc import Callable

from language_findings import findings

from mkdocs_postmortems.model import Postmortem

Read = Callable[..., tuple[Postmortem, list[str]]]


def told(read: Read, text: str) -> list[str]:
    body = re.sub(r"^# ", "## ", text, flags=re.M)
    return [f"{it.rule} {it.message}" for it in findings(read(body=body)[0])]
