### What staff see: the inventory, the recording and the import

## Inventory

inventory-title = Inventory
inventory-lead = Everything the centre owns or could offer, digitized or not.
inventory-import = Import
inventory-export =
    { $count ->
        [one] Export this item ({ $form })
       *[other] Export these { $count } items ({ $form })
    }
inventory-export-all = Export the whole inventory ({ $form })
inventory-new = New item
inventory-search = Search by title, shelf mark or person
inventory-status = Status
inventory-tag = Tag
inventory-filter = Filter
inventory-all = See all items
inventory-view-alone = See the whole view
inventory-item = Item
inventory-changed = Changed
inventory-count =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
inventory-empty-title = The inventory is still empty
inventory-empty-text = Every class, guide or talk will have its item here. Start by importing the list you already keep in a spreadsheet.
inventory-empty-import = Import a file
inventory-none-title = No item matches
inventory-none-asked = Filters in place: { $asked }.
inventory-none-words = Try a shorter word, or remove a filter. Accents and capitals make no difference.
inventory-end-title = The list ends here
inventory-end-text =
    { $count ->
        [one] The only item of the list is on an earlier page.
       *[other] The { $count } items of the list are on earlier pages.
    }
asked-for = { $name } “{ $value }”
asked-words = Words
filter-all = All
pager-label = Pages of the list
pager-shown = { $from } to { $to } of { $count }
pager-first = Back to the start
pager-next = Next
item-deleted = The item has been deleted.

## The form of an item

item-new-title = New item
item-edit-title = Edit the item
item-what = What is it?
item-for = Who is it for, and with what?
item-where = How far along is it?
item-title = Title
item-description = Description
item-key = Shelf mark
item-key-hint = Its name in your spreadsheet
item-duration = Duration
item-minutes = Duration in minutes
item-instructor = Instructor
item-centre = Centre
item-equipment = Equipment
item-equipment-hint = Separated by commas; leave empty when none is needed
item-tags = Tags
item-tags-hint = Separated by commas
item-status-hint = “Published” and “Withdrawn” follow the session
item-language-none = None
form-cancel = Cancel
field-key-taken = Another item already has this shelf mark
field-title-missing = Write a title in at least one language
field-not-minutes = The duration is a number of minutes, from 1 to 1440
field-unknown-choice = Choose one of the values offered
item-save = Save the item
item-meanwhile-title = Someone else has just changed this item
item-meanwhile-text = What you wrote is kept below. Open the item in another tab to see what changed; if you save now, your version will replace theirs.
item-meanwhile-see = See the item as it is now
item-delete-title = Delete the item
item-delete-text = The item leaves the inventory and cannot be brought back. An item with recordings cannot be deleted; set it to “Rejected” instead.
item-delete-sure = Yes, delete this item
item-delete-do = Delete the item

## The life of an item

item-saved = The item is saved.
item-changed = Changed { $when }
item-edit = Edit
item-shelf = On the shelf
item-no-description = No description yet.
item-recording = Recording
item-announced = These sessions are announced: they are on the schedule and in the catalogue.
item-session = Session
item-session-later = The session can be published once the recording is ready.
item-publish-text = The recording is ready. Once published, it appears at once in the members’ catalogue.
item-publish-public = Show the page to visitors as well; watching always needs an account
item-publish = Publish the session
item-publish-anyway = Publish anyway
item-published-since = Offered to members since { $when }.
item-published-public = Anyone can see the page.
item-see = See the session
item-session-recording = Recording
item-session-guide = Guide
item-session-live = Live on { $day }
item-studio = Open the studio
item-unpublish = Remove from the catalogue
item-withdrawn-text = The session was removed from the catalogue. Its address stays the same if you publish it again.
item-publish-again = Publish again
item-newer-text = A newer recording is ready. Publishing it will show it beside the current session; then remove that one.
item-just-published = The session is in the catalogue.
item-just-unpublished = The session is no longer in the catalogue.
item-pilots = Pilots
item-no-pilot = This item is part of no pilot.

## Recording

