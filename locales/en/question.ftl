### The question page, its clock, its keys, and the texts its scripts use.

# $number (Number) - which question
# $total (Number) - questions in all
question-title = Question { $number } of { $total }
question-flag = Flag for review
# $count (Number) - answers to choose
question-choose = { $count ->
    [one] Choose one answer.
   *[other] Choose { $count } answers.
}
question-strike = Strike out
question-answer = Your answer
question-note = Private note
question-note-hint = Only you see it. You get it back with the result.
question-previous = Previous
question-next = Next
question-finish = Review
question-navigator = Navigator
question-check = Check
question-save = Save

instruction-command = Only the command, without path, options or arguments.
instruction-command-line = The whole command line, with its options and arguments.
instruction-subcommand = Only the subcommand.
instruction-option = Only the option, with its dashes.
instruction-full-path = The full path, from the root.
instruction-file-name = Only the file name, without its path.
instruction-keyword = Only the keyword, as it stands in the file.
instruction-number = Only the number, in digits.
instruction-decimal = Only the number, with decimals if there are any.
instruction-text = One or a few words.

timer-label = Time left
timer-low = Less than a fifth of the time is left.
timer-critical = The time is nearly up.
timer-hide = Hide time
timer-read = Read time

grid-label = All questions
grid-flagged = flagged

status-unseen = Unseen
status-incomplete = Incomplete
status-complete = Complete
status-flagged = Flagged

keys-title = Keys
keys-key = Key
keys-does = What it does
keys-choose = Choose an option
keys-strike = Strike out option A, or another
keys-next = Next question
keys-previous = Previous question
keys-flag = Flag for review
keys-navigator = Navigator
keys-help = Show these keys
keys-close = Close

words-saving = Saving
# $time (String) - time of day
words-saved = Saved { $time }
words-unsaved = Not saved yet: no connection. Trying again.
# $message (String) - why
words-refused = Not saved: { $message }
words-restored = Your unsaved answer was brought back and is being saved.
words-changed = This question was changed in another tab. What you see here was not saved.
words-reload = Show what is saved
words-time-up = Time is up. Your answers were submitted.
# $time (String) - such as 12 min
words-left = { $time } left
# $minutes (String) - minutes left, two or more
words-notice-minutes = { $minutes } minutes left
words-notice-minute = 1 minute left
words-show-time = Show time
# $chosen (String) - options chosen
# $needed (String) - options to choose
words-too-many = { $chosen } chosen: choose { $needed }.
