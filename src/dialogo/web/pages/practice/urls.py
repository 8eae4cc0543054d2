"""Address of practice."""

from django.urls import path

from dialogo.web.pages.practice import views

urlpatterns = [path("practice/", views.practice, name="practice")]
