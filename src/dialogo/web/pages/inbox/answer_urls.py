"""Addresses of answering: writing, what becomes of a letter, notes, the outbox."""

from django.urls import path

from dialogo.web.pages.inbox import (
    answer_views,
    canned_views,
    letter_pages,
    letter_views,
    note_views,
    outbox_views,
)

_LETTER = "inbox/letters/<int:letter>/"

urlpatterns = [
    path("inbox/outbox/", outbox_views.outbox, name="outbox"),
    path("inbox/going/", outbox_views.going_part, name="outbox_going"),
    path("inbox/<int:number>/answer/", answer_views.answer, name="answer"),
    path("inbox/<int:number>/answer/insert/", canned_views.insert, name="answer_insert"),
    path("inbox/<int:number>/answer/like-it/", canned_views.suggested, name="answer_suggested"),
    path("inbox/<int:number>/note/", note_views.write, name="note_write"),
    path("inbox/notes/<int:note>/take-back/", note_views.take_back, name="note_take_back"),
    path(_LETTER, letter_pages.letter, name="letter"),
    path(f"{_LETTER}picture/<int:picture>/", letter_pages.picture, name="letter_picture"),
    path(f"{_LETTER}video.mp4", letter_pages.film, name="letter_film"),
    path(f"{_LETTER}poster.jpg", letter_pages.poster, name="letter_poster"),
    path(f"{_LETTER}captions/<str:lang>.vtt", letter_pages.captions, name="letter_captions"),
    path(f"{_LETTER}send/", letter_views.send, name="letter_send"),
    path(f"{_LETTER}approve/", letter_views.approve, name="letter_approve"),
    path(f"{_LETTER}send-back/", letter_views.send_back, name="letter_send_back"),
    path(f"{_LETTER}call-back/", letter_views.call_back, name="letter_call_back"),
    path(f"{_LETTER}change/", letter_views.rework, name="letter_rework"),
    path(f"{_LETTER}again/", letter_views.retry, name="letter_retry"),
    path(f"{_LETTER}look/", letter_views.look_again, name="letter_look"),
    path(f"{_LETTER}sent/", letter_views.mark_sent, name="letter_mark_sent"),
    path(f"{_LETTER}drop/", letter_views.drop, name="letter_drop"),
    path(f"{_LETTER}delete/", letter_views.delete, name="letter_delete"),
]
