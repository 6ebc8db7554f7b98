# Maru's own words in English.
# A message may have the attributes .speech and .braille where the ear or the finger is better served by other words.

# The name of this language, in itself.
language-name = English

## Roles, states and places: short, they are heard and felt all the time

# After a heading below the title.
role-heading = heading
# For screen readers. $level: 1 to 6.
role-heading-level = Heading level { $level }.
# After the name of a button.
role-button = button
    .braille = btn
# A box to type words in.
role-field = text box
# A box for a text of several lines.
role-field-lines = text box of several lines
    .braille = lines
role-field-integer = number box
role-field-decimal = number box
role-field-date = date box
role-field-month = month box
role-field-year = year box
role-field-time = time box
role-field-secret = private text box
# A number between bounds, changed with the arrow keys or two big buttons.
role-range = slider
# $least and $most: the bounds of the number, as digits.
range-bounds = from { $least } to { $most }
    .braille = { $least }-{ $most }
# Instead of the number, as long as none was given.
range-none = not chosen yet
# A thing that was given a place in an order. $place: which. Both are numbers; $of is 0 where nobody knows of how many.
rank-place = { $of ->
    [0] place { $place }
   *[other] place { $place } of { $of }
}
    .braille = { $place }/{ $of }
# A thing that has no place in the order yet. $of: of how many places.
rank-none = no place yet
    .braille = -/{ $of }
# Before the text that stands for a picture.
role-image = picture
    .speech = picture:
# After it, where nobody has written what is on the picture.
image-undescribed = without a description
# An answer must be given.
state-required = required
    .braille = req
state-read-only = cannot be changed
state-disabled = not available
state-busy = please wait
# Before the reason why an answer was refused. $reason: a sentence.
state-refused = Please check: { $reason }
# Said in one word after a field whose answer was refused.
state-refused-mark = please check
state-selected = chosen
state-unselected = not chosen
state-checked = ticked
state-unchecked = not ticked
state-empty = empty
# A private text is never read out. $count: how many letters it has.
state-secret = { $count ->
    [one] { $count } letter, hidden
   *[other] { $count } letters, hidden
}
# Which one of several. Both are numbers.
speech-position = { $index } of { $of }
# "Where am I": which thing on the page.
speech-place = Item { $index } of { $of } on this page
speech-deleted = deleted
# In place of an answer that is not for other people's ears. It is on the picture.
state-private = private, not read aloud
# These nine: for beginners, which keys use the thing.
how-read = Arrow down goes on.
how-open = Enter opens it.
how-choice = The space bar chooses it; Enter chooses it and goes on.
how-check = The space bar ticks it or takes the tick away.
how-field = Type, then press Enter.
how-field-lines = Type, then press Enter. Shift and Enter begin a new line.
how-range = The arrow keys left and right change it.
how-rank = The space bar gives it a place; Alt with the arrow keys up and down moves it.
# $text: what is selected.
speech-selected = { $text }, selected
letter-secret = star
letter-end = end
letter-space = space
letter-line-break = new line
letter-full-stop = full stop
letter-comma = comma
letter-hyphen = dash
letter-question-mark = question mark
letter-exclamation-mark = exclamation mark
letter-at = at
letter-slash = slash
letter-colon = colon
letter-semicolon = semicolon
letter-bracket-open = left bracket
letter-bracket-close = right bracket
letter-square-open = left square bracket
letter-square-close = right square bracket
letter-brace-open = left brace
letter-brace-close = right brace
letter-less = less than
letter-greater = greater than
letter-quotes = quotes
letter-apostrophe = apostrophe
letter-backquote = backquote
letter-plus = plus
letter-equals = equals
letter-ampersand = and
letter-percent = per cent
letter-hash = hash
letter-asterisk = asterisk
letter-underscore = underscore
letter-tilde = tilde
letter-backslash = backslash
letter-bar = bar
letter-caret = caret
# A capital Latin letter. $letter: the letter.
letter-capital = capital { $letter }
# So that it cannot be misheard. $letter: the letter or its name; $word: a word that begins with it.
letter-example = { $letter } as in { $word }
# The last consonant of a Korean syllable. $letter: its name.
letter-final = final { $letter }
# On the picture, where a page goes on below its edge.
screen-more-above = More above
screen-more-below = More below

## What can be done: the words on buttons

act-back = Back
act-help = Help
# $number: the city's telephone number.
act-help-phone = Help, call { $number }
act-next = Next
act-keep = Keep this answer
# The longer explanation of a question, for those who want it.
act-explain = More about this question
# Takes the number back that was given.
act-clear = Take this number back
# Takes the choice back that was made.
act-clear-choice = Take this answer back
act-clear-order = Begin the order anew
# Removes one entry of a list, such as a member of the household, with its answers.
act-remove = Remove
act-keep-instance = Keep
act-finish = Done
act-done = Done
act-home = To the first page
act-return = Go back
# The button for the voice, on top of the page. It shows the twelve below.
act-voice = Voice
act-voice-hide = Hide buttons
# These twelve: short, six of them stand in a row.
act-voice-stop = Stop
act-voice-pause = Pause, go on
act-voice-repeat = Again
act-voice-read = Read all
act-voice-sentence-back = Sentence back
act-voice-sentence-on = Next sentence
act-voice-slower = Slower
act-voice-faster = Faster
act-voice-softer = Softer
act-voice-louder = Louder
act-voice-where = Where am I?
act-voice-spell = Spell
act-send = Save and send
# The same on a computer from which nothing is sent.
act-finish-form = Save as finished
act-keep-draft = Finish later
act-send-now = Try to send now
act-my-forms = See my forms
act-leave = Close
# On the first page of a computer that people share: makes room for the next person.
act-end-sitting = I am finished here

