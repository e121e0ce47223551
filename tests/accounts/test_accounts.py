"""Accounts from a list, temporary passwords, and what stays of those who leave."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.passwords import temporary_password
from bachdang.accounts.roles import Role
from bachdang.spreadsheet.reading import read_table
from tests.factories import LocalityFactory, UnitFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

HEAD = "Tên đăng nhập;Họ và tên;Chức vụ;Mã đơn vị;Vai trò;Thư điện tử;Điện thoại"
GOOD = f"""{HEAD}
anpv;Phạm Văn An;Trưởng phòng;ubnd;Lãnh đạo đơn vị;an@example.org;0912 000 111
binhtt;Trần Thị Bình;;ubnd;officer;;
"""


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=UnitFactory(code="ubnd")))
    return client


def upload(text: str, name: str = "ds.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_a_list_is_looked_at_then_confirmed_and_its_passwords_work_once_told(administrator: Client) -> None:
    shown = administrator.post(reverse("import_accounts"), upload(GOOD))
    assert shown.status_code == 200
    assert not User.objects.filter(username="anpv").exists()
    done: Any = administrator.post(reverse("import_accounts"), {"list": shown.context["packed"]})
    assert "no-store" in done.headers["Cache-Control"]
    (an, secret), (binh, other) = done.context["created"]
    assert an.check_password(secret)
    assert secret != other
    assert {group.name for group in an.groups.all()} == {"head"}
    assert (an.email, an.phone, an.title) == ("an@example.org", "0912 000 111", "Trưởng phòng")
    assert binh.must_change_password
    assert secret not in str(list(AuditEvent.objects.values()))
    again = administrator.post(reverse("import_accounts"), {"list": shown.context["packed"]})
    assert again.status_code == 422
    assert User.objects.filter(username="anpv").count() == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("anpv;;;ubnd;officer;;", "Dòng 2: chưa ghi họ và tên."),
        ("anpv;Phạm An;;khong-co;officer;;", "không có đơn vị mã “khong-co”"),
        ("anpv;Phạm An;;xa;officer;;", "không có đơn vị mã “xa”"),
        ("anpv;Phạm An;;ubnd;Giám đốc;;", "không có vai trò “Giám đốc”"),
        ("co-san;Phạm An;;ubnd;officer;;", "tên đăng nhập “co-san” đã có"),
        ("CO-SAN;Phạm An;;ubnd;officer;;", "tên đăng nhập “CO-SAN” đã có"),
        ("phạm an;Phạm An;;ubnd;officer;;", "tên đăng nhập:"),
        ("anpv;Phạm An;;ubnd;officer;không phải thư;", "thư điện tử:"),
        ("anpv;Phạm An;;ubnd;officer;;\nAnPV;Phạm Ân;;ubnd;officer;;", "có 2 lần"),
    ],
)
def test_a_fault_is_named_with_its_row_and_nobody_is_created(
    administrator: Client, line: str, said: str
) -> None:
    UserFactory(username="co-san")
    UnitFactory(code="xa", locality=LocalityFactory(code="xa-khac", name="Xã khác"))
    before = User.objects.count()
    good = "tot;Người Tốt;;ubnd;officer;;"
    response = administrator.post(reverse("import_accounts"), upload(f"{HEAD}\n{line}\n{good}"))
    assert response.status_code == 422
    assert said in " ".join(response.context["faults"])
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Tên;Vai trò\na;b", "ds.csv", "thiếu cột “Tên đăng nhập”"),
        (HEAD, "ds.csv", "chưa có người nào"),
        ("không phải excel", "ds.xlsx", "Không đọc được tệp"),
        ("\n".join([HEAD, *("a;b;c;d;e;f;g" for _ in range(301))]), "ds.csv", "quá 300 người"),
    ],
)
def test_a_file_that_is_no_list_is_refused(administrator: Client, text: str, name: str, said: str) -> None:
    response = administrator.post(reverse("import_accounts"), upload(text, name))
    assert response.status_code == 422
    assert said in " ".join(response.context["faults"])


def test_an_upload_without_a_file_and_a_list_changed_on_the_way_are_refused(administrator: Client) -> None:
    assert administrator.post(reverse("import_accounts"), {}).status_code == 422
    packed = administrator.post(reverse("import_accounts"), upload(GOOD)).context["packed"]
    response = administrator.post(reverse("import_accounts"), {"list": f"{packed[:-1]}x"})
    assert response.status_code == 422
    assert not User.objects.filter(username="anpv").exists()


def test_the_template_has_the_headings_the_list_asks_for(administrator: Client) -> None:
    content = administrator.get(reverse("roster_template")).content
    assert [str(cell) for cell in read_table(content, "mau.xlsx").lines[0].cells] == HEAD.split(";")
    codes = load_workbook(io.BytesIO(content))["Mã"]
    assert "ubnd" in {row[0] for row in codes.iter_rows(values_only=True)}


def test_a_temporary_password_is_changed_before_anything_else(client: Client) -> None:
    user = user_with_role(Role.OFFICER, must_change_password=True)
    user.set_password("tam-thoi-k7mq")
    user.save()
    client.force_login(user)
    for page in ("overview", "my_work", "indicator_list"):
        assert client.get(reverse(page)).headers["Location"] == reverse("password_change")
    assert client.post(reverse("save_work", args=["01.01"])).headers["Location"] == reverse("password_change")
    shown = client.get(reverse("password_change"))
    assert "mật khẩu tạm" in shown.content.decode()
    again = dict.fromkeys(["new_password1", "new_password2"], "tam-thoi-k7mq")
    same = {"old_password": "tam-thoi-k7mq", **again}
    assert "phải khác" in client.post(reverse("password_change"), same).content.decode()
    short = {"old_password": "tam-thoi-k7mq", "new_password1": "ngan", "new_password2": "ngan"}
    refused = client.post(reverse("password_change"), short).context["form"]
    assert refused.errors == {"new_password1": ["Mật khẩu quá ngắn, phải có ít nhất 10 ký tự."]}
    assert User.objects.get(pk=user.pk).must_change_password
    new = "mot-mat-khau-rieng"
    data = {"old_password": "tam-thoi-k7mq", "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), data).status_code == 302
    user.refresh_from_db()
    assert not user.must_change_password
    assert client.get(reverse("notices")).status_code == 200
    assert AuditEvent.objects.filter(verb="change_password", by=user).exists()


def test_a_new_password_ends_open_sessions(administrator: Client) -> None:
    person = user_with_role(Role.OFFICER, unit=UnitFactory(code="ubnd"), username="quen")
    theirs = Client()
    theirs.force_login(person)
    assert theirs.get(reverse("notices")).status_code == 200
    url = reverse("reset_password", args=["quen"])
    assert administrator.get(url).status_code == 200
    [(user, secret)] = administrator.post(url).context["created"]
    user.refresh_from_db()
    assert user.check_password(secret)
    assert user.must_change_password
    assert theirs.get(reverse("notices")).headers["Location"].startswith(reverse("login"))
    assert AuditEvent.objects.get(verb="reset_password").by != person


def test_who_leaves_signs_in_no_more_and_stays_in_the_history(administrator: Client) -> None:
    unit = UnitFactory(code="ubnd")
    person = user_with_role(Role.OFFICER, unit=unit, username="nghi", full_name="Lê Thị Nghỉ")
    AuditEvent.objects.create(verb="save_report", subject="x:1", by=person, locality=unit.locality)
    data = {"username": "nghi", "full_name": "Lê Thị Nghỉ", "unit": unit.pk, "role": "officer"}
    administrator.post(f"/quan-tri/accounts/user/{person.pk}/change/", data)
    person.refresh_from_db()
    assert not person.is_active
    assert AuditEvent.objects.get(verb="save_report").by == person
    assert AuditEvent.objects.get(verb="change").changes == {"Đang hoạt động": ["có", "không"]}
    assert administrator.get(reverse("reset_password", args=["nghi"])).status_code == 404


def test_a_changed_role_and_unit_are_kept_in_words(administrator: Client) -> None:
    person = user_with_role(Role.OFFICER, unit=UnitFactory(code="ubnd"), username="len")
    other = UnitFactory(code="kinhte", name="Phòng Kinh tế")
    data = {"username": "len", "full_name": "Lên", "unit": other.pk, "role": "head", "is_active": "on"}
    administrator.post(f"/quan-tri/accounts/user/{person.pk}/change/", data)
    changes = AuditEvent.objects.get(verb="change").changes
    assert changes["Vai trò"] == ["Chuyên viên đơn vị", "Lãnh đạo đơn vị"]
    assert changes["Đơn vị"][1] == str(other)


def test_temporary_passwords_are_readable_and_differ() -> None:
    made = {temporary_password(UserFactory.build()) for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 and not set(one) & set("0o1li") for one in made)
