//! The fields of the organisation's own: what is written in them is kept in one form, found, exported and
//! imported again, and nothing of it is lost when a field is renamed or retired.

use crate::{
    imports::{begin, import, report},
    world::{World, on_both_databases},
};
use contract::{
    ItemId, LangMap,
    duplicates::MergeItem,
    extra_fields::{ExtraChoice, ExtraFieldDetails, ExtraFieldFields, ExtraKind, FIELDS},
    inventory::{ItemDetails, ItemFields, ItemSearch, Kind},
};
use domain::{Error, Result, catalogue, duplicates, extra_fields, inventory, inventory::imports, jobs};
use std::collections::BTreeMap;
use tokio::io::AsyncReadExt;

fn field(kind: ExtraKind, fr: &str, en: &str) -> ExtraFieldFields {
    ExtraFieldFields::new(kind, LangMap::both(fr, en))
}

fn colours() -> ExtraFieldFields {
    let choice = |fr: &str, en: &str| ExtraChoice { code: String::new(), label: LangMap::both(fr, en) };
    let choices = vec![choice("Rouge", "Red"), choice("Bleu foncé", "Dark blue")];
    ExtraFieldFields { choices, ..field(ExtraKind::Choice, "Couleur", "Colour") }
}

fn held(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

fn titled(title: &str, extras: &[(&str, &str)]) -> ItemFields {
    ItemFields { extras: held(extras), ..ItemFields::new(Kind::Class, LangMap::both(title, "")) }
}

impl World {
    async fn own(&self, fields: ExtraFieldFields) -> ExtraFieldDetails {
        extra_fields::create(&self.env, &self.manager().await, fields).await.expect("a field")
    }

    /// One field of each kind.
    async fn own_fields(&self) {
        self.own(field(ExtraKind::Text, "Fonds d’archives", "Collection")).await;
        self.own(field(ExtraKind::Number, "Poids", "Weight")).await;
        self.own(field(ExtraKind::Date, "Acquis le", "Acquired on")).await;
        self.own(colours()).await;
        self.own(field(ExtraKind::YesNo, "Prêté", "Lent")).await;
    }

    async fn holding(&self, title: &str, extras: &[(&str, &str)]) -> ItemDetails {
        inventory::create(&self.env, &self.staff().await, titled(title, extras)).await.expect("an item")
    }

    async fn extras(&self, id: ItemId) -> BTreeMap<String, String> {
        inventory::get(&self.env, &self.staff().await, id).await.expect("an item").fields.extras
    }

    async fn found(&self, search: ItemSearch) -> Vec<String> {
        let found = inventory::search(&self.env, &self.staff().await, &search).await.expect("found");
        let mut titles: Vec<_> = found.items.into_iter().map(|item| item.fields.title.exact("fr").to_owned()).collect();
        titles.sort();
        titles
    }

    async fn with(&self, extras: &[(&str, &str)]) -> Vec<String> {
        self.found(ItemSearch { extras: held(extras), ..ItemSearch::default() }).await
    }

    async fn changed(&self, field: &ExtraFieldDetails, fields: ExtraFieldFields) -> Result<ExtraFieldDetails> {
        extra_fields::change(&self.env, &self.manager().await, field.id, field.version, fields).await
    }
}

/// The fields and codes of what was refused.
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<(String, String)> {
    match outcome {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|problem| (problem.field, problem.code)).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

fn codes(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect()
}

const FULL: [(&str, &str); 5] = [
    ("x_fonds_d_archives", "Fonds Tremblay"),
    ("x_poids", "1\u{a0}234,50"),
    ("x_acquis_le", "1/3/2027"),
    ("x_couleur", "dark blue"),
    ("x_prete", "Oui"),
];
const KEPT: [(&str, &str); 5] = [
    ("x_fonds_d_archives", "Fonds Tremblay"),
    ("x_poids", "1234.5"),
    ("x_acquis_le", "2027-03-01"),
    ("x_couleur", "bleu_fonce"),
    ("x_prete", "yes"),
];

on_both_databases!(what_is_written_is_kept_in_one_form_and_told_by_field, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    let item = world.holding("Yoga", &FULL).await;
    assert_eq!(item.fields.extras, held(&KEPT));
    assert_eq!(world.extras(item.id).await, held(&KEPT), "as it is read again");

    let mut fields = item.fields.clone();
    fields.extras.insert("x_couleur".into(), "Rouge".into());
    fields.extras.insert("x_prete".into(), " ".into());
    inventory::change(env, staff, item.id, 1, fields).await.expect("changed");
    let changes = inventory::changes(env, staff, item.id).await.expect("changes");
    let told: Vec<_> = changes[0].fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(told, ["extras.x_couleur", "extras.x_prete"]);
    let back = inventory::put_back(env, staff, item.id, changes[0].id, "extras.x_prete", 2).await.expect("put back");
    assert_eq!((back.fields.extras["x_prete"].as_str(), back.fields.extras["x_couleur"].as_str()), ("yes", "rouge"));
});

on_both_databases!(what_a_field_cannot_hold_is_refused_at_that_field, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    let wrong = [
        ("x_poids", "lourd"),
        ("x_acquis_le", "bientôt"),
        ("x_couleur", "vert"),
        ("x_prete", "peut-être"),
        ("x_rien", "x"),
        ("titre", "x"),
    ];
    let outcome = inventory::create(env, staff, titled("Yoga", &wrong)).await;
    let expected = [
        ("extras.titre", "unknown_field"),
        ("extras.x_acquis_le", "not_a_date"),
        ("extras.x_couleur", "unknown_choice"),
        ("extras.x_poids", "not_a_figure"),
        ("extras.x_prete", "not_yes_or_no"),
        ("extras.x_rien", "unknown_field"),
    ];
    assert_eq!(refused(outcome), codes(&expected));
});