## Dates and times

date-today = Today
date-yesterday = Yesterday
# $year: four digits; $month, $day: numbers; $weekday: 1 is Monday.
date-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
# $year: four digits; $month: a number.
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
# A year alone. $year: four digits.
date-year = { $year }
# $half: am or pm; $hour: 1 to 12; $minute: two digits; $minutes: the same as a number.
time-short = { $hour }:{ $minute } { $half ->
    [am] in the morning
   *[pm] in the afternoon
}
    .speech = { $hour } { $minutes ->
    [0] o'clock
   *[other] { $minute }
} { $half ->
    [am] in the morning
   *[pm] in the afternoon
}
date-and-time = { $date }, { $time }

## When Maru cannot start

start-title = Maru cannot open just now
start-in-use = Maru is already open on this computer. Please look for its window. Your forms are safe there.
start-no-city = The files of the city cannot be read. Your forms are safe on this computer. Please ask for help.
start-no-store = Your forms could not be opened. They are still on this computer; nothing was deleted. Please ask for help.

## First run

first-language-title = Welcome to Maru. Which language do you want?
first-language-hint = Choose with the up and down arrow keys. Press the big Enter key to choose, and again to go on.
first-ways-title = How do you want to use Maru?
first-ways-hint = You can choose more than one. Press Enter to tick or untick. Then go down to Next.
way-see = See
way-see-hint = Large letters and strong colours on the screen
way-hear = Hear
way-hear-hint = Maru reads everything aloud
way-feel = Feel
way-feel-hint = On a Braille display
first-size-title = How large should the letters be?
first-size-hint = Choose a size and look at this page. You can change it at any time.
# $percent: 100 to 400.
size-percent = { $percent } percent

## Home and services

# $city: the name of the city.
home-title = { $city }
home-hint = What would you like to do?
services-title = Services
services-hint = Choose one. You can stop at any time and go on later.
settings-tile-hint = Voice, letters, colours, language
my-forms-title = My forms
# How many there are. Both are numbers.
my-forms-count = { $drafts ->
    [0] Nothing begun
    [one] { $drafts } begun
   *[other] { $drafts } begun
}, { $waiting ->
    [0] nothing waiting
   *[other] { $waiting } waiting to be sent
}
my-forms-none = There is nothing here yet. What you begin or send will be kept here.
my-forms-drafts = Begun, not finished
my-forms-waiting = Finished, not with the city yet
my-forms-sent = With the city
# The same on a computer from which nothing is sent.
my-forms-count-kept = { $drafts ->
    [0] Nothing begun
    [one] { $drafts } begun
   *[other] { $drafts } begun
}, { $waiting ->
    [0] nothing finished
   *[other] { $waiting } finished and kept here
}
# $when: a date and time.
record-draft = Begun. Last changed: { $when }
record-waiting = Waiting for a connection. Finished: { $when }
record-kept = Kept on this computer. Finished: { $when }
record-sending = Being sent
record-sent = Received by the city: { $when }
record-answered = The city answered: { $when }
record-refused = Not taken by the city's computer: { $when }
# A record that takes the place of one that was sent. $title: the name of the form.
record-correction = { $title } (correction)
# Told apart from another of the same form. $number: the receipt number, or a small number.
record-numbered = { $title }, number { $number }
# Another record has taken its place.
record-corrected = You sent a correction of this
# What the city says of it. $state: such as "The city is working on it"; $when: a date and time.
record-case = { $state }: { $when }
case-received = Registered by the city
case-in-progress = The city is working on it
case-answered = Answered
case-closed = Closed by the city
case-approved = Approved by the city
case-rejected = The city said no
# $count: how many more there are.
my-forms-more = Show more ({ $count } more)
act-manage = What can be done with each of them
manage-title = Which one?
begin-title = You began this before
# $title: the name of the form.
begin-title-of = You began this before: { $title }
# $when: a date and time.
begin-resume = Go on with what I began. Last changed: { $when }
# The same where there are several. $number: tells them apart; $when: a date and time.
begin-resume-numbered = Go on with number { $number }. Last changed: { $when }
begin-anew = Begin a new one
begin-anew-hint = What you began before is kept.

## Questions

# Both are numbers.
question-progress = Question { $index } of { $of }
    .braille = { $index }/{ $of }
