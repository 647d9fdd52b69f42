from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "radlad.web.reporting"
    label = "reporting"
    verbose_name = "Suivi"
    default_auto_field = "django.db.models.BigAutoField"
