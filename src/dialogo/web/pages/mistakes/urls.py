"""Addresses of Mistakes; a check is named by its id, which holds a slash."""

from django.urls import path

from dialogo.web.pages.mistakes import comment_views, line_views, own_views, views

urlpatterns = [
    path("mistakes/", views.mistakes, name="mistakes"),
    path("mistakes/again/", views.again, name="mistakes_again"),
    path("mistakes/progress/", views.progress, name="mistakes_progress"),
    path("mistakes/add/", own_views.choose, name="own_mistakes"),
    path("mistakes/add/<path:measure>/", own_views.add, name="add_mistake"),
    path("mistakes/comment/<int:number>/", comment_views.edit, name="mistake_comment"),
    path("mistakes/<path:check>/comment/", comment_views.add, name="comment_mistake"),
    path("mistakes/<path:check>/line/", line_views.line, name="mistake_line"),
    path("mistakes/<path:check>/line/back/", line_views.line_back, name="mistake_line_back"),
    path("mistakes/<path:check>/accept/", line_views.accept, name="mistake_accept"),
    path("mistakes/<path:check>/accept/end/", line_views.accept_end, name="mistake_accept_end"),
    path("mistakes/<path:check>/change/", own_views.change, name="change_mistake"),
    path("mistakes/<path:check>/end/", own_views.end, name="end_mistake"),
    path("mistakes/<path:check>/", views.mistake, name="mistake"),
]
