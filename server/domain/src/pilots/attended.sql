-- How many sessions of a pilot's items can be attended: published ones, and live ones that are announced.
-- Value: the pilot.
SELECT CAST(COUNT(DISTINCT session.id) AS BIGINT) AS sessions
FROM pilot_item
JOIN session ON session.item_id = pilot_item.item_id
LEFT JOIN live ON live.session_id = session.id
WHERE pilot_item.pilot_id = ?
  AND (session.state = 'published' OR live.state IN ('scheduled', 'live', 'interrupted'))
