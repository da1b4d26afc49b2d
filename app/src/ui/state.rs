//! A page that is there, and the pages that say why one is not.

use super::{Icon, Page};
use crate::{
    address::Place,
    desk::{self, path_to},
    problem::Problem,
    texts::{self, t, t_with},
};
use leptos::{either::Either, prelude::*};

/// A page that first has to ask for what it shows: written when the answer is there, or as the
/// page of the problem, with the problem's status.
pub fn whole<View>(page: impl Future<Output = Result<View, Problem>> + Send + 'static) -> impl IntoView
where
    View: IntoView + 'static,
{
    view! {
        <Suspense>
            {Suspend::new(async move {
                match page.await {
                    Ok(view) => Either::Left(view),
                    Err(problem) => Either::Right(view! { <ProblemPage problem/> }),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// What happened, what was kept, what to do.
#[component]
pub fn ProblemPage(
    /// Why there is no page.
    problem: Problem,
    /// Whether there is none for a form that was sent, which its browser still has.
    #[prop(optional)]
    form: bool,
) -> impl IntoView {
    desk::set_status(problem.status());
    let (title, text) = match problem.status {
        400..500 if form => (t("error-refused-title"), problem.sentence(texts::locale())),
        401 => (t("error-sign-in-title"), t("error-sign-in-text")),
        403 => (t("error-forbidden-title"), problem.sentence(texts::locale())),
        404 | 410 => (t("error-not-found-title"), t("error-not-found-text")),
        500.. => (t("error-trouble-title"), t("error-trouble-text")),
        _ => (t("error-refused-title"), problem.sentence(texts::locale())),
    };
    let home = path_to(Place::Home);
    let action = match problem.status {
        401 => view! {
            <a class="button button--main" href=if form { path_to(Place::SignIn) } else { sign_in_and_return() }><Icon name="enter"/>{t("nav-sign-in")}</a>
        }
        .into_any(),
        404 | 410 => view! {
            <a class="button button--main" href=home><Icon name="home"/>{t("error-home")}</a>
            <a class="button" href=path_to(Place::Catalogue)><Icon name="search"/>{t("error-search")}</a>
        }
        .into_any(),
        500.. if !form => view! {
            <a class="button button--main" href=""><Icon name="restart"/>{t("error-again")}</a>
        }
        .into_any(),
        _ => view! { <a class="button button--main" href=home><Icon name="home"/>{t("error-home")}</a> }.into_any(),
    };
    view! {
        <Page title=title.clone() class="page page--error">
            <svg class="error__mark" viewBox="0 0 112 64" aria-hidden="true">
                <path fill="currentColor" d="M0 54h112v10H0zM16 40h80v10H16zM32 26h48v10H32z"></path>
            </svg>
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            {form.then(|| view! { <p>{t("error-form-text")}</p> })}
            <p class="actions">{action}</p>
            <p class="error__code">{t_with("error-code", &[("code", problem.status.to_string().into())])}</p>
        </Page>
    }
    .into_any()
}

/// The address where one signs in and then comes back to this page.
pub fn sign_in_and_return() -> String {
    Place::SignIn.with(texts::locale(), &[("next", &desk::path())])
}
