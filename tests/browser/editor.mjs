// An author at work: what is typed is kept and looked at, options are moved by keyboard, and nothing that is stored is obeyed.
import assert from 'node:assert/strict';
import { becomeAdmin, journey } from './support.mjs';

const NEW = '/admin/exams/lpic3-305-300/questions/new';
const BAD = '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1"> [x](javascript:window.hacked=1) What is it?';

await journey(async (context) => {
  const page = await context.newPage();
  await becomeAdmin(page);
  await page.goto(NEW);

  // Typing shows how it will be seen, and keeps it.
  await page.getByLabel('In English', { exact: true }).fill(`Which **tool** is it? ${BAD}`);
  await page.locator('#preview .stem strong', { hasText: 'tool' }).waitFor();
  await page.getByText(/^Kept \d\d:\d\d:\d\d/).waitFor();

  // Options are moved by keyboard, and the key goes along.
  await page.locator('[name="option_en"]').nth(0).fill('first');
  await page.locator('[name="option_en"]').nth(1).fill('second');
  await page.locator('[name="key"]').nth(0).check();
  await page.locator('[value="down-0"]').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('[name="option_en"]').nth(1).inputValue(), 'first');
  assert.equal(await page.locator('[name="key"]').nth(1).isChecked(), true);
  assert.equal(await page.locator('[name="key"]').nth(1).inputValue(), '1');
  await page.locator('#preview .is-key', { hasText: 'first' }).first().waitFor();

  // The browser dies; another one brings back what was typed.
  await page.close({ runBeforeUnload: false });
  const again = await context.newPage();
  await again.goto(NEW);
  await again.getByText('and did not save it').waitFor();
  assert.equal(await again.locator('[name="option_en"]').nth(1).inputValue(), 'first');

  // Saved, it is drafted; and nothing in it is obeyed, here or in the list.
  await again.getByLabel('Name', { exact: true }).fill('typed-in-a-browser');
  await again.getByLabel('Topic, objective or area').selectOption('351.1.a');
  await again.getByRole('button', { name: 'Save as draft' }).click();
  await again.getByText('Saved as revision 1.').waitFor();
  await again.goto('/admin/exams/lpic3-305-300/questions?state=draft');
  await again.getByText('Which tool is it?').waitFor();
  for (const one of context.pages()) assert.equal(await one.evaluate(() => window.hacked), undefined, 'nothing is obeyed');

  // Without a network it says so, and goes on when there is one.
  await again.goto('/admin/exams/lpic3-305-300/questions/typed-in-a-browser');
  await context.setOffline(true);
  await again.getByLabel('In English', { exact: true }).fill('Typed without a network?');
  await again.getByText('Not kept: no connection. Trying again.').waitFor();
  await context.setOffline(false);
  await again.getByText(/^Kept /).waitFor();
}, { allow: /ERR_INTERNET_DISCONNECTED/ });
