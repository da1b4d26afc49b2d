//! The life of pilots: their steps, their sheet, their people, their costs, and what members say of them.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap, Locale, PilotId,
    accounts::Role,
    listening::{Heard, Say, SayKind},
    pilots::{
        Figure, PilotFields, PilotState, Targets,
        cohort::{Answer, LetterState, OpenEnrolment, code},
        life::{ClonePilot, DecidePilot, Decision, MovePilot, Need},
        money::{BreakEven, Prices},
        sheet::{Basis, BudgetLine, NewComment, Owner, Sheet, Terms, Timing},
    },
};
use domain::{
    Error,
    accounts::{Manager, SignedIn},
    jobs, listening,
    mail::Unsent,
    pilots,
    pilots::{
        Bounce,
        life::{self, Outcome},
        money::{self, WhatIf},
        sheet,
    },
    sessions,
};
use std::{collections::BTreeMap, sync::atomic::Ordering, time::Duration};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn fields(item_ids: Vec<ItemId>) -> PilotFields {
    PilotFields {
        title: LangMap::both("Le dos au bureau", "Backs at the office"),
        hypothesis: LangMap::both("Dix minutes suffisent.", ""),
        item_ids,
        starts_on: Some("2026-11-21".into()),
        ends_on: Some("2026-12-21".into()),
        targets: Targets::default(),
    }
}

async fn second(world: &World) -> Manager {
    world.person("second", Role::Manager).await.manager().expect("a manager")
}

async fn pilot(world: &World, fields: PilotFields) -> PilotId {
    pilots::create(&world.env, &world.manager().await, fields).await.expect("is made").id
}

/// A pilot of a published session that lacks nothing but people.
async fn ready(world: &World) -> PilotId {
    let session = world.published_session("Le dos", 60).await;
    let item = sessions::get(&world.env, &world.staff().await, session).await.expect("is there").item_id;
    pilot(world, fields(vec![item])).await
}

async fn state(world: &World, id: PilotId) -> PilotState {
    pilots::get(&world.env, &world.manager().await, id).await.expect("is there").state
}

async fn go(world: &World, id: PilotId, to: PilotState) -> Result<Outcome, Error> {
    life::go(&world.env, &world.manager().await, id, &MovePilot { to, from: None }).await
}

