"""Addresses of what changes the plan: decisions, amendments, blanks filled, verdicts overridden."""

from django.urls import path

from bachdang.amendments.views import (
    amending,
    assigning,
    capital,
    decisions,
    filling,
    handing_over,
    headlines,
    measure_units,
    overriding,
    planning,
    settings,
    withdrawing,
)

urlpatterns = [
    path("6-ro/<str:code>/<str:axis>/", filling.fill, name="fill_answer"),
    path("quyet-dinh/moi/", decisions.record, name="record_decision"),
    path("quyet-dinh/<int:pk>/", decisions.detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/sua/", decisions.correct, name="correct_decision"),
    path("quyet-dinh/<int:pk>/tep/", decisions.file, name="decision_file"),
    path("quyet-dinh/<int:pk>/chon/", amending.choose, name="choose_amended"),
    path("quyet-dinh/<int:pk>/nhiem-vu-moi/", amending.add_task, name="add_task"),
    path("quyet-dinh/<int:pk>/du-an-moi/", amending.add_project_page, name="add_project"),
    path("quyet-dinh/<int:pk>/chi-tieu-moi/", amending.add_indicator_page, name="add_indicator"),
    path("quyet-dinh/<int:pk>/muc-tieu-moi/<str:code>/", amending.add_target_page, name="add_target"),
    path("dieu-chinh/<str:code>/", amending.amend_item, name="amend_item"),
    path("dieu-chinh/<str:code>/<str:series>/", amending.amend_target, name="amend_target"),
    path("rut-lai/viec/<int:pk>/", withdrawing.withdraw_item, name="withdraw_terms"),
    path("rut-lai/muc-tieu/<int:pk>/", withdrawing.withdraw_target, name="withdraw_target"),
    path("chi-tieu/<str:code>/so-goc/", planning.edit_baseline, name="edit_baseline"),
    path(
        "chi-tieu/<str:code>/ke-hoach-nam/<str:series>/",
        planning.edit_plan_figures,
        name="edit_plan_figures",
    ),
    path("ke-hoach/thiet-lap/", settings.edit_settings, name="plan_settings"),
    path("ke-hoach/don-vi-tinh/", measure_units.MeasureUnitPage.as_view(), name="measure_units"),
    path("ke-hoach/don-vi-tinh/them/", measure_units.add_measure_unit, name="add_measure_unit"),
    path("ke-hoach/don-vi-tinh/<int:pk>/", measure_units.measure_unit, name="measure_unit"),
    path("chi-tieu-chinh/", headlines.edit_headlines, name="edit_headlines"),
    path("phan-cong/", handing_over.assign_many, name="assign_many"),
    path("phan-cong/<str:code>/", assigning.assign, name="assign"),
    path("du-an/<str:code>/von/", capital.edit_capital, name="edit_capital"),
    path("so-tien/", capital.money_words, name="money_words"),
    path("danh-gia/<str:code>/", overriding.override, name="override"),
    path("danh-gia/<str:code>/<str:series>/", overriding.override, name="override"),
]
