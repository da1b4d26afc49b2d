-- Which parts of the pilot's recordings those invited have seen. Values: the pilot, whom
-- it is asked of (see deeds.rs), the pilot again.
SELECT history.member_id, history.session_id, history.ranges
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
JOIN history ON history.member_id = member.id
JOIN session ON session.id = history.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
WHERE pilot_invitation.pilot_id = ? {members}
  AND pilot_item.pilot_id = ?
  AND NOT history.internal
