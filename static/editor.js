/**
 * The editor of a question: while one types, what was typed is kept on the server and looked at, and options are moved without
 * leaving the page. Without it the same is done by buttons that send the form.
 * @module
 */

/** How long typing must pause before it is looked at, in ms. */
const PAUSE = 600;
/** How long an answer may take, in ms. */
const PATIENCE = 10_000;

const form = document.getElementById('editor');
const place = document.getElementById('preview');
const kept = document.getElementById('kept');
const words = document.getElementById('editor-words').dataset;
const options = document.getElementById('options');

let timer = 0;
let latest = 0;
let saved = new URLSearchParams(new FormData(form)).toString();

/** Sends what is in the form, keeps it there and shows what comes back. Only the newest answer counts. */
async function look() {
  const number = ++latest;
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.dataset.preview, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const preview = page.querySelector('.preview');
    if (number !== latest || !preview) return;
    place.replaceChildren(document.adoptNode(preview));
    saved = body.toString();
    kept.textContent = words.kept.replace('%', preview.dataset.kept ?? '');
    kept.classList.remove('error');
  } catch {
    if (number !== latest) return;
    kept.textContent = words.failed;
    kept.classList.add('error');
    timer = setTimeout(look, 5000);
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

form.addEventListener('input', soon);
form.addEventListener('change', soon);

/** Numbers the options anew: their keys are sent by place. */
function number() {
  const rows = [...options.children];
  rows.forEach((row, at) => {
    row.querySelector('[name="key"]').value = String(at);
    for (const button of row.querySelectorAll('[name="act"]')) {
      button.value = button.value.replace(/\d+$/, String(at));
      button.disabled = (button.value.startsWith('up-') && at === 0) || (button.value.startsWith('down-') && at === rows.length - 1);
    }
  });
}

options?.addEventListener('click', (event) => {
  const button = event.target.closest('[name="act"]');
  const row = button?.closest('.option-row');
  if (!row) return;
  const [what] = button.value.split('-');
  if (what === 'up') row.previousElementSibling?.before(row);
  else if (what === 'down') row.nextElementSibling?.after(row);
  else if (options.children.length > 1) row.remove();
  event.preventDefault();
  number();
  // The focus stays with what was moved.
  if (row.isConnected) (button.disabled ? row.querySelector('[name="act"]:not(:disabled)') : button).focus();
  soon();
});

// Leaving with something that is not kept yet asks first.
let leaving = false;
form.addEventListener('submit', () => { leaving = true; });
window.addEventListener('beforeunload', (event) => {
  if (!leaving && new URLSearchParams(new FormData(form)).toString() !== saved) event.preventDefault();
});
