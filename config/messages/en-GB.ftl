# Every sentence that Airt says. docs/voice.md tells how it should sound:
# plain, warm, short; never blames; never promises what it can't keep.
# Blanks stand in { $braces }. A line that begins with # is a note.

## Beginning and ending

greeting = Hi, I'm Airt. Tell me what's wrong or what you need, in your own words. I'll point you to the right help.
greeting-again = Hi again. What do you need?
what-i-am = I'm a computer. Nobody is watching this chat and I can't call anyone for you. I don't keep your name. If you are in danger, call 999. Type "help now" at any time to see who to call.
ask-me = What do you need?
goodbye = Take care. I'm here any time, day or night.
thanks = You're welcome. I'm here if you need anything else.

## Answers

here-is-one = This could help:
here-are-some = These could help:
is-it-one-of-these = I'm not sure I've got that right. Is it one of these?
nothing-found = Sorry, I don't have a service for that yet. Could you say it another way, or pick a topic? You can also talk to someone you trust, or to one of these people:
no-more = That's all I have for that. You can ask in other words, or pick a topic.
topic-intro = { $topic }: these could help.
topics-intro = Here's what I know about. Pick one, or just type what's wrong.
fault-inside = Sorry, something went wrong on my side. It's not your fault. Please try again. If you need help now, these people are there:

## Cards

card-who = Who it's for
card-cost = Cost
card-expect = What happens
card-ask = Who can set it up
card-words = What you could say
card-confidential = Will they tell anyone?
card-bring = Bringing someone
card-area = Where
card-checked = Last checked { $date }
ages-from-to = ages { $from } to { $to }
ages-from = ages { $from } and over
ages-to = up to age { $to }
route-call = Call { $value }
route-text = Text { $value }
route-text-keyword = Text { $keyword } to { $value }
route-whatsapp = WhatsApp { $value }
route-webchat = Chat online
route-website = Go to the website
route-email = Email { $value }
route-app = Get the app
route-address = Visit
route-bsl = Use BSL
open-always = Open day and night

## Crisis

crisis-danger-now = Please call 999 now. If you can't speak, call from a mobile, listen, and press 55.
crisis-if-danger = If you are in danger now, or badly hurt, call 999. These people are there for you too:
crisis-computer = I'm a computer. Nobody is watching this chat, so please tell a person.
crisis-safe-word = Type "help now" any time to see this again.
more-people-intro = Here are more people you can talk to:
check-in = That sounds hard, and I want to ask: are you safe? If not, please tell a person. You don't have to be sure, and you won't be in trouble.
check-in-friend = That sounds worrying. Are you both safe? If not, please tell an adult you trust, or one of these. You don't have to carry it on your own.
check-in-ways = Someone is there day and night. { $voice }. { $silent }. In danger now: call 999.
help-now-intro = You deserve help, and it's okay to ask for it. If you are in danger now, call 999. These people are there too:

## Commands

privacy = I don't keep your name, your number or where you live. If I can't answer you, I may keep your question so that staff can fix it. I take names and numbers out first, and delete it after { $days } days. I never keep what you say about being hurt or in danger. Say "forget me" and I delete everything about this chat.
forgotten = Done. I've deleted everything about this chat.
cannot-see = I can't see pictures, hear voice notes or open stickers, and nobody else can see them here. Could you type it? If you need help now, these people are there:

## Choices

choice-more = More results
choice-details = More about { $name }
choice-something-else = Something else
choice-topics = Show topics
choice-help-now = Help now
choice-more-people = More people to talk to
choice-talk-to-person = I want to talk to a person
choice-not-what-i-meant = That's not what I meant
choice-safe = I'm safe
choice-privacy = What do you keep?
choice-forget = Forget me
