# The member's history.

history-title = My history
history-lead = What you have watched, visible only to you.
history-delete-all = Delete all
history-delete = Delete
history-done = Completed
history-at = Stopped at { $time }
history-at-page = Stopped at page { $number }
history-read =
    { $count ->
        [one] { $read } of { $count } page read
       *[other] { $read } of { $count } pages read
    }
history-part = Part watched
history-gone = No longer offered
history-more = Older
history-deleted-one = The session has been erased from your history.
history-deleted = Your history has been erased.
history-empty-title = Nothing yet
history-empty-text = The sessions you watch are kept here, with the place where you stopped.
history-empty-first = Choose a first session
history-how = How is this counted?
history-how-part = Part watched
history-how-part-text = The different moments you have watched. A part you watch again counts only once.
history-how-watched = Time watched
history-how-watched-text = All the time spent watching, repeats included. Pausing and skipping ahead do not count.
history-how-done = Completed
history-how-done-text = You have watched at least { $percent } of the session, in one sitting or more.
history-watched = { $time } watched
history-all-title = Delete all
history-all-text = Your history and resume points will be erased at once, and cannot be brought back. They will no longer count in the centre’s totals.
history-all-sure = Yes, erase my whole history
history-all-do = Delete all
