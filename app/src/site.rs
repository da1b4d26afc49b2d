//! The document around every page, and the site map.

use crate::{
    accounts::{ForgottenPasswordPage, NewPasswordPage, SignInPage},
    address::{Place, Words, at},
    administration::{FeedPage, FeedsPage, MembersPage},
    backlog::{AskPage, BacklogPage, DemandPage, DuplicatesPage, MergePage, WeightsPage},
    catalogue::CataloguePage,
    desk,
    frame::{self, Frame, NoSuchPage},
    history::HistoryPage,
    home::HomePage,
    inventory::{
        BulkPage, EditItemPage, ImportColumnsPage, ImportPage, ImportReportPage, InventoryPage, ItemPage, LabelsPage,
        NewItemPage,
    },
    lives::{CaptionDeskPage, LivesPage, SchedulePage, StudioPage},
    own_fields::OwnFieldsPage,
    pilots::{
        CodePage, CohortPage, CostsPage, DecisionsPage, DefinitionsPage, EditPilotPage, EditSheetPage, EnrolmentPage,
        InvitationPage, NewPilotPage, PilotPage, PilotsPage, PricesPage, SheetPage, UptakePage, VersionsPage,
    },
    privacy::PrivacyPage,
    profile::MyDataPage,
    rights::{DemandsPage, LicencePage, ReleasePage, RightsToWatchPage},
    sessions::{CompanionPage, SessionPage},
    texts::t,
    vocabulary::VocabularyPage,
    work::{BoardPage, MyTasksPage, StepsPage},
};
use contract::Locale;
use leptos::{children::ToChildren, nonce::use_nonce, prelude::*, tachys::view::iterators::StaticVec};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    ChooseView, NestedRoute, PartialPathMatch, PathSegment, PossibleRouteMatch, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{FlatRoutes, FlatRoutesProps, Router},
};

/// The site map: each line a page, at its address in both languages.
fn site_map() -> Vec<AnyNestedRoute> {
    [
        page(at::HOME, HomePage),
        page(at::CATALOGUE, CataloguePage),
        page(at::SESSION, SessionPage),
        page(at::COMPANION, CompanionPage),
        page(at::SCHEDULE, SchedulePage),
        page(at::SIGN_IN, SignInPage),
        page(at::FORGOTTEN_PASSWORD, ForgottenPasswordPage),
        page(at::NEW_PASSWORD, NewPasswordPage),
        page(at::PRIVACY, PrivacyPage),
        page(at::INVITATION_CODE, CodePage),
        page(at::INVITATION, InvitationPage),
        page(at::ENROLMENT, EnrolmentPage),
        // The member's own
        page(at::ASK_CONTENT, AskPage),
        page(at::HISTORY, HistoryPage),
        page(at::MY_DATA, MyDataPage),
        // Staff
        page(at::INVENTORY, InventoryPage),
        page(at::NEW_ITEM, NewItemPage),
        page(at::IMPORT_ITEMS, ImportPage),
        page(at::BULK, BulkPage),
        page(at::VOCABULARY, VocabularyPage),
        page(at::OWN_FIELDS, OwnFieldsPage),
        page(at::LABELS, LabelsPage),
        page(at::IMPORT, ImportReportPage),
        page(at::DUPLICATES, DuplicatesPage),
        page(at::IMPORT_COLUMNS, ImportColumnsPage),
        page(at::ITEM, ItemPage),
        page(at::EDIT_ITEM, EditItemPage),
        page(at::MERGE_ITEM, MergePage),
        page(at::BACKLOG, BacklogPage),
        page(at::DEMAND, DemandPage),
        page(at::WEIGHTS, WeightsPage),
        page(at::MY_TASKS, MyTasksPage),
        page(at::BOARD, BoardPage),
        page(at::LIVES, LivesPage),
        page(at::STUDIO, StudioPage),
        page(at::RIGHTS_TO_WATCH, RightsToWatchPage),
        page(at::RELEASE, ReleasePage),
        page(at::LICENCE, LicencePage),
        page(at::CAPTION_DESK, CaptionDeskPage),
        // Managers
        page(at::STEPS, StepsPage),
        page(at::PILOTS, PilotsPage),
        page(at::NEW_PILOT, NewPilotPage),
        page(at::PRICES, PricesPage),
        page(at::DECISIONS, DecisionsPage),
        page(at::PILOT, PilotPage),
        page(at::EDIT_PILOT, EditPilotPage),
        page(at::RIGHT_DEMANDS, DemandsPage),
        page(at::PILOT_UPTAKE, UptakePage),
        page(at::DEFINITIONS, DefinitionsPage),
        page(at::PILOT_SHEET, SheetPage),
        page(at::EDIT_SHEET, EditSheetPage),
        page(at::PILOT_VERSIONS, VersionsPage),
        page(at::PILOT_COHORT, CohortPage),
        page(at::PILOT_COSTS, CostsPage),
        // Administrators
        page(at::MEMBERS, MembersPage),
        page(at::FEEDS, FeedsPage),
        page(at::FEED, FeedPage),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One page under `/fr` and under `/en`. Always whole: the status is known before the first
/// byte, and nothing is missing where scripts do not run.
fn page<View>(words: Words, view: View) -> [AnyNestedRoute; 2]
where
    View: ChooseView + Clone + Send + 'static,
{
    Locale::ALL.map(|locale| {
        NestedRoute::new(Address { locale, words }, view.clone()).ssr_mode(SsrMode::Async).into_any_nested_route()
    })
}

/// How the router reads an address.
#[derive(Clone, Copy)]
struct Address {
    locale: Locale,
    words: Words,
}

impl Address {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        let words = self.words.of(self.locale).split('/').filter(|segment| !segment.is_empty());
        std::iter::once(self.locale.code()).chain(words)
    }
}

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut rest = path;
        for word in self.segments() {
            let after = rest.strip_prefix('/')?;
            let end = after.find('/').unwrap_or(after.len());
            let (segment, following) = after.split_at(end);
            if segment.is_empty() || !(word.starts_with(':') || word == segment) {
                return None;
            }
            rest = following;
        }
        let matched = &path[..path.len() - rest.len()];
        matches!(rest, "" | "/").then(|| PartialPathMatch::new(rest, Vec::new(), matched))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|word| match word.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(word.into()),
        }));
    }
}

