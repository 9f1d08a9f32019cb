"""The front door: sign in and out, one's own account, the accounts of others."""

from hub.identity.service.own import (
    NoRoleThere,
    OpenSession,
    UnknownSession,
    WrongPassword,
    change_password,
    choose_site,
    end_others,
    end_session,
    open_sessions,
    sites_of,
)
from hub.identity.service.passwords import PasswordTooShort
from hub.identity.service.signing import (
    Admission,
    SignInRefused,
    at_desks,
    authenticator,
    choose_room,
    session_of,
    sign_in,
    sign_out,
)
from hub.identity.service.staff import (
    LoginTaken,
    add_staff,
    change,
    events,
    first_admin,
    invite,
    let_in_again,
    link_owner,
    managed,
    member,
    new_link,
    shut_out,
    staff,
    use_link,
)

__all__ = [
    "Admission", "LoginTaken", "NoRoleThere", "OpenSession", "PasswordTooShort", "SignInRefused",
    "UnknownSession", "WrongPassword", "add_staff", "at_desks", "authenticator", "change",
    "change_password", "choose_room", "choose_site", "end_others", "end_session", "events", "first_admin", "invite",
    "let_in_again", "link_owner", "managed", "member", "new_link", "open_sessions", "session_of",
    "shut_out", "sign_in", "sign_out", "sites_of", "staff", "use_link",
]  # fmt: skip
