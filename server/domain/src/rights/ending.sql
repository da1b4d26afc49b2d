-- The releases and licences whose last day lies between two days, with who looks after each.
SELECT known.release_id,
       known.licence_id,
       known.item_id,
       item.title,
       known.name,
       known.ends_on,
       owner.id AS owner_id,
       owner.name AS owner
FROM (
    SELECT id AS release_id, NULL AS licence_id, item_id, name, expires_on AS ends_on, created_by
    FROM person_release
    WHERE seen AND withdrawn_on IS NULL
    UNION ALL
    SELECT NULL, id, item_id, title, ends_on, created_by
    FROM licence
) AS known
JOIN item ON item.id = known.item_id
LEFT JOIN member AS owner ON owner.id = known.created_by AND owner.active AND owner.role <> 'member'
WHERE known.ends_on >= ? AND known.ends_on <= ?
ORDER BY known.ends_on, known.name
