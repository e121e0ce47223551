"""The vocabularies of projects. No tables here: rules.py reads them too."""

from __future__ import annotations

from django.db import models


class ProjectGroup(models.TextChoices):
    CITY = "city", "Dự án của tỉnh, thành phố"
    WARD = "ward", "Dự án của địa phương"


class ProjectField(models.TextChoices):
    TRANSPORT = "giao-thong", "Lĩnh vực giao thông"
    EDUCATION = "giao-duc", "Lĩnh vực giáo dục"
    DIGITAL = "cntt", "Ứng dụng CNTT, chuyển đổi số"
    OFFICES = "tru-so", "Cải tạo, xây mới Trụ sở, nhà làm việc"
    CULTURE = "van-hoa-xa-hoi", "Lĩnh vực Văn hóa - xã hội"
    ECONOMY = "su-nghiep-kinh-te", "Sự nghiệp kinh tế"
    AGRICULTURE = "nong-nghiep-thuy-loi", "Lĩnh vực Nông nghiệp - Thủy lợi"
    PLANNING = "quy-hoach", "Quy hoạch"


class Stage(models.TextChoices):
    PREPARATION = "preparation", "Chuẩn bị đầu tư"
    CLEARANCE = "clearance", "Giải phóng mặt bằng"
    CONSTRUCTION = "construction", "Thi công"
    COMPLETED = "completed", "Hoàn thành"
    SETTLED = "settled", "Quyết toán"
    SUSPENDED = "suspended", "Tạm dừng"


class FundSource(models.TextChoices):
    CENTRAL = "central", "Ngân sách trung ương"
    CITY = "city", "Ngân sách thành phố"
    WARD = "ward", "Ngân sách phường"
    LOAN = "loan", "Vốn vay"
    INVESTOR = "investor", "Vốn nhà đầu tư"
    OTHER = "other", "Nguồn vốn hợp pháp khác"


class CapitalScope(models.TextChoices):
    TOTAL = "total", "Tổng mức đầu tư"
    MEDIUM_TERM = "medium_term", "Kế hoạch vốn trung hạn"
    YEAR = "year", "Kế hoạch vốn năm"