recording-state-awaiting-upload = Upload unfinished
recording-state-uploaded = Received
recording-state-processing = Processing
recording-state-playable = Already watchable
recording-state-ready = Ready
recording-state-failed = Needs a retry
recording-awaiting-text = { $received } of { $size } received. To continue, choose the same file again below.
recording-uploaded-text = The whole file has arrived. Its turn is coming; you can leave this page.
recording-processing-text = { $percent }. You can leave this page; the work goes on.
recording-processing-left = { $percent }, about { $left } left. You can leave this page; the work goes on.
recording-playable-text = { $percent }. A first version can already be published; the others are being prepared.
recording-changed = There is news about this recording.
recording-reload = Reload the page
recording-failed-title = The recording could not be prepared
recording-failed-kept = { $problem } The original we received is kept.
recording-lesser-title = The recording can be watched, but not in all of its sizes
recording-lesser-kept = { $problem } The first version stays in place, and the original is kept.
recording-retry = Try again
recording-other = Upload another file
recording-replace = Replace
recording-cancel = Abandon this upload
recording-cancelled = The upload was abandoned; what had arrived has been erased.
recording-retried = The work starts again, from the file we received.
recording-poster = Picture of the recording
recording-renditions = Prepared versions
recording-pages =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }
captions-title = Captions
captions-none = No captions yet. With them, people follow without sound and find a moment by its words.
captions-cues =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
captions-sdh-short = deaf and hard of hearing
captions-edit = Correct
captions-download = Download
captions-remove = Remove
captions-add = Add a captions file
captions-file = File
captions-file-hint = A .vtt or .srt file. It replaces the one in the same language, if there is one.
captions-language = Language of the text
captions-chapters-short = chapters
captions-kind = Kind of text
captions-kind-subtitles = Subtitles: what is said
captions-kind-captions = For the deaf and hard of hearing: sounds and music too
captions-kind-chapters = Chapters: the name of each part
captions-add-do = Add
captions-spoken = Language spoken
captions-listen = Write captions automatically
captions-listen-hint = A program listens and writes. Always read what it proposes.
captions-listening = Listening has begun. The captions will appear here; read them over.
captions-text = Text and timing: { $name }
captions-text-hint = A line of times, then what is said, then an empty line. Members see the correction as soon as it is saved.
captions-save = Save the captions
captions-saved = The captions are in place.
captions-removed = The captions have been removed.
recording-stored = Takes { $size }, original included.
recording-remove = Remove this recording
recording-removed = The recording has been removed. You can bring it back for seven days.
recording-removed-name = “{ $name }” has been removed and will be erased after seven days.
recording-restore = Bring back
recording-restored = The recording is back.
recording-earlier = Earlier recordings
recording-received = Received { $when }
rendition-height = Picture
rendition-bitrate = Bitrate
rendition-size = Size
rendition-sound = Sound only
rendition-mbits = { $value } Mbit/s
rendition-kbits = { $value } kbit/s

## Why a recording failed; the API says them too

media-problem-empty = The file is empty.
media-problem-not-media = The file is not a video, a sound recording, a document or a picture of a page that we can read.
media-problem-playlist = The file is a playlist, not the recording itself.
media-problem-truncated = The file stops too early: the copy from the camera was probably incomplete.
media-problem-no-picture-or-sound = The file contains neither picture nor sound.
media-problem-unsupported-codec = The file is protected, or written in a format that we do not accept. Export it as MP4 (H.264).
media-problem-password = The PDF opens with a password, and no page could be read. Save a copy of it without a password, then send that one.
media-problem-no-office = This server cannot turn office documents into pages. Save the document as PDF, then send that PDF.
media-problem-unconvertible = This document could not be turned into pages: it is probably damaged, protected by a password or too heavy. Save it as PDF, then send that PDF.
media-problem-too-long = The recording is too long. Cut it into several parts.
media-problem-too-large = The picture is too large. Export it at 4K or less.
media-problem-too-many-streams = The file contains too many tracks. Export a single picture track and a single sound track.
media-problem-timeout = The work took longer than allowed. Trying again may be enough.
media-problem-stalled = The work stopped making progress. Trying again may be enough.
media-problem-out-of-space = There was no room left on the server. Tell an administrator, then try again.
media-problem-cancelled = The work was stopped.
media-problem-engine-missing = The server lacks a program. Tell an administrator, then try again.
media-problem-engine = The work failed for an unknown reason. Try again; if it keeps happening, tell an administrator.

## Uploading a file

