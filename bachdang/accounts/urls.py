"""Signing in and out, passwords, accounts from a list."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from bachdang.accounts import views
from bachdang.accounts.door.views import SignIn, session_state

urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("phien/", session_state, name="session"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", views.OwnPassword.as_view(), name="password_change"),
    path("nhap-danh-sach/", views.import_accounts, name="import_accounts"),
    path("nhap-danh-sach/mau/", views.roster_template, name="roster_template"),
    path("<str:username>/cap-lai-mat-khau/", views.new_password, name="reset_password"),
]
