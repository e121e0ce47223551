"""The sheets of the set-up workbook, in the order in which they are written."""

from __future__ import annotations

from bachdang.setup.parts.assigning import Assigning
from bachdang.setup.parts.baselines import Baselines
from bachdang.setup.parts.clarity import Clarity
from bachdang.setup.parts.part import Part
from bachdang.setup.parts.people import People
from bachdang.setup.parts.plan_figures import PlanFigures
from bachdang.setup.parts.units import Units
from bachdang.setup.ward import Ward


def parts_of(ward: Ward) -> list[Part]:
    """Those of the ward, and with a plan those of the plan."""
    kinds: list[type[Part]] = [Units, People]
    if ward.plan is not None:
        kinds += [Assigning, Baselines, PlanFigures, Clarity]
    return [kind(ward) for kind in kinds]
