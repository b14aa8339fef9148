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
what-i-am-short = I'm a computer, and nobody is watching this chat. If you are in danger, call 999.
who-i-am = I'm Airt, a computer. I'm not a person and nobody is watching this chat. I know which services can help young people in South Lanarkshire and how to reach them. Here's what I know about:
what-i-can-do = Tell me what's wrong or what you need, in your own words. I find the right service and show you how to reach it. Or pick one of these:
empty-message = I didn't see any words there. What do you need? You can type it or pick one of these:
thanks-ask-me = Thanks, that helps. What do you need?
okay-here = Okay. I'm here if you need anything else.
hidden = Hidden. I'm here when you need me.
safe-word = help now

## Answers

here-is-one = This could help:
here-are-some = These could help:
is-it-one-of-these = I'm not sure I've got that right. Is it one of these?
nothing-found = Sorry, I don't have a service for that yet. Could you say it another way, or pick a topic? You can also talk to someone you trust, or to one of these people:
no-more = That's all I have for that. You can ask in other words, or pick a topic.
topic-intro = { $topic }: these could help.
topics-intro = Here's what I know about. Pick one, or just type what's wrong.
fault-inside = Sorry, something went wrong on my side. It's not your fault. Please try again. If you need help now, these people are there:
sorry-i-misread = Sorry, I got that wrong. Here's what I have for what you asked:
what-did-you-mean = Sorry, I got that wrong. What did you mean? You can say it in other words.
how-about-these = Okay, not those. How about these?
say-it-another-way = Sorry, I didn't get that right. Could you say it another way, or pick one of these?
same-again = I keep giving you the same answer, sorry. A person may be able to help you better.
always-open = Need to talk right now? { $name } is there day and night: call { $number }.
has-ended = { $name } has ended. This could help instead:
not-confirmed = I know about { $name }, but I'm waiting for someone to check how to reach it. This could help now:
kept-for-staff = Staff will see this question, without your name, so they can fix it.
consent-given = Thank you. Staff will look at it.
consent-refused = Okay, I've deleted it. Nobody will see it.
button-gone = Sorry, that button is old and doesn't work any more. What do you need?
outside-area = I know South Lanarkshire best, and { $name } is outside it. Services for all of Scotland and the UK are still there for you.
talk-to-person = It's good to talk to a person. These people are there to listen:
trusted-child = You can also tell a grown-up you trust, like a teacher.
trusted-teen = You can also tell someone you trust, like your guidance teacher.
trusted-adult = You can also talk to your GP or someone you trust.
trusted-any = You can also tell someone you trust, like a teacher, a GP or someone in your family.
glad-you-are-safe = I'm glad you're safe. I'm here if that changes, or if you need something else.
glad-you-will-call = That's a brave step. They want to hear from you. Here they are again:
still-here = Okay. I'm here, and so are they, any time:

## Cards

card-who = Who it's for
card-cost = Cost
card-expect = What happens
card-ask = Who can set it up
card-words = Words to use
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
open-until = Open now until { $time }
open-until-day = Open now until { $time } { $day }
opens-at = Closed now, opens { $day } at { $time }
closed-now = Closed just now
hours-on = { $day }: { $times }
open-between = { $from } to { $to }
closed-that-day = closed
day-today = today
day-tomorrow = tomorrow
day-on = on { $day }
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday

## Crisis

crisis-danger-now = Please call 999 now. If you can't speak, call from a mobile, listen, and press 55.
crisis-if-danger = If you or someone else is in danger now, or badly hurt, call 999. These people are there for you too:
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
choice-hide = Hide this
choice-helpful = Yes, this helped
choice-not-helpful = No, this didn't help
choice-wrong-number = This number is wrong

## The web page

web-name = Airt
web-title = Airt: find the right help
web-description = Say what's wrong, in your own words. Airt points you to the right help.
web-heading = Not sure who can help? Ask here.
web-skip = Skip to the chat
web-topics = Or pick one of these
web-chat = Your chat with Airt
web-input = Type what's wrong or what you need
web-type-here = Type it here
web-send = Send
web-you-said = You said:
web-airt-said = Airt said:
web-helpful = Did this help?
web-read-aloud = Read aloud
web-stop-reading = Stop reading
web-new-tab = opens in a new tab
web-to-chat = Back to the chat
web-run-by = Airt is run by { $council }.

## Leaving the web page quickly

web-exit = Exit this page
web-exit-key = Exit this page now, or press the Shift key 3 times
web-exit-two = Press Shift 2 more times to leave this page.
web-exit-one = Press Shift 1 more time to leave this page.
web-exit-leaving = Leaving this page.
web-exit-note = "Exit this page" clears the chat and takes you to another page. You can also press Shift 3 times. Your browser's history can still show that you were here.

## When the web page can't take a message

web-no-line = I can't get through just now. Your message may not have reached me. Check your internet, then try again. You can call these people from any phone:
web-slow-down = That was a lot at once. Please wait a few seconds, then say it again.
web-too-long = That's too long for me to read at once. Could you say it in fewer words?
web-refused-title = Let's try that again
web-not-found-title = That page isn't here
web-not-found = The link may be old. You can start a chat, or see who to call.
web-offline = You are not online just now. You can still call these numbers.

