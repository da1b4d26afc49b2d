-- One line per invited person and session of the pilot: what they have seen of it since the invitation.
-- Values: the pilot, whom it is asked of (see deeds.rs), the pilot again.
--
-- People are those invited whose address is a member's. A recording shorter than ten seconds is begun by
-- completing it. Somebody was there live who came before the broadcast was over.
WITH cohort AS (
    SELECT member.id AS member_id, pilot_invitation.invited_at
    FROM pilot_invitation
    JOIN member ON member.email = pilot_invitation.email
    WHERE pilot_invitation.pilot_id = ? {members}
),
played AS (
    SELECT
        watch.member_id,
        watch.session_id,
        MIN(cohort.invited_at) AS invited_at,
        SUM(watch.credited_ms) AS watched_ms,
        MIN(watch.started_at) AS first_at
    FROM cohort
    JOIN watch ON watch.member_id = cohort.member_id
    WHERE NOT watch.internal AND watch.credited_ms > 0 AND watch.started_at >= cohort.invited_at
    GROUP BY watch.member_id, watch.session_id
)
SELECT
    played.member_id,
    played.session_id,
    CAST(played.watched_ms AS BIGINT) AS watched_ms,
    CAST(CASE WHEN history.completed_at >= played.invited_at THEN 1 ELSE 0 END AS BIGINT) AS completed,
    CAST(CASE WHEN history.unique_ms * 2 >=
        CASE WHEN recording.pages > 0 THEN recording.pages * 1000 ELSE recording.duration_ms END THEN 1 ELSE 0 END AS BIGINT) AS half,
    CAST(CASE WHEN played.first_at < COALESCE(live.ended_at, live.ends_at) THEN 1 ELSE 0 END AS BIGINT) AS live
FROM played
JOIN history ON history.member_id = played.member_id AND history.session_id = played.session_id
JOIN session ON session.id = played.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
LEFT JOIN recording ON recording.id = session.recording_id
LEFT JOIN live ON live.session_id = session.id AND live.state <> 'cancelled'
WHERE pilot_item.pilot_id = ?
  AND NOT history.internal
ORDER BY played.member_id
