### The editor of a question, its preview and its history.

editor-new = New question
editor-name = Name
editor-name-hint = Part of its address and its file’s name, for ever: lower-case letters, digits and hyphens.
editor-name-wrong = Use lower-case letters, digits and hyphens, 80 at most.
editor-name-reserved = A page has this address: choose another name. What you typed is kept.
editor-name-taken = This name is taken. What you typed is kept.
editor-part-missing = Choose an objective or an area. What you typed is kept.
# $number (String) - the revision's number
editor-revision = Revision { $number }
editor-history = History
editor-facts = What it is about
editor-choose = Choose
editor-question = Question
editor-stem-en = In English
editor-stem-pt = In Portuguese
editor-options = Options
# $number (String) - which option, from 1
editor-option-key = Option { $number } is right
editor-option-en = Option in English
editor-option-pt = Option in Portuguese
editor-option-why-en = Why, in English
editor-option-why-pt = Why, in Portuguese
editor-up = Up
editor-down = Down
editor-remove = Remove
# $number (String) - which option, from 1
editor-up-of = Move option { $number } up
# $number (String) - which option, from 1
editor-down-of = Move option { $number } down
# $number (String) - which option, from 1
editor-remove-of = Remove option { $number }
editor-add = Add an option
editor-answers = Answer
editor-answers-list = What is right to type
editor-lines-hint = One to a line.
editor-near = What is nearly right
editor-near-hint = Wrong, but with a hint. One to a line.
editor-ranges = Numbers
editor-ranges-hint = Right however they are written: 3, or 2.9..3.1. One to a line.
editor-instruction = What is to be typed
editor-ignore-case = Upper and lower case are the same
editor-remember = What to remember
lang-name-en = English
lang-name-pt = Portuguese
editor-sources = Where it comes from
editor-sources-list = Sources
editor-sources-hint = man:page(section) or an https address, one to a line.
editor-terms = Terms
editor-terms-known = Terms of the objective
editor-checked = Last compared with its sources
editor-allow = Exceptions from rules
editor-allow-hint = rule: reason, one to a line.
editor-reason = What did you change, and why?
editor-save = Save as draft
editor-preview = Preview
editor-preview-title = As it will be seen
editor-forget = Discard it and show what is stored
# $name (String) - an author
# $when (String) - a date and time
editor-other = { $name } was working on this question at { $when }. Agree before you save.
# $at (String) - a time of day
editor-kept = Kept { $at }. Not saved yet.
editor-failed = Not kept: no connection. Trying again.
step-draft = Back to draft
step-review = Send to review
step-live = Make it live
step-retired = Retire
# $number (String) - the revision's number
notice-saved = Saved as revision { $number }. It is a draft until you make it live.
notice-same = Nothing has changed, so nothing was saved.
notice-moved = Done. It is in the log.
# $when (String) - a date and time
notice-unsaved = You typed this on { $when } and did not save it.
# $number (String) - the newest revision's number
notice-changed = Somebody saved revision { $number } while you were typing. Nothing is lost: what you typed is below and kept. Look at the history first; saving once more puts your text on top of theirs.
notice-stale = The question has changed since you opened the page. It was not moved; look at it again.
refusal-not-ready = Something is missing or a rule is broken: see the remarks.
refusal-needs-another = Somebody other than its author has to review it first.
refusal-no-step = It cannot go there from here.
remark-missing = Missing:
remark-error = Must be mended:
remark-warning = Should be mended:
remark-none = Nothing to remark: it can go live.
alike-title = These questions say nearly the same:
# $share (String) - a percentage
alike-share = { $share } of the words in common
preview-right = Right
preview-wrong = Wrong
# $name (String) - the question's name
history-title = History of { $name }
history-back = Back to the question
history-number = Revision
history-when = When
history-who = Who
history-why = Why
history-file = A file
history-gone = Somebody who is gone
history-import = by import
history-newest = Newest
history-restore = Bring back
# $number (String) - the revision's number
history-restored = Revision { $number } brought back
compare-go = Compare the two that are marked
# $number (String) - the revision's number
compare-old = Revision { $number } on the left
# $number (String) - the revision's number
compare-new = Revision { $number } on the right
# $old (String) - a revision's number
# $new (String) - a revision's number
compare-title = Revisions { $old } and { $new }
