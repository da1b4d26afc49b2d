//! Letters on their way: put into words by `app`, handed over to the operator's mail server.

use crate::{Failure, config::Secret};
use app::{
    pilots,
    reminders::{Written, written},
};
use domain::mail::{Invitation, Letter, Mailer, PasswordLetter, RightLetter, Unsent};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{self, PoolConfig, extension::ClientId},
};
use std::time::{Duration, SystemTime};
use tokio::time::timeout;
use url::Url;

/// How long the mail server may take to let us in, and to take one letter.
const TO_LET_IN: Duration = Duration::from_secs(15);
const TO_TAKE_ONE: Duration = Duration::from_secs(60);
/// Most connections at a time.
const CONNECTIONS: u32 = 4;

/// The operator's mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where people reach this Estrade.
    home: String,
    host: String,
    /// Where reports go on invitations that could not be delivered.
    bounces: Option<Address>,
}

impl Smtp {
    /// A mail server at an address that was checked with the settings. Nothing is sent yet.
    ///
    /// # Errors
    /// When no connection to it can be described; the sentence does not hold the password.
    pub fn new(url: &Secret, from: Mailbox, home: &str) -> Result<Self, Failure> {
        let unusable = || Failure("the address of the mail server cannot be used".into());
        let address = Url::parse(url.reveal()).map_err(|_| unusable())?;
        let host = Url::parse(home).ok().and_then(|home| home.domain().map(str::to_owned));
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal()).map_err(|_| unusable())?;
        // The path of the address may say otherwise by which name we greet.
        if let Some(host) = host.clone().filter(|_| address.path().len() <= 1) {
            builder = builder.hello_name(ClientId::Domain(host));
        }
        let transport = builder.timeout(Some(TO_LET_IN)).pool_config(PoolConfig::new().max_size(CONNECTIONS)).build();
        Ok(Self {
            transport,
            from,
            home: home.to_owned(),
            host: host.unwrap_or_else(|| "localhost".into()),
            bounces: None,
        })
    }

    /// Has reports on invitations that could not be delivered sent to an address of their own: `local+token@domain`.
    pub fn with_bounces(self, bounces: Option<Address>) -> Self {
        Self { bounces, ..self }
    }

    fn message(&self, letter: &Letter) -> Result<Message, Unsent> {
        let name = one_line(&letter.name);
        let words = written(&Letter { name: name.clone(), ..letter.clone() }, &self.home);
        self.addressed(Sent { id: letter.id, name, email: &letter.email, at: letter.written_at, words, token: None })
    }

    fn about_right(&self, letter: &RightLetter) -> Result<Message, Unsent> {
        let name = one_line(&letter.name);
        let words = app::rights::written(&RightLetter { name: name.clone(), ..letter.clone() }, &self.home);
        self.addressed(Sent { id: letter.id, name, email: &letter.email, at: letter.written_at, words, token: None })
    }

    fn about_password(&self, letter: &PasswordLetter) -> Result<Message, Unsent> {
        let name = one_line(&letter.name);
        let words = app::accounts::written(&PasswordLetter { name: name.clone(), ..letter.clone() }, &self.home);
        self.addressed(Sent { id: letter.id, name, email: &letter.email, at: letter.written_at, words, token: None })
    }

    fn invitation(&self, letter: &Invitation) -> Result<Message, Unsent> {
        let name = one_line(&letter.name);
        let words = pilots::written(&Invitation { name: name.clone(), ..letter.clone() }, &self.home);
        let sent = Sent {
            id: letter.id,
            name,
            email: &letter.email,
            at: letter.written_at,
            words,
            token: Some(&letter.token),
        };
        self.addressed(sent)
    }

    /// The sender that a mail server reports to, not the one that people read.
    fn envelope(&self, token: &str, to: &Address) -> Option<Envelope> {
        let bounces = self.bounces.as_ref()?;
        let own = Address::new(format!("{}+{token}", bounces.user()), bounces.domain()).ok()?;
        Envelope::new(Some(own), vec![to.clone()]).ok()
    }

    fn addressed(&self, Sent { id, name, email, at, words, token }: Sent<'_>) -> Result<Message, Unsent> {
        let refused = |_| Unsent::Refused("the letter could not be written".into());
        let address: Address = email.parse().map_err(|_| Unsent::Refused("not an address".into()))?;
        // So that holiday notices and the like are not sent back (RFC 3834, 5).
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
        let mut builder = Message::builder();
        if let Some(envelope) = token.and_then(|token| self.envelope(token, &address)) {
            builder = builder.envelope(envelope);
        }
        let id = token.map_or_else(|| id.to_string(), str::to_owned);
        builder
            .from(self.from.clone())
            .to(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
            .subject(words.subject)
            .date(SystemTime::from(at))
            .message_id(Some(format!("<{id}@{}>", self.host)))
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(words.text, words.html))
            .map_err(refused)
    }

    async fn hand_over(&self, message: Message) -> Result<(), Unsent> {
        match timeout(TO_TAKE_ONE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judged(&error)),
            Err(_) => Err(Unsent::Unclear("it takes too long to take a letter".into())),
        }
    }
}

/// A letter in words, on its way to one person.
struct Sent<'l> {
    id: uuid::Uuid,
    name: String,
    email: &'l str,
    at: contract::Timestamp,
    words: Written,
    /// By which a report on it is known, where one is read.
    token: Option<&'l str>,
}

/// A line break in a name would end the header, and lettre panics rather than write it.
fn one_line(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}

