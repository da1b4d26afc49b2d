//! Everyone with an account, and the form that makes one.

use super::calls::CreateMember;
use crate::{
    desk::{answer, asked, env, signed_in},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Field, Form, Icon, Notice, Page, Select, Tone, language_name, whole},
    words,
};
use contract::{
    Locale,
    accounts::{MemberSummary, Role},
    limits,
};
use domain::accounts;
use leptos::{prelude::*, server_fn::ServerFn};

/// The page with everyone who has an account.
#[component]
pub fn MembersPage() -> impl IntoView {
    whole(members())
}

async fn members() -> Result<impl IntoView, Problem> {
    let admin = answer(signed_in()?.admin())?;
    let members = answer(accounts::list(&env()?, &admin).await)?;
    Ok(view! {
        <Page title=t("members-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("members-title")}</h1>
                <p class="soft">{t("members-lead")}</p>
                <p class="actions">
                    <a class="button button--main" href="#new-member"><Icon name="plus"/>{t("members-new")}</a>
                </p>
            </header>
            {(asked("done").as_deref() == Some("created"))
                .then(|| view! { <Notice tone=Tone::Good text=t("members-created")/> })}
            <Table members/>
            <NewMemberForm/>
        </Page>
    })
}

#[component]
fn Table(members: Vec<MemberSummary>) -> impl IntoView {
    let count = members.len() as u64;
    view! {
        <div class="table-box table-box--long">
            <table class="table table--cards">
                <caption>{t_with("members-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("members-name")}</th>
                        <th scope="col">{t("members-role")}</th>
                        <th scope="col">{t("members-language")}</th>
                        <th scope="col">{t("members-state")}</th>
                    </tr>
                </thead>
                <tbody>{members.into_iter().map(|member| view! { <Line member/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(member: MemberSummary) -> impl IntoView {
    let (tone, icon, state) =
        if member.active { (Tone::Good, "good", "members-active") } else { (Tone::Plain, "lock", "members-closed") };
    view! {
        <tr>
            <th scope="row">{member.name} <span class="table__sub">{member.email}</span></th>
            <td data-label=t("members-role")><RoleBadge role=member.role/></td>
            <td data-label=t("members-language")>{language_name(member.locale.code())}</td>
            <td data-label=t("members-state")><Badge tone icon label=t(state)/></td>
        </tr>
    }
    .into_any()
}

/// What a person may do.
#[component]
fn RoleBadge(role: Role) -> impl IntoView {
    let (tone, icon) = match role {
        Role::Member => (Tone::Plain, "person"),
        Role::Staff => (Tone::Accent, "inventory"),
        Role::Manager => (Tone::Accent, "pilot"),
        Role::Admin => (Tone::Caution, "settings"),
    };
    view! { <Badge tone icon label=words::role(role)/> }
}

/// The form that makes an account.
#[component]
fn NewMemberForm() -> impl IntoView {
    let roles = Role::ALL.map(|role| (role.code().to_owned(), words::role(role))).into();
    let languages = Locale::ALL.map(|locale| (locale.code().to_owned(), language_name(locale.code()))).into();
    let password_hint = t_with("members-password-hint", &[("min", (limits::PASSWORD_MIN_CHARS as u64).into())]);
    view! {
        <Form action=CreateMember::PATH>
            <fieldset class="form__group" id="new-member">
                <legend>{t("members-new")}</legend>
                <div class="form__pair">
                    <Field name="name" label=t("members-name") autocomplete="off" required=true maxlength=limits::SHORT_TEXT_CHARS/>
                    <Field name="email" label=t("members-email") kind="email" autocomplete="off" required=true/>
                    <Select name="role" label=t("members-role") hint=t("members-role-hint") options=roles value="member"/>
                    <Select name="language" label=t("members-language") options=languages value=locale().code()/>
                    <Field
                        name="password"
                        label=t("members-password")
                        hint=password_hint
                        kind="password"
                        autocomplete="new-password"
                        required=true
                        maxlength=limits::PASSWORD_MAX_CHARS
                    />
                </div>
                <p class="actions">
                    <button class="button button--main"><Icon name="plus"/>{t("members-add")}</button>
                </p>
            </fieldset>
        </Form>
    }
    .into_any()
}