fn invalid<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    match result {
        Err(Error::Invalid(problems)) => {
            problems.into_iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

on_both_databases!(each_step_needs_what_it_says, |world| async move {
    let bare = PilotFields { hypothesis: LangMap::default(), starts_on: None, ends_on: None, ..fields(vec![]) };
    let id = pilot(&world, bare).await;
    let missing = Outcome::Missing(vec![Need::Hypothesis, Need::Items]);
    assert_eq!(go(&world, id, PilotState::Preparation).await.expect("is judged"), missing);
    assert!(matches!(go(&world, id, PilotState::Running).await, Err(Error::Conflict("pilot_cannot_move"))));
    assert!(matches!(go(&world, id, PilotState::Decided).await, Err(Error::Conflict("pilot_cannot_move"))));
    assert_eq!(state(&world, id).await, PilotState::Idea);

    let item = world.item("Le dos").await;
    let manager = world.manager().await;
    let written = PilotFields { starts_on: None, ends_on: None, ..fields(vec![item]) };
    pilots::change(&world.env, &manager, id, 1, written).await.expect("is changed");
    assert!(matches!(go(&world, id, PilotState::Preparation).await, Ok(Outcome::Taken(_))));
    let missing = Outcome::Missing(vec![Need::StartsOn, Need::EndsOn, Need::Session, Need::Cohort]);
    assert_eq!(go(&world, id, PilotState::Running).await.expect("is judged"), missing);
    let life = life::life(&world.env, &manager, id).await.expect("is there");
    assert_eq!(life.moves[0].missing, [Need::StartsOn, Need::EndsOn, Need::Session, Need::Cohort]);
    assert!(life.moves[1].missing.is_empty(), "back to the idea needs nothing");

    let reversed =
        PilotFields { starts_on: Some("2026-12-21".into()), ends_on: Some("2026-11-21".into()), ..fields(vec![item]) };
    assert_eq!(invalid(pilots::change(&world.env, &manager, id, 2, reversed).await), ["ends_on before_start"]);
});

on_both_databases!(a_pilot_lives_from_the_idea_to_the_decision, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    assert!(matches!(go(&world, id, PilotState::Preparation).await, Ok(Outcome::Taken(_))));
    pilots::invite(&world.env, &manager, id, &["ana@demo.test".into()]).await.expect("is invited");
    assert_eq!(state(&world, id).await, PilotState::Running, "nothing else was missing");
    assert!(matches!(go(&world, id, PilotState::Review).await, Ok(Outcome::Taken(_))));
    let over = pilots::invite(&world.env, &manager, id, &["bea@demo.test".into()]).await;
    assert!(matches!(over, Err(Error::Conflict("pilot_over"))), "{over:?}");

    let no_reason = DecidePilot { decision: Decision::Extend, reason: " ".into() };
    assert_eq!(invalid(life::decide(&world.env, &manager, id, &no_reason).await), ["reason required"]);
    let extend = DecidePilot { decision: Decision::Extend, reason: "Elles reviennent.".into() };
    let Ok(Outcome::Taken(life)) = life::decide(&world.env, &manager, id, &extend).await else { panic!("is decided") };
    let decision = life.decision.expect("holds");
    assert_eq!((decision.decision, decision.by.as_str()), (Some(Decision::Extend), "manager"));
    assert_eq!(life.moves.iter().map(|step| step.to).collect::<Vec<_>>(), [PilotState::Running]);
    let steps: Vec<_> = life.steps.iter().map(|step| step.to).collect();
    assert_eq!(steps, [PilotState::Decided, PilotState::Review, PilotState::Running, PilotState::Preparation]);

    // Extended, it runs again once its last day is to come.
    world.clock.advance(DAY * 40);
    let missing = Outcome::Missing(vec![Need::EndsLater]);
    assert_eq!(go(&world, id, PilotState::Running).await.expect("is judged"), missing);
    let later = PilotFields {
        ends_on: Some("2027-03-01".into()),
        ..pilots::get(&world.env, &manager, id).await.expect("is there").fields
    };
    pilots::change(&world.env, &manager, id, 1, later).await.expect("is changed");
    assert!(matches!(go(&world, id, PilotState::Running).await, Ok(Outcome::Taken(_))));
    let stop = DecidePilot { decision: Decision::Stop, reason: "Personne ne vient plus.".into() };
    assert!(matches!(life::decide(&world.env, &manager, id, &stop).await, Ok(Outcome::Taken(_))));
    assert!(matches!(go(&world, id, PilotState::Running).await, Err(Error::Conflict("pilot_cannot_move"))));

    let found = life::decisions(&world.env, &manager, "PERSONNE ne").await.expect("are found");
    assert_eq!(found.iter().map(|found| found.step.decision).collect::<Vec<_>>(), [Some(Decision::Stop)]);
    assert_eq!(life::decisions(&world.env, &manager, "").await.expect("are found").len(), 2);
});

on_both_databases!(of_two_who_decide_at_once_the_second_is_told_who_was_first, |world| async move {
    let id = ready(&world).await;
    let (one, other) = (world.manager().await, second(&world).await);
    let decide = |decision| DecidePilot { decision, reason: "Parce que.".into() };
    let early = life::decide(&world.env, &one, id, &decide(Decision::Stop)).await;
    assert!(matches!(early, Err(Error::Conflict("pilot_not_begun"))), "{early:?}");
    pilots::invite(&world.env, &one, id, &["ana@demo.test".into()]).await.expect("is invited");
    let (extend, stop) = (decide(Decision::Extend), decide(Decision::Stop));
    let (first, second) =
        tokio::join!(life::decide(&world.env, &one, id, &extend), life::decide(&world.env, &other, id, &stop));
    let mut taken = Vec::new();
    let mut told = Vec::new();
    for outcome in [first.expect("is judged"), second.expect("is judged")] {
        match outcome {
            Outcome::Taken(life) => taken.push(life.decision.expect("holds")),
            Outcome::Overtaken(step, PilotState::Decided) => told.push(step.expect("is known")),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(taken, told, "the second learns who decided what");
    assert_eq!(taken.len(), 1);

    let moved = MovePilot { to: PilotState::Review, from: Some(PilotState::Running) };
    let late = life::go(&world.env, &one, id, &moved).await.expect("is judged");
    assert!(matches!(late, Outcome::Overtaken(Some(_), PilotState::Decided)), "{late:?}");
});

on_both_databases!(a_pilot_is_tried_in_another_centre_with_its_own_figures, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let line =
        BudgetLine { label: "Caméra".into(), planned: "100".into(), actual: "150".into(), ..BudgetLine::default() };
    let mut written = Sheet { budget: vec![line], ..Sheet::default() };
    written.after.value = "Bouger sans se déplacer".into();
    sheet::write(&world.env, &manager, id, 1, written).await.expect("is written");
    pilots::invite(&world.env, &manager, id, &["ana@demo.test".into()]).await.expect("is invited");
    let nowhere = ClonePilot { centre: " ".into() };
    assert_eq!(invalid(pilots::spread(&world.env, &manager, id, &nowhere).await), ["centre required"]);
    let there = ClonePilot { centre: "Cartierville".into() };
    let clone = pilots::spread(&world.env, &manager, id, &there).await.expect("is cloned");
    assert_eq!(clone.state, PilotState::Idea);
    assert_eq!(clone.fields.title.exact("fr"), "Le dos au bureau (Cartierville)");
    assert_eq!((clone.fields.starts_on, clone.fields.item_ids.len()), (None, 1));
    let copied = sheet::sheet(&world.env, &manager, clone.id).await.expect("is there").sheet;
    assert_eq!((copied.centre.as_str(), copied.budget[0].actual.as_str()), ("Cartierville", ""));
    assert_eq!((copied.before.value.as_str(), copied.after.value.as_str()), ("Bouger sans se déplacer", ""));
    let uptake = pilots::uptake(&world.env, &manager, clone.id).await.expect("is read");
    assert_eq!(uptake.funnel.invited, Figure::Shown(0));
    let life = life::life(&world.env, &manager, id).await.expect("is there");
    assert_eq!(life.clones.iter().map(|clone| clone.id).collect::<Vec<_>>(), [clone.id]);
    assert_eq!(life::life(&world.env, &manager, clone.id).await.expect("is there").cloned_from, Some(id));
});

on_both_databases!(every_version_of_a_sheet_is_kept, |world| async move {
    let id = pilot(&world, fields(vec![])).await;
    let manager = world.manager().await;
    let owner = Owner { name: "Geneviève".into(), division: "Marketing".into() };
    let first = Sheet { centre: "Nord".into(), owners: vec![owner], ..Sheet::default() };
    let written = sheet::write(&world.env, &manager, id, 1, first.clone()).await.expect("is written");
    assert_eq!((written.version, written.sheet.centre.as_str()), (2, "Nord"));
    let late = sheet::write(&world.env, &manager, id, 1, Sheet::default()).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
    let moved = Sheet { centre: "Sud".into(), ..first };
    sheet::write(&world.env, &second(&world).await, id, 2, moved).await.expect("is written");
    let renamed = PilotFields { title: LangMap::both("Le dos", "The back"), ..fields(vec![]) };
    pilots::change(&world.env, &manager, id, 3, renamed).await.expect("is changed");

    let revisions = sheet::revisions(&world.env, &manager, id).await.expect("are kept");
    let told: Vec<_> = revisions
        .iter()
        .map(|revision| {
            let fields: Vec<_> = revision.changes.iter().map(|change| change.field.as_str()).collect();
            (revision.version, revision.by.as_str(), fields.join(" "))
        })
        .collect();
    assert_eq!(
        told,
        [
            (4, "manager", "title.en title.fr".to_owned()),
            (3, "second", "centre".to_owned()),
            (2, "manager", "centre owners.0.division owners.0.name".to_owned()),
        ]
    );
    assert_eq!((revisions[1].changes[0].before.as_str(), revisions[1].changes[0].after.as_str()), ("Nord", "Sud"));

    let bad = BudgetLine { label: "Caméra".into(), planned: "-12,50".into(), ..BudgetLine::default() };
    let bad = sheet::write(&world.env, &manager, id, 4, Sheet { budget: vec![bad], ..Sheet::default() }).await;
    assert_eq!(invalid(bad), ["budget.0.planned negative"]);
    assert_eq!(sheet::sheet(&world.env, &manager, id).await.expect("is there").sheet.centre, "Sud", "nothing changed");

    let said = sheet::say(&world.env, &manager, id, &NewComment { text: " On y va. ".into() }).await.expect("is said");
    assert_eq!((said[0].text.as_str(), said[0].by.as_str()), ("On y va.", "manager"));
    let nothing = sheet::say(&world.env, &manager, id, &NewComment { text: " ".into() }).await;
    assert_eq!(invalid(nothing), ["text required"]);
});

on_both_databases!(invitations_are_written_once_and_answered_by_their_link, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    world.member("ana").await;
    world.letterbox.is_away.store(true, Ordering::SeqCst);
    let list = ["ana@demo.test, bea@demo.test".to_owned()];
    pilots::invite(&world.env, &manager, id, &list).await.expect("are invited");
    jobs::run_pending(&world.env).await.expect("jobs");
    assert!(world.letterbox.invitations().is_empty());
    let waiting = pilots::cohort(&world.env, &manager, id).await.expect("is there");
    assert!(waiting.people.iter().all(|person| person.letter == Some(LetterState::Due)), "{waiting:?}");

    world.letterbox.is_away.store(false, Ordering::SeqCst);
    world.clock.advance(DAY);
    jobs::run_pending(&world.env).await.expect("jobs");
    let letters = world.letterbox.invitations();
    assert_eq!(
        letters.iter().map(|letter| letter.email.as_str()).collect::<Vec<_>>(),
        ["ana@demo.test", "bea@demo.test"]
    );
    assert_eq!((letters[0].name.as_str(), letters[1].name.as_str()), ("ana", ""), "the other has no account");
    let again = pilots::invite(&world.env, &manager, id, &list).await.expect("are invited");
    assert_eq!((again.invited, again.already), (0, 2));
    jobs::run_pending(&world.env).await.expect("jobs");
    assert!(world.letterbox.invitations().is_empty(), "nobody is written to twice");

    let (ana, bea) = (letters[0].key, letters[1].key);
    let opened = pilots::opened(&world.env, ana).await.expect("leads there");
    assert_eq!((opened.title.exact("fr"), opened.answer, opened.has_account), ("Le dos au bureau", None, true));
    pilots::answer(&world.env, ana, Answer::Accepted).await.expect("is taken down");
    pilots::answer(&world.env, bea, Answer::Declined).await.expect("is taken down");
    let people = pilots::cohort(&world.env, &manager, id).await.expect("is there").people;
    let told: Vec<_> = people.iter().map(|person| (person.email.as_str(), person.answer, person.has_account)).collect();
    assert!(told.contains(&("ana@demo.test", Some(Answer::Accepted), true)), "{told:?}");
    assert!(told.contains(&("bea@demo.test", Some(Answer::Declined), false)), "{told:?}");

    let typed = code(bea).to_lowercase();
    assert_eq!(pilots::by_code(&world.env, " Bea@demo.test", &typed).await.expect("is found"), bea);
    assert_eq!(invalid(pilots::by_code(&world.env, "ana@demo.test", &typed).await), ["code unknown_code"]);
    let nowhere = world.env.new_id().into();
    assert!(matches!(pilots::opened(&world.env, nowhere).await, Err(Error::NotFound)));
    assert!(matches!(pilots::answer(&world.env, nowhere, Answer::Accepted).await, Err(Error::NotFound)));

    assert!(matches!(go(&world, id, PilotState::Review).await, Ok(Outcome::Taken(_))));
    let late = pilots::answer(&world.env, ana, Answer::Declined).await;
    assert!(matches!(late, Err(Error::Conflict("pilot_over"))), "{late:?}");
    assert!(!pilots::opened(&world.env, ana).await.expect("leads there").is_open);
});

on_both_databases!(a_letter_that_is_refused_is_told, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    *world.letterbox.refusal.lock() = Some(Unsent::Refused("550".into()));
    pilots::invite(&world.env, &manager, id, &["nobody@demo.test".into()]).await.expect("is invited");
    jobs::run_pending(&world.env).await.expect("jobs");
    let people = pilots::cohort(&world.env, &manager, id).await.expect("is there").people;
    assert_eq!(people[0].letter, Some(LetterState::Bounced));
});

