# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says over a network the pages are served by TLS only
craffu serve --address 0.0.0.0 --port 0
