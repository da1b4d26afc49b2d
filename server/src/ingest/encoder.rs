//! One connection of one encoder: asks the domain whether it may send, and hands on what it sends.

use super::limits::Limits;
use domain::{
    Environment,
    live::{Publication, Refused, Tag, TagKind},
};
use rtmp_rs::{
    AuthResult, RtmpHandler,
    media::{FlvTag, flv::FlvTagType},
    protocol::message::{PlayParams, PublishParams},
    server::handler::MediaDeliveryMode,
    session::{SessionContext, StreamContext},
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// So long an encoder has to read why it is turned away.
const READING: Duration = Duration::from_secs(1);

/// The domain's side of a connection.
pub(super) struct Encoder {
    env: Environment,
    limits: Arc<Limits>,
    peer: SocketAddr,
    /// Whether its key was the right one.
    is_let_in: Arc<AtomicBool>,
    /// Ends the connection.
    closing: CancellationToken,
    publication: Mutex<Option<Publication>>,
}

impl Encoder {
    pub(super) fn new(
        env: Environment,
        limits: Arc<Limits>,
        peer: SocketAddr,
        is_let_in: Arc<AtomicBool>,
        closing: CancellationToken,
    ) -> Self {
        Self { env, limits, peer, is_let_in, closing, publication: Mutex::default() }
    }

    /// The connection is gone.
    pub(super) async fn leave(&self) {
        if let Some(publication) = self.publication.lock().await.take() {
            publication.leave().await;
        }
    }

    async fn admit(&self, key: &str) -> Result<(), Refused> {
        if self.limits.is_guessing(self.peer.ip()) {
            return Err(Refused::TooMany);
        }
        let mut place = self.publication.lock().await;
        if let Some(earlier) = place.take() {
            earlier.leave().await;
        }
        let publication = Publication::begin(&self.env, key).await?;
        self.is_let_in.store(true, Ordering::Release);
        tracing::info!(session.id = %publication.session(), peer = %self.peer, "an encoder sends");
        let (stopped, closing) = (publication.stopped(), self.closing.clone());
        tokio::spawn(async move {
            tokio::select! { () = stopped.cancelled() => closing.cancel(), () = closing.cancelled() => {} }
        });
        *place = Some(publication);
        Ok(())
    }

    /// Closes the connection once the encoder has read why.
    fn close_soon(&self) {
        let closing = self.closing.clone();
        tokio::spawn(async move {
            tokio::time::sleep(READING).await;
            closing.cancel();
        });
    }
}

impl RtmpHandler for Encoder {
    async fn on_publish(&self, _: &SessionContext, params: &PublishParams) -> AuthResult {
        // Some encoders add settings of their own behind the key.
        let key = params.stream_key.split('?').next().unwrap_or_default().trim();
        match self.admit(key).await {
            Ok(()) => AuthResult::Accept,
            Err(why) => {
                if why == Refused::UnknownKey {
                    self.limits.was_wrong(self.peer.ip());
                }
                tracing::info!(peer = %self.peer, reason = ?why, "an encoder was turned away");
                self.close_soon();
                AuthResult::Reject(why.to_string())
            }
        }
    }

    async fn on_play(&self, _: &SessionContext, _: &PlayParams) -> AuthResult {
        self.close_soon();
        AuthResult::Reject("Ici, on envoie seulement. / Sending only.".to_owned())
    }

    async fn on_media_tag(&self, _: &StreamContext, tag: &FlvTag) -> bool {
        let kind = match tag.tag_type {
            FlvTagType::Video => TagKind::Video,
            FlvTagType::Audio => TagKind::Audio,
            FlvTagType::Script => return true,
        };
        let tag = Tag { kind, at_ms: tag.timestamp, body: tag.data.clone() };
        if let Some(publication) = self.publication.lock().await.as_mut()
            && let Err(why) = publication.take(&tag).await
        {
            tracing::info!(session.id = %publication.session(), %why, "what an encoder sends cannot be offered");
            self.closing.cancel();
        }
        true
    }

    async fn on_unpublish(&self, _: &StreamContext) {
        self.leave().await;
    }

    fn media_delivery_mode(&self) -> MediaDeliveryMode {
        MediaDeliveryMode::RawFlv
    }
}
