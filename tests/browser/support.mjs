// What every journey needs: a browser that is watched, an exam to sit, a clock to move.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const BASE = process.env.BASE_URL;
const PATIENCE = 30_000;

/**
 * Runs a journey in a context that is watched: an error on the console, a breach of the content policy or a request to
 * another origin fails it.
 * @param {(context: import('playwright-core').BrowserContext) => Promise<void>} travel
 * @param {{allow?: RegExp, base?: string, context?: object}} [how] allow: console errors that the journey provokes;
 *   base: another way to the same server
 */
export async function journey(travel, { allow, base = BASE, context: options } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  try {
    const context = await browser.newContext({ baseURL: base, locale: 'en', timezoneId: 'Etc/UTC', ...options });
    context.setDefaultTimeout(PATIENCE);
    const problems = watch(context, base, allow);
    await travel(context);
    assert.deepEqual(problems, [], 'the console and the network stay clean');
  } finally {
    await browser.close();
  }
}

function watch(context, base, allow = /^$/) {
  const problems = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !allow.test(message.text())) problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`script: ${error.error()}`));
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== base && protocol !== 'data:') problems.push(`request to another origin: ${request.url()}`);
  });
  return problems;
}

/** Moves the server's clock. */
export async function advance(context, seconds) {
  const answer = await context.request.post(`${BASE}/test/clock?advance=${seconds}`);
  assert.ok(answer.ok(), 'the clock moves');
}

/** Begins a mock exam as a guest; answers the address of the attempt. */
export async function beginExam(page) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Start a mock exam' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL('**/items/1');
  return new URL(page.url()).pathname.replace('/items/1', '');
}

/** Goes to the first item from `from` on whose kind is wanted; answers its number. */
export async function findKind(page, attempt, kind, from = 1) {
  for (let number = from; ; number += 1) {
    await page.goto(`${attempt}/items/${number}`);
    if (await page.locator(`#response[data-kind=${kind}]`).count()) return number;
  }
}

export const state = (page) => page.locator('#save-state');

/** Waits until the page says this of its last save. */
export async function says(page, text) {
  await state(page).filter({ hasText: text }).waitFor();
}

/** Does something that leads to another page, or to this one anew, and waits for it. */
export async function turned(page, act) {
  const arrived = page.waitForEvent('domcontentloaded');
  await act();
  await arrived;
}

/** Does something that is saved by itself, and waits until the server has confirmed it: until then the browser keeps it. */
export async function saved(page, act) {
  await act();
  await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith('simulado:kept:')));
  await says(page, /Saved \d\d:\d\d:\d\d$/);
}

/** The letters that the server holds for an item, read as a stranger to this page's script would. */
export async function stored(context, url) {
  const html = await (await context.request.get(BASE + new URL(url).pathname)).text();
  return [...html.matchAll(/<input type="(?:radio|checkbox)" name="choice" value="(\w)"[^>]*?( checked)?>/g)]
    .filter((match) => match[2])
    .map((match) => match[1]);
}

/** Chooses an option by its label, as a pointer does. */
export async function choose(page, letter) {
  await page.locator(`label[for=choice-${letter}]`).click();
}

/** Begins a practice that explains each question at once, its first question one with options. */
export async function beginPractice(page) {
  await page.goto('/exams/lpic3-305-300/start?mode=practice&count=10&only=all&clock=off&feedback=at-once');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL('**/items/1');
  return new URL(page.url()).pathname.replace('/items/1', '');
}

/** Answers all but the last questions, without looking at them, by the plain form. */
export async function answerAll(page, attempt) {
  const count = 55;
  for (let number = 1; number <= count; number += 1) {
    const url = `${attempt}/items/${number}`;
    const html = await (await page.request.get(url)).text();
    const form = { revision: html.match(/name="revision" value="(\d+)"/)[1], content: 'en' };
    if (html.includes('data-kind="fill-in"')) form.text = 'virsh';
    else form.choice = 'A';
    const answer = await page.request.post(`${url}/response`, { form, headers: { Accept: 'application/json' } });
    assert.ok(answer.ok(), await answer.text());
  }
}

/** Turns the pages into Portuguese. */
export async function inPortuguese(page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Português (Brasil)' }).click();
  await page.locator('html[lang=pt-BR]').waitFor();
}

/** Uses the link that makes the first admin. */
export async function becomeAdmin(page) {
  await page.goto(process.env.SETUP_PATH);
  await page.getByLabel('Name', { exact: true }).first().fill('ana.souza');
  await page.getByLabel('Password', { exact: true }).first().fill('seven green bottles on a wall');
  await page.getByRole('button', { name: 'Create the administrator' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/setup/'));
}
