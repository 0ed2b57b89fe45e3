"""Addresses of the people pages."""

from django.urls import path

from .views import accounts, inviting, own, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/", signing_in.sign_in, name="account_login"),  # as allauth calls it
    path("sign-in/code/", signing_in.sign_in_code, name="sign-in-code"),
    path("sign-in/as/", signing_in.sign_in_as, name="sign-in-as"),
    path("sign-in/oidc/", signing_in.oidc, name="oidc"),
    path("sign-in/oidc/back/", signing_in.oidc_back, name="oidc-back"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("first-run/", signing_in.first_run, name="first-run"),
    path("invited/<str:token>/", signing_in.invitation, name="invitation"),
    path("account/", own.own_account, name="own-account"),
    path("account/password/", own.change_password, name="change-password"),
    path("account/code/", own.set_up_code, name="set-up-code"),
    path("account/code/off/", own.turn_off_code, name="turn-off-code"),
    path("account/recovery-codes/", own.recovery_codes, name="recovery-codes"),
    path("account/confirm/", own.confirm, name="confirm"),
    path("account/sessions/end/", own.end_sessions, name="end-sessions"),
    path("account/identity/unlink/", own.unlink_identity, name="unlink-identity"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:account>/", accounts.account, name="account"),
    path("accounts/<int:account>/stop/", accounts.stop_account, name="stop-account"),
    path("accounts/<int:account>/restart/", accounts.restart_account, name="restart-account"),
    path("accounts/<int:account>/role/", accounts.change_role, name="change-role"),
    path("accounts/<int:account>/password/", accounts.reset, name="reset-password"),
    path("accounts/<int:account>/code/drop/", accounts.drop_code, name="drop-code"),
    path("accounts/invite/", inviting.invite, name="invite"),
    path("accounts/invite/sheet/", inviting.invite_many, name="invite-many"),
    path("accounts/invitations/", inviting.invitation_list, name="invitations"),
    path("accounts/invitations/grant/", inviting.grant, name="grant"),
    path("accounts/invitations/links/", inviting.links, name="links"),
    path("accounts/invitations/mail/", inviting.mail_many, name="mail-links"),
    path("accounts/invitations/<int:invitation>/link/", inviting.invitation_link, name="invitation-link"),
    path("accounts/invitations/<int:invitation>/revoke/", inviting.revoke, name="revoke"),
]
