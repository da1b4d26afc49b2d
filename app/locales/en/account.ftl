# Signing in.

sign-in-title = Sign in
sign-in-email = Email address
sign-in-password = Password
sign-in-do = Sign in
sign-in-forgotten = Forgot your password?
sign-in-help = No account? The front desk can help.
sign-in-already = You are already signed in, { $name }.
sign-in-go-on = Continue

## Forgotten password

forgotten-title = Forgot your password?
forgotten-lead = Type the address of your account: we will send a link there to choose a new password.
forgotten-do = Send the link
forgotten-help = Not sure which address? Ask at the front desk.
forgotten-no-mail = This site sends no email. The front desk can ask whoever administers the site for a new password for you.
forgotten-sent = If there is an account at this address, an email is on its way.
forgotten-sent-then = Open the link in it: it is good for one hour and works once.
forgotten-sent-nothing = Nothing after a few minutes? Look in your junk mail, then ask at the front desk which address your account has.
forgotten-back = Back to signing in
new-password-title = New password
new-password-lead = For the account { $email }.
new-password-label = New password
new-password-hint = At least { $min } characters. A few words that mean something to you are easier to remember.
new-password-do = Save and sign in
new-password-help = Every device on which you were signed in will be signed out.
new-password-over = This link no longer works: it is more than an hour old, was already used, or was cut when it was copied.
new-password-again = Get another link
problem-no-mail-for-password = This site sends no email. Ask at the front desk for a new password.
problem-password-link-over = This link no longer works: nothing was saved. Ask for another link.
problem-too-many-letters = Several links were asked for already. Open the latest email that came, or try again in a quarter of an hour.

## Email

password-letter-subject = Choose a new password
password-letter-why = Somebody, probably you, asked for a new password for your account.
password-letter-open = Choose my new password
password-letter-once = This link is good for one hour and works once.
password-letter-not-me = Was it not you? Do nothing: your password stays the same.