# Among all answers, a question that the form gives no name. $index: its number.
question-number = Question { $index }
question-any-number = Choose as many as you like, or none.
question-optional = You can skip this question.
# In place of the choices, where an earlier answer leaves none.
question-nothing-offered = There is nothing to choose here. It depends on an earlier answer: go back to change it.
question-acknowledge = Yes, I confirm this
question-date-hint = Type year, month and day with dashes between them, such as 2026-03-05. Or choose today or yesterday below.
question-month-hint = Type year and month with a dash between them, such as 2026-03.
question-year-hint = Type the year with four digits, such as 2026.
question-time-hint = Type hours and minutes, such as 15:20 or 3:20 pm.
question-date-time-hint = Type the date and then the time, such as 2026-03-05 15:20.
question-place-hint = Type the latitude, a blank and the longitude, in degrees, such as 37.5663 126.9779 for the city hall of Seoul.
# Behind "picture:", of one that the form shows with a question and says nothing about.
question-picture = shown with this question
question-picture-unshown = A picture belongs here, but it cannot be shown.
# $name: what the file is called.
question-film = A film belongs here, but it cannot be shown: { $name }
# How to give a number between bounds.
question-range-hint = The left and right arrow keys change the number, and so do the two big buttons. You can also type it.
# What the form calls a number between bounds. $number: the number; $name: such as "never".
range-named = { $number }: { $name }
# How to put things in order.
question-rank-hint = Press Enter on what comes first, then on what comes second, and so on. Enter once more takes its place away. Alt and the up and down arrow keys move it.
# A way on a map, such as a path that floods; and a piece of ground, such as a field.
question-line-hint = Type the places along the way one after another, at least two.
question-area-hint = Type the corners one after another, at least three. The last corner is joined to the first for you.
# $count: how many places have been typed.
place-count = { $count ->
    [0] No place yet
    [one] 1 place
   *[other] { $count } places
}
# $index: a number.
place-number = Place { $index }
place-next = Next place
place-add = Add this place
# $place: such as "Place 2".
place-remove = Remove { $place }
# Two buttons below a number that is counted.
count-less = One less
count-more = One more
# The mark between thousands, and the one before decimals.
number-thousands = ,
number-decimals = .
# The box above a long list.
find-label = Find in the list
# Below it while nothing is typed. $of: a number.
find-all = { $of } in all; type to find
# Below it when something is typed. All are numbers; $shown is how many of those found stand below.
find-count = { $count ->
    [0] Nothing found; try fewer letters
   *[other] { $count } of { $of } found
}
find-first = { $count } of { $of } found, the first { $shown } are below; type more to find fewer
# Below the first of a long list. $count: how many more there are.
find-more = And { $count } more: type in the box above to find them.
# Above a long list. $chosen: what is chosen in it.
find-chosen = Chosen: { $chosen }
# On the page of a list whose entries can be added and removed, such as the members of a household. $count: a number.
repeat-count = { $count ->
    [0] There are none yet.
    [one] There is { $count }.
   *[other] There are { $count }.
}
repeat-hint = Press Enter on one to change it. You can also remove one, add another, or go on.
# What a list is called that the form gives no name, and one entry of it.
repeat-untitled = List
repeat-entry = Entry
# One entry. $label: what each is called, such as "Household member"; $index: its number.
repeat-instance = { $label } { $index }
# Which entry the next questions are about. $label: what each is called; $index, $of: numbers.
repeat-place = { $label } { $index } of { $of }
repeat-nothing-answered = nothing answered yet
repeat-add-first = Add one
repeat-add = Add another
# $instance: one entry, such as "Household member 2".
repeat-remove = Remove { $instance }
# The question back, before anything is deleted. $instance: as above.
remove-title = Remove { $instance }? Its answers go too.
# Where a form asks for a signature.
file-signature = Please sign on paper, take a picture of it or scan it, and choose that picture here.
# The page of a question that is answered by a file.
file-none = No file has been chosen yet.
# $size: such as 120 kilobytes.
file-attached = A file has been chosen: { $size }
# $name: what the file is called where it was found.
file-attached-named = A file has been chosen: { $name }, { $size }
file-attached-unknown = A file has been chosen.
# Stands for the picture itself.
file-picture-attached = The picture that was chosen
file-find-picture = Look for pictures on this computer
file-find = Look for files on this computer
# On a computer that people share nobody sees what others left in its folders.
file-find-picture-shared = Look for pictures on a stick
file-find-shared = Look for files on a stick
file-find-other = Choose another one
file-look-again = Look again
file-looking = Looking for files. Please wait a moment.
file-attaching = The chosen file is being saved with your form. Please wait a moment.
file-remove = Take the file away
# A tick box above the pictures: whether the map coordinates that the camera noted are sent too.
file-keep-place = Also send where the picture was taken
# Below the newest files. $count: how many older ones there are.
file-more = And { $count } older ones that are not shown.
# Where files lie. $name: the name of a memory stick, a card or a camera.
place-removable = Plugged in: { $name }
place-pictures = Pictures
place-documents = Documents
place-downloads = Downloads
# How large a file is. $count: a number.
size-kilobytes = { $count ->
    [one] 1 kilobyte
   *[other] { $count } kilobytes
}
size-megabytes = { $count ->
    [one] 1 megabyte
   *[other] { $count } megabytes
}
refused-required = This question needs an answer before you can go on.
refused-integer = Please type a whole number, such as 3.
refused-number = Please type a number, such as 3.5.
# $number: the largest and the smallest number that can be kept.
refused-too-large = This number is too large. The largest is { $number }.
refused-too-small = This number is too small. The smallest is { $number }.
refused-digits = This number has too many digits. Please look at it once more.
refused-date = This is not a date that Maru understands. Please type it like 2026-03-05.
refused-time = This is not a time that Maru understands. Please type it like 15:20.
refused-month = This is not a month that Maru understands. Please type it like 2026-03.
refused-year = This is not a year that Maru understands. Please type four digits, like 2026.
# A date such as 30 February.
refused-no-such-day = There is no such day. Please look at the day and the month once more.
# A time such as 25:00, a month such as 2026-13, and a date with a time of which one is such.
refused-no-such-time = There is no such time. Hours go from 0 to 23, and minutes from 0 to 59.
refused-no-such-month = There is no such month. Months go from 1 to 12.
refused-no-such-moment = There is no such day or time. Please look at both once more.
# A date or time that can be read in two ways. $one, $other: what it may mean, in words.
refused-ambiguous = This can mean { $one }, or { $other }. Please write it so that only one is meant.
refused-choice = Please choose one of the answers on this page.
refused-date-time = This is not a date and a time that Maru understands. Please type them like 2026-03-05 15:20.
refused-place = This is not a place on the map. Please type two numbers like 37.5663 126.9779.
# The longitude was written first. $place: the place with the latitude first.
refused-place-swapped = The latitude comes first; it goes from -90 to 90. Perhaps you mean { $place }.
refused-line = A way needs at least two places. Please add another one.
refused-area = An area needs at least three corners. Please add another one.
refused-rank = Please give everything a place in the order. This has none yet.
refused-file = This file cannot be taken. Please choose another one.
# On the page of all answers, at something that was typed but is no answer.
refused-not-taken = This does not fit the question yet.
refused-constraint = This answer does not fit the question. Please look at it once more.
check-title = Check your answers
check-hint = Press Enter on an answer to change it. When all is right, choose "{ act-send }".
check-hint-kept = Press Enter on an answer to change it. When all is right, choose "{ act-finish-form }".
# For a form that is encrypted when it is finished.
check-locks = This form is private. When you send it, your answers are locked, and only the city can open them. You cannot read them here after that.
check-no-answer = No answer
# A heading, where the answers outside a list go on behind it.
check-outside = Other answers

