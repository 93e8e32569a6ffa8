/**
 * The pages of an attempt: saves answers as they are made, counts the time, listens to keys. Without it everything works by
 * forms and links; with it nothing is lost when the network is.
 * @module
 */
import { watchChoices } from './exam/choices.js';
import { Clock } from './exam/clock.js';
import { deliverOthers } from './exam/deliver.js';
import { forgetAll, forgetStale } from './exam/kept.js';
import { listenToKeys } from './exam/keys.js';
import { guardLeaving } from './exam/leave.js';
import { attempt } from './exam/page.js';
import { Persistent } from './exam/persist.js';
import { readClock } from './exam/post.js';
import { Saver } from './exam/save.js';
import * as state from './exam/state.js';


/** How long a change waits for the next one, in ms. */
const TYPED = 700;
const CHOSEN = 150;

/** A save is wanted even where nothing changed: it tells whether the server can be reached. */
let wanted = false;
/** One is told once that an answer was refused; then one may go. */
let told = false;

const form = document.getElementById('response');
const saver = form && new Saver(form);
const runner = new Persistent(deliverAll);
const timer = document.getElementById('timer');
const clock = timer && new Clock(timer, { save: () => runner.run(), closed: finish });

/** Everything that is not on the server yet: first what older pages left behind, then this page. */
async function deliverAll() {
  const result = (await deliverOthers(attempt, saver?.action)) ?? (await deliverOwn());
  if (!result) state.calm();
  else settle(result);
  return result;
}

async function deliverOwn() {
  if (!saver || !(wanted || saver.changed)) return null;
  wanted = false;
  state.saving();
  return saver.send();
}

function settle(result) {
  state.ended(result);
  if (result.is === 'saved') clock?.set(result.secondsLeft, result.total);
  if (result.is === 'closed') location.assign(result.location || attempt);
}

function finish(url) {
  forgetAll(attempt);
  location.assign(url || attempt);
}

/** Whether everything is saved and the server can be reached. */
async function ready() {
  wanted = true;
  const result = await runner.run();
  wanted = false;
  if (!saver && !result) return reachable();
  if (result?.is === 'changed' || result?.is === 'refused') return told || !(told = true);
  return result?.is === 'saved';
}

async function reachable() {
  const reached = clock ? await clock.ask() : Boolean(await readClock(`${attempt}/clock`));
  if (!reached) state.ended({ is: 'unreachable', wait: 0 });
  return reached;
}

/** The page goes, perhaps for good: what is on it is kept, and sent unless something is on its way already. */
function flush() {
  if (!saver?.changed) return;
  saver.take();
  runner.run();
}

function changed(event) {
  const typed = event.target.matches('textarea, [type=text]');
  saver?.take();
  runner.soon(typed && event.type === 'input' ? TYPED : CHOSEN);
}

if (form) {
  watchChoices(form);
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => { if (document.hidden) flush(); });
}
if (saver?.restored) state.restored();

// A page that the browser kept alive shows answers and a revision that may be long past.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

listenToKeys();
guardLeaving(ready);
forgetStale();
runner.run();
