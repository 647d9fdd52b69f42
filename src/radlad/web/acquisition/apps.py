from django.apps import AppConfig


class AcquisitionConfig(AppConfig):
    name = "radlad.web.acquisition"
    label = "acquisition"
    verbose_name = "Acquisition"
    default_auto_field = "django.db.models.BigAutoField"
