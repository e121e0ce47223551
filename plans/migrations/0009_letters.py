import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    """What was sent already is a letter at its end."""
    letter = apps.get_model("plans", "Letter")
    sent = apps.get_model("plans", "Notice").objects.exclude(emailed_at=None)
    letter.objects.bulk_create(
        (
            letter(notice=one, queued_at=one.created_at, tries=1, sent_at=one.emailed_at)
            for one in sent.iterator()
        ),
        batch_size=500,
    )


def move_back(apps, schema_editor):
    notices = apps.get_model("plans", "Notice").objects
    for one in apps.get_model("plans", "Letter").objects.exclude(sent_at=None).iterator():
        notices.filter(pk=one.notice_id).update(emailed_at=one.sent_at)


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_order_and_search")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="xếp hàng lúc")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi")),
                ("next_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi từ lúc")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="đang gửi từ lúc")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="đã gửi lúc")),
                ("given_up_at", models.DateTimeField(blank=True, null=True, verbose_name="thôi gửi lúc")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="lỗi gần nhất")),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter",
                        to="plans.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "thư",
                "verbose_name_plural": "thư",
                "indexes": [models.Index(fields=["next_at"], name="letter_next_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_up_at__isnull", True),
                                ("next_at__isnull", False),
                                ("sent_at__isnull", True),
                            ),
                            models.Q(
                                ("given_up_at__isnull", True),
                                ("next_at__isnull", True),
                                ("sent_at__isnull", False),
                            ),
                            models.Q(
                                ("given_up_at__isnull", False),
                                ("next_at__isnull", True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="letter_waits_or_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_up_at__isnull", True))
                        | models.Q(("error", ""), _negated=True),
                        name="letter_given_up_says_why",
                    ),
                ],
            },
        ),
        migrations.RunPython(move, move_back),
    ]
