"""Addresses of the month: the unit's page, the office's pages, plans and periods."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
