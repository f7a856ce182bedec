"""Signs of Markdown that several rooms look for, as parts of their patterns."""

from __future__ import annotations

CODE_FENCE = r"(?:`{3,}+(?=[^`\n]*$)|~{3,}+)"
"""What begins or ends a block of code; behind backticks no other stands on their line."""

LIST_MARKER = r"(?:[-*+]|\d{1,9}[.)])"
"""What an item of a list begins with, before its space."""
