"""What the tests of hostile input share with others."""

from __future__ import annotations

import sys
from pathlib import Path

# The real build is that of the tests of builds.
sys.path.append(str(Path(__file__).parents[1] / "build"))
