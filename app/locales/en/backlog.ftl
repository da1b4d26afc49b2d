### What is worth digitising: ranking, requests, views, duplicates

rail-backlog = To digitise

## Asking for content

ask-title = Ask for this content
ask-lead = Looking for something we do not offer yet? Tell us: requests decide what we digitise next.
ask-offer-title = Not what you were looking for?
ask-offer-text = Ask for “{ $words }”: this is how we choose what to digitise.
ask-words = What you are looking for
ask-words-hint = In a few words, for example “chair yoga”.
ask-note = A detail for the team
ask-note-hint = Length, level, who used to give the class…
ask-do = Send the request
ask-privacy = The team reads these words and your detail, without your name. Write nothing that you would not say at the front desk.
ask-thanks-title = Thank you
ask-thanks = Your request is noted.
ask-already = You had already asked for this this month: your request is noted, and counts once.
ask-next-read = The team reads requests and matches them with what the centres already know how to give.
ask-next-choose = The more something is asked for, the higher it climbs in the list of what will be digitised.
ask-next-told = When a session answers it, your home page will say so.
ask-back = Back to the catalogue
answered-text = You asked for “{ $words }”: “{ $title }” is now in the catalogue.
answered-see = See the session
answered-put-away = Do not show again

## What is kept of these requests

privacy-requests = The content you ask for, and your detail
privacy-requests-why = Choosing what will be digitised, and telling you when it is in the catalogue. The team reads them without your name.
privacy-requests-long = As long as your account exists, or until the request is dismissed and forgotten
privacy-searches = The words of a search without results, with nothing that says it was you
privacy-searches-why = Knowing what the catalogue lacks. They are shown only from five searches on.
privacy-searches-long = Thirty days; longer if at least five searches had the same words

## The ranking

backlog-title = To digitise
backlog-lead = What the centre knows and does not offer online yet, in the order in which it is worth the effort.
backlog-unscored = Only what is not scored
backlog-choose = Tick
backlog-choose-one = Tick “{ $title }”
backlog-score = Score
backlog-value = Value
backlog-ease = Ease
backlog-cost = Cost
backlog-demand = Demand
backlog-no-score = not scored
backlog-missing = missing: { $fields }
backlog-field-description = Description
backlog-none-title = No item of the ranking matches
backlog-all = See the whole ranking
backlog-unscored-none = Everything is assessed
backlog-unscored-none-text = No item of the ranking waits to be assessed.
backlog-empty-title = Nothing to digitise for now
backlog-empty-text = Items of the inventory that are neither published nor rejected are ranked here.
backlog-chosen = With the ticked items
backlog-select = Select these items
backlog-pilot = Start a pilot
backlog-reason = Reason, to reject
backlog-reject = Reject
backlog-judged = The score is saved.
backlog-selected =
    { $count ->
        [one] { $count } item is selected.
       *[other] { $count } items are selected.
    }
backlog-rejected =
    { $count ->
        [one] { $count } item is rejected.
       *[other] { $count } items are rejected.
    }
backlog-left =
    { $count ->
        [one] { $count } item stayed as it was: its status no longer allows it.
       *[other] { $count } items stayed as they were: their status no longer allows it.
    }
backlog-judge = Score
backlog-judge-again = Change the score
backlog-judge-of = of “{ $title }”
backlog-judge-save = Save the score
backlog-no-mark = Not scored yet
backlog-value-long = Value to members (5 is most)
backlog-ease-long = Ease of digitising (5 is easiest)
backlog-cost-long = Cost (5 is dearest)
backlog-value-note = Why this value
backlog-ease-note = Why this ease
backlog-cost-note = Why this cost
backlog-explained = { $sum } = { $score }. Value { $value } and demand ({ $points } of 5, for { $asked } requests and searches) make { $worth }; ease { $ease } multiplies, cost { $cost } divides.
backlog-asked =
    { $count ->
        [one] { $count } request or search by members.
       *[other] { $count } requests and searches by members.
    }
backlog-why-rejected = Rejected on { $date }: { $reason }
backlog-formula-title = How the score is made
backlog-formula-text = Score = (value and demand, as a weighted mean) × ease ÷ cost. An item has a score once its value, ease and cost are marked.
backlog-formula-weights = Weights: value { $value }, demand { $demand }, ease { $ease }, cost { $cost }. A part with weight 0 does not count; with weight 2 it counts twice.
backlog-formula-demand = Demand is members’ requests and the searches without results of the last 90 days: 1 point from the first on, 2 from three, 3 from ten, 4 from thirty, 5 from a hundred.