## While a private form is encrypted

locking-title = Your answers are being locked
locking-hint = This takes a moment. Please wait. Your answers are safe on this computer.

## Receipt

receipt-title-saved = Your form is saved
receipt-title-sent = The city has received your form
receipt-title-refused = The city's computer did not take your form
receipt-waiting = Saved on this computer. It will be sent when there is a connection.
# Where nothing is ever sent.
receipt-kept = Kept on this computer. Nothing is sent from this computer to the city. Whoever looks after it can tell you how your form gets there.
receipt-sending = Saved on this computer. It is being sent to the city now.
receipt-sent = The city has received it. Please keep the receipt number: with it you can ask about your form.
# $phone: the city's telephone number.
receipt-refused = Your answers are safe on this computer. Please call { $phone } and tell them the receipt number.
receipt-needs-login = Saved on this computer. The city's computer does not let this one in yet. Please call { $phone }; your answers are safe.
# $date: the date that this computer's clock shows.
receipt-wrong-clock = Saved on this computer. Today is { $date } by this computer's clock. If that is wrong, have the date set right: then your form will be sent. Your answers are safe.
receipt-costly = Saved on this computer. This form has large files, and the connection here is paid by the amount. It will be sent over another connection, or if you choose "{ act-send-now }".
# $percent: how much has been sent, 0 to 99.
receipt-progress = { $percent } percent sent
# The form was encrypted: its answers can be shown to nobody here.
receipt-locked = Your answers are locked. Only the city can open them; nobody can read them on this computer, not even you.
receipt-form = Form
receipt-number = Receipt number
receipt-message = The city says
receipt-gone = This form is no longer on this computer.
receipt-title-answered = The city has answered
receipt-answered = The city has answered your form. Please keep the receipt number: with it you can ask about your form.
# The city is done with it and has not said more; how it ended stands above.
receipt-ended = The city has not written anything else. Please keep the receipt number: with it you can ask about your form.
receipt-case = How far it is
receipt-answer = The city's answer
receipt-corrected = You sent a correction of this form. It takes this one's place.
receipt-correction-begun = You have begun to correct this form. What you sent first holds until you send the correction.
# What was in the way when it was sent last.
trouble-no-answer = The city's computer could not be reached at the last try. Maru tries again by itself.
trouble-portal = At the last try a page of the network answered instead of the city. Perhaps somebody has to sign in to this network first.
trouble-unsure = At the last try nobody could be sure that it was the city's computer, so nothing was sent. Maru tries again by itself.
trouble-busy = The city's computer was busy at the last try. Maru tries again by itself.
trouble-unknown = The city does not take this form any more. It may have a newer one.
trouble-unknown-correction = The city's computer does not find the form that this one corrects.
trouble-conflict = The city's computer already has another form under the same number.
trouble-conflict-correction = What this one corrects was changed at the city in the meantime.
trouble-too-large = The form with its files is too large for the city's computer.
trouble-closed = The city does not take this form at the moment.
trouble-altered = This computer's disk has damaged what you finished, so it was not sent.
trouble-other = The city's computer did not say why in words that Maru knows.

## What can be done with a record

act-acts = What can be done with it
# $title: the name of the form.
acts-title = What would you like to do with it? { $title }
acts-go-on = Go on with it
acts-look = See all answers
acts-correct = Correct an answer
acts-correct-hint = The correction is sent to the city and takes the place of what you sent.
acts-correct-refused = Correct the answers and send them anew
acts-retry = Try to send it once more
acts-copy = Put a copy on a stick or into a folder
# On a computer that people share.
acts-copy-shared = Put a copy on a stick
acts-delete = Delete it from this computer
acts-sending = It is being sent just now. Until that is over it cannot be deleted.
# $title: the name of the form.
answers-title = Your answers: { $title }
copy-title = Where shall the copy go?
copy-looking = Looking for a place for the copy.
copy-hint = The copy has your answers, to read and for the city's computers, and your files. Whoever has the stick can read them.
copy-none = There is no stick and no folder that a copy can go to. Plug in a stick, then look again.
# On a computer that people share.
copy-none-shared = There is no stick that the copy can go to. Several people use this computer, so a copy goes on a stick only. Plug one in, then look again.
# In the copy, where the answers would stand.
copy-unreadable = The answers could not be read on this computer. What lies on its disk is copied here as it is.
copy-again = Look again
delete-title = Delete this for good?
delete-draft = What you answered will be lost. The city does not have it.
delete-waiting = The city does not have it yet. It will never be sent, and what you answered will be lost.
delete-refused = The city did not take it. What you answered will be lost.
delete-sent = The city keeps what it has. Your copy here and the receipt number will be gone.
act-delete = Delete it for good
act-keep-record = Keep it

