### What members say

## What members are asked

listen-nps = Would you recommend these sessions to someone you know?
listen-nps-least = 0: not at all
listen-nps-most = 10: absolutely
listen-ces = Was this session easy to find and to follow?
listen-ces-least = 1: very hard
listen-ces-most = 7: very easy
listen-why = A word to explain
listen-do = Send
listen-later = Later
listen-later-noted = Noted: we will not ask you again for two weeks.
listen-privacy = Your answer is never shown under your name.
listen-word = A word about this session
listen-word-text = Staff will read it without knowing who it is from.
listen-word-label = A few words, if you like
listen-pain = Something bothered me
listen-delight = I loved it
listen-idea = I have an idea
listen-thanks = Thank you, it is noted.
listen-already = You told us recently: nothing more was noted.

## What comes of it

heard-title = What participants say
heard-none = Fewer than five people have answered: we show nothing yet.
heard-nps = Recommendation (NPS)
heard-nps-def = The share of 9 and 10 less the share of 0 to 6, from −100 to 100. The margin holds the true value nineteen times in twenty.
heard-ces = Ease (CES)
heard-ces-def = The mean of the answers, from 1 to 7. The margin holds the true value nineteen times in twenty.
heard-score = { $score } ± { $margin }
heard-answers =
    { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
heard-words = Words left
heard-pain = Trouble
heard-delight = Delight
heard-idea = Idea
problem-not-attended = Watch this session first: your opinion is about it.
problem-staff-say-elsewhere = Staff answers are not counted with those of members.
