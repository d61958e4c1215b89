"""What the fuzzing of the readers tells at the end of a run."""

from __future__ import annotations

from collections import Counter

import pytest

CASES = pytest.StashKey[dict[str, Counter[str]]]()


@pytest.fixture(scope="session")
def fuzzed(pytestconfig: pytest.Config) -> dict[str, Counter[str]]:
    """How many damaged files of each format were read, and how many refused; told when all tests are done."""
    return pytestconfig.stash.setdefault(CASES, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts = config.stash.get(CASES, {})
    if counts:
        told = ", ".join(f"{suffix} {each.total()} ({each['read']} read)" for suffix, each in sorted(counts.items()))
        total = sum(each.total() for each in counts.values())
        terminalreporter.write_line(f"fuzzed readers: {total} cases: {told}")
