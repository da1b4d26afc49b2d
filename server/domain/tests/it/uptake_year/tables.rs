//! Writing the year into the tables into which playing writes.

use super::{
    LENGTH, MEMBERS, PILOTS, cohort,
    year::{Deed, Year},
};
use contract::accounts::Role;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

/// What is written into one line of a table.
type Row = Vec<Value>;

impl Year {
    /// Writes it all into the tables into which playing writes.
    pub(super) async fn write(&self) {
        let [mut members, mut watches, mut batches, mut history]: [Vec<Row>; 4] = Default::default();
        let mut watch_id = 0_u128;
        for (place, person) in self.people.iter().enumerate() {
            members.push(vec![
                person.id.into(),
                format!("y{place}@demo.test").into(),
                format!("Y {place}").into(),
                person.role.code().into(),
                "fr".into(),
                true.into(),
                person.signed_in.into(),
                person.joined.into(),
            ]);
            let internal = person.role != Role::Member;
            for deed in &person.deeds {
                watch_id += 1;
                let id = Uuid::from_u128((7 << 64) + watch_id);
                watches.push(vec![
                    id.into(),
                    person.id.into(),
                    self.sessions[deed.item].0.into(),
                    internal.into(),
                    Value::from(if deed.believed { deed.played() } else { 0 }),
                    deed.at.into(),
                    deed.closed().into(),
                    deed.device.map(|device| device.code().to_owned()).into(),
                ]);
                batches.extend(reports(id, deed, place));
            }
            for (item, line) in self.lines(person) {
                let of_item = || person.deeds.iter().filter(move |deed| deed.item == item);
                let watched: usize = of_item().filter(|deed| deed.believed).map(|deed| deed.to - deed.from).sum();
                let ms = |seconds: usize| Value::from(1_000 * seconds as i64);
                let at = |deed: Option<&Deed>| Value::from(deed.map(|deed| deed.at).unwrap_or_default());
                history.push(vec![
                    person.id.into(),
                    self.sessions[item].0.into(),
                    ranges(&line.seen).into(),
                    ms(line.seen.iter().filter(|seen| **seen).count()),
                    ms(watched),
                    ms(0),
                    ms(0),
                    internal.into(),
                    at(of_item().next()),
                    at(of_item().next_back()),
                    line.completed_at.into(),
                ]);
            }
        }
        let mut invitations: Vec<Row> = Vec::new();
        for (pilot, id) in self.pilots.iter().enumerate() {
            for person in cohort(pilot) {
                invitations.push(vec![
                    Uuid::from_u128((9 << 64) + (pilot * MEMBERS + person) as u128).into(),
                    id.0.into(),
                    format!("y{person}@demo.test").into(),
                    self.invited_at(pilot).into(),
                ]);
            }
        }
        let live: Vec<Row> = (0..PILOTS)
            .filter_map(|item| self.over(item).map(|over| (item, over)))
            .map(|(item, over)| {
                let [from, until, ended]: [Value; 3] = [(over - 3_600_000).into(), over.into(), over.into()];
                vec![self.sessions[item].0.into(), from, until, "ended".into(), true.into(), ended]
            })
            .collect();
        let columns = "id, email, name, role, locale, active, last_sign_in_at, created_at";
        self.insert("member", columns, &members).await;
        let columns = "id, member_id, session_id, internal, credited_ms, started_at, last_at, device";
        self.insert("watch", columns, &watches).await;
        self.insert("watch_batch", "watch_id, seq, intervals, received_at", &batches).await;
        let columns = "member_id, session_id, ranges, unique_ms, watched_ms, disputed_ms, position_ms, internal, \
                       started_at, last_at, completed_at";
        self.insert("history", columns, &history).await;
        self.insert("pilot_invitation", "id, pilot_id, email, invited_at", &invitations).await;
        self.insert("live", "session_id, starts_at, ends_at, state, replay, ended_at", &live).await;
        self.world.env.db.writer().execute_unprepared("ANALYZE").await.expect("is looked at");
    }

    async fn insert(&self, table: &str, columns: &str, rows: &[Row]) {
        let db = &self.world.env.db;
        let transaction = db.begin().await.expect("begins");
        for rows in rows.chunks(500) {
            let lines: Vec<String> = rows.iter().map(|row| format!("({})", vec!["?"; row.len()].join(", "))).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", lines.join(", "));
            let statement = db.statement(&sql, rows.iter().flatten().cloned());
            transaction.execute_raw(statement).await.expect("is written");
        }
        transaction.commit().await.expect("is kept");
    }
}

/// What the player told of a deed: in two pieces, the later one first at times. Some players tell more than there
/// was time for, of which nothing was believed.
fn reports(watch: Uuid, deed: &Deed, person: usize) -> Vec<Row> {
    let middle = usize::midpoint(deed.from, deed.to);
    let report = |seq: i32, from: usize, to: usize, at: i64| -> Row {
        vec![watch.into(), seq.into(), serde_json::json!([[from as f64, to as f64]]).into(), at.into()]
    };
    let mut reports = Vec::new();
    if deed.believed {
        let late = i64::from(person.is_multiple_of(3));
        reports.push(report(0, deed.from, middle, deed.at + late));
        reports.push(report(1, middle, deed.to, deed.at + 1 - late));
    }
    if person.is_multiple_of(5) {
        reports.push(report(2, 0, LENGTH, deed.closed() + 2));
    }
    reports
}

/// The seconds that were seen, as ranges of milliseconds.
fn ranges(seen: &[bool]) -> serde_json::Value {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (second, _) in seen.iter().enumerate().filter(|(_, seen)| **seen) {
        match ranges.last_mut() {
            Some((_, to)) if *to == second * 1_000 => *to += 1_000,
            _ => ranges.push((second * 1_000, second * 1_000 + 1_000)),
        }
    }
    serde_json::json!(ranges)
}