## Pages beside the chat

web-crisis-title = Help now
web-crisis-more = Call 999 if you or someone else is in danger now.
web-privacy-title = What we keep, and what we don't
web-privacy-kept-title = What you type
web-privacy-who-title = Who can see it
web-privacy-who = Nobody reads the chat while you type. Airt is a computer. It can't call anyone for you. If Airt can't answer you, staff may see your question later, without your name.
web-privacy-device-title = On your phone or computer
web-privacy-device = We put no cookies on it. We use no ads and no trackers. Your browser's history can show that you were here. It also keeps the help numbers, so that you can see them with no internet.
web-privacy-rights-title = Your rights
web-privacy-rights = It's your information. Type "show me what you hold" to see what we keep about this chat. Type "forget me" and we delete it at once. You don't have to say why.
web-privacy-ask-title = Questions?
web-privacy-ask = You can ask { $council } about this: { $contact }
web-privacy-complain = If you are not happy with what we say, you can ask the Information Commissioner's Office, who look after everyone's privacy: ico.org.uk
web-privacy-link = Privacy
web-access-title = Can everyone use this page?
web-access-promise = We want everyone to be able to use Airt. You should be able to:
web-access-zoom = make the words bigger, up to 400%, with nothing cut off
web-access-keyboard = do it all with a keyboard
web-access-reader = listen to it with a screen reader, or tap "Read aloud"
web-access-plain = read it in plain words
web-access-scripts = use it with JavaScript turned off
web-access-dark = use light or dark colours, as your phone is set
web-access-status-title = How well it works now
web-access-status = This page aims for level AA of the Web Content Accessibility Guidelines, version 2.2. We check it with a program and with a keyboard. We know of no fault. People with different needs have not tried it out yet.
web-access-tell-title = Tell us if something doesn't work
web-access-tell = You can tell { $council }: { $contact }
web-access-tell-staff = Tell a worker or a teacher you trust, and ask them to pass it on to { $council }.
web-access-law-title = If you are not happy with our answer
web-access-law = The law that covers this is the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. The Equality and Human Rights Commission makes sure that it is kept. You can get advice from the Equality Advisory and Support Service: equalityadvisoryservice.com
web-access-date = Last read through on { $date }.
web-access-link = Accessibility

## The poster

poster-heading = Need help? Don't know who to ask?
poster-text = Say what's wrong, in your own words. Airt points you to the right help.
poster-scan = Point your phone's camera here
poster-promise = You don't need to give your name.
poster-danger = Airt is a computer. If you are in danger, call 999.
choice-what-you-hold = What do you hold about me?
choice-back = Back
choice-dont-keep = Don't keep my question

## Age and place

ask-age = How old are you? Some of these are only for some ages. You don't have to say.
age-under12 = 11 or under
age-under16 = 12 to 15
age-under19 = 16 to 18
age-over18 = 19 or over
rather-not-say = Rather not say

## Facts about a service

fact = { $name }: { $fact }
who-yes = Yes, at { $age } you can use it. It's for { $who }.
who-no = No, sorry, not at { $age }. It's for { $who }.
how-yourself = You can get in touch yourself. { $ways }
how-ask = Ask one of these people to set it up for you: { $people }.
where-anywhere = You don't have to go anywhere. You can use it from where you are.
language-yes = Yes: { $languages }.
words-anyone = You could say: "Hi, things are hard for me just now and I don't know where to start. Can you help?"
unknown-cost = I don't know if { $name } costs anything.
unknown-hours = I don't know when { $name } is open.
unknown-phone = I don't have a phone number for { $name }.
unknown-text = I don't have a text number or chat for { $name }.
unknown-web = I don't have a website for { $name }.
ask-them-here = You can ask here:
unknown-confidential = I don't know who { $name } would tell.
unknown-expect = I don't know what happens at { $name }.
unknown-who = I don't know the ages for { $name }.
unknown-where = I don't have an address or bus times for { $name }.
unknown-bring = I don't know if you can bring someone to { $name }.
unknown-language = I don't know which languages { $name } speaks.
unknown-video = I don't have a video about { $name }.

## What is held

hold-intro = Here's what I hold about this chat:
hold-age = Your age: { $age }.
hold-place = Where you are: { $place }.
hold-shown = What I showed you last: { $names }.
hold-concern = That something you said made me show you people to call. Not what you said.
hold-question = Your last question, for half an hour. It's never saved.
hold-nothing = Nothing about you.

## Feedback

feedback-good = Thanks for telling me. I'm glad it helped.
feedback-bad = Thanks for telling me, and sorry. Staff will look at it. Shall we try something else?
wrong-number-thanks = Thank you. I've told the staff that something is wrong with { $name }. They will check it.
which-service = Which service do you mean? Tell me its name, or what you need, and I will look.
wrong-number-which = Thank you. Which service has the wrong number?

