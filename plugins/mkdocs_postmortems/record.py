"""What everything that people write as keys and values has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict


class Record(BaseModel):
    """Base of all that stands in front matter: frozen, no unknown keys, numbers kept as text."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


REQUIRED: JsonDict = {"required": True}
"""Marks a field whose absence is a problem, though a record without it still loads."""
