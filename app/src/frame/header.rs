//! The head of every page: where one can go, search, language, appearance, account.

use super::chosen_theme;
use crate::{
    accounts::calls::{Appearance, SignOut},
    address::{Place, query},
    desk::{self, path_to, viewer},
    texts::{self, t},
    ui::{Icon, to_call},
};
use contract::accounts::{Role, Viewer};
use leptos::{prelude::*, server_fn::ServerFn};

/// The head of a page.
#[component]
pub fn Header(
    /// The page that is shown.
    place: Option<Place>,
    /// Whether the rail stands beside it.
    work: bool,
) -> impl IntoView {
    let who = viewer();
    let bare = matches!(place, Some(Place::SignIn | Place::ForgottenPassword | Place::NewPassword));
    let anonymous = who.is_none();
    view! {
        <header class="site-head">
            <a class="brand" href=path_to(Place::Home)>
                <Mark class="brand__mark"/>
                <span>{t("site-name")}</span>
            </a>
            {(!bare).then(|| view! {
                <Navigation place work/>
                <Search/>
            })}
            <OtherLanguage place/>
            <Theme/>
            {match who {
                Some(who) => Some(view! { <Account who=(*who).clone()/> }.into_any()),
                None if bare => None,
                None => anonymous.then(|| view! {
                    <a class="button button--main site-head__enter" href=path_to(Place::SignIn)>{t("nav-sign-in")}</a>
                }.into_any()),
            }}
        </header>
    }
    .into_any()
}

/// The sign of the house: three steps and someone on top.
#[component]
pub fn Mark(
    /// The class that says how large.
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 32 32" aria-hidden="true">
            <path fill="currentColor" d="M2 25h28v5H2zM6 18h20v5H6zM10 11h12v5H10z"></path>
            <circle fill="currentColor" cx="16" cy="5" r="3.5"></circle>
        </svg>
    }
    .into_any()
}

#[component]
fn Navigation(place: Option<Place>, work: bool) -> impl IntoView {
    let mut stops = vec![
        (Place::Home, "home", t("nav-home")),
        (Place::Catalogue, "catalogue", t("nav-catalogue")),
        (Place::Schedule, "calendar", t("nav-schedule")),
    ];
    match viewer().map(|viewer| viewer.role) {
        None => stops.push((Place::SignIn, "enter", t("nav-sign-in"))),
        Some(role) => {
            stops.push((Place::History, "history", t("nav-history")));
            stops.push(match role {
                Role::Member => (Place::MyData, "shield", t("nav-my-data")),
                _ => (Place::Inventory, "inventory", t("nav-work")),
            });
        }
    }
    let line = |(stop, icon, label): (Place, &'static str, String)| {
        let current = if place == Some(stop) {
            Some("page")
        } else if work && stop == Place::Inventory || is_session(place) && stop == Place::Catalogue {
            Some("true")
        } else {
            None
        };
        view! {
            <li>
                <a href=path_to(stop) aria-current=current>
                    <Icon name=icon/>
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class=if work { "site-nav" } else { "site-nav tabs-bottom" } aria-label=t("nav-label")>
            <ul>{stops.into_iter().map(line).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn is_session(place: Option<Place>) -> bool {
    matches!(place, Some(Place::Session(_)))
}

#[component]
fn Search() -> impl IntoView {
    let catalogue = path_to(Place::Catalogue);
    view! {
        <search class="site-search">
            <form class="search" action=catalogue.clone() role="search">
                <Icon name="search"/>
                <label class="for-ears" for="site-q">{t("search-label")}</label>
                <input class="input" id="site-q" name="q" r#type="search" placeholder=t("search-placeholder")/>
            </form>
        </search>
        <a class="button button--icon site-search__short" href=format!("{catalogue}#q") aria-label=t("search-open")>
            <Icon name="search"/>
        </a>
    }
    .into_any()
}

#[component]
fn OtherLanguage(place: Option<Place>) -> impl IntoView {
    let other = texts::locale().other();
    let asked = desk::query();
    let pairs: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let href = place.unwrap_or(Place::Home).path(other) + &query(&pairs);
    view! {
        <a
            class="button button--icon button--word"
            href=href
            hreflang=other.tag()
            lang=other.tag()
            aria-label=texts::text(other, "language-switch", &[])
        >
            {other.code().to_uppercase()}
        </a>
    }
    .into_any()
}

#[component]
fn Theme() -> impl IntoView {
    let chosen = chosen_theme().unwrap_or("device");
    let button = |value: &'static str, icon: &'static str, label: String| {
        let pressed = if value == chosen { "true" } else { "false" };
        view! {
            <button class="menu__item" name="theme" value=value aria-pressed=pressed>
                <Icon name=icon/>
                {label}
            </button>
        }
    };
    view! {
        <details class="menu" name="menu">
            <summary class="button button--icon" aria-label=t("theme-label")>
                <Icon name="sun"/>
            </summary>
            <form class="menu__panel" method="post" action=to_call(Appearance::PATH)>
                {button("light", "sun", t("theme-light"))}
                {button("dark", "moon", t("theme-dark"))}
                {button("device", "device", t("theme-device"))}
            </form>
        </details>
    }
    .into_any()
}

#[component]
fn Account(who: Viewer) -> impl IntoView {
    view! {
        <details class="menu" name="menu">
            <summary class="button button--icon" aria-label=t("account-label")>
                <Icon name="person"/>
            </summary>
            <div class="menu__panel">
                <p class="menu__who">
                    <strong>{who.name}</strong>
                    " "
                    <span class="soft small">{crate::words::role(who.role)}</span>
                </p>
                <hr/>
                <a class="menu__item" href=path_to(Place::History)><Icon name="history"/>{t("account-history")}</a>
                <a class="menu__item" href=path_to(Place::MyData)><Icon name="shield"/>{t("account-my-data")}</a>
                <hr/>
                <form method="post" action=to_call(SignOut::PATH)>
                    <button class="menu__item"><Icon name="leave"/>{t("account-sign-out")}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}
