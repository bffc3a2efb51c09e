# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says x.yaml:
sed "s/when: hcso_declined/when: hcso_declned/" instruments/hate-crime-snapshot.yaml >x.yaml
sed "s|^instrument: .*|instrument: x.yaml|; s/^id: .*/id: another/" demo/2019-snapshot/review.yaml >review.yaml
craffu review load review.yaml
