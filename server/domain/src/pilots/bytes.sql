-- The bytes that are kept for a pilot's items, and the bits of a second watched: per recording the best
-- picture and the best sound that are offered, on average. Values: the pilot, twice.
WITH kept AS (
    SELECT recording.id, recording.size,
           (SELECT SUM(stored_object.size) FROM stored_object WHERE stored_object.recording_id = recording.id) AS noted
    FROM recording
    JOIN pilot_item ON pilot_item.item_id = recording.item_id
    WHERE pilot_item.pilot_id = ? AND recording.deleted_at IS NULL
),
rate AS (
    SELECT rendition.recording_id,
           MAX(CASE WHEN rendition.kind = 'video' THEN rendition.average_bandwidth ELSE 0 END)
           + MAX(CASE WHEN rendition.kind = 'audio' THEN rendition.average_bandwidth ELSE 0 END) AS bits
    FROM rendition
    JOIN recording ON recording.id = rendition.recording_id
    JOIN pilot_item ON pilot_item.item_id = recording.item_id
    WHERE pilot_item.pilot_id = ? AND rendition.retired_at IS NULL AND recording.deleted_at IS NULL
      AND recording.companion_of IS NULL
    GROUP BY rendition.recording_id
)
SELECT
    CAST(COALESCE((SELECT SUM(COALESCE(kept.noted, kept.size)) FROM kept), 0) AS BIGINT) AS stored,
    CAST(COALESCE((SELECT AVG(rate.bits) FROM rate), 0) AS BIGINT) AS bitrate
