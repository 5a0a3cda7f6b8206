import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';

import type { Sandbox } from '../../sandbox';
import type { Checks } from '../../support/checks';
import type { DataTables } from '../../support/n8n/dataTables';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { Picking } from './picking';

export interface PickingWorld {
	context: BrowserContext;
	url: string;
	tables: DataTables;
	sandbox: Sandbox;
	checks: Checks;
	print: (line: string) => void;
}

const PART = /what the warehouse ships/;
const LOOK = /what will be written/;

/** Right and wrong input, two parts, a second click, and a row that somebody else adds meanwhile. */
export async function byPicking(world: PickingWorld): Promise<void> {
	const { print } = world;
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-mapping-new-'));
	await combo(world, folder);
	await sameText(world);
	await meanwhile(world);
	await typed(world);
	print(`Pictures of the pages: ${folder}`);
}

async function combo({ context, url, tables, sandbox, checks }: PickingWorld, folder: string) {
	const form = await Picking.open(context, url);
	await form.page.screenshot({ path: join(folder, '1-waiting.png'), fullPage: true });
	const rows = await form.tableRows();
	checks.that(
		'what waits is listed with units, orders, shop and product, most units first',
		/^7 \| 2 \| USLC000001 \| SET-NEW \| ./.test(rows[1]) &&
			/^2 \| 1 \| USLC000001 \| SYS-LAMP/.test(rows[2]) &&
			rows.some((row) => /^1 \| 1 \| USLC000001 \| NEW-ARRIVAL-01/.test(row)),
		rows,
	);
	await form.sku(undefined, '', /Choose one of the list, or type another one\. ·/);
	await form.sku('SET-NEW', 'OTHER', /not both/);
	checks.that('none, or two, is said on the page', true);
	await form.sku('SET-NEW', '', PART);
	await form.part({ quantity: '1' }, /Choose a system SKU of the list/);
	const wrong: Array<[string, RegExp]> = [
		['0', /quantity "0" is not a whole number.*数量必须是/],
		['1.5', /quantity "1\.5" is not a whole number/],
		['', /quantity is empty/],
		['-2', /quantity "-2"/],
	];
	for (const [quantity, says] of wrong) {
		await form.part({ systemSku: 'SYS-MUG-BLU', quantity }, says);
		checks.that(
			`quantity "${quantity}" is said in words, and the choice stays`,
			(await form.chosen(/^System SKU/)).startsWith('SYS-MUG-BLU'),
		);
	}
	await form.page.screenshot({ path: join(folder, '2-wrong.png'), fullPage: true });
	await form.part(
		{ systemSku: 'SYS-MUG-BLU', quantity: '2', next: 'Another part' },
		/SET-NEW: part 2/,
	);
	const soFar = await form.tableRows();
	checks.that(
		'the page of another part shows the parts so far',
		soFar[1] === '1 | SYS-MUG-BLU | 2',
		soFar,
	);
	await form.part(
		{ systemSku: 'SYS-MUG-BLU', quantity: '3' },
		/another quantity|SYS-MUG-BLU.*同一个系统 SKU/,
	);
	checks.that('the same system SKU again is said', true);
	await form.part(
		{ next: 'Search again', search: 'no such sofa' },
		/No product of the OMS fits this search/,
	);
	checks.that('a search that finds nothing is said', true);
	await form.part({ search: 'plate' }, /SET-NEW: part 2/);
	await form.page.getByLabel(/^System SKU/).waitFor();
	const found = await form.options(/^System SKU/);
	checks.that(
		'a search narrows the list',
		found.join().includes('SYS-PLATE') && found.length === 1,
		found,
	);
	await form.page.screenshot({ path: join(folder, '3-part.png'), fullPage: true });
	await form.part({ systemSku: 'SYS-PLATE', quantity: '1', next: 'Show what' }, LOOK);
	await form.page.screenshot({ path: join(folder, '4-look.png'), fullPage: true });
	const look = await form.tableRows();
	checks.that(
		'the last page but one shows both rows',
		/1 \| \* .*\| SET-NEW \| SYS-MUG-BLU \| 2/.test(look[1]) && /SYS-PLATE \| 1/.test(look[2]),
		look,
	);
	checks.that(
		'nothing is written before the click',
		(await rowsOf(tables, 'SET-NEW')).length === 0,
	);
	const address = form.page.url();
	await form.next(/2 rows written/);
	await form.page.screenshot({ path: join(folder, '5-written.png'), fullPage: true });
	const last = await form.text();
	checks.that(
		'the last page says how many orders went on',
		/2 of 2 orders went on/.test(last) && /created · 已创建/.test(last),
		last,
	);
	const wanted = ['* SYS-MUG-BLU 2', '* SYS-PLATE 1'];
	const written = await rowsOf(tables, 'SET-NEW');
	checks.that('both parts are in the table', written.join() === wanted.join(), written);
	const made = [...sandbox.oms.outbound.values()].map(({ lines }) =>
		lines
			.map(({ sku, quantity }) => `${sku} ${quantity}`)
			.sort()
			.join(),
	);
	const right = ['SYS-MUG-BLU 6,SYS-PLATE 3', 'SYS-MUG-BLU 8,SYS-PLATE 4'];
	checks.that(
		'the waiting orders are in the warehouse, with both parts',
		right.every((lines) => made.filter((each) => each === lines).length === 1),
		made,
	);
	await form.page.getByText(/^Map another one/).click();
	await form.page.getByLabel(/^Part of the system SKU/).waitFor();
	checks.that(
		'and leads back to the form',
		form.page.url().endsWith('/form/tiktok-shop-mapping-new'),
	);
	const body = new FormData();
	body.append('field-0', '');
	await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(15_000) }).catch(
		() => undefined,
	);
	checks.that('a second click does nothing', (await rowsOf(tables, 'SET-NEW')).length === 2);
	await form.page.close();
}

