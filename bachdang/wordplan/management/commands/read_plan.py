"""Read a plan from a Word document and write it as a plan file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.accounts.models import Locality
from bachdang.planfile.dump import units_as_data
from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.wordplan.drafting.draft import Frame, write_draft
from bachdang.wordplan.drafting.writing import as_text, counts
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines


class Command(BaseCommand):
    help = (
        "Đọc kế hoạch từ tệp Word (.docx) hoặc phụ lục (.xlsx), ghi ra tệp kế hoạch (docs/formats.md) để nạp."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .docx của kế hoạch, hoặc .xlsx của phụ lục")
        parser.add_argument("--code", default="", help="mã kế hoạch (mặc định: số văn bản)")
        parser.add_argument("--locality", default="", help="mã địa phương đã có trên hệ thống")
        parser.add_argument("--output", type=Path, help="tệp ghi ra (mặc định: màn hình)")

    def handle(self, *args: Any, **options: Any) -> None:
        locality = _locality(options["locality"])
        try:
            reading = read_lines(read_document(_content(options["file"]), options["file"].name))
        except UnreadableFile as error:
            raise CommandError(error.message_vi) from error
        frame = Frame(code=options["code"])
        if locality is not None:
            frame.locality = {"code": locality.code, "name": locality.name}
        units = units_as_data(locality) if locality is not None else []
        draft = write_draft(reading, units, frame=frame)
        if options["output"] is None:
            self.stdout.write(as_text(draft), ending="")
        else:
            try:
                options["output"].write_text(as_text(draft), encoding="utf-8")
            except OSError as error:
                raise CommandError(f"Không ghi được {options['output']}: {error.strerror}.") from error
        self.stderr.write(counts(draft))


def _locality(code: str) -> Locality | None:
    """The one that was named; without a name the only one that has units."""
    if code:
        found = Locality.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"Không có địa phương “{code}”.")
        return found
    wards = list(Locality.objects.filter(units__isnull=False).distinct()[:2])
    return wards[0] if len(wards) == 1 else None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}.") from error
