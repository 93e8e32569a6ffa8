/**
 * "Choose TWO": a third choice is said at once, and never taken back for the reader.
 * @module
 */
import { words } from './page.js';

export function watchChoices(form) {
  if (form.dataset.kind !== 'multiple') return;
  const needed = Number(form.dataset.needed);
  const line = form.querySelector('.too-many') ?? newLine(form);
  line.setAttribute('role', 'status');
  const tell = () => {
    const chosen = form.querySelectorAll('[name=choice]:checked').length;
    line.textContent = chosen > needed ? words('tooMany', { chosen, needed }) : '';
  };
  form.addEventListener('change', tell);
  tell();
}

function newLine(form) {
  const line = document.createElement('p');
  line.className = 'too-many';
  form.querySelector('.options')?.append(line);
  return line;
}
