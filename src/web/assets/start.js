// SPDX-License-Identifier: GPL-3.0-or-later
// Begins what makes the pages better for who has scripts. Everything works without it.
import { initAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
