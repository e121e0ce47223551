"""What was read from the history stands in columns, and the occurrences that amendments took away come back.

Filled with the best that is stored: the history where it tells, else the report's own moments.
"""

from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

REPORT = "plans.report:"
EDITS = ("save_report", "attach", "detach")
RETURNS = ("return", "send_back")


def _report_of(subject):
    return int(subject.removeprefix(REPORT)) if subject.startswith(REPORT) else None


def fill_reports(apps, schema_editor):
    Report = apps.get_model("plans", "Report")
    AuditEvent = apps.get_model("accounts", "AuditEvent")
    approved, last = {}, {}
    events = AuditEvent.objects.filter(verb__in=("approve", *EDITS, *RETURNS), subject__startswith=REPORT)
    for verb, subject, at, changes in (
        events.order_by("pk").values_list("verb", "subject", "at", "changes").iterator()
    ):
        pk = _report_of(subject)
        if verb == "approve":
            approved[pk] = min(at, approved.get(pk, at))
        elif changes:
            # A form saved as it was leaves a line that changes nothing: it is no correction.
            last[pk] = verb
    changed = []
    for one in Report.objects.iterator():
        moments = [at for at in (approved.get(one.pk), one.sent_at) if at is not None]
        if not moments and one.state in ("sent", "accepted"):
            # Before the head's step was kept, submitting was sending.
            moments = [at for at in (one.submitted_at or one.accepted_at,) if at is not None]
        if moments:
            one.first_sent_on = timezone.localdate(min(moments))
        one.corrected = bool(one.returned_from) and one.returned_at is not None and last.get(one.pk) in EDITS
        if moments or one.corrected:
            changed.append(one)
    Report.objects.bulk_update(changed, ["first_sent_on", "corrected"], batch_size=200)


def fill_contacts(apps, schema_editor):
    Item = apps.get_model("plans", "Item")
    AuditEvent = apps.get_model("accounts", "AuditEvent")
    events = AuditEvent.objects.filter(verb="set_contact", by__isnull=False, item_id__isnull=False)
    named = {
        item: (at, by) for item, at, by in events.order_by("at", "pk").values_list("item_id", "at", "by")
    }
    for one in Item.objects.filter(contact__isnull=False, pk__in=named):
        one.contact_named_at, one.contact_named_by_id = named[one.pk]
        one.save(update_fields=["contact_named_at", "contact_named_by"])


def fill_questions(apps, schema_editor):
    """Those that ask who leads an assignment: so they were told apart by their words."""
    Question = apps.get_model("plans", "Question")
    asked = Question.objects.filter(text__contains="chủ trì", finding="", clause__item__isnull=False)
    asked.update(about="lead")


def restore_occurrences(apps, schema_editor):
    """As plans.occurrences has it: a version asks for its years until the next one's, none is doubled."""
    Item = apps.get_model("plans", "Item")
    Occurrence = apps.get_model("plans", "Occurrence")
    missing = []
    tasks = Item.objects.filter(kind="task").select_related("plan")
    for item in tasks.prefetch_related("terms_set", "occurrences"):
        known = {one.year for one in item.occurrences.all()}
        versions = sorted(item.terms_set.all(), key=lambda one: one.valid_from)
        following = [*(one.valid_from.year for one in versions[1:]), item.plan.ends.year]
        for terms, until in zip(versions, following, strict=True):
            for year, starts, due in _asked(terms, item.plan, until):
                if year not in known:
                    known.add(year)
                    missing.append(Occurrence(item=item, year=year, starts=starts, due=due))
    Occurrence.objects.bulk_create(missing)


def _asked(terms, plan, until):
    starts, ends = terms.starts, terms.ends
    if terms.recurrence == "once" and starts and ends:
        yield None, starts, ends
    if terms.recurrence == "yearly":
        first = max(plan.starts.year, terms.valid_from.year, starts.year if starts else 0)
        for year in range(first, min(plan.ends.year, until) + 1):
            begins, due = date(year, 1, 1), date(year, 12, 31)
            if ends is None or begins <= ends:
                yield year, max(begins, starts or begins), min(due, ends or due)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("plans", "0006_snapshot_format"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="first_sent_on",
            field=models.DateField(blank=True, null=True, verbose_name="gửi Văn phòng lần đầu ngày"),
        ),
        migrations.AddField(
            model_name="report",
            name="corrected",
            field=models.BooleanField(default=False, verbose_name="đã sửa sau khi bị trả lại"),
        ),
        migrations.AddField(
            model_name="item",
            name="contact_named_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="phân công đầu mối lúc"),
        ),
        migrations.AddField(
            model_name="item",
            name="contact_named_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người phân công đầu mối",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="about",
            field=models.CharField(
                blank=True,
                choices=[("lead", "Đơn vị chủ trì")],
                editable=False,
                max_length=20,
                verbose_name="hỏi về",
            ),
        ),
        # PostgreSQL changes no table whose rows wait for their references to be checked: constraints of
        # items come before their rows are filled. Those of reports touch no reference.
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(contact_named_at__isnull=True, contact_named_by__isnull=True)
                | models.Q(
                    contact__isnull=False, contact_named_at__isnull=False, contact_named_by__isnull=False
                ),
                name="item_contact_named_pair",
            ),
        ),
        migrations.RunPython(fill_reports, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(first_sent_on__isnull=False),
                name="report_sent_has_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(corrected=False) | models.Q(returned_at__isnull=False),
                name="report_corrected_was_returned",
            ),
        ),
        migrations.RunPython(fill_contacts, migrations.RunPython.noop),
        migrations.RunPython(fill_questions, migrations.RunPython.noop),
        migrations.RunPython(restore_occurrences, migrations.RunPython.noop),
    ]
