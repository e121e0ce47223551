"""Signing in and out, and one's own password."""

from django.contrib.auth import views
from django.urls import path

urlpatterns = [
    path("dang-nhap/", views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("dang-xuat/", views.LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", views.PasswordChangeView.as_view(success_url="/"), name="password_change"),
]
