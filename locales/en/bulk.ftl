### Changing many questions at once.

bulk-legend = Change many at once
bulk-which = Which questions
bulk-ticked = The ticked ones
# $count (Number) - questions that the list has
bulk-all = { $count ->
    [one] The only one of this list
   *[other] All { $count } of this list
}
# $count (Number) - as far as questions are counted
bulk-all-many = All of this list, more than { $count }
bulk-to = Change to …
bulk-area = Another area …
bulk-area-title = Move to which area?
bulk-look = Look at the change
bulk-earlier = Earlier changes
# $name (String) - the question's name
bulk-pick = Tick { $name }
bulk-error-nothing = Tick at least one question, or choose all of the list.
bulk-error-to = Choose what they are to be changed to.
bulk-error-many = These are more than 5,000 questions. Filter the list further.

# $to (String) - a state
bulk-what-state = New state: { $to }
# $to (String) - a level
bulk-what-level = New level: { $to }
# $to (String) - an area
bulk-what-area = New area: { $to }

# $count (Number) - questions
bulk-title-shown = { $count ->
    [0] No question would be changed
    [one] Change one question?
   *[other] Change { $count } questions?
}
# $count (Number) - questions
bulk-title-done = { $count ->
    [0] No question was changed
    [one] One question was changed
   *[other] { $count } questions were changed
}
# $count (Number) - questions
bulk-title-undone = { $count ->
    [0] No question was put back
    [one] One question was put back
   *[other] { $count } questions were put back
}
bulk-not-yet = Nothing is changed yet.
# $when (String) - a date and time
bulk-undone-at = Undone on { $when }
bulk-which-ones = Which ones
# $count (Number) - questions that are not named
bulk-more = and { $count } more

# $count (Number) - questions
bulk-will-change = { $count ->
    [one] One will be changed
   *[other] { $count } will be changed
}
# $count (Number) - questions
bulk-changed = { $count ->
    [one] One was changed
   *[other] { $count } were changed
}
# $count (Number) - questions
bulk-put-back = { $count ->
    [one] One is as it was before
   *[other] { $count } are as they were before
}
# $count (Number) - questions
bulk-will-draft = { $count ->
    [one] One will be changed and become a draft: what is live stays live until somebody makes the new text live
   *[other] { $count } will be changed and become drafts: what is live stays live until somebody makes the new texts live
}
# $count (Number) - questions
bulk-drafted = { $count ->
    [one] One was changed and is a draft now: what was live stays live until somebody makes the new text live
   *[other] { $count } were changed and are drafts now: what was live stays live until somebody makes the new texts live
}
# $count (Number) - questions
bulk-same = { $count ->
    [one] One is so already
   *[other] { $count } are so already
}
# $count (Number) - questions
bulk-not-ready = { $count ->
    [one] One stays as it is: something is missing or a rule is broken
   *[other] { $count } stay as they are: something is missing or a rule is broken
}
# $count (Number) - questions
bulk-needs-another = { $count ->
    [one] One stays as it is: somebody other than its author has to review it first
   *[other] { $count } stay as they are: somebody other than the author has to review them first
}
# $count (Number) - questions
bulk-no-step = { $count ->
    [one] One stays as it is: it cannot go there from where it is
   *[other] { $count } stay as they are: they cannot go there from where they are
}
# $count (Number) - questions
bulk-overtaken = { $count ->
    [one] One was left alone: somebody changed it after this page was shown
   *[other] { $count } were left alone: somebody changed them after this page was shown
}
# $count (Number) - questions
bulk-left = { $count ->
    [one] One was left as it is: somebody has changed it since
   *[other] { $count } were left as they are: somebody has changed them since
}

# $count (Number) - questions
bulk-now = { $count ->
    [one] Change it
   *[other] Change { $count } questions
}
bulk-leave = Leave all as it is
bulk-undo = Undo
bulk-undo-hint = Brings back state, area, level and what was live, on every question that nobody has changed since.
bulk-undone = undone
bulk-back = Back to the questions
bulk-change = Change
bulk-list-title = Changes to many questions
bulk-list-empty = Nobody has changed many questions at once yet.
