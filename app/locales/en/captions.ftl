# Captions of live sessions: what is said, written down while it is said.

desk-title = Captioning: { $title }
desk-studio = Studio
desk-over = The broadcast is over. What was written becomes the captions of the recording.
desk-announced = Announced. Whoever comes from now on finds the captions button.
desk-before = The broadcast has not begun. Keep this page open: you can write here as soon as it does.
desk-offered = Captions announced: { $languages }
desk-announce = Announce captions
desk-announce-hint = When they are announced beforehand, everybody can switch them on from the first picture.
desk-language = Language of what you write
desk-text = What is said
desk-text-hint = One sentence at a time, 160 characters at most. Enter sends.
desk-how = Every line is shown at once to those who have switched captions on. In the recording it is put back to where the sentence was said.
desk-said = What was written
desk-nothing-said = Nothing has been written yet.
desk-task = Live captions
desk-task-text = Somebody writes down what is said, and members read it on the picture. Staff can do it, or a volunteer whom you give the task for this session. Captions that the encoder sends in the picture (CEA-608) are taken over by themselves.
desk-open = Open the caption desk
desk-give = Give somebody the task
desk-email = Their email address
desk-give-button = Give
desk-given = Given. They find the caption desk on the session’s page.
desk-take = Take back
desk-to-desk = Caption this session

# The calendar's address

reminders-calendar-renew = Get a new address
reminders-calendar-renewed = Your calendar has a new address: subscribe to it again. The old one answers no more.

# How loud it is, in the studio

studio-level = Sound level
studio-level-good = good
studio-level-quiet = too quiet
studio-level-clipping = clipping
studio-level-silent = silence
studio-trouble-sound-quiet = The sound is too quiet: people have to turn it up as far as they can. Raise the microphone’s gain.
studio-trouble-sound-clipping = The sound is so loud that it crackles. Lower the microphone’s gain, or move it away.
studio-trouble-sound-silent = Nothing has been heard for twenty seconds. Check that the microphone is open, and that it is the right one.

# Who of one’s own centre is there

company-title = Who is there from your centre
company-text = During a live session you can see the first names of people of your centre who watch at the same time as you, and they yours. Only people who have agreed are named, and only while they are there. Nothing of it is kept.
company-centre = Show my first name to people of this centre
company-nobody = To nobody
company-save = Save this choice
company-saved = Saved.
company-there = From your centre: { $names }

# The second screen

companion-page = { $title }, on the phone
companion-way = Follow on your phone as well
companion-text = Is the picture on the television? Scan this code with your phone: there you have the chat, the reactions and what is said.
companion-open = Open this page here
companion-code = Code to scan to open this page on the phone
companion-said = What is said
companion-over = This broadcast is over. Watch it again on the session’s page.
