-- Whom there may be something to write to: of sessions that begin within a day, and those that were moved or do
-- not take place, unless they know already. Whoever wants no letters is left out.
SELECT asked.*,
       asked.asked_at AS created_at,
       asked.mailed_day_for AS day_for,
       asked.mailed_hour_for AS hour_for,
       asked.mailed_minutes_for AS minutes_for,
       asked.mailed_cancelled_for AS cancelled_for,
       asked.mailed_moved_for AS moved_for
FROM asked
WHERE COALESCE(asked.wants_mail, TRUE) AND CASE asked.state
    WHEN 'cancelled' THEN asked.mailed_cancelled_for IS NULL
    ELSE asked.starts_at <= ? OR COALESCE(asked.mailed_moved_for, asked.asked_for) <> asked.starts_at
END
ORDER BY asked.starts_at, asked.asked_at
