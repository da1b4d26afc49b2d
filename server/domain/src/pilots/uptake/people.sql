-- The invited people who are members. Values: the role that counts, the pilot.
--
-- Playing takes being signed in, so that whoever played had signed in, even if with a cookie from before the
-- invitation: those are found in played.sql.
SELECT
    member.id AS member_id,
    pilot_invitation.invited_at,
    CAST(CASE WHEN member.role = ? AND member.last_sign_in_at >= pilot_invitation.invited_at THEN 1 ELSE 0 END AS BIGINT) AS present,
    CAST(CASE WHEN member.created_at >= pilot_invitation.invited_at THEN 1 ELSE 0 END AS BIGINT) AS new
FROM pilot_invitation
JOIN member ON member.email = pilot_invitation.email
WHERE pilot_invitation.pilot_id = ?
