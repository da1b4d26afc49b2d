-- One line per invited person who came: what of the pilot they have seen since the invitation.
-- Both databases run it as it stands. Values: the pilot, the role that counts, the pilot.
--
-- People are those invited whose address is a member's. Playing takes being signed in, so who
-- played had signed in, even if with a cookie from before the invitation. A recording shorter
-- than ten seconds is begun by completing it.
WITH cohort AS (
    SELECT member.id AS member_id, member.role, member.last_sign_in_at, pilot_invitation.invited_at
    FROM pilot_invitation
    JOIN member ON member.email = pilot_invitation.email
    WHERE pilot_invitation.pilot_id = ?
),
present AS (
    SELECT member_id FROM cohort WHERE role = ? AND last_sign_in_at >= invited_at
),
played AS (
    SELECT watch.member_id, watch.session_id, SUM(watch.credited_ms) AS watched_ms
    FROM cohort
    JOIN watch ON watch.member_id = cohort.member_id
    WHERE NOT watch.internal AND watch.credited_ms > 0 AND watch.started_at >= cohort.invited_at
    GROUP BY watch.member_id, watch.session_id
),
viewing AS (
    SELECT
        cohort.member_id,
        played.watched_ms,
        CASE WHEN history.completed_at >= cohort.invited_at THEN 1 ELSE 0 END AS completed,
        CASE WHEN history.unique_ms * 2 >= recording.duration_ms THEN 1 ELSE 0 END AS half
    FROM cohort
    JOIN history ON history.member_id = cohort.member_id
    JOIN played ON played.member_id = history.member_id AND played.session_id = history.session_id
    JOIN session ON session.id = history.session_id
    JOIN pilot_item ON pilot_item.item_id = session.item_id
    LEFT JOIN recording ON recording.id = session.recording_id
    WHERE pilot_item.pilot_id = ?
      AND NOT history.internal
),
seen AS (
    SELECT
        member_id,
        MAX(CASE WHEN watched_ms >= 10000 OR completed = 1 THEN 1 ELSE 0 END) AS started,
        MAX(CASE WHEN (watched_ms >= 10000 AND half = 1) OR completed = 1 THEN 1 ELSE 0 END) AS half,
        MAX(completed) AS completed,
        SUM(watched_ms) AS watched_ms
    FROM viewing
    GROUP BY member_id
)
SELECT
    cohort.member_id,
    CAST(COALESCE(seen.started, 0) AS BIGINT) AS started,
    CAST(COALESCE(seen.half, 0) AS BIGINT) AS half,
    CAST(COALESCE(seen.completed, 0) AS BIGINT) AS completed,
    CAST(COALESCE(seen.watched_ms, 0) AS BIGINT) AS watched_ms
FROM cohort
LEFT JOIN seen ON seen.member_id = cohort.member_id
WHERE seen.member_id IS NOT NULL
   OR cohort.member_id IN (SELECT member_id FROM present)
