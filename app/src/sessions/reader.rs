//! Reading a guide: one page large with its text, the list of all, and words to look for. Every
//! step is a link, so that it works without a script and each view has its own address.

use super::guide::InHand;
use crate::{
    address::Place,
    desk::{asked, path_to},
    texts::{self, t, t_with},
    ui::Icon,
};
use contract::{SessionId, catalogue::CatalogueEntry};
use domain::guides::{Found, Piece, marked};
use leptos::{either::Either, prelude::*};

/// How large a page can be shown, in percent of the room there is.
const ZOOMS: [u32; 4] = [100, 150, 200, 300];

/// So many pages are seen at a glance; among more one goes by their number.
const FEW: u32 = 8;

/// What a reader asked to see.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// The page in front of them, from 1; nothing where all follow one another.
    pub page: Option<u32>,
    /// Whether a page was asked for, and not only the guide.
    pub is_named: bool,
    /// The words they look for.
    pub find: Option<String>,
    zoom: u32,
}

impl Wish {
    /// What the address asks for of a guide of so many pages; what is none of its pages is the first.
    pub(super) fn of_address(count: u32) -> Self {
        let number = |name: &str| asked(name).and_then(|value| value.parse::<u32>().ok());
        let named = number("page").filter(|page| (1..=count).contains(page));
        let whole = named.is_none() && asked("view").as_deref() == Some("all");
        Self {
            page: (!whole).then_some(named.unwrap_or(1)),
            is_named: named.is_some(),
            // As much as anybody types.
            find: asked("find").map(|find| find.chars().take(200).collect()),
            zoom: number("zoom").filter(|zoom| ZOOMS.contains(zoom)).unwrap_or(ZOOMS[0]),
        }
    }

    /// The size that is asked for besides what is usual.
    fn enlarged(&self) -> Option<u32> {
        Some(self.zoom).filter(|zoom| *zoom != ZOOMS[0])
    }

    /// The address of a page as this reader likes it.
    fn to(&self, session: SessionId, page: u32, zoom: u32) -> String {
        let page = page.to_string();
        let zoom = if zoom == ZOOMS[0] { String::new() } else { zoom.to_string() };
        let find = self.find.as_deref().unwrap_or_default();
        let pairs = [("page", page.as_str()), ("zoom", &zoom), ("find", find)];
        Place::Session(session).with(texts::locale(), &pairs) + "#page"
    }
}

/// Where the pictures of the pages lie.
#[derive(Debug, Clone)]
struct Pictures {
    grant: String,
    edition: u32,
}

impl Pictures {
    /// The address of the picture of a page: another one once another page stands there.
    fn of(&self, page: u32) -> String {
        match self.edition {
            0 => format!("/media/{}/pages/{page}.jpg", self.grant),
            edition => format!("/media/{}/pages/{page}-{edition}.jpg", self.grant),
        }
    }
}

/// A guide in a member's hands.
#[component]
pub(super) fn Reader(
    /// The session.
    entry: CatalogueEntry,
    /// What the member reads it with.
    in_hand: InHand,
) -> impl IntoView {
    let (session, count) = (entry.session_id, entry.pages);
    let InHand { grant, wish, reading, at } = in_hand;
    let pictures = Pictures { grant, edition: reading.edition };
    // Where they were, for those who come back and have not said where to.
    let reached = at.filter(|at| !at.completed && !wish.is_named).map(|at| at.position as u32);
    let resume = reached.filter(|page| (2..=count).contains(page)).map(|page| {
        view! {
            <p class="actions">
                <a class="button" href=wish.to(session, page, wish.zoom)>
                    <Icon name="next"/>
                    {t_with("guide-resume", &[("number", page.into())])}
                </a>
            </p>
        }
    });
    let found = reading.found.map(|found| view! { <Pages found wish=wish.clone() session/> });
    let shown = match wish.page {
        Some(page) => Either::Left(
            view! { <Leaf session count page pictures=pictures.clone() wish=wish.clone() said=reading.text language=entry.language/> },
        ),
        None => Either::Right(view! { <Whole session count pictures=pictures.clone()/> }),
    };
    view! {
        {resume}
        <Search session wish=wish.clone()/>
        {found}
        {shown}
        {(count > 1).then(|| view! { <List session count pictures wish/> })}
    }
    .into_any()
}

/// Words to look for inside.
#[component]
fn Search(session: SessionId, wish: Wish) -> impl IntoView {
    let zoom = wish.enlarged();
    let page = wish.page.filter(|_| wish.is_named);
    let find = wish.find;
    view! {
        <form
            class="form"
            method="get"
            action=path_to(Place::Session(session))
            role="search"
            aria-label=t("guide-find")
        >
            {page.map(|page| view! { <input type="hidden" name="page" value=page/> })}
            {zoom.map(|zoom| view! { <input type="hidden" name="zoom" value=zoom/> })}
            <div class="field">
                <label for="guide-find">{t("guide-find")}</label>
                <input class="input" id="guide-find" name="find" r#type="search" maxlength="200" value=find/>
            </div>
            <p class="actions"><button class="button"><Icon name="search"/>{t("guide-find-do")}</button></p>
        </form>
    }
    .into_any()
}

fn piece(piece: Piece) -> impl IntoView {
    if piece.is_found { Either::Left(view! { <mark>{piece.text}</mark> }) } else { Either::Right(piece.text) }
}

