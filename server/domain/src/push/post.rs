//! Handing a notice over to a push service.

use super::{
    Subscriber, Unpushed, Vapid,
    sealed::{self, Recipient},
};
use crate::{
    feed::{address, client, unanswered},
    mail::Unsent,
};
use contract::Timestamp;
use reqwest::{StatusCode, header};
use std::time::Duration;
use uuid::Uuid;

/// How long a push service has to answer, with the look-up of its name.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a device is to show, and until when it is worth showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What our worker in the browser reads.
    pub body: String,
    /// The same for the same news: what was not brought yet gives way to it.
    pub topic: Uuid,
    /// For how many seconds a push service keeps it for a device that is not there.
    pub seconds: u32,
    /// Whether it is worth waking a device that saves its battery.
    pub urgency: Urgency,
}

/// How much a notice is worth to a device that saves its battery (RFC 8030, 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It can wait a little.
    Normal,
    /// It is of no use later.
    High,
}

impl Urgency {
    fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// Seals a notice for one browser and hands it over. `loopback`: whether this machine may be spoken to, as for
/// feeds.
///
/// # Errors
/// See [`Unpushed`]. The texts name neither the address nor what it answered.
pub async fn post(
    vapid: &Vapid,
    to: &Subscriber,
    notice: &Notice,
    now: Timestamp,
    loopback: bool,
) -> Result<(), Unpushed> {
    match tokio::time::timeout(PATIENCE, posted(vapid, to, notice, now, loopback)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Unsent::Unclear("timeout".into()).into()),
    }
}

async fn posted(
    vapid: &Vapid,
    to: &Subscriber,
    notice: &Notice,
    now: Timestamp,
    loopback: bool,
) -> Result<(), Unpushed> {
    let refused = |code: &str| Unpushed::Unsent(Unsent::Refused(code.to_owned()));
    let broken = |error: crate::Error| Unpushed::Unsent(Unsent::Refused(error.to_string()));
    let url = address::judge(&to.endpoint, loopback).map_err(|refusal| refused(refusal.code()))?;
    let addresses = address::look_up(&url, loopback).await.map_err(|refusal| match refusal {
        address::Refusal::UnknownHost => Unpushed::Unsent(Unsent::Away(refusal.code().into())),
        refusal => refused(refusal.code()),
    })?;
    let recipient = Recipient::of(to).ok_or_else(|| refused("not_a_browser"))?;
    let body = sealed::seal(&recipient, notice.body.as_bytes()).map_err(broken)?;
    let answer = client(addresses)
        .await
        .map_err(broken)?
        .post(url.clone())
        .header(header::AUTHORIZATION, vapid.authorization(&url, now).map_err(broken)?)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::CONTENT_ENCODING, "aes128gcm")
        .header("ttl", notice.seconds)
        .header("urgency", notice.urgency.word())
        .header("topic", notice.topic.simple().to_string())
        .body(body)
        .send()
        .await;
    match answer {
        Ok(answer) => judged(answer.status()),
        // Whoever could not even connect has brought nothing.
        Err(error) if error.is_connect() => Err(Unsent::Away(unanswered(&error).into()).into()),
        Err(error) => Err(Unsent::Unclear(unanswered(&error).into()).into()),
    }
}

fn judged(status: StatusCode) -> Result<(), Unpushed> {
    let code = format!("http_{}", status.as_u16());
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(Unpushed::Gone),
        StatusCode::TOO_MANY_REQUESTS => Err(Unsent::Away(code).into()),
        _ if status.is_server_error() => Err(Unsent::Away(code).into()),
        _ => Err(Unsent::Refused(code).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_push_service_answers_decides_what_follows() {
        for status in [200, 201, 202, 204] {
            assert_eq!(judged(StatusCode::from_u16(status).unwrap()), Ok(()), "{status}");
        }
        assert_eq!(
            [404, 410].map(|code| judged(StatusCode::from_u16(code).unwrap())),
            [Err(Unpushed::Gone), Err(Unpushed::Gone)]
        );
        for status in [429, 500, 502, 503] {
            let answer = judged(StatusCode::from_u16(status).unwrap());
            assert!(matches!(answer, Err(Unpushed::Unsent(Unsent::Away(_)))), "{status}");
        }
        // One that sends us elsewhere is not followed.
        for status in [301, 400, 401, 403, 413] {
            let answer = judged(StatusCode::from_u16(status).unwrap());
            assert!(matches!(answer, Err(Unpushed::Unsent(Unsent::Refused(_)))), "{status}");
        }
    }

    #[tokio::test]
    async fn an_inner_address_is_not_spoken_to() {
        let vapid = Vapid::of(&crate::secret::SecretKey::new([7; 32]), "https://estrade.test").unwrap();
        let notice = Notice { body: "{}".into(), topic: Uuid::nil(), seconds: 60, urgency: Urgency::High };
        for endpoint in
            ["https://169.254.169.254/", "https://localhost/", "http://push.example.net/", "https://10.0.0.8/"]
        {
            let to = Subscriber {
                endpoint: endpoint.into(),
                public_key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                    .into(),
                auth_secret: "BTBZMqHH6r4Tts7J_aSIgg".into(),
            };
            let answer = post(&vapid, &to, &notice, Timestamp::UNIX_EPOCH, false).await;
            assert!(matches!(answer, Err(Unpushed::Unsent(Unsent::Refused(_)))), "{endpoint}: {answer:?}");
        }
    }
}
