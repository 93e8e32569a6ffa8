### What becomes of other systems' questions: what was lost, why some do not come in.

lost-partial-credit = Partial credit is gone: here an answer is right or wrong
lost-points = Points and penalties are gone: every question counts the same
lost-hints = Hints for further tries are gone
lost-overall-feedback = Feedback for right and wrong answers as such is gone
lost-fixed-order = The fixed order of the options is gone: here options are shuffled
lost-units = The units of the number are gone
# $what (String) - the text it is about
lost-setting = The setting “{ $what }” has no counterpart here
# $number (String) - which column
lost-column = Column { $number } has no counterpart here
lost-open-range = A range without its end has no counterpart here
lost-true-false = The true or false question became a single choice
lost-numerical = The question for a number became a fill-in with a range
# $what (String) - the text it is about
lost-image-missing = The picture “{ $what }” is not in the file
# $what (String) - the text it is about
# $why (String) - the reason
lost-image-refused = The picture “{ $what }” was not taken: { $why }
# $what (String) - the text it is about
lost-media-lost = { $what } cannot be shown here and is gone
# $what (String) - the text it is about
lost-markup-lost = { $what } became plain text
# $what (String) - the text it is about
lost-wildcard = The answer “{ $what }” stands for many; here answers are exact
# $what (String) - the text it is about
lost-answer-lost = The answer “{ $what }” is gone
lost-stem-joined = The lines of the question were joined
# $what (String) - the text it is about
lost-unescaped = “{ $what }” has a special character that was taken as text
lost-arrangement = The order and the rules of the test are gone: here every exam is drawn from the bank
lost-all-keys = Every option is right: check the key
# $name (String) A file's name.
# $more (Number) How many others.
lost-files-missing = { $more ->
    [0] The package names the file “{ $name }” and does not have it
    [one] The package names “{ $name }” and one more file and does not have them
   *[other] The package names “{ $name }” and { $more } more files and does not have them
}
lost-several-keys = Several options are fully right: it became a question with several answers
lost-scoring = Its rules of scoring were not understood in full: check the key
# $what (String) - the text it is about
lost-contradiction = The file contradicts itself: { $what }
# $what (String) - the text it is about
lost-language = The language “{ $what }” is not one of the bank's
# $what (String) - the text it is about
lost-tag = The tag “{ $what }” cannot be read
# $what (String) - the text it is about
lost-halves = Its languages were not joined: { $what }
# $what (String) - the text it is about
lost-passed-over = { $what } was passed over
# $what (String) - the text it is about
lost-unmarked = “{ $what }” has no sign before it that says whether it is right: check the key
lost-title-as-stem = There is no question text: the title stands in its place
# $what (String) - the text it is about
lost-left-out = It was left out: { $what }
# $what (String) - the text it is about
lost-part-lost = The format cannot hold { $what }

foreign-matching = Matching questions are not supported
foreign-ordering = Ordering questions are not supported
foreign-essay = Essay questions are not supported
foreign-cloze = Questions with several gaps in one text are not supported
foreign-hot-spot = Questions on places in a picture are not supported
foreign-drag-and-drop = Drag and drop questions are not supported
foreign-upload = Questions answered by a file, a drawing or a recording are not supported
foreign-calculated = Calculated questions are not supported
foreign-composite = Several questions in one are not supported
foreign-no-question = It asks nothing: a text or a picture only
foreign-survey = Nothing in it is right or wrong: a survey
foreign-own-rules = Questions with rules of scoring of their own are not supported
# $what (String) - the text it is about
foreign-other = Questions of the kind “{ $what }” are not supported
# $what (String) - the text it is about
foreign-twice = It is in the package a second time: see “{ $what }”
# $what (String) - the text it is about
foreign-elsewhere = It lies in another file, “{ $what }”: import the package that has both

