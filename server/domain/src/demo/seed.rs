//! The demo organisation: people, a shelf, three classes, a guide and a pilot.

use super::{DemoClass, guide_pdf, make_class};
use crate::{
    Environment, Error, Result,
    accounts::{self, Admin},
    database::json,
    inventory,
    jobs::{self, Job, JobError},
    pilots,
    recordings::{entity as recording, keys::MediaKey},
    sessions,
};
use contract::{
    ItemId, LangMap, Locale, RecordingId, SessionId,
    accounts::{Credentials, NewMember, Role},
    inventory::{ItemFields, ItemStatus, Kind, Level},
    pilots::{PilotFields, Targets},
    recordings::BeginRecording,
    sessions::{Audience, NewSession},
};
use object_store::ObjectStoreExt;
use sea_orm::{ConnectionTrait, EntityTrait};

/// The password of every demo account.
pub const PASSWORD: &str = "estrade-demo";
/// The demo accounts: address, name, role.
pub const ACCOUNTS: [(&str, &str, Role); 4] = [
    ("membre@demo.test", "Marguerite Tremblay", Role::Member),
    ("personnel@demo.test", "Samuel Okafor", Role::Staff),
    ("gestion@demo.test", "Geneviève Roy", Role::Manager),
    ("admin@demo.test", "Alex Nguyen", Role::Admin),
];
const CENTRES: [&str; 3] = ["Cartierville", "Centre-ville", "Hochelaga-Maisonneuve"];

