# What could not be done, and why.

## Pages

error-code = Code { $code }
error-not-found-title = The stage is empty
error-not-found-text = This page does not exist, or no longer does. The address may have been cut off when it was copied.
error-forbidden-title = This page is reserved
error-sign-in-title = Sign in first
error-sign-in-text = This page is yours: we need to know who you are. You will come straight back to it.
error-trouble-title = Something went wrong on our side
error-trouble-text = What you had saved is kept. Try again in a moment; if it keeps happening, tell the front desk of the centre.
error-refused-title = That could not be done
error-home = Back to home
error-search = Search for a session
error-again = Try again

## Problems, by code

problem-internal = Something went wrong on our side. What was saved is kept; try again in a moment.
problem-invalid = It is not saved yet: there are points to correct.
problem-unreadable = This form reached us incomplete. Reload the page and try again.
problem-not-found = It does not exist, or no longer does.
problem-not-signed-in = Sign in, then try again.
problem-wrong-credentials = This address and this password do not match. Check them and try again.
problem-too-many-attempts = Too many attempts in a short time. Wait a minute, then try again.
problem-out-of-scope = This token does not give access to this part. Create one that includes it, or one without limits.
problem-format-not-offered = This address answers in JSON only.
problem-many-sign-ins = Many people are signing in right now. Wait a few seconds, then try again.
problem-is-published = Members can watch this recording. Remove its session from the catalogue first.
problem-no-captions-program = No program writes captions here. Add a file, or ask an administrator to set one up.
problem-nothing-to-hear = There is no sound to listen to in this recording yet.
problem-has-sessions = Members could attend a session of this item, and their history depends on it. Set it to “Rejected” instead.
problem-staff-only = Your account does not give access to the staff pages. If you need them, an administrator can give you access.
problem-manager-only = This page is for managers. If you need it, an administrator can give you access.
problem-admin-only = This page is for administrators. Someone who administers the site can give you access.
problem-not-published = This session is no longer offered.
problem-nothing-to-play = There is nothing to play for this session yet.
problem-changed-meanwhile = Someone else has made changes since you last looked. Nothing was overwritten: reload to see them, then try again.
problem-has-recordings = This item has recordings and cannot be deleted. Set it to “Rejected” instead.
problem-no-recording = This session has no recording to show yet.
problem-recording-not-ready = The recording is not ready yet; the session can be published as soon as it is.
problem-offset-mismatch = The upload resumed at the wrong place. It will go on from where it had stopped.
problem-upload-over = This upload is already finished.
problem-busy = A lot is going on right now. Try again in a minute.
problem-cross-site = The request did not come from this site and was refused.
problem-method-not-allowed = This address exists, but not for this kind of request.
problem-too-large = This is larger than what is accepted here.
problem-unsupported-media-type = This format is not accepted here.
problem-version-required = Say which version the change is based on (If-Match header).
problem-too-slow = The answer took too long. Try again in a moment.
problem-tus-version = Uploading needs version 1.0.0 of the tus protocol.
problem-checksum-mismatch = The bytes received do not match the announced checksum. Send this piece again.
problem-interrupted = The upload was interrupted. What arrived is kept: you can resume it.
problem-upload-in-progress = This upload is already in progress elsewhere. Try again in a moment.
problem-not-failed = This recording has not failed: there is nothing to try again.
problem-pilot-over = This pilot is over: nobody else can be invited.

## Fields, by code

field-invalid = This value is not accepted.
field-required = Fill in this field.
field-too-long = At most { $max } characters.
field-too-short = At least { $min } characters.
field-too-many = At most { $max } values.
field-out-of-range = A number from { $min } to { $max }.
field-not-a-number = Write a whole number.
field-no-cues = This file has no captions that we can read. Choose a .vtt or .srt file.
field-not-a-time = Line { $line }: the time cannot be read. Write two times as in the other lines, with an arrow between them.
field-ends-before-it-begins = Line { $line }: the end comes before the beginning.
field-not-a-language = This is not a language code. Write for example fr or en-CA.
field-not-utf8 = The text is not UTF-8. Save it in that encoding, then try again.
field-not-a-cue = Line { $line }: this text has no time, or its time cannot be read.
field-unknown-scope = There is no such scope. Write one of those that the API’s documentation shows.
field-unknown-language = We do not know this language; write a code such as fr or en.
field-unknown = We do not know this value.
field-not-an-address = Write an email address, for example name@example.ca.
field-taken = This address already has an account.
field-not-a-date = Write a date, for example 2026-11-21.
field-not-a-url = Write a full address that begins with https://.
field-wrong-type = The value is not of the expected type.
field-unreadable = This value cannot be read.
field-unknown-item = There is no item with this id.
field-empty-file = The file is empty.
field-file-too-large = The file is too large.
field-longer-than-announced = More was sent than announced.
field-not-of-this-item = This recording belongs to another item.
field-not-a-cursor = This continuation of the list is no longer valid. Start again from the top.
field-not-a-viewing = These intervals cannot be those of a viewing.
field-before-start = The end comes before the start.
field-not-a-country = Give the country as its two-letter code, for example CA.
field-not-https = The address must begin with https://.
field-has-credentials = The address must not contain a user name or a password.
field-refused-address = This address leads to a private network and cannot be used.
field-unknown-host = This host cannot be found.
