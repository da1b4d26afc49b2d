//! Importing tables.

use crate::world::{World, on_both_databases};
use contract::inventory::{ImportReport, ImportState, ItemSearch};
use domain::{
    Error,
    inventory::{self, imports},
    jobs,
};
use std::collections::BTreeMap;

pub async fn import(world: &World, bytes: &[u8], check_only: bool) -> ImportReport {
    let staff = world.staff().await;
    let new = imports::NewImport {
        filename: "inventaire.csv".into(),
        bytes: bytes.to_vec().into(),
        check_only,
        mapping: BTreeMap::new(),
    };
    let id = imports::begin(&world.env, &staff, new).await.expect("begun");
    jobs::run_pending(&world.env).await.expect("jobs");
    imports::get(&world.env, &staff, id).await.expect("a report")
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
        (6, "title_fr", "required"),
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
        (b"kind,title_fr\nclass,\xC9tirements\n", "not_utf8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_utf8"),
    ] {
        let report = import(&world, bytes, false).await;
        assert_eq!(report.state, ImportState::Failed);
        assert_eq!(report.problems[0].code, code);
    }
    let empty = imports::NewImport {
        filename: "vide.csv".into(),
        bytes: bytes::Bytes::from_static(b" \r\n"),
        check_only: false,
        mapping: BTreeMap::new(),
    };
    let refused = imports::begin(&world.env, &world.staff().await, empty).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "empty_file"), "{refused:?}");
    assert_eq!(total(&world).await, Some(0));
});

on_both_databases!(what_was_exported_is_imported_without_a_change, |world| {
    import(&world, TABLE.as_bytes(), false).await;
    let csv = inventory::export_csv(&world.env, &world.staff().await).await.expect("exported");
    let report = import(&world, &csv, false).await;
    assert_eq!((report.created, report.changed, report.unchanged, report.problem_count), (0, 0, 2, 0));
});
