"""Addresses of kept answers and documents; both are tabs of the settings."""

from django.urls import path

from dialogo.web.pages.answers import canned_views, document_views

urlpatterns = [
    path("settings/answers/", canned_views.listed, name="canned"),
    path("settings/answers/new/", canned_views.new, name="canned_new"),
    path("settings/answers/<int:canned>/", canned_views.change, name="canned_change"),
    path("settings/answers/<int:canned>/drop/", canned_views.drop, name="canned_drop"),
    path("settings/documents/", document_views.listed, name="documents"),
    path("settings/documents/new/", document_views.new, name="document_new"),
    path("settings/documents/<int:document>/", document_views.change, name="document_change"),
    path("settings/documents/<int:document>/drop/", document_views.drop, name="document_drop"),
]
