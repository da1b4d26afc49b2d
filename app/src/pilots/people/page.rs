//! The page of a pilot's people: the list with what each answered, the forms that invite, the open enrolment,
//! and whom they are compared with.

use super::calls::{CompareWith, OpenOrClose};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures,
    pilots::invite::{InvitePanel, InvitedNotice, LeftOver, left_over},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Crumbs, Empty, Form, Hidden, Icon, Notice, Page, Qr, TextArea, Tone, whole},
};
use contract::{
    PilotId,
    pilots::cohort::{Answer, Invited, LetterState},
};
use domain::pilots;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page of a cohort.
#[component]
pub fn CohortPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let cohort = answer(pilots::cohort(&env, &manager, id).await)?;
    let name = pilot.fields.title.pick(locale()).to_owned();
    let done = match asked("done").as_deref() {
        Some("compared") => Some("cohort-compared"),
        Some("opened") => Some("cohort-opened"),
        Some("closed") => Some("cohort-closed"),
        _ => None,
    };
    let people = if cohort.people.is_empty() {
        Either::Left(view! { <Empty icon="people" heading=t("pilot-uptake-empty-title") text=t("cohort-empty-text")/> })
    } else {
        Either::Right(view! { <People people=cohort.people/> })
    };
    Ok(view! {
        <Page title=format!("{} · {name}", t("cohort-title"))>
            <Crumbs
                steps=vec![(path_to(Place::Pilots), t("pilots-title")), (path_to(Place::Pilot(id)), name)]
                here=t("cohort-title")
            />
            <header class="page__head">
                <h1>{t("cohort-title")}</h1>
                <p class="soft">{t("cohort-lead")}</p>
            </header>
            {done.map(|key| view! { <Notice tone=Tone::Good text=t(key)/> })}
            <InvitedNotice/>
            {people}
            <InvitePanel pilot=id/>
            <InviteFile pilot=id/>
            <Enrolment pilot=id url=cohort.enrolment_url/>
            <Comparison pilot=id compared=cohort.compared/>
        </Page>
    })
}

