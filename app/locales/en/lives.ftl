# Live sessions: the schedule, the wait, the broadcast, the studio.

live-state-scheduled = Announced
live-state-waiting = Expected
live-state-live = Live
live-state-interrupted = Live, interrupted
live-state-ended = Over
live-state-replay = Replay
live-state-cancelled = Cancelled

live-until = In { $time }
live-any-moment = Any moment now
live-waiting-text = The session opens here by itself: you can leave this page open.
live-no-script = Reload this page when it is time. To watch, the browser has to run the page’s scripts.
live-watch = Join live
live-watch-again = Watch again
live-ended-text = The broadcast is over. You can watch it again here.
live-cancelled-title = This session does not take place
live-cancelled-text = It was cancelled. The schedule has the next ones.
live-see-schedule = See the schedule
live-interrupted-text = The room has lost its connection. Stay: the session goes on here.
live-present = { $n ->
    [one] { $count } person here
   *[other] { $count } people here
    }
live-behind = { $seconds } s behind the room
live-unit-day = d
live-unit-hour = h
live-unit-minute = min
live-unit-second = s
live-instead = { $name }, instead of { $usual }
live-hidden = Not in the catalogue

schedule-title = Schedule
schedule-lead = Sessions given live, in Montréal time.
schedule-subscribe = Subscribe to the calendar
schedule-centres = Centres
schedule-all-centres = All centres
schedule-from-to = { $from } to { $to }
schedule-empty-title = Nothing announced yet
schedule-empty-text = The next live sessions will be here. Until then, the catalogue is open.

lives-title = Live sessions
lives-coming = Coming
lives-past = Past
lives-empty-title = No live session
lives-empty-text = A live session is announced from a class’s page in the inventory. It will be here, with its studio.
lives-announced = Announced live
lives-announce = Announce a live session
lives-announce-text = It is on the schedule and in the catalogue at once. It is always recorded.
lives-date = Day
lives-time = Time
lives-minutes = Length in minutes
lives-weeks = Number of weeks
lives-weeks-hint = More than one: the same session, every week at the same hour.
lives-replay = Keep the replay in the catalogue afterwards
lives-no-replay = Take the session out of the catalogue afterwards
lives-public = Show the page to visitors too; watching always takes an account
lives-announce-button = Announce

studio-page = Session page
studio-item = Inventory record
studio-announced = It is announced. Get a stream key, then rehearse: until fifteen minutes before the time, nobody else sees you.
studio-moved = The session is moved. The schedule and the calendars follow, and whoever asked to be reminded is told of the change.
studio-changed = Changed.
studio-now-on-air = You are on air.
studio-just-ended = The broadcast is over. Its replay is being made.
studio-incoming = What comes in from the room
studio-nothing-comes = Nothing comes in yet. Start streaming in your software: the picture appears here.
studio-rehearsal = This is a rehearsal: only staff see this picture. Members see it fifteen minutes before the time, or as soon as you go on air.
studio-on-air = Go on air
studio-end = End the broadcast
studio-viewers = People here
studio-bitrate = Bit rate
studio-mbit = Mbit/s
studio-size = Picture
studio-smaller = Smaller picture beside it
studio-frame-rate = Frame rate
studio-per-second = frames/s
studio-keyframes = Between keyframes
studio-dropped = Lost frames
studio-reconnects = Returns of the encoder
studio-spooled = Segments waiting

studio-trouble-two-encoders = A second encoder came with the same key while the first one was sending, and took its place. If it is not yours, get a new key: both stop, and only the new key lets you go on.
studio-trouble-picture-refused = The last attempt sent a picture that browsers cannot play. Choose the H.264 encoder in your software, then start streaming again.
studio-trouble-sound-refused = The last attempt sent a sound that browsers cannot play. Choose AAC for the sound, then start streaming again.
studio-trouble-unreadable = The last attempt could not be read. Start streaming again; if it goes on, restart your software.
studio-trouble-picture-missing = Sound comes in, but no picture. Check that the camera is in the scene.
studio-trouble-sound-missing = The picture comes in, but no sound. Check the microphone; meanwhile members hear silence.
studio-trouble-keyframes-far = Keyframes are too far apart: joining takes as many seconds. Set the keyframe interval to 2 s.
studio-trouble-behind = Your connection is too slow for this bit rate. Lower it, or use a cable.
studio-trouble-clock-backwards = The encoder’s clock runs back now and then. It is put right here; restart the software before the next session.
studio-trouble-store-away = The store does not answer. The broadcast goes on, and what is recorded waits here: nothing is lost.

studio-key = Your stream key
studio-key-text = It will not be shown again. Copy it into your software now; whoever knows it can broadcast in your place.
studio-key-name = Stream key
studio-server = Server
studio-to-send = What your software needs
studio-key-none = Not asked for yet
studio-key-given = Given out before. It is shown only once: if you no longer have it, get a new one.
studio-how = Broadcast with OBS, a phone or an encoder
studio-how-key = Get a stream key on this page. It is good for this session only.
studio-how-obs = In OBS: Settings, Stream, service “Custom”. Paste the server and the key, then enter the settings below under Output.
studio-how-start = Start streaming. The picture appears at the top of this page within three seconds; members see you when it is time.
studio-set-encoder = Encoder
studio-set-encoder-value = x264 or hardware, H.264
studio-set-keyframes = Keyframe interval
studio-set-keyframes-value = 2 s
studio-set-bitrate = Video bit rate
studio-set-bitrate-value = 2,500 kbit/s for 720p, 4,500 kbit/s for 1080p
studio-set-sound = Sound
studio-set-sound-value = AAC, 160 kbit/s, 48 kHz
studio-get-key = Get a key
studio-new-key = Get a new key
studio-new-key-text = The key before will open nothing any more, and a broadcast that uses it stops.
studio-over-replay = The broadcast is over and its replay is in the catalogue. You can cut it or change its picture from the inventory record.
studio-over-hidden = The broadcast is over. Its replay is ready and not in the catalogue; you can publish it from the inventory record.
studio-over-making = The broadcast is over. Its replay is being made; members who may can already watch it again at the same address.
studio-to-recording = See the recording
studio-change = Time, substitute, replay, cancellation
studio-substitute = Instead
studio-substitute-hint = Who gives the session this time. Empty: { $name }
studio-save = Save
studio-cancel = Cancel the session
studio-not-cancelled = Reinstate the session
studio-move-text = Until it begins, the session can go to another day or hour. Its address and its key stay the same.
studio-move = Move the session
studio-following = { $n ->
    [one] And the session after it, announced with this one
   *[other] And the { $count } sessions after it, announced with this one
    }
