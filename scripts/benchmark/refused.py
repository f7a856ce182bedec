"""What stops the benchmark."""

from __future__ import annotations


class BuildError(Exception):
    """A build or a measurement that failed, with what it printed."""
