### The landing page, and what it shares with others: open attempts, what to do next.

landing-title = Practice exams
landing-what = Timed practice exams that show whether you would pass, and where to work next.
landing-how = No account needed. The clock starts when you say so.
landing-exams = Exams
landing-no-exams = There is no exam here yet. An administrator can add one.
# $bank (String) - questions in the bank
landing-bank = { $bank } questions to draw from.
landing-last = Your last attempts
landing-progress = All your progress

how-title = How it works
how-sit = Sit a mock exam
how-sit-text = As many questions, as much time and the same weights as the real one. Answers are saved as you make them.
how-see = See where you stand
how-see-text = An estimated score, and how sure it is, for each topic and objective. Every option says why it is right or wrong.
how-work = Work on what is weak
how-work-text = Read up on an objective, then practise it until the doubt is gone.

open-label = Attempt in progress
# $exam (String) - the exam's title
open-exam = Mock exam in progress: { $exam }
# $exam (String) - the exam's title
open-practice = Practice in progress: { $exam }
# $answered (Number) - questions answered
# $total (Number) - questions in all
open-answered = { $answered } of { $total } answered.
# $time (String) - such as 1 h 12 min
open-left = { $time } left.
open-go = Continue

next-title = What to do next
next-lead = These objectives have the most to gain.
# $exam (String) - the exam's title
next-lead-exam = In { $exam }, these objectives have the most to gain.
next-none = Nothing stands out as weak. Another mock exam will make the picture surer.
# $count (Number) - questions
next-practise = { $count ->
    [one] Practise these: 1 question
   *[other] Practise these: { $count } questions
}

attempts-when = When
attempts-what = What
attempts-score = Estimate
attempts-right = Right
attempts-time = Time
attempts-mock = Mock exam
attempts-practice = Practice
attempts-open = In progress: continue
attempts-pass = pass
attempts-fail = no pass
