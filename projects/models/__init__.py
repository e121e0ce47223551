"""Phụ lục 2: projects, their capital, and what units report of them."""

from projects.choices import CapitalScope, FundSource, ProjectField, ProjectGroup, Stage
from projects.models.money import Capital, Disbursement
from projects.models.project import Project, ProjectReport

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
