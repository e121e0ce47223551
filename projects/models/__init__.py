"""Phụ lục 2: projects, their capital, and what units report of them."""

from projects.models.money import Capital, CapitalScope, Disbursement, FundSource
from projects.models.project import Project, ProjectField, ProjectGroup, ProjectReport, Stage

__all__ = [
    "Capital",
    "CapitalScope",
    "Disbursement",
    "FundSource",
    "Project",
    "ProjectField",
    "ProjectGroup",
    "ProjectReport",
    "Stage",
]
