-- Whom there may be something to write to: members who asked to be reminded of a session that begins within a
-- day, and those who do not know yet that one was moved or does not take place. Whoever wants no letters is left out.
SELECT reminder.session_id,
       reminder.member_id,
       reminder.created_at,
       reminder.day_for,
       reminder.hour_for,
       reminder.minutes_for,
       reminder.cancelled_for,
       reminder.asked_for,
       reminder.moved_for,
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
       choice.quiet_until
FROM reminder
JOIN live ON live.session_id = reminder.session_id
JOIN session ON session.id = reminder.session_id
JOIN item ON item.id = session.item_id
JOIN member ON member.id = reminder.member_id AND member.active
LEFT JOIN reminder_choice AS choice ON choice.member_id = reminder.member_id
WHERE COALESCE(choice.mail, TRUE) AND ((live.state = 'cancelled' AND live.ends_at > ? AND reminder.cancelled_for IS NULL)
   OR (live.state IN ('scheduled', 'live', 'interrupted') AND session.state = 'published'
       AND live.starts_at > ? AND (live.starts_at <= ?
           OR COALESCE(reminder.moved_for, reminder.asked_for) <> live.starts_at)))
ORDER BY live.starts_at, reminder.created_at
