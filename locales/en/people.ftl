### Running the place: people, groups, invitations, the audit log.

admin-people = People
admin-audit = Audit log

role-candidate = Candidate
role-author = Author
role-admin = Admin
role-candidate-may = Sits exams.
role-author-may = Writes questions as well.
role-admin-may = Runs the place as well.

people-title = People
people-parts = People, groups, invitations
people-name = Name
people-role = Role
people-show = Show
people-accounts = Accounts
people-suspended = Suspended accounts
people-guests = Guests
people-sort-name = By name
people-sort-seen = Last seen first
people-attempts = Attempts
people-seen = Last seen
people-guest = Guest
people-is-suspended = suspended
people-all-roles = All
# $percent (String) - such as 50
people-extra = +{ $percent } % time
# $count (Number) - people found
people-count = { $count ->
    [0] Nobody is like that. Take a filter away.
    [one] One person
   *[other] { $count } people
}

person-since = Here since
person-groups = Groups
person-no-groups = none
person-role-title = Role
person-role-lead = A change holds from the next page that they open.
person-role-go = Change the role
person-extra-title = Extra time
person-extra-field = Percent more time
person-extra-hint = From 0 to 900. With 50, an exam of 90 minutes lasts 135.
person-extra-lead = It reaches an attempt under way at once. Taking it back never ends an attempt before now, nor before its plain end.
person-extra-go = Set the extra time
person-suspension-title = Suspension
person-suspension-lead = Their sessions end at once and nobody can sign in to the account. Attempts stay.
person-suspension-field = Reason
person-suspension-hint = Its owner reads this when signing in.
person-suspension-go = Suspend the account
person-suspension-self = This is your own account. Another admin can suspend it.
person-suspension-since = Suspended since
person-lift-go = Lift the suspension
person-attempts-title = Attempts
person-attempts-none = No attempt yet.
person-attempts-result = Result
person-attempts-running = under way
person-attempts-until = under way, until
# $count (Number) - attempts that are listed
person-attempts-last = The last { $count } are shown.
person-audit = What was done to this account

person-done-role = The role was changed.
person-done-suspended = The account is suspended. Its sessions were ended.
person-done-lifted = The suspension was lifted.
# $count (Number) - attempts under way whose end moved
person-done-extra = { $count ->
    [0] The extra time is set.
    [one] The extra time is set. The attempt under way ends at another time now.
   *[other] The extra time is set. { $count } attempts under way end at another time now.
}

# $reason (String) - why, in an admin's words
suspended-reason = The reason: { $reason }
suspended-title = This account is suspended. Its attempts are kept.
form-last-admin = You are the only admin. Make somebody else an admin first.

person-wrong-role = Choose one of the roles.
person-wrong-last = This is the only admin. Make somebody else an admin first.
person-wrong-reason = Say why, in a few words.
# $most (Number) - the longest reason, in characters
person-wrong-reason-long = At most { $most } characters, please.
person-wrong-percent = A whole number from 0 to 900.

groups-title = Groups
groups-new = New group
groups-name = Name of the group
groups-make = Make the group
groups-members = Members
groups-none = No groups yet. A group holds people who are looked after together, such as a class.
group-wrong-name = Type a name.
# $most (Number) - the longest name, in characters
group-wrong-name-long = At most { $most } characters, please.
group-wrong-taken = Another group has that name already.

# $count (Number) - members
group-count = { $count ->
    [0] Nobody is in this group yet.
    [one] One member
   *[other] { $count } members
}
group-csv = Download for a spreadsheet
group-exam = Exam
group-exams = Mock exams
group-practices = Practices
group-best = Best estimate
group-last = Last estimate
group-passed = passed
group-failed = not passed
group-none = none yet
group-topics = Under each topic: right of answered, each question by its last answer, as on the person's own progress page.
group-remove = Remove
# $name (String) - the member
group-remove-whom = { $name } from the group
group-add-title = Add members
group-add-field = Names
group-add-hint = Accounts by their names, with spaces, commas or line breaks between them.
group-add-go = Add
# $names (String) - the names that nobody has
group-wrong-names = Nobody is called { $names }. No one was added.
group-wrong-nobody = Type at least one name.
# $most (Number) - how many names are taken at once
group-wrong-many = At most { $most } names at once, please.
group-invite-title = People without an account
group-invite = Invite somebody to this group
group-rename-title = Name
group-rename-go = Rename
group-delete-title = Delete the group
group-delete-lead = The people stay, with everything they did. Invitations to the group stay good, without it.
group-delete-confirm = Yes, delete the group
group-delete-go = Delete

