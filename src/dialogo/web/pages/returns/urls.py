"""Addresses of Returns."""

from django.urls import path

from dialogo.web.pages.returns import (
    experiment_views,
    file_views,
    next_views,
    outcome_views,
    views,
)

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/weeks.csv", file_views.as_file, name="returns_file"),
    path("returns/next/", next_views.next_quarter, name="returns_next"),
    path("returns/next/<slug:about>/", next_views.ask, name="returns_ask"),
    path("returns/outcomes/", outcome_views.outcomes, name="returns_outcomes"),
    path(
        "returns/outcomes/<int:outcome>/remove/",
        outcome_views.remove,
        name="returns_outcome_remove",
    ),
    path("returns/experiments/", experiment_views.experiments, name="returns_experiments"),
    path(
        "returns/experiments/<int:experiment>/result/",
        experiment_views.result,
        name="returns_result",
    ),
    path(
        "returns/experiments/<int:experiment>/withdraw/",
        experiment_views.withdraw,
        name="returns_withdraw",
    ),
]
