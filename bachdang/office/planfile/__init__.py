"""The plan file (docs/formats.md): read, checked, loaded, written back."""

from bachdang.office.planfile.dump import as_json, as_yaml, plan_as_data
from bachdang.office.planfile.faults import PlanFileError
from bachdang.office.planfile.load import LoadSummary, load_plan
from bachdang.office.planfile.reading import read_plan_file

__all__ = [
    "LoadSummary",
    "PlanFileError",
    "as_json",
    "as_yaml",
    "load_plan",
    "plan_as_data",
    "read_plan_file",
]
