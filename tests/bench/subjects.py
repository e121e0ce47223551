"""What is measured: every address of the table that is read, the uploads, the commands."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side

from bachdang.accounts.models import User
from plans.models import Period, Plan
from tests.bench.ward import owe_everything
from tests.pages import address_of, answer_for
from tests.test_permissions import TABLE

Subject = tuple[str, Callable[[], bytes]]
# Pages of a unit's own work are measured as its officer sees them, the others as the Party office does.
AS_OFFICER = {"my_work", "report_form", "own_work", "unit_form", "unit_form_file", "add_own_work"}
AS_ADMINISTRATOR = {
    "accounts",
    "add_account",
    "account",
    "import_accounts",
    "roster_template",
    "reset_password",
}
# Answered with a redirect or made for people to write.
LEFT_OUT = {"start", "own_help", "choose_amended", "reset_password", "password_change"}


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def pages() -> Iterator[Subject]:
    """Every address that is read, once."""
    clients = {name: signed_in(name) for name in ("vanphong", "kinhte", "quantri")}
    for address in TABLE:
        if "GET" not in address.methods or address.name in LEFT_OUT:
            continue
        account = next((one for one in _order(address.name) if answer_for(address, one) == 200), None)
        if account is None:
            continue
        client, url = clients[account], address_of(address)
        yield str(address), lambda client=client, url=url: _read(client, url)  # type: ignore[misc]


def owed_page(plan: Plan) -> Subject:
    """Việc của tôi on its longest day: every row of the unit is still to be written."""
    owe_everything(plan, "kinhte")
    client = signed_in("kinhte")
    return "my_work-all-owed", lambda: _read(client, reverse("my_work"))


def _order(name: str) -> tuple[str, ...]:
    if name in AS_OFFICER:
        return ("kinhte", "vanphong")
    return ("quantri",) if name in AS_ADMINISTRATOR else ("vanphong", "kinhte", "quantri")


def _read(client: Client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    content: bytes = response.getvalue()
    return content


def uploads() -> Iterator[Subject]:
    """Each template of the site sent back as it was downloaded, looked at but not written."""
    for name, account, template, page in (
        ("unit form sent back", "kinhte", "/bieu-mau/tai/kinhte/", "/bieu-mau/"),
        ("past figures sent back", "vanphong", "/so-lieu-qua-khu/mau/", "/so-lieu-qua-khu/"),
    ):
        client = signed_in(account)
        content = _read(client, template)
        yield name, lambda client=client, page=page, content=content: _send(client, page, content)  # type: ignore[misc]


def _send(client: Client, page: str, content: bytes) -> bytes:
    response = client.post(page, {"file": SimpleUploadedFile("bang.xlsx", content)})
    assert response.status_code in (200, 302, 422), (page, response.status_code)
    found: bytes = response.content
    return found


def commands(plan: Plan) -> Iterator[Subject]:
    """Commands that a technician or a timer runs."""
    newest = Period.objects.filter(plan=plan).order_by("-year", "-quarter")[0]
    for name, arguments in (
        ("export_status", [f"--period={newest.slug}"]),
        ("export_plan", []),
        ("verify_data", []),
        ("send_reminders", ["--dry-run"]),
    ):
        yield f"manage.py {name}", lambda name=name, arguments=arguments: _command(name, arguments)  # type: ignore[misc]


def _command(name: str, arguments: list[str]) -> bytes:
    said = io.StringIO()
    call_command(name, *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue().encode()


def bare_workbook(content: bytes) -> Callable[[], bytes]:
    """The cells of a workbook in one look, written by openpyxl and nothing else."""
    font, border, alignment = (
        Font(name="Times New Roman"),
        Border(left=Side("thin")),
        Alignment(wrap_text=True),
    )
    sheets = [
        [(cell.row, cell.column, cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row]
        for sheet in load_workbook(io.BytesIO(content)).worksheets
    ]

    def write() -> bytes:
        book, target = Workbook(), io.BytesIO()
        for cells in sheets:
            sheet = book.create_sheet()
            for row, column, value, shown in cells:
                again = sheet.cell(row, column, value)
                again.font, again.border, again.alignment = font, border, alignment
                again.number_format = shown
        book.save(target)
        return target.getvalue()

    return write