#[async_trait::async_trait]
impl Mailer for Smtp {
    async fn check(&self) -> Result<(), Unsent> {
        match timeout(TO_LET_IN, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(Unsent::Away("it does not answer".into())),
            Ok(Err(error)) => Err(Unsent::Away(told(&error))),
            Err(_) => Err(Unsent::Away("it takes too long to answer".into())),
        }
    }

    async fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        self.hand_over(self.message(letter)?).await
    }

    async fn send_right(&self, letter: &RightLetter) -> Result<(), Unsent> {
        self.hand_over(self.about_right(letter)?).await
    }

    async fn send_password(&self, letter: &PasswordLetter) -> Result<(), Unsent> {
        self.hand_over(self.about_password(letter)?).await
    }

    async fn invite(&self, letter: &Invitation) -> Result<(), Unsent> {
        self.hand_over(self.invitation(letter)?).await
    }
}

/// Whether a letter that met with this was sent.
fn judged(error: &smtp::Error) -> Unsent {
    // Whoever could not even connect has sent nothing; that is only said in words.
    let unconnected = error.to_string().starts_with("Connection error");
    if unconnected || error.is_transient() || error.is_tls() || error.is_transport_shutdown() {
        Unsent::Away(told(error))
    } else if error.is_permanent() || error.is_client() {
        Unsent::Refused(told(error))
    } else {
        Unsent::Unclear(told(error))
    }
}

/// What may be logged: what a server answers holds addresses, of which only the code is kept.
fn told(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("it answered {code}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{LangMap, Locale, SessionId, Timestamp, reminders::Lead};
    use domain::mail::{About, News};
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    fn letter(email: &str) -> Letter {
        let now: Timestamp = "2026-11-24T23:30:00Z".parse().unwrap();
        Letter {
            id: uuid::Uuid::from_u128(1),
            name: "Ana\r\nBcc: all@example.org".into(),
            email: email.into(),
            locale: Locale::Fr,
            written_at: now,
            news: News::Soon(Lead::Hour),
            about: About {
                session: SessionId(uuid::Uuid::from_u128(2)),
                title: LangMap::both("Cardio", "Cardio"),
                starts_at: now,
                ends_at: now,
                given_by: None,
                centre: None,
            },
        }
    }

    fn smtp(url: &str) -> Smtp {
        Smtp::new(&Secret::new(url), "Estrade <e@example.org>".parse().unwrap(), "https://e.test").unwrap()
    }

    /// A mail server that answers these lines, one to each command, and then breaks off.
    async fn server(answers: &'static [&'static str]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut stream = BufReader::new(stream);
                for answer in answers {
                    stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
                    let mut line = String::new();
                    // What the letter says is read to its end.
                    while stream.read_line(&mut line).await.unwrap() > 0 && answer.starts_with('3') && line != ".\r\n" {
                        line.clear();
                    }
                }
            }
        });
        format!("smtp://{address}")
    }

    #[tokio::test]
    async fn what_was_certainly_not_sent_is_told_from_what_may_have_been() {
        let away = smtp("smtp://127.0.0.1:1");
        assert!(matches!(away.check().await, Err(Unsent::Away(_))));
        assert!(matches!(away.send(&letter("a@b.ca")).await, Err(Unsent::Away(_))));
        let later = smtp(&server(&["220 hello", "250 hello", "451 later"]).await);
        assert_eq!(later.send(&letter("a@b.ca")).await, Err(Unsent::Away("it answered 451".into())));
        let never = smtp(&server(&["220 hello", "250 hello", "250 ok", "550 no <a@b.ca>"]).await);
        assert_eq!(never.send(&letter("a@b.ca")).await, Err(Unsent::Refused("it answered 550".into())));
        let broken = smtp(&server(&["220 hello", "250 hello", "250 ok", "250 ok", "354 go"]).await);
        assert!(matches!(broken.send(&letter("a@b.ca")).await, Err(Unsent::Unclear(_))));
        assert!(matches!(away.send(&letter("nobody")).await, Err(Unsent::Refused(_))));
    }

    #[tokio::test]
    async fn an_invitation_that_comes_back_names_itself() {
        let invitation = Invitation {
            id: uuid::Uuid::from_u128(1),
            token: "0123456789abcdef0123456789abcdef0123456789abcdef".into(),
            name: String::new(),
            email: "a@b.ca".into(),
            locale: Locale::Fr,
            written_at: "2026-11-24T23:30:00Z".parse().unwrap(),
            key: contract::InvitationKey(uuid::Uuid::from_u128(2)),
            title: LangMap::both("Cardio", "Cardio"),
            promise: LangMap::default(),
            asked_for: false,
        };
        let sender = |smtp: Smtp| {
            let message = smtp.invitation(&invitation).unwrap();
            let text = String::from_utf8(message.formatted()).unwrap();
            assert!(text.contains(&format!("Message-ID: <{}@e.test>", invitation.token)), "{text}");
            message.envelope().from().map(ToString::to_string).unwrap_or_default()
        };
        let plain = || smtp("smtp://127.0.0.1:1");
        assert_eq!(sender(plain()), "e@example.org");
        let own = sender(plain().with_bounces(Some("bounces@example.org".parse().unwrap())));
        assert_eq!(own, format!("bounces+{}@example.org", invitation.token));
    }

    #[tokio::test]
    async fn a_name_adds_no_header() {
        let message = smtp("smtp://127.0.0.1:1").message(&letter("a@b.ca")).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000001@e.test>"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    }
}
