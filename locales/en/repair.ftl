### Questions that turned out wrong: what candidates are told, the reports that authors answer, and what they decide.

notices-title = News
# $date (String) - when the attempt began
# $old (Number) - the estimate before
# $new (Number) - the estimate now
notice-exam = Your mock exam of { $date } was counted again: the estimate was { $old } and is now { $new }.
# $date (String) - when the attempt began
# $old (Number) - right answers before
# $old_total (Number) - questions before
# $new (Number) - right answers now
# $new_total (Number) - questions now
notice-practice = Your practice of { $date } was counted again: it was { $old } of { $old_total } right and is now { $new } of { $new_total }.
notice-open = See the result
# $number (Number) - the number of a question
notice-report = Your report on question { $number } was answered.
notice-report-open = Read the answer

# $date (String) - a date
recount-title = Counted again on { $date }
# $number (Number) - the number of a question
recount-key = The key of question { $number } was corrected.
# $number (Number) - the number of a question
recount-credit = Everybody got full credit for question { $number }.
# $number (Number) - the number of a question
recount-exclude = Question { $number } does not count any more.
recount-before = Before
recount-now = Now
# $score (Number) - the estimate
# $right (Number) - right answers
# $total (Number) - questions that count
recount-exam = estimate { $score }, { $right } of { $total } right
# $right (Number) - right answers
# $total (Number) - questions that count
recount-practice = { $right } of { $total } right
recount-passes = This would be a pass now.
recount-fails = This would not be a pass any more.
# $count (Number) - questions that do not count
result-excluded = { $count ->
    [one] One question does not count.
   *[other] { $count } questions do not count.
}

# $date (String) - a date
ruled-key = The key of this question was corrected on { $date }. You see the text that you were asked, with the corrected key.
# $date (String) - a date
ruled-credit = Everybody got full credit for this question on { $date }.
# $date (String) - a date
ruled-exclude = This question was taken out of the scores on { $date }.
outcome-excluded = Not counted
ruling-key = corrected
ruling-credit = full credit
ruling-exclude = not counted

# $date (String) - a date
sent-title = You reported a problem on { $date }
sent-open = Nobody has answered yet.
sent-answered = Answered
sent-fixed = The question was mended
sent-rejected = The question stays as it is

admin-reports = Reports
reports-title = Reports
reports-lead = What candidates say is wrong, question by question.
reports-none = Nothing was reported.
reports-waiting = Waiting
reports-all = All
reports-latest = Last
# $count (Number) - reports nobody has answered
reports-open = { $count ->
    [0] none
    [one] 1 waits
   *[other] { $count } wait
}
reports-back = All reports
reports-regrade = Regrade
reports-question = The question
# $number (Number) - the number of a text
# $language (String) - the name of a language
reports-text = Text { $number } in { $language }
reports-live = still live
# $number (Number) - the number of a text
reports-older = text { $number } is live now
reports-gone = not asked any more
# $date (String) - a date and a time
reports-when = Reported on { $date }
reports-answered-as = The answer was:
reports-select = Answer this report
reports-key = key
reports-chosen = chosen
reports-typed = Typed
reports-accepted = Accepted
# $name (String) - who answered
# $date (String) - a date
reports-by = { $name }, { $date }
# $date (String) - a date
reports-by-nobody = Somebody who is gone, { $date }
report-state-open = Waits
report-state-answered = Answered
report-state-fixed = Fixed
report-state-rejected = Rejected
reports-nothing = There are no reports here.

answer-title = Answer the ticked reports
answer-label = To the candidates
answer-hint = They see it beside the question. Nobody is named. A rejection needs a reason; that it was fixed can stand alone.
answer-answered = Answer
answer-fixed = Mark as fixed
answer-rejected = Reject
# $count (Number) - reports
answer-told = { $count ->
    [0] They were told this already.
    [one] One report was answered.
   *[other] { $count } reports were answered.
}
form-answer-none = Tick the reports that this answers.
form-answer-missing = Write what the candidates are to read.
form-answer-long = At most 2000 characters, please.

regrade-title = Regrade
regrade-lead = Decide what counts in attempts that were served this question. Open attempts go on undisturbed and are scored by it when they end.
regrade-texts = What was served
regrade-text = Text
regrade-since = Since
regrade-closed = Ended
regrade-under-way = Under way
regrade-fits = Key of the live text
regrade-live = live
regrade-fits-yes = can be applied
regrade-fits-self = is its own
regrade-fits-none = no text is live
misfit-kind = no: one is chosen, the other typed
# $served (Number) - options that were served
# $newest (Number) - options of the live text
misfit-count = no: { $served } options were served, the live text has { $newest }
misfit-order = no: its options stand in another order
# $number (Number) - the option, from 1
misfit-text = no: option { $number } says something else there
# $served (Number) - answers that were asked for
# $newest (Number) - right options of the live text
misfit-asked = no: { $served ->
    [one] one answer was asked for
   *[other] { $served } answers were asked for
}, { $newest } are right there
misfit-instruction = no: something else is to be typed there

regrade-decision = What counts
regrade-key = The key of the live text
regrade-key-hint = Every answer is compared with it again.
regrade-credit = Full credit for everybody
regrade-credit-hint = Also for those who left the question open.
regrade-exclude = The question does not count
regrade-exclude-hint = It leaves both the right answers and the number of questions; the score is that of the others.
regrade-from = From text
regrade-through = Through text
regrade-preview-go = Preview
regrade-preview-hint = Nothing is changed by it.
regrade-preview = What would happen
regrade-concerned = Ended with it
regrade-changed = Scores change
regrade-won = Would pass now
regrade-lost = Would not pass any more
regrade-open = Under way
regrade-nobody = No text in this range can be regraded like that.
regrade-nothing = No score changes.
regrade-before = Before
regrade-after = After
regrade-attempts = Attempts
# $shown (Number) - kinds of change that are shown
# $all (Number) - kinds of change
regrade-bounded = The first { $shown } of { $all } kinds of change.
regrade-pass = passes
regrade-fail = does not pass
regrade-mock = Mock exam
regrade-practice = Practice
# $right (Number) - right answers
# $total (Number) - questions
regrade-raw = { $right } of { $total }
regrade-reason = Why, for the candidates
regrade-reason-hint = They read it with their old and their new score, and beside the question.
regrade-go = Regrade
# $extent (String) - how many attempts, how many scores
regrade-done = Decided: { $extent }.
regrade-stale = Something else was decided or went live meanwhile. Look again: this is how it stands now.
regrade-decided = Decided so far
# $from (Number) - the first text
# $through (Number) - the last text
regrade-range = texts { $from } to { $through }
# $number (Number) - the text
regrade-one = text { $number }
# $number (Number) - the text whose key applies
regrade-key-of = The key of text { $number }
# $concerned (Number) - attempts
# $changed (Number) - scores
regrade-extent = { $concerned ->
    [0] no ended attempt
    [one] 1 attempt
   *[other] { $concerned } attempts
}, { $changed ->
    [0] no score changed
    [one] 1 score changed
   *[other] { $changed } scores changed
}
form-reason-missing = Say in a sentence why: the candidates read it.
form-reason-long = At most 1000 characters, please.