upload-choose = Drop videos, sounds, documents or pictures of pages here, or choose files
upload-hint = Up to { $size } a file. The upload resumes by itself if the connection drops.
upload-queue = Upload under way
upload-progress = Upload
upload-starting = The upload is starting…
upload-sending = { $done } of { $size }, { $left } left
upload-sent = { $done } of { $size }
upload-paused = Paused, { $done } of { $size }. Nothing is lost.
upload-waiting = The connection is down. The upload will resume by itself.
upload-done = The file has arrived. The page is updating…
upload-failed = The upload has stopped. Choose the same file again: it will resume from where it was.
upload-too-large = This file is over { $size }. Cut it into several parts.
upload-empty = This file is empty. Choose another.
upload-pause = Pause
upload-resume = Resume the upload
upload-cancel = Cancel the upload
upload-dismiss = Remove from the list
upload-no-script = Uploading a file needs JavaScript in the browser. Without it, the server’s API accepts files through the tus 1.0.0 protocol: see POST /api/v1/recordings.

## Import

import-title = Import items
import-lead = Start from the spreadsheet you already keep. Each line becomes an item; importing the same file twice creates no duplicates, as long as each line has a shelf mark.
import-file = CSV or XLSX file
import-file-hint = CSV, XLSX workbook or Dublin Core records (XML), up to 64 MB. The separator and the encoding are recognized.
import-check = Check only, without changing anything
import-check-hint = The report will say what the file would change.
import-do = Read the file
import-template = Download the inventory (CSV)
import-template-xlsx = Download the inventory (XLSX)
import-content = Content
import-values = Recognized values
import-columns = Recognized columns
import-columns-text = Give your columns these names, in French or in English, or keep those of an export. Capitals, accents and punctuation do not matter, and many other names are recognised: you check before the file is read. Values are written in words, in either language.
import-col-kind = Required.
import-col-title = At least one of the two titles.
import-col-key = Recognises the item from one import to the next.
import-col-id = What an export writes: it recognises the item.
import-col-lists = Several values, separated by semicolons.
import-col-pairs = Each object, an equals sign, then what does instead; a semicolon between two.
import-col-duration = 45, 45 min or 1 h 30.
import-col-language = In words, or by its code.
import-col-date = For example 2027-03-01 or 01/03/2027.
import-col-status = “Published” and “Withdrawn” follow the session: a file does not change them.
import-col-own = Field of your organisation.
import-recent = Recent imports
import-recent-none = No file has been imported yet.
import-report = Import report
import-report-check = Check report
import-state = Status
import-state-received = Received
import-state-reading = Being read
import-state-done = Read
import-state-failed = Unreadable
import-checked-only = Check
import-written = Import
import-way = Kind
import-reading-title = The file is being read
import-reading-text = This page updates by itself. You may also leave it: the report stays here.
import-all = Everything is in
import-all-text = Every line has its item in the inventory.
import-all-checked = Everything is ready to come in
import-all-checked-text = Nothing in the inventory has been changed.
import-partly = Almost everything is in
import-partly-checked = Almost everything is ready to come in
import-partly-text =
    { $count ->
        [one] One point needs correcting. Correct your file, then import it again: the rest will not change.
       *[other] { $count } points need correcting. Correct your file, then import it again: the rest will not change.
    }
import-failed-title = The file could not be read
import-failed-text = Nothing in the inventory has changed.
import-read =
    { $count ->
        [one] line read
       *[other] lines read
    }
import-created =
    { $count ->
        [one] item created
       *[other] items created
    }
import-changed =
    { $count ->
        [one] item changed
       *[other] items changed
    }
import-unchanged =
    { $count ->
        [one] item unchanged
       *[other] items unchanged
    }
import-would-create =
    { $count ->
        [one] item would be created
       *[other] items would be created
    }
import-would-change =
    { $count ->
        [one] item would change
       *[other] items would change
    }
import-would-stay =
    { $count ->
        [one] item would stay as it is
       *[other] items would stay as they are
    }
import-problems-count =
    { $count ->
        [one] point to correct
       *[other] points to correct
    }
import-problems = To correct
import-problems-caption = Problems by line
import-problems-cut = The first { $shown } points of { $count } are shown.
import-line = Line
import-whole-file = File
import-column = Column
import-problem = What is wrong
import-lines = Lines read
import-again = Import again
import-see = See the inventory

## Points to correct in a file; the API says them too

