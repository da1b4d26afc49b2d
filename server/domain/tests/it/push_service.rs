//! A push service that keeps what it is given, and that can be away or have forgotten its browsers.

use domain::{
    mail::Letter,
    push::{Pusher, Subscriber, Unpushed},
};
use parking_lot::Mutex;

#[derive(Default)]
pub struct PushService {
    told: Mutex<Vec<(String, Letter)>>,
    /// What it meets every notice with instead of taking it.
    pub refusal: Mutex<Option<Unpushed>>,
}

impl PushService {
    /// The notices that arrived since the last look and the addresses they went to, in their order.
    pub fn take(&self) -> Vec<(String, Letter)> {
        let mut told = std::mem::take(&mut *self.told.lock());
        told.sort_by(|(one, _), (other, _)| one.cmp(other));
        told
    }
}

#[async_trait::async_trait]
impl Pusher for PushService {
    fn public_key(&self) -> &str {
        "key"
    }

    async fn push(&self, to: &Subscriber, letter: &Letter) -> Result<(), Unpushed> {
        // Others come first where they can, so that what only one may do is seen to be done by one.
        tokio::task::yield_now().await;
        if let Some(refusal) = self.refusal.lock().clone() {
            return Err(refusal);
        }
        self.told.lock().push((to.endpoint.clone(), letter.clone()));
        Ok(())
    }
}
