"""Whether two YAML texts hold the same."""

from __future__ import annotations

import json
from typing import Any


def same_data(one: Any, other: Any) -> bool:
    """Compare what was read: the order of keys does not matter, `1` is not `true`."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
