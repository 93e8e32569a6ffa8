### Where questions are written: the navigation, what waits, the list of questions, what they cover.

admin-title = Authoring
admin-nav = Authoring
admin-home = What waits
admin-questions = Questions
admin-coverage = Coverage

# $count (Number) - questions
waits-drawn = { $count ->
    [one] question is live
   *[other] questions are live
}
# $count (Number) - drafts
waits-drafts = { $count ->
    [one] draft
   *[other] drafts
}
# $count (Number) - texts in review
waits-review = { $count ->
    [one] waits for a review
   *[other] wait for a review
}
# $count (Number) - questions with open reports
waits-reported = { $count ->
    [one] was reported
   *[other] were reported
}
# $count (Number) - questions changed in both places
waits-conflicts = { $count ->
    [one] One question was changed in its file and here. What is here stays live until somebody chooses.
   *[other] { $count } questions were changed in their files and here. What is here stays live until somebody chooses.
}

questions-title = Questions
questions-new = New question
# $count (Number) - questions found
questions-count = { $count ->
    [0] No question is like that. Take a filter away.
    [one] One question
   *[other] { $count } questions
}
# $count (Number) - as far as questions are counted
questions-many = More than { $count } questions
questions-question = Question
questions-part = Area
questions-kind = Kind
questions-state = State
questions-checked = Checked
questions-unchecked = never
questions-updated = changed
questions-untitled = No text yet
questions-behind = an older text is live
# $lang (String) - the tag of a language
questions-missing = no { $lang }
# $count (Number) - open reports
questions-reports = { $count ->
    [one] one report
   *[other] { $count } reports
}

state-draft = Draft
state-in-review = In review
state-live = Live
state-retired = Retired
kind-single = Single choice
kind-multiple = Multiple choice
kind-fill-in = Fill-in
level-recall = Recall
level-apply = Apply
level-troubleshoot = Troubleshoot

filter-words = Search
filter-part = Topic, objective or area
filter-all = All
filter-none = Any
filter-sort = Order
filter-more = More filters
filter-level = Level
filter-missing = Language missing
filter-before = Not checked since
filter-reported = Reported only
filter-go = Filter
filter-reset = Show all
sort-objective = By objective
sort-name = By name
sort-updated = Last changed first
sort-checked = Longest unchecked first
pager-label = Pages
pager-first = Back to the beginning
pager-next = Next page

coverage-title = Coverage
coverage-lead = What the live questions cover, area by area.
coverage-area = Area
coverage-questions = Questions
# $weight (Number) - questions of the objective on a form
# $forms (Number) - whole forms without a repeat
coverage-weight = { $weight } on a form: { $forms ->
    [0] too few for one
    [one] enough for one form without a repeat
   *[other] enough for { $forms } forms without a repeat
}
