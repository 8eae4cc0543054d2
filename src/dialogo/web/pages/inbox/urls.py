"""Addresses of Inbox: looking and deciding here, answering in their own module."""

from django.urls import path

from dialogo.web.pages.inbox import (
    answer_urls,
    correct_views,
    decide_views,
    looking_views,
    view_views,
    views,
)

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/decide/", decide_views.decide, name="inbox_decide"),
    path("inbox/undo/<int:triage>/", decide_views.undo, name="inbox_undo"),
    path("inbox/news/", looking_views.news, name="inbox_news"),
    path("inbox/views/", view_views.save, name="inbox_save_view"),
    path("inbox/views/<int:view>/remove/", view_views.drop, name="inbox_drop_view"),
    path("inbox/<int:number>/", views.conversation, name="conversation"),
    path("inbox/<int:number>/looking/", looking_views.looking, name="conversation_looking"),
    path(
        "inbox/<int:number>/said/<int:message>/",
        correct_views.correct,
        name="conversation_correct",
    ),
    *answer_urls.urlpatterns,
]