on_both_databases!(a_letter_that_comes_back_later_is_told, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let emails = ["ana@demo.test".to_owned(), "bea@demo.test".to_owned()];
    pilots::invite(&world.env, &manager, id, &emails).await.expect("are invited");
    jobs::run_pending(&world.env).await.expect("jobs");
    let token = world.letterbox.invitations()[0].token.clone();
    let report = |token: &str, action: &str, status: &str| {
        format!(
            "To: bounces+{token}@example.org\r\nContent-Type: multipart/report; report-type=delivery-status; \
             boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n\
             Action: {action}\r\nStatus: {status}\r\n--b--\r\n"
        )
    };
    let hand_in = async |text: String| {
        let operator = domain::accounts::Admin::operator();
        pilots::bounced(&world.env, &operator, text.as_bytes()).await.expect("is read")
    };
    let people = async || {
        let people = pilots::cohort(&world.env, &manager, id).await.expect("is there").people;
        people.into_iter().map(|person| (person.email, (person.letter, person.bounce))).collect::<BTreeMap<_, _>>()
    };
    let before = people().await;
    assert_eq!(hand_in(report(&token, "delayed", "4.4.1")).await, Bounce::Undecided);
    let forged = format!("{}{}", &token[..47], if token.ends_with('0') { "1" } else { "0" });
    assert_eq!(hand_in(report(&forged, "failed", "5.1.1")).await, Bounce::Unknown);
    assert_eq!(hand_in("hello".into()).await, Bounce::NotAReport);
    assert_eq!(people().await, before);

    assert_eq!(hand_in(report(&token.to_uppercase(), "failed", "5.1.1")).await, Bounce::Marked("5.1.1".into()));
    assert_eq!(hand_in(report(&token, "failed", "5.2.2")).await, Bounce::Already);
    let after = people().await;
    assert_eq!(after["ana@demo.test"], (Some(LetterState::Bounced), Some("5.1.1".to_owned())));
    assert_eq!(after["bea@demo.test"], before["bea@demo.test"]);
});

