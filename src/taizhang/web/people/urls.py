"""Addresses of the people pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/as/", views.sign_in_as, name="sign-in-as"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("first-run/", views.first_run, name="first-run"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<int:account>/stop/", views.stop_account, name="stop-account"),
]