## Weights

weights-title = Weights
weights-legend = What counts, and how much
weights-demand = Demand by members
weights-none = Does not count
weights-once = Counts once
weights-twice = Counts twice
weights-thrice = Counts three times
weights-save = Save the weights
weights-saved = The weights are saved; the ranking already follows them.
weights-managers = Managers can change these weights.

## Requests

demand-title = Members’ requests
demand-lead = What members ask for, and what they look for without finding it. Searches are counted without anyone’s name.
demand-open = To answer
demand-linked = Linked
demand-dismissed = Dismissed
demand-empty-title = No requests here
demand-empty-text = When a search finds nothing, members can ask for that content; their requests come here.
demand-hidden =
    { $count ->
        [one] { $count } other search without results, too rare to be shown: it could name somebody.
       *[other] { $count } other searches without results ({ $searches } times in all), too rare to be shown: they could name somebody.
    }
demand-grows = Growing
demand-members = Members
demand-30 = Last 30 days
demand-90 = Last 90 days
demand-last = Last time
demand-answer = Answer
demand-make = Create an item
demand-make-kind = New item of this kind
demand-link = Link to the item
demand-link-item = Item that answers it
demand-link-hint = Paste the address of its page.
demand-link-find = Search the inventory
demand-reason = Reason not to answer it
demand-dismiss = Dismiss
demand-reopen = Open again
demand-was-linked = The request is linked. Members who made it will be told when a session is published.
demand-was-dismissed = The request is dismissed.
demand-was-reopened = The request is open again.

## Views of the inventory

views-label = Views
views-one = View
view-kept-none = The view “{ $name }” holds no item
view-digital-unpublished-none = No recording is waiting
view-digital-unpublished-none-text = This view shows items with a recording that is ready and no published session. There are none: all that is ready is offered.
view-missing-translation-none = No item without a translation
view-missing-translation-none-text = Everything is translated: each title is in both languages, and so is each description, where there is one.
view-missing-fields-none = No incomplete item
view-missing-fields-none-text = Nothing is missing: each item states its description, duration, language and centre.
view-stale-none = No item left aside
view-stale-none-text = Everything is up to date: each item was written or changed less than a year ago.
view-digital-unpublished = Digital, not yet offered
view-missing-translation = Missing translation
view-missing-fields = Missing fields
view-stale = Not changed for a year
views-keep = Keep this view
views-name = Name of the view
views-shared = Show it to the whole team
views-keep-do = Keep
views-kept = The view is kept.
views-removed = The view is removed.
views-remove = Remove “{ $name }”

## Duplicates

duplicates-title = Likely duplicates
duplicates-lead = Items that may be one. Merge them, or say that they are different: they will not come back here.
duplicates-empty-title = No duplicates in sight
duplicates-empty-text = Items with the same title, a near title or the same file are shown here.
duplicates-same-file = Same file
duplicates-same-title = Same title
duplicates-near-title = Near titles
duplicates-merge = Merge
duplicates-not-same = Not the same
duplicates-distinct = Noted: this pair will not come back.
duplicates-cut = The { $count } likeliest pairs; others follow once these are settled.
merge-title = Merge two items
merge-lead = The first item stays; the other’s address will lead to it.
merge-moves = Recordings, sessions with their history, pilots and requests of the other item go to the one that stays. What was written on the other is kept aside.
merge-do = Merge the two items
merge-swap = Keep the other instead
merge-fields = Field by field
merge-field = Field
merge-ours = Item that stays
merge-theirs = Other item
merge-kept = What will stand
merge-title-fr = Title in French
merge-title-en = Title in English
merge-description-fr = Description in French
merge-description-en = Description in English
item-merged = This item is two in one.

## What could not be done

problem-asked-enough = You have already asked for thirty things this month. Your requests are noted; you can send more next month.
problem-demand-decided = Somebody on the team has already answered this request. Reload the page to see how.
problem-views-full = You already keep fifty views. Remove one, then try again.
field-nothing-chosen = Tick at least one item first.
field-same-item = Choose two different items.
