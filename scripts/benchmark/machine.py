"""What was measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = {
    "MkDocs": "mkdocs",
    "Material": "mkdocs-material",
    "Pagefind": "pagefind",
    "pandas": "pandas",
}


def machine() -> str:
    """Return processors, system and versions, as a sentence without its full stop."""
    processors = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    kind = _processor() or platform.machine()
    versions = ", ".join(f"{name} {version(package)}" for name, package in _PACKAGES.items())
    return (
        f"Measured on {platform.system()} with {processors} processors ({kind}), "
        f"Python {platform.python_version()}, {versions}"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if not listed.exists():
        return platform.processor()
    named = (line for line in listed.read_text("utf-8").splitlines() if "model name" in line)
    return next(named, "").partition(":")[2].strip()
