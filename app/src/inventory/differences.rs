//! What exactly a check would change, and the button that does it.

use super::{calls::ApplyImport, column_words::column_name, pieces::Text};
use crate::{
    address::Place,
    desk::{self, path_to},
    figures,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Notice, Tone},
};
use contract::{
    Page as ListPage,
    imports::{FieldChange, ImportChange},
    inventory::{ImportReport, ImportState},
    limits,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// How a check goes on: to what was made of it, or to making exactly that of it.
#[component]
pub fn Apply(
    /// What a check found.
    report: ImportReport,
) -> impl IntoView {
    if let Some(done) = report.applied_by {
        return view! {
            <Notice tone=Tone::Good heading=t("apply-done") text=t("apply-done-text")>
                <a class="button" href=path_to(Place::Import(done))>{t("apply-see")}</a>
            </Notice>
        }
        .into_any();
    }
    let offered = report.check_only && report.state == ImportState::Done && report.created + report.changed > 0;
    offered
        .then(|| {
            view! {
                <Form action=ApplyImport::PATH>
                    <Hidden name="id" value=report.id.to_string()/>
                    <p class="actions">
                        <button class="button button--main"><Icon name="check"/>{t("apply-do")}</button>
                    </p>
                    <p class="soft small">{t("apply-hint")}</p>
                </Form>
            }
        })
        .into_any()
}

/// The items that would change, and each field before and after.
#[component]
pub fn Differences(
    /// What a check found.
    report: ImportReport,
    /// A page of what would change.
    changes: ListPage<ImportChange>,
) -> impl IntoView {
    let next = changes.next.map(|cursor| Place::Import(report.id).with(desk::locale(), &[("cursor", &cursor)]));
    let cut = (report.changed > limits::IMPORT_CHANGES as u64).then(|| {
        let facts = [("shown", (limits::IMPORT_CHANGES as u64).into()), ("count", report.changed.into())];
        view! { <p class="soft">{t_with("differences-cut", &facts)}</p> }
    });
    view! {
        <section class="page__section" aria-labelledby="differences">
            <h2 id="differences">{t("differences-title")}</h2>
            <div class="table-box table-box--long">
                <table class="table table--cards">
                    <caption class="for-ears">{t("differences-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("inventory-item")}</th>
                            <th scope="col">{t("import-column")}</th>
                            <th scope="col">{t("differences-before")}</th>
                            <th scope="col">{t("differences-after")}</th>
                        </tr>
                    </thead>
                    <tbody>{changes.items.into_iter().map(|change| view! { <Lines change/> }).collect_view()}</tbody>
                </table>
            </div>
            {cut}
            {next.map(|href| view! {
                <p class="actions"><a class="button" href=href rel="next">{t("pager-next")}<Icon name="next"/></a></p>
            })}
        </section>
    }
    .into_any()
}

/// One item, a line for each of its fields.
#[component]
fn Lines(change: ImportChange) -> impl IntoView {
    let ImportChange { line, item_id, title, fields } = change;
    let one = move |field: FieldChange| {
        let at = t_with("differences-line", &[("line", figures::number(locale(), line as f64).into())]);
        view! {
            <tr>
                <th scope="row">
                    <a href=path_to(Place::Item(item_id))>
                        <Text of=title.clone()/>
                        <span class="table__sub">{at}</span>
                    </a>
                </th>
                <td data-label=t("import-column")>{column_name(&field.column)}</td>
                <td data-label=t("differences-before")><del>{shown(field.before)}</del></td>
                <td data-label=t("differences-after")><ins>{shown(field.after)}</ins></td>
            </tr>
        }
    };
    fields.into_iter().map(one).collect_view()
}

/// A cell as it is; a word where there is nothing in it.
fn shown(cell: String) -> String {
    if cell.is_empty() { t("differences-nothing") } else { cell }
}
