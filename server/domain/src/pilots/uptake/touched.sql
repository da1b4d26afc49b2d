-- Who may have done something of a pilot since a moment, or undone it: more than have, never less. Values: the
-- pilot, the moment, the moment again.
SELECT watch.member_id
FROM pilot_item
JOIN session ON session.item_id = pilot_item.item_id
JOIN watch ON watch.session_id = session.id
WHERE pilot_item.pilot_id = ?
  AND watch.last_at >= ?
UNION
SELECT history_forgotten.member_id
FROM history_forgotten
WHERE history_forgotten.at >= ?
