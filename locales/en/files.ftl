### Where files and pages differ: the list, a question beside its file, the choice, the archive.

admin-files = Files
waits-choose = Compare and choose

files-title = Files
files-lead = A question can be changed in its file and on these pages. What changed in a file comes in when the service starts; what was written here goes out as an archive or by a command.
files-conflicts = Changed in both places
files-conflicts-lead = What is here stays as it is until somebody chooses.
files-no-conflicts = No question was changed in its file and here.
files-both = changed in the file and here
files-gone = file gone, changed here
files-found = found
files-differences = Written here and not in a file
files-differences-lead = These are safe in the database. An export brings them into files, where they can be reviewed and kept with the rest.
files-no-differences = Every text that was written here is in a file, too.
files-ahead = differs from its file
files-without = has no file
files-changed = changed
# $count (Number) - questions that are not listed
files-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
files-archive = All questions as files
files-archive-lead = The live questions and the exam’s own file, ready to be unpacked into the folder with the exams.
files-drafts = Finished drafts as well
files-download = Download the archive
files-command = On the server, this writes them into a folder and leaves alone what has not changed:
files-folder = FOLDER
# $name (String) - a question's name
files-taken = { $name }: the file was taken.
# $name (String) - a question's name
files-kept = { $name }: what is here was kept.
# $name (String) - a question's name
files-over = { $name }: nothing was changed. Somebody else chose in the meantime, or one of the texts is another by now.

# $name (String) - a question's name
file-title = { $name } beside its file
file-question = To the question
file-conflict = Changed in the file and here. What is here stays as it is until somebody chooses.
file-gone = The file is gone, and the question was changed here. It stays as it is until somebody chooses.
file-ahead = Changed here. The file has the older text until an export writes the new one.
file-declined = The file has another text, which was declined. An export writes the one from here into it.
file-same = The file and this page say the same.
file-none = Written here, without a file. An export makes one.
file-changed = Nothing was changed: one of the two texts is another by now. This is how they stand.
side-here = Here
side-file = In the file
# $objective (String) - an objective's number
side-objective = Objective { $objective }
side-gone = gone
key-here = only here
key-file = only in the file
key-words = What differs within a line is underlined.
diff-label = Both texts, line by line
diff-none = No line differs.
# $count (Number) - lines
diff-same = { $count ->
    [one] One line that is the same
   *[other] { $count } lines that are the same
}
diff-cut = The texts differ too much to show all of it here. The archive below Files has the text from here, the file the other.
choice-title = Which one stays?
choice-title-gone = Does the question stay?
choice-keep = Keep what is here
choice-keep-question = Keep the question
choice-keep-hint = The text from here stays. The file’s is not asked about again unless it changes once more.
choice-keep-gone = The question stays as it is, without a file. An export makes a new one.
choice-take = Take the file
choice-take-hint = The file’s text becomes the newest and goes live at once. The one from here stays in the history.
choice-take-review = The file’s text becomes the newest and waits until another author has approved it; what is live stays live until then. The one from here stays in the history.
choice-retire = Retire the question
choice-take-gone = The question is not asked any more, as its file is gone. Its texts stay in the history.