on_both_databases!(nobody_is_in_both_groups, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    pilots::invite(&world.env, &manager, id, &["ana@demo.test".into()]).await.expect("is invited");
    let compare = async |list: &str| pilots::compare(&world.env, &manager, id, &[list.to_owned()]).await;
    let report = compare("ana@demo.test, bea@demo.test, x").await.expect("is read");
    assert_eq!((report.added, report.already), (1, 0));
    let named: Vec<_> = report.problems.iter().map(|found| (found.entry.as_str(), found.problem.as_str())).collect();
    assert_eq!(named, [("x", "not_an_address"), ("ana@demo.test", "is_invited")]);
    assert_eq!(compare("bea@demo.test").await.expect("is read").already, 1);

    let report = pilots::invite(&world.env, &manager, id, &["BEA@demo.test, carl@demo.test".into()]).await;
    let report = report.expect("is read");
    assert_eq!((report.invited, report.already), (1, 0));
    assert_eq!(
        (report.problems[0].entry.as_str(), report.problems[0].problem.as_str()),
        ("bea@demo.test", "in_comparison")
    );

    // Asked for both at once, the address is in one.
    let both = ["dan@demo.test".to_owned()];
    let (invited, compared) =
        tokio::join!(pilots::invite(&world.env, &manager, id, &both), pilots::compare(&world.env, &manager, id, &both));
    let (invited, compared) = (invited.expect("is read"), compared.expect("is read"));
    assert_eq!(invited.invited + compared.added, 1);
    assert_eq!(invited.problems.len() + compared.problems.len(), 1);
    let cohort = pilots::cohort(&world.env, &manager, id).await.expect("is there");
    assert_eq!(cohort.people.len() as u64 + cohort.compared, 4);
});

