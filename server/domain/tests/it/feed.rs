//! Events on their way to a destination: a small HTTP server inside of the test, which verifies
//! signatures without the domain's help.

use crate::world::{World, on_both_databases};
use base64::{Engine, engine::general_purpose::STANDARD};
use contract::{
    FeedId, LangMap,
    feed::{CreatedFeed, DeliveryState, DeliverySummary, FeedKind, NewFeed},
    pilots::{PilotFields, Targets},
    profile::Purpose,
};
use domain::{
    Environment, Error, Settings,
    accounts::{Admin, SignedIn},
    feed, jobs, pilots, profile, sessions,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

/// One request as it arrived.
struct Received {
    headers: HashMap<String, String>,
    body: String,
}

impl Received {
    fn event(&self) -> Value {
        serde_json::from_str(&self.body).expect("is JSON")
    }

    /// As `standardwebhooks` does it.
    fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("has its prefix")).expect("is base64");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("takes any key");
        mac.update(
            format!("{}.{}.{}", self.headers["webhook-id"], self.headers["webhook-timestamp"], self.body).as_bytes(),
        );
        self.headers["webhook-signature"] == format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// A destination that gives these answers, one after the other, and then only `204`.
struct Sink {
    url: String,
    received: mpsc::UnboundedReceiver<Received>,
}

impl Sink {
    async fn answering(answers: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("can listen");
        let url = format!("http://{}/hook", listener.local_addr().expect("has an address"));
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut answers = answers.iter().copied();
            while let Ok((stream, _)) = listener.accept().await {
                let mut stream = BufReader::new(stream);
                let Some(request) = read(&mut stream).await else { continue };
                // Before the answer: whoever has the answer finds the request here.
                let _ = sender.send(request);
                let answer = answers.next().unwrap_or("204 No Content");
                let answer = format!("HTTP/1.1 {answer}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { url, received }
    }

    fn next(&mut self) -> Received {
        self.received.try_recv().expect("something was received")
    }

    fn is_quiet(&mut self) -> bool {
        self.received.try_recv().is_err()
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Received> {
    let mut headers = HashMap::new();
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    stream.read_exact(&mut body).await.ok()?;
    Some(Received { headers, body: String::from_utf8(body).ok()? })
}

/// The world's environment, in which feeds may reach this machine, or may not.
fn reaching_loopback(world: &World, allowed: bool) -> Environment {
    let settings = Settings { feed_allow_loopback: allowed, ..(*world.env.settings).clone() };
    Environment { settings: Arc::new(settings), ..world.env.clone() }
}

fn new_feed(url: &str) -> NewFeed {
    NewFeed {
        kind: FeedKind::Webhook,
        url: url.to_owned(),
        purpose: Purpose::UnifiedProfile,
        country: "ca".into(),
        assessment: "https://intranet.example.org/efvp/12".into(),
    }
}

async fn create(world: &World, sink: &Sink) -> CreatedFeed {
    let env = reaching_loopback(world, true);
    feed::create(&env, &Admin::operator(), &new_feed(&sink.url)).await.expect("is set up")
}

async fn decide(world: &World, member: &SignedIn, granted: bool) {
    profile::decide(&world.env, member, &[(Purpose::UnifiedProfile, granted)], "test").await.expect("is decided");
}

async fn work(world: &World) {
    jobs::run_pending(&reaching_loopback(world, true)).await.expect("the queue can be read");
}

async fn only_delivery(world: &World, feed: FeedId) -> DeliverySummary {
    let mut deliveries = feed::deliveries(&world.env, &Admin::operator(), feed).await.expect("can be listed");
    assert_eq!(deliveries.len(), 1);
    deliveries.remove(0)
}

on_both_databases!(a_completion_arrives_signed_and_under_one_id_whatever_happens, |world| async move {
    let mut sink = Sink::answering(&["500 Oops", "503 Busy\r\nretry-after: 60"]).await;
    let destination = create(&world, &sink).await;
    let session = world.published_session("Yoga", 60).await;
    let ana = world.member("ana").await;
    decide(&world, &ana, true).await;
    world.watch(&ana, session, &[(0.0, 60.0)]).await;
    // Once is once: seeing it again completes nothing again.
    world.watch(&ana, session, &[(0.0, 60.0)]).await;

    work(&world).await;
    let first = sink.next();
    assert!(sink.is_quiet());
    let after_one = only_delivery(&world, destination.id).await;
    assert_eq!((after_one.state, after_one.attempts), (DeliveryState::Pending, 1));
    assert_eq!(after_one.last_problem.as_deref(), Some("http_500"));

    for _ in 0..2 {
        world.clock.advance(Duration::from_secs(3600));
        work(&world).await;
    }
    let (second, third) = (sink.next(), sink.next());
    assert!(sink.is_quiet());
    let after_three = only_delivery(&world, destination.id).await;
    assert_eq!((after_three.state, after_three.attempts, after_three.last_problem), (DeliveryState::Sent, 3, None));
    for request in [&first, &second, &third] {
        assert!(request.is_signed_with(&destination.secret));
        assert_eq!(request.headers["content-type"], "application/cloudevents+json");
        assert_eq!(request.headers["webhook-id"], after_three.id.to_string());
        assert_eq!(request.body, first.body);
    }
    assert_ne!(first.headers["webhook-timestamp"], second.headers["webhook-timestamp"]);

    let event = third.event();
    assert_eq!((&event["specversion"], &event["type"]), (&"1.0".into(), &"estrade.session.completed".into()));
    assert_eq!(event["id"], after_three.id.to_string());
    assert_eq!((&event["data"]["unique_s"], &event["data"]["duration_s"]), (&60.0.into(), &60.0.into()));
    assert_eq!(event["data"]["session_id"], session.to_string());
    assert!(!third.body.contains("ana") && !third.body.contains(&ana.id.to_string()), "{}", third.body);

    world.clock.advance(Duration::from_secs(24 * 3600));
    work(&world).await;
    assert!(sink.is_quiet(), "what was sent is not sent again");
});

on_both_databases!(nothing_leaves_without_consent, |world| async move {
    let mut sink = Sink::answering(&[]).await;
    let destination = create(&world, &sink).await;
    let session = world.published_session("Yoga", 60).await;
    let ana = world.member("ana").await;
    let bea = world.member("bea").await;

    world.watch(&ana, session, &[(0.0, 60.0)]).await;
    decide(&world, &ana, true).await;
    work(&world).await;
    assert!(sink.is_quiet(), "agreeing does not reach back");

    decide(&world, &bea, true).await;
    world.watch(&bea, session, &[(0.0, 60.0)]).await;
    decide(&world, &bea, false).await;
    work(&world).await;
    assert!(sink.is_quiet());
    assert_eq!(only_delivery(&world, destination.id).await.state, DeliveryState::Dropped);

    decide(&world, &bea, true).await;
    let replayed = feed::replay(&world.env, &Admin::operator(), destination.id).await.expect("can be asked for");
    work(&world).await;
    assert!(replayed == 0 && sink.is_quiet(), "agreeing anew brings nothing back");
});

on_both_databases!(whom_a_pilot_is_compared_with_is_never_profiled, |world| async move {
    let mut sink = Sink::answering(&[]).await;
    create(&world, &sink).await;
    let (within, beside) = (world.published_session("Yoga", 60).await, world.published_session("Pilates", 60).await);
    let ana = world.member("ana").await;
    decide(&world, &ana, true).await;
    let manager = world.manager().await;
    let item = sessions::get(&world.env, &world.staff().await, within).await.expect("is there").item_id;
    let fields = PilotFields {
        title: LangMap::both("Yoga au bureau", "Yoga at the office"),
        hypothesis: LangMap::default(),
        item_ids: vec![item],
        starts_on: None,
        ends_on: None,
        targets: Targets::default(),
    };
    let pilot = pilots::create(&world.env, &manager, fields).await.expect("is made").id;
    pilots::compare(&world.env, &manager, pilot, &["ana@demo.test".into()]).await.expect("is compared");

    world.watch(&ana, within, &[(0.0, 60.0)]).await;
    work(&world).await;
    assert!(sink.is_quiet(), "she agreed, and is compared with all the same");
    world.watch(&ana, beside, &[(0.0, 60.0)]).await;
    work(&world).await;
    assert_eq!(sink.next().event()["data"]["session_id"], beside.to_string(), "what the pilot is not about");
    assert!(sink.is_quiet());
});

on_both_databases!(two_destinations_cannot_compare_members, |world| async move {
    let (mut one, mut other) = (Sink::answering(&[]).await, Sink::answering(&[]).await);
    let (first, second) = (create(&world, &one).await, create(&world, &other).await);
    let session = world.published_session("Yoga", 60).await;
    let again = world.published_session("Pilates", 60).await;
    let ana = world.member("ana").await;
    decide(&world, &ana, true).await;
    for session in [session, again] {
        world.watch(&ana, session, &[(0.0, 60.0)]).await;
    }
    work(&world).await;
    let subject = |request: Received| request.event()["subject"].as_str().map(str::to_owned);
    let (at_one, at_other) = (one.next(), other.next());
    assert!(at_one.is_signed_with(&first.secret) && !at_one.is_signed_with(&second.secret));
    assert_ne!(at_one.headers["webhook-id"], at_other.headers["webhook-id"]);
    let (at_one, at_other) = (subject(at_one), subject(at_other));
    assert!(at_one.is_some() && at_one != at_other);
    assert_eq!(at_one, subject(one.next()), "the same destination knows her again");
});

on_both_databases!(a_destination_that_is_gone_is_left_alone_until_it_is_back, |world| async move {
    let mut sink = Sink::answering(&["410 Gone"]).await;
    let admin = Admin::operator();
    let destination = create(&world, &sink).await;
    let session = world.published_session("Yoga", 60).await;
    let again = world.published_session("Pilates", 60).await;
    let ana = world.member("ana").await;
    decide(&world, &ana, true).await;
    world.watch(&ana, session, &[(0.0, 60.0)]).await;
    work(&world).await;
    sink.next();
    let delivery = only_delivery(&world, destination.id).await;
    assert_eq!((delivery.state, delivery.last_problem.as_deref()), (DeliveryState::Failed, Some("http_410")));
    assert!(!feed::list(&world.env, &admin).await.expect("can be listed")[0].active);

    world.watch(&ana, again, &[(0.0, 60.0)]).await;
    world.clock.advance(Duration::from_secs(24 * 3600));
    work(&world).await;
    assert!(sink.is_quiet());

    assert_eq!(feed::replay(&world.env, &admin, destination.id).await.expect("can be asked for"), 1);
    work(&world).await;
    assert_eq!(sink.next().headers["webhook-id"], delivery.id.to_string());
    assert_eq!(only_delivery(&world, destination.id).await.state, DeliveryState::Sent);
    assert!(feed::list(&world.env, &admin).await.expect("can be listed")[0].active);
});

on_both_databases!(no_address_but_a_public_one_is_spoken_to, |world| async move {
    let elsewhere = Box::leak(format!("302 Found\r\nlocation: {}", Sink::answering(&[]).await.url).into_boxed_str());
    let answers = Box::leak(Box::new([&*elsewhere]));
    let mut sink = Sink::answering(answers).await;
    let destination = create(&world, &sink).await;
    let session = world.published_session("Yoga", 60).await;
    let ana = world.member("ana").await;
    decide(&world, &ana, true).await;
    world.watch(&ana, session, &[(0.0, 60.0)]).await;

    // What was allowed when it was set up is judged again when it is sent.
    let strict = reaching_loopback(&world, false);
    jobs::run_pending(&strict).await.expect("the queue can be read");
    assert!(sink.is_quiet());
    assert_eq!(only_delivery(&world, destination.id).await.last_problem.as_deref(), Some("not_https"));
    world.clock.advance(Duration::from_secs(3600));
    work(&world).await;
    sink.next();
    assert_eq!(only_delivery(&world, destination.id).await.last_problem.as_deref(), Some("http_302"));

    let admin = Admin::operator();
    for (url, code) in [
        ("https://169.254.169.254/latest/meta-data", "refused_address"),
        ("https://localhost:8443/", "refused_address"),
        ("http://crm.example.org/", "not_https"),
        ("https://me:secret@crm.example.org/", "has_credentials"),
        ("  ", "required"),
    ] {
        let refused = feed::create(&strict, &admin, &new_feed(url)).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == code), "{url}: {refused:?}");
    }
    let incomplete = NewFeed { country: "Canada".into(), assessment: " ".into(), ..new_feed("https://93.184.216.34/") };
    let Err(Error::Invalid(problems)) = feed::create(&strict, &admin, &incomplete).await else {
        panic!("a destination without a country and an assessment is none")
    };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["country", "assessment"]);
    assert_eq!(feed::list(&world.env, &admin).await.expect("can be listed").len(), 1);
});