## Settings

settings-title = Settings
settings-hint = Press Enter on a line to change it.
setting-language = Language
setting-size = Letter size
setting-theme = Colours
setting-voice = Maru's voice
setting-rate = Speed of the voice
setting-voice-more = More about the voice
# The value of that line.
voice-more-value = Loudness, pitch, what is said
setting-volume = Loudness of the voice
setting-pitch = Pitch of the voice
setting-which-voice = Which voice
setting-detail = How much is said
setting-echo = Saying what I type
setting-private = Private answers
setting-braille-grade = Korean Braille
setting-braille-grade-others = Braille of other languages
setting-braille-keys = Braille keys write
setting-scroll = The Braille line moves on by itself
setting-braille = Braille display
theme-paper = Dark on paper
theme-night = Light on night blue
theme-black-on-white = Black on white
theme-white-on-black = White on black
theme-yellow-on-black = Yellow on black
voice-on = On
voice-off = Off
voice-none = No voice was found on this computer
voice-beside-screen-reader = Silent, because your screen reader speaks
voice-title = Voice
which-voice-any = The computer's own choice
detail-beginner = For beginners: how to use things, too
detail-usual = As usual
detail-brief = Brief: names and values
echo-letters = Each letter
echo-words = Each word
echo-nothing = Nothing
private-hidden = Only stars are said
private-aloud = Said aloud: with headphones only
which-voice-title = Which voice should speak?
which-voice-hint = Choose with the space bar; that voice speaks at once.
which-voice-looking = Looking for the voices of this computer.
# $name: the voice's own name; $module: the name of its program.
which-voice-one = { $name }, { $module }
# Both are numbers.
rate-step = { $step } of { $of }
# $model: the display's own name; $cells: a number.
braille-there = { $model }, { $cells } cells
braille-none = None connected
braille-grade-one = uncontracted
braille-grade-two = contracted
braille-grade-others-one = uncontracted
braille-grade-others-two = contracted
braille-keys-six = six dots
braille-keys-eight = eight dots, computer Braille
scroll-speed = { $cells ->
    [one] one cell a second
   *[other] { $cells } cells a second
}

## Finding a Braille display

# The title of a page, and the button that leads to it.
find-title = Find my Braille display
find-hint = Choose who made your display. Then choose where it is plugged in. Maru asks there and nowhere else.
# Shown instead of a choice.
find-named = Whoever started Maru named the display. It is not chosen here.
# $model: the display's own name; $cells: a number.
find-in-use = In use: { $model }, { $cells } cells.
# $maker: who made the display; $port: where it is plugged in.
find-remembered = Remembered: { $maker }, at { $port }. It is used whenever it is there.
find-none = No display is in use.
# $maker: who made it. It was told by its plug that it is a display.
find-known = { $maker }, plugged in here
# $maker: who made the display.
find-port-title = Where is the display by { $maker } plugged in?
find-port-hint = If you are not sure: pull the plug of the display, wait a moment and put it in again. Maru says which place is new.
find-port-none = Nothing is plugged in that could be a display. Plug it in and switch it on; Maru says when it is there.
# $name: what the device calls itself; $tty: the system's name for the place.
port-usb = { $name } (USB)
port-usb-nameless = USB, a device without a name
port-bluetooth = { $name } (Bluetooth)
port-bluetooth-nameless = Bluetooth, a device without a name
port-built-in = Serial socket of the computer
port-nameless = { $port } ({ $tty })
# $maker: who made the display; $port: where it is plugged in.
try-title = Looking for the display: { $maker }
try-title-failed = No display yet: { $maker }
try-title-found = The display is found
try-asking = Maru asks at { $port } whether a display by { $maker } is there. That takes up to ten seconds. The display must be on; if it has a menu, choose "terminal" or "screen reader" in it.
try-asking-brltty = Maru asks the program BRLTTY for its display.
# $model: the display's own name; $cells: a number.
try-found = Found: { $model }, { $cells } cells. Maru remembers it and uses it whenever it is there.
# All of these: $maker: who made the display; $port: where it is plugged in.
try-failed-silent = Nothing answers at { $port } yet. Is the display on? If it has a menu, choose "terminal" or "screen reader" in it. Maru goes on asking.
try-failed-garbled = Something answers at { $port }, but it is no display by { $maker }. Choose another maker or another place.
try-failed-missing = Nothing is plugged in at { $port } any more. Put the plug in again.
try-failed-busy = Another program uses { $port }. If that is BRLTTY, choose the display of BRLTTY in the list.
try-failed-denied = This computer does not let you use { $port }. Please ask whoever looks after it to add you to the group "dialout".
try-failed-no-brltty = The program BRLTTY does not answer, or has no display at the moment.
try-failed-other = { $port } cannot be used for a display. Choose another place.
act-look-again = Look again
act-ask-again = Ask again
act-stop-asking = Stop asking
act-other-display = Choose another display or place
act-forget-display = Forget this display
notice-display-forgotten = Maru has forgotten the display.
# $port: where something was plugged in just now.
notice-port-new = New: { $port }.
notice-port-gone = Something was unplugged.
notice-ports-looked = Looked again.
# Names of makers stay as they are; products are what stands on the display.
maker-hims = HIMS, Selvas
products-hims = Braille Sense, BrailleEDGE, Smart Beetle, QBraille, SyncBraille
maker-dotpad = Dot
products-dotpad = Dot Pad
maker-seika = Seika, Nippon Telesoft
products-seika = Seika 3, 5 and 80, Seika Mini
maker-humanware = HumanWare, APH
products-humanware = Brailliant, BrailleNote Touch, Chameleon, Mantis, NLS eReader
maker-focus = Freedom Scientific
products-focus = Focus, PAC Mate
maker-baum = Baum, Orbit
products-baum = Vario, VarioUltra, Pronto, Refreshabraille, Orbit Reader
maker-handytech = Handy Tech, Help Tech
products-handytech = Active Braille, Activator, Braille Star, Basic Braille, Modular
maker-papenmeier = Papenmeier
products-papenmeier = BRAILLEX, Trio, Live
maker-eurobraille = EuroBraille
products-eurobraille = Esys, Esytime, Iris, b.note
maker-alva = ALVA, Optelec
products-alva = BC640, BC680, Satellite
maker-albatross = Caiku
products-albatross = Albatross 46 and 80
maker-brltty = The display of BRLTTY
products-brltty = BRLTTY runs on this computer and lends its display

