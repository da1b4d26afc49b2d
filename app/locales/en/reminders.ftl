# Reminders before a live session, their letters and notices, and calendars.

## On the session's page

reminder-set = Remind me
reminder-unset = Stop reminding me
reminder-calendar = Add to my calendar
reminder-is-set = Noted: you will be reminded before it begins.
reminder-is-unset = Noted: nothing will remind you of this session.

## Among the member's data

reminders-title = Your reminders
reminders-text = For each live session where you choose “Remind me”, be reminded
reminders-day = the day before
reminders-hour = an hour before
reminders-minutes = five minutes before
reminders-mail = By e-mail
reminders-quiet = Quiet hours
reminders-quiet-text = The reminder of the day before waits until these hours end. The others are kept back only if the session itself begins within them. Leave both fields empty to be reminded at any hour.
reminders-from = From
reminders-until = Until
reminders-save = Save my reminders
reminders-saved = Noted: your reminders will follow these choices.
reminders-no-mail = This site sends no e-mail at the moment. Your calendar can remind you in its own way.
reminders-calendar-title = Your calendar
reminders-calendar-text = Subscribe to it: your calendar will show the live sessions that are offered to you, and follow their changes.
reminders-calendar-subscribe = Subscribe
reminders-calendar-file = Download the file
reminders-calendar-secret = The address of this calendar is yours: anyone who knows it can read when the sessions for members are.

## On a device

push-title = On your devices
push-text = A device can remind you as well, even while no page of Estrade is open on it. The reminder arrives there encrypted, by way of your browser’s notification service, at the same moments and with the same quiet hours.
push-add = Remind me on this device
push-added = Noted: this device will show your reminders.
push-forget = Forget this device
push-forget-name = Forget this device: { $name }
push-forgotten = Noted: that device will no longer show your reminders.
push-here = This is the device you are using.
push-since = since { $date }
push-unnamed = A browser
push-refused = Your browser does not allow notifications from this site. Allow them in its settings, then try again.
push-failed = Your browser could not reach its notification service. Nothing has changed: try again later.

## Letters

letter-subject-day = Reminder: { $title }, { $when }
letter-subject-hour = Soon: { $title }, at { $hour }
letter-subject-minutes = In a moment: { $title }, at { $hour }
letter-subject-moved = Moved: { $title }, { $when }
letter-subject-cancelled = Cancelled: { $title }, { $when }
letter-hello = Hello { $name },
letter-day = The session “{ $title }” is planned for { $when }.
letter-hour = The session “{ $title }” begins at { $hour }.
letter-minutes = The session “{ $title }” begins in a moment, at { $hour }.
letter-moved = The session “{ $title }” is moved to { $when }, instead of { $before }.
letter-cancelled = The session “{ $title }” does not take place. It was planned for { $when }.
letter-open = Open the session’s page
letter-others = See the other sessions
letter-why = You receive this e-mail because you chose “Remind me” for this session.
letter-choices = Choose my reminders

## Calendars

calendar-name = Live sessions
calendar-mine = My live sessions
calendar-cancelled = Cancelled: { $title }
calendar-instead = With { $name }, in place of { $other }

## Problems

problem-nothing-to-remind = There is nothing left to be reminded of: this session has begun, is over, or does not take place.
problem-no-mail = This site sends no e-mail at the moment. Add the session to your calendar instead.
problem-no-channel = You get neither e-mail nor reminders on a device. First choose, among your data, how to be reminded.
problem-no-push = This site sends no reminders to devices.
field-not-a-browser = This is not the key of a browser.
