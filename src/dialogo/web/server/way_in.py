"""The addresses that a sign-in link takes, alone: all of them would load every page."""

from dialogo.web.pages.account.urls import outside

urlpatterns = outside
