// SPDX-License-Identifier: GPL-3.0-or-later
// How far work in the background is, asked every few seconds and written where it stood: nothing else on the page moves, and the focus
// stays. Without scripts a link does the same. What is read aloud changes only now and then, and when the work is over.
const EVERY = 3000, ALOUD_EVERY = 30000, FAILURES_MOST = 5;
const words = document.getElementById('progress-words');
const bar = document.getElementById('progress-bar');
const aloud = document.getElementById('progress-aloud');
const link = document.getElementById('progress-link');
const address = `${location.pathname}/progress?refresh=auto`; // a session does not live on by it
let failures = 0, said = Date.now();

function show(progress) {
  words.textContent = progress.words;
  if (progress.all > 0) {
    bar.max = progress.all;
    bar.value = progress.done;
    bar.parentElement.hidden = false;
  }
  if (!progress.over && Date.now() - said < ALOUD_EVERY) return;
  aloud.textContent = progress.words;
  said = Date.now();
}

async function ask() {
  try {
    const answer = await fetch(address, { redirect: 'error', headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.status);
    const progress = await answer.json();
    failures = 0;
    show(progress);
    if (progress.over) {
      link.textContent = link.dataset.over;
      return;
    }
  } catch {
    if (++failures === FAILURES_MOST) return; // the link is there
  }
  setTimeout(ask, EVERY);
}

document.getElementById('progress-repeat')?.setAttribute('hidden', ''); // this is what it offers
setTimeout(ask, EVERY);
