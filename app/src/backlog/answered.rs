//! What a member asked for and can attend now, on their first page.

use super::calls::PutAwayAnswer;
use crate::{
    address::Place,
    desk::path_to,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon},
};
use contract::demand::Answered;
use leptos::{prelude::*, server_fn::ServerFn};

/// A word for each of a member's requests that can be attended now.
#[component]
pub fn AnsweredRequests(
    /// The requests.
    answered: Vec<Answered>,
) -> impl IntoView {
    let notice = |request: Answered| {
        let title = request.title.pick(locale()).to_owned();
        view! {
            <div class="notice notice--good answered">
                <Icon name="good"/>
                <p>{t_with("answered-text", &[("words", request.words.into()), ("title", title.into())])}</p>
                <div class="actions">
                    <a class="button" href=path_to(Place::Session(request.session_id))>
                        <Icon name="play"/>
                        {t("answered-see")}
                    </a>
                    <Form action=PutAwayAnswer::PATH class="" quiet=true>
                        <Hidden name="demand" value=request.demand_id.to_string()/>
                        <button class="button button--quiet">{t("answered-put-away")}</button>
                    </Form>
                </div>
            </div>
        }
    };
    answered.into_iter().map(notice).collect_view()
}