on_both_databases!(a_file_with_faults_leaves_the_rest, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let lines: Vec<String> = (1..=50)
        .map(|n| if n % 10 == 0 { format!("Personne {n};pas une adresse") } else { format!("P{n};p{n}@demo.test") })
        .collect();
    let file = format!("Nom;Courriel\n{}\n", lines.join("\n"));
    let report = pilots::invite_file(&world.env, &manager, id, file.as_bytes()).await.expect("is read");
    assert_eq!((report.invited, report.already), (45, 0));
    let faults: Vec<_> = report.problems.iter().map(|found| (found.line, found.entry.as_str())).collect();
    assert_eq!(faults, [11, 21, 31, 41, 51].map(|line| (line, "pas une adresse")));
    let again = pilots::invite_file(&world.env, &manager, id, file.as_bytes()).await.expect("is read");
    assert_eq!((again.invited, again.already, again.problems.len()), (0, 45, 5));
    assert_eq!(invalid(pilots::invite_file(&world.env, &manager, id, b"\n;\n").await), ["file required"]);
});

on_both_databases!(people_enrol_by_themselves_while_it_is_open, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let open =
        async |open| pilots::open_enrolment(&world.env, &manager, id, OpenEnrolment { open }).await.expect("is set");
    let key = open(true).await.expect("has an address");
    pilots::compare(&world.env, &manager, id, &["bea@demo.test".into()]).await.expect("is compared");
    let enrol = async |key, email: &str| pilots::enrol(&world.env, key, email, Locale::En).await;
    assert_eq!(invalid(enrol(key, "nobody").await), ["email not_an_address"]);
    enrol(key, "Ana@demo.test").await.expect("is taken down");
    enrol(key, "ana@demo.test").await.expect("is told the same");
    enrol(key, "bea@demo.test").await.expect("is told the same, and stays whom they are compared with");
    jobs::run_pending(&world.env).await.expect("jobs");
    let letters = world.letterbox.invitations();
    assert_eq!((letters.len(), letters[0].asked_for, letters[0].locale), (1, true, Locale::En));
    let cohort = pilots::cohort(&world.env, &manager, id).await.expect("is there");
    assert_eq!((cohort.people[0].enrolled, cohort.people[0].answer), (true, None), "the letter's link confirms it");
    assert_eq!((cohort.people.len(), cohort.compared), (1, 1));
    assert!(cohort.enrolment_url.is_some_and(|url| url.ends_with(&format!("/fr/inscription/{key}"))));

    let anew = open(true).await.expect("has an address");
    assert_ne!(anew, key);
    assert!(matches!(enrol(key, "carl@demo.test").await, Err(Error::NotFound)));
    open(false).await;
    assert!(matches!(pilots::enrolment(&world.env, anew).await, Err(Error::NotFound)));
});

