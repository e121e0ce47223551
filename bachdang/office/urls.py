"""Addresses of the plan and what hangs from it: Vietnamese words without marks."""

from django.urls import path

from bachdang.office.views import details, doubts, figures, lists, plan, planning

urlpatterns = [
    path("ke-hoach/", plan.plan_tree, name="plan_tree"),
    path("ke-hoach/do-luong/", lists.CoverageList.as_view(), name="coverage"),
    path("diem-can-lam-ro/", doubts.doubts, name="doubts"),
    path("chi-tieu/", lists.TargetList.as_view(), name="indicator_list"),
    path("chi-tieu/<str:code>/", details.indicator_detail, name="indicator_detail"),
    path("chi-tieu/<str:code>/nhap-so-lieu/", figures.record_figures_view, name="record_figures"),
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
