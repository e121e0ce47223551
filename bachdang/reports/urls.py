"""Addresses of the reports."""

from django.urls import path

from bachdang.reports import views

urlpatterns = [
    path("bao-cao/", views.report_list, name="report_list"),
    path("bao-cao/excel/", views.report_workbook, name="report_workbook"),
    path("bao-cao/word/", views.report_document, name="report_document"),
    path("bao-cao/tra-ma/", views.find_code, name="find_code"),
    path("bao-cao/loi-van/", views.edit_texts, name="edit_texts"),
]
