//! Forms that work without a script: they are sent to a call, and come back with what was
//! written and what is wrong with it.

use super::{Icon, Notice, Tone};
use crate::{
    address::query,
    desk::FormEcho,
    problem::Problem,
    texts::{self, t},
};
use contract::problem::FieldProblem;
use leptos::{context::Provider, prelude::*};

/// The form that the fields inside belong to, with what came back for it.
#[derive(Clone, Default)]
pub(super) struct CurrentForm {
    values: Vec<(String, String)>,
    problem: Option<Problem>,
}

impl CurrentForm {
    fn of(action: &str) -> Self {
        match use_context::<FormEcho>() {
            // What was typed was about what is there no more: it is not to be sent again unread.
            Some(echo) if echo.action == action && echo.problem.code == "pages_changed" => {
                Self { values: Vec::new(), problem: Some(echo.problem) }
            }
            Some(echo) if echo.action == action => Self { values: echo.values, problem: Some(echo.problem) },
            _ => Self::default(),
        }
    }

    /// What is to stand in a field: what was sent, if anything was, else `value`.
    pub(super) fn value(&self, name: &str, value: String) -> String {
        match &self.problem {
            None => value,
            // Of a form with files nothing comes back.
            Some(_) if self.values.is_empty() => value,
            Some(_) => {
                self.values.iter().find(|(sent, _)| sent == name).map(|(_, text)| text.clone()).unwrap_or_default()
            }
        }
    }

    /// Whether one of several values of a name is chosen.
    pub(super) fn chosen(&self, name: &str, value: &str, chosen: bool) -> bool {
        match &self.problem {
            None => chosen,
            Some(_) if self.values.is_empty() => chosen,
            Some(_) => self.values.iter().any(|(sent, text)| sent == name && text == value),
        }
    }

    /// What is wrong with a field, for a person.
    pub(super) fn error(&self, name: &str) -> Option<String> {
        let problem = self.problem.as_ref()?;
        let field = problem.fields.iter().find(|field| is_about(&field.field, name))?;
        Some(Problem::field_sentence(field, texts::locale()))
    }
}

/// Whether a problem with `field` (`title.fr`) is about the input `name` (`item[title][fr]`).
/// A problem with the whole of a language map (`title`) is shown at its French input.
fn is_about(field: &str, name: &str) -> bool {
    let dotted = name.replace("[]", "").replace('[', ".").replace(']', "");
    [field.to_owned(), format!("{field}.fr")].iter().any(|wanted| {
        dotted == *wanted || dotted.strip_suffix(wanted.as_str()).is_some_and(|before| before.ends_with('.'))
    })
}

/// The id of the input with this name.
pub(super) fn id_of(name: &str) -> String {
    name.replace("[]", "").replace(['[', '.', '_'], "-").replace(']', "")
}

/// The form that is being written, for its fields.
pub(super) fn current() -> CurrentForm {
    use_context().unwrap_or_default()
}

/// Whether the form of this call has come back with something to put right, and so must be seen.
pub fn came_back(action: &str) -> bool {
    use_context::<FormEcho>().is_some_and(|echo| echo.action == action)
}

/// Whether the form of this call has come back for this reason, by its code.
pub fn came_back_for(action: &str, code: &str) -> bool {
    use_context::<FormEcho>().is_some_and(|echo| echo.action == action && echo.problem.code == code)
}

/// Where a form of this call is sent. On a page that is shown again under the address of another call, with the
/// page: that address does not say it, and another tab may have been at the same one since.
pub fn to_call(action: &str) -> String {
    match use_context::<FormEcho>() {
        Some(echo) => format!("{action}{}", query(&[("from", &echo.page)])),
        None => action.to_owned(),
    }
}

/// A form that is sent to a call: `<Form action=SignIn::PATH>`. What went wrong is shown above
/// its fields.
#[component]
pub fn Form(
    /// The path of the call.
    action: &'static str,
    /// The class of the element.
    #[prop(default = "form")]
    class: &'static str,
    /// Whether files are sent with it.
    #[prop(optional)]
    multipart: bool,
    /// Whether to leave the summary of problems to the page.
    #[prop(optional)]
    quiet: bool,
    children: Children,
) -> impl IntoView {
    let form = CurrentForm::of(action);
    let problem = form.problem.clone().filter(|_| !quiet);
    let sent = form.values.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    view! {
        <form class=class method="post" action=to_call(action) enctype=multipart.then_some("multipart/form-data")>
            {problem.map(|problem| view! { <ProblemSummary problem sent/> })}
            <Provider value=form>{children()}</Provider>
        </form>
    }
    .into_any()
}

/// Why a form that stands on the page more than once could not do its work.
#[component]
pub fn Refused(
    /// The path of the call.
    action: &'static str,
) -> impl IntoView {
    CurrentForm::of(action)
        .problem
        .map(|problem| view! { <Notice tone=Tone::Wrong text=problem.sentence(texts::locale())/> })
}

/// Everything that is wrong with a form, with a link to each field.
#[component]
pub fn ProblemSummary(
    /// What could not be accepted.
    problem: Problem,
    /// The names under which the form's fields were sent: `title` may stand for `item[title][fr]`.
    #[prop(optional)]
    sent: Vec<String>,
) -> impl IntoView {
    let locale = texts::locale();
    let sentence = problem.sentence(locale);
    let line = move |field: FieldProblem| {
        let name = sent.iter().find(|name| is_about(&field.field, name)).unwrap_or(&field.field);
        let href = format!("#{}", id_of(name));
        view! { <li><a href=href>{Problem::field_sentence(&field, locale)}</a></li> }
    };
    view! {
        // It takes the focus, so that a long page opens where there is something to put right.
        <div class="error-summary" role="alert" aria-labelledby="errors" tabindex="-1" autofocus>
            <h2 id="errors">{sentence}</h2>
            {(!problem.fields.is_empty())
                .then(|| view! { <ul>{problem.fields.into_iter().map(line).collect_view()}</ul> })}
        </div>
    }
    .into_any()
}

/// The sentence under a field that cannot be accepted.
pub(super) fn error_line(id: &str, error: Option<String>) -> impl IntoView + use<> {
    let id = format!("{id}-error");
    error.map(|error| {
        view! {
            <p class="field__error" id=id>
                <Icon name="wrong"/>
                <span>{error}</span>
            </p>
        }
    })
}

/// The word for a field that need not be filled in.
pub(super) fn optional_mark(optional: bool) -> impl IntoView {
    optional.then(|| view! { <span class="field__optional">{t("form-optional")}</span> })
}

#[cfg(test)]
mod tests {
    use super::{id_of, is_about};

    #[test]
    fn a_problem_finds_its_input() {
        assert!(is_about("email", "email"));
        assert!(is_about("title.fr", "item[title][fr]"));
        assert!(is_about("title", "item[title][fr]"));
        assert!(!is_about("title", "item[title][en]"));
        assert!(is_about("duration_minutes", "item[duration_minutes]"));
        assert!(is_about("tags", "item[tags][]"));
        assert!(!is_about("name", "surname"));
        assert_eq!(id_of("item[title][fr]"), "item-title-fr");
        assert_eq!(id_of("title.fr"), "title-fr");
    }
}
