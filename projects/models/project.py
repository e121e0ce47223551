"""Dự án and the report of its progress."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from plans.models import Item, Report
from projects.choices import ProjectField, ProjectGroup, Stage
from projects.querysets import ProjectQuerySet


class Project(models.Model):
    """A row of Phụ lục 2. City projects have no field in the document."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="project")
    group = models.CharField("nhóm", max_length=10, choices=ProjectGroup.choices)
    field = models.CharField("lĩnh vực", max_length=30, choices=ProjectField.choices, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "dự án"
        verbose_name_plural = "dự án"
        ordering = ["item__order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group="city", field="") | (Q(group="ward") & ~Q(field="")),
                name="project_field_by_group",
            ),
        ]

    def __str__(self) -> str:
        return self.item.code


class ProjectReport(models.Model):
    """Báo cáo tiến độ dự án: stage and land clearance; households are counts, land is in hectares.

    A project is finished when a counted report names the day and what was handed over.
    """

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="project_report")
    stage = models.CharField("giai đoạn", max_length=20, choices=Stage.choices, blank=True)
    land_households_total = models.PositiveIntegerField("số hộ phải GPMB", null=True, blank=True)
    land_households_done = models.PositiveIntegerField("số hộ đã bàn giao", null=True, blank=True)
    land_area_total = models.DecimalField(
        "diện tích GPMB (ha)", max_digits=10, decimal_places=4, null=True, blank=True
    )
    land_area_done = models.DecimalField(
        "đã bàn giao (ha)", max_digits=10, decimal_places=4, null=True, blank=True
    )
    completed_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    product_document = models.CharField("văn bản, công trình bàn giao", max_length=300, blank=True)

    class Meta:
        verbose_name = "báo cáo dự án"
        verbose_name_plural = "báo cáo dự án"
        constraints = [
            models.CheckConstraint(
                condition=Q(land_households_done__isnull=True)
                | Q(land_households_done__lte=F("land_households_total")),
                name="project_report_households_within",
            ),
            models.CheckConstraint(
                condition=Q(land_area_done__isnull=True) | Q(land_area_done__lte=F("land_area_total")),
                name="project_report_area_within",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | ~Q(product_document=""),
                name="project_report_completion_names_product",
            ),
        ]

    def __str__(self) -> str:
        return str(self.report)