/// The sign of the house, for the browser's tab; in both of its schemes.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cg fill='%23006a72'%3E\
    %3Cpath d='M2 25h28v5H2zM6 18h20v5H6zM10 11h12v5H10z'/%3E%3Ccircle cx='16' cy='5' r='3.5'/%3E%3C/g%3E%3C/svg%3E";

/// Whoever points at a card is about to open it. Sessions only: other pages change under one's
/// own hands, and one fetched too early would show what was.
const PREFETCH: &str = r#"{"prefetch":[{"where":{"selector_matches":".card__title a"},"eagerness":"moderate"}]}"#;

/// The document around the page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let path = desk::path();
    let found = Place::find(&path);
    let locale = found.map_or_else(desk::locale, |(locale, _)| locale);
    provide_context(locale);
    let alternates = found.filter(|(_, place)| {
        place.id().is_none() || matches!(place, Place::Session(_) | Place::Invitation(_) | Place::Enrolment(_))
    });
    let islands = found.is_none_or(|(_, place)| has_islands(place));
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() data-theme=frame::chosen_theme()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                // Before the style sheet: the reader's theme is set before the first paint.
                <script src=desk::asset("theme.js") nonce=use_nonce()></script>
                <link
                    rel="preload"
                    href=desk::asset("fonts/atkinson-hyperlegible-next.woff2")
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="stylesheet" href=desk::asset("main.css")/>
                <link rel="icon" href=ICON/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <meta name="description" content=t("site-description")/>
                {alternates.map(|(_, place)| Locale::ALL.map(|other| {
                    view! { <link rel="alternate" hreflang=other.tag() href=absolute(&place.path(other))/> }
                }))}
                <script r#type="speculationrules" nonce=use_nonce() inner_html=PREFETCH></script>
                {islands.then(|| view! { <HydrationScripts options islands=true/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
    .into_any()
}

/// Whether a page holds anything that needs the browser half.
fn has_islands(place: Place) -> bool {
    !matches!(
        place,
        Place::Home
            | Place::SignIn
            | Place::ForgottenPassword
            | Place::NewPassword
            | Place::History
            | Place::MyData
            | Place::Privacy
            | Place::AskContent
            | Place::RightsToWatch
            | Place::RightDemands
            | Place::Release(_)
            | Place::Licence(_)
            | Place::MyTasks
            | Place::Board
            | Place::Steps
    )
}

/// An address with the name of the site, as `hreflang` wants it.
fn absolute(path: &str) -> String {
    desk::env().map_or_else(|_| path.to_owned(), |env| format!("{}{path}", env.settings.public_url))
}

/// The page that was asked for, in its frame.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let found = Place::find(&desk::path());
    provide_context(found.map_or_else(desk::locale, |(locale, _)| locale));
    let place = found.map(|(_, place)| place);
    view! {
        <Router>
            <Frame place>
                {routes()}
            </Frame>
        </Router>
    }
    .into_any()
}

fn routes() -> impl IntoView {
    FlatRoutes(
        FlatRoutesProps::builder()
            .fallback(NoSuchPage)
            .children(ToChildren::to_children(|| StaticVec::from(site_map())))
            .build(),
    )
}
