"""The cases of every area, and one site that is built from all postmortems among them."""

from __future__ import annotations

import sys
from pathlib import Path

# The real build is that of the tests of builds.
sys.path.append(str(Path(__file__).parents[1] / "build"))
