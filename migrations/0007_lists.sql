-- Lists of very many questions: each order has an index that also holds what is filtered by, so that rows which a filter does
-- not let through are passed over without being read.

DROP INDEX question_by_objective;
DROP INDEX question_by_update;
DROP INDEX question_by_check;
CREATE INDEX question_by_objective ON question (exam, objective, name, state, kind, level, area, languages, checked);
CREATE INDEX question_by_update ON question (exam, updated_at, name, objective, state, kind, level, area, languages, checked);
CREATE INDEX question_by_check ON question (exam, checked, name, objective, state, kind, level, area, languages);
-- In the order of the coverage table: it is counted without being sorted, and counts of lists read this alone.
CREATE INDEX question_by_coverage ON question (exam, objective, area, kind, level, state, languages, checked, name);