on_both_databases!(the_list_is_narrowed_by_what_the_fields_hold, |world| {
    world.own_fields().await;
    world.holding("Un", &FULL).await;
    world.holding("Deux", &[("x_couleur", "rouge"), ("x_fonds_d_archives", "Étirements du FONDS Roy")]).await;
    world.holding("Trois", &[]).await;
    assert_eq!(world.with(&[("x_couleur", "Rouge")]).await, ["Deux"]);
    assert_eq!(world.with(&[("x_prete", "yes")]).await, ["Un"]);
    assert_eq!(world.with(&[("x_poids", "1234,5")]).await, ["Un"], "however a number is written");
    assert_eq!(world.with(&[("x_acquis_le", "2027-03-01")]).await, ["Un"]);
    assert_eq!(world.with(&[("x_fonds_d_archives", "fonds")]).await, ["Deux", "Un"]);
    assert_eq!(world.with(&[("x_fonds_d_archives", "roy etirements")]).await, ["Deux"]);
    assert_eq!(world.with(&[("x_couleur", "rouge"), ("x_prete", "yes")]).await, [""; 0]);
    assert_eq!(world.with(&[("x_couleur", " ")]).await, ["Deux", "Trois", "Un"], "nothing asked for");
    assert_eq!(world.with(&[("x_autre", "1")]).await, [""; 0], "what is no field picks out nothing");
    assert_eq!(world.with(&[("x_poids' OR '1'='1", "1")]).await, [""; 0]);
    let words = |q: &str| ItemSearch { q: Some(q.into()), ..ItemSearch::default() };
    assert_eq!(world.found(words("tremblay")).await, ["Un"]);
    assert_eq!(world.found(words("yes")).await, [""; 0]);
});

on_both_databases!(a_value_that_is_taken_away_during_an_import_is_on_no_item, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let colour = world.own(colours()).await;
    // The value stands in the last of many batches only: until that one is written, it can be taken away.
    let value = |number: u32| if number < 2_500 { "Rouge" } else { "Bleu foncé" };
    let rows: String = (0..2_600).map(|number| format!("K{number},class,Cours {number},{}\n", value(number))).collect();
    let id = begin(&world, format!("source_key,kind,title_fr,x_couleur\n{rows}").as_bytes(), false).await;
    let take_away = async {
        while report(&world, id).await.read < 500 {}
        let choices = colour.fields.choices[..1].to_vec();
        world.changed(&colour, ExtraFieldFields { choices, ..colour.fields.clone() }).await
    };
    let (done, taken) = tokio::join!(jobs::run_pending(env), take_away);
    done.expect("jobs");
    let report = report(&world, id).await;
    assert_eq!(report.read, 2_600);
    let holds_it = world.with(&[("x_couleur", "Bleu foncé")]).await.len();
    if taken.is_ok() {
        let told = (report.created, report.problem_count, report.problems.first().map(|problem| problem.code.as_str()));
        assert_eq!(told, (2_500, 100, Some("unknown_choice")));
        assert_eq!((report.problems[0].line, report.problems[0].column.as_str()), (2_502, "x_couleur"));
    } else {
        // It came after the last batch: what items hold stays.
        assert_eq!(refused(taken), codes(&[("choices", "choice_in_use")]));
        assert_eq!((report.created, holds_it > 0), (2_600, true));
    }
    let all = inventory::search(env, staff, &ItemSearch { q: Some("Cours".into()), ..ItemSearch::default() }).await;
    assert_eq!(all.expect("found").total, Some(report.created));
});

