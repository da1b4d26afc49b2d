//! What was decided of every pilot, to be searched.

use crate::{
    address::Place,
    desk::{answer, asked, env, path_to, signed_in},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Icon, Page, whole},
};
use contract::LangMap;
use domain::pilots::{self, life};
use leptos::{either::Either, prelude::*};
use std::collections::HashMap;

/// The page with every decision.
#[component]
pub fn DecisionsPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let wanted = asked("q").unwrap_or_default();
    let found = answer(life::decisions(&env, &manager, &wanted).await)?;
    let titles: HashMap<_, LangMap> =
        answer(pilots::list(&env, &manager).await)?.into_iter().map(|pilot| (pilot.id, pilot.title)).collect();
    let line = |decided: life::Decided| {
        let step = decided.step;
        let title = titles.get(&decided.pilot).cloned().unwrap_or_default();
        let when = figures::date(locale(), step.at);
        let by = t_with("pilot-step-by", &[("who", step.by.into()), ("date", when.into())]);
        let what = step.decision.map(|decision| t(&format!("pilot-decision-{}", decision.code())));
        view! {
            <li>
                <strong><a href=path_to(Place::Pilot(decided.pilot))><Text of=title/></a></strong>
                " – " {what}
                <p class="said">{step.reason}</p>
                <p class="soft small">{by}</p>
            </li>
        }
    };
    let content = if found.is_empty() {
        Either::Left(view! { <Empty icon="check" heading=t("decisions-empty-title") text=t("decisions-empty-text")/> })
    } else {
        Either::Right(view! { <ul class="log">{found.into_iter().map(line).collect_view()}</ul> })
    };
    Ok(view! {
        <Page title=t("decisions-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Pilots), t("pilots-title"))] here=t("decisions-title")/>
            <header class="page__head"><h1>{t("decisions-title")}</h1></header>
            <form class="form" method="get" action=path_to(Place::Decisions) role="search" aria-label=t("decisions-search")>
                <div class="field">
                    <label for="q">{t("decisions-search")}</label>
                    <input class="input" id="q" name="q" r#type="search" value=wanted/>
                </div>
                <p class="actions"><button class="button"><Icon name="search"/>{t("decisions-do")}</button></p>
            </form>
            {content}
        </Page>
    })
}
