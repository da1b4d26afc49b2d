### The life of a pilot: steps, sheet, cohort, costs

## The life of a pilot

pilot-life = Where the pilot stands
pilot-way = The steps of a pilot
pilot-just-moved = The pilot has moved to another step.
pilot-just-decided = The decision is recorded.
pilot-just-cloned = Here is the same pilot for another centre, with figures of its own. It still needs dates and people.
pilot-go-idea = Back to the idea
pilot-go-preparation = Prepare the pilot
pilot-go-running = Start the pilot
pilot-go-review = Go on to the review
pilot-go-decided = Decide
pilot-missing = Before that, these are missing:
pilot-need-hypothesis = the hypothesis: what you believe
pilot-need-items = at least one item of the inventory
pilot-need-starts-on = the first day
pilot-need-ends-on = the last day
pilot-need-session = a published session, or an announced live one, for at least one of the items
pilot-need-cohort = at least one person invited or enrolled
pilot-need-begun = the first day, which is still to come
pilot-need-ends-later = a last day that is still to come
pilot-complete = Complete the pilot
pilot-decide = Decide what comes next
pilot-decide-extend = Extend: the pilot goes on, with new dates
pilot-decide-adapt = Adapt: something is changed before going on
pilot-decide-stop = Stop: the pilot ends for good
pilot-decide-reason = Why
pilot-decide-reason-hint = For whoever reads this decision in a year
pilot-decide-do = Record the decision
pilot-decision-extend = Extended
pilot-decision-adapt = To be adapted
pilot-decision-stop = Stopped
pilot-step-by = { $who }, { $date }
pilot-steps = Every step and decision
pilot-cloned-from = This pilot follows one of another centre
pilot-clones = Also tried elsewhere:
pilot-clone = Try it in another centre
pilot-clone-centre = Centre
pilot-clone-hint = The question, the items and the sheet are taken over. Dates, people and figures will be its own.
pilot-clone-do = Create that centre’s pilot
pilot-more = The rest of the pilot
problem-pilot-not-ready = The pilot has not moved on: something is still missing.
problem-pilot-moved = Somebody else has moved this pilot meanwhile. Your request changed nothing.
problem-already-decided = What comes next for this pilot is already decided. Your decision was not recorded.
problem-pilot-cannot-move = This pilot cannot go to that step from where it stands.
problem-pilot-not-begun = This pilot has not begun: there is nothing to decide yet.
field-need-hypothesis = Write the hypothesis first.
field-need-items = Choose at least one item first.
field-need-starts-on = Set the first day first.
field-need-ends-on = Set the last day first.
field-need-session = Publish or announce a session of one of the items first.
field-need-cohort = Invite at least one person first.
field-need-begun = The first day has not come yet.
field-need-ends-later = The last day has passed already.
field-somebody-decided =
    { $decision ->
        [extend] { $who } decided on { $day } to extend this pilot.
        [adapt] { $who } decided on { $day } to adapt this pilot.
       *[stop] { $who } decided on { $day } to stop this pilot.
    }
field-somebody-moved = { $who } moved this pilot on { $day }.

## The sheet of a pilot

