import type { Browser } from 'playwright-core';

import type { Checks } from '../../support/checks';
import { axeFindings } from './axe';
import { misplaced } from './misplaced';
import { openContext } from './window';

/** Faults, and what is said about each. */
const FAULTS: ReadonlyArray<readonly [what: string, html: string, said: RegExp]> = [
	[
		'a page that is too wide',
		'<div style="width: 2000px">Wide</div>',
		/the page is 20\d\d px wide/,
	],
	[
		'a button over another',
		'<button style="height: 30px">One</button><button style="height: 30px; margin-left: -20px">Two</button>',
		/One lies over Two/,
	],
	['a small button', '<button style="height: 12px; padding: 0">Tiny</button>', /Tiny is small/],
	[
		'text that is cut',
		'<p style="width: 60px; overflow: hidden; white-space: nowrap">A text that has no room</p>',
		/"A text that has no room" is cut/,
	],
	[
		'an ellipsis without a title',
		'<p style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Cut by dots</p>',
		/"Cut by dots" is cut/,
	],
	[
		'lines below the end of their box',
		'<p style="height: 20px; overflow: hidden">First<br />second<br />third</p>',
		/"third" is cut/,
	],
	[
		'text over text',
		'<p style="margin: 0">Below this</p><p style="margin: -14px 0 0">Above that</p>',
		/"Below this" lies over "Above that"/,
	],
	[
		'a proposal that does not fit',
		'<input placeholder="A long proposal of many words" style="width: 80px; height: 30px" />',
		/A long proposal.* does not fit/,
	],
	[
		'a choice that does not fit',
		'<select style="width: 60px; height: 30px"><option>A long choice of words</option></select>',
		/A long choice.* does not fit/,
	],
];

const FINE = `<!doctype html><html lang="en"><title>Fine</title><main><h1>Fine</h1>
<p style="width: 60px; overflow: hidden; white-space: nowrap" title="Whole">Whole in its title</p>
<div style="width: 80px; overflow-x: auto; white-space: nowrap" tabindex="0">Can be moved into view</div>
<label>Name <input value="short" style="width: 200px; height: 30px" /></label></main></html>`;

/** The looks would see a fault: each is put on a page, and has to be found. */
export async function findsWhatIsPlanted(browser: Browser, checks: Checks): Promise<void> {
	const context = await openContext(browser, { viewport: { width: 800, height: 600 } });
	const page = await context.newPage();
	for (const [what, html, said] of FAULTS) {
		await page.setContent(`<!doctype html><body>${html}</body>`);
		const found = await misplaced(page);
		checks.that(
			`found where it is: ${what}`,
			found.some((each) => said.test(each)),
			found,
		);
	}
	await page.setContent(
		'<!doctype html><html lang="en"><title>x</title><p style="color: #bbb">Pale',
	);
	const pale = (await axeFindings(page)).map(({ rule }) => rule);
	checks.that('found where it is: pale text', pale.includes('color-contrast'), pale);
	await page.setContent(FINE);
	const none = [...(await misplaced(page)), ...(await axeFindings(page))];
	checks.that('nothing is found where all is well', none.length === 0, none);
	await context.close();
}
