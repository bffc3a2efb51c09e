# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says x.yaml:
sed "s/is: hcso_contacted_at - reported_at/is: time_to_contact/" instruments/hate-crime-snapshot.yaml >x.yaml
craffu instrument check x.yaml
