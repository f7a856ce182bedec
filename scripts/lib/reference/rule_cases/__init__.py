"""For each rule, a small knowledge base that breaks it and no other rule."""

from __future__ import annotations

from reference.rule_cases import completeness, consistency, front_matter, language, policy
from reference.rule_cases.case import Case

__all__ = ["CASES", "Case"]

CASES: dict[str, Case] = {
    ident: case
    for family in (front_matter, completeness, consistency, language, policy)
    for ident, case in family.CASES.items()
}