/// Creates the demo organisation, once; what is there already is left as it is.
///
/// # Errors
/// When the database or the store fails.
pub async fn seed(env: &Environment) -> Result<()> {
    if organisation_exists(env).await? {
        return Ok(());
    }
    let operator = Admin::operator();
    for (email, name, role) in ACCOUNTS {
        let new = NewMember {
            email: email.into(),
            name: name.into(),
            role,
            locale: Locale::Fr,
            password: Some(PASSWORD.into()),
        };
        match accounts::create(env, &operator, &new).await {
            Ok(_) | Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let admin =
        accounts::check_credentials(env, &Credentials { email: ACCOUNTS[3].0.into(), password: PASSWORD.into() })
            .await?;
    let staff = admin.staff()?;
    let mut filmed = Vec::new();
    for (place, class) in DemoClass::ALL.into_iter().enumerate() {
        let item = item_of(env, &staff, class_item(class, CENTRES[place % CENTRES.len()])).await?;
        if is_bare(env, item).await? {
            film(env, &staff, item, class).await?;
        }
        filmed.push(item);
    }
    filmed.push(print_guide(env, &staff).await?);
    for fields in shelf() {
        item_of(env, &staff, fields).await?;
    }
    let manager = admin.manager()?;
    if pilots::list(env, &manager).await?.is_empty() {
        let pilot = pilots::create(env, &manager, pilot_fields(env, filmed)).await?;
        pilots::invite(env, &manager, pilot.id, &[ACCOUNTS[0].0.to_owned()]).await?;
        pilots::life::run_demo(env, &manager, pilot.id).await?;
    }
    found_organisation(env).await?;
    env.bell.ring();
    Ok(())
}

/// The item with these fields' key, which an earlier seeding may have written.
async fn item_of(env: &Environment, staff: &accounts::Staff, fields: ItemFields) -> Result<ItemId> {
    match inventory::with_source_key(env, fields.source_key.as_deref()).await? {
        Some(known) => Ok(known),
        None => Ok(inventory::create(env, staff, fields).await?.id),
    }
}

async fn is_bare(env: &Environment, item: ItemId) -> Result<bool> {
    Ok(crate::recordings::count_of_item(env.db.writer(), item).await? == 0)
}

/// Draws a class and keeps it as the recording's original, as if it had been uploaded.
pub(crate) async fn make(env: &Environment, class: DemoClass, id: RecordingId) -> Result<(), JobError> {
    let row = recording::Entity::find_by_id(id.0).one(env.db.writer()).await.map_err(Error::from)?;
    let Some(row) = row.filter(|row| row.original_key.is_none()) else { return Ok(()) };
    let scratch = env.settings.scratch.join(format!("demo-{id}"));
    tokio::fs::create_dir_all(&scratch).await.map_err(Error::from)?;
    let drawn = draw(env, class, RecordingId(row.id), &scratch).await;
    if let Err(error) = tokio::fs::remove_dir_all(&scratch).await {
        tracing::warn!(%error, "a scratch folder could not be removed");
    }
    drawn
}

async fn draw(env: &Environment, class: DemoClass, id: RecordingId, scratch: &std::path::Path) -> Result<(), JobError> {
    let font = scratch.join("font.woff2");
    let film = scratch.join("class.mp4");
    tokio::fs::write(&font, env.settings.demo_font).await.map_err(Error::from)?;
    make_class(class, &env.settings.ffmpeg, &font, &film, scratch)
        .await
        .map_err(|problem| JobError::Retry(format!("media:{}: {problem}", problem.code())))?;
    let bytes = tokio::fs::read(&film).await.map_err(Error::from)?;
    let size = i64::try_from(bytes.len()).unwrap_or_default();
    let key = MediaKey::Original { recording: id, attempt: env.new_id() };
    env.store.put(&key.path(), bytes.into()).await.map_err(Error::from)?;
    let statement = env.db.statement(
        "UPDATE recording SET original_key = ?, size = ?, received = ? WHERE id = ?",
        [key.key().into(), size.into(), size.into(), id.0.into()],
    );
    env.db.writer().execute_raw(statement).await.map_err(Error::from)?;
    Ok(())
}

/// A class to be drawn, digitised and published by a job.
async fn film(env: &Environment, staff: &accounts::Staff, item: ItemId, class: DemoClass) -> Result<()> {
    let (recording, session) = prepare(env, staff, item, &format!("{}.mp4", class.slug()), 1, Audience::Public).await?;
    let tx = env.db.begin().await?;
    await_work(env, &tx, recording).await?;
    jobs::enqueue(env, &tx, &Job::MakeDemo { class, recording, publish: session }).await?;
    tx.commit().await?;
    Ok(())
}

async fn print_guide(env: &Environment, staff: &accounts::Staff) -> Result<ItemId> {
    let mut fields = ItemFields::new(Kind::Guide, LangMap::both("Guide de démarrage", "Getting started guide"));
    fields.description = LangMap::both(
        "Une page à garder sous la main\u{a0}: s’installer, vivre sa première séance, choisir ce que l’on partage.",
        "One page to keep at hand: getting set up, your first session, choosing what you share.",
    );
    fields.tags = vec!["accueil".into()];
    fields.duration_minutes = Some(5);
    fields.status = ItemStatus::InWork;
    fields.source_key = Some("DEMO-GUIDE".into());
    let item = item_of(env, staff, fields).await?;
    if !is_bare(env, item).await? {
        return Ok(item);
    }
    let pdf = guide_pdf();
    let size = pdf.len() as u64;
    let (recording, session) = prepare(env, staff, item, "guide.pdf", size, Audience::Public).await?;
    let key = MediaKey::Original { recording, attempt: env.new_id() };
    env.store.put(&key.path(), pdf.into()).await?;
    let tx = env.db.begin().await?;
    await_work(env, &tx, recording).await?;
    let statement = env.db.statement(
        "UPDATE recording SET original_key = ?, may_download = ? WHERE id = ?",
        [key.key().into(), true.into(), recording.0.into()],
    );
    tx.execute_raw(statement).await?;
    jobs::enqueue(env, &tx, &Job::Digitise { recording, publish: Some(session) }).await?;
    tx.commit().await?;
    Ok(item)
}

async fn prepare(
    env: &Environment,
    staff: &accounts::Staff,
    item: ItemId,
    filename: &str,
    size: u64,
    audience: Audience,
) -> Result<(RecordingId, SessionId)> {
    let begin = BeginRecording::new(item, filename, size);
    let recording = crate::recordings::begin(env, staff, &begin).await?.id;
    let new = NewSession { item_id: item, recording_id: Some(recording), live: None, audience: Some(audience) };
    Ok((recording, sessions::create(env, staff, &new).await?.id))
}

async fn await_work<C: ConnectionTrait>(env: &Environment, connection: &C, id: RecordingId) -> Result<()> {
    let statement =
        env.db.statement("UPDATE recording SET state = 'uploaded', received = size WHERE id = ?", [id.0.into()]);
    connection.execute_raw(statement).await?;
    Ok(())
}

async fn organisation_exists(env: &Environment) -> Result<bool> {
    let statement = env.db.statement("SELECT id FROM organisation LIMIT 1", []);
    Ok(env.db.writer().query_one_raw(statement).await?.is_some())
}

/// Written last: a seeding that was cut short is begun again.
async fn found_organisation(env: &Environment) -> Result<()> {
    let name = LangMap::both("Les centres Estrade", "Estrade Centres");
    let statement = env.db.statement(
        "INSERT INTO organisation (id, name, time_zone, created_at) VALUES (?, ?, ?, ?)",
        [env.new_id().into(), json(&name)?.into(), "America/Toronto".into(), env.clock.now_ms().into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}

fn class_item(class: DemoClass, centre: &str) -> ItemFields {
    let mut fields = ItemFields::new(Kind::Class, LangMap::both(class.title_fr(), class.title_en()));
    fields.description = LangMap::both(class.description_fr(), class.description_en());
    let (tags, level, instructor): (&[&str], Level, &str) = match class {
        DemoClass::Breathing => (&["souffle", "détente"], Level::All, "Léa Bouchard"),
        DemoClass::Stretching => (&["souplesse", "matin"], Level::Beginner, "Mathieu Gagnon"),
        DemoClass::Walking => (&["cardio", "matin"], Level::Intermediate, "Amina Diallo"),
    };
    fields.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    fields.level = level;
    fields.duration_minutes = Some(1);
    fields.language = Some("fr".into());
    fields.instructor = Some(instructor.into());
    fields.centre = Some(centre.into());
    fields.status = ItemStatus::InWork;
    fields.source_key = Some(format!("DEMO-{}", class.slug().to_uppercase()));
    fields
}

/// Kind, title in French and English, tags, minutes, level, status, equipment, centre.
type Shelved =
    (Kind, &'static str, &'static str, &'static str, u32, Level, ItemStatus, &'static [&'static str], &'static str);

/// What stands on the shelf and is not digitised yet.
fn shelf() -> Vec<ItemFields> {
    let rows: [Shelved; 10] = [
        (
            Kind::Class,
            "Yoga sur chaise",
            "Chair yoga",
            "aînés;souplesse",
            45,
            Level::Beginner,
            ItemStatus::Selected,
            &["chaise"],
            "Cartierville",
        ),
        (
            Kind::Class,
            "Aquaforme douce",
            "Gentle aquafit",
            "piscine;aînés",
            50,
            Level::All,
            ItemStatus::Assessed,
            &["ceinture de flottaison"],
            "Centre-ville",
        ),
        (
            Kind::Class,
            "Pilates au sol",
            "Mat Pilates",
            "posture",
            55,
            Level::Intermediate,
            ItemStatus::Identified,
            &["tapis"],
            "Hochelaga-Maisonneuve",
        ),
        (
            Kind::Class,
            "Initiation à la danse",
            "First steps in dance",
            "danse;famille",
            40,
            Level::Beginner,
            ItemStatus::Identified,
            &[],
            "Cartierville",
        ),
        (
            Kind::Talk,
            "Bien dormir après 60 ans",
            "Sleeping well after 60",
            "sommeil;aînés",
            30,
            Level::All,
            ItemStatus::Assessed,
            &[],
            "Centre-ville",
        ),
        (
            Kind::Recipe,
            "Soupe aux lentilles pour dix",
            "Lentil soup for ten",
            "cuisine;famille",
            60,
            Level::All,
            ItemStatus::Identified,
            &["grande marmite"],
            "Hochelaga-Maisonneuve",
        ),
        (
            Kind::Guide,
            "Prévenir les chutes à la maison",
            "Preventing falls at home",
            "aînés;sécurité",
            15,
            Level::All,
            ItemStatus::Selected,
            &[],
            "Cartierville",
        ),
        (
            Kind::Audio,
            "Méditation du soir",
            "Evening meditation",
            "détente;souffle",
            12,
            Level::All,
            ItemStatus::InWork,
            &[],
            "Centre-ville",
        ),
        (
            Kind::Service,
            "Accueil des nouveaux membres",
            "Welcoming new members",
            "accueil",
            20,
            Level::All,
            ItemStatus::Identified,
            &[],
            "Centre-ville",
        ),
        (
            Kind::Class,
            "Boxe, niveau avancé",
            "Boxing, advanced",
            "cardio",
            60,
            Level::Advanced,
            ItemStatus::Rejected,
            &["gants", "sac de frappe"],
            "Hochelaga-Maisonneuve",
        ),
    ];
    rows.into_iter()
        .enumerate()
        .map(|(place, (kind, fr, en, tags, minutes, level, status, equipment, centre))| {
            let mut fields = ItemFields::new(kind, LangMap::both(fr, en));
            fields.tags = tags.split(';').map(str::to_owned).collect();
            fields.duration_minutes = Some(minutes);
            fields.level = level;
            fields.status = status;
            fields.equipment = equipment.iter().map(|needed| (*needed).to_owned()).collect();
            fields.centre = Some(centre.to_owned());
            fields.source_key = Some(format!("DEMO-{:03}", place + 1));
            fields
        })
        .collect()
}

fn pilot_fields(env: &Environment, item_ids: Vec<ItemId>) -> PilotFields {
    let today = env.clock.now().to_string();
    PilotFields {
        title: LangMap::both("Bouger à la maison", "Moving at home"),
        hypothesis: LangMap::both(
            "Des séances de moins de dix minutes, sans matériel, amènent des membres qui ne viennent plus au \
             centre à reprendre une activité chaque semaine.",
            "Sessions under ten minutes, without equipment, bring members who no longer come to the centre back to \
             some activity every week.",
        ),
        item_ids,
        starts_on: Some(today.chars().take(10).collect()),
        ends_on: None,
        targets: Targets { started_percent: Some(40), completed_percent: Some(25) },
    }
}
