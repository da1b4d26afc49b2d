-- Every published session with its item and, where there is one, its recording: the whole
-- catalogue in one query, since a process reads it as a whole and then answers from memory.
SELECT session.id AS session_id,
       session.audience,
       COALESCE(session.published_at, session.created_at) AS published_at,
       item.id AS item_id,
       item.kind,
       item.title,
       item.description,
       item.tags,
       item.level,
       item.duration_minutes,
       item.equipment,
       item.language,
       item.instructor,
       item.centre,
       item.particulars,
       recording.id AS recording_id,
       recording.duration_ms,
       recording.poster_key,
       recording.poster_small_key,
       recording.original_key,
       recording.media_prefix,
       recording.media_version,
       CASE WHEN recording.storyboard IS NULL THEN 0 ELSE 1 END AS has_storyboard,
       CASE WHEN recording.may_download THEN 1 ELSE 0 END AS may_download,
       -- Two short lists, each made once. Asked for each session by itself, SQLite reads every recording each time
       -- where its statistics say that most go with none.
       CASE
           WHEN recording.cut IS NULL AND recording.id IN (
               SELECT signs.companion_of FROM recording AS signs
               WHERE signs.companion_role = 'sign' AND signs.state = 'ready' AND signs.deleted_at IS NULL
                   AND signs.cut IS NULL
           ) THEN 1
           WHEN recording.cut IS NOT NULL AND recording.id IN (
               SELECT signs.companion_of FROM recording AS signs
               WHERE signs.companion_role = 'sign' AND signs.state = 'ready' AND signs.deleted_at IS NULL
                   AND signs.cut IS NOT NULL
           ) THEN 1
           ELSE 0
       END AS has_signs,
       recording.pages,
       recording.leaves,
       live.state AS live_state,
       live.starts_at,
       live.ends_at,
       live.substitute
FROM session
JOIN item ON item.id = session.item_id
LEFT JOIN recording ON recording.id = session.recording_id AND recording.state IN ('ready', 'playable')
    AND recording.deleted_at IS NULL
LEFT JOIN live ON live.session_id = session.id
WHERE session.state = 'published'
ORDER BY published_at DESC, session.id DESC
