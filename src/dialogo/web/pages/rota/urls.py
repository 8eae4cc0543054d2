"""Addresses of the rota."""

from django.urls import path

from dialogo.web.pages.rota import (
    calendar_views,
    on_call_views,
    rules_views,
    shift_views,
    swap_views,
    views,
)

urlpatterns = [
    path("team/rota/", views.week, name="rota"),
    path("team/rota/month/", views.month, name="rota_month"),
    path("team/rota/copy/", views.copy, name="rota_copy"),
    path("team/rota/shift/", shift_views.new, name="shift_new"),
    path("team/rota/shift/<int:shift>/", shift_views.one, name="shift"),
    path("team/rota/shift/<int:shift>/change/", shift_views.change, name="shift_change"),
    path("team/rota/shift/<int:shift>/move/", shift_views.move, name="shift_move"),
    path("team/rota/shift/<int:shift>/erase/", shift_views.erase, name="shift_erase"),
    path("team/rota/shift/<int:shift>/offer/", swap_views.offer, name="swap_offer"),
    path("team/rota/swap/<int:swap>/take/", swap_views.take, name="swap_take"),
    path("team/rota/swap/<int:swap>/decide/", swap_views.decide, name="swap_decide"),
    path("team/rota/swap/<int:swap>/withdraw/", swap_views.withdraw, name="swap_withdraw"),
    path("team/rota/on-call/", on_call_views.on_call, name="on_call"),
    path("team/rota/on-call/put/", on_call_views.put, name="on_call_put"),
    path("team/rota/on-call/<int:entry>/end/", on_call_views.end, name="on_call_end"),
    path("team/rota/rules/", rules_views.rules, name="rota_rules"),
    path("team/rota/rules/change/", rules_views.change, name="rota_rules_change"),
    path("team/rota/calendars/", calendar_views.calendars, name="calendars"),
    path("team/rota/calendars/renew/", calendar_views.renew, name="calendar_renew"),
    path("team/rota/calendars/preview/", calendar_views.preview, name="calendar_preview"),
    path("team/rota/calendars/take/", calendar_views.take, name="calendar_take"),
]
outside = [
    path("calendars/<slug:slug>/<str:who>/<str:key>.ics", calendar_views.feed, name="rota_feed"),
]
