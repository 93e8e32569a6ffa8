// What must hold of a page: accessible in light and dark, wide and narrow; valid, small, and without sideways scrolling.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HTML_BYTES = 50 * 1024;
const SCRIPT_BYTES = 15 * 1024;

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'valid-id': ['error', { relaxed: true }], // an id may be an objective's, which begins with a digit
    'no-implicit-button-type': 'off', // a button in a form submits it: that is what ours are for
  },
});
/** What is wrong, and the pages that have it. @type {Map<string, string[]>} */
const problems = new Map();
const sizes = new Map();

/** Says what was found on all pages, and fails if that is anything. */
export function conclude() {
  const report = [...problems].map(([what, paths]) => `${what}\n    on ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? `, ${paths.length} in all` : ''}`);
  if (report.length) {
    console.error(report.join('\n'));
    process.exit(1);
  }
}

/** The size of a script as it travels, asked for once. */
function packed(url) {
  if (!sizes.has(url)) sizes.set(url, fetch(url).then(async (answer) => gzipSync(await answer.text()).length));
  return sizes.get(url);
}

/** @param {number | null} status null: whatever it answers */
export async function look(page, path, status = 200) {
  await inspect(page, path, status, () => page.goto(path));
}

/** Looks at what a form answers with when it is sent as it stands, without the script. */
export async function lookAfterSubmit(page, name, status, selector) {
  await inspect(page, name, status, async () => {
    const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
    await page.evaluate((form) => document.querySelector(form).submit(), selector);
    await page.waitForEvent('load');
    return answer;
  });
}

async function inspect(page, path, status, load) {
  const report = (what) => problems.set(what, [...(problems.get(what) ?? []), path]);
  const scripts = new Set();
  const collect = (request) => request.resourceType() === 'script' && scripts.add(request.url());
  page.on('request', collect);
  await page.setViewportSize({ width: 360, height: 800 });
  const answer = await load();
  page.off('request', collect);
  if (status && answer.status() !== status) report(`answers ${answer.status()}`);

  const html = await answer.text();
  if (Buffer.byteLength(html) > HTML_BYTES) report(`${Buffer.byteLength(html)} bytes of HTML`);
  const script = (await Promise.all([...scripts].map(packed))).reduce((sum, bytes) => sum + bytes, 0);
  if (script > SCRIPT_BYTES) report(`${script} bytes of script`);
  for (const { messages } of (await validator.validateString(html)).results) {
    for (const { line, column, message, ruleId } of messages) report(`${message} (${ruleId}): ${html.split('\n')[line - 1].slice(Math.max(0, column - 2), column + 60)}`);
  }

  // Before the window is made narrow: what moves then is no shift.
  const shift = await page.evaluate(layoutShift);
  if (shift.value > 0.01) report(`the layout shifts by ${shift.value.toFixed(3)}: ${shift.nodes.join(', ')}`);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) report(`scrolls sideways at 320 px: ${wide}`);

  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const violation of await axe(page)) report(`${width} px, ${colorScheme}: ${violation}`);
    }
  }
}

/** Colours fade from one theme to the other; a fade that another replaces is cancelled, and settles too. */
export async function settled(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
}

async function axe(page) {
  await settled(page);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run({ rules: { 'target-size': { enabled: true } } }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} – ${failureSummary.replace(/\s+/g, ' ')}`).join(' | ')}`);
}

/** What moved while the page loaded, and how far, as the browser counts it. Runs in the page. */
function layoutShift() {
  return new Promise((resolve) => {
    const moved = (entries) => entries.filter((entry) => !entry.hadRecentInput);
    new PerformanceObserver((list) => resolve({
      value: moved(list.getEntries()).reduce((sum, entry) => sum + entry.value, 0),
      nodes: moved(list.getEntries()).flatMap((entry) => entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName)),
    })).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve({ value: 0, nodes: [] })));
  });
}
