# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says x.yaml:
sed "s/when: hcso_declined/when: strand + 1/" instruments/hate-crime-snapshot.yaml >x.yaml
craffu instrument check x.yaml
