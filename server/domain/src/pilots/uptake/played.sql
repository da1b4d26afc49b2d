-- When, and on what, those invited played something of the pilot, since their invitation. Values: the pilot,
-- whom it is asked of (see deeds.rs), the pilot again.
SELECT watch.member_id, watch.started_at, watch.device
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
JOIN watch ON watch.member_id = member.id
JOIN session ON session.id = watch.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
WHERE pilot_invitation.pilot_id = ? {members}
  AND pilot_item.pilot_id = ?
  AND NOT watch.internal
  AND watch.credited_ms > 0
  AND watch.started_at >= pilot_invitation.invited_at
