import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BrowserContext, Page } from 'playwright-core';

import { inBrowser } from '../browser';
import type { Checks } from '../../support/checks';
import type { MappingRow } from '../../fixtures/tables/cases';
import type { Instance } from '../../support/n8n/instance';
import type { DataTables } from '../../support/n8n/dataTables';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { mappingRows, sorted } from './mappingRows';
import { fileOf } from './secondClick';

const WITHIN_MS = 60_000;
const SIZE = { width: 1280, height: 900 };
/** A cell that would be a page of its own if it were no text. */
const MARKUP = '<img src=x onerror="document.title=1">';

/** The import as a person does it, in a browser: password, file, look, second click. */
export async function byClicking(
	{ api, n8n }: Instance,
	tables: DataTables,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-import-'));
	const before: MappingRow[] = [
		['*', 'MUG', 'SYS-MUG', 1],
		['*', 'TEA', 'SYS-TEA', 1],
		['*', 'OLD', 'SYS-OLD', 1],
	];
	const rows: MappingRow[] = [
		['*', 'MUG', 'SYS-MUG', 12],
		['*', 'TEA', 'SYS-TEA', 1],
		['US01', MARKUP, 'SYS-NEW', 1],
	];
	await tables.clear(MAPPING_TABLE);
	await tables.insert(
		MAPPING_TABLE,
		before.map(([store_code, platform_sku, system_sku, quantity]) => ({
			store_code,
			platform_sku,
			system_sku,
			quantity,
		})),
	);
	await inBrowser(api, SIZE, async (context) => {
		await context.setHTTPCredentials(FORM_LOGIN);
		const page = await context.newPage();
		page.setDefaultTimeout(WITHIN_MS);
		await page.goto(`${n8n.url}/form/tiktok-shop-mapping-import`);
		await page.screenshot({ path: join(folder, '1-upload.png'), fullPage: true });
		await sampleFiles(context, page, checks);
		const { name, data } = fileOf(rows);
		await page.setInputFiles('input[type=file]', {
			name,
			mimeType: 'text/csv',
			buffer: Buffer.from(data),
		});
		await page
			.getByLabel(/Platform SKUs that are not in the file/)
			.selectOption('Remove them · 删除');
		await page.getByLabel(/Compare with the products/).selectOption('No · 否');
		await page.click('#submit-btn');
		await page.getByRole('heading', { name: /^\d+ rows of mapping.csv/ }).waitFor();
		await page.screenshot({ path: join(folder, '2-changes.png'), fullPage: true });
		const shown = await page.locator('body').innerText();
		checks.that(
			'in a browser: the page shows what would change',
			/from 1 to 12/.test(shown) && /removed/.test(shown),
			shown,
		);
		const images = await page.locator('table img').count();
		checks.that('text of a cell is text', images === 0 && shown.includes(MARKUP), shown);
		const aligned = await page
			.locator('th')
			.first()
			.evaluate((cell) => getComputedStyle(cell).textAlign);
		checks.that('tables are aligned to the left', aligned === 'left', aligned);
		const untouched = JSON.stringify(await mappingRows(tables)) === JSON.stringify(sorted(before));
		checks.that('nothing is written while a person looks', untouched);
		await page.getByText('Yes, this is the right file').click();
		await page.click('#submit-btn');
		await page.getByRole('heading', { name: /rows imported/ }).waitFor();
		await page.screenshot({ path: join(folder, '3-imported.png'), fullPage: true });
		const now = await mappingRows(tables);
		checks.that(
			'the second click imports',
			JSON.stringify(now) === JSON.stringify(sorted(rows)),
			now,
		);
	});
	print(`Pictures of the pages: ${folder}`);
}

/** The link of the page to the sample, as CSV and as XLSX. */
async function sampleFiles(context: BrowserContext, page: Page, checks: Checks): Promise<void> {
	for (const kind of ['CSV', 'XLSX']) {
		const [sample] = await Promise.all([
			context.waitForEvent('page'),
			page.getByRole('link', { name: 'Download a sample' }).click(),
		]);
		sample.setDefaultTimeout(WITHIN_MS);
		const list = sample.getByLabel(/^Kind of file/);
		const options = await list.locator('option').allInnerTexts();
		await list.selectOption(options.find((option) => option.includes(kind)) ?? '');
		const [file] = await Promise.all([
			sample.waitForEvent('download'),
			sample.click('#submit-btn'),
		]);
		const data = readFileSync(await file.path());
		const name = file.suggestedFilename();
		const begin = kind === 'CSV' ? 'store_code,platform_sku,system_sku,quantity' : 'PK';
		checks.that(
			`a click on the page brings a sample as ${kind}`,
			name === `sku-mapping.${kind.toLowerCase()}` &&
				data.toString().replace('\uFEFF', '').startsWith(begin),
			[name, data.length],
		);
		await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: data });
		await sample.close();
	}
}
