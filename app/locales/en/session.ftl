# The page of a session and the player.

session-stage = Player
session-play = Watch the session
session-listen = Listen to the session
session-resume = Resume at { $time }
session-from-start = From the start
session-resumed = Resumed at { $time }
session-before = Before you start
session-about = This session
session-related = More like this
session-duration = Duration
session-level = Level
session-equipment = Equipment
session-language = Language
session-kind = Kind
session-tags = Topics
session-added = In the catalogue since { $date }
session-closed-title = Sign in to watch
session-closed-text = This session is offered to members of the centre.
session-nothing-title = There is nothing to watch yet
session-nothing-text = The video of this session is being prepared. Come back in a moment.
session-see-catalogue = See the catalogue
session-no-script = Your browser does not run this page’s scripts, and playback needs them. The rest of the site works without them.

## Player

player-signs = Sign language
player-loading = The session is getting ready…
player-trouble-title = Playback has stopped
player-trouble-text = The centre does not answer, or the connection is down. What you have watched is kept.
player-again = Try again
player-refused-title = This session cannot be played
player-refused-text = Your account does not allow you to watch it, or it has just been removed from the catalogue.
player-signed-out-title = You are signed out
player-signed-out-text = Sign in again to continue; the session will resume at the same place.
player-finished = Session finished
player-replay = Watch again

## Guides

guide-download = Download the document
guide-nav = Pages of the guide
guide-page = Page { $number }
guide-page-of = Page { $number } / { $count }
guide-page-alt = Picture of page { $number } of { $count }
guide-turn = Turn the pages
guide-previous = Previous page
guide-next = Next page
guide-sizes = Size of the page
guide-zoom = { $percent }%
guide-text = Text of the page
guide-no-text = This page has no text that we can read.
guide-all = All pages, one after the other
guide-one = Page by page
guide-closed-title = Sign in to read
guide-closed-text = This guide is offered to members of the centre.
guide-read = Read the guide
guide-resume = Resume at page { $number }
guide-to-page = Go to page (1 to { $count })
guide-to-page-do = Go
guide-find = Search in this guide
guide-find-do = Search
guide-found =
    { $count ->
        [0] No page contains all these words
        [one] { $count } page contains these words
       *[other] { $count } pages contain these words
    }

session-chapters = Chapters
session-transcript = Transcript
session-transcript-find = Search what is said
session-transcript-none = Nothing in the transcript.
