//! The tables in words: what the page and the report show. Both are made of the same sheets, so that a
//! figure reads the same in both.

use crate::{figures, texts::text};
use contract::{
    Locale, Timestamp,
    pilots::{Figure, Uptake},
    uptake::{Breakdown, Cell, Cohort, DropOff, PARTS, Reached, Row, Share, Step, Table, UptakeDetails, UptakeTable},
};

/// One table, with its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Which table; also the anchor of its definition.
    pub table: UptakeTable,
    /// Its name.
    pub title: String,
    /// What it counts.
    pub definition: String,
    /// The names of its columns, the first of them that of the lines.
    pub columns: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The same as a drawing.
    pub chart: Chart,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is about.
    pub name: String,
    /// Its figures, a column each.
    pub cells: Vec<String>,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// A bar for each line.
    Bars(Vec<Bar>),
    /// A curve for each line that has enough people.
    Curves {
        /// The curves.
        curves: Vec<Curve>,
        /// What stands under their first point.
        from: String,
        /// What stands under their last point.
        to: String,
    },
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// From 0 to 1; nothing where the number is not shown.
    pub length: Option<f64>,
    /// The number.
    pub figure: String,
    /// The share, where there is one to say.
    pub share: Option<String>,
}

/// A curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is about.
    pub name: String,
    /// From 0 to 1; nothing where a number is not shown.
    pub points: Vec<Option<f64>>,
}

/// A word of this page that has no facts.
fn word(locale: Locale, key: &str) -> String {
    text(locale, key, &[])
}

/// A number of people, or why there is none.
pub(super) fn people(locale: Locale, cell: Cell) -> String {
    match cell {
        Cell::Shown(people) => figures::number(locale, people as f64),
        Cell::TooFew => word(locale, "few-mark"),
        Cell::Withheld => word(locale, "uptake-withheld"),
    }
}

/// A share and between what it lies, or why there is none.
pub(super) fn share(locale: Locale, share: Share) -> String {
    match share {
        Share::Said { share, low, high } => {
            // Outwards: the interval that is written holds the one that was worked out.
            let high = ((high * 100.0).ceil() / 100.0 + 1e-9).min(1.0);
            let facts = [
                ("share", figures::percent(locale, share + 1e-9).into()),
                ("low", figures::percent(locale, low).into()),
                ("high", figures::percent(locale, high).into()),
            ];
            text(locale, "uptake-share", &facts)
        }
        Share::TooFew => word(locale, "uptake-share-few"),
        Share::Hidden => "–".to_owned(),
    }
}

/// The share alone, where it may be said.
fn bare(locale: Locale, share: Share) -> Option<String> {
    match share {
        Share::Said { share, .. } => Some(figures::percent(locale, share + 1e-9)),
        Share::TooFew | Share::Hidden => None,
    }
}

/// A day written `YYYY-MM-DD`, as people say it.
fn day(locale: Locale, text: &str) -> String {
    let noon = format!("{text}T17:00:00Z").parse::<Timestamp>();
    noon.map_or_else(|_| text.to_owned(), |noon| figures::date(locale, noon))
}

/// The name of a step of the funnel.
pub(super) fn step_name(locale: Locale, step: &str) -> String {
    word(locale, &format!("funnel-{}", step.replace('_', "-")))
}