sheet-title = Pilot sheet
sheet-edit = Edit the sheet
sheet-edit-title = Edit the sheet
sheet-edit-lead = Fill in what you know; a row left empty does not count. Every earlier version is kept.
sheet-save = Save the sheet
sheet-saved = The sheet is saved; the earlier version is kept.
sheet-said = Your comment is added.
sheet-empty-title = The sheet is still empty
sheet-empty-text = For whom, with whom, with what money, against which targets: begin with what you know.
sheet-for-whom = For whom, and what promise?
sheet-promise-hint = What those invited are promised; they will read it
sheet-tags-hint = Separated by commas
sheet-part-title = Name of the pilot
sheet-part-hypothesis = Hypothesis
sheet-part-item-ids = Items
sheet-part-starts-on = Start
sheet-part-ends-on = End
sheet-part-targets = Uptake targets
sheet-part-promise = Promise
sheet-part-audience = Audience
sheet-part-centre = Centre
sheet-part-tags = Tags
sheet-part-owners = Owners
sheet-part-partners = Partners
sheet-part-funding = Funding
sheet-part-budget = Budget
sheet-part-goals = Targets and baseline
sheet-part-risks = Risks
sheet-part-terms = Value and comparison
sheet-part-before = Business model before
sheet-part-after = Business model after
sheet-part-model = Business model
sheet-model-before = Business model, before the pilot
sheet-model-after = Business model, after the pilot
sheet-budget-text = Amounts take a comma or a point. What was spent replaces the plan as soon as it is known.
sheet-terms = Value, and comparison with a class in a centre
sheet-terms-text = These figures serve the break-even point and the comparison; leave empty what you do not know.
sheet-terms-per-person = What one person brings in, once
sheet-terms-per-hour = What an hour watched is worth
sheet-terms-class-cost = Whole cost of a class in a centre
sheet-terms-class-people = Participants in that class
sheet-terms-class-minutes = Length of that class (minutes)
sheet-column-name = Name
sheet-column-division = Division
sheet-column-brings = Brings
sheet-column-owed = Is owed
sheet-column-source = Source
sheet-column-amount = Amount
sheet-column-label = Expense
sheet-column-timing = When
sheet-column-basis = Kind
sheet-column-planned = Planned
sheet-column-actual = Spent
sheet-column-measure = Measure
sheet-column-baseline = Before
sheet-column-target = Target
sheet-column-counted = Figure that tells
sheet-counted-elsewhere = Measured elsewhere
sheet-column-risk = Risk
sheet-column-answer = What is done about it
sheet-column-block = Block
sheet-column-before = Before
sheet-column-after = After
sheet-timing-once = Once
sheet-timing-monthly = Every month
sheet-basis-fixed = Fixed
sheet-basis-per-person = Variable, per person
sheet-block-partners = Key partners
sheet-block-activities = Key activities
sheet-block-resources = Key resources
sheet-block-value = Value proposition
sheet-block-relationships = Customer relationships
sheet-block-channels = Channels
sheet-block-segments = Customer segments
sheet-block-costs = Cost structure
sheet-block-revenue = Revenue streams
sheet-comments = Comments
sheet-comment = Your comment
sheet-comment-do = Add the comment
versions-title = Versions
versions-empty-title = One version only
versions-empty-text = Nothing has been changed yet. Every change will appear here, with what stood there before.
versions-number = Version { $number }
versions-same = Nothing is different in this version.
versions-what = Field
versions-before = Before
versions-after = After
versions-row = { $part }, row { $row }
field-not-an-amount = Write an amount, for example 1,200.50.
field-negative = An amount cannot be negative.
field-amount-too-large = This amount is too large.

## Cohort

cohort-title = Cohort
cohort-lead = Who is invited, and what each answered.
cohort-empty-text = Invite people below, or open the enrolment to all.
cohort-invited = Invited or enrolled
cohort-accepted = Accepted
cohort-declined = Declined
cohort-bounced = Emails refused
cohort-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
cohort-who = Address
cohort-when = Invited
cohort-letter = Email
cohort-answer = Answer
cohort-letter-due = Waiting to be sent
cohort-letter-sent = Sent
cohort-letter-bounced = Refused
cohort-letter-none = Not sent from here
cohort-no-answer = Not yet
cohort-enrolled = enrolled
cohort-no-account = no account
cohort-compared = The comparison group is completed.
cohort-opened = The enrolment is open at a new address.
cohort-closed = The enrolment is closed: its address leads nowhere any more.
cohort-file = Invite from a file
cohort-file-text = A CSV file, one person a line. Lines with a fault are named to you; the others are invited.
cohort-file-label = File of addresses
cohort-file-do = Invite these people
cohort-enrolment = Open enrolment
cohort-enrolment-text = An address to pass on or to print: whoever follows it asks to take part. Opening it again makes a new one.
cohort-qr = Code to photograph, which leads to the enrolment
cohort-open = Open the enrolment
cohort-close = Close the enrolment
cohort-comparison = Comparison group
cohort-comparison-text = These people are never invited, and nothing they do is looked at one by one. A person is in one group only.
cohort-comparison-count =
    { $count ->
        [0] Nobody is in this group.
        [one] { $count } person is in this group.
       *[other] { $count } people are in this group.
    }
cohort-comparison-emails = Addresses to add to the group
cohort-comparison-do = Add to the group
pilot-invite-lead-letters = Each person receives an email with a link and a code to answer, even without being a member yet.
pilot-invite-refused =
    { $count ->
        [one] One entry was not taken
       *[other] { $count } entries were not taken
    }
pilot-invite-line = Line { $line }:
field-in-comparison = This person is in the comparison group and is not invited.
field-is-invited = This person is invited to the pilot and cannot be compared with.
field-unknown-code = This code and this address do not go together. Check them in your email.
problem-too-many-enrolments = Many requests came from here or for this project in a short time. Try again in an hour.

## What somebody invited reads

