### The account, signing in and up, and the first administrator.

account-title = Account
account-guest-title = You are a guest
account-you = You
account-save = Save
account-change = Change the password
account-sign-out = Sign out
account-display = Language, theme and time
account-language = Language
account-zone = Time zone
account-zone-now = The time there now:
account-current = Current password
account-new = New password

field-name = Name
field-name-hint = You sign in with it. 3 to 40 characters.
field-password = Password
field-password-hint = At least 10 characters. A few words are easier to remember than signs.

register-title = Make it an account
register-lead = You keep all your attempts and can go on from any device.
register-go = Create the account
register-have = You have an account?

done-name = Your name was changed.
done-language = Language and theme were changed.
done-time-zone = Your time zone was changed.
done-password = Your password was changed. Your other sessions were ended.
done-session = That session was ended.
done-registered = Your account is ready. All your attempts are in it.

sessions-title = Where you are signed in
sessions-lead = End any session that you do not know.
sessions-this = this one
sessions-since = Since
sessions-seen = last used
sessions-end = End

data-title = Your data
data-lead = Everything kept about you, as one file: account, attempts, answers, notes.
data-get = Download
delete-title = Delete the account
delete-guest-title = Delete everything
# $attempts (Number) - attempts that would go
delete-lead = { $attempts ->
    [0] What is kept about you is deleted. This cannot be undone.
    [one] Your one attempt is deleted with it. This cannot be undone.
   *[other] Your { $attempts } attempts are deleted with it. This cannot be undone.
}
delete-confirm = Yes, delete everything
delete-password = Your password, to confirm
delete-go = Delete

sign-in-title = Sign in
sign-in-needed = Sign in to see that page.
sign-in-go = Sign in
sign-in-new = New here?
sign-in-guest = You can also sit an exam without an account.

sign-up-title = Create an account
sign-up-lead = A name and a password, nothing else.
sign-up-go = Create the account

setup-title = First administrator
setup-lead = This link works once. The account you create here can do everything.
setup-go = Create the administrator
