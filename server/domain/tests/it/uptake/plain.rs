//! The same figures once more, by queries of another kind.

use super::{story::Story, truth::holds};
use crate::world::on_both_databases;
use contract::{pilots::Figure, uptake::Breakdown};
use sea_orm::ConnectionTrait;

/// The watches that count, how much time each adds to those before it, who has begun, and who has completed, in
/// other words than the product's: nobody in this story leaves a window open without watching. Values: the pilot,
/// twice.
const PLAIN: &str = "WITH counted AS (
    SELECT watch.id, watch.member_id, watch.session_id, watch.started_at, watch.last_at, watch.device,
           watch.started_at / 86400000 AS day
    FROM watch
    WHERE watch.credited_ms > 0 AND NOT watch.internal
      AND watch.session_id IN (SELECT session.id FROM session WHERE session.item_id IN
          (SELECT pilot_item.item_id FROM pilot_item WHERE pilot_item.pilot_id = ?))
      AND EXISTS (SELECT 1 FROM pilot_invitation, member WHERE pilot_invitation.pilot_id = ?
          AND member.email = pilot_invitation.email AND member.id = watch.member_id
          AND pilot_invitation.invited_at <= watch.started_at)
),
parts AS (
    SELECT counted.*,
           MAX(last_at) OVER (PARTITION BY member_id ORDER BY started_at, id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier,
           MAX(last_at) OVER (PARTITION BY member_id, session_id ORDER BY started_at, id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_of_session
    FROM counted
),
added AS (
    SELECT member_id, session_id,
           CASE WHEN earlier IS NULL OR earlier <= started_at THEN last_at - started_at
                WHEN earlier < last_at THEN last_at - earlier ELSE 0 END AS ms,
           CASE WHEN earlier_of_session IS NULL OR earlier_of_session <= started_at THEN last_at - started_at
                WHEN earlier_of_session < last_at THEN last_at - earlier_of_session ELSE 0 END AS ms_of_session
    FROM parts
),
begun AS (
    SELECT DISTINCT enough.member_id FROM
        (SELECT member_id FROM added GROUP BY member_id, session_id HAVING SUM(ms_of_session) >= 10000) AS enough
),
done AS (
    SELECT DISTINCT history.member_id FROM history WHERE history.completed_at IS NOT NULL AND EXISTS
        (SELECT 1 FROM counted WHERE counted.member_id = history.member_id
            AND counted.session_id = history.session_id)
)";

on_both_databases!(plain_sql_over_the_watches_says_the_same, |world| async move {
    let mut story = Story::begin(world, 46, 9).await;
    story.live().await;
    let details = story.details().await;
    let count = async |select: &str| {
        let db = &story.world.env.db;
        let statement = db.statement(&format!("{PLAIN} {select}"), [story.pilot.0.into(), story.pilot.0.into()]);
        let row = db.reader().query_one_raw(statement).await.expect("can be asked").expect("is a line");
        u64::try_from(row.try_get::<i64>("", "n").expect("is a number")).expect("is positive")
    };
    let back = |days: u32| {
        format!(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM done WHERE EXISTS (SELECT 1 FROM counted AS one, counted AS other
                WHERE one.member_id = done.member_id AND other.member_id = done.member_id
                  AND one.day = (SELECT MIN(day) FROM counted AS any_day WHERE any_day.member_id = done.member_id)
                  AND other.day > one.day AND other.day <= one.day + {days})"
        )
    };
    let funnel = &details.uptake.funnel;
    for (select, figure) in [
        ("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM begun".to_owned(), funnel.started),
        ("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM done".to_owned(), funnel.completed),
        (back(7), funnel.returned_7d),
        (back(30), funnel.returned_30d),
        (
            "SELECT CAST(SUM(ms) / 1000 AS BIGINT) AS n FROM added
                WHERE member_id IN (SELECT member_id FROM begun)"
                .to_owned(),
            details.uptake.watched_s,
        ),
    ] {
        let people = count(&select).await;
        let expected = if figure == details.uptake.watched_s { Figure::Shown(people) } else { Figure::of(people) };
        assert_eq!(figure, expected, "{select}");
    }
    for row in &details.table(Breakdown::Device).expect("is there").rows {
        let select = format!(
            "SELECT CAST(COUNT(DISTINCT member_id) AS BIGINT) AS n FROM counted
                WHERE device = '{}' AND member_id IN (SELECT member_id FROM begun)",
            row.key
        );
        holds(row.people, count(&select).await, &row.key);
    }
    for row in &details.table(Breakdown::Membership).expect("is there").rows {
        let since = if row.key == "new" { ">=" } else { "<" };
        let select = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM begun JOIN member ON member.id = begun.member_id
                JOIN pilot_invitation ON pilot_invitation.email = member.email
                WHERE member.created_at {since} pilot_invitation.invited_at"
        );
        holds(row.people, count(&select).await, &row.key);
    }
});
