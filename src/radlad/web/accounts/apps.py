from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "radlad.web.accounts"
    label = "accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from radlad.web.accounts.sessions import begin

        user_logged_in.connect(begin)
