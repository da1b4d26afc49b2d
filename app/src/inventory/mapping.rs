//! Which column of a file is which of ours.

use super::{calls::MapColumns, column_words};
use crate::{
    address::Place,
    desk::{self, answer, env, path_to, signed_in},
    problem::Problem,
    texts::{t, t_with},
    ui::{Check, Crumbs, Form, Hidden, Icon, Notice, Page, Select, whole},
};
use contract::{ImportId, imports::ImportColumn};
use domain::{catalogue, inventory::imports};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page on which somebody says which column of a file is which.
#[component]
pub fn ImportColumnsPage() -> impl IntoView {
    whole(columns())
}

async fn columns() -> Result<impl IntoView, Problem> {
    let id: ImportId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let report = answer(imports::get(&env, &staff, id).await)?;
    answer(catalogue::look(&env).await)?;
    let columns = answer(imports::columns(&env, &staff, id).await)?;
    let steps =
        vec![(path_to(Place::ImportItems), t("rail-import")), (path_to(Place::Import(id)), report.filename.clone())];
    let content = if columns.is_empty() {
        view! { <Notice text=t("mapping-none")/> }.into_any()
    } else {
        view! { <Columns id columns/> }.into_any()
    };
    Ok(view! {
        <Page title=t("mapping-title")>
            <Crumbs steps here=t("mapping-title")/>
            <header class="page__head">
                <h1>{t("mapping-title")}</h1>
                <p class="lead">{t("mapping-lead")}</p>
            </header>
            {content}
        </Page>
    })
}

/// The columns of the file, each with what stands in it and what it is.
#[component]
fn Columns(id: ImportId, columns: Vec<ImportColumn>) -> impl IntoView {
    view! {
        <Form action=MapColumns::PATH>
            <Hidden name="id" value=id.to_string()/>
            <div class="table-box">
                <table class="table table--cards">
                    <caption class="for-ears">{t("mapping-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("mapping-theirs")}</th>
                            <th scope="col">{t("mapping-examples")}</th>
                            <th scope="col">{t("mapping-ours")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {columns.into_iter().enumerate().map(|(place, column)| view! { <Line place column/> }).collect_view()}
                    </tbody>
                </table>
            </div>
            <Check name="check_only" label=t("import-check") checked=true/>
            <p class="actions">
                <button class="button button--main"><Icon name="import"/>{t("mapping-do")}</button>
            </p>
        </Form>
    }
    .into_any()
}

#[component]
fn Line(place: usize, column: ImportColumn) -> impl IntoView {
    let label = t_with("mapping-as", &[("name", column.name.as_str().into())]);
    let examples = column.examples.join(" · ");
    view! {
        <tr>
            <th scope="row">
                <Hidden name=format!("names[{place}]") value=column.name.clone()/>
                {column.name.clone()}
            </th>
            <td data-label=t("mapping-examples")>{examples}</td>
            <td>
                <Select
                    name=format!("columns[{place}]")
                    label=label
                    options=vec![(String::new(), t("mapping-leave-out"))]
                    groups=column_words::offered()
                    value=column.column.or(column.likely).unwrap_or_default()
                />
            </td>
        </tr>
    }
    .into_any()
}
