// A whole mock exam, from the first page to the result, without a pointer.
import assert from 'node:assert/strict';
import { journey, saved, stored, turned } from './support.mjs';

await journey(async (context) => {
  const page = await context.newPage();
  await page.goto('/');
  await tabTo(page, 'link', 'Start a mock exam');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/start?*');
  await tabTo(page, 'button', 'Begin');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/items/1');
  const attempt = new URL(page.url()).pathname.replace('/items/1', '');
  const total = Number(await page.locator('#response').getAttribute('data-count'));
  assert.equal(total, 60);

  await keysOfOneQuestion(page, context);
  for (let number = 1; number <= total; number += 1) {
    await page.waitForURL(`**${attempt}/items/${number}`);
    await answer(page);
  }

  await page.waitForURL('**/navigator');
  await page.getByText('60 of 60 complete.').waitFor();
  await tabTo(page, 'link', 'End exam');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/submission');
  await tabTo(page, 'button', 'Hand in');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/result');
  await page.getByText(/This would (not )?be a pass/).first().waitFor();
});

/** Answers with keys alone, and goes on: from a text field with Enter, elsewhere with a letter or an arrow. */
async function answer(page) {
  const form = page.locator('#response');
  const { kind, needed, number } = await form.evaluate((element) => ({ ...element.dataset }));
  if (kind === 'fill-in') {
    await tabTo(page, 'textbox', 'Your answer');
    await page.keyboard.type('nprF1x');
    assert.equal(await page.locator('#answer').inputValue(), 'nprF1x', 'no key fires while one types');
    return page.keyboard.press('Enter');
  }
  for (const key of ['1', 'b', '3', 'd', '5'].slice(0, Number(needed))) await page.keyboard.press(key);
  assert.equal(await page.locator('[name=choice]:checked').count(), Number(needed));
  await page.keyboard.press(number % 2 ? 'n' : 'ArrowRight');
}

/** The keys that turn no page, on a question with options. */
async function keysOfOneQuestion(page, context) {
  const start = page.url();
  while (!(await page.locator('#choice-B').count())) await turned(page, () => page.keyboard.press('n'));
  const here = page.url();

  await page.keyboard.press('f');
  assert.ok(await page.locator('#flagged').isChecked());
  await page.keyboard.press('x');
  await page.keyboard.press('b');
  assert.ok(await page.locator('[name=struck][value=B]').isChecked());
  assert.equal(await page.locator('[name=choice]:checked').count(), 0, 'X and a letter choose nothing');
  await page.keyboard.press('Control+1');
  assert.equal(await page.locator('[name=choice]:checked').count(), 0, 'keys with a modifier are left alone');

  await page.keyboard.press('?');
  await page.locator('dialog#keys[open]').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await page.locator('dialog#keys').waitFor({ state: 'hidden' });
  assert.equal(page.url(), here, 'no key turns the page under the help');

  await saved(page, () => page.keyboard.press('2'));
  assert.deepEqual(await stored(context, here), ['B']);
  await turned(page, () => page.keyboard.press('ArrowRight'));
  await turned(page, () => page.keyboard.press('ArrowLeft'));
  assert.equal(page.url(), here);
  assert.ok(await page.locator('#choice-B').isChecked(), 'arrows turn pages and leave the answer');
  if (await page.locator('[type=checkbox][name=choice]').count()) await page.keyboard.press('2');
  await turned(page, () => page.keyboard.press('r'));
  assert.match(page.url(), /navigator$/);
  await page.goto(start);
}

/** Presses Tab until the control has the focus; fails where Tab does not reach it. */
async function tabTo(page, role, name) {
  const target = page.getByRole(role, { name, exact: true });
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`Tab does not reach the ${role} “${name}”`);
}
