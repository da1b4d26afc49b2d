# The first page.

home-title = Home
home-hello = Hello, { $name }
home-ask = How much time do you have?
home-minutes = minutes
home-continue = Continue
home-live = Live and coming up
home-new = New
home-short = Twenty minutes or less
home-guides = Guides to read
home-open = A look at the catalogue
home-signed-out = You are signed out on this device.
home-password-set = Your new password is saved and you are signed in. Your other devices were signed out.
home-empty-title = The first session is coming soon
home-empty-text = The sessions that the centre publishes will appear here.
row-all = See all
welcome-title = Your centre’s classes, at home, on your own schedule
welcome-lead = Sessions filmed by the people who teach you at the centre, and guides to read or print. For every level, with or without equipment.
invite-title = Are you a member?
invite-text = Sign in to watch every session and pick up where you left off. No account yet? Ask for your invitation at the front desk.
