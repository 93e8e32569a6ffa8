### What there is to say of a text while it is written: what is missing, which rule it breaks.

lang-en = English
lang-pt = Portuguese
gap-area = Choose an area.
gap-level = Choose a level.
gap-checked = Say on which day it was compared with its sources.
# $lang (String) - a language
gap-stem = The question in { $lang } is not written yet.
gap-options = There are fewer than two options.
# $number (String) - which option, from 1
# $lang (String) - a language
gap-option = Option { $number } has no text in { $lang }.
gap-key = Mark what is right.
gap-keys = A single choice has one right option only.
gap-answers = Say what is right to type.
gap-instruction = Choose what is to be typed.
# $text (String) - what was typed
gap-range = “{ $text }” is no range of numbers, as in 3 or 2.9..3.1.

rule-format = The text can be read.
rule-file-name = The name is a slug that no other question of the exam has.
rule-canonical-form = The file is written exactly as the program writes it.
rule-key-count = A single choice has one right option; a multiple choice has two or more, and not all of them.
rule-option-count = There are five options; four with a reason.
rule-choose-bracket = A multiple choice ends with “(Choose N correct answers.)”; nothing else does.
rule-number-in-stem = The number of right answers stands only in the bracket.
rule-answer-form = The answers fit what is asked to be typed, and have at most 40 characters.
rule-answer-in-stem = The question does not show its answer.
rule-near-answer = What is nearly right is not right.
rule-stem-ending = The stem ends with a question mark or the bracket.
rule-blank-in-stem = The stem is a question, without a blank to be filled.
rule-second-person = The stem does not speak to the reader.
rule-negative-form = A question that asks for the exception says so in capitals: NOT, EXCEPT, NÃO, EXCETO.
rule-double-negative = There is at most one negative in stem and options.
rule-negative-share = At most 5 % of the questions are negative.
rule-all-of-the-above = Options are shuffled: none refers to the others.
rule-key-length = The right option is hardly longer than the longest wrong one.
rule-key-longest = The longest option is the right one no more often than by chance.
rule-options-distinct = Options differ by more than case, spaces and quotes.
rule-options-alike = Options are all code or all prose.
rule-numbers-sorted = Numbers stand in order.
rule-key-echo = No word of the stem is repeated by the right option alone.
rule-absolutes = Words such as “always” and “never” do not betray the wrong options.
rule-real-address = Addresses and names are those reserved for documentation.
rule-stem-length = The stem has at most 60 words outside code.
rule-option-length = An option has at most 25 words.
rule-unknown-area = The area belongs to the objective.
rule-terms = One to four terms, exactly as in the blueprint.
rule-sources = There is a source, each man:page(section) or an https address.
rule-checked = The day of the last check is not in the future.
rule-explanation-missing = Every option and every question is explained, in both languages.
rule-known-slip = No right answer is a known misspelling of the official lists.
rule-language-parity = The languages agree: options, right ones, code.
rule-embedded-syntax = XML, YAML, JSON and TOML in code blocks can be parsed.
rule-picture-file = A file in images/ has in its name what is in it: its SHA-256 and its size.
rule-picture-missing = Every picture that a text shows is in images/.
rule-guide-area = A study guide has a section for every area of its objective, in order.
rule-guide-term = A study guide explains every term of its objective, and each once.
rule-guide-length = A study guide has 800 to 2,500 words in each language.
rule-guide-missing = Where one objective has a study guide, every one has.
rule-near-duplicate = No two questions share most of the words of stem and right answer.
rule-area-uncovered = Every area has a question.
rule-weight-short = Every objective has questions for one form at least.
rule-allow = An exception names a rule and gives its reason.
rule-allow-unused = An exception overrules something.