import-problem-required = A value is missing.
import-problem-unknown-kind = “{ $found }” is not a known kind. Write class, guide, talk, recipe, audio or service step.
import-problem-unknown-level = “{ $found }” is not a known level. Write all levels, beginner, intermediate or advanced.
import-problem-unknown-status = “{ $found }” is not a known status. Write identified, assessed, selected, in production or rejected.
import-problem-unknown-language = “{ $found }” is not a language that we recognise. Write French or English, or the code of another language.
import-problem-not-a-number = “{ $found }” is not a number of minutes. Write, for example, 30.
import-problem-out-of-range = “{ $found }” is out of range: from 1 to 1440 minutes.
import-problem-too-long = The text is too long.
import-problem-too-many = There are too many values in this cell.
import-problem-formula = “{ $found }” begins like a spreadsheet formula. Remove the sign at its start.
import-problem-repeated-key = The shelf mark “{ $found }” occurs more than once in the file.
import-problem-taken = The shelf mark “{ $found }” belongs to another item.
import-problem-unreadable-row = The line cannot be read: a quotation mark may be missing.
import-problem-missing-column = This column is missing. A file gives at least the kind, and the title in French or in English: say which column stands for it, or add it.
import-problem-not-a-table = This file is not a table we can read, or it is damaged. Save it as CSV or XLSX.
import-problem-too-many-rows = The file has too many lines; the rest was not read. Put it in another file.
import-problem-unknown-id = No record has the id “{ $found }”. Leave the cell empty to create a record.
import-problem-interrupted = The import stopped because of a problem on our side. What was read is kept: import the same file again for the rest.
import-problem-unknown-choice = “{ $found }” is not one of the values this column knows.
import-problem-not-a-date = “{ $found }” is not a date. Write for example 2027-03-01.
import-problem-not-a-pair = “{ $found }” cannot be read. Write each piece with an equals sign, then what does instead.
import-problem-before-start = The end comes before the start.
import-problem-other = This value cannot be taken as it stands.

## Around the recording

recording-open-text = { $received } recorded so far. If it is still being recorded in another window, let it finish.
recording-finish = Keep what was recorded
recording-finished = What was recorded is kept, and is being prepared.
recording-stored-price = Takes { $size }, original included; that costs { $price } a month.
recording-faults-title = Part of this recording is damaged
recording-faults =
    { $count ->
        [one] One stored file is missing or has changed since it was written. Nothing was deleted: tell your administrator, and keep your copy of the original.
       *[other] { $count } stored files are missing or have changed since they were written. Nothing was deleted: tell your administrator, and keep your copy of the original.
    }
editor-play-here = Play from this line
editor-insert-time = Write down the film’s time
cut-title = Cut
cut-now = Shown: { $length } of { $whole }.
cut-kept = Parts to keep
cut-hint = One part a line, like 0:12 - 14:30. The rest is not shown any more; the original stays whole, and everything can be put back.
cut-do = Cut the recording
cut-undo = Put everything back
cut-begun = The cut is being prepared. Members see the present version until it is ready. Then check that its picture still suits it.
cut-failed-title = The cut could not be made; what was shown still is
cut-undone = The recording is whole again.
beside-title = Described sound, other languages, sign language
beside-none = Nothing yet. A described sound, a dubbed one or an interpreter’s picture plays along with the recording.
beside-add = Add a version
beside-role = Kind of version
beside-role-description = Audio description
beside-role-language = Sound in another language
beside-role-sign = Sign language picture
beside-language = Language
beside-next = Choose the file
beside-send = To send: { $what }
poster-choose = Choose the picture
poster-hint = The moment whose picture will stand for the recording everywhere.
poster-moment = The picture at { $at }
poster-take = Use this picture
guide-left-out-title = The guide is longer than what we show
guide-left-out =
    { $left ->
        [one] The first { $count } pages are shown. The last one is left out: split the document to offer all of it.
       *[other] The first { $count } pages are shown. The { $left } that follow are left out: split the document to offer all of it.
    }
guide-unread-title = Some pages could not be read
guide-unread =
    { $count ->
        [one] One page is a picture whose words the server could not read: it can be seen here, but searching finds nothing in it.
       *[other] { $count } pages are pictures whose words the server could not read: they can be seen here, but searching finds nothing in them.
    } If this happens with all your guides, ask an administrator to install tesseract, with French and English, then have the text read again.
