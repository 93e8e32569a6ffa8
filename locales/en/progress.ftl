### The progress page, and the study pages.

progress-title = Progress
progress-exams = Exam
progress-nothing = Nothing to show yet. After a first mock exam you see here how each objective stands.
progress-weakest = Where there is most to gain
progress-practise = Practise these
progress-attempts = Attempts

chart-title = Estimated scores
# $scores (String) - days with scores
chart-words = Estimated scores of your mock exams. { $scores }

heat-title = Every objective

study-title = Study
study-lead = Every objective: what it asks, its terms and commands, and how you stand in it.
# $count (Number) - questions on a whole exam
study-weight = { $count ->
    [one] 1 question on every exam,
   *[other] { $count } questions on every exam,
}
study-known = How you stand
study-practise = Practise this objective
study-areas = What it asks
study-awareness = knowing of it is enough
study-contents = On this page
study-terms = Terms and files
study-commands = Commands
study-sources = Where to read on
study-others = Other objectives
