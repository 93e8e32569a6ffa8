### The result, one reviewed question, the paper, and how measures are worded.

result-title = Result
result-mock = Mock exam
result-practice = Practice
result-pass = This would be a pass
result-fail = This would not be a pass yet
# $score (Number) - the estimate
# $distance (Number) - points above the pass mark
result-pass-by = Estimated score { $score }: { $distance ->
    [0] exactly the pass mark.
    [one] 1 point above the pass mark.
   *[other] { $distance } points above the pass mark.
}
# $score (Number) - the estimate
# $distance (Number) - points below the pass mark
result-fail-by = Estimated score { $score }: { $distance ->
    [one] 1 point below the pass mark.
   *[other] { $distance } points below the pass mark.
}
result-why-estimate = Why this is an estimate
# $score (Number) - the estimate
# $pass (Number) - the pass mark
# $min (Number) - bottom of the scale
# $max (Number) - top of the scale
result-scale = Estimated score { $score }; the pass mark is { $pass }, the scale runs from { $min } to { $max }.
# $pass (Number) - the pass mark
result-pass-mark = pass mark { $pass }
# $right (Number) - questions right
# $total (Number) - questions in all
result-practice-score = { $right } of { $total } right
result-right = Right answers
result-unanswered = Unanswered
result-time = Time used
# $time (String) - such as 1 h 30 min
result-time-of = of { $time }
result-topics = By topic and objective
result-questions = The questions
result-filter = Which questions to show
result-all = All
result-wrong = Wrong
result-flagged = Flagged
result-none = None here.
result-paper = Print the questions and the key
result-progress = All your progress

estimate-note = The score is an estimate: the exam body publishes no rule that turns right answers into points, so ours draws straight lines through the pass mark.
# $body (String) - who holds the exam
estimate-note-named = The score is an estimate: { $body } publishes no curve that turns right answers into points, so ours draws straight lines through the pass mark.

outcome-right = Right
outcome-wrong = Wrong
outcome-unanswered = Unanswered

# $right (Number) - questions right
# $total (Number) - questions in all
measure-raw = { $right } of { $total }
# $right (Number) - questions right
# $total (Number) - questions in all
# $low (String) - lower end, such as 15%
# $high (String) - upper end
measure-drawn = { $right } of { $total } right; your level is probably between { $low } and { $high }.
measure-nothing = Nothing answered yet.
measure-legend = The bar is the share you got right. The line over it shows where your real level probably lies: nine times in ten it is within. The more you answer, the shorter it gets. The upright mark is about what a pass needs.

verdict-not-seen = not answered yet
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-few-weak = { $right } of { $total }: too few to be sure, but likely weak
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-few = { $right } of { $total }: too few to be sure
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-few-strong = { $right } of { $total }: too few to be sure, but likely strong
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-weak = { $right } of { $total }: weak
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-borderline = { $right } of { $total }: about as needed
# $right (Number) - questions right
# $total (Number) - questions in all
verdict-strong = { $right } of { $total }: strong

review-back = Back to the result
review-yours = Your answer:
review-key = Right answer:
review-none = none
review-right-chosen = Right, and you chose it
review-right-missed = Right, but you did not choose it
review-wrong-chosen = Wrong, and you chose it
review-wrong-left = Wrong
# $count (Number) - answers that count as right
review-accepted = { $count ->
    [one] Right answer:
   *[other] Right answers:
}
review-near = Close, but not in the form that the instruction asks for.
review-remember = To remember
review-objective = Objective
review-terms = Terms
review-sources = Sources
review-time = Time spent
review-flagged = Flagged
review-flagged-yes = You flagged it for review

report-title = Report a problem with this question
report-label = What is wrong with it?
report-hint = A wrong key, an unclear sentence, something out of date. Say which option, if it is about one.
report-send = Send
report-sent = Thank you. An author will look at it. If the key turns out to be wrong, your result is counted again.

paper-title = Exam on paper
paper-back = Back
paper-hint = Print this page from your browser. The answer key comes on a page of its own.
# $questions (Number) - questions
# $minutes (Number) - minutes
paper-facts = { $questions ->
    [one] 1 question
   *[other] { $questions } questions
}, { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
paper-name = Name
paper-date = Date
paper-key = Answer key
