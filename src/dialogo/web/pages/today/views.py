"""What today brings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from dialogo.web.frame.door import Request, may
from dialogo.web.pages.today import SEE


@may(SEE)
def today(request: Request) -> HttpResponse:
    return render(request, "today/today.html")
