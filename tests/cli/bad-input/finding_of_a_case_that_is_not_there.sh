# SPDX-License-Identifier: GPL-3.0-or-later
# status 3
# says f.yaml:6:5: there is no case DP-2019-9999 here
sed "s/DP-2019-0019/DP-2019-9999/" demo/2019-snapshot/findings.yaml >f.yaml
craffu findings load f.yaml
