-- The sessions of a pilot, in the order of its items. Value: the pilot.
SELECT
    session.id,
    session.state,
    item.title,
    item.instructor,
    item.centre,
    item.language,
    recording.duration_ms,
    recording.pages,
    CASE WHEN live.session_id IS NOT NULL THEN COALESCE(live.ended_at, live.ends_at) END AS live_until,
    CAST(CASE WHEN live.session_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS was_live
FROM pilot_item
JOIN item ON item.id = pilot_item.item_id
JOIN session ON session.item_id = item.id
LEFT JOIN recording ON recording.id = session.recording_id
LEFT JOIN live ON live.session_id = session.id AND live.state <> 'cancelled'
WHERE pilot_item.pilot_id = ?
ORDER BY pilot_item.position, session.created_at, session.id
