### The error page, and what is said beside a field or after a refused save.

error-sign-in-title = Please sign in
error-sign-in = That page belongs to an account, or your session has ended.
error-forbidden-title = Not for this account
error-forbidden = Your account may not do that.
error-not-found-title = Nothing here
error-not-found = There is no such page, or it is not yours to see.
error-not-allowed-title = That does not work here
error-not-allowed = This address does not take what was sent to it.
error-changed-title = Changed in another tab
error-changed = This question was answered in another tab or window after you opened it here.
error-closed-title = This attempt is closed
error-closed = It was handed in, or its time was up. Nothing in it can be changed any more.
error-too-large-title = Too large
error-too-large = What was sent is larger than what we take.
error-unreadable-title = Not understood
error-unreadable = Something in what was sent does not fit this page.
error-too-often-title = Too many tries
error-too-often = That was tried too often in a short time.
error-failed-title = Something went wrong here
error-failed = It is our fault, not yours, and it has been noted.
error-busy-title = Busy right now
error-busy = There is more to do than we can handle at this moment.
error-unavailable-title = Nothing can be saved right now
error-unavailable = Our storage does not answer. If you sent something just now, it was not saved: go back, and send it again.

error-kept-saved = Everything that was saved before is still there.
error-kept-changed = The answer from the other tab was kept. Yours was not saved.
error-kept-closed = What was saved in time counts. What you sent just now does not.
error-kept-nothing = Nothing was changed.
error-stored = What is saved
error-sent = What you sent
# $seconds (Number) - seconds to wait
error-wait = { $seconds ->
    [one] Try again in 1 second.
   *[other] Try again in { $seconds } seconds.
}
error-request = If you ask for help, give this number:
error-home = To the exams
error-back = Back
error-to-question = Open the question
error-to-result = To the result

save-closed = The attempt is closed.
save-late = The time was up.
save-invalid = The answer was not understood.
save-busy = Too much is going on. Try again.
save-unavailable = Our storage does not answer. Your answer is not saved yet.
save-missing = This attempt is not here any more.
save-session = Your session has ended. Sign in again.

form-name-missing = Type a name.
form-name-length = A name has 3 to 40 characters.
form-name-letters = Use letters, digits, dots, hyphens and underscores.
form-name-taken = Someone has that name already.
form-password-missing = Type a password.
form-password-short = At least 10 characters, please.
form-password-long = At most 200 characters, please.
form-password-common = That password is on every list of stolen ones. Choose another.
form-password-wrong = That is not your password.
form-credentials = Name and password do not fit together.
# $seconds (Number) - seconds to wait
form-too-often = { $seconds ->
    [one] Too many tries. Wait 1 second.
   *[other] Too many tries. Wait { $seconds } seconds.
}
form-zone-unknown = That time zone is not known. Choose one from the list.
form-confirm = Tick the box if you are sure.
# $max (Number) - the most questions
form-count = Type a number from 1 to { $max }.
form-objectives-none = No question fits what you chose. Choose more objectives, or any question.
form-message-missing = Say in a few words what is wrong.
form-message-long = At most 2000 characters, please.