# $count (Number) - who were not in it before
group-done-added = { $count ->
    [0] They were in the group already.
    [one] One person was added.
   *[other] { $count } people were added.
}
group-done-removed = They are out of the group.
group-done-renamed = The group was renamed.
group-done-made = The group is there.
group-done-deleted = The group was deleted.

group-file-name = Name
group-file-exams = Mock exams
group-file-practices = Practices
group-file-best = Best estimate
group-file-last = Last estimate
group-file-last-at = Last exam ended
group-file-passed = Passed
group-file-yes = yes
group-file-no = no
# $topic (String) - a topic
group-file-right = { $topic } right
# $topic (String) - a topic
group-file-answered = { $topic } answered

invitations-title = Invitations
invitations-lead = A link works once. Whoever opens it creates an account, or uses the one they have.
invitations-new = New invitation
invitations-role = Becomes
invitations-group = Joins the group
invitations-no-group = No group
invitations-note = Note
invitations-note-hint = For you, to remember whom it is for. The invited do not see it.
invitations-days = Days it is good for
invitations-make = Make the link
invitations-state = State
invitations-made = Made
# $name (String) - an admin
invitations-made-by = by { $name }
invitations-none = No invitations yet.
invitations-open-until = open until
# $name (String) - who came by it
invitations-used-by = used by { $name }
invitations-used = used, account deleted
invitations-expired = expired
invitations-withdrawn = withdrawn
invitations-withdraw = Withdraw
invitations-link-title = The link
invitations-link-lead = Copy it now and send it to whom you invite. It is not shown again: only a fingerprint of it is kept.
invitations-done-withdrawn = The invitation was withdrawn. Its link leads nowhere now.
# $most (Number) - the longest note, in characters
invitations-wrong-note = At most { $most } characters, please.
invitations-wrong-days = A whole number from 1 to 365.
invitations-wrong-group = That group is gone. Choose again.

invitation-title = You are invited
invitation-as-candidate = You can sit exams here and see how you are getting on.
invitation-as-author = You can write questions here, and sit exams.
invitation-as-admin = You can run this place, write questions and sit exams.
# $group (String) - a group
invitation-group = You join the group { $group }.
invitation-until = The invitation is good until
# $name (String) - the account
invitation-accept-title = You are signed in as { $name }
invitation-accept-go = Accept
invitation-new-title = Create an account
invitation-guest = You keep what you did here as a guest.
invitation-have-title = You have an account
invitation-have-lead = Sign in, and you come back here.
invitation-other-title = Somebody else
invitation-other-lead = Sign out first if the invitation is for another account.
invitation-over-title = This invitation is over
invitation-over-used = Somebody has used it already. If that was you, sign in with the name that you chose.
invitation-over-expired = Its time has run out. Ask who sent it for a new one.
invitation-over-withdrawn = It was withdrawn. Ask who sent it whether there is another.
invitation-yours = You have accepted this invitation.
invitation-done = The invitation is accepted.
invitation-to-start = To the exams

audit-title = Audit log
audit-lead = Every act of those who write questions and run the place.
audit-who = Who
audit-what = What
audit-object = Object
audit-object-hint = The beginning of it: question/, person/, group/
audit-from = From
audit-until = Until
audit-all = Show all
audit-any = Anything
audit-when = When
audit-changes = Before and after
audit-none = Nothing of that kind is logged. Take a filter away.
audit-csv = Download as CSV
audit-json = as JSON
# $most (String) - the most rows of a file, such as 10,000
audit-bound = Files hold the latest { $most } acts that the filter lets through.
audit-command-line = Command line
audit-gone = account deleted
audit-group-gone = a deleted group
audit-person-gone = a deleted account
audit-invitation = an invitation

act-question-saved = Question saved
act-question-moved = Question moved
act-questions-changed = Questions changed
act-questions-change-undone = Change of questions undone
act-questions-imported = Questions imported
act-questions-exported = Questions written into files
act-file-taken = File taken over
act-file-declined = Text here kept
act-question-regraded = Question regraded
act-reports-answered = Reports answered
act-admin-made = Admin created
act-role-changed = Role changed
act-person-suspended = Account suspended
act-suspension-lifted = Suspension lifted
act-extra-time-changed = Extra time changed
act-group-made = Group made
act-group-renamed = Group renamed
act-group-deleted = Group deleted
act-members-added = Members added
act-member-removed = Member removed
act-invitation-made = Invitation made
act-invitation-withdrawn = Invitation withdrawn
act-invitation-accepted = Invitation accepted

change-role = role
change-state = state
change-revision = revision
change-reason = reason
change-extra-time = extra time
change-attempts-moved = attempts moved
change-name = name
change-members = members
change-people = people
change-group = group
change-until = good until
