-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: shown_version
SELECT version FROM shown;
