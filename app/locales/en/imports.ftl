### The columns of an imported file, and what it would change

## Which column is which

mapping-title = Columns of the file
mapping-lead = Say what each column holds. Your answer will also serve for the next file with the same columns.
mapping-none = This file has no columns to name: it has not been read yet, or it cannot be read.
mapping-theirs = In your file
mapping-examples = For example
mapping-ours = On the item
mapping-as = What “{ $name }” holds
mapping-leave-out = Do not import
mapping-do = Read with these columns
mapping-guessed = The columns of your file have other names, which we think we understand. Check what is proposed, then have the file read. It is kept: no need to send it again.
mapping-needed = Say which column of the file gives the kind and which gives the title. The file is kept: no need to send it again.
mapping-remembered = The columns were read as they were last time.
mapping-remembered-but = The columns were read as they were last time, without: { $names }.
mapping-unread = These columns were not read: { $names }.
mapping-say = Choose the columns

## The fields of an item, as columns

import-in-french = { $field } (French)
import-in-english = { $field } (English)
import-id = Identifier in Estrade

## The exact difference

differences-title = What would change
differences-before = Now
differences-after = Afterwards
differences-line = Line { $line }
differences-nothing = Empty
differences-cut = Details of the first { $shown } items of { $count } are shown; all of them would change.
apply-do = Apply exactly this
apply-hint = An item that someone has changed in the meantime will be left alone, and the report will say so.
apply-done = This check has been applied
apply-done-text = The import report says what was done.
apply-see = See the import report

## Around the report

import-found = Value
import-problems-download = Download these points (CSV)
import-problem-changed-meanwhile = The item has changed since the check. It was left alone: check the file again.
import-problem-broken-letters = “{ $found }” holds unreadable characters. Save the file as UTF-8.
import-problem-empty-table = The file holds no rows.
import-problem-old-workbook = This workbook is in an old format (.xls) or protected by a password. Save it as .xlsx, without a password.
import-problem-unpacks-too-large = This compressed file holds far too much once opened. It was not read. Save it as CSV.

## When it does not work

problem-not-checked = This import is not a finished check. Nothing was changed: wait for the check to end, or import the file.
problem-check-expired = This check is more than a month old. Nothing was changed: check the file again.
problem-not-read-yet = The file has not been read yet. Wait a moment, then reload the page.
field-unknown-column = A chosen column does not exist. Reload the page.
field-column-twice = Two columns of the file cannot give the same information. Keep one of them.
field-no-kind-column = Choose the column that gives the kind.
field-no-title-column = Choose the column that gives the title, in French or in English.
