### The navigator, and the page before the hand-in.

navigator-title = Navigator
# $done (Number) - questions answered
# $total (Number) - questions in all
navigator-counts = { $done } of { $total } complete.
navigator-filter = Which questions to show
navigator-all = All
navigator-incomplete = Incomplete
navigator-flagged = Flagged
navigator-none = None here.
navigator-question = Question
navigator-status = Status
navigator-flag = Flagged
# $number (Number) - which question
navigator-item = Question { $number }
# $number (Number) - which question
navigator-back = Back to question { $number }
navigator-end = End exam
navigator-end-practice = End practice

end-title = End the exam
end-title-practice = End the practice
end-answered = Complete
# $total (Number) - questions in all
end-of = of { $total }
end-incomplete = Unanswered or incomplete
end-flagged = Flagged for review
end-look = Look
# $count (Number) - questions not answered
end-guess = { $count ->
    [one] One question has no full answer and would count as wrong. A guess costs nothing.
   *[other] { $count } questions have no full answer and would count as wrong. A guess costs nothing.
}
end-final = Once handed in, nothing can be changed. This cannot be undone.
end-submit = Hand in
end-back = Back to the navigator