/// What the key of a line says.
fn row_name(locale: Locale, by: Breakdown, row: &Row) -> String {
    let key = row.key.as_str();
    match by {
        Breakdown::Week => text(locale, "uptake-week-of", &[("date", day(locale, key).into())]),
        Breakdown::Session => row.title.as_ref().map_or_else(|| key.to_owned(), |title| title.pick(locale).to_owned()),
        Breakdown::Instructor | Breakdown::Centre | Breakdown::Language if key.is_empty() => {
            word(locale, "uptake-unnamed")
        }
        Breakdown::Instructor | Breakdown::Centre => key.to_owned(),
        Breakdown::Language => language(locale, key),
        Breakdown::Way => word(locale, &format!("uptake-way-{key}")),
        Breakdown::Membership => word(locale, &format!("uptake-membership-{key}")),
        Breakdown::Device => word(locale, &format!("uptake-device-{key}")),
        Breakdown::Hour => {
            let hour = |hour: &str| match (locale, hour.trim_start_matches('0')) {
                (Locale::Fr, "") => "0\u{a0}h".to_owned(),
                (Locale::Fr, hour) => format!("{hour}\u{a0}h"),
                (Locale::En, "") => "0:00".to_owned(),
                (Locale::En, hour) => format!("{hour}:00"),
            };
            let (from, to) = key.split_once('-').unwrap_or((key, key));
            text(locale, "uptake-hours", &[("from", hour(from).into()), ("to", hour(to).into())])
        }
    }
}

fn language(locale: Locale, code: &str) -> String {
    match code {
        "fr" | "en" | "es" | "pt" | "ar" | "ht" => word(locale, &format!("language-{code}")),
        other => other.to_uppercase(),
    }
}

/// Everything there is to show, in the order in which one asks.
pub fn sheets(details: &UptakeDetails, locale: Locale) -> Vec<Sheet> {
    let mut sheets = vec![funnel(locale, &details.steps)];
    if !details.targets.is_empty() {
        sheets.push(targets(locale, details));
    }
    sheets.extend(details.tables.iter().map(|table| breakdown(locale, table)));
    if !details.retention.is_empty() {
        sheets.push(retention(locale, &details.retention));
    }
    if !details.drop_off.is_empty() {
        sheets.push(drop_off(locale, &details.drop_off));
    }
    sheets
}

fn sheet(locale: Locale, table: UptakeTable, columns: Vec<String>, lines: Vec<Line>, chart: Chart) -> Sheet {
    let code = table.code().replace('_', "-");
    Sheet {
        table,
        title: word(locale, &format!("uptake-table-{code}")),
        definition: word(locale, &format!("uptake-means-{code}")),
        columns,
        lines,
        chart,
    }
}

fn funnel(locale: Locale, steps: &[Step]) -> Sheet {
    let invited = steps.first().and_then(|step| step.people.shown()).unwrap_or_default();
    let bar = |step: &Step| Bar {
        name: step_name(locale, &step.step),
        length: length(step.people.into(), invited),
        figure: people(locale, step.people.into()),
        share: bare(locale, step.share),
    };
    let line = |step: &Step| Line {
        name: step_name(locale, &step.step),
        cells: vec![people(locale, step.people.into()), share(locale, step.share)],
    };
    let columns = ["funnel-step", "funnel-people", "funnel-share"].map(|key| word(locale, key)).to_vec();
    let lines = steps.iter().map(line).collect();
    sheet(locale, UptakeTable::Funnel, columns, lines, Chart::Bars(steps.iter().map(bar).collect()))
}

/// What was to be reached, from where, and what has been.
fn targets(locale: Locale, details: &UptakeDetails) -> Sheet {
    let none = || "–".to_owned();
    let or_none = |text: &str| if text.is_empty() { none() } else { text.to_owned() };
    let invited = details.uptake.funnel.invited.shown().unwrap_or_default();
    let name = |reached: &Reached| match reached.step.as_deref() {
        Some(step) if reached.measure.is_empty() => step_name(locale, step),
        _ => reached.measure.clone(),
    };
    let figure = |reached: &Reached| reached.people.map_or_else(none, |figure| people(locale, figure.into()));
    let line = |reached: &Reached| {
        let target = reached.percent.map(|percent| figures::percent(locale, f64::from(percent) / 100.0 + 1e-9));
        let said = reached.share.map_or_else(none, |of| share(locale, of));
        let target = target.unwrap_or_else(|| or_none(&reached.target));
        Line { name: name(reached), cells: vec![or_none(&reached.baseline), target, figure(reached), said] }
    };
    let bar = |reached: &Reached| Bar {
        name: name(reached),
        length: reached.people.and_then(|people| length(people.into(), invited)),
        figure: figure(reached),
        share: reached.share.and_then(|share| bare(locale, share)),
    };
    let columns =
        ["sheet-column-measure", "sheet-column-baseline", "sheet-column-target", "funnel-people", "funnel-share"];
    let columns = columns.map(|key| word(locale, key)).to_vec();
    let bars = details.targets.iter().map(bar).collect();
    sheet(locale, UptakeTable::Target, columns, details.targets.iter().map(line).collect(), Chart::Bars(bars))
}

