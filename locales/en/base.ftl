### Header, footer, preferences: on every page.

language-name = English

base-description = Practice exams for certifications: timed like the real one, scored at once, with a reason for every answer.
base-skip = Skip to the content

nav-label = Main
nav-exams = Exams
nav-progress = Progress
nav-study = Study
nav-admin = Authoring
nav-account = Account
nav-sign-in = Sign in

prefs-label = Language and theme
prefs-theme = Theme
prefs-light = Light
prefs-system = As the system
prefs-dark = Dark

foot-what = Simulado is for practice. It is not connected with any exam body.
foot-own = Its questions are its own, written from public documentation.

content-label = Questions in

# $count (Number) - how many fields are wrong
form-summary = { $count ->
    [one] One field needs attention
   *[other] { $count } fields need attention
}

guest-keep = You are here as a guest. What you do is kept in this browser only.
guest-register = Make it an account
