"""Addresses of reminders."""

from django.urls import path

from . import views

urlpatterns = [
    path("months/periods/<int:key>/remind/", views.remind_page, name="remind"),
    path("places/<int:region>/channels/", views.channels_page, name="channels"),
]
