//! What came of a pilot in detail, held against what is known to have happened: people are sent to watch
//! by a plan, what each did is written down beside, and every figure is counted again from that.

mod before;
mod kept;
mod plain;
mod story;
mod truth;

use self::{
    story::{LENGTH, Story},
    truth::{Truth, agrees},
};
use crate::world::on_both_databases;
use calamine::{DataType, Reader, Xlsx};
use contract::{
    PilotId,
    pilots::Figure,
    uptake::{Breakdown, Cell, Share, UptakeTable},
};
use domain::{Error, history, pilots};

on_both_databases!(every_figure_is_what_happened, |world| async move {
    let mut story = Story::begin(world, 46, 9).await;
    story.live().await;
    // Staff who watch are nobody's uptake.
    let staff = story.world.staff().await;
    story.world.watch(&staff, story.given[0].session, &[(0.0, 60.0)]).await;
    let details = story.details().await;
    agrees(&details, &story);
    assert!(details.retention.len() >= 2 && details.retention[0].later.len() >= 2);
    assert_eq!(details.drop_off.len(), 3);
    let Share::Said { share, low, high } = details.steps[4].share else { panic!("46 people are enough") };
    assert!(low < share && share < high);

    // What was to be reached stands beside what has been.
    let target = &details.targets[0];
    let started = &details.steps[2];
    assert_eq!((target.percent, target.people, target.share), (Some(60), Some(started.people), Some(started.share)));
    let file = pilots::uptake_csv(&details, UptakeTable::Target).expect("is written");
    assert!(String::from_utf8(file).expect("is text").contains("started,,,60 %,"));

    // The same figures in the files.
    for table in UptakeTable::ALL {
        let file = pilots::uptake_csv(&details, *table).expect("is written");
        let text = String::from_utf8(file).expect("is text");
        assert!(text.lines().count() > 1, "{table:?}");
        if *table == UptakeTable::Membership {
            for row in &details.table(Breakdown::Membership).expect("is there").rows {
                let people = row.people.shown().expect("are enough");
                assert!(text.contains(&format!("{},,,{people},", row.key)), "{text}");
            }
        }
    }

    // And in the workbook, where they are numbers.
    let book = pilots::uptake_xlsx(&details).expect("is written");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).expect("is a workbook");
    for table in UptakeTable::ALL {
        let sheet = book.worksheet_range(table.code()).expect("is a sheet");
        let file = pilots::uptake_csv(&details, *table).expect("is written");
        let mut lines = csv::Reader::from_reader(&file[3..]);
        let records: Vec<csv::StringRecord> = lines.records().map(|record| record.expect("is a line")).collect();
        assert_eq!(sheet.height(), records.len() + 1, "{table:?}");
        for (record, row) in records.iter().zip(1..) {
            for (text, column) in record.iter().zip(0..) {
                let cell = sheet.get((row, column)).map(ToString::to_string).unwrap_or_default();
                let figures = cell.parse::<f64>().ok().zip(text.parse::<f64>().ok());
                let alike = cell == text || figures.is_some_and(|(one, other)| (one - other).abs() < 1e-9);
                assert!(alike, "{table:?}, line {row}: {cell} is not {text}");
            }
        }
    }
    let sheet = book.worksheet_range("membership").expect("is a sheet");
    for row in &details.table(Breakdown::Membership).expect("is there").rows {
        let line = sheet.rows().find(|line| line[0].to_string() == row.key).expect("is a line");
        let people = row.people.shown().expect("are enough");
        assert_eq!(line[3].as_i64(), i64::try_from(people).ok(), "{line:?}");
        assert!(line[3].is_float() || line[3].is_int(), "{line:?}");
    }

    // Whoever forgets what they watched is in no figure any more.
    let before = Truth::of(&story).started().len();
    let forgetful = story.people[0].clone();
    history::forget_all(&story.world.env, &forgetful).await.expect("is forgotten");
    story.deeds.retain(|deed| deed.person != 0);
    assert_eq!(Truth::of(&story).started().len(), before - 1);
    agrees(&story.details().await, &story);
});

on_both_databases!(few_people_have_no_tables, |world| async move {
    let mut story = Story::begin(world, 9, 2).await;
    for person in 0..4 {
        story.watch(person, 0, LENGTH).await;
    }
    let few = story.details().await;
    assert!(few.tables.is_empty() && few.retention.is_empty() && few.drop_off.is_empty());
    assert!(few.steps.iter().all(|step| matches!(step.share, Share::TooFew | Share::Hidden)));
    story.watch(4, 1, LENGTH).await;
    let enough = story.details().await;
    assert_eq!(enough.uptake.funnel.started, Figure::Shown(5));
    // Four and one of five: neither line may tell.
    let sessions = enough.table(Breakdown::Session).expect("is there");
    assert!(sessions.rows.iter().all(|row| row.people == Cell::Shown(0) || row.people.shown().is_none()));
    assert_eq!(enough.drop_off, vec![]);
    let nowhere = PilotId(story.world.env.new_id());
    let manager = story.world.manager().await;
    let missing = pilots::uptake_details(&story.world.env, &manager, nowhere).await;
    assert!(matches!(missing, Err(Error::NotFound)));
});
