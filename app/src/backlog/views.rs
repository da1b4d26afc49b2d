//! Views of the inventory, above its list: those that are always there, and those that somebody kept.

use super::calls::{KeepView, RemoveView};
use crate::{
    address::Place,
    desk::{self, answer, asked, path_to},
    figures,
    problem::Problem,
    texts::{self, locale, t, t_with},
    ui::{Check, Field, Form, Hidden, Icon, Notice, Tone, came_back},
};
use contract::{
    extra_fields::PREFIX,
    views::{ItemView, SavedView, VIEW_NAME_CHARS},
};
use domain::{
    Environment,
    accounts::Staff,
    inventory::{self, saved},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The views that are offered.
pub struct Views {
    counts: Vec<(ItemView, u64)>,
    saved: Vec<SavedView>,
}

impl Views {
    /// Reads them.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn gather(env: &Environment, staff: &Staff) -> Result<Self, Problem> {
        Ok(Self { counts: answer(inventory::counts(env, staff).await)?, saved: answer(saved::list(env, staff).await)? })
    }

    /// The name of the kept view that is shown, where one is.
    pub fn kept_here(&self) -> Option<String> {
        let here = query_now();
        self.saved.iter().find(|view| view.query == here).map(|view| view.name.clone())
    }
}

/// What a view is called.
pub fn view_word(view: ItemView) -> String {
    match view {
        ItemView::DigitalUnpublished => t("view-digital-unpublished"),
        ItemView::MissingTranslation => t("view-missing-translation"),
        ItemView::MissingFields => t("view-missing-fields"),
        ItemView::Stale => t("view-stale"),
    }
}

/// What stands behind the question mark now, without what only this moment knows.
fn query_now() -> String {
    let pairs = desk::query();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| ["q", "status", "kind", "tag", "centre", "view"].contains(name) || name.starts_with(PREFIX))
        .collect();
    crate::address::query(&pairs).trim_start_matches('?').to_owned()
}

/// The views as links, and keeping the one that is shown.
#[component]
pub fn ViewLinks(
    /// Those that are offered.
    views: Views,
) -> impl IntoView {
    let now: Option<ItemView> = asked("view").and_then(|view| view.parse().ok());
    let query = query_now();
    let manages = desk::viewer().is_some_and(|person| person.manager().is_ok());
    let always = |(view, count): (ItemView, u64)| {
        let href = Place::Inventory.with(texts::locale(), &[("view", view.code())]);
        let current = (now == Some(view)).then_some("page");
        view! {
            <li>
                <a class="chip" href=href aria-current=current>
                    {view_word(view)} " " <span>{figures::number(locale(), count as f64)}</span>
                </a>
            </li>
        }
    };
    let here = query.clone();
    let kept = move |view: SavedView| view! { <Kept view here=here.clone()/> };
    view! {
        <ViewNotice/>
        <nav aria-label=t("views-label")>
            <ul class="chips">
                {views.counts.into_iter().map(always).collect_view()}
                {views.saved.into_iter().map(kept).collect_view()}
                <li><a class="chip" href=path_to(Place::Duplicates)><Icon name="both"/>{t("duplicates-title")}</a></li>
                <li><a class="chip" href=path_to(Place::Vocabulary)><Icon name="inventory"/>{t("vocabulary-title")}</a></li>
                {manages.then(|| view! {
                    <li><a class="chip" href=path_to(Place::OwnFields)><Icon name="plus"/>{t("own-title")}</a></li>
                })}
            </ul>
        </nav>
        {(!query.is_empty()).then(|| view! { <Keep query/> })}
    }
    .into_any()
}

/// One view that somebody kept.
#[component]
fn Kept(view: SavedView, here: String) -> impl IntoView {
    let href = format!("{}?{}", path_to(Place::Inventory), view.query);
    let current = (view.query == here).then_some("page");
    let shown = current.is_some();
    let title = view.name.clone();
    view! {
        <li>
            <a class="chip" href=href aria-current=current>
                {view.shared.then(|| view! { <Icon name="people"/> })}
                {title}
            </a>
        </li>
        {(shown && view.own).then(|| view! {
            <li>
                <Form action=RemoveView::PATH class="" quiet=true>
                    <Hidden name="view" value=view.id.to_string()/>
                    <button class="button button--quiet">
                        <Icon name="delete"/>
                        {t_with("views-remove", &[("name", view.name.into())])}
                    </button>
                </Form>
            </li>
        })}
    }
    .into_any()
}

#[component]
fn ViewNotice() -> impl IntoView {
    let text = match asked("done").as_deref() {
        Some("view-kept") => t("views-kept"),
        Some("view-removed") => t("views-removed"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

/// Keeping the list as it is narrowed now.
#[component]
fn Keep(query: String) -> impl IntoView {
    view! {
        <details class="judge__form" open=came_back(KeepView::PATH)>
            <summary><Icon name="plus"/>" "{t("views-keep")}</summary>
            <Form action=KeepView::PATH>
                <Hidden name="query" value=query/>
                <Field name="view_name" label=t("views-name") maxlength=VIEW_NAME_CHARS required=true/>
                <Check name="shared" label=t("views-shared")/>
                <p class="actions"><button class="button">{t("views-keep-do")}</button></p>
            </Form>
        </details>
    }
    .into_any()
}
