//! Importing tables.

use crate::world::{World, on_both_databases};
use contract::{
    ImportId, LangMap,
    inventory::{ImportReport, ImportState, ItemDetails, ItemFields, ItemSearch, ItemStatus, Kind, Level},
    limits,
};
use domain::{
    Error,
    inventory::{self, imports},
    jobs,
};
use futures::TryStreamExt;
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};
use tokio::io::AsyncReadExt;

pub async fn import(world: &World, bytes: &[u8], check_only: bool) -> ImportReport {
    let id = begin(world, bytes, check_only).await;
    jobs::run_pending(&world.env).await.expect("jobs");
    report(world, id).await
}

pub async fn report(world: &World, id: ImportId) -> ImportReport {
    imports::get(&world.env, &world.staff().await, id).await.expect("a report")
}

/// Sends a file as it comes over a network, in pieces.
async fn kept(world: &World, bytes: &[u8]) -> Result<imports::Kept, Error> {
    let mut incoming = imports::Incoming::new(&world.env, &world.staff().await, "inventaire.csv");
    for piece in bytes.chunks(64 * 1024) {
        incoming.write(piece.to_vec().into()).await?;
    }
    incoming.finish().await
}

pub async fn begin(world: &World, bytes: &[u8], check_only: bool) -> ImportId {
    let file = kept(world, bytes).await.expect("kept");
    let new = imports::NewImport { file, check_only, mapping: BTreeMap::new() };
    imports::begin(&world.env, &world.staff().await, new).await.expect("begun")
}

/// What is in the inventory, by its key.
async fn item(world: &World, key: &str) -> ItemDetails {
    let search = ItemSearch { q: Some(key.to_owned()), ..ItemSearch::default() };
    let found = inventory::search(&world.env, &world.staff().await, &search).await.expect("found").items;
    found.into_iter().find(|item| item.fields.source_key.as_deref() == Some(key)).expect("an item with this key")
}

fn codes(report: &ImportReport) -> Vec<(u64, &str, &str)> {
    report.problems.iter().map(|problem| (problem.line, problem.column.as_str(), problem.code.as_str())).collect()
}

async fn total(world: &World) -> Option<u64> {
    let staff = world.staff().await;
    inventory::search(&world.env, &staff, &ItemSearch::default()).await.expect("found").total
}

const TABLE: &str = "source_key;kind;title_fr;title_en;tags\nA;class;Yoga doux;Gentle yoga;souffle\nB;guide;Prévenir les chutes;;aînés\n";

on_both_databases!(the_same_file_again_changes_nothing, |world| {
    let checked = import(&world, TABLE.as_bytes(), true).await;
    assert_eq!((checked.state, checked.read, checked.created), (ImportState::Done, 2, 2));
    assert_eq!(total(&world).await, Some(0), "a check writes nothing");

    let first = import(&world, TABLE.as_bytes(), false).await;
    assert_eq!((first.created, first.changed, first.unchanged), (2, 0, 0));
    let again = import(&world, TABLE.as_bytes(), false).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 2));
    let edited = import(&world, TABLE.replace("Yoga doux", "Yoga très doux").as_bytes(), false).await;
    assert_eq!((edited.created, edited.changed, edited.unchanged), (0, 1, 1));
    assert_eq!(total(&world).await, Some(2));
});

on_both_databases!(what_cannot_be_read_is_reported_by_line, |world| {
    let table = "source_key,kind,title_fr,duration_minutes\nA,class,Yoga,20\nB,yoga,Pilates,vingt\nC,class,,10\nA,class,Encore,5\nD,class,=1+1,5\n";
    let report = import(&world, table.as_bytes(), false).await;
    assert_eq!((report.state, report.read, report.created), (ImportState::Done, 5, 1));
    let found: Vec<_> =
        report.problems.iter().map(|problem| (problem.line, problem.column.as_str(), problem.code.as_str())).collect();
    let expected = [
        (3, "kind", "unknown_kind"),
        (3, "duration_minutes", "not_a_number"),
        (4, "title_fr", "required"),
        (5, "source_key", "repeated_key"),
        (6, "title_fr", "formula"),
    ];
    assert_eq!(found, expected);
    assert_eq!(total(&world).await, Some(1));
});

on_both_databases!(lines_are_counted_as_a_spreadsheet_writes_them, |world| {
    let table = "kind,title_fr\r\nclass,Un\r\nyoga,Deux\r\n\r\ntalk,\r\n";
    let report = import(&world, table.as_bytes(), true).await;
    let lines: Vec<_> = report.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 5]);
});

