"""Addresses of the plan and what hangs from it: Vietnamese words without marks."""

from django.urls import path

from bachdang.office.views import (
    assigning,
    details,
    doubts,
    lists,
    my_work,
    notices,
    periods,
    plan,
    planning,
    report_form,
)

urlpatterns = [
    path("ke-hoach/", plan.plan_tree, name="plan_tree"),
    path("ke-hoach/do-luong/", lists.CoverageList.as_view(), name="coverage"),
    path("diem-can-lam-ro/", doubts.doubts, name="doubts"),
    path("chi-tieu/", lists.TargetList.as_view(), name="indicator_list"),
    path("chi-tieu/<str:code>/", details.indicator_detail, name="indicator_detail"),
    path("phan-cong/<str:code>/", assigning.assign, name="assign"),
    path("thong-bao/", notices.notices, name="notices"),
    path("viec-cua-toi/", my_work.my_work, name="my_work"),
    path("viec-cua-toi/<str:code>/", report_form.report_form, name="report_form"),
    path("viec-cua-toi/<str:code>/luu/", my_work.save_work, name="save_work"),
    path("buoc/<int:pk>/", report_form.take_step, name="take_step"),
    path("ky-bao-cao/", periods.period_list, name="period_list"),
    path("ky-bao-cao/<str:slug>/", periods.period_detail, name="period_detail"),
    path("ky-bao-cao/<str:slug>/tiep-nhan/", periods.accept_all, name="accept_all"),
    path("ky-bao-cao/<str:slug>/doi-ngay/", periods.change_period, name="change_period"),
    path("ky-bao-cao/<str:slug>/gia-han/", periods.extend_unit, name="extend_unit"),
    path("ky-bao-cao/<str:slug>/nhac/", periods.remind_units, name="remind_units"),
    path("ky-bao-cao/<str:slug>/chot/", periods.lock, name="lock_period"),
    path("ky-bao-cao/<str:slug>/mo-lai/<str:code>/", periods.reopen, name="reopen_report"),
    path("ky-bao-cao/<str:slug>/don-vi/<str:code>/", periods.period_unit, name="period_unit"),
    path("chi-tieu/<str:code>/so-goc/", planning.edit_baseline, name="edit_baseline"),
    path(
        "chi-tieu/<str:code>/ke-hoach-nam/<str:series>/",
        planning.edit_plan_figures,
        name="edit_plan_figures",
    ),
    path("nhiem-vu/", lists.TaskList.as_view(), name="task_list"),
    path("nhiem-vu/<str:code>/", details.task_detail, name="task_detail"),
    path("du-an/", lists.ProjectList.as_view(), name="project_list"),
    path("du-an/<str:code>/", details.project_detail, name="project_detail"),
]
