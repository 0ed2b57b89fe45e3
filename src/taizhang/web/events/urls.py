"""Addresses of the log."""

from django.urls import path

from . import views

urlpatterns = [
    path("events/", views.event_list, name="events"),
    path("events/verify/", views.verify_log, name="verify-log"),
    path("events/export.csv", views.export_log, name="export-log"),
]