on_both_databases!(what_was_exported_with_own_fields_is_imported_without_a_change, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    world.holding("Un", &FULL).await;
    world.holding("Deux", &[("x_fonds_d_archives", "=1+1; 'deux'"), ("x_poids", "-0,5"), ("x_prete", "non")]).await;
    world.holding("Trois", &[]).await;
    let colour = extra_fields::list(env, staff).await.expect("fields").remove(3);
    world.changed(&colour, ExtraFieldFields { retired: true, ..colour.fields.clone() }).await.expect("retired");

    let csv = inventory::export_csv(env, staff).await.expect("exported");
    let text = String::from_utf8(csv.clone()).expect("a text");
    let head = text.lines().next().expect("a head");
    assert!(head.ends_with(",x_fonds_d_archives,x_poids,x_acquis_le,x_couleur,x_prete,id"), "{head}");
    let mut xlsx = Vec::new();
    let export = inventory::export_xlsx(env, staff, &ItemSearch::default()).await.expect("exported");
    export.open().await.expect("a file").read_to_end(&mut xlsx).await.expect("read");
    for (form, bytes) in [("csv", csv), ("xlsx", xlsx)] {
        let checked = import(&world, &bytes, true).await;
        let changes = imports::changes(env, staff, checked.id, None).await.expect("changes").items;
        assert_eq!((checked.changed, &changes), (0, &Vec::new()), "{form}");
        assert_eq!((checked.unchanged, checked.problems), (3, Vec::new()), "{form}");
    }
});

on_both_databases!(a_table_is_headed_by_code_or_by_either_name, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    let table = "source_key;kind;title_fr;COLLECTION;poids;x_couleur;Prêté\nA;class;Yoga;Tremblay;1,5;red;oui\nB;class;Boxe;;lourd;vert;\n";
    let report = import(&world, table.as_bytes(), false).await;
    let told: Vec<_> =
        report.problems.iter().map(|told| (told.line, told.column.as_str(), told.code.as_str())).collect();
    assert_eq!(told, [(3, "poids", "not_a_figure"), (3, "x_couleur", "unknown_choice")]);
    assert_eq!((report.created, &report.unread), (1, &Vec::new()));
    let search = ItemSearch { q: Some("yoga".into()), ..ItemSearch::default() };
    let item = inventory::search(env, staff, &search).await.expect("found").items.remove(0);
    let expected = [("x_couleur", "rouge"), ("x_fonds_d_archives", "Tremblay"), ("x_poids", "1.5"), ("x_prete", "yes")];
    assert_eq!(item.fields.extras, held(&expected));

    let next = "source_key;kind;title_fr;x_poids;x_couleur\nA;class;Yoga;;bleu foncé\n";
    let report = import(&world, next.as_bytes(), false).await;
    assert_eq!((report.changed, report.problem_count), (1, 0), "{report:?}");
    let now = [("x_couleur", "bleu_fonce"), ("x_fonds_d_archives", "Tremblay"), ("x_prete", "yes")];
    assert_eq!(world.extras(item.id).await, held(&now), "an empty cell takes away, no column leaves alone");
});