## Small talk

chat-greeting = Hi! What do you need? You can tell me in your own words.
chat-thanks = You're welcome. I'm here any time.
chat-goodbye = Take care. I'm here any time, day or night.
chat-small-talk = I'm only a computer, so I'm not much good at chat. But I know who can help with most things. What do you need?
chat-compliment = That's kind of you, thanks. Do you need anything?
chat-insult = Fair enough. I'm only a computer, but I can find you help. What do you need?
chat-flirting = I'm a computer, so that's not for me. But I can find you someone to talk to. What do you need?
chat-joke = I'm not very funny, sorry. I'm good at finding help, though. What do you need?
chat-homework = I can't do homework, sorry. If school is hard just now, I can find someone to help with that.
chat-trivia = I don't know about that, sorry. I know about help for young people. What do you need?
chat-games = I can't play or give tips, sorry. I can find you clubs and things to do, though. What do you need?
chat-entertainment = I don't know about films or music, sorry. I can find you things to do, though. What do you need?
chat-recipes = I can't cook, sorry. I'd only burn it. If food is short at home, I can find help with that.
chat-travel = I don't know the times of trains or buses, sorry. I can tell you about free bus travel, though.
chat-politics = I stay out of that one. I can tell you about help for young people, and about your rights.
chat-sport = I don't follow the scores, sorry. I can find you clubs and things to do, though.
chat-weather = I don't know the weather, sorry. I can find you help or something to do.
chat-tech-support = I can't fix phones or laptops, sorry. If someone is hurting you online, I can find help for that.
chat-shopping = I don't know about shops, sorry. If money is short, I can find help with that.
chat-adult-service = I only know about help for young people and their families. The council can tell you more: https://www.southlanarkshire.gov.uk
chat-test-the-bot = I'm a computer. I point young people to help, and that's all I do. What do you need?
lines-in-english = These lines speak English:
other-language = I only speak English, sorry. These people can help you in your language:
# Needs a native speaker before Airt goes live. They say: I only understand
# English. These people can help you in your language. If you are in danger, call 999.
language-polish = Rozumiem tylko angielski. Te osoby mogą pomóc w Twoim języku. Jeśli grozi Ci niebezpieczeństwo, zadzwoń pod 999.
language-romanian = Înțeleg doar engleza. Acești oameni te pot ajuta în limba ta. Dacă ești în pericol, sună la 999.
language-ukrainian = Я розумію лише англійську. Ці люди можуть допомогти вашою мовою. Якщо ви в небезпеці, телефонуйте 999.
language-arabic = أفهم الإنجليزية فقط. هؤلاء الأشخاص يمكنهم مساعدتك بلغتك. إذا كنت في خطر، اتصل بالرقم 999.
language-urdu = مجھے صرف انگریزی سمجھ آتی ہے۔ یہ لوگ آپ کی زبان میں مدد کر سکتے ہیں۔ اگر آپ خطرے میں ہیں تو 999 پر فون کریں۔
language-punjabi = ਮੈਨੂੰ ਸਿਰਫ਼ ਅੰਗਰੇਜ਼ੀ ਸਮਝ ਆਉਂਦੀ ਹੈ। ਇਹ ਲੋਕ ਤੁਹਾਡੀ ਭਾਸ਼ਾ ਵਿੱਚ ਮਦਦ ਕਰ ਸਕਦੇ ਹਨ। ਜੇ ਤੁਸੀਂ ਖ਼ਤਰੇ ਵਿੱਚ ਹੋ, ਤਾਂ 999 'ਤੇ ਫ਼ੋਨ ਕਰੋ।
language-chinese = 我只懂英语。这些人可以用您的语言帮助您。如果您有危险，请拨打 999。

chat-gibberish = I didn't get that, sorry. Could you say it in other words, or pick a topic?

## Telegram

# On a button that copies a number, and on one that opens a service's page.
telegram-copy = Copy { $value }
telegram-link = { $name }: { $label }
# In a group, at most once a day.
telegram-group = I only chat one to one, so that what you tell me stays between us. Tap below to chat with me. In danger now? Call 999.
telegram-open-chat = Chat with me
telegram-old-button = That button no longer works. Here's what you can do:
telegram-slow-down = That was a lot at once. Please wait a few seconds, then try again.
telegram-fault = Sorry, something went wrong on my side. It's not your fault. Please try again. If you are in danger now, call 999.
# Shown in an empty chat (512 letters at most) and on the bot's profile (120 at most).
telegram-description = Hi, I'm Airt. Tell me what's wrong or what you need, in your own words. I'll point you to help for young people in South Lanarkshire. I'm a computer: nobody is watching this chat. In danger now? Call 999.
telegram-short-description = Tell me what you need. I'll point you to help for young people in South Lanarkshire. A computer, not a person.
# What each command does, as Telegram lists them.
command-start = Start again
command-help = What I can do
command-topics = See what I know about
command-helpnow = Who to call right now
command-privacy = What I keep
command-forget = Delete everything about this chat
