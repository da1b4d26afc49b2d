### The inventory, continued: what is written on an item, its history, and many items at once

## How one takes part

facet-position = Position
facet-impact = Impact
position-seated = Seated
position-standing = Standing
position-floor = On the floor
position-mixed = In turn
impact-low = Low
impact-moderate = Moderate
impact-high = High, with jumps
item-space = Space needed
space-chair = Room for a chair
space-mat = Room for a mat
space-room = A few steps each way
space-outdoors = Outdoors
item-not-known = Not stated
item-age-from = From age
item-age-to = To age
item-ages = Age
item-ages-between = { $from } to { $to } years
item-ages-from = { $from } years and over
item-ages-to = Up to { $to } years
item-audience = Audience
item-programme = Programme
item-substitutes = Instead, at home
item-substitutes-hint = One line each, like this: dumbbells = water bottles

## Where it is

item-carrier = Exists today as
carrier-in-person = Taught in a room, nothing written
carrier-paper = Paper
carrier-disc = DVD or CD
carrier-tape = Tape
carrier-photos = Photos or slides
carrier-file = File
carrier-other = Something else
item-place = Where it is kept
item-condition = Condition
condition-good = As new
condition-worn = Worn, but whole
condition-fragile = Fragile
condition-damaged = Damaged, incomplete
item-owner = Responsible
item-review = To be reviewed on
item-not-digitisable = What cannot be digitised, and why
item-package = Archive package (BagIt)
labels-title = Labels
labels-one = Label
labels-lead = Print this page and stick each label on what it names: photographing the code opens the item.
labels-code = Code that opens the item “{ $title }”
labels-left-out =
    { $count ->
        [one] { $count } more item matches and has no label here. Narrow the inventory to get it.
       *[other] { $count } more items match and have no label here. Narrow the inventory to get them.
    }

## An item’s history

changes-none = No change is noted.
changes-count =
    { $count ->
        [one] History of this item: { $count } change
       *[other] History of this item: { $count } changes
    }
changes-by = { $who }, { $when }
changes-import = An import
changes-course = Followed from something else
changes-gone = Somebody whose account is gone
changes-before = Before:
changes-after = After:
changes-nothing = nothing
changes-back = Put back
changes-put-back = The field is as it was before.
changes-since = Since you opened this form:

## Many items at once

inventory-sort = Order
inventory-by-change = Last change
bulk-title = Change several items
bulk-chosen = Change the ticked items
bulk-rest =
    { $count ->
        [one] Change the whole result ({ $count } item), except the ticked
       *[other] Change the whole result ({ $count } items), except the ticked
    }
bulk-tick = Choose
bulk-tick-one = Choose “{ $title }”
bulk-nothing-title = No item is ticked
bulk-nothing-text = In the inventory, tick the items to change together, or take the whole result of a search.
bulk-back = Back to the inventory
bulk-choose = What do you want to change? Nothing changes before you have seen the effect.
bulk-add-tag = Add a tag
bulk-remove-tag = Remove a tag
bulk-look = See the effect
bulk-will =
    { $changed ->
        [0] Nothing would change: the chosen items ({ $chosen }) are like this already
        [one] { $changed } item of { $chosen } would change
       *[other] { $changed } items of { $chosen } would change
    }
bulk-more =
    { $count ->
        [one] And { $count } more item.
       *[other] And { $count } more items.
    }
bulk-do =
    { $changed ->
        [one] Change { $changed } item of { $chosen }
       *[other] Change { $changed } items of { $chosen }
    }
bulk-other = Choose something else
bulk-done =
    { $count ->
        [0] Nothing changed: the items were like this already.
        [one] { $count } item is changed.
       *[other] { $count } items are changed.
    }
bulk-undo = Take this change back
bulk-undone =
    { $restored ->
        [one] { $restored } item is as it was. Changed since, and left alone: { $kept }.
       *[other] { $restored } items are as they were. Changed since, and left alone: { $kept }.
    }

## Links between items

links-title = Links
links-part-of = Is part of
links-part-of-back = Has this part
links-translation-of = Is a translation of
links-translation-of-back = Is translated by
links-derived-from = Was made from
links-derived-from-back = Gave rise to
links-add = Link to another item
links-kind = This item
links-other = The other item
links-other-hint = Its key, or the address of its page.
links-do = Link
links-remove = Remove link
links-remove-one = Remove the link to “{ $title }”
links-linked = The two items are linked.
links-unlinked = The link is removed.

## Photos and files that are attached

attachments-title = Photos and files
attachments-add = Attach a photo or a file
attachments-photograph = Take a photo
attachments-photograph-hint = The cassette, its box, its label. The place and the time that the device writes into the photo are not kept.
attachments-file = Or choose a file
attachments-file-hint = Up to { $size }. A file that is not a photo (JPEG, PNG or WebP) is kept as it is.
attachments-do = Attach
attachments-facts = { $who }, { $when } ({ $size })
attachments-remove = Delete
attachments-remove-one = Delete “{ $name }”
attachments-attached = It is attached to the item.
attachments-removed = The attached file is deleted.
