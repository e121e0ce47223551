"""Free texts no longer than 8.000 characters; settings of a plan within what the arithmetic takes."""

from decimal import Decimal
from typing import Any

import django.core.validators
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Length

LONGEST = 8000
# Model → the way from a row to its plan, and its free texts.
TEXTS = {
    "Decision": ("plan", ["subject"]),
    "ExplanationRequest": ("item__plan", ["text"]),
    "Extension": ("period__plan", ["reason"]),
    "Override": ("period__plan", ["reason"]),
    "Proposal": ("report__period__plan", ["text", "decision", "result"]),
    "Question": ("plan", ["answer"]),
    "Reply": ("request__item__plan", ["text"]),
    "Report": (
        "period__plan",
        [
            "no_data_reason",
            "result",
            "difficulties",
            "causes",
            "next_steps",
            "return_reason",
            "reopen_reason",
        ],
    ),
    "ReportText": ("plan", ["text"]),
    "Snapshot": ("period__plan", ["reason"]),
    "Terms": ("item__plan", ["title", "product", "resources"]),
}


def cut(apps: Any, app: str, model: str, name: str, plan: str) -> None:
    """What was sent past the forms, up to megabytes, is cut; the history keeps it whole."""
    rows = apps.get_model(app, model)._default_manager
    history = apps.get_model("accounts", "AuditEvent")._default_manager
    label = str(rows.model._meta.get_field(name).verbose_name)
    long = rows.annotate(n=Length(name), locality=F(f"{plan}__locality")).filter(n__gt=LONGEST)
    for pk, whole, locality in long.values_list("pk", name, "locality"):
        kept = whole[: LONGEST - 1] + "…"
        history.create(
            verb="change",
            subject=f"{app}.{model.lower()}:{pk}",
            locality_id=locality,
            changes={label[:1].upper() + label[1:]: [whole, kept]},
            reason="Nội dung dài quá 8.000 ký tự được rút gọn khi nâng cấp; nguyên văn giữ tại đây",
        )
        rows.filter(pk=pk).update(**{name: kept})


def shorten(apps: Any, schema_editor: Any) -> None:
    for model, (plan, names) in TEXTS.items():
        for name in names:
            cut(apps, "plans", model, name, plan)
    plans = apps.get_model("plans", "Plan")._default_manager
    plans.filter(due_soon_days__gt=366).update(due_soon_days=366)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_names_in_any_case"),
        ("plans", "0009_notice_not_emailed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="plan",
            name="due_soon_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                validators=[django.core.validators.MaxValueValidator(366)],
                verbose_name="sắp đến hạn (ngày)",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="slow_band",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal("0.85"),
                help_text="Dưới kế hoạch nhưng từ mức này trở lên là Chậm; thấp hơn là Nguy cơ không đạt.",
                max_digits=3,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0.01")),
                    django.core.validators.MaxValueValidator(Decimal("1")),
                ],
                verbose_name="ngưỡng chậm",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="tolerance",
            field=models.DecimalField(
                decimal_places=3,
                default=Decimal("0"),
                max_digits=4,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("0.999")),
                ],
                verbose_name="dung sai của “khoảng”",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("subject")), models.Value(8000)
                    )
                ),
                name="decision_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("text")), models.Value(8000)
                    )
                ),
                name="explanation_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("reason")), models.Value(8000)
                    )
                ),
                name="extension_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""),
                    models.Q(("url__startswith", "/"), models.Q(("url__startswith", "//"), _negated=True)),
                    _connector="OR",
                ),
                name="notice_opens_this_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("reason")), models.Value(8000)
                    )
                ),
                name="override_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_soon_days__lte", 366)),
                name="plan_due_soon_within_a_year",
                violation_error_message="Số ngày sắp đến hạn không quá 366.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("text")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("decision")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("result")), models.Value(8000)
                    ),
                ),
                name="proposal_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("answer")), models.Value(8000)
                    )
                ),
                name="question_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("text")), models.Value(8000)
                    )
                ),
                name="reply_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("no_data_reason")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("result")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("difficulties")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("causes")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("next_steps")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("return_reason")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("reopen_reason")), models.Value(8000)
                    ),
                ),
                name="report_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("text")), models.Value(8000)
                    )
                ),
                name="report_text_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("reason")), models.Value(8000)
                    )
                ),
                name="snapshot_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("title")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("product")), models.Value(8000)
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length(models.F("resources")), models.Value(8000)
                    ),
                ),
                name="terms_texts_within",
                violation_error_message="Nội dung dài quá 8.000 ký tự. Rút gọn, hoặc gửi thành tài liệu.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="period",
            name="period_quarter_unique",
            constraint=models.UniqueConstraint(
                fields=("plan", "year", "quarter"),
                name="period_quarter_unique",
                violation_error_message="Kỳ báo cáo này đã có. Xem trong danh sách kỳ báo cáo.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="period",
            name="period_quarter_range",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                name="period_quarter_range",
                violation_error_message="Quý phải từ 1 đến 4.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="period",
            name="period_due_after_cutoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("due__gte", models.F("cutoff"))),
                name="period_due_after_cutoff",
                violation_error_message="Hạn gửi không được trước ngày chốt số liệu. Sửa một trong hai ngày.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="plan",
            name="plan_ends_after_start",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="plan_ends_after_start",
                violation_error_message="Ngày kết thúc của kế hoạch phải sau ngày bắt đầu.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="plan",
            name="plan_slow_band_range",
            constraint=models.CheckConstraint(
                condition=models.Q(("slow_band__gt", 0), ("slow_band__lte", 1)),
                name="plan_slow_band_range",
                violation_error_message="Ngưỡng chậm phải lớn hơn 0 và không quá 1, ví dụ 0,85.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="plan",
            name="plan_tolerance_range",
            constraint=models.CheckConstraint(
                condition=models.Q(("tolerance__gte", 0), ("tolerance__lt", 1)),
                name="plan_tolerance_range",
                violation_error_message="Dung sai phải từ 0 đến dưới 1, ví dụ 0,05.",
            ),
        ),
    ]