async function sameText({ context, url, tables, checks }: PickingWorld) {
	const form = await Picking.open(context, url, { search: 'mug' });
	await form.sku('SYS-LAMP', '', PART);
	const options = await form.options(/^System SKU/);
	checks.that(
		'a system SKU with the same text stands first, beside what was searched for',
		options[0].startsWith('SYS-LAMP') &&
			options[0].endsWith('same text · 文字相同') &&
			options.length > 2,
		options,
	);
	checks.that('and is not chosen for anybody', (await form.chosen(/^System SKU/)) === '');
	await form.part({ systemSku: 'SYS-LAMP', quantity: '1', store: /^Only/ }, LOOK);
	await form.next(/1 row written/);
	const [row] = await rowsOf(tables, 'SYS-LAMP');
	checks.that('a row for one shop', row === 'USLC000001 SYS-LAMP 1', row);
	await form.page.close();
}

async function meanwhile({ context, url, tables, checks }: PickingWorld) {
	const form = await Picking.open(context, url);
	await form.sku('NEW-ARRIVAL-01', '', PART);
	await form.part({ systemSku: 'SYS-NEW-01', quantity: '1' }, LOOK);
	const other = {
		store_code: '*',
		platform_sku: 'NEW-ARRIVAL-01',
		system_sku: 'SYS-NEW-01',
		quantity: 9,
	};
	await tables.insert(MAPPING_TABLE, [other]);
	await form.next(/Somebody else has mapped platform SKU NEW-ARRIVAL-01/);
	const rows = await rowsOf(tables, 'NEW-ARRIVAL-01');
	checks.that(
		'mapped by somebody else meanwhile: nothing is written, and it says so',
		rows.join() === '* SYS-NEW-01 9',
		rows,
	);
	await form.page.close();
}

async function typed({ context, url, tables, checks }: PickingWorld) {
	const form = await Picking.open(context, url, { products: true });
	const rows = await form.tableRows();
	checks.that(
		'products that nobody has ordered can be listed',
		rows.some((row) => row.startsWith('0 | 0 | ')),
		rows,
	);
	await form.sku(undefined, 'TEA-CASE-12', PART);
	await form.part(
		{ systemSku: 'SYS-TEA-GRN', quantity: '1' },
		/is mapped already: SYS-TEA-GRN × 12/,
	);
	checks.that(
		'a typed SKU that has rows is left as it is',
		(await rowsOf(tables, 'TEA-CASE-12')).length === 1,
	);
	const markup = '<img src=x onerror="document.title=1">$&';
	const again = await Picking.open(context, url);
	await again.sku(undefined, markup, PART);
	await again.part({ systemSku: 'SYS-TEA-GRN', quantity: '1' }, LOOK);
	const images = await again.page.locator('table img').count();
	checks.that(
		'text of others is text',
		images === 0 && (await again.text()).includes(markup),
		await again.text(),
	);
	await again.next(/1 row written/);
	checks.that(
		'where no order waits, the last page says so',
		/No order waits for it/.test(await again.text()),
	);
	checks.that(
		'a typed SKU is written as it was typed',
		(await rowsOf(tables, markup)).length === 1,
	);
}

/** Rows of a platform SKU: shop, system SKU and quantity. */
async function rowsOf(tables: DataTables, sku: string): Promise<string[]> {
	const rows = await tables.rows(MAPPING_TABLE);
	return rows
		.filter(({ platform_sku: each }) => each === sku)
		.map(({ store_code, system_sku, quantity }) => [store_code, system_sku, quantity].join(' '))
		.sort();
}
