"""Addresses of imports."""

from django.urls import path

from dialogo.web.pages.imports import help_views, upload_views, views

urlpatterns = [
    path("import/", upload_views.import_files, name="import_files"),
    path("import/new/", upload_views.begin, name="import_begin"),
    path("import/<int:number>/", views.one, name="import"),
    path("import/<int:number>/files/", upload_views.more, name="import_more"),
    path("import/<int:number>/start/", upload_views.start, name="import_start"),
    path("import/<int:number>/choose/", views.choose, name="import_choose"),
    path("import/<int:number>/again/", views.again, name="import_again"),
    path("import/<int:number>/undo/", views.undo, name="import_undo"),
    path("import/<int:number>/leave/", views.leave, name="import_leave"),
]
outside = [
    path("exports/", help_views.exports, name="exports"),
    path("exports/templates/<str:table>.<str:form>", help_views.template, name="import_template"),
]