on_both_databases!(costs_follow_from_the_budget_and_hide_what_few_did, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let prices = Prices {
        currency: "cad".into(),
        storage_gb_month: "0,025".into(),
        egress_gb: "0.10".into(),
        ..Prices::default()
    };
    let bad = Prices { currency: "dollars".into(), egress_gb: "-1".into(), ..Prices::default() };
    assert_eq!(
        invalid(money::set_prices(&world.env, &manager, 0, bad).await),
        ["currency not_a_currency", "egress_gb negative"]
    );
    let table = money::set_prices(&world.env, &manager, 0, prices.clone()).await.expect("are written");
    assert_eq!(
        (table.version, table.prices.storage_gb_month.as_str(), table.prices.currency.as_str()),
        (1, "0.025", "CAD")
    );
    let late = money::set_prices(&world.env, &manager, 0, prices).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");

    let line = |label: &str, timing, basis, planned: &str| BudgetLine {
        label: label.into(),
        timing,
        basis,
        planned: planned.into(),
        actual: String::new(),
    };
    let budget = vec![
        line("Caméra", Timing::Once, Basis::Fixed, "1 200,50"),
        line("Montage", Timing::Monthly, Basis::Fixed, "304.40"),
        line("Trousse", Timing::Once, Basis::PerPerson, "2"),
    ];
    let terms = Terms {
        per_person: "10".into(),
        class_cost: "120".into(),
        class_people: "12".into(),
        class_minutes: "60".into(),
        ..Terms::default()
    };
    sheet::write(&world.env, &manager, id, 1, Sheet { budget, terms, ..Sheet::default() }).await.expect("is written");
    pilots::invite(&world.env, &manager, id, &["ana@demo.test".into()]).await.expect("is invited");
    world.clock.advance(DAY * 10);
    let costs = money::costs(&world.env, &manager, id, &WhatIf::default()).await.expect("are reckoned");
    assert_eq!((costs.currency.as_str(), costs.people), ("CAD", Figure::TooFew));
    assert_eq!((costs.sum.per_hour, costs.sum.per_person, costs.sum.egress), (None, None, None));
    assert!((costs.sum.setup - 1_200.5).abs() < 0.01, "{:?}", costs.sum);
    assert!((costs.sum.running - 100.0).abs() < 0.01, "ten days of a month: {:?}", costs.sum);
    assert_eq!((costs.sum.class_per_hour, costs.sum.break_even), (Some(10.0), BreakEven::Unknown));
    assert!(!costs.above_plan && costs.stored_bytes > 0, "{costs:?}");

    let other = WhatIf { people: "100".into(), hours_each: "1,5".into(), per_person: "50".into(), ..WhatIf::default() };
    let what_if =
        money::costs(&world.env, &manager, id, &other).await.expect("are reckoned").what_if.expect("is asked for");
    assert!((what_if.setup - 1_400.5).abs() < 0.01, "{what_if:?}");
    assert_eq!(what_if.break_even, BreakEven::Met);
    assert!(what_if.per_hour.is_some_and(|cost| (cost - what_if.total / 150.0).abs() < 0.01), "{what_if:?}");
    let odd = WhatIf { people: "beaucoup".into(), months: "-1".into(), ..WhatIf::default() };
    assert_eq!(
        invalid(money::costs(&world.env, &manager, id, &odd).await),
        ["people not_an_amount", "months negative"]
    );
});

