"""Signing in and out, passwords, accounts from a list."""

from django.urls import path

from bachdang.accounts import views
from bachdang.accounts.directory import views as directory
from bachdang.accounts.directory.lists import AccountPage, UnitPage
from bachdang.accounts.door.elsewhere import Elsewhere
from bachdang.accounts.door.factor.views import reset_second_factor, second_factor
from bachdang.accounts.door.locked import locks
from bachdang.accounts.door.own_sessions import end_of_person, own_sessions
from bachdang.accounts.door.views import SecondStep, SignIn, SignOut, session_state

urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("ma-xac-thuc/", SecondStep.as_view(), name="second_step"),
    path("dang-nhap-noi-khac/", Elsewhere.as_view(), name="elsewhere"),
    path("xac-thuc-hai-buoc/", second_factor, name="second_factor"),
    path("phien/", session_state, name="session"),
    path("dang-xuat/", SignOut.as_view(), name="logout"),
    path("tam-khoa/", locks, name="locks"),
    path("phien-dang-nhap/", own_sessions, name="own_sessions"),
    path("doi-mat-khau/", views.OwnPassword.as_view(), name="password_change"),
    path("", AccountPage.as_view(), name="accounts"),
    path("them/", directory.add_account, name="add_account"),
    path("nguoi/<str:username>/", directory.account, name="account"),
    path("don-vi/", UnitPage.as_view(), name="units"),
    path("don-vi/them/", directory.add_unit, name="add_unit"),
    path("don-vi/<slug:code>/", directory.unit, name="unit"),
    path("nhap-danh-sach/", views.import_accounts, name="import_accounts"),
    path("nhap-danh-sach/mau/", views.roster_template, name="roster_template"),
    path("<str:username>/cap-lai-mat-khau/", views.new_password, name="reset_password"),
    path("<str:username>/bo-xac-thuc/", reset_second_factor, name="reset_second_factor"),
    path("<str:username>/dang-xuat-moi-noi/", end_of_person, name="end_sessions"),
]
