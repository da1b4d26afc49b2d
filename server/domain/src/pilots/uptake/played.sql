-- What those invited played of the pilot, watch by watch, and whether it counts: what was begun since their
-- invitation does, and not while they worked for the organisation. Values: the pilot, whom it is asked of (see
-- read.rs), the pilot again.
SELECT
    watch.member_id,
    watch.session_id,
    watch.credited_ms,
    watch.started_at,
    watch.last_at,
    watch.device,
    CAST(CASE WHEN watch.internal OR watch.started_at < pilot_invitation.invited_at THEN 0 ELSE 1 END AS BIGINT) AS counts
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
JOIN watch ON watch.member_id = member.id
JOIN session ON session.id = watch.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
WHERE pilot_invitation.pilot_id = ? {members}
  AND pilot_item.pilot_id = ?
  AND watch.credited_ms > 0
