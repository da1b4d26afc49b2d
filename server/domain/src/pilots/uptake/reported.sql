-- What was reported of the watches that count, of those sessions of which the same person has played something
-- that does not. Values: the pilot, whom it is asked of (see read.rs), the pilot again.
SELECT watch.id, watch.member_id, watch.session_id, watch.credited_ms, watch_batch.intervals
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
JOIN watch ON watch.member_id = member.id
JOIN session ON session.id = watch.session_id
JOIN pilot_item ON pilot_item.item_id = session.item_id
JOIN watch_batch ON watch_batch.watch_id = watch.id
WHERE pilot_invitation.pilot_id = ? {members}
  AND pilot_item.pilot_id = ?
  AND watch.credited_ms > 0
  AND NOT watch.internal
  AND watch.started_at >= pilot_invitation.invited_at
  AND EXISTS (
      SELECT 1
      FROM watch AS other
      WHERE other.member_id = watch.member_id
        AND other.session_id = watch.session_id
        AND other.credited_ms > 0
        AND (other.internal OR other.started_at < pilot_invitation.invited_at)
  )
ORDER BY watch.id, watch_batch.received_at, watch_batch.seq
