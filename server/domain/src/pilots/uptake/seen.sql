-- What those invited have seen of the pilot's sessions, ever, and whether they completed them since their
-- invitation. Values: the pilot, whom it is asked of (see read.rs), the pilot again.
SELECT
    history.member_id,
    history.session_id,
    history.ranges,
    CAST(CASE WHEN history.completed_at >= pilot_invitation.invited_at THEN 1 ELSE 0 END AS BIGINT) AS completed
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
JOIN history ON history.member_id = member.id
JOIN session ON session.id = history.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
WHERE pilot_invitation.pilot_id = ? {members}
  AND pilot_item.pilot_id = ?
  AND NOT history.internal
