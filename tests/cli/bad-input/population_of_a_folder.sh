# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says demo: the file cannot be read: Is a directory
craffu population demo --instrument instruments/hate-crime-snapshot.yaml
