"""Addresses of Alerts."""

from django.urls import path

from dialogo.web.pages.alerts import device_views, hook_views, views

urlpatterns = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/rules/", views.rules, name="alert_rules"),
    path("alerts/posts/", views.post_mail, name="alert_posts"),
    path("alerts/<int:alert>/seen/", views.seen, name="alert_seen"),
    path("alerts/devices/", device_views.switch_on, name="alert_device_on"),
    path("alerts/devices/<int:device>/off/", device_views.switch_off, name="alert_device_off"),
    path("alerts/hook/", hook_views.hook, name="alert_hook"),
    path("alerts/hook/secret/", hook_views.secret, name="alert_secret"),
    path("alerts/hook/former/", hook_views.former, name="alert_former"),
]

# For the worker of a browser, which knows no workspace.
outside = [path("push/moved/", device_views.moved, name="push_moved")]
