"""Addresses of Watch."""

from django.urls import path

from dialogo.web.pages.watch import share_views, source_views, views, week_views

_AT = "team/watch/"

urlpatterns = [
    path(_AT, views.watch, name="watch"),
    path(f"{_AT}items/<int:item>/read/", views.read, name="watch_read"),
    path(f"{_AT}seen/", views.seen, name="watch_seen"),
    path(f"{_AT}mine/", views.mine, name="watch_mine"),
    path(f"{_AT}mine/<int:read>/", views.correct, name="watch_correct"),
    path(f"{_AT}items/<int:item>/share/", share_views.share, name="watch_share"),
    path(f"{_AT}shared/", share_views.shared, name="watch_shared"),
    path(f"{_AT}shared/<int:note>/draft/", share_views.draft, name="watch_draft"),
    path(f"{_AT}shared/<int:note>/take-back/", share_views.take_back, name="watch_take_back"),
    path(f"{_AT}week/", week_views.week, name="watch_week"),
    path(f"{_AT}week/mail/", week_views.by_mail, name="watch_mail"),
    path(f"{_AT}sources/", source_views.sources, name="watch_sources"),
    path(f"{_AT}sources/add/", source_views.add, name="watch_add"),
    path(f"{_AT}sources/list/", source_views.bring, name="watch_bring"),
    path(f"{_AT}sources.opml", source_views.listed, name="watch_opml"),
    path(f"{_AT}sources/<int:source>/again/", source_views.again, name="watch_again"),
    path(f"{_AT}sources/<int:source>/remove/", source_views.remove, name="watch_remove"),
]