invitation-kicker = You are invited
invitation-just-accepted = Thank you: your participation is noted.
invitation-just-declined = Noted: you will receive nothing more about this project.
invitation-now-accepted = You have accepted. You can change your mind here as long as the project lasts.
invitation-now-declined = You have declined. You can change your mind here as long as the project lasts.
invitation-accept = I will take part
invitation-decline = No, thank you
invitation-watch = See the sessions
invitation-no-account = You will need an account to watch the sessions. Your centre’s front desk will open one for you.
invitation-over = This project is over. Thank you for your interest.
invitation-privacy = Your answer is seen by those who run this project. What you watch is only counted in numbers, never under your name.
code-title = Answer with a code
code-lead = The code is in the invitation you received by email.
code-email = Your email address
code-code = Code
code-do = See the invitation
enrol-kicker = Open enrolment
enrol-do = Take part
enrol-done = Your request is noted. Thank you!
enrol-done-letter = If this address can take part, an email with a link is on its way to it: open it to confirm your participation. Nothing comes? Ask at your centre’s front desk.
invite-letter-subject = Invitation: { $title }
invite-letter-hello = Hello { $name },
invite-letter-hello-stranger = Hello,
invite-letter-invited = You are invited to take part in “{ $title }”.
invite-letter-asked = You asked to take part in “{ $title }”. It remains to be confirmed.
invite-letter-answer = See the invitation and answer
invite-letter-code = Without the link, your code is { $code }. It is typed here
invite-letter-end = If you would rather not take part, say so in the same place, or do nothing.

## Costs

costs-title = Costs
costs-lead = What the pilot has cost so far, and what that comes to for an hour watched.
costs-edit = Edit the budget
costs-above-plan = The pilot costs more than planned.
costs-few = Fewer than five people have started a session: we show neither the time watched nor what follows from it.
costs-total = Cost so far
costs-per-hour = Per hour watched
costs-per-person = Per person reached
costs-class-per-hour = In a centre, per participant hour
costs-reach = Online, for one person in the room
costs-break-even = Break-even point:
costs-met = reached; the pilot is worth more than it costs.
costs-never = out of reach at the current rate; each month costs at least what it brings in.
costs-unknown = it cannot be said yet.
costs-in =
    { $count ->
        [one] in one month at the current rate, in { $month }.
       *[other] in { $count } months at the current rate, in { $month }.
    }
costs-cheaper = An hour watched costs { $times } times less than a participant hour in a centre.
costs-dearer = An hour watched costs { $times } times more than a participant hour in a centre.
costs-lines = Line by line
costs-line = Line
costs-amount = Amount
costs-setup = Set-up
costs-setup-def = What is spent once, as the pilot’s sheet says.
costs-running = Running
costs-running-def = What is spent every month, for { $months } months.
costs-storage = Storage
costs-storage-def = { $size } kept for { $months } months, at the organisation’s price.
costs-egress = Delivery
costs-amount-few = Too few people to say
costs-per-hour-few = Too few people for a cost per hour
costs-per-person-few = Too few people for a cost per person
costs-egress-few = Too few people watched to say for how long; the measured rate of the best version is { $rate } Mbit/s.
costs-egress-def = { $watched } watched at { $rate } Mbit/s, the measured rate of the best version.
costs-planned = Planned in all
costs-planned-def = The planned budget, from the first day to the last.
costs-funding = Funding found
costs-funding-def = The sum of the sources written in the sheet.
costs-if = What if…
costs-if-text = Change a figure to see what would become of the cost. Nothing is saved; what stays empty keeps its value.
costs-if-people = People reached
costs-if-hours = Hours per person
costs-if-months = Months
costs-if-per-person = Worth of a person
costs-if-per-hour = Worth of an hour
costs-if-do = Reckon again
costs-if-reset = Back to the true figures
prices-title = Prices
prices-lead = What things cost the organisation. The costs of every pilot follow from it.
prices-legend = The organisation’s prices
prices-saved = The prices are saved.
prices-currency = Currency
prices-currency-hint = Its three-letter code, for example CAD
prices-storage = Keeping a gigabyte for a month
prices-egress = Delivering a gigabyte
prices-staff = An hour of work
prices-room = An hour of a room
prices-save = Save the prices
prices-by = Last changed by { $who }.
field-not-a-currency = Write the three letters of the currency, for example CAD.

## Portfolio

alert-no-uptake = Nobody has come after a week
alert-above-plan = Costs more than planned
alert-ends-soon = Ends on { $date }
pilots-decisions = Decisions
decisions-title = Decisions
decisions-search = Search the decisions
decisions-do = Search
decisions-empty-title = No decision
decisions-empty-text = Decisions about pilots will appear here, with their reasons.
