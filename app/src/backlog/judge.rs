//! The form that judges an item, beside it in the list.

use super::{
    calls::{JudgeItem, marks_of},
    is_this_one,
};
use crate::{
    texts::{t, t_with},
    ui::{Field, Form, Hidden, Icon, Select, to_call},
};
use contract::backlog::{BacklogEntry, MARK_MAX, MARK_NOTE_CHARS};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The marks of an item, to be opened and changed.
#[component]
pub(super) fn Judge(
    /// The item as it is judged.
    entry: BacklogEntry,
    /// The sum that makes its score.
    sum: Option<String>,
) -> impl IntoView {
    let id = entry.item.id.to_string();
    let came_back = is_this_one(JudgeItem::PATH, "item", &id);
    let title = entry.item.fields.title.pick(crate::texts::locale()).to_owned();
    let words = if entry.marks_version > 0 { t("backlog-judge-again") } else { t("backlog-judge") };
    // Only the form that came back keeps what was sent: the others stand as they were.
    let form = if came_back {
        Either::Left(view! { <Form action=JudgeItem::PATH><Marks entry/></Form> })
    } else {
        Either::Right(view! { <form class="form" method="post" action=to_call(JudgeItem::PATH)><Marks entry/></form> })
    };
    view! {
        <details class="judge__form" open=came_back>
            <summary>
                <Icon name="edit"/>
                " "
                {words}
                <span class="for-ears">{t_with("backlog-judge-of", &[("title", title.into())])}</span>
            </summary>
            {sum.map(|sum| view! { <p class="small soft">{sum}</p> })}
            {form}
        </details>
    }
    .into_any()
}

#[component]
fn Marks(entry: BacklogEntry) -> impl IntoView {
    let id = entry.item.id.to_string();
    let under = marks_of(entry.item.id);
    let name = |field: &str| format!("score[{under}][{field}]");
    let marks = entry.marks;
    let options = || -> Vec<(String, String)> {
        let none = (String::new(), t("backlog-no-mark"));
        std::iter::once(none).chain((1..=MARK_MAX).map(|mark| (mark.to_string(), mark.to_string()))).collect()
    };
    let written = |mark: Option<u32>| mark.map(|mark| mark.to_string()).unwrap_or_default();
    view! {
        <Hidden name="item" value=id.clone()/>
        <Hidden name="based_on" value=entry.marks_version.to_string()/>
        <div class="form__three">
            <Select name=name("value") label=t("backlog-value-long") options=options() value=written(marks.value)/>
            <Select name=name("ease") label=t("backlog-ease-long") options=options() value=written(marks.ease)/>
            <Select name=name("cost") label=t("backlog-cost-long") options=options() value=written(marks.cost)/>
        </div>
        <div class="form__three">
            <Field name=name("value_note") label=t("backlog-value-note") value=marks.value_note maxlength=MARK_NOTE_CHARS/>
            <Field name=name("ease_note") label=t("backlog-ease-note") value=marks.ease_note maxlength=MARK_NOTE_CHARS/>
            <Field name=name("cost_note") label=t("backlog-cost-note") value=marks.cost_note maxlength=MARK_NOTE_CHARS/>
        </div>
        <p class="actions"><button class="button">{t("backlog-judge-save")}</button></p>
    }
    .into_any()
}
