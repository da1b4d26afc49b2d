# Rights: people on film, music and material, what ends, what the organisation asks for.

## On the page of an item

rights-title = Rights
rights-people = People on film
rights-people-none = Nobody is listed yet.
rights-add-person = Add a person on film
rights-works = Music and material
rights-works-none = Nothing is listed yet.
rights-add-work = Add a work
rights-statement = What you vouch for
rights-taken-out = Sessions taken out for want of rights
rights-stop = To settle before publishing
rights-warn = You can publish, but this is still to be settled
rights-warn-too = Also missing
rights-mend = Settle this
release-added = The person is listed.
licence-added = The work is listed.
licence-removed = The work is no longer listed.
statement-nobody = Nobody can be recognised
statement-no-music = There is no music
statement-licence = By what right do you use this content?
statement-licence-hint = For a guide, a recipe or a sound: who made it, and what allows you to share it.
statement-save = Save
statement-saved = Noted on the item.
effect-rights-ended = { $when }: the rights listed under “{ $name }” had ended.
effect-release-withdrawn = { $when }: “{ $name }” withdrew their release.
effect-reason-rights-ended = Rights ended
effect-reason-release-withdrawn = Release withdrawn

## What is missing

lack-release-missing = Nobody is listed as being on film, and nobody vouches that no one can be recognised.
lack-release-unsigned = The release of “{ $name }” is not signed.
lack-release-ended = The release of “{ $name }” has ended.
lack-release-withdrawn = “{ $name }” withdrew their release. Cut them out of the recording, then say so on their release.
lack-release-too-narrow = The release of “{ $name }” does not reach as far as members.
lack-music-missing = No music is listed, and nobody vouches that there is none.
lack-licence-missing = Nothing says what allows the use of “{ $name }”.
lack-licence-ended = The licence of “{ $name }” has ended.
lack-licence-not-live = The licence of “{ $name }” does not cover live sessions.
lack-licence-not-replay = The licence of “{ $name }” covers neither recordings nor replays.
lack-statement-missing = Nothing says by what right this content is used.

## A release

release-form = The release
release-name = Name of the person
release-name-hint = Or their initials, where these are enough to tell who it is.
release-allows = What is allowed
release-use-internal = Within the organisation only
release-use-members = Show to members
release-use-public = Show to everyone
release-minor = This person is a minor
release-minor-with = A minor, signed for by { $name }
release-guardian = Parent or guardian
release-guardian-hint = Who signs for a minor.
release-signed-on = Signed on
release-signed-on-hint = Empty until somebody has signed.
release-note = Note
release-note-hint = Where the signed paper is, for example.
release-not-seen = This person is no longer seen: they were cut out of the recording
release-state-holds = In order
release-state-unsigned = To be signed
release-state-ended = Ended
release-state-withdrawn = Withdrawn
release-state-not-seen = No longer seen
release-withdrawn-since = Withdrawn on { $day }
right-ends-on = Last day
right-ends-on-hint = Empty if it has no end.
right-until = Until { $day }
right-save = Save
right-saved = Saved.
right-back = Back to the item

## Withdrawing a release

withdraw-title = Withdraw the release
withdraw-text =
    { $count ->
        [0] Does this person no longer want to be shown? No session on offer shows them now; nothing more can be published with them.
        [one] Does this person no longer want to be shown? One session will stop at once, also for members who are watching. It stays in their history and cannot be played.
       *[other] Does this person no longer want to be shown? { $count } sessions will stop at once, also for members who are watching. They stay in their history and cannot be played.
    }
withdraw-reason = Reason
withdraw-reason-hint = Nobody has to give one; leave it empty if none was given.
withdraw-sure =
    { $count ->
        [0] Yes, withdraw this release
        [one] Yes, withdraw this release and stop this session
       *[other] Yes, withdraw this release and stop these { $count } sessions
    }
withdraw-do = Withdraw the release
withdraw-on-air = Live now
withdrawn-title = The release is withdrawn
withdrawn-text =
    { $count ->
        [0] Withdrawn on { $day }. No session was on offer.
        [one] Withdrawn on { $day }. This session was stopped and has left the catalogue.
       *[other] Withdrawn on { $day }. These { $count } sessions were stopped and have left the catalogue.
    }
