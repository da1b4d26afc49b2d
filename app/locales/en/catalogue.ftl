# The catalogue and its cards.

catalogue-title = Catalogue
catalogue-filters = Filters
catalogue-filters-close = Close the filters
catalogue-chosen = { $count } chosen
catalogue-chosen-label = Chosen filters
catalogue-remove = Remove filter
catalogue-clear = Clear all
catalogue-apply = Show results
catalogue-results = Results
catalogue-count =
    { $count ->
        [0] No sessions
        [one] { $count } session
       *[other] { $count } sessions
    }
catalogue-sort = Sort by
catalogue-sort-do = Sort
sort-new = Newest
sort-title = Title
sort-duration = Shortest
catalogue-more = More sessions
catalogue-first = Back to the start
catalogue-shown = { $shown } of { $count }
catalogue-empty-title = Nothing matches
catalogue-empty-text = No session has these words and these filters together. Try a broader word, or remove a filter.
catalogue-empty-clear = Clear filters
catalogue-empty-members = Many sessions are for members: sign in to search among them too.
catalogue-bare-title = The catalogue is still empty
catalogue-bare-text = The sessions that the centre publishes will appear here.

## Facets

facet-any = Any
facet-more = More choices
facet-duration-max = Duration
facet-level = Level
facet-equipment = Equipment
facet-language = Language
facet-kind = Kind
facet-instructor = Instructor
facet-centre = Centre
facet-tag = Topic
facet-minutes = { $minutes } min or less

## Cards

card-duration = Duration:
card-minutes = { $minutes } min
card-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
card-by = With { $name }
card-seen = Already watched
card-pages-read = Pages read: { $read } of { $count }
card-left = { $minutes } min left
card-done = Completed
