// SPDX-License-Identifier: GPL-3.0-or-later
// The site's cookies. Over TLS their names begin with "__Host-": no other host and no other path can set them. SameSite=Lax, so that a
// link in an e-mail leads to the page and not to the sign-in; requests that change something carry a token as well.
#pragma once

#include "web/visit.h"

#define SESSION_COOKIE "session"
#define VISITOR_COOKIE "visitor" // of whoever is not signed in: signs the form of the sign-in
#define DEVICE_COOKIE "device"

struct text site_cookie(const struct http_request *request, const char *name); // empty: none
void visit_set_visitor(struct visit *visit, struct text token);