## Help

help-title = Help
help-question = About this question
help-person = Talk to a person
# $name: the name of the call centre; $number: its telephone number.
help-phone = { $name }: call { $number }
help-moving = Moving around
help-moving-text = The down and up arrow keys go from one thing to the next. Enter uses it. Escape goes one page back. Page Up and Page Down move what is on the screen up and down. You can also press the number of a tile, click with the mouse, or touch the screen.
help-keys = Keys
# The names of keys, as people say them.
key-enter = Enter
key-space = the space bar
key-home = Home
key-up = arrow up
key-down = arrow down
key-plus = plus
key-minus = minus
key-control = Ctrl
key-shift = Shift
key-alt = Alt
# Two keys at once. $held: the one that is held; $key: the other.
key-together = { $held } and { $key }
help-key-stop = Be silent
help-key-pause = Pause; once more, go on
help-key-repeat = Say it again
help-key-where = Where am I?
help-key-read = Read the whole page
help-key-scroll = Let the Braille line move on through the page by itself; once more, let it stand
help-key-next-sentence = Next sentence
help-key-previous-sentence = Sentence before
help-key-spell = Spell it; once more, by sounds
help-key-slower = Speak more slowly
help-key-faster = Speak faster
help-key-softer = Speak more softly
help-key-louder = Speak louder
help-key-voice-buttons = Show or hide the voice buttons
help-key-voice = Voice on or off
help-key-theme = Other colours
help-key-larger = Larger letters
help-key-smaller = Smaller letters
help-key-proceed = Go on from anywhere on the page
help-key-line-break = A new line in a text of several lines
help-key-hangul = Korean or Latin letters
help-key-settings = Settings
help-key-messages = Earlier messages
help-key-learn = Find out what keys do
help-key-emboss = Write for a Braille embosser
help-key-home = To the first page
help-key-quit = Leave Maru
help-braille = On a Braille display
help-braille-text = The panning keys move along the line and on to the next thing. A routing key uses what is under it, or puts the caret there. Space with dot 4 goes to the next thing, space with dot 1 to the one before. Dot 8 is Enter. Dots 7 and 8 begin a new line in a text of several lines. Space with dots 2 and 6 goes one page back. Space with dots 1, 3, 4 and 5 shows earlier messages, space with dots 1, 2 and 3 tells what keys do. Space with dots 1, 2, 4 and 5 lets the line move on by itself until you press a key; meanwhile the keys for faster and slower speech change its speed, and the panning keys still pan.
help-learn = Find out what keys do
help-messages = Earlier messages
help-emboss = Write for a Braille embosser
help-safe = Are my answers safe?
help-safe-text = Every answer is kept on this computer at once, even if the power fails. A finished form waits here until the city has received it.

## Earlier messages

messages-title = Earlier messages
messages-none = There are no messages yet.

## Paper for Braille embossers

paper-title = For a Braille embosser
paper-hint = Writes a file that a Braille embosser can print: on a stick if one is plugged in, else into your documents.
# On a computer that people share.
paper-hint-shared = Writes a file that a Braille embosser can print, on a stick. Plug one in first.
# $title: what the page is called.
paper-this = This page: { $title }
paper-answers = All my answers
# $title: the name of the form.
paper-blank = The empty form: { $title }
paper-size = Paper
paper-size-wide = 40 cells, 25 lines
paper-size-narrow = 32 cells, 25 lines
# Beside a question on paper that is asked of some people alone.
paper-perhaps = Only if it concerns you.
# At the beginning of what can be given several times, such as the members of a household.
paper-repeat = For each one more, take a sheet of its own.
# $count: how many choices the question has.
paper-long-list = Write one of { $count } choices; the list is not printed here.
paper-file = A file or a picture goes with this question. It is added on the computer.
paper-date = Year, month and day.
paper-time = Hours and minutes.

## Finding out what keys do

