### What managers and administrators see: pilots, members, destinations

## Pilots

pilots-title = Pilots
pilots-lead = Each pilot asks one question and answers it with figures you can show.
pilots-new = New pilot
pilots-empty-title = No pilot yet
pilots-empty-text = A pilot is a few sessions, some people invited, and a question. Write the question first; the figures will follow.
pilots-until = until { $date }
pilots-ended = ended on { $date }
pilots-undated = dates to be set
pilots-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
pilot-state-idea = Idea
pilot-state-preparation = In preparation
pilot-state-running = Running
pilot-state-review = To be decided
pilot-state-decided = Decided

## What the figures say, in one sentence

pilot-says-no-items = Items and invitations are missing
pilot-says-nobody = Invitations are missing
pilot-says-no-target = No target: nothing to compare the figures with
pilot-says-few = Too few people to say
pilot-says-early = Too early to say
pilot-says-ahead = Ahead of target
pilot-says-late = Behind target
pilot-says-reached = Target reached
pilot-says-missed = Below target: to be decided
pilot-says-decided = Decided
pilot-completed-so-far = { $share } of those invited have completed a session; the target is { $target }.
pilot-started-so-far = { $share } of those invited have started a session; the target is { $target }.

## The page of a pilot

pilot-saved = The pilot is saved.
pilot-edit = Edit
pilot-from-to = from { $from } to { $to }
pilot-from = from { $from }
pilot-to = until { $to }
pilot-question = The question
pilot-no-question = The question is not written yet.
pilot-target = Target:
pilot-target-started = { $share } of those invited start a session
pilot-target-completed = { $share } of those invited complete a session
pilot-no-target = none for now
pilot-uptake = Who came
pilot-uptake-empty-title = Nobody is invited yet
pilot-uptake-empty-text = Figures will appear here with the first invitations. What staff watch never counts.
pilot-watched = Total time watched
pilot-watched-def = The time that those invited have spent watching the pilot’s sessions since their invitation; a part watched again counts again, two windows at once count once.
pilot-table = Table and definitions
pilot-csv = Download (CSV)
pilot-sessions = The sessions
pilot-sessions-none = No item is chosen yet.
pilot-sessions-unpublished = Not in the catalogue yet
pilot-invite = Invite
pilot-invite-lead = Estrade does not email anyone: you send the invitation yourself. Record the addresses here, so that these people are recognized when they come.
pilot-emails = Email addresses
pilot-emails-hint = One per line, or separated by commas. Someone already invited is not invited twice.
pilot-invite-do = Record the invitations
pilot-invited =
    { $count ->
        [one] { $count } more person is invited.
       *[other] { $count } more people are invited.
    }
pilot-already =
    { $count ->
        [one] { $count } already was.
       *[other] { $count } already were.
    }
pilot-invite-problems =
    { $count ->
        [one] One entry is not an address
       *[other] { $count } entries are not addresses
    }
pilot-invite-problems-text = Correct the list and send it again: nobody is invited twice.
pilot-invite-entry = “{ $entry }”

## The steps, from invitation to return

funnel-label = From invitation to return; the same figures are in the table below.
funnel-step = Step
funnel-people = People
funnel-share = Share of those invited
funnel-definition = Definition
funnel-invited = Invited
funnel-invited-def = Addresses recorded as invited, each counted once.
funnel-signed-in = Signed in
funnel-signed-in-def = Of those invited, the members who have signed in since the invitation. Staff are counted neither here nor below.
funnel-started = Started
funnel-started-def = Of those members, the ones who watched at least ten seconds of one of the pilot’s sessions.
funnel-half = Halfway
funnel-half-def = Of those members, the ones who have seen at least half of a session since their invitation, or completed one.
funnel-completed = Completed
funnel-completed-def = Of those members, the ones who completed a session.
funnel-returned-7d = Back within 7 days
funnel-returned-7d-def = Of those who completed a session, the ones who watched again on another day, within seven days of the first time.
funnel-returned-30d = Back within 30 days
funnel-returned-30d-def = Of those who completed a session, the ones who watched again on another day, within thirty days of the first time.
few-short = Fewer than five
few-mark = < 5
few-text = Fewer than five people: we do not show the figure.

