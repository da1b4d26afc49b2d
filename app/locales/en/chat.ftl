# What is said beside a live session.

chat-title = Chat
chat-empty = Messages will appear here.
chat-hour = { ":" }
chat-staff = Team
chat-is-question = Question
chat-is-hidden = Hidden
chat-text = Your message
chat-question = This is a question
chat-send = Send
chat-slow = At most one message every { $seconds } seconds.
chat-lost = There is no connection and nothing was sent. What you wrote is still here: please try again.
chat-privacy = { $days ->
    [0] Others see your first name and an initial. The team sees your name. Everything is deleted when the session ends.
    [one] Others see your first name and an initial. The team sees your name. Everything is deleted after one day.
   *[other] Others see your first name and an initial. The team sees your name. Everything is deleted after { $days } days.
    }

chat-notice-off = Closed for now.
chat-notice-questions = Questions only. Everyone sees yours.
chat-notice-blocked = The team has stopped your messages for this session. You can keep following it.

chat-reactions = Reactions
chat-heart = Love it
chat-clap = Bravo
chat-fire = Great
chat-wave = Hello
chat-hand = Question

chat-mode = Members may write
chat-mode-open = Anything
chat-mode-questions = Questions
chat-mode-off = Nothing
chat-pause = Pause, in seconds
chat-hide = Hide
chat-show = Show
chat-block = Block this person
chat-unblock = Unblock this person

problem-chat-off = The chat is closed for now. What you wrote is still here.
problem-chat-slow = That was a little fast. Wait a few seconds, then send it again: what you wrote is still here.
problem-chat-words = This message has a word in it that does not belong here. Change it, then send it again.
problem-chat-blocked = The team has stopped your messages for this session. You can keep following it.
problem-reactions-slow = Thank you for the enthusiasm. Wait a few seconds before the next reaction.