keys-title = What keys do
keys-hint = Press keys of the keyboard or of the Braille display. Each tells what it does, and does not do it. To leave, press Escape, or the Braille keys that go back, twice.
# What the key that was pressed would do. It is not done, only told.
does-nothing = These keys do nothing.
# $text: the letter that the key types.
does-type = Types { $text }
# $dots: the numbers of the dots, with blanks between.
does-dots = Types dots { $dots }
# $cell: which cell from the left, a number.
does-route = Routing key { $cell }: uses what is under it, or puts the caret there
does-caret-left = Caret one letter left
does-caret-right = Caret one letter right
does-caret-word-left = Caret one word left
does-caret-word-right = Caret one word right
does-caret-start = Caret to the start of the text
does-caret-end = Caret to the end of the text
does-extend = Moves the caret and selects
does-less = A smaller number, or a later place
does-more = A larger number, or an earlier place
does-next = To the next thing
does-previous = To the thing before
does-next-control = To the next thing that can be used
does-previous-control = To the thing before that can be used
does-first = To the start of the page
does-last = To the end of the page
does-activate = Enter: uses or chooses, and goes on
does-select = Chooses; in a text, a blank
does-back = One page back. To leave this page, press it again.
does-backspace = Deletes the letter before the caret
does-delete = Deletes the letter behind the caret
does-pan-left = Moves back along the Braille line
does-pan-right = Moves on along the Braille line
does-to-cursor = Brings the Braille back to the caret

## Notices: what happened, are my answers safe, what now

notice-first = This is the first thing on the page.
notice-last = This is the last thing on the page.
notice-first-page = This is the first page.
notice-draft-kept = What you began is kept on this computer. You can go on later.
# On a computer that people share.
notice-draft-kept-shared = What you began is kept on this computer. You can go on with it until you are finished here; after that nobody is shown it, but whoever looks after this computer could read it. If you do not want that, delete it under "{ my-forms-title }".
# On a computer that people share, when nobody has pressed a key for a while.
notice-who-is-there = Are you still there? Press any key to stay. If nobody does within 30 seconds, this page is closed for the next person.
notice-still-there = Thank you. You can go on.
notice-sitting-over = Ready for the next person. Nothing of the one before is shown here.
notice-may-not-leave = Several people use this computer, so Maru stays open. If you are finished, go to the first page and choose "{ act-end-sitting }".
# The same as the three below, for a computer that people share: another person may sit there by now.
notice-sent-shared = The city has received your form.
notice-refused-shared = The city's computer did not take your form. Your answers are safe on this computer.
notice-case-shared = There is news of your form. You find it under "{ my-forms-title }".
notice-locking = Your answers are being locked. Please wait a moment.
# The key that a private form is encrypted with is wrong. $phone: the city's telephone number.
notice-form-key = This private form cannot be opened: your answers could not be locked safely. Nothing was sent. Please call { $phone }; the city has to mend the form.
# $phone: the city's telephone number.
notice-form-broken = This form cannot be opened on this computer. Please call { $phone }; they will help you.
notice-draft-broken = This form cannot be opened any more. What you answered is still kept on this computer. Please call { $phone }.
notice-disk-full = This computer is full, so your answer could not be saved. It is still on this page. Please ask someone to make room, then try again.
notice-read-only = This computer's disk cannot be written to, so your answer could not be saved. It is still on this page. Please ask for help, then try again.
notice-not-saved = Your answer could not be saved. It is still on this page. Please try again, or ask for help.
notice-quit-again = Your last answer could not be saved. To leave without it, leave once more.
notice-settings-not-kept = This setting holds for now, but could not be saved on this computer.
# $phone: the city's telephone number.
notice-not-tried = It could not be tried to send it: something is wrong on this computer. Your form is safe here, and Maru tries again by itself. If that does not help, call { $phone }.
notice-still-waiting = The city could not be reached. Your form is safe here and will be sent later.
# $title: the name of the form; $receipt: its number; $digits: its digits, one by one.
notice-sent = Received by the city: { $title }. Receipt number { $receipt }.
    .speech = Received by the city: { $title }. Receipt number { $digits }.