on_both_databases!(members_are_heard_seldom_and_never_shown_alone, |world| async move {
    let id = ready(&world).await;
    let manager = world.manager().await;
    let item = pilots::get(&world.env, &manager, id).await.expect("is there").fields.item_ids[0];
    let session = sessions::of_item(&world.env, &world.staff().await, item).await.expect("are there")[0].id;
    let mut people = Vec::new();
    for n in 0..5 {
        people.push(world.member(&format!("m{n}")).await);
    }
    let list: Vec<String> = (0..5).map(|n| format!("m{n}@demo.test")).collect();
    pilots::invite(&world.env, &manager, id, &list).await.expect("are invited");
    let say = |kind, score| Say { kind, session_id: Some(session), score, text: "Un mot".into() };
    let early = listening::say(&world.env, &people[0], &say(SayKind::Ces, Some(7))).await;
    assert!(matches!(early, Err(Error::Conflict("not_attended"))), "{early:?}");
    assert_eq!(listening::due(&world.env, &people[0], Some(session)).await.expect("is known"), None);
    for person in &people {
        world.watch(person, session, &[(0.0, 60.0)]).await;
    }
    assert_eq!(listening::due(&world.env, &people[0], Some(session)).await.expect("is known"), Some(SayKind::Ces));
    for (kind, score, problem) in [
        (SayKind::Ces, Some(8), "score out_of_range"),
        (SayKind::Ces, None, "score required"),
        (SayKind::Idea, Some(3), "score unknown"),
    ] {
        assert_eq!(invalid(listening::say(&world.env, &people[0], &say(kind, score)).await), [problem]);
    }
    for person in &people[..4] {
        assert_eq!(
            listening::say(&world.env, person, &say(SayKind::Ces, Some(6))).await.expect("is heard"),
            Heard::Taken
        );
        assert_eq!(
            listening::say(&world.env, person, &say(SayKind::Idea, None)).await.expect("is heard"),
            Heard::Taken
        );
    }
    let heard = listening::of_pilot(&world.env, &manager, id).await.expect("is read");
    assert_eq!((heard.ces, heard.words), (None, None), "four people are not shown");
    assert_eq!(
        listening::say(&world.env, &people[0], &say(SayKind::Ces, Some(1))).await.expect("is heard"),
        Heard::Already
    );
    assert_eq!(listening::due(&world.env, &people[0], Some(session)).await.expect("is known"), None);
    for kind in [SayKind::Ces, SayKind::Delight] {
        let score = kind.scores().map(|_| 6);
        listening::say(&world.env, &people[4], &say(kind, score)).await.expect("is heard");
    }
    let heard = listening::of_pilot(&world.env, &manager, id).await.expect("is read");
    let ces = heard.ces.expect("five people are");
    assert_eq!((ces.answers, ces.score, ces.margin), (5, 6.0, 0.0));
    assert_eq!(heard.words.expect("five people are").len(), 5);
    let words = listening::of_item(&world.env, &world.staff().await, item).await.expect("are read");
    assert_eq!((words.len(), words[0].kind), (5, SayKind::Delight));

    // A month later it is their turn again, and the latest answer counts.
    world.clock.advance(DAY * 31);
    assert_eq!(listening::due(&world.env, &people[0], Some(session)).await.expect("is known"), Some(SayKind::Ces));
    listening::say(&world.env, &people[0], &say(SayKind::Ces, Some(1))).await.expect("is heard");
    let ces = listening::of_pilot(&world.env, &manager, id).await.expect("is read").ces.expect("five people are");
    assert_eq!((ces.answers, ces.score), (5, 5.0));

    let staff = world.person("staff", Role::Staff).await;
    let refused = listening::say(&world.env, &staff, &Say { session_id: None, ..say(SayKind::Nps, Some(9)) }).await;
    assert!(matches!(refused, Err(Error::Conflict("staff_say_elsewhere"))), "{refused:?}");
});

