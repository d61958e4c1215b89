"""The audit's rules as data: rules/audit.yaml, read once."""

from __future__ import annotations

import re

from extract import rulebook
from extract.quantity_units import UNIT


class AuditRules(rulebook.Data):
    """rules/audit.yaml; `reads` of a form is the value of its NumeralKind."""

    fragments: dict[str, rulebook.Pattern]
    begins: rulebook.Pattern
    forms: tuple[rulebook.Rule, ...]
    leftovers: tuple[rulebook.Rule, ...]
    announced: rulebook.Pattern
    rates: rulebook.Pattern

    def grammar(self, rules: tuple[rulebook.Rule, ...]) -> rulebook.Grammar:
        """One of its two tables; `{unit}` in a pattern is any unit."""
        table = rulebook.RuleTable(fragments={**self.fragments, "unit": UNIT}, begins=self.begins, rules=rules)
        return rulebook.Grammar(table, name="audit.yaml")


_RULES = rulebook.load("rules/audit.yaml", AuditRules)
FORMS, LEFTOVERS = _RULES.grammar(_RULES.forms), _RULES.grammar(_RULES.leftovers)
"""Written forms that say what they are, and those that are taken at their word where nobody else knows better."""
ANNOUNCED = re.compile(_RULES.announced)
"""What stands behind a figure that counts the items of a list."""
RATES = re.compile(_RULES.rates)
"""Words that say what a per cent figure is of."""
