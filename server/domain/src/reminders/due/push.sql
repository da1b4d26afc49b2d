-- Which devices there may be something to tell: of sessions that begin within a day, and those that were moved or
-- do not take place. What was due before a device was chosen is not for it.
SELECT asked.*,
       CASE WHEN device.created_at > asked.asked_at THEN device.created_at ELSE asked.asked_at END AS created_at,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'day') AS day_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'hour') AS hour_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'minutes')
           AS minutes_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'cancelled')
           AS cancelled_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'moved')
           AS moved_for,
       device.id AS device_id,
       device.endpoint,
       device.public_key,
       device.auth_secret
FROM asked
JOIN push_device AS device ON device.member_id = asked.member_id
WHERE asked.state = 'cancelled' OR asked.starts_at <= ? OR asked.starts_at <> COALESCE(
    (SELECT told.starts_at FROM push_notice AS told
     WHERE told.device_id = device.id AND told.session_id = asked.session_id AND told.news = 'moved'),
    asked.asked_for)
ORDER BY asked.starts_at, asked.asked_at, device.id