/// How many answered what, and the list.
#[component]
fn People(people: Vec<Invited>) -> impl IntoView {
    let count = |wanted: &dyn Fn(&Invited) -> bool| people.iter().filter(|person| wanted(person)).count() as u64;
    let counts = [
        ("cohort-invited", people.len() as u64),
        ("cohort-accepted", count(&|person| person.answer == Some(Answer::Accepted))),
        ("cohort-declined", count(&|person| person.answer == Some(Answer::Declined))),
        ("cohort-bounced", count(&|person| person.letter == Some(LetterState::Bounced))),
    ];
    let figure = |(key, count): (&str, u64)| {
        view! { <div><dt>{t(key)}</dt><dd>{figures::number(locale(), count as f64)}</dd></div> }
    };
    let caption = t_with("cohort-count", &[("count", (people.len() as u64).into())]);
    view! {
        <dl class="counts">{counts.into_iter().map(figure).collect_view()}</dl>
        <div class="table-box table-box--long">
            <table class="table table--cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("cohort-who")}</th>
                        <th scope="col">{t("cohort-when")}</th>
                        <th scope="col">{t("cohort-letter")}</th>
                        <th scope="col">{t("cohort-answer")}</th>
                    </tr>
                </thead>
                <tbody>{people.into_iter().map(|person| view! { <Line person/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(person: Invited) -> impl IntoView {
    let letter = match person.letter {
        Some(LetterState::Due) => view! { <Badge icon="clock" label=t("cohort-letter-due")/> }.into_any(),
        Some(LetterState::Sent) => view! { <Badge icon="mail" label=t("cohort-letter-sent")/> }.into_any(),
        Some(LetterState::Bounced) => view! { <Badge tone=Tone::Wrong label=t("cohort-letter-bounced")/> }.into_any(),
        None => t("cohort-letter-none").into_any(),
    };
    let bounce = person.bounce.map(|status| view! { <span class="table__sub">{status}</span> });
    let said = match person.answer {
        Some(Answer::Accepted) => view! { <Badge tone=Tone::Good label=t("cohort-accepted")/> }.into_any(),
        Some(Answer::Declined) => view! { <Badge icon="close" label=t("cohort-declined")/> }.into_any(),
        None => t("cohort-no-answer").into_any(),
    };
    let notes = [(person.enrolled, "cohort-enrolled"), (!person.has_account, "cohort-no-account")];
    let notes = notes.into_iter().filter(|(there, _)| *there).map(|(_, key)| t(key)).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <th scope="row">{person.email} <span class="table__sub">{notes}</span></th>
            <td data-label=t("cohort-when")>{figures::date(locale(), person.invited_at)}</td>
            <td data-label=t("cohort-letter")>{letter} {bounce}</td>
            <td data-label=t("cohort-answer")>{said}</td>
        </tr>
    }
    .into_any()
}

/// The path of the form that holds a file.
pub(in crate::pilots) const INVITE_FILE: &str = "/call/pilots/invite-file";

/// Addresses as a file.
#[component]
fn InviteFile(pilot: PilotId) -> impl IntoView {
    let left = left_over(INVITE_FILE);
    let quiet = left.is_some();
    view! {
        <section class="panel" aria-labelledby="invite-file">
            <h2 id="invite-file">{t("cohort-file")}</h2>
            <p class="soft">{t("cohort-file-text")}</p>
            {left.map(|problem| view! { <LeftOver problem/> })}
            <Form action=INVITE_FILE multipart=true quiet>
                <Hidden name="pilot" value=pilot.to_string()/>
                <div class="field">
                    <label for="file">{t("cohort-file-label")}</label>
                    <input class="input" id="file" name="file" type="file" accept=".csv,.txt,text/csv,text/plain" required=true/>
                </div>
                <p class="actions"><button class="button"><Icon name="import"/>{t("cohort-file-do")}</button></p>
            </Form>
        </section>
    }
    .into_any()
}

/// The open enrolment: its address and its code to be photographed, or the button that opens it.
#[component]
fn Enrolment(pilot: PilotId, url: Option<String>) -> impl IntoView {
    let open = url.is_some();
    let shown = url.map(|url| {
        view! {
            <p><a href=url.clone()>{url.clone()}</a></p>
            <Qr of=url label=t("cohort-qr")/>
        }
    });
    let (label, icon) = if open { ("cohort-close", "lock") } else { ("cohort-open", "plus") };
    view! {
        <section class="panel" aria-labelledby="enrolment">
            <h2 id="enrolment">{t("cohort-enrolment")}</h2>
            <p class="soft">{t("cohort-enrolment-text")}</p>
            {shown}
            <Form action=OpenOrClose::PATH class="">
                <Hidden name="pilot" value=pilot.to_string()/>
                <Hidden name="open" value=(!open).to_string()/>
                <button class="button"><Icon name=icon/>{t(label)}</button>
            </Form>
        </section>
    }
    .into_any()
}

/// Whom the cohort is compared with: how many, and the form that adds some.
#[component]
fn Comparison(pilot: PilotId, compared: u64) -> impl IntoView {
    let left = left_over(CompareWith::PATH);
    let quiet = left.is_some();
    view! {
        <section class="panel" aria-labelledby="comparison">
            <h2 id="comparison">{t("cohort-comparison")}</h2>
            <p class="soft">{t("cohort-comparison-text")}</p>
            <p>{t_with("cohort-comparison-count", &[("count", compared.into())])}</p>
            {left.map(|problem| view! { <LeftOver problem/> })}
            <Form action=CompareWith::PATH quiet>
                <Hidden name="pilot" value=pilot.to_string()/>
                <TextArea name="compared" label=t("cohort-comparison-emails") hint=t("pilot-emails-hint") required=true/>
                <p class="actions"><button class="button">{t("cohort-comparison-do")}</button></p>
            </Form>
        </section>
    }
    .into_any()
}
