-- name: last_link
SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1;

-- name: head
SELECT coalesce(max(position), 0) FROM journal;

-- name: append
INSERT INTO journal (position, id, type, originator, received, chain, data)
VALUES (:position, :id, :type, :originator, :received, :chain, :data);

-- name: holds
SELECT 1 FROM journal WHERE id = :id;

-- name: entries
SELECT position, id, type, originator, received, chain, data FROM journal
WHERE position > :after AND (:until IS NULL OR received <= :until) ORDER BY position;

-- name: entries_of_type
SELECT position, id, type, originator, received, chain, data FROM journal
WHERE type = :kind AND position > :after AND (:until IS NULL OR received <= :until) ORDER BY position;

-- name: entry
SELECT position, id, type, originator, received, chain, data FROM journal WHERE id = :id;

-- name: find
SELECT id FROM journal WHERE id >= :first AND id < :last ORDER BY id LIMIT 10;

-- name: put_blob
INSERT INTO blob (digest, salt, content) VALUES (:digest, :salt, :content) ON CONFLICT (digest) DO NOTHING;

-- name: blob
SELECT digest, salt, content FROM blob WHERE digest = :digest;

-- name: put_seen
INSERT INTO seen (location, content) VALUES (:location, :content) ON CONFLICT DO NOTHING;

-- name: seen
SELECT 1 FROM seen WHERE location = :location AND content = :content;

-- name: put_mark
INSERT INTO mark (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: mark
SELECT value FROM mark WHERE name = :name;

-- name: put_view
INSERT INTO view (name, position, content) VALUES (:name, :position, :content)
ON CONFLICT (name) DO UPDATE SET position = excluded.position, content = excluded.content;

-- name: drop_view
DELETE FROM view WHERE name = :name;

-- name: drop_views
DELETE FROM view WHERE :keep = '' OR substr(name, 1, length(:keep)) <> :keep;

-- name: view
SELECT position, content FROM view WHERE name = :name;
