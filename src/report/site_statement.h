// SPDX-License-Identifier: GPL-3.0-or-later
// The accessibility statement of a site, in the form that regulation 8 of the Public Sector Bodies (Websites and Mobile
// Applications) (No. 2) Accessibility Regulations 2018 asks for, in words of our own. Only src/report/site*.c include this.
#pragma once

#include "report/site_parts.h"

void site_add_statement(struct document *document, const struct site *site);
