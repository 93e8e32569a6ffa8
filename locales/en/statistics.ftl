### What first answers say about a question.

# $name (String) - the question's name
stats-title = Statistics of { $name }
stats-link = Statistics
stats-from = Answers in
stats-exams = mock exams
stats-practices = practices
stats-none-exams = Nobody has met this revision for the first time in a mock exam that is over. Answers given in practices are counted apart.
stats-none-practices = Nobody has met this revision for the first time in a practice that is over. Answers given in mock exams are counted apart.

stats-look = What to look at
# $count (Number) - first answers that are missing
stats-too-few = { $count ->
    [one] Too few to tell: one more first answer is needed.
   *[other] Too few to tell: { $count } more first answers are needed.
}
stats-nothing = Nothing stands out.
stats-negative = Those who know more get it right less often than those who know less.
stats-negative-do = Check the key first. Then read the question as somebody who knows the subject well: what else could it mean?
# $letter (String) - the option's letter
stats-attracts = Option { $letter } counts as wrong, but those who know more choose it more often.
stats-attracts-do = It may be right, or right as well. Compare it with the sources, then mend the key or the option.
stats-hard = Hardly anybody gets it right.
stats-hard-do = Check the key, and whether the question says all that is needed. If both are fine, ask whether anybody needs to know this.
stats-easy = Nearly everybody gets it right.
stats-easy-do = Fine for what everybody must know. Otherwise look for a clue that gives the answer away, or make the wrong options more tempting.
stats-weak = Those who know more are hardly more often right than those who know less.
stats-weak-do = Look for two ways to read it, for a clue that gives the answer away, and for wrong options that nobody would believe.
# $letter (String) - the option's letter
stats-nobody = Hardly anybody chooses option { $letter }.
stats-nobody-do = Replace it with what somebody who half knows would choose.

stats-numbers = In numbers
stats-answered = First answers
stats-right = Right
# $low (String) - a percentage
# $high (String) - a percentage
stats-right-range = probably between { $low } and { $high }
# $right (Number) - right answers
# $total (Number) - answers
# $low (String) - a percentage
# $high (String) - a percentage
stats-share-drawn = { $right } of { $total } right; the share is probably between { $low } and { $high }.
# $chance (String) - a percentage
stats-chance = The upright mark is what chance alone would score: { $chance }.
stats-discrimination = Tells who knows more
stats-tells-backwards = The wrong way round
stats-tells-hardly = Hardly
stats-tells-somewhat = Somewhat
stats-tells-well = Well
stats-tells-very-well = Very well
stats-unsure = Too few to tell
stats-no-thirds = Cannot be told: there is no upper and lower third to compare.
# $upper (String) - the share of the upper third that was right
# $lower (String) - the share of the lower third
# $difference (String) - the difference, from -1 to 1
# $low (String) - the lower end of its interval
# $high (String) - the upper end
stats-thirds = { $upper } of the upper third were right, { $lower } of the lower: a difference of { $difference }, probably between { $low } and { $high }.
# $correlation (String) - from -1 to 1
stats-correlation = Correlation with the other questions of the attempt: { $correlation }.
stats-time = Time
# $median (String) - how long it took
# $average (String) - how long it took
stats-took = Half took less than { $median }; { $average } on average.
# $count (Number) - answers that took very long
stats-away = { $count ->
    [one] One was probably away, and is not in the average.
   *[other] { $count } were probably away, and are not in the average.
}
stats-no-time = Not measured

stats-choices = Who chose what
stats-option = Option
stats-all = All
stats-upper = Upper third
stats-middle = Middle third
stats-lower = Lower third
stats-blank = Left blank
stats-legend = The thirds are by what share of the other questions of the attempt was right. Only the first time that somebody met the question counts; attempts with fewer than ten other questions are in no third.
