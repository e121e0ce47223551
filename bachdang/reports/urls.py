"""Addresses of the reports."""

from django.urls import path

from bachdang.reports import views
from bachdang.reports.by_mail import views as by_mail
from bachdang.reports.document import views as document
from bachdang.reports.one_page import views as one_page
from bachdang.reports.unit_form import views as unit_form

urlpatterns = [
    path("bao-cao/", views.report_list, name="report_list"),
    path("bao-cao/excel/", views.report_workbook, name="report_workbook"),
    path("bao-cao/word/", views.report_document, name="report_document"),
    path("bao-cao/pdf/", views.report_pdf, name="report_pdf"),
    path("bao-cao/mau-word/", document.word_template, name="word_template"),
    path("bao-cao/mau-word/tep/", document.word_template_file, name="word_template_file"),
    path("bao-cao/mau-word/bo/", document.drop_word_template, name="drop_word_template"),
    path("mot-trang/", one_page.one_page_view, name="one_page"),
    path("mot-trang/pdf/", one_page.one_page_pdf, name="one_page_pdf"),
    path("bao-cao/thu-dinh-ky/", by_mail.edit_mailings, name="edit_mailings"),
    path("bao-cao/tra-ma/", views.find_code, name="find_code"),
    path("bao-cao/loi-van/", views.edit_texts, name="edit_texts"),
    path("bieu-mau/", unit_form.unit_form, name="unit_form"),
    path("bieu-mau/tai/<str:code>/", unit_form.unit_form_file, name="unit_form_file"),
    path("bieu-mau/danh-dau-loi/", unit_form.unit_form_marked, name="unit_form_marked"),
]