# $what (String) - the text it is about
cause-not-this-format = This is not a file of this format: { $what }
cause-unknown = Nothing in this file says what it is
cause-alone = A question file alone does not say to which objective it belongs: pack its folder and import the package
# $megabytes (Number) - the bound
excess-bytes = more than { $megabytes } MiB
# $count (Number) - the bound
excess-answers = more than { $count } answers to a question
# $count (Number) - the bound
excess-elements = more than { $count } elements
# $count (Number) - the bound
excess-depth = elements nested deeper than { $count }
# $cells (Number) - the bound
# $rows (Number) - the bound
# $width (Number) - the most cells in a row
excess-table = more than { $rows } rows, { $width } cells in a row or { $cells } cells
# $count (Number) - the bound
excess-files = more than { $count } files in the package
# $name (String) - the name of the file
excess-file = “{ $name }” has too many bytes, or too many for what it takes in the package
# $megabytes (Number) - the bound
excess-all-files = the files of the package have more than { $megabytes } MiB together
# $megabytes (Number) - the bound
excess-all-texts = the texts of the package have more than { $megabytes } MiB together
cause-empty = There is no question in this file
cause-encoding = The file is not UTF-8: save it as UTF-8 and try again
# $what (String) - the text it is about
cause-too-large = The file is too large: { $what }
# $what (String) - the text it is about
cause-xml = The XML is broken: { $what }
cause-entities = The XML declares entities or asks for other files, which is not allowed
# $what (String) - the text it is about
cause-package = The package cannot be opened: { $what }
# $what (String) - the text it is about
cause-unsafe-name = The package has a file with an unsafe name: “{ $what }”
# $what (String) - the text it is about
cause-file-missing = The package names the file “{ $what }” and does not have it
cause-no-stem = There is no question text
cause-too-few-options = There are fewer than two options
cause-no-key = No answer is right
cause-all-keys = Every option is right
# $what (String) - the text it is about
cause-unknown-key = The answer “{ $what }” is not one of the options
# $what (String) - the text it is about
cause-unfinished = The question is not finished: { $what }
# $what (String) - the text it is about
cause-syntax = The syntax is wrong: { $what }
# $what (String) - the text it is about
cause-weight = “{ $what }” is no weight of an answer
# $what (String) - the text it is about
cause-number = “{ $what }” is no number
# $what (String) - the text it is about
cause-format = { $what }

admin-imports = Import
import-title = Import questions
import-lead = GIFT, Aiken, Moodle XML, QTI 1.2, 2.x and 3.0, packages of these, CSV, and our own files. First you see what would become of each question; nothing is written before you say so.
import-file = File
# $megabytes (Number) - the largest file
import-file-hint = At most { $megabytes } MiB.
import-look = Look at it
import-no-file = Choose a file.
# $name (String) - the name of the file
import-empty-file = The file “{ $name }” is empty.
# $megabytes (Number) - the largest file
import-too-large = This file is too large: at most { $megabytes } MiB are taken.
import-not-kept = Nothing was kept.
import-waiting = Other files are being read, and yours was not kept: try again in a moment.
import-waiting-kept = Other files are being read. Yours is still here: try again in a moment.
import-what = What would become of it
import-format = Format
import-format-found = As found in the file
import-lang = Language of texts that do not say theirs
import-level = Level of what does not say its own
import-part = Where the rest belongs
import-places = Where categories and tags belong
import-places-hint = Remembered for the next import.
import-again = Look again
# $count (Number) - questions that would come in
import-confirm = Import { $count ->
    [one] one question
   *[other] { $count } questions
}
import-confirm-hint = They come in as drafts, all of them or none.
# $count (Number) - questions that came in
import-done = { $count ->
    [0] Nothing new was in it, so nothing was changed.
    [one] One question came in as a draft.
   *[other] { $count } questions came in as drafts.
}
import-drafts = See the drafts
import-none = Nothing in this file would come in.
import-failed = The file was not read to its end
import-entry = In the file
import-fate = Becomes
import-all = All
import-with-remarks = To look at
import-table = What the columns hold
import-delimiter = Between cells
import-key = The key is given by
import-texts = Texts are
import-header = The first row is a header
# $number (String) - which column
import-column = Column { $number }
fate-new = New
fate-changed = New text
fate-same = Here already
fate-no-part = No objective chosen
fate-skipped = Skipped
fate-refused = Refused
totals-new = new
totals-changed = with a new text
totals-same = here already
totals-no-part = without an objective
totals-skipped = skipped
totals-refused = refused

admin-exports = Export
export-title = Export questions
# $count (Number) - live questions
export-lead = { $count ->
    [one] The one live question as a file for another system.
   *[other] The { $count } live questions as a file for another system.
}
export-lang = Language
export-both = Both
export-look = See what it can hold
export-get = Download
export-whole = This format holds everything; imported again, nothing is lost.
# $count (Number) - things that the format cannot hold
export-lost = { $count ->
    [one] One question loses something
   *[other] { $count } questions lose something
}
# $count (Number) - questions
export-lost-by = { $count ->
    [one] one question
   *[other] { $count } questions
}
export-losses = All of it, question by question
# $line (String) - its number, as it is counted in the file
place-line = line { $line }
