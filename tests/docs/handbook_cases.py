"""Every page of the handbook in both forms, and what the rules of language tell of a text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from handbook_forms import FORMS, names
from language_findings import findings

from mkdocs_postmortems.model import Postmortem

Read = Callable[..., tuple[Postmortem, list[str]]]

every_page = pytest.mark.parametrize("name", names())
both_forms = pytest.mark.parametrize("form", FORMS)


def told(read: Read, text: str) -> list[str]:
    body = re.sub(r"^# ", "## ", text, flags=re.M)
    return [f"{it.rule} {it.message}" for it in findings(read(body=body)[0])]
