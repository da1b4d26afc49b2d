//! The tables as files.

use crate::{Error, Result, inventory::harmless};
use contract::uptake::{Breakdown, Cell, Row, Share, UptakeDetails, UptakeTable};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// One table as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it. A number that is not
/// shown is `<5`, or `withheld` where it may be larger.
///
/// # Errors
/// Never, in truth: writing to memory does not fail.
pub fn uptake_csv(details: &UptakeDetails, table: UptakeTable) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    for record in records(details, table) {
        writer
            .write_record(record.iter().map(|cell| harmless(cell)))
            .map_err(|error| Error::internal("writing CSV", error))?;
    }
    writer.into_inner().map_err(|error| Error::internal("writing CSV", error))
}

/// Every table as one workbook (XLSX), a sheet for each that has anything, named as its file is. Figures are
/// numbers; one that is not shown is `<5` or `withheld`, as in the files.
///
/// # Errors
/// Never, in truth: writing to memory does not fail.
pub fn uptake_xlsx(details: &UptakeDetails) -> Result<Vec<u8>> {
    workbook(details).map_err(|error| Error::internal("writing a workbook", error))
}

fn workbook(details: &UptakeDetails) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let strong = Format::new().set_bold();
    for table in UptakeTable::ALL {
        let records = records(details, *table);
        // The funnel is always there: a workbook has at least one sheet.
        if records.len() == 1 && *table != UptakeTable::Funnel {
            continue;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(table.code())?.set_freeze_panes(1, 0)?;
        // A key or a title stays a text, were it all digits.
        let named: Vec<bool> = records[0].iter().enumerate().map(|(at, head)| at == 0 || is_text(head)).collect();
        for (row, record) in (0..).zip(&records) {
            for ((column, cell), named) in (0..).zip(record).zip(&named) {
                let counted = !named && !cell.is_empty();
                match cell.parse::<f64>() {
                    _ if row == 0 => sheet.write_string_with_format(row, column, cell, &strong)?,
                    Ok(figure) if counted && figure.is_finite() && is_figure(cell) => {
                        sheet.write_number(row, column, figure)?
                    }
                    _ => sheet.write_string(row, column, cell)?,
                };
            }
        }
        sheet.autofit();
    }
    book.save_to_buffer()
}

/// Whether what stands under a head was written by people.
fn is_text(head: &str) -> bool {
    head.starts_with("title_") || ["measure", "baseline", "target"].contains(&head)
}

/// Whether a text is digits with at most a point, as figures are written.
fn is_figure(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn records(details: &UptakeDetails, table: UptakeTable) -> Vec<Vec<String>> {
    let by = match table {
        UptakeTable::Funnel => return funnel(details),
        UptakeTable::Target => return targets(details),
        UptakeTable::Retention => return retention(details),
        UptakeTable::DropOff => return drop_off(details),
        UptakeTable::Week => Breakdown::Week,
        UptakeTable::Session => Breakdown::Session,
        UptakeTable::Instructor => Breakdown::Instructor,
        UptakeTable::Centre => Breakdown::Centre,
        UptakeTable::Language => Breakdown::Language,
        UptakeTable::Way => Breakdown::Way,
        UptakeTable::Hour => Breakdown::Hour,
        UptakeTable::Membership => Breakdown::Membership,
        UptakeTable::Device => Breakdown::Device,
    };
    let head = [by.code(), "title_fr", "title_en", "people", "completed", "share", "low", "high"];
    let rows = details.table(by).map(|table| table.rows.as_slice()).unwrap_or_default();
    std::iter::once(head.map(ToOwned::to_owned).to_vec()).chain(rows.iter().map(row)).collect()
}

fn row(row: &Row) -> Vec<String> {
    let title = |language| row.title.as_ref().map(|title| title.exact(language).to_owned()).unwrap_or_default();
    let mut record = vec![row.key.clone(), title("fr"), title("en"), cell(row.people)];
    record.push(row.completed.map(cell).unwrap_or_default());
    record.extend(row.share.map_or_else(<[String; 3]>::default, share));
    record
}

fn funnel(details: &UptakeDetails) -> Vec<Vec<String>> {
    let head = ["step", "people", "share", "low", "high"].map(ToOwned::to_owned).to_vec();
    let steps = details.steps.iter().map(|step| {
        let mut record = vec![step.step.clone(), cell(step.people.into())];
        record.extend(share(step.share));
        record
    });
    std::iter::once(head).chain(steps).collect()
}

fn targets(details: &UptakeDetails) -> Vec<Vec<String>> {
    let head = ["step", "measure", "baseline", "target", "people", "share", "low", "high"];
    let lines = details.targets.iter().map(|reached| {
        let step = reached.step.clone().unwrap_or_default();
        let mut record = vec![step, reached.measure.clone(), reached.baseline.clone(), reached.target.clone()];
        record.push(reached.people.map(|people| cell(people.into())).unwrap_or_default());
        record.extend(reached.share.map_or_else(<[String; 3]>::default, share));
        record
    });
    std::iter::once(head.map(ToOwned::to_owned).to_vec()).chain(lines).collect()
}

/// One line for each week of beginning and number of weeks since.
fn retention(details: &UptakeDetails) -> Vec<Vec<String>> {
    let head = ["week", "weeks_later", "people"].map(ToOwned::to_owned).to_vec();
    let lines = details.retention.iter().flat_map(|cohort| {
        let all = std::iter::once(&cohort.people).chain(&cohort.later).enumerate();
        all.map(|(later, people)| vec![cohort.week.clone(), later.to_string(), cell(*people)])
    });
    std::iter::once(head).chain(lines).collect()
}

/// One line for each session and part of it, counted from 1.
fn drop_off(details: &UptakeDetails) -> Vec<Vec<String>> {
    let head = ["session", "title_fr", "title_en", "people", "part", "seen"].map(ToOwned::to_owned).to_vec();
    let lines = details.drop_off.iter().flat_map(|session| {
        session.seen.iter().zip(1..).map(|(seen, part)| {
            let title = |language| session.title.exact(language).to_owned();
            let id = session.session_id.to_string();
            vec![id, title("fr"), title("en"), cell(session.people), part.to_string(), cell(*seen)]
        })
    });
    std::iter::once(head).chain(lines).collect()
}

fn cell(cell: Cell) -> String {
    match cell {
        Cell::Shown(people) => people.to_string(),
        Cell::TooFew => "<5".to_owned(),
        Cell::Withheld => "withheld".to_owned(),
    }
}

/// The share and its interval; empty where it may not be said.
fn share(share: Share) -> [String; 3] {
    match share {
        Share::Said { share, low, high } => [share, low, high].map(|share| format!("{share:.4}")),
        Share::TooFew | Share::Hidden => <[String; 3]>::default(),
    }
}