on_both_databases!(a_file_that_is_no_table_leaves_nothing_half_made, |world| {
    for (bytes, code) in [
        (&b"kind,nom\nclass,Yoga\n"[..], "missing_column"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"PK\x03\x04 and no more", "not_a_table"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old_workbook"),
        (b"<records xmlns:dc=\"x\"><record><dc:title>Yoga", "not_a_table"),
    ] {
        let report = import(&world, bytes, false).await;
        assert_eq!(report.state, ImportState::Failed);
        assert_eq!(report.problems[0].code, code);
    }
    let refused = kept(&world, b" \r\n").await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "empty_file"), "{refused:?}");
    let refused = kept(&world, &vec![b'x'; limits::IMPORT_BYTES + 1]).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "file_too_large"), "{refused:?}");
    assert_eq!(total(&world).await, Some(0));
});

on_both_databases!(what_was_exported_is_imported_without_a_change, |world| {
    import(&world, TABLE.as_bytes(), false).await;
    let csv = inventory::export_csv(&world.env, &world.staff().await).await.expect("exported");
    let report = import(&world, &csv, false).await;
    assert_eq!((report.created, report.changed, report.unchanged, report.problem_count), (0, 0, 2, 0));
});

on_both_databases!(files_are_read_as_people_save_them, |world| {
    let text = "cote inutile;source_key;kind;title_fr\r\nx;A;class;Étirements légers, à deux\r\n";
    let wide = |wide: fn(u16) -> [u8; 2]| {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(wide).collect::<Vec<_>>()
    };
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1")).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        windows,
        text.replace(';', "\t").into_bytes(),
        text.replace(';', "|").into_bytes(),
        format!("sep=;\r\n{text}").into_bytes(),
        format!("Inventaire;;;\n\n{text}").into_bytes(),
    ] {
        let report = import(&world, &bytes, false).await;
        assert_eq!((report.state, report.problem_count, report.read), (ImportState::Done, 0, 1), "{report:?}");
        assert_eq!(report.unread, ["cote inutile"]);
        assert_eq!(item(&world, "A").await.fields.title.exact("fr"), "Étirements légers, à deux");
    }
    assert_eq!(total(&world).await, Some(1), "it was the same item every time");
});

on_both_databases!(bad_rows_are_told_and_the_others_come_in, |world| {
    let columns: Vec<String> = (0..200).map(|number| format!("colonne {number}")).collect();
    let wide = format!("kind,title_fr,{}\nclass,Yoga,{}\n", columns.join(","), "x,".repeat(200));
    let report = import(&world, wide.as_bytes(), false).await;
    assert_eq!((report.created, report.unread.len()), (1, 200));

    let broken = b"kind;title_fr\nclass;\xC3\x89tirements \xC3\xA0 deux\nclass;cass\xE9\n";
    let report = import(&world, broken, false).await;
    assert_eq!((report.created, codes(&report)), (1, vec![(3, "title_fr", "broken_letters")]));

    let open = format!("kind,title_fr\nclass,Pilates\nclass,\"Boxe\n{}", "talk,Rien\n".repeat(20_000));
    let report = import(&world, open.as_bytes(), false).await;
    assert_eq!((report.created, codes(&report)), (1, vec![(3, "", "unreadable_row")]));
});

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").expect("a name").write_string(0, 0, "À lire avant").expect("written");
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 4, "Inventaire 2025", &plain).expect("merged");
    for (column, name) in (0..).zip(["source_key", "kind", "title_fr", "duration_minutes", "centre"]) {
        sheet.write_string(2, column, name).expect("written");
    }
    // One kind for two rows, keys that are numbers, a title that is worked out and a date.
    sheet.merge_range(3, 1, 4, 1, "class", &plain).expect("merged");
    for (row, key) in [(3, 17.0), (4, 18.0)] {
        sheet.write_number(row, 0, key).expect("written");
        sheet.write_number(row, 3, 45.0).expect("written");
    }
    sheet.write_string(3, 2, "Yoga").expect("written");
    sheet.write_formula(4, 2, Formula::new("=\"Pi\"&\"lates\"").set_result("Pilates")).expect("written");
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_number_with_format(4, 4, 45_982.0, &date).expect("written");
    book.save_to_buffer().expect("a workbook")
}

