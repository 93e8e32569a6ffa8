// Two tabs on one question: the later one is told, overwrites nothing, and keeps what is on its screen.
import assert from 'node:assert/strict';
import { beginExam, choose, findKind, journey, saved, says, stored } from './support.mjs';

await journey(async (context) => {
  const first = await context.newPage();
  const attempt = await beginExam(first);
  await findKind(first, attempt, 'single');
  const url = first.url();
  const second = await context.newPage();
  await second.goto(url);

  await saved(first, () => choose(first, 'A'));
  await choose(second, 'B');
  await says(second, 'changed in another tab');
  assert.ok(await second.locator('#choice-B').isChecked(), 'what is on the screen stays');
  assert.deepEqual(await stored(context, url), ['A'], 'nothing is overwritten');

  await second.getByRole('button', { name: 'Show what is saved' }).click();
  await second.locator('#choice-A:checked').waitFor({ state: 'attached' });
  await saved(second, () => choose(second, 'C'));
  assert.deepEqual(await stored(context, url), ['C']);

  await first.goto(`${attempt}/submission`);
  await first.getByRole('button', { name: 'Hand in' }).click();
  await first.waitForURL('**/result');
  await choose(second, 'B');
  await second.waitForURL('**/result');
}, { allow: /status of (409|410)/ });
