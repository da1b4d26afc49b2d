//! A sheet as it is stored, and what of it cannot be accepted.

use super::{FORMAT, ROW_CHARS, ROWS, Sheet, Terms};
use crate::{LangMap, limits, pilots::money, problem::FieldProblem, text::printable};

fn line(text: &mut String) {
    *text = printable(text).trim().to_owned();
}

/// An amount as it is stored; what is none is left for [`Sheet::problems`].
fn tidy_amount(text: &mut String) {
    line(text);
    if let Ok(amount) = money::amount(text) {
        *text = money::written(amount);
    }
}

impl Sheet {
    /// The same without spaces around texts, without rows that hold nothing, and with amounts as they are
    /// stored.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.format = FORMAT;
        self.promise = self.promise.tidy();
        self.audience = self.audience.tidy();
        line(&mut self.centre);
        line(&mut self.tags);
        for owner in &mut self.owners {
            [&mut owner.name, &mut owner.division].into_iter().for_each(line);
        }
        for partner in &mut self.partners {
            [&mut partner.name, &mut partner.brings, &mut partner.owed].into_iter().for_each(line);
        }
        for funding in &mut self.funding {
            line(&mut funding.source);
            tidy_amount(&mut funding.amount);
        }
        for budget in &mut self.budget {
            line(&mut budget.label);
            [&mut budget.planned, &mut budget.actual].into_iter().for_each(tidy_amount);
        }
        for goal in &mut self.goals {
            [&mut goal.measure, &mut goal.baseline, &mut goal.target].into_iter().for_each(line);
        }
        for risk in &mut self.risks {
            [&mut risk.risk, &mut risk.answer].into_iter().for_each(line);
        }
        self.before.blocks_mut().into_iter().for_each(line);
        self.after.blocks_mut().into_iter().for_each(line);
        let Terms { per_person, per_hour, class_cost, class_people, class_minutes } = &mut self.terms;
        [per_person, per_hour, class_cost].into_iter().for_each(tidy_amount);
        [class_people, class_minutes].into_iter().for_each(line);
        self.owners.retain(|row| !(row.name.is_empty() && row.division.is_empty()));
        self.partners.retain(|row| !(row.name.is_empty() && row.brings.is_empty() && row.owed.is_empty()));
        self.funding.retain(|row| !(row.source.is_empty() && row.amount.is_empty()));
        self.budget.retain(|row| !(row.label.is_empty() && row.planned.is_empty() && row.actual.is_empty()));
        self.goals.retain(|row| !(row.measure.is_empty() && row.baseline.is_empty() && row.target.is_empty()));
        self.risks.retain(|row| !(row.risk.is_empty() && row.answer.is_empty()));
        self
    }

    /// What of a tidy sheet cannot be accepted.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut all = Problems::default();
        all.map("promise", &self.promise);
        all.map("audience", &self.audience);
        all.text("centre", &self.centre, limits::SHORT_TEXT_CHARS);
        all.text("tags", &self.tags, ROW_CHARS);
        all.rows("owners", &self.owners, |all, at, row| {
            all.required(&format!("{at}.name"), &row.name);
            all.text(&format!("{at}.division"), &row.division, ROW_CHARS);
        });
        all.rows("partners", &self.partners, |all, at, row| {
            all.required(&format!("{at}.name"), &row.name);
            all.text(&format!("{at}.brings"), &row.brings, ROW_CHARS);
            all.text(&format!("{at}.owed"), &row.owed, ROW_CHARS);
        });
        all.rows("funding", &self.funding, |all, at, row| {
            all.required(&format!("{at}.source"), &row.source);
            all.amount(&format!("{at}.amount"), &row.amount);
        });
        all.rows("budget", &self.budget, |all, at, row| {
            all.required(&format!("{at}.label"), &row.label);
            all.amount(&format!("{at}.planned"), &row.planned);
            all.amount(&format!("{at}.actual"), &row.actual);
        });
        all.rows("goals", &self.goals, |all, at, row| {
            all.required(&format!("{at}.measure"), &row.measure);
            all.text(&format!("{at}.baseline"), &row.baseline, ROW_CHARS);
            all.text(&format!("{at}.target"), &row.target, ROW_CHARS);
        });
        all.rows("risks", &self.risks, |all, at, row| {
            all.required(&format!("{at}.risk"), &row.risk);
            all.text(&format!("{at}.answer"), &row.answer, ROW_CHARS);
        });
        for (canvas, blocks) in [("before", self.before.blocks()), ("after", self.after.blocks())] {
            for (block, text) in blocks {
                all.text(&format!("{canvas}.{block}"), text, limits::DESCRIPTION_CHARS);
            }
        }
        let terms = &self.terms;
        for (field, text) in
            [("per_person", &terms.per_person), ("per_hour", &terms.per_hour), ("class_cost", &terms.class_cost)]
        {
            all.amount(&format!("terms.{field}"), text);
        }
        for (field, text) in [("class_people", &terms.class_people), ("class_minutes", &terms.class_minutes)] {
            if !text.is_empty() && text.parse::<u32>().ok().is_none_or(|number| !(1..=100_000).contains(&number)) {
                all.0.push(
                    FieldProblem::new(format!("terms.{field}"), "out_of_range").with("min", 1).with("max", 100_000),
                );
            }
        }
        all.0
    }
}

