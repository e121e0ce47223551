"""Money of projects, in whole đồng."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plans.models import Decision
from projects.choices import CapitalScope, FundSource
from projects.models.project import Project, ProjectReport
from projects.querysets import CapitalQuerySet


class Capital(models.Model):
    """Vốn: total investment, medium-term or one year's plan of a project, by source, in đồng.

    What a decision sets holds from `valid_from` until the next row of the same project, scope, year and
    source, so that an earlier quarter finds the capital as it then was; 0 ends a source.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="capital", verbose_name="dự án")
    scope = models.CharField("loại", max_length=20, choices=CapitalScope.choices)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=FundSource.choices)
    dong = models.BigIntegerField("số tiền (đồng)")
    valid_from = models.DateField("hiệu lực từ")
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="capital",
        verbose_name="theo quyết định",
    )

    objects = CapitalQuerySet.as_manager()

    class Meta:
        verbose_name = "vốn dự án"
        verbose_name_plural = "vốn dự án"
        ordering = ["project", "scope", "year", "source", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "scope", "year", "source", "valid_from"],
                condition=Q(year__isnull=False),
                name="capital_year_unique",
            ),
            models.UniqueConstraint(
                fields=["project", "scope", "source", "valid_from"],
                condition=Q(year__isnull=True),
                name="capital_scope_unique",
            ),
            models.CheckConstraint(
                condition=(Q(scope="year", year__isnull=False) | (~Q(scope="year") & Q(year__isnull=True))),
                name="capital_year_by_scope",
            ),
            models.CheckConstraint(condition=Q(dong__gte=0), name="capital_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_scope_display()} {self.year or ''}"


class Disbursement(models.Model):
    """Giải ngân: the part paid out in the report's quarter, charged to a budget year, in đồng.

    A budget year runs to 31/01 of the next (a QI report may still pay out the year before).
    """

    project_report = models.ForeignKey(ProjectReport, models.CASCADE, related_name="disbursements")
    budget_year = models.PositiveSmallIntegerField("năm ngân sách")
    source = models.CharField("nguồn", max_length=20, choices=FundSource.choices)
    dong = models.BigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "giải ngân"
        verbose_name_plural = "giải ngân"
        constraints = [
            models.UniqueConstraint(
                fields=["project_report", "budget_year", "source"], name="disbursement_once_a_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_report} {self.budget_year}: {self.dong}"