/// How long a bar is beside the longest.
fn length(cell: Cell, longest: u64) -> Option<f64> {
    cell.shown().map(|people| if longest == 0 { 0.0 } else { people as f64 / longest as f64 })
}

fn table_of(by: Breakdown) -> UptakeTable {
    match by {
        Breakdown::Week => UptakeTable::Week,
        Breakdown::Session => UptakeTable::Session,
        Breakdown::Instructor => UptakeTable::Instructor,
        Breakdown::Centre => UptakeTable::Centre,
        Breakdown::Language => UptakeTable::Language,
        Breakdown::Way => UptakeTable::Way,
        Breakdown::Hour => UptakeTable::Hour,
        Breakdown::Membership => UptakeTable::Membership,
        Breakdown::Device => UptakeTable::Device,
    }
}

fn breakdown(locale: Locale, table: &Table) -> Sheet {
    let longest = table.rows.iter().filter_map(|row| row.people.shown()).max().unwrap_or_default();
    let counts_completed = table.rows.iter().any(|row| row.completed.is_some());
    let mut columns = vec![String::new(), word(locale, "funnel-people")];
    if counts_completed {
        columns.extend(["uptake-column-completed", "uptake-column-share"].map(|key| word(locale, key)));
    }
    let table_name = table_of(table.by);
    if let Some(first) = columns.first_mut() {
        *first = word(locale, &format!("uptake-column-{}", table_name.code()));
    }
    let line = |row: &Row| {
        let mut cells = vec![people(locale, row.people)];
        if counts_completed {
            cells.push(row.completed.map_or_else(String::new, |cell| people(locale, cell)));
            cells.push(row.share.map_or_else(String::new, |of| share(locale, of)));
        }
        Line { name: row_name(locale, table.by, row), cells }
    };
    let bar = |row: &Row| Bar {
        name: row_name(locale, table.by, row),
        length: length(row.people, longest),
        // There is no room for a word; the outline and the table say the same.
        figure: if row.people == Cell::Withheld { "–".to_owned() } else { people(locale, row.people) },
        share: None,
    };
    let bars = Chart::Bars(table.rows.iter().map(bar).collect());
    sheet(locale, table_name, columns, table.rows.iter().map(line).collect(), bars)
}

/// A curve of these people out of so many, where a share of them may be said.
fn curve(name: String, of: Cell, counts: impl Iterator<Item = Cell>) -> Option<Curve> {
    let of = of.shown().filter(|of| *of >= contract::uptake::TOO_FEW_TO_SAY)?;
    let points = counts.map(|cell| cell.shown().map(|people| people as f64 / of as f64)).collect();
    Some(Curve { name, points })
}

