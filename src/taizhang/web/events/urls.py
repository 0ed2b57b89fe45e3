"""Addresses of the log."""

from django.urls import path

from . import views

urlpatterns = [path("events/", views.event_list, name="events")]
