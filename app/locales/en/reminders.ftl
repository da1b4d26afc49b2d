# Reminders before a live session, their letters, and calendars.

## On the session's page

reminder-set = Remind me
reminder-unset = Stop reminding me
reminder-calendar = Add to my calendar
reminder-is-set = Noted: you will get an e-mail before it begins.
reminder-is-unset = Noted: no e-mail will remind you of this session.

## Among the member's data

reminders-title = Your reminders
reminders-text = For each live session where you choose “Remind me”, get an e-mail
reminders-day = the day before
reminders-hour = an hour before
reminders-minutes = five minutes before
reminders-quiet = Quiet hours
reminders-quiet-text = The e-mail of the day before waits until these hours end. The others are kept back only if the session itself begins within them. Leave both fields empty to be reminded at any hour.
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

## Letters

letter-subject-day = Reminder: { $title }, { $when }
letter-subject-hour = Soon: { $title }, at { $hour }
letter-subject-minutes = In a moment: { $title }, at { $hour }
letter-subject-cancelled = Cancelled: { $title }, { $when }
letter-hello = Hello { $name },
letter-day = The session “{ $title }” is planned for { $when }.
letter-hour = The session “{ $title }” begins at { $hour }.
letter-minutes = The session “{ $title }” begins in a moment, at { $hour }.
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
