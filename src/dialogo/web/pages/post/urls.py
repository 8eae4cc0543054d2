"""Addresses of a post, and of the page on which somebody outside approves it."""

from django.urls import path

from dialogo.web.pages.post import approval_views, deciding_views, film_views, views

urlpatterns = [
    path("calendar/new/", views.new, name="piece-new"),
    path("calendar/preview/", views.preview, name="piece-preview"),
    path("calendar/piece/<int:number>/", views.piece, name="piece"),
    path("calendar/piece/<int:number>/save/", views.save, name="piece-save"),
    path("calendar/piece/<int:number>/decide/", deciding_views.decide, name="piece-decide"),
    path("calendar/piece/<int:number>/move/", deciding_views.move, name="piece-move"),
    path("calendar/piece/<int:number>/approve/", deciding_views.approve, name="piece-approve"),
    path("calendar/piece/<int:number>/link/", approval_views.make, name="piece-link"),
    path("calendar/link/<int:link>/end/", approval_views.end, name="piece-link-end"),
    path("calendar/piece/<int:number>/picture/<int:picture>/", views.picture, name="piece-picture"),
    path(
        "calendar/piece/<int:number>/captions/<str:lang>.vtt",
        film_views.captions,
        name="piece-captions",
    ),
    path("calendar/film/<int:film>/", film_views.state, name="film"),
    path("calendar/film/<int:film>/video.mp4", film_views.play, name="film-play"),
    path("calendar/film/<int:film>/poster.jpg", film_views.poster, name="film-poster"),
]
outside = [
    path("approve/<str:token>/", approval_views.approval, name="approval"),
    path(
        "approve/<str:token>/picture/<int:picture>/",
        approval_views.picture,
        name="approval-picture",
    ),
    path("approve/<str:token>/video.mp4", film_views.approval_play, name="approval-film"),
    path("approve/<str:token>/poster.jpg", film_views.approval_poster, name="approval-film-poster"),
    path(
        "approve/<str:token>/captions/<str:lang>.vtt",
        film_views.approval_captions,
        name="approval-captions",
    ),
]
