-- What members asked to be told of: sessions that are still to come, and those that do not take place. How
-- each is told, how long before, and to whom it was told already, follows after this.
WITH asked AS (
    SELECT reminder.session_id,
           reminder.member_id,
           reminder.created_at AS asked_at,
           reminder.day_for AS mailed_day_for,
           reminder.hour_for AS mailed_hour_for,
           reminder.minutes_for AS mailed_minutes_for,
           reminder.cancelled_for AS mailed_cancelled_for,
           reminder.asked_for,
           reminder.moved_for AS mailed_moved_for,
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
           choice.mail AS wants_mail,
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
    WHERE (live.state = 'cancelled' AND live.ends_at > ?)
       OR (live.state IN ('scheduled', 'live', 'interrupted') AND session.state = 'published'
           AND live.starts_at > ?)
)