on_both_databases!(choices_are_read_in_the_words_of_people, |world| {
    let table = "source_key;kind;title_fr;level;carrier\nA;Cours;Yoga;Débutante;DVD\nB;CONFÉRENCE;Sommeil;;\nC;Rendez-vous;Rien;;\n";
    let report = import(&world, table.as_bytes(), false).await;
    assert_eq!((report.created, codes(&report)), (2, vec![(4, "kind", "unknown_kind")]));
    let yoga = item(&world, "A").await.fields;
    let carrier = yoga.carrier.map(contract::particulars::Carrier::code);
    assert_eq!((yoga.kind.code(), yoga.level.code(), carrier), ("class", "beginner", Some("disc")));
    assert_eq!(item(&world, "B").await.fields.kind.code(), "talk");
});

on_both_databases!(a_workbook_is_read_as_it_looks, |world| {
    let report = import(&world, &workbook(), false).await;
    assert_eq!((report.state, report.created, report.problem_count), (ImportState::Done, 2, 0), "{report:?}");
    let second = item(&world, "18").await.fields;
    assert_eq!((second.kind, second.title.exact("fr"), second.duration_minutes), (Kind::Class, "Pilates", Some(45)));
    assert_eq!(second.centre.as_deref(), Some("2025-11-21"));
    let again = import(&world, &workbook(), false).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 2));
});

on_both_databases!(what_unpacks_without_end_is_not_unpacked, |world| {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    file.start_file("xl/workbook.xml", options).expect("a file");
    file.write_all(b"<workbook/>").expect("written");
    file.start_file("xl/worksheets/sheet1.xml", options).expect("a file");
    let nothing = vec![b' '; 1024 * 1024];
    for _ in 0..64 {
        file.write_all(&nothing).expect("written");
    }
    let bytes = file.finish().expect("a file").into_inner();
    assert!(bytes.len() < 200_000, "a bomb is small");
    let report = import(&world, &bytes, false).await;
    assert_eq!((report.state, codes(&report)), (ImportState::Failed, vec![(0, "", "unpacks_too_large")]));
});

on_both_databases!(a_strange_table_is_explained_once, |world| {
    let staff = world.staff().await;
    let file = "Cote;Sorte;Intitulé;Prix\nA;class;Yoga;12\n";
    let first = import(&world, file.as_bytes(), true).await;
    assert_eq!((first.state, first.problems[0].code.as_str()), (ImportState::Failed, "missing_column"));
    let columns = imports::columns(&world.env, &staff, first.id).await.expect("columns");
    let likely: Vec<_> = columns.iter().map(|column| column.likely.as_deref()).collect();
    assert_eq!(likely, [Some("source_key"), Some("kind"), Some("title_fr"), None]);
    assert_eq!(columns[2].examples, ["Yoga"]);

    let say = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned())).collect()
    };
    let twice = say(&[("Sorte", "kind"), ("Intitulé", "title_fr"), ("Prix", "title_fr")]);
    let refused = imports::map(&world.env, &staff, first.id, twice, false).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "column_twice"), "{refused:?}");
    let said = say(&[("Cote", "source_key"), ("Sorte", "kind"), ("Intitulé", "title_fr")]);
    let again = imports::map(&world.env, &staff, first.id, said, false).await.expect("read again");
    jobs::run_pending(&world.env).await.expect("jobs");
    assert_eq!(report(&world, again).await.created, 1);

    let next = import(&world, "Intitulé;Prix;Sorte;Cote\nPilates;10;class;B\n".as_bytes(), false).await;
    assert_eq!((next.state, next.remembered, next.created), (ImportState::Done, true, 1));
    assert_eq!(next.unread, ["Prix"]);
});

on_both_databases!(a_check_says_exactly_what_is_then_done, |world| {
    let staff = world.staff().await;
    import(&world, TABLE.as_bytes(), false).await;
    let edited =
        TABLE.replace("Yoga doux", "Yoga très doux").replace("aînés", "aînés, chutes") + "C;talk;Bien dormir;;\n";
    let checked = import(&world, edited.as_bytes(), true).await;
    assert_eq!((checked.created, checked.changed, checked.unchanged), (1, 2, 0));
    let changes = imports::changes(&world.env, &staff, checked.id, None).await.expect("changes");
    let told: Vec<_> = changes
        .items
        .iter()
        .map(|change| {
            (
                change.line,
                change.fields[0].column.as_str(),
                change.fields[0].before.as_str(),
                change.fields[0].after.as_str(),
            )
        })
        .collect();
    assert_eq!(told, [(2, "title_fr", "Yoga doux", "Yoga très doux"), (3, "tags", "aînés", "aînés;chutes")]);

    // Somebody is faster with one of the two.
    let other = item(&world, "B").await;
    let fields = ItemFields { centre: Some("Laval".into()), ..other.fields };
    inventory::change(&world.env, &staff, other.id, other.version, fields).await.expect("changed");
    let applied = imports::apply(&world.env, &staff, checked.id).await.expect("applied");
    assert_eq!(imports::apply(&world.env, &staff, checked.id).await.expect("once"), applied);
    jobs::run_pending(&world.env).await.expect("jobs");
    let done = report(&world, applied).await;
    assert_eq!((done.created, done.changed, codes(&done)), (1, 1, vec![(3, "", "changed_meanwhile")]));
    assert_eq!(item(&world, "A").await.fields.title.exact("fr"), "Yoga très doux");
    assert_eq!(item(&world, "B").await.fields.tags, ["aînés"]);
    assert_eq!(report(&world, checked.id).await.applied_by, Some(applied));

    let refused = imports::apply(&world.env, &staff, applied).await;
    assert!(matches!(refused, Err(Error::Conflict("not_checked"))), "{refused:?}");
});