/// The pages on which the words stand.
#[component]
fn Pages(found: Vec<Found>, wish: Wish, session: SessionId) -> impl IntoView {
    let count = t_with("guide-found", &[("count", found.len().into())]);
    let line = move |found: Found| {
        view! {
            <li>
                <a href=wish.to(session, found.page, wish.zoom)>
                    {t_with("guide-page", &[("number", found.page.into())])}
                </a>
                <p>"… " {found.excerpt.into_iter().map(piece).collect_view()} " …"</p>
            </li>
        }
    };
    view! {
        <section class="pages__found" aria-labelledby="found">
            <h2 id="found">{count}</h2>
            <ol>{found.into_iter().map(line).collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// One page, large, and what it says.
#[component]
fn Leaf(
    session: SessionId,
    count: u32,
    page: u32,
    pictures: Pictures,
    wish: Wish,
    said: Option<String>,
    language: Option<String>,
) -> impl IntoView {
    let facts = [("number", page.into()), ("count", count.into())];
    let zoom = wish.zoom;
    let turn = |to: u32, key: &str| {
        let there = (1..=count).contains(&to);
        there.then(|| view! { <a class="button" href=wish.to(session, to, zoom)>{t(key)}</a> })
    };
    let previous = turn(page - 1, "guide-previous");
    let next = turn(page + 1, "guide-next");
    let sizes = ZOOMS.map(|size| {
        let current = (size == zoom).then_some("true");
        let label = t_with("guide-zoom", &[("percent", size.into())]);
        view! { <li><a class="chip" href=wish.to(session, page, size) aria-current=current>{label}</a></li> }
    });
    let lang = language.filter(|language| !language.starts_with(texts::locale().code()));
    let find = wish.find.clone().unwrap_or_default();
    let said = match said {
        Some(said) => {
            let said = marked(&said, &find);
            // Whoever looks for a word wants to see where it stands.
            let open = said.iter().any(|piece| piece.is_found);
            Either::Left(view! {
                <details class="definitions pages__said" open=open>
                    <summary><Icon name="next" class="icon--turns"/>{t("guide-text")}</summary>
                    <div class="pages__text" lang=lang>{said.into_iter().map(piece).collect_view()}</div>
                </details>
            })
        }
        None => Either::Right(view! { <p class="pages__said small soft">{t("guide-no-text")}</p> }),
    };
    view! {
        <section class="pages" id="page" aria-label=t_with("guide-page-of", &facts)>
            <nav class="pages__tools" aria-label=t("guide-turn")>
                <p class="actions">{previous}{next}</p>
                <ul class="pages__sizes" aria-label=t("guide-sizes")>{sizes.into_iter().collect_view()}</ul>
            </nav>
            <figure>
                // What is larger than its room is moved with the keys as well.
                <div class=format!("pages__leaf pages__leaf--{zoom}") tabindex=(zoom > ZOOMS[0]).then_some("0")>
                    <img
                        src=pictures.of(page)
                        width="600"
                        height="800"
                        alt=t_with("guide-page-alt", &facts)
                    />
                </div>
                <figcaption>{t_with("guide-page-of", &facts)}</figcaption>
            </figure>
            {said}
        </section>
    }
    .into_any()
}

/// All pages, one after the other.
#[component]
fn Whole(session: SessionId, count: u32, pictures: Pictures) -> impl IntoView {
    let large = move |number: u32| {
        let facts = [("number", number.into()), ("count", count.into())];
        view! {
            <figure id=format!("page-{number}")>
                <img
                    src=pictures.of(number)
                    width="600"
                    height="800"
                    alt=t_with("guide-page-alt", &facts)
                    loading=(number > 1).then_some("lazy")
                />
                <figcaption>{t_with("guide-page-of", &facts)}</figcaption>
            </figure>
        }
    };
    view! {
        <p class="actions"><a class="button" href=path_to(Place::Session(session))>{t("guide-one")}</a></p>
        <section class="pages" aria-label=t("guide-all")>{(1..=count).map(large).collect_view()}</section>
    }
    .into_any()
}

/// The list of all pages, and the way to see them one after the other.
#[component]
fn List(session: SessionId, count: u32, pictures: Pictures, wish: Wish) -> impl IntoView {
    let whole = Place::Session(session).with(texts::locale(), &[("view", "all")]);
    let is_whole = wish.page.is_none();
    let asked = wish.clone();
    let small = move |number: u32| {
        view! {
            <li>
                <a
                    href=wish.to(session, number, wish.zoom)
                    aria-current=(wish.page == Some(number)).then_some("page")
                >
                    <img src=pictures.of(number) width="600" height="800" alt="" loading="lazy"/>
                    {t_with("guide-page", &[("number", number.into())])}
                </a>
            </li>
        }
    };
    view! {
        <nav class="pages__list" aria-label=t("guide-nav")>
            {(count > FEW).then(|| view! { <ToPage session count wish=asked/> })}
            <ol class="pages__strip">{(1..=count).map(small).collect_view()}</ol>
            {(!is_whole).then(|| view! { <p class="actions"><a href=whole>{t("guide-all")}</a></p> })}
        </nav>
    }
    .into_any()
}

/// The page of a number that is typed.
#[component]
fn ToPage(session: SessionId, count: u32, wish: Wish) -> impl IntoView {
    let zoom = wish.enlarged();
    let label = t_with("guide-to-page", &[("count", count.into())]);
    let action = path_to(Place::Session(session)) + "#page";
    view! {
        <form class="pages__to" method="get" action=action>
            {zoom.map(|zoom| view! { <input type="hidden" name="zoom" value=zoom/> })}
            {wish.find.map(|find| view! { <input type="hidden" name="find" value=find/> })}
            <label for="guide-to">{label}</label>
            <input
                class="input"
                id="guide-to"
                name="page"
                r#type="number"
                min="1"
                max=count
                value=wish.page
                required
            />
            <button class="button">{t("guide-to-page-do")}</button>
        </form>
    }
    .into_any()
}