/// What was found wrong so far.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn text(&mut self, field: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.0.push(FieldProblem::new(field, "too_long").with("max", most));
        }
    }

    fn map(&mut self, field: &str, map: &LangMap) {
        for (language, text) in &map.0 {
            self.text(&format!("{field}.{language}"), text, limits::DESCRIPTION_CHARS);
        }
    }

    fn required(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.0.push(FieldProblem::new(field, "required"));
        }
        self.text(field, text, ROW_CHARS);
    }

    fn amount(&mut self, field: &str, text: &str) {
        if let Some(Err(problem)) = (!text.is_empty()).then(|| money::amount(text)) {
            self.0.push(FieldProblem::new(field, problem.code()));
        }
    }

    fn rows<Row>(&mut self, field: &str, rows: &[Row], check: impl Fn(&mut Self, &str, &Row)) {
        if rows.len() > ROWS {
            self.0.push(FieldProblem::new(field, "too_many").with("max", ROWS));
        }
        for (place, row) in rows.iter().enumerate() {
            check(self, &format!("{field}.{place}"), row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pilots::sheet::{BudgetLine, Risk};
    use serde_json::json;

    fn line(label: &str, planned: &str) -> BudgetLine {
        BudgetLine { label: label.into(), planned: planned.into(), ..BudgetLine::default() }
    }

    fn codes(sheet: Sheet) -> Vec<String> {
        sheet.tidy().problems().into_iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
    }

    #[test]
    fn amounts_are_stored_one_way_and_empty_rows_are_none() {
        let budget = vec![line(" Caméra ", "1 200,5 $"), line(" ", ""), line("Montage", "40")];
        let sheet = Sheet { budget, ..Sheet::default() }.tidy();
        let lines: Vec<_> = sheet.budget.iter().map(|line| (line.label.as_str(), line.planned.as_str())).collect();
        assert_eq!(lines, [("Caméra", "1200.50"), ("Montage", "40.00")]);
        assert!(sheet.problems().is_empty());
        assert_eq!(sheet.clone().tidy(), sheet);
    }

    #[test]
    fn what_cannot_be_accepted_is_named_by_its_row() {
        let budget = vec![line("Caméra", "-5"), line("", "12"), line("Montage", "beaucoup")];
        let terms = Terms { class_people: "0".into(), per_hour: "-1".into(), ..Terms::default() };
        assert_eq!(
            codes(Sheet { budget, terms, ..Sheet::default() }),
            [
                "budget.0.planned negative",
                "budget.1.label required",
                "budget.2.planned not_an_amount",
                "terms.per_hour negative",
                "terms.class_people out_of_range"
            ]
        );
        let many = vec![Risk { risk: "x".into(), answer: String::new() }; ROWS + 1];
        assert_eq!(codes(Sheet { risks: many, ..Sheet::default() }), ["risks too_many"]);
    }

    #[test]
    fn a_program_may_send_numbers() {
        let sheet: Sheet =
            serde_json::from_value(json!({"budget": [{"label": "x", "planned": 12.5}]})).unwrap_or_default();
        assert_eq!(sheet.tidy().budget[0].planned, "12.50");
    }
}
