"""Remind the units of what they owe, send what the office has sent on this day, hand over the letters.

For cron, once a day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bachdang.accounts.job_runs import Job, recorded
from bachdang.reporting.flow.reminders import remind, reminders
from bachdang.reporting.leaving import tell_of_leavers
from bachdang.reports.by_mail.sending import due_mailings, send_mailings
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period, Plan


class Command(BaseCommand):
    help = (
        "Nhắc đơn vị còn việc chưa gửi: trước hạn 7, 3, 1 ngày làm việc, đúng hạn, sau hạn; không gửi trùng. "
        "Báo việc của người đã ngừng tài khoản hoặc chuyển đơn vị mà chưa bàn giao. Gửi thư định kỳ của ngày."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ in ra, không gửi")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        if options["dry_run"]:
            self._tell(today)
            return
        with recorded(Job.REMINDERS) as say:
            people = sum(remind(book, today, chosen_day=True).people for book in self._books(today))
            people += sum(tell_of_leavers(plan, today) for plan in Plan.objects.in_use().order_by("pk"))
            mailed = send_mailings(today)
            said = f"Đã nhắc {people} người." + (f" Thư định kỳ: {mailed} người nhận." if mailed else "")
            say(said)
        self.stdout.write(said)
        call_command("send_letters", stdout=self.stdout)

    def _tell(self, today: date) -> None:
        total = 0
        for book in self._books(today):
            for one in reminders(book, today, chosen_day=True):
                self.stdout.write(f"{', '.join(map(str, one.people)) or '(không có ai)'}: {one.text}")
            total += remind(book, today, dry_run=True, chosen_day=True).people
        self.stdout.write(f"Sẽ nhắc {total} người.")
        for mailing, people in due_mailings(today):
            self.stdout.write(f"{', '.join(map(str, people))}: {mailing}")

    @staticmethod
    def _books(today: date) -> Iterator[QuarterBook]:
        """The open rounds of plans in use; of one plan all know the same of it."""
        book: QuarterBook | None = None
        rounds = Period.objects.opened().filter(locked_at=None, plan__in=Plan.objects.in_use())
        rounds = rounds.select_related("plan__locality")
        for period in rounds:
            if book is None or book.plan != period.plan:
                book = QuarterBook(Scope(period.plan, period, [period], today=today))
            yield book.at(period)
