# SPDX-License-Identifier: GPL-3.0-or-later
# status 74
# says craffu-data: the folder cannot be read: Permission denied
# says ask whoever keeps it for permission, or name another place
chmod 700 craffu-data
# then
stranger craffu review list