## The form of a pilot

pilot-new-title = New pilot
pilot-edit-title = Edit the pilot
pilot-form-ask = What do you want to know?
pilot-form-title = Name of the pilot
pilot-form-hypothesis = Hypothesis
pilot-form-hypothesis-hint = Something you believe that could turn out to be wrong
pilot-form-when = When, and for what result?
pilot-form-starts = Start
pilot-form-ends = End
pilot-form-started = Start a session (%)
pilot-form-completed = Complete a session (%)
pilot-form-percent-hint = Share of those invited, from 1 to 100
pilot-form-items = With which items?
pilot-form-items-none = No item is published at the moment. You can choose some later.
pilot-form-items-cut = The { $count } most recently published items are offered.
pilot-form-save = Save the pilot
field-not-invited = This entry is not an address
problem-some-not-invited = Some entries are not addresses; the other people are invited. Correct the list and send it again.
field-not-percent = The share is a whole number, from 1 to 100
pilot-meanwhile-title = Someone else has just changed this pilot
pilot-meanwhile-text = What you wrote is kept below. Open the pilot in another tab to see what changed; if you save now, your version will replace theirs.
pilot-meanwhile-see = See the pilot as it is now

## Members

members-title = Members
members-lead = The people who can sign in, and what they can do.
members-new = Add a person
members-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
members-name = Name
members-role = Role
members-language = Language
members-state = Status
members-active = Active
members-closed = Closed
members-created = The person can now sign in.
members-email = Email address
members-password = First password
members-password-hint = At least { $min } characters. Give it in person.
members-role-hint = Each role can also do everything that the one before it can.
members-add = Add the person

## Destinations

feeds-title = Destinations
feeds-lead = Where profile events go. Only the events of members who allowed it are sent.
feeds-empty-title = No destination
feeds-empty-text = Nothing leaves Estrade. Add a destination once the privacy impact assessment is done.
feeds-count =
    { $count ->
        [one] { $count } destination
       *[other] { $count } destinations
    }
feeds-state = Status
feeds-active = Active
feeds-inactive = Stopped
feeds-secret = Copy this secret now
feeds-secret-text = It signs every delivery and will not be shown again.
feeds-new = Add a destination
feeds-url = Address
feeds-url-hint = Over https; each event is sent there, signed
feeds-kind = Format
feeds-kind-webhook = Signed webhook
feeds-purpose = Purpose consented to
feeds-purpose-hint = Nothing leaves for a member who refuses this purpose.
feeds-country = Country where the data arrives
feeds-country-hint = The two-letter code: CA, FR, US
feeds-assessment = Assessment
feeds-assessment-hint = Where to read it. Law 25 requires it as soon as data leaves Québec.
feeds-add = Add the destination
feeds-deliveries = Latest deliveries
feeds-deliveries-empty-title = Nothing has left yet
feeds-deliveries-empty = A delivery appears here as soon as a member who allowed it completes a session.
feeds-when = When
feeds-event = Event
feeds-outcome = Outcome
feeds-tries = Tries
feeds-state-pending = Waiting
feeds-state-sent = Delivered
feeds-state-failed = Abandoned
feeds-state-dropped = Held back: the member refused
feeds-problem-http = The destination answered { $status }.
feeds-problem-timeout = The destination did not answer in time.
feeds-problem-unreachable = The destination cannot be reached.
feeds-problem-no-answer = The destination closed the connection without answering.
feeds-problem-feed-inactive = The destination said that it no longer exists.
feeds-problem-refused-address = Its address now leads to a private network.
feeds-problem-unknown-host = Its host name no longer leads anywhere.
feeds-problem-other = The delivery failed.
feeds-replay = Resend what was abandoned
feeds-replay-none = Nothing was abandoned.
feeds-replayed =
    { $count ->
        [one] { $count } delivery is on its way again.
       *[other] { $count } deliveries are on their way again.
    }
