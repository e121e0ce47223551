"""What is wrong with a plan file: every fault with its entry, its line and its reason."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the line it stands on (0: the file as a whole), the entry and the reason."""

    line: int
    entry: str
    reason: str

    def __str__(self) -> str:
        where = f"Dòng {self.line}, " if self.line else ""
        return f"{where}{self.entry}: {self.reason}"


class PlanFileError(Exception):
    """The file is refused; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    @classmethod
    def of(cls, entry: str, reason: str, line: int = 0) -> PlanFileError:
        """One fault."""
        return cls([Fault(line, entry, reason)])


@dataclass
class Faults:
    """Faults collected while reading, so that all are told at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, entry: str, reason: str) -> None:
        self.found.append(Fault(line, entry, reason))

    def raise_any(self) -> None:
        """Raise PlanFileError when anything was found."""
        if self.found:
            raise PlanFileError(sorted(self.found, key=lambda fault: fault.line))
