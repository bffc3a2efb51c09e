# SPDX-License-Identifier: GPL-3.0-or-later
# status 1
# says x.yaml:3:1: this is not well-formed YAML
printf 'craffu: instrument\nid: [a\n' >x.yaml
craffu instrument check x.yaml
