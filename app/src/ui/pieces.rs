//! Small pieces that stand anywhere.

use crate::{desk, figures, texts};
use leptos::prelude::*;

/// What a notice or a badge means, never told by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// To be noticed.
    Accent,
    /// All is well.
    Good,
    /// Be careful.
    Caution,
    /// Something is wrong.
    Wrong,
    /// Happens now.
    Live,
}

impl Tone {
    fn class(self, piece: &str) -> String {
        match self.suffix() {
            "" => piece.to_owned(),
            suffix => format!("{piece} {piece}--{suffix}"),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Wrong => "wrong",
            Self::Live => "live",
        }
    }

    /// The icon that says the same as the colour.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Plain | Self::Accent => "info",
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Wrong => "wrong",
            Self::Live => "live",
        }
    }
}

/// A picture of the sprite. It never stands alone: a word or an `aria-label` says the same.
#[component]
pub fn Icon(
    /// The name in the sprite, without `i-`.
    name: &'static str,
    /// A further class, for example `icon--solid`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    let href = format!("{}#i-{name}", desk::asset("icons/sprite.svg"));
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=href></use_>
        </svg>
    }
    .into_any()
}

/// A word about a state, with its icon.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// An icon other than the tone's.
    #[prop(optional)]
    icon: &'static str,
    /// The word.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class=tone.class("badge")>
            <Icon name=if icon.is_empty() { tone.icon() } else { icon }/>
            {label}
        </span>
    }
    .into_any()
}

/// Something to be told, in its own box. The children are its actions.
#[component]
pub fn Notice(
    /// What it means; a wrong one is an alert, a good one a status.
    #[prop(optional)]
    tone: Tone,
    /// A heading, where one sentence does not do.
    #[prop(optional, into)]
    heading: String,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// An id to refer to.
    #[prop(optional, into)]
    id: String,
    /// Links and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = match tone {
        Tone::Wrong => Some("alert"),
        Tone::Good => Some("status"),
        _ => None,
    };
    view! {
        <div class=tone.class("notice") role=role id=(!id.is_empty()).then_some(id)>
            <Icon name=tone.icon()/>
            {(!heading.is_empty()).then(|| view! { <h2>{heading}</h2> })}
            <p>{text}</p>
            {children.map(|children| view! { <p class="actions">{children()}</p> })}
        </div>
    }
    .into_any()
}

/// What a list shows before it holds anything: what will be here, and the first step.
#[component]
pub fn Empty(
    /// The picture.
    icon: &'static str,
    /// What is not there yet.
    #[prop(into)]
    heading: String,
    /// What will be here.
    #[prop(into)]
    text: String,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2>{heading}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <p class="actions">{children()}</p> })}
        </div>
    }
    .into_any()
}

/// A share as a bar and in words.
#[component]
pub fn ProgressLine(
    /// From 0 to 1.
    share: f64,
    /// Of what it is the share.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let value = (share.clamp(0.0, 1.0) * 100.0).floor();
    view! {
        <div class="progress-line">
            <progress max="100" value=value aria-label=label></progress>
            <span>{figures::percent(texts::locale(), share)}</span>
        </div>
    }
    .into_any()
}

/// The link to the following page of a long list.
#[component]
pub fn Pager(
    /// Its address; without one nothing is shown.
    next: Option<String>,
    /// Its words.
    #[prop(into)]
    label: String,
    /// How much is shown of how much.
    #[prop(optional, into)]
    shown: String,
) -> impl IntoView {
    next.map(|href| {
        view! {
            <p class="more">
                <a class="button" href=href rel="next">{label}</a>
                {(!shown.is_empty()).then(|| view! { <span>{shown}</span> })}
            </p>
        }
    })
}
