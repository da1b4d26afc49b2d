### What came of a pilot, table by table; definitions and reports

uptake-title = Uptake in detail
uptake-open = See uptake in detail
uptake-lead = Each table counts people who were invited and started one of the pilot’s sessions.
uptake-as-of = Figures as of { $when }.
uptake-report-short = One-page report (PDF)
uptake-report-full = Full report (PDF)
uptake-workbook = Every table (XLSX)
uptake-few-title = Too few people for detail
uptake-few-text = Fewer than five people have started a session: detail would be about each of them. It will appear here once there are five.
uptake-marks = “< 5” stands for one to four people. “Withheld” stands for a number from which one below five could be worked out by subtraction.
uptake-withheld = Withheld
uptake-share = { $share } (between { $low } and { $high })
uptake-share-few = too few to say
uptake-define = Definition
uptake-see-table = See the table
uptake-drawing = { $title }; the same figures are in the table below.
uptake-week-of = week of { $date }
uptake-unnamed = not given
uptake-hours = { $from } to { $to }
uptake-way-live = Live
uptake-way-replay = Replay of a live session
uptake-way-recorded = Recording
uptake-membership-new = New members
uptake-membership-known = Members before
uptake-device-phone = Phone
uptake-device-tablet = Tablet
uptake-device-computer = Computer
uptake-device-television = Television
uptake-device-other = Other or unknown
uptake-curve-none = No curve: it takes at least twenty people to draw one. The numbers are in the table.
uptake-curve-first = first week
uptake-curve-last = last week
uptake-curve-start = beginning
uptake-curve-end = end

## Columns

uptake-column-week = Week
uptake-column-session = Session
uptake-column-instructor = Instructor
uptake-column-centre = Centre
uptake-column-language = Language
uptake-column-way = How
uptake-column-hour = Time of day
uptake-column-membership = Members
uptake-column-device = Device
uptake-column-completed = Completed
uptake-column-share = Share who complete
uptake-column-began = First week
uptake-column-later =
    { $count ->
        [one] { $count } week later
       *[other] { $count } weeks later
    }
uptake-column-part = { $from } to { $to }

## Tables

uptake-table-funnel = From invitation to return
uptake-means-funnel = Each step counts people, once each, of those invited.
uptake-table-target = Targets and baseline, so far
uptake-means-target = Each target beside where things stood before the pilot and what has been reached. What is measured elsewhere has no figure here.
uptake-table-week = By week
uptake-means-week = People who watched something of the pilot in that week, Monday to Sunday. The same person counts in every week in which they came.
uptake-table-session = By session
uptake-means-session = People who started this session, and those who completed it.
uptake-table-instructor = By instructor
uptake-means-instructor = People who started a session that this person gives, and those who completed one.
uptake-table-centre = By centre
uptake-means-centre = People who started a session of this centre, as its item says, and those who completed one.
uptake-table-language = By language
uptake-means-language = People who started a session in this language, as its item says, and those who completed one.
uptake-table-way = Live or replay
uptake-means-way = A session that was broadcast counts as live for whoever started it before the broadcast was over, and as a replay for whoever started it afterwards.
uptake-table-hour = By time of day
uptake-means-hour = People who began to watch at this time of day, by the organisation’s clock. The same person may count at several times.
uptake-table-membership = New and earlier members
uptake-means-membership = New: the account was made after the invitation. Before: it was there already.
uptake-table-device = By device
uptake-means-device = The people who watched on this kind of device, as their browser tells it. One person may count on several. A recent iPad presents itself as a computer.
uptake-table-retention = Week after week
uptake-means-retention = Of the people who watched for the first time in the same week, those who watched one, two, three weeks later. A curve is drawn from twenty people up.
uptake-table-drop-off = Where people stop
uptake-means-drop-off = Of the people who started the session, those who have seen each part of it since their invitation: the middle of each of its twentieths.

## Comparing

uptake-compare = Compare with another pilot
uptake-compare-lead = Two shares are called different only if their intervals do not touch.
uptake-compare-with = Other pilot
uptake-compare-do = Compare
uptake-compare-says = What can be said
uptake-compare-alike = nothing tells them apart
uptake-compare-more = higher here
uptake-compare-less = lower here

## Definitions

definitions-title = What the figures count
definitions-lead = Each figure of a pilot has one definition, the same on screen, in files, in the programming interface and in reports.
definitions-steps = The steps
definitions-tables = The tables
definitions-rules = The rules
uptake-rule-share = Share
uptake-rule-share-def = A share is only said of at least twenty people. Below that the numbers are shown but not the share: that of twelve people may be nearly anything.
uptake-rule-interval = Interval
uptake-rule-interval-def = Beside each share, the values between which the true one lies in 95 cases of 100 (Wilson interval). The more people, the narrower it is.
uptake-rule-few = Fewer than five
uptake-rule-few-def = A number of one to four people is replaced by “< 5”. Zero is shown. Where fewer than five people are invited, nothing of what they do is shown.
uptake-rule-withheld = Withheld
uptake-rule-withheld-def = A larger number is withheld where, by subtraction across the tables, it would give away a number below five.
uptake-rule-staff = Staff and instructors
uptake-rule-staff-def = What staff and instructors watch is never counted.
uptake-rule-days = Days and weeks
uptake-rule-days-def = They begin at midnight by the organisation’s clock; weeks begin on Monday.
uptake-rule-fresh = Freshness
uptake-rule-fresh-def = Figures are counted when the page is opened. For a pilot with two thousand invitations or more they are counted anew every minute.
uptake-rule-once = Two windows at once
uptake-rule-once-def = Nobody watches more than the time that passes. Of what someone plays in several windows or on several devices at once, as much counts as could have been watched one after the other: the same session in two windows counts once. What is played faster counts for as long as it lasts at its usual pace.
uptake-rule-since = Before the invitation
uptake-rule-since-def = What someone watched before their invitation does not count: neither in the time watched, nor in half of a session, nor in the parts seen. A session counts as completed if it was completed after the invitation, even if some of it was seen before.
uptake-rule-missing = What is not counted
uptake-rule-missing-def = Pages that were opened without watching anything. What is watched after the last day still counts.

## Reports

uptake-report-subtitle = { $kind } · figures of { $date }
uptake-report-question = The question: { $question }
uptake-report-watched = Total time watched: { $time }.
uptake-report-reading = How to read these figures
uptake-report-foot = Estrade · { $title } · page { $page } of { $pages }
problem-unknown-table = There is no such table. The tables are named on the page of definitions.
