"""Addresses of Networks."""

from django.urls import path

from dialogo.networks.bluesky.oauth import DOCUMENT
from dialogo.web.pages.networks import connect_views, keep_views, prices_views, views

urlpatterns = [
    path("networks/", views.networks, name="networks"),
    path("networks/connect/", connect_views.choose, name="connect"),
    path("networks/connect/<slug:network>/", connect_views.connect, name="connect_network"),
    path("networks/<int:connection>/prices/", prices_views.prices, name="call_prices"),
    path("networks/<int:connection>/pause/", keep_views.pause, name="pause_connection"),
    path("networks/<int:connection>/resume/", keep_views.resume, name="resume_connection"),
    path("networks/<int:connection>/again/", keep_views.take_in_again, name="take_in_again"),
    path("networks/<int:connection>/disconnect/", keep_views.disconnect, name="disconnect"),
]
outside = [
    path("networks/back/", connect_views.back, name="networks_back"),
    path(DOCUMENT.removeprefix("/"), connect_views.bluesky_client, name="bluesky_client"),
]
