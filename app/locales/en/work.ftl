### The work on items: the steps, the board, the comments

## Rail

rail-my-tasks = My tasks
rail-my-tasks-count =
    { $count ->
        [one] { $count } task in hand
       *[other] { $count } tasks in hand
    }
rail-board = Board

## Where a step stands

task-state-locked = Not yet
task-state-open = Open
task-state-handed-back = Handed back
task-state-claimed = In hand
task-state-blocked = Blocked
task-state-done = Done

## My tasks

tasks-title = My tasks
tasks-mine = In hand
tasks-none-title = Nothing in hand right now
tasks-none-text = Claim a step from the list below, and it will be here with its due date.
tasks-unread = Someone wrote to you
tasks-open = Open to claim
tasks-under-way = Under way
tasks-open-none-title = No step matches
tasks-open-none-text = Remove a filter, or start the work on more items from the inventory.
tasks-count =
    { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
tasks-claim-ticked = Claim the ticked steps
tasks-state = State
tasks-state-claimable = That I can claim
tasks-state-all = All under way
tasks-step = Step
task-due = Due { $day }
task-overdue = Overdue since { $day }
task-is-overdue = Overdue
task-held-by = In hand: { $name }
task-done-by = Done by { $name }
task-for-managers = This step is for managers.
task-handed-back-for = Handed back:
task-blocked-for = Blocked:
task-choose = Tick
task-tick = Tick “{ $step }” for “{ $title }”
task-claim = Claim
task-finish = Done
task-release = Give back
task-unblock = Go on
task-hand-back = Hand back to an earlier step
task-hand-back-to = To which step?
task-hand-back-why = What has to be put right?
task-hand-back-do = Hand back
task-block = Say that it is blocked
task-block-why = What is in the way?
task-block-do = Mark as blocked
task-claimed = This step is yours.
task-released = The step is open to others again.
task-finished = Noted. The next step is open, if there is one left.
task-handed-back = The item is back at the step you chose, with your reason.
task-is-blocked = Noted as blocked. The step stays in your hands.
task-unblocked = The step is no longer blocked.

## The work on an item

work-title = Work
work-none = The work on this item has not started yet.
work-finished = All steps have been done since { $when }.
work-start = Start the work
work-started = The work has started: the first step is open to claim.
work-history = What happened
work-start-ticked = Start the work on the ticked items
work-age-minutes =
    { $count ->
        [0] less than a minute
        [one] { $count } minute
       *[other] { $count } minutes
    }
work-age-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
work-age-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
move-claimed = { $name } claimed “{ $step }”.
move-released = { $name } let go of “{ $step }”.
move-done = { $name } finished “{ $step }”.
move-blocked = { $name } is blocked at “{ $step }”:
move-unblocked = { $name } went on with “{ $step }”.
move-handed-back = { $name } handed the item back to “{ $step }”:

## Board

board-title = Board
board-lead = Where the items that are being worked on stand, step by step.
board-steps = Steps of each kind
board-empty-title = No work under way
board-empty-text = Every item that is being worked on will be here, at its step. Choose the first ones in the inventory.
board-bottleneck =
    { $count ->
        [one] The longest wait is at “{ $step }”: one item has been there for { $age }.
       *[other] The longest wait is at “{ $step }”: half of the { $count } items have been there for { $age } or longer.
    }
board-median = Median wait
board-oldest = The oldest for
board-overdue =
    { $count ->
        [one] { $count } overdue
       *[other] { $count } overdue
    }
board-since = for { $age }
board-column-empty = Nothing at this step.
board-all = See all { $count }
board-started =
    { $count ->
        [0] No new work was started.
        [one] The work has started on { $count } item.
       *[other] The work has started on { $count } items.
    }
board-under-way =
    { $count ->
        [one] On { $count } more it was under way already, and goes on.
       *[other] On { $count } more it was under way already, and goes on.
    }

## Starting the work on several items

start-many-lead = The steps of each kind open on all these items. You see first on which.
start-many-will =
    { $started ->
        [0] The work would start on none of the chosen items ({ $chosen })
        [one] The work would start on { $started } item of { $chosen }
       *[other] The work would start on { $started } items of { $chosen }
    }
start-many-again =
    { $count ->
        [one] On { $count } of them an earlier work is finished: all its steps would begin again.
       *[other] On { $count } of them an earlier work is finished: all its steps would begin again.
    }
start-many-left =
    { $count ->
        [one] Left alone: { $count } item
       *[other] Left alone: { $count } items
    }
start-many-left-why = The work on them is under way already, and goes on where it stands.
start-many-do =
    { $started ->
        [one] Start the work on { $started } item
       *[other] Start the work on { $started } items
    }
start-many-undo = Take this start back
start-many-undone =
    { $count ->
        [0] No work was taken back.
        [one] The work on { $count } item is taken back; the item stands where it stood before.
       *[other] The work on { $count } items is taken back; they stand where they stood before.
    }
start-many-kept =
    { $count ->
        [one] Somebody has touched it since: { $count } work goes on
       *[other] Somebody has touched them since: { $count } works go on
    }
start-many-kept-step = A step was claimed or done.
start-many-kept-comment = A comment was written.

## Steps of each kind

steps-title = Steps of each kind
steps-lead = What you change here holds for work that starts from now on; work that is under way keeps its steps.
steps-number = Step { $number }
steps-new = Add a step
steps-name = Name
steps-place = Place
steps-who = Who may do it
steps-who-staff = All staff
steps-who-manager = Managers
steps-days = Days to do it in
steps-remove = Remove this step
steps-save = Save the steps
steps-saved = The steps are saved.

## Comments

comments-title = Comments
comments-none = Nobody has written anything about this item yet.
comment-by = { $name }, { $when }
comment-nobody = A deleted account
comment-unread = For you
comment-see = See it on the item
comment-seen = I have read everything
comment-write = Your comment
comment-hint = Write @ and a name, and that person finds it among their tasks.
comment-whom = Who can be called that way?
comment-do = Post the comment
item-commented = Your comment is posted.
comment-nobody-called = Nobody is called { $name } here: the comment is posted, but that name tells nobody.
comment-several-called = Several people are called { $name } here: the comment is posted, but none of them is told. Write the whole name.

## What could not be done

problem-work-under-way = The work on this item is under way already, and goes on as before.
problem-task-taken = Someone else claimed this step before you.
problem-task-not-open = This step is not open to claim right now.
problem-tasks-refused = Nothing could be claimed, for these reasons:
problem-some-tasks-refused = Some of it is yours. The rest could not be claimed:
problem-task-not-yours = This step is in someone else’s hands. Ask them to let it go, or turn to a manager.
problem-task-moved = This step has moved meanwhile. Reload the page to see where it stands.
problem-not-an-earlier-step = An item can only be handed back to an earlier step that is done.
field-task-taken = “{ $title }”: { $name } has it already.
field-task-not-open = “{ $title }”: this step is not open to claim right now.
field-task-managers-only = “{ $title }”: this step is for managers.
field-task-unknown = One of the steps is not there any more.
field-none-chosen = Tick at least one line.
field-no-steps = Keep at least one step.
field-not-a-key = Two steps have the same key, or a key holds something other than small letters, digits and “_”.
