# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says x.yaml:
# says there is no field or definition 'closd_at'
# says did you mean 'closed_at'?
sed "s/closed_at < reported_at/closd_at < reported_at/" instruments/hate-crime-snapshot.yaml >x.yaml
craffu instrument check x.yaml
