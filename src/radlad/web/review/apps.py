from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "radlad.web.review"
    label = "review"
    verbose_name = "Vidéocodage"
    default_auto_field = "django.db.models.BigAutoField"
