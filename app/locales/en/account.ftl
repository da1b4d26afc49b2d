# Signing in.

sign-in-title = Sign in
sign-in-email = Email address
sign-in-password = Password
sign-in-do = Sign in
sign-in-help = No account, or forgot your password? The front desk can help.
sign-in-already = You are already signed in, { $name }.
sign-in-go-on = Continue