/// Those of twelve members who are asked whether they would recommend; each has finished a session of a minute.
async fn asked_of_twelve(world: &World) -> Vec<SignedIn> {
    // So that it stays their turn for ninety days.
    let season = SayKind::Nps.rest_ms();
    let left = season - world.env.clock.now_ms() % season;
    world.pass(left.unsigned_abs().div_ceil(1000));
    let session = world.published_session("Le dos", 60).await;
    let mut asked = Vec::new();
    for n in 0..12 {
        let member = world.member(&format!("n{n}")).await;
        assert_eq!(nps(world, &member).await, None, "nothing is begun");
        world.watch(&member, session, &[(0.0, 10.0)]).await;
        assert_eq!(nps(world, &member).await, None, "nothing is finished");
        world.watch(&member, session, &[(10.0, 60.0)]).await;
        if nps(world, &member).await.is_some() {
            asked.push(member);
        }
    }
    assert!((1..=11).contains(&asked.len()), "{}", asked.len());
    asked
}

async fn nps(world: &World, member: &SignedIn) -> Option<SayKind> {
    listening::due(&world.env, member, None).await.expect("is known")
}

on_both_databases!(whoever_puts_a_question_off_has_two_weeks, |world| async move {
    let ana = asked_of_twelve(&world).await.remove(0);
    for _ in 0..2 {
        listening::put_off(&world.env, &ana).await.expect("is put off");
        assert_eq!(nps(&world, &ana).await, None);
        world.clock.advance(DAY * 14 - Duration::from_secs(1));
        assert_eq!(nps(&world, &ana).await, None);
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(nps(&world, &ana).await, Some(SayKind::Nps));
    }
    // Who answers after all is heard, and has their turn.
    listening::put_off(&world.env, &ana).await.expect("is put off");
    let say = Say { kind: SayKind::Nps, session_id: None, score: Some(9), text: String::new() };
    assert_eq!(listening::say(&world.env, &ana, &say).await.expect("is heard"), Heard::Taken);
    world.clock.advance(DAY * 15);
    assert_eq!(nps(&world, &ana).await, None);
});

on_both_databases!(a_third_of_members_are_asked_whether_they_would_recommend, |world| async move {
    let asked = asked_of_twelve(&world).await;
    let say = Say { kind: SayKind::Nps, session_id: None, score: Some(9), text: String::new() };
    assert_eq!(listening::say(&world.env, &asked[0], &say).await.expect("is heard"), Heard::Taken);
    assert_eq!(listening::say(&world.env, &asked[0], &say).await.expect("is heard"), Heard::Already);
    world.clock.advance(DAY * 89);
    assert_eq!(listening::say(&world.env, &asked[0], &say).await.expect("is heard"), Heard::Already);
    world.clock.advance(DAY * 2);
    assert_eq!(listening::say(&world.env, &asked[0], &say).await.expect("is heard"), Heard::Taken);
});
