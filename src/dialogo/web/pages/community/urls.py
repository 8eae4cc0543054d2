"""Addresses of Community."""

from django.urls import path

from dialogo.web.pages.community import changes, views

urlpatterns = [
    path("community/", views.community, name="community"),
    path("community/alike/", views.alike, name="alike"),
    path("community/alike/<int:likeness>/", changes.decide, name="decide_alike"),
    path("community/joinings/<int:joining>/undo/", changes.part, name="contact_part"),
    path("community/<int:number>/", views.contact, name="contact"),
    path("community/<int:number>/notes/", changes.note, name="contact_note"),
    path(
        "community/<int:number>/notes/<int:note>/remove/",
        changes.remove_note,
        name="contact_remove_note",
    ),
    path("community/<int:number>/tags/", changes.tag, name="contact_tag"),
    path("community/<int:number>/tags/remove/", changes.untag, name="contact_untag"),
    path("community/<int:number>/join/", changes.join, name="contact_join"),
    path("community/<int:number>/export/", changes.export, name="contact_export"),
    path("community/<int:number>/erase/", changes.erase, name="contact_erase"),
]