fn retention(locale: Locale, cohorts: &[Cohort]) -> Sheet {
    // A week in which nobody began is no line.
    let cohorts: Vec<&Cohort> = cohorts.iter().filter(|cohort| cohort.people != Cell::Shown(0)).collect();
    let most = cohorts.iter().map(|cohort| cohort.later.len()).max().unwrap_or_default();
    let name = |cohort: &Cohort| text(locale, "uptake-week-of", &[("date", day(locale, &cohort.week).into())]);
    let mut columns = vec![word(locale, "uptake-column-began"), word(locale, "funnel-people")];
    columns.extend((1..=most).map(|weeks| text(locale, "uptake-column-later", &[("count", (weeks as u64).into())])));
    let line = |cohort: &&Cohort| {
        let cells = std::iter::once(&cohort.people).chain(&cohort.later).map(|cell| people(locale, *cell));
        let mut cells: Vec<String> = cells.collect();
        cells.resize(most + 1, String::new());
        Line { name: name(cohort), cells }
    };
    let curves = cohorts.iter().filter(|cohort| !cohort.later.is_empty()).filter_map(|cohort| {
        curve(name(cohort), cohort.people, std::iter::once(cohort.people).chain(cohort.later.iter().copied()))
    });
    let chart = Chart::Curves {
        curves: curves.collect(),
        from: word(locale, "uptake-curve-first"),
        to: word(locale, "uptake-curve-last"),
    };
    sheet(locale, UptakeTable::Retention, columns, cohorts.iter().map(line).collect(), chart)
}

/// The parts of a session that a page has room for; the file has all of them.
const PLACES: [usize; 5] = [0, 5, 10, 15, 19];

fn drop_off(locale: Locale, sessions: &[DropOff]) -> Sheet {
    let mut columns = vec![word(locale, "uptake-column-session"), word(locale, "funnel-people")];
    columns.extend(PLACES.map(|place| {
        let percent = |parts: usize| figures::percent(locale, parts as f64 / PARTS as f64 + 1e-9);
        let facts = [("from", figures::number(locale, (100 * place / PARTS) as f64)), ("to", percent(place + 1))];
        text(locale, "uptake-column-part", &facts.map(|(name, fact)| (name, fact.into())))
    }));
    let line = |session: &DropOff| {
        let seen = PLACES.iter().map(|place| session.seen.get(*place).copied().unwrap_or(Cell::Withheld));
        let cells = std::iter::once(session.people).chain(seen).map(|cell| people(locale, cell)).collect();
        Line { name: session.title.pick(locale).to_owned(), cells }
    };
    let curves = sessions.iter().filter_map(|session| {
        curve(session.title.pick(locale).to_owned(), session.people, session.seen.iter().copied())
    });
    let chart = Chart::Curves {
        curves: curves.collect(),
        from: word(locale, "uptake-curve-start"),
        to: word(locale, "uptake-curve-end"),
    };
    sheet(locale, UptakeTable::DropOff, columns, sessions.iter().map(line).collect(), chart)
}

/// The time watched, in words.
pub(super) fn watched(locale: Locale, uptake: &Uptake) -> String {
    match uptake.watched_s {
        Figure::Shown(seconds) => figures::duration(locale, seconds as f64),
        Figure::TooFew => word(locale, "few-short"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_with_its_interval_rounded_outwards() {
        let said = share(Locale::Fr, Share::of(Cell::Shown(45), Cell::Shown(100)));
        assert_eq!(said, "45\u{a0}% (entre 35\u{a0}% et 55\u{a0}%)");
        // What floating point makes of 29 out of 100 is a hair below it.
        assert!(share(Locale::En, Share::of(Cell::Shown(29), Cell::Shown(100))).starts_with("29% "));
        assert_eq!(share(Locale::En, Share::of(Cell::Shown(6), Cell::Shown(12))), "too few to say");
    }

    #[test]
    fn hours_read_as_one_says_them() {
        let row = |key: &str| Row { key: key.into(), title: None, people: Cell::TooFew, completed: None, share: None };
        assert_eq!(row_name(Locale::Fr, Breakdown::Hour, &row("06-09")), "de 6\u{a0}h à 9\u{a0}h");
        assert_eq!(row_name(Locale::En, Breakdown::Hour, &row("00-06")), "0:00 to 6:00");
    }

    #[test]
    fn a_curve_of_a_dozen_people_is_not_drawn() {
        let cells = || [Cell::Shown(10), Cell::TooFew].into_iter();
        assert_eq!(curve("x".into(), Cell::Shown(12), cells()), None);
        let curve = curve("x".into(), Cell::Shown(20), cells()).expect("is drawn");
        assert_eq!(curve.points, [Some(0.5), None]);
    }
}