notice-refused = The city's computer did not take this form: { $title }. Your answers are safe on this computer. You find it under "{ my-forms-title }".
# $title: the name of the form; $percent: how much of it has been sent, 25, 50 or 75.
notice-progress = { $title }: { $percent } percent sent.
notice-trying = Trying to send now.
notice-braille-ready = Braille display ready, { $cells } cells.
notice-braille-gone = The Braille display is no longer connected. Your place is kept.
# Told once, on a Braille display: the tables of the program liblouis are not installed.
notice-no-braille-tables = The Braille of this language is not installed here, so you feel computer Braille. Whoever looks after this computer can add the packages liblouis20 and liblouis-data.
# What a file for a Braille embosser is being made of takes a moment.
notice-embossing = Writing the file for the Braille embosser.
# $name: the file; $place: the stick or the folder.
notice-embossed = The file { $name } is ready in { $place }. Give it to a Braille embosser.
notice-emboss-no-stick = Several people use this computer, so the file is written on a stick only. Please plug one in and try again.
notice-emboss-failed = The file for the Braille embosser could not be written. Your answers are safe. Is there room on the stick or the disk?
notice-no-voice = No voice was found on this computer. Everything else works. The voice program is called speech-dispatcher.
notice-no-sound = Maru is speaking, but no sound comes out of this computer. Your answers are safe. Please check the loudspeaker or the headphones.
# $language: the name of a language.
notice-no-voice-for = There is no voice for { $language } on this computer. The text and the Braille are there all the same, and your answers are safe.
# $language: a language tag. The name of the language.
language-of = { $language ->
    [ko] Korean
    [en] English
    [vi] Vietnamese
    [zh] Chinese
    [ja] Japanese
    [sw] Swahili
    [ne] Nepali
    [id] Indonesian
   *[other] { $language }
}
notice-screen-reader = Your screen reader is running, so Maru itself is silent. F8 gives Maru its voice.
notice-store-replaced = The file with your forms was damaged. It was put aside, not deleted, and a new one was begun. Please ask for help if a form is missing.
# $count: how many forms are still there.
notice-store-mended = The file with your forms was damaged. It was put aside, and all { $count } forms in it could be kept.
notice-store-mended-in-part = The file with your forms was damaged. It was put aside, not deleted; { $count ->
    [one] { $count } form
   *[other] { $count } forms
} could be kept. Please ask for help if one is missing.
notice-disk-read-only = This computer's disk cannot be written to. You can look at your forms, but what you answer now is kept only while Maru is open. Please ask for help.
notice-saved-now = It could be saved now. You can go on.
# $title: the name of the form; $when: a date and time.
notice-left-open = You were filling in a form when Maru ended: { $title }, last changed: { $when }. It is kept. You find it under "{ my-forms-title }".
# $title: the name of the form; $answer: the city's words.
notice-answered = The city has answered: { $title }. { $answer }
# $title: the name of the form; $state: such as "The city is working on it".
notice-case = News of { $title }: { $state }.
# $phone: the city's telephone number.
notice-record-unreadable = The answers of this form cannot be read. They are still kept on this computer. Please call { $phone }.
notice-deleted = It is deleted.
notice-not-deleted = It could not be deleted. Perhaps it is being sent just now. Please try again later.
# $folder: what the folder of the copy is called.
notice-copied = The copy is there, in the folder "{ $folder }".
# $folder: as above; $files: the names of the files that are missing.
notice-copied-in-part = The copy is there, in the folder "{ $folder }", but these files could not be read and are missing: { $files }.
notice-copy-full = There is not enough room for the copy. Nothing was lost; please choose another place.
notice-copy-unwritable = The copy could not be written there. Nothing was lost; please plug the stick in again, or choose another place.
notice-correcting = These are your answers. Choose the one to correct, then send.
notice-corrected-before = You sent a correction of this before. Here it is.
notice-pack-trouble = Some of the city's services could not be loaded. The others work.
notice-hangul = Korean letters
notice-latin = Latin letters
notice-size = Letter size { $percent } percent
# $theme: its name.
notice-theme = Colours: { $theme }
notice-voice-on = Voice on
notice-voice-off = Voice off
notice-no-display = No Braille display is in use.
notice-rate = Speed { $step } of { $of }
notice-volume = Loudness { $step } of { $of }
notice-voice-buttons = The voice buttons are on top of the page.
notice-voice-buttons-hidden = The voice buttons are hidden.
notice-read-only-field = This answer cannot be changed.
# A counted number stays at its end. $number: that.
notice-count-least = This does not go below { $number }.
notice-count-most = This does not go above { $number }.
# What was typed is no number between the bounds. $typed: that; $number: the number that stands.
notice-number-stays = { $typed } is not a number from { $least } to { $most }. { $number } stays.
notice-number-none = { $typed } is not a number from { $least } to { $most }. None is chosen yet.
# $place: such as "Place 2"; $count: how many there are now, such as "1 place".
notice-place-removed = { $place } removed. { $count }.
notice-text-too-long = This text is too long. The last part was not taken.
notice-nothing-found = Nothing was found. Please try fewer letters.
notice-nothing-asked = There is nothing to answer here.
notice-too-many = This form has no room for another one.
notice-no-files = No files that fit were found. If you have a memory stick, plug it in and look again.
notice-looking-for-files = Still looking for files. Please wait a moment.
notice-attaching = The file is still being saved with your form. Please wait a moment.
notice-quit-without-file = The file is still being saved with your form. Please wait a moment. To leave without it, leave once more.
notice-attached = The file is saved with your form.
notice-file-unreadable = This file could not be read. If it is on a memory stick, please plug it in again. Your answers are safe.
notice-file-damaged = This picture is damaged or of a kind that Maru does not know. Please choose another one. Your answers are safe.
# $size: the largest there may be, such as 100 megabytes.
notice-file-too-large = This file is too large: it may have { $size } at most. Please choose a smaller one. Your answers are safe.
notice-picture-too-large = This picture is too large. Please choose a smaller one. Your answers are safe.
notice-file-disk-full = This computer is full, so the file could not be saved. Your answers are safe. Please ask someone to make room, then choose it again.
notice-file-not-taken = The file could not be saved. Your answers are safe. Please choose it again, or ask for help.
# "Save and send" was pressed, and an answer is missing or breaks the form's condition; why is told with the question.
notice-answer-wanted = Nothing was sent yet. This question still wants an answer, or another one. Your other answers are safe.
# Enter on something to read among the answers that are looked over.
notice-nothing-sent = Nothing was sent. When all is right, choose "Save and send".
# The same where somebody is asked whether something is to be removed.
notice-nothing-removed = Nothing was removed. Choose "{ act-remove }" or "{ act-keep-instance }".
notice-typed-but-not-taken = Something you typed does not fit the question yet. Please look at it once more; nothing is lost.
