-- Which devices there may be something to tell: those of members who asked to be reminded of a session that
-- begins within a day, or of one that was moved or does not take place. What was due before a device was chosen is not for it.
SELECT reminder.session_id,
       reminder.member_id,
       CASE WHEN device.created_at > reminder.created_at THEN device.created_at ELSE reminder.created_at END
           AS created_at,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'day') AS day_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'hour') AS hour_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'minutes')
           AS minutes_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'cancelled')
           AS cancelled_for,
       reminder.asked_for,
       (SELECT told.starts_at FROM push_notice AS told
        WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'moved')
           AS moved_for,
       live.starts_at,
       live.ends_at,
       live.state,
       live.substitute,
       item.title,
       item.instructor,
       item.centre,
       member.name,
       member.email,
       member.locale,
       choice.day AS wants_day,
       choice.hour AS wants_hour,
       choice.minutes AS wants_minutes,
       choice.quiet_from,
       choice.quiet_until,
       device.id AS device_id,
       device.endpoint,
       device.public_key,
       device.auth_secret
FROM reminder
JOIN push_device AS device ON device.member_id = reminder.member_id
JOIN live ON live.session_id = reminder.session_id
JOIN session ON session.id = reminder.session_id
JOIN item ON item.id = session.item_id
JOIN member ON member.id = reminder.member_id AND member.active
LEFT JOIN reminder_choice AS choice ON choice.member_id = reminder.member_id
WHERE (live.state = 'cancelled' AND live.ends_at > ?)
   OR (live.state IN ('scheduled', 'live', 'interrupted') AND session.state = 'published'
       AND live.starts_at > ? AND (live.starts_at <= ? OR live.starts_at <> COALESCE(
           (SELECT told.starts_at FROM push_notice AS told
            WHERE told.device_id = device.id AND told.session_id = reminder.session_id AND told.news = 'moved'),
           reminder.asked_for)))
ORDER BY live.starts_at, reminder.created_at, device.id
