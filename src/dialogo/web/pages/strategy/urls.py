"""Addresses of Strategy, and of the page for readers outside."""

from django.urls import path

from dialogo.web.pages.strategy import draft_views, link_views, views

urlpatterns = [
    path("strategy/", views.strategy, name="strategy"),
    path("strategy/versions/", views.versions, name="strategy_versions"),
    path("strategy/versions/<int:number>/", views.version, name="strategy_version"),
    path("strategy/versions/<int:number>/restore/", draft_views.restore, name="strategy_restore"),
    path("strategy/compare/", views.compare, name="strategy_compare"),
    path("strategy/draft/", draft_views.draft, name="strategy_draft"),
    path("strategy/draft/begin/", draft_views.begin, name="strategy_begin"),
    path("strategy/draft/lay-aside/", draft_views.lay_aside, name="strategy_lay_aside"),
    path("strategy/draft/activate/", draft_views.activate, name="strategy_activate"),
    path("strategy/draft/<slug:part>/", draft_views.part, name="strategy_part"),
    path("strategy/end/", draft_views.end, name="strategy_end"),
    path("strategy/links/", link_views.links, name="strategy_links"),
    path("strategy/links/<int:number>/revoke/", link_views.revoke, name="strategy_revoke"),
]
outside = [path("read/<str:token>/", link_views.reader, name="reader")]
