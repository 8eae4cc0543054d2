"""Address of how the dialogue goes."""

from django.urls import path

from dialogo.web.pages.dialogue_measures import views

urlpatterns = [path("inbox/measures/", views.measures, name="dialogue_measures")]
