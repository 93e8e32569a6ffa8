### The exam page, the practice form, and the page before the start.

exam-minutes = Minutes
exam-questions = Questions
exam-pass-mark = Pass mark
# $max (Number) - top of the scale
exam-of-scale = of { $max }
exam-bank = In the bank
exam-start-mock = Start a mock exam
exam-practise = Practise

blueprint-title = What the exam asks
blueprint-lead = Each objective always gets the same number of questions.
# $count (Number) - questions
blueprint-questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
# $count (Number) - questions in the bank
blueprint-bank = { $count ->
    [0] none in the bank yet
    [one] 1 in the bank
   *[other] { $count } in the bank
}

scoring-title = How it is scored
scoring-multiple = Where several answers are asked for, the question counts only if all the right ones are chosen and no other.
scoring-unanswered = A question left open counts as wrong, so a guess never costs anything.
scoring-fill-in = What you type must match exactly, capitals included. Spaces around it do not matter.
# $min (Number) - bottom of the scale
# $max (Number) - top of the scale
# $pass (Number) - the pass mark
scoring-scaled = The scaled score runs from { $min } to { $max }; { $pass } is a pass.

practice-title = Practise
practice-lead = Choose what to work on. The clock is off unless you want it.
practice-objectives = Objectives
practice-objectives-hint = The small number is how many questions the bank holds. Tick none to practise all.
practice-count = Number of questions
practice-only = Which questions
practice-all = Any
practice-missed = Those I last got wrong
practice-unseen = Those I have never seen
practice-flagged = Those I flagged
practice-feedback = Explanations
practice-at-once = After each question
practice-at-end = At the end
practice-clock = Clock
practice-clock-off = Off
practice-clock-on = On, at the pace of the exam
practice-go = Go on

start-title = Before you start
start-mock = Mock exam
start-practice = Practice
start-time = Time
# $minutes (Number) - minutes of extra time
start-extra = { $minutes } of them your extra time
start-no-clock = no clock
start-nothing = No question fits what you chose.
start-change = Choose again
# $count (Number) - questions that fit
# $asked (Number) - questions asked for
start-fewer = { $count ->
    [one] Only 1 question fits what you chose; you asked for { $asked }.
   *[other] Only { $count } questions fit what you chose; you asked for { $asked }.
}
start-all-objectives = All of them
start-content = Language of the questions
start-content-hint = You can change it at any question.
start-begin = Begin
start-begin-hint = This starts the clock.
start-rules = Good to know

rule-clock = The clock runs on, also when you leave the page. When it ends, what you answered is handed in.
rule-saved = Every answer is saved. If the connection drops, come back and go on where you were.
rule-order = Go back and forth as you like, and flag what you want to see again.
rule-answers = You see the right answers and the reasons after you hand in, not before.