withdrawn-next = To publish again, cut this person out of the recording, then say below that they are no longer seen.

## A work

licence-form = The work and its licence
licence-title = Title
licence-subject = Kind of work
licence-subject-music = Music
licence-subject-material = Other material
licence-holder = Rights holder
licence-kind = Where the right comes from
licence-kind-direct = Agreement with the rights holder
licence-kind-society = Collecting society, such as SOCAN
licence-kind-open = Open licence or public domain
licence-kind-own = Made by the organisation
licence-kind-other = Other
licence-text = Licence
licence-text-hint = What allows its use: a number, a contract, a licence. Leave it empty until that is settled.
licence-covers-live = Covers live sessions
licence-covers-replay = Covers recordings and replays
licence-live-only = Live only
licence-replay-only = Recordings only
licence-nothing = Covers no showing
licence-state-holds = In order
licence-state-missing = To settle
licence-state-ended = Ended
licence-remove-title = Remove the work
licence-remove-text = If this work is not, or no longer, part of what the item shows.
licence-remove = Remove the work

## Rights to watch

rail-rights = Rights to watch
rights-watch-title = Rights to watch
rights-watch-lead = Releases and licences that end within two months. The day after their last day, the sessions that depend on them leave the catalogue.
rights-watch-empty-title = Nothing ends within two months
rights-watch-empty-text = Releases and licences that have an end will appear here sixty days before.
rights-within = Within { $days } days
rights-what = Release or licence
rights-a-release = Release
rights-a-licence = Licence
rights-owner = Looked after by
rights-owner-none = The managers
rights-days-left =
    { $days ->
        [0] today
        [one] { $days } day left
       *[other] { $days } days left
    }

## What the organisation asks for

demands-title = Required rights
demands-lead = What an item must hold before it is published, by kind. What is published already stays. A release or licence that has ended or was withdrawn always stops publishing.
demands-releases = Release of everyone on film
demands-music = Licence of every piece of music
demands-statement = Right to use the content
demand-off = Do not ask
demand-warn = Warn
demand-require = Require
demands-save = Save
demands-saved = Noted: from now on, publishing follows these choices.

## E-mail

right-letter-subject =
    { $days ->
        [0] { $name }: last day today
        [one] { $name }: rights end in { $days } day
       *[other] { $name }: rights end in { $days } days
    }
right-letter-release = The release of “{ $name }” for “{ $title }” ends on { $day }.
right-letter-licence = The licence of “{ $name }” for “{ $title }” ends on { $day }.
right-letter-then = The day after, the sessions that depend on it will leave the catalogue. Extend it before then if you can.
right-letter-open = Open it
right-letter-all = See all the rights to watch

## Problems

problem-release-missing = The session is not published: list the people on film under “Rights”, or vouch that nobody can be recognised.
problem-release-unsigned = The session is not published: the release of somebody on film is not signed. See under “Rights”.
problem-release-ended = The session is not published: the release of somebody on film has ended. See under “Rights”.
problem-release-withdrawn = The session is not published: somebody on film withdrew their release. See under “Rights”.
problem-release-too-narrow = The session is not published: the release of somebody on film does not reach that far. Publish it for members only, or see under “Rights”.
problem-music-missing = The session is not published: list the music under “Rights”, or vouch that there is none.
problem-licence-missing = The session is not published: a work has no licence. See under “Rights”.
problem-licence-ended = The session is not published: the licence of a work has ended. See under “Rights”.
problem-licence-not-live = The session is not published: the licence of a work does not cover live sessions. See under “Rights”.
problem-licence-not-replay = The session is not published: the licence of a work covers neither recordings nor replays. See under “Rights”.
problem-statement-missing = The session is not published: say under “Rights” what allows you to use this content.
problem-rights-unsettled = Nothing is published yet: the rights below are not settled. Settle them first, or publish anyway.
problem-release-withdrawn-before = This release was withdrawn before.
field-guardian-missing = Write the name of the parent or guardian who signs.
field-in-the-future = This day has not come yet.
field-not-sure = Tick the box to confirm.
