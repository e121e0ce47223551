"""Addresses of the lists and pages that show the plan: Vietnamese words without marks."""

from django.urls import path

from bachdang.browse.views import (
    decisions,
    details,
    duties,
    history,
    lists,
    matrix,
    open_points,
    owed,
    people,
    plan,
    programmes,
    search,
    units,
)

urlpatterns = [
    path("ke-hoach/", plan.plan_tree, name="plan_tree"),
    path("ke-hoach/do-luong/", lists.CoverageList.as_view(), name="coverage"),
    path("diem-can-lam-ro/", open_points.open_points, name="open_points"),
    path("chi-tieu/", lists.TargetList.as_view(), name="indicator_list"),
    path("chi-tieu/<str:code>/", details.indicator_detail, name="indicator_detail"),
    path("vi-sao/<int:target>/", details.why, name="why"),
    path("6-ro/", matrix.Matrix.as_view(), name="six_matrix"),
    path("quyet-dinh/", decisions.DecisionList.as_view(), name="decision_list"),
    path("nhat-ky/", history.HistoryPage.as_view(), name="history"),
    path("phai-bao-cao/", owed.OwedList.as_view(), name="owed_list"),
    path("tim-kiem/", search.search_page, name="search"),
    path("chuong-trinh/", programmes.ProgrammeList.as_view(), name="programme_list"),
    path("chuong-trinh/<str:code>/", programmes.programme_detail, name="programme_detail"),
    path("to-chuc-thuc-hien/", duties.duty_list, name="duty_list"),
    path("to-chuc-thuc-hien/<str:code>/", duties.duty_detail, name="duty_detail"),
    path("don-vi/", units.unit_list, name="unit_list"),
    path("don-vi/<str:code>/", units.unit_detail, name="unit_detail"),
    path("can-bo/", people.person_list, name="person_list"),
    path("can-bo/<str:username>/", people.person_detail, name="person_detail"),
    path("nhiem-vu/", lists.TaskList.as_view(), name="task_list"),
    path("nhiem-vu/<str:code>/", details.task_detail, name="task_detail"),
    path("viec-don-vi/", lists.OwnWorkList.as_view(), name="own_list"),
    path("du-an/", lists.ProjectList.as_view(), name="project_list"),
    path("du-an/<str:code>/", details.project_detail, name="project_detail"),
]
