# My data: purposes and choices.

my-data-title = My data
my-data-lead = You decide, purpose by purpose. Everything is refused until you allow it, and you can change your mind at any time.
my-data-allowed = Noted: this purpose is allowed.
my-data-refused = Noted: nothing new will be done with your data for this purpose.
my-data-purposes = What your data may be used for
my-data-sent = Sent:
my-data-on = Allowed
my-data-off = Refused
my-data-needed = Needed
my-data-never = Never allowed
my-data-since = Allowed since { $date }, version { $version } of the text
my-data-withdrawn = Refused since { $date }
my-data-more = Read our privacy policy
my-data-history-title = Your sessions
my-data-history-text = Your history can be viewed and deleted at any time, one session at a time or all at once.
my-data-history-see = See my history
my-data-devices-title = Your devices
my-data-devices-text = If you lent or lost a device, sign your account out everywhere. You will have to sign in again here too.
my-data-devices-do = Sign me out everywhere

## Purposes

purpose-resume = Resuming where you were
purpose-resume-text = We keep the place where you stopped and the list of your sessions.
purpose-resume-sent = nowhere. This stays with the centre.
purpose-resume-since = Part of the service; delete your history whenever you like.
purpose-unified-profile = Completing your member profile
purpose-unified-profile-text = The centre sees which sessions you complete, to advise you better when you come in.
purpose-unified-profile-sent = to the member profile of your organisation: the title, date and time watched of completed sessions, under a number and not under your name.
purpose-recommendations = Suggesting sessions to you
purpose-recommendations-text = Suggestions take into account what you have watched. Without it, everyone sees the same ones.
purpose-recommendations-sent = nowhere.
purpose-named-results = Appearing by name in results
purpose-named-results-text = When you take part in a pilot project, the team that runs it may see your name beside what you watched. Without it, they see totals only, and none for fewer than five people.
purpose-named-results-sent = nowhere; shown to the staff of the centre.
purpose-newsletter = Sending you news
purpose-newsletter-text = An email now and then when new sessions come out.
purpose-newsletter-sent = nowhere; your address is used only to write to you.
