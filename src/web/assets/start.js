// SPDX-License-Identifier: GPL-3.0-or-later
// Begins what makes the pages better for who has scripts. Everything works without it.
import { initAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

if (document.getElementById('progress-words')) import('./progress.js');

// What a link carries behind "#" is sent in its form, never in an address, and does not stay in the browser's history.
const code = document.getElementById('link_code');
if (code && location.hash) {
  code.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}

// A page that is left open shows nothing more once its session is over. All windows of the browser share one session: the latest
// answer tells its end, and a page of somebody who is not signed in tells that there is none.
const KEY = 'session-ends';
const left = Number(document.body.dataset.secondsLeft ?? 0);

function leave() {
  document.body.replaceChildren();
  location.replace(document.documentElement.lang === 'cy' ? '/cy/sign-in' : '/sign-in');
}

function watch() {
  const wait = Number(localStorage.getItem(KEY)) - Date.now();
  if (wait <= 0) leave();
  else setTimeout(watch, wait + 1000);
}

try {
  if (left > 0) {
    localStorage.setItem(KEY, Date.now() + left * 1000);
    setTimeout(watch, left * 1000 + 1000);
    addEventListener('storage', (event) => { if (event.key === KEY && !Number(event.newValue)) leave(); });
    addEventListener('pageshow', (event) => { if (event.persisted) watch(); });
  } else {
    localStorage.setItem(KEY, 0); // and not removed: where nothing was, the others would not be told
  }
} catch {
  // A browser that keeps nothing: the page stays until it is left.
}
