from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bachdang.accounts"
    verbose_name = "Đơn vị và tài khoản"
