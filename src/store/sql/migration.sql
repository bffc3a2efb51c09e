-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: migration_version
SELECT MAX(number) FROM schema_version;

-- name: migration_insert
INSERT INTO schema_version (number, name) VALUES ($1, $2);
