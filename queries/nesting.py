"""How much may be nested in one container: files, bytes, containers in containers."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.limits import Limits
from queries.intake_values import Refused
from queries.offers import Offer


@dataclass(slots=True)
class _Budget:
    """What all that is nested in one container may still hold."""

    members: int
    total: int


class Nesting:
    """Keeps count over an ingest, by the outermost container."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._budgets: dict[str, _Budget] = {}

    def refusal(self, container: Offer, *, members: int, size: int) -> Refused | None:
        """Why a container that unpacks to so many files and bytes is not opened; None where it may be, which is then
        counted."""
        package = self._limits.package
        if container.depth >= self._limits.depth:
            return Refused(f"压缩包里又套压缩包，超过 {self._limits.depth} 层", "请解压后再入库")
        budget = self._budgets.setdefault(container.root, _Budget(package.members, package.total))
        budget.members -= members
        budget.total -= size
        if min(budget.members, budget.total) < 0:
            return Refused("压缩包里的文件太多或太大，已停止读取", "请分批解压后再入库")
        return None
