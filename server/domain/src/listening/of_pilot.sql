-- What the members of a pilot's cohort said since they were invited, the latest first: about its sessions,
-- and whether they would recommend the whole. Those who work for the organisation are left out.
-- Values: the pilot, twice.
SELECT listening_answer.member_id,
       listening_answer.kind,
       listening_answer.score,
       listening_answer.text,
       listening_answer.at
FROM listening_answer
JOIN member ON member.id = listening_answer.member_id
JOIN pilot_invitation ON pilot_invitation.email = member.email
LEFT JOIN session ON session.id = listening_answer.session_id
WHERE pilot_invitation.pilot_id = ?
  AND member.role = 'member'
  AND listening_answer.at >= pilot_invitation.invited_at
  AND (
      listening_answer.kind = 'nps'
      OR session.item_id IN (SELECT pilot_item.item_id FROM pilot_item WHERE pilot_item.pilot_id = ?)
  )
ORDER BY listening_answer.at DESC, listening_answer.id DESC
