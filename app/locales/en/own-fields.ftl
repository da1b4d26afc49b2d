### The organisation’s own fields

own-title = Fields of your own
own-lead = What your organisation writes on its items, beside everything else. Each field is in the form of an item, in the filters of the list, in imports and in exports.
own-empty-title = No fields of your own yet
own-empty-text = Add one: a collection, a year of acquisition, a shelf.
own-count =
    { $count ->
        [one] { $count } field
       *[other] { $count } fields
    }
own-full = At most { $max } fields are in use at once. Retire one to add another.
own-field = Field
own-name = Name of the field
own-kind = Content
own-kind-hint = It cannot change afterwards.
own-kind-text = Text
own-kind-number = Number
own-kind-date = Date
own-kind-choice = Choice
own-kind-yes-no = Yes or no
own-code = Column
own-order = Order
own-up = Move up
own-down = Move down
own-new = New field
own-add = Add the field
own-form = The field
own-save = Save
own-facts = { $kind }. Its column is called { $code }; it stays so when the field is renamed.
own-choices = Values to choose from
own-choices-new = Only for a choice. An empty line does not count.
own-choices-there = To remove a value, empty its line. A value that items carry cannot be removed, but it can be renamed.
own-choice = Value { $number }
own-retire-title = Retire
own-retire-text = The field is no longer in forms and filters. What is written on items stays there, and in exports.
own-retire = Retire the field
own-bring-title = Bring this field back
own-bring-text = The field will be in forms and filters again, with all that items hold of it.
own-bring = Bring the field back
own-retired-title = Retired fields
own-retired-text = They are no longer offered; what items hold of them is not lost.
own-added = The field is added.
own-saved = The field is saved.
own-moved = The order of the fields is changed.
own-retired = The field is retired. What is written on items stays there.
own-back = The field is offered again.
own-legend = Fields of your own
own-filters = More filters
own-yes = Yes
own-no = No
own-import = Field of your own: { $name }

problem-fields-full = Too many fields are in use already. Retire one first.
field-label-taken = Another field has this name already.
field-kind-is-fixed = The content of a field does not change. Add another field instead.
field-choices-missing = Give at least one value to choose from.
field-choice-twice = “{ $name }” is the name of two values.
field-choice-in-use =
    { $count ->
        [one] “{ $name }” is on { $count } item: this value cannot be removed.
       *[other] “{ $name }” is on { $count } items: this value cannot be removed.
    }
field-not-a-figure = Write a number, for example 12.5.
field-not-yes-or-no = Answer with yes or no.
import-problem-not-a-figure = “{ $found }” is not a number. Write for example 12.5.
import-problem-not-yes-or-no = “{ $found }” is neither yes nor no.
