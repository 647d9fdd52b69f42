from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "radlad.web.delivery"
    label = "delivery"
    verbose_name = "Restitution"
    default_auto_field = "django.db.models.BigAutoField"
