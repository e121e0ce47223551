"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bachdang.dashboard.urls")),
    path("", include("bachdang.browse.urls")),
    path("", include("bachdang.amendments.urls")),
    path("", include("bachdang.reporting.urls")),
    path("", include("bachdang.past_figures.urls")),
    path("", include("bachdang.setup.urls")),
    path("", include("bachdang.wordplan.urls")),
    path("", include("bachdang.reports.urls")),
    path("", include("bachdang.upkeep.urls")),
    path("", include("bachdang.guide.urls")),
    path("tai-khoan/", include("bachdang.accounts.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = "bachdang.errors.bad_request"
handler403 = "bachdang.errors.permission_denied"
handler404 = "bachdang.errors.page_not_found"
handler500 = "bachdang.errors.server_error"
