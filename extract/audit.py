"""The audit of one paper: every numeral accounted for, and what a person should look at before signing."""

from __future__ import annotations

from corpus.document import Document
from extract.audit_claims import claims_of
from extract.audit_counts import count_warnings
from extract.audit_lists import lists_of
from extract.audit_numbering import numbering_warnings
from extract.audit_numerals import account
from extract.audit_records import Audit, AuditedNumeral, AuditWarning, NumeralKind, WarningKind
from extract.audit_targets import conflict_warnings, nobody_warnings, overdue_warnings
from extract.findings import Findings

__all__ = ["Audit", "AuditWarning", "AuditedNumeral", "NumeralKind", "WarningKind", "audit"]


def audit(document: Document, findings: Findings) -> Audit:
    """Accounts for every numeral of a paper and warns of what does not add up. `findings` are those of the paper.

    The stretches of `numerals` are half-open, in order, do not overlap, and hold all numeral characters of the text;
    the warnings are in the order in which they show. Linear in the text's length."""
    return Audit(account(document.text, claims_of(document, findings)), _warnings(document, findings))


def _warnings(document: Document, findings: Findings) -> tuple[AuditWarning, ...]:
    lists = lists_of(document)
    head = document.letterhead
    found = [
        *count_warnings(document, lists, findings.quantities),
        *numbering_warnings(document.text, lists),
        *conflict_warnings(findings.targets),
        *overdue_warnings(
            findings.targets,
            findings.responsibilities,
            findings.dates,
            dated=head.date.date if head.date else None,
        ),
        *nobody_warnings(findings.targets),
    ]
    return tuple(sorted(found, key=lambda warning: (warning.start, warning.end, warning.kind.value)))