guide-reading = Reading the text
guide-reading-text = { $percent }. The text from before stays until this is done. You can leave this page; the work goes on.
guide-reading-begun = The reading is asked for. The text from before stays until it is done.
guide-reading-failed-title = The text could not be read
guide-reading-failed = { $problem } The text from before is still there.
guide-read-when = Text read { $when }
guide-never-read = The text of this guide was never read. The server will read it by itself within the hour.
guide-read-again = Read its text again
guide-add = Add pages
guide-add-pictures = Photos or pictures of pages
guide-add-hint = One page for each picture, in the order in which you choose them: JPEG, PNG or WebP, up to { $size } each, 100 MB in all. Their text is read afterwards.
guide-add-after = After page
guide-add-after-hint = 0 puts them before the first page.
guide-add-do = Add these pages
guide-pages-added = The pages are in the guide. Their text is being read.
guide-arrange = Order of the pages
guide-arrange-hint = Write at which place you want each page, or take some out. What a member has read of a page stays read wherever it stands; a page that is taken out does not count any more. The document to download is bound anew from the pages that are shown.
guide-place = Place of page { $number }
guide-take-out = Take out page { $number }
guide-aside = Pages that were taken out
guide-put-back = Put leaf { $number } back at the end
guide-arrange-do = Save the pages
guide-pages-arranged = The pages are in the order that you asked for.
guide-may-download = Members can download the document.
guide-may-not-download = Members read the pages here. They cannot download the document.
guide-allow = Allow downloading
guide-forbid = Stop allowing downloading
guide-allowed = Members can now download the document.
guide-forbidden = Members can no longer download the document.
poster-taken = The picture is on its way. It will appear in a few seconds.
folder-title = Take a file from the server
folder-file = File
folder-hint = Files put there by your administrator. The file stays where it is; a copy is taken.
folder-take = Take this file
folder-begun = The file is on its way. You can leave this page.
upload-queued = Waiting for the files before it
upload-hint-left = Up to { $size } a file; your organisation has { $left } left. Sending resumes by itself if the connection drops.

## Recording in the browser

record-title = Record here
record-lead = What you record is sent as you go. If this tab closes, only the last few seconds are missing.
record-no-script = Recording here needs JavaScript in the browser.
record-camera = Camera
record-camera-hint = The camera and the microphone
record-screen = Screen
record-screen-hint = A screen, a window or a tab, with the microphone
record-both = Screen and camera
record-both-hint = The screen, the camera in a corner, and the microphone
record-picture = Preview of what is recorded
record-time = Time recorded
record-level = Microphone level
record-now = Recording
record-still = Paused
record-start = Start
record-back = Change the source
record-cancel = Cancel
record-pause = Pause
record-resume = Continue
record-keep = Stop and keep
record-discard = Throw away
record-reload = Reload the page
record-sure = Throw this recording away? Nothing of it will be kept.
record-sure-no = No, keep it
record-sure-yes = Yes, throw it away
record-asking = The browser is asking for your permission.
record-ready = All is ready. Nothing is being recorded yet.
record-no-voice = The picture is ready, but there is no microphone: your voice will not be recorded.
record-announcing = The server is getting ready…
record-countdown = Recording starts in { $seconds }
record-recording = Recording.
record-paused = Recording is paused. What came before is kept.
record-full = Recording is paused: too much is waiting to be sent. You can continue once some of it has arrived.
record-sending = The end is on its way. Keep this page open.
record-done = Everything has arrived. The page is being updated…
record-dropped = The recording was thrown away.
record-ended = The camera, the microphone or the sharing has stopped. Choose again what to record.
record-silence = The microphone hears nothing. Check that it is not muted.
record-waiting = { $size } MB are waiting to be sent.
record-line = The server does not answer. Nothing is lost: sending resumes by itself.
record-filename = Recording { $date } { $hour }.{ $minute }
record-unsupported = This browser cannot record. Try a recent version of Chrome, Edge, Firefox or Safari.
record-refused = Access to the camera, the microphone or the screen was refused. Allow it for this site in the browser, then choose again.
record-missing = This device has no camera. Connect one, then choose again.
record-taken = Another program is already using the camera or the microphone. Close it, then choose again.
record-failed = What you chose could not be opened. Choose again.
record-not-begun = Recording has not begun.
record-offline = The server does not answer. Check the connection, then try again.
record-broken = The browser stopped recording. What came before is kept.
record-stopped = Recording has stopped: the server does not take the rest. What had arrived is on the item’s page.