on_both_databases!(a_worker_that_is_killed_is_followed_by_one_that_goes_on, |world| {
    let rows: String = (0..2_600).map(|number| format!("K{number},class,Cours {number}\n")).collect();
    let id = begin(&world, format!("source_key,kind,title_fr\n{rows}").as_bytes(), false).await;
    {
        let mut work = std::pin::pin!(jobs::run_pending(&world.env));
        loop {
            tokio::select! {
                seen = report(&world, id) => if seen.read >= 500 { break },
                done = &mut work => panic!("it was over before it could be killed: {done:?}"),
            }
        }
    }
    let killed = report(&world, id).await;
    assert!(killed.state == ImportState::Reading && killed.read < 2_600, "{killed:?}");
    assert_eq!(total(&world).await, Some(killed.read), "what was read is written, and nothing else");
    assert_eq!(killed.rows, 2_600);
    world.pass(3_600);
    jobs::run_pending(&world.env).await.expect("jobs");
    let done = report(&world, id).await;
    assert_eq!((done.state, done.read, done.created, done.problem_count), (ImportState::Done, 2_600, 2_600, 0));
    assert_eq!(total(&world).await, Some(2_600));
});

/// Any item that somebody could have written.
fn any_item() -> impl Strategy<Value = ItemFields> {
    let text = "[ =+@'\"a-dé;,|\n\r\t&<>_x0-]{0,16}";
    let texts = (text, "[=+@'a-c]{1}[ -~é\n]{0,12}").prop_map(|(fr, en)| LangMap::both(fr, en));
    let list = prop::collection::vec("[\"a-c;,|'= ]{1,6}", 0..4);
    let choices = (prop::sample::select(Kind::ALL), prop::sample::select(Level::ALL), prop::option::of(1_u32..1440));
    (texts, text, list.clone(), list, choices, prop::option::of("[=+@'a-c -]{1,8}")).prop_map(
        |(title, description, tags, equipment, (kind, level, duration_minutes), instructor)| ItemFields {
            description: LangMap::both(description, ""),
            tags,
            equipment,
            level,
            duration_minutes,
            instructor,
            status: ItemStatus::Selected,
            language: Some("fr".into()),
            ..ItemFields::new(kind, title)
        },
    )
}

on_both_databases!(what_was_exported_in_any_form_is_imported_without_a_change, |world| {
    let staff = world.staff().await;
    let mut chance = TestRunner::deterministic();
    let mut count = 0;
    for number in 0..120 {
        let mut fields = any_item().new_tree(&mut chance).expect("an item").current();
        fields.source_key = (number % 3 > 0).then(|| format!("0{number}"));
        if fields.clone().tidy().problems().is_empty() {
            inventory::create(&world.env, &staff, fields).await.expect("an item");
            count += 1;
        }
    }
    assert!(count > 60, "only {count} of the items could be written");
    let csv = inventory::export_csv(&world.env, &staff).await.expect("exported");
    let mut xlsx = Vec::new();
    let export = inventory::export_xlsx(&world.env, &staff, &ItemSearch::default()).await.expect("exported");
    export.open().await.expect("a file").read_to_end(&mut xlsx).await.expect("read");
    let pieces = inventory::record_pieces(&world.env, &staff, &ItemSearch::default()).await.expect("exported");
    let pieces: Vec<_> = pieces.try_collect().await.expect("exported");
    for (form, bytes) in [("csv", csv), ("xlsx", xlsx), ("xml", pieces.concat())] {
        let checked = import(&world, &bytes, true).await;
        let changes = imports::changes(&world.env, &staff, checked.id, None).await.expect("changes").items;
        assert_eq!((checked.changed, &changes), (0, &Vec::new()), "{form}");
        assert_eq!((checked.created, checked.unchanged, checked.problems), (0, count, Vec::new()), "{form}");
    }
});