on_both_databases!(a_field_is_renamed_moved_and_retired_and_items_keep_what_they_hold, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    let item = world.holding("Yoga", &FULL).await;
    let colour = extra_fields::list(env, staff).await.expect("fields").remove(3);
    let mut fields = colour.fields.clone();
    fields.label = LangMap::both("Teinte", "Shade");
    fields.choices[1].label = LangMap::both("Marine", "Navy");
    fields.choices.remove(0);
    fields.choices.push(ExtraChoice { code: String::new(), label: LangMap::both("Rouge vif", "") });
    fields.position = 0;
    let renamed = world.changed(&colour, fields).await.expect("changed");
    assert_eq!((renamed.code.as_str(), renamed.version, renamed.fields.position), ("x_couleur", 2, 0));
    let values: Vec<_> = renamed.fields.choices.iter().map(|choice| choice.code.as_str()).collect();
    assert_eq!(values, ["bleu_fonce", "rouge_vif"]);
    let order: Vec<_> =
        extra_fields::list(env, staff).await.expect("fields").into_iter().map(|field| field.code).collect();
    assert_eq!(order, ["x_couleur", "x_fonds_d_archives", "x_poids", "x_acquis_le", "x_prete"]);
    assert_eq!(world.with(&[("x_couleur", "navy")]).await, ["Yoga"]);

    let late = world.changed(&colour, renamed.fields.clone()).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
    let without = ExtraFieldFields { choices: renamed.fields.choices[1..].to_vec(), ..renamed.fields.clone() };
    assert_eq!(refused(world.changed(&renamed, without).await), codes(&[("choices", "choice_in_use")]));
    let other = ExtraFieldFields { kind: ExtraKind::Text, ..renamed.fields.clone() };
    assert_eq!(refused(world.changed(&renamed, other).await), codes(&[("kind", "kind_is_fixed")]));

    let retired = ExtraFieldFields { retired: true, ..renamed.fields.clone() };
    let retired = world.changed(&renamed, retired).await.expect("retired");
    assert!(retired.retired_at.is_some());
    assert_eq!(world.extras(item.id).await, held(&KEPT));
    let fields = ItemFields { instructor: Some("Ana".into()), ..item.fields.clone() };
    let edited = inventory::change(env, staff, item.id, item.version, fields).await.expect("changed");
    assert_eq!(edited.fields.extras, held(&KEPT), "an item with something in a retired field is still changed");
    catalogue::look(env).await.expect("looked");
    let known = env.catalogue.own_fields();
    assert!(known.iter().any(|field| field.code == "x_couleur" && field.fields.retired), "every page knows");
    let back = ExtraFieldFields { retired: false, ..retired.fields.clone() };
    let back = world.changed(&retired, back).await.expect("brought back");
    assert_eq!((back.fields.retired, back.retired_at), (false, None));
});

on_both_databases!(names_are_not_shared_and_there_are_only_so_many_fields, |world| {
    let (env, manager) = (&world.env, &world.manager().await);
    let first = world.own(field(ExtraKind::Text, "Fonds", "Collection")).await;
    let again = extra_fields::create(env, manager, field(ExtraKind::Text, "COLLECTION", "")).await;
    assert_eq!(refused(again), codes(&[("label", "label_taken")]));
    let nameless = extra_fields::create(env, manager, field(ExtraKind::Choice, " ", "")).await;
    assert_eq!(refused(nameless), codes(&[("label", "required"), ("choices", "choices_missing")]));
    world.changed(&first, ExtraFieldFields { retired: true, ..first.fields.clone() }).await.expect("retired");
    let second = world.own(field(ExtraKind::Text, "Fonds", "")).await;
    assert_eq!(second.code, "x_fonds_2", "items may still hold something by the first one's code");
    for number in 1..FIELDS {
        world.own(field(ExtraKind::Text, &format!("Champ {number}"), "")).await;
    }
    let full = extra_fields::create(env, manager, field(ExtraKind::Text, "Encore un", "")).await;
    assert!(matches!(full, Err(Error::Conflict("fields_full"))), "{full:?}");
});

on_both_databases!(an_item_made_of_two_holds_what_either_held, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.own_fields().await;
    let keep = world.holding("Yoga", &[("x_couleur", "rouge")]).await;
    let other = world.holding("Yoga", &[("x_couleur", "bleu_fonce"), ("x_poids", "2")]).await;
    let merge = MergeItem { other_id: other.id, version: keep.version, other_version: other.version };
    duplicates::merge(env, staff, keep.id, &merge).await.expect("merged");
    assert_eq!(world.extras(keep.id).await, held(&[("x_couleur", "rouge"), ("x_poids", "2")]));
});
