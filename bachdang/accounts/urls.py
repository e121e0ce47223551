"""Signing in and out, passwords, accounts from a list."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from bachdang.accounts import views
from bachdang.accounts.sign_in import SignInForm

urlpatterns = [
    path(
        "dang-nhap/",
        LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", views.OwnPassword.as_view(), name="password_change"),
    path("nhap-danh-sach/", views.import_accounts, name="import_accounts"),
    path("nhap-danh-sach/mau/", views.roster_template, name="roster_template"),
    path("<str:username>/cap-lai-mat-khau/", views.new_password, name="reset_password"),
]
