import { NodeConnectionTypes, type IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { DEMO_MAPPING } from '../sandbox/demo/mapping';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { stockNode, type Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

const MAPPING_NEW = '18-mapping-new.json';
const MAPPING = 'tiktok_shop_sku_mapping';
const EXCEPTIONS = 'tiktok_shop_exceptions';
const UNMAPPED = 'NEW-ARRIVAL-01';
const SHOW = 'Show what goes in · 显示将写入的内容';
const ALL = 'All shops · 所有店铺';

interface Field {
	fieldName?: string;
	html?: string;
	fieldValue?: string;
	fieldOptions?: { values: Array<{ option: string }> };
}

/** What a person sends from a page, by what is on it; nothing when the page is left open. */
type Answer = (fields: Field[]) => IDataObject | undefined;

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;
/** Pages in their order: heading and fields as text. */
let pages: Array<{ node: string; text: string; fields: Field[] }>;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	const mapping = DEMO_MAPPING.map((row, index) => ({ id: index + 1, ...row }));
	tables = { rows: new Map([[MAPPING, mapping as IDataObject[]]]), writes: 0 };
	pages = [];
});

afterEach(async () => {
	await sandbox.close();
});

/** A form that somebody answers. */
function formOf(answers: Answer[]) {
	return stockNode(
		'form',
		['operation', 'jsonOutput', 'completionTitle', 'completionMessage'],
		function () {
			const { name } = this.getNode();
			const text = (parameter: string) => String(this.getNodeParameter(parameter, 0, ''));
			if (this.getNode().parameters.operation === 'completion') {
				pages.push({
					node: name,
					text: text('completionTitle') + text('completionMessage'),
					fields: [],
				});
				return [this.getInputData()];
			}
			const fields = JSON.parse(text('jsonOutput')) as Field[];
			pages.push({ node: name, text: JSON.stringify(fields), fields });
			const answer = answers.shift()?.(fields);
			return [[{ json: answer ? { ...answer, submittedAt: 'now' } : {} }]];
		},
		{ outputs: [NodeConnectionTypes.Main] },
	);
}

const optionsOf = (fields: Field[], name: string): string[] =>
	fields
		.find(({ fieldName }) => fieldName === name)
		?.fieldOptions?.values.map(({ option }) => option) ?? [];

const sku =
	(wanted: string): Answer =>
	(fields) => ({ sku: optionsOf(fields, 'sku').find((option) => option.startsWith(wanted)) });

const typed =
	(other_sku: string): Answer =>
	() => ({ other_sku });

const part =
	(systemSku: string, quantity: string, next = SHOW, store = ALL): Answer =>
	(fields) => ({
		system_sku: optionsOf(fields, 'system_sku').find(
			(option) => option.split(' · ')[0] === systemSku,
		),
		quantity,
		next,
		store: optionsOf(fields, 'store').find((option) => option.startsWith(store)),
	});

const click: Answer = (fields) => ({
	writes: fields.find(({ fieldName }) => fieldName === 'writes')?.fieldValue,
});

function order(sellerSku: string, units = 1): string {
	const lines = [{ sellerSku, units }];
	const { id } = sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 });
	const { id: shopId } = sandbox.tiktok.shop('US01');
	const row = { order_id: id, shop_id: shopId, status: 'open', code: 'SKU_NOT_MAPPED' };
	tables.rows.set(EXCEPTIONS, [...(tables.rows.get(EXCEPTIONS) ?? []), row]);
	return id;
}

/** @param said  what became of each order that is tried */
async function form(
	answers: Answer[],
	start: IDataObject = {},
	said?: IDataObject,
): Promise<WholeRun> {
	return await runTemplate(
		MAPPING_NEW,
		'Map a SKU',
		[{ search: '', products: 'Leave them out · 不列出', ...start }],
		tables,
		credentials,
		async (items) =>
			await Promise.resolve(
				items.map(({ orderId }) => ({ order_id: orderId, result: 'created', ...said })),
			),
		{ nodes: [formOf([...answers])] },
	);
}

const rowsOf = (wanted: string) =>
	(tables.rows.get(MAPPING) ?? [])
		.filter(({ platform_sku: each }) => each === wanted)
		.map(({ store_code, system_sku, quantity }) => [store_code, system_sku, quantity]);

const last = (): string => pages.at(-1)?.text ?? '';

describe('the form that picks', () => {
	it('lists what waits, writes the rows once, and tries the orders', async () => {
		const ids = [order(UNMAPPED, 2), order(UNMAPPED, 3)];
		order('MUG-BLUE-350');
		const { calls } = await form([sku(UNMAPPED), part('SYS-NEW-01', '1'), click]);
		expect(optionsOf(pages[0].fields, 'sku')).toEqual([`${UNMAPPED} · USLC000001`]);
		expect(pages[0].text).toContain('<td>5</td><td>2</td><td>USLC000001</td>');
		expect(rowsOf(UNMAPPED)).toEqual([['*', 'SYS-NEW-01', 1]]);
		const tried = calls
			.get('Send to the Warehouse')
			?.flat()
			.map(({ orderId }) => String(orderId));
		expect(tried?.sort()).toEqual(ids.sort());
		expect(last()).toMatch(/1 row written.*2 of 2 orders went on/s);
	});

	it('a product whose name has a line break can be chosen: a browser writes line breaks in its own way', async () => {
		Object.assign(sandbox.oms.products.get('SYS-NEW-01') as object, { productName: 'New\nlamp' });
		const choose = part('SYS-NEW-01', '1');
		await form([
			typed('SET'),
			(fields) => {
				const answer = choose(fields) as { system_sku: string };
				return { ...answer, system_sku: answer.system_sku.replace(/\r?\n/g, '\r\n') };
			},
			click,
		]);
		expect(rowsOf('SET')).toEqual([['*', 'SYS-NEW-01', 1]]);
	});

	it('says of those that still wait why', async () => {
		order(UNMAPPED);
		const said = { result: 'waits', code: 'NO_STOCK', message: 'None <left>.' };
		await form([sku(UNMAPPED), part('SYS-NEW-01', '1'), click], {}, said);
		expect(last()).toMatch(/0 of 1 orders went on.*1 still waiting.*NO_STOCK None &lt;left>\./s);
	});

	it('any number of parts, each on a page that shows the parts so far', async () => {
		const another = 'Another part · 再加一个系统 SKU';
		await form([
			typed('SET'),
			part('SYS-MUG-BLU', '2', another),
			part('SYS-PLATE', '1', another),
			part('SYS-TEA-GRN', '3'),
			click,
		]);
		expect(pages[3].text).toMatch(/SYS-MUG-BLU<.td><td>2<.*SYS-PLATE<.td><td>1</);
		expect(rowsOf('SET')).toEqual([
			['*', 'SYS-MUG-BLU', 2],
			['*', 'SYS-PLATE', 1],
			['*', 'SYS-TEA-GRN', 3],
		]);
		expect(last()).toContain('No order waits for it');
	});

	it.each([
		['0', /quantity \\"0\\" is not a whole number/],
		['1.5', /quantity \\"1\.5\\" is not a whole number/],
		['', /quantity is empty/],
	])(
		'quantity %j is said on the same page, in both languages, and nothing is written',
		async (quantity, says) => {
			await form([typed('SET'), part('SYS-PLATE', quantity)]);
			expect(pages[2].node).toBe('Which System SKU');
			expect(pages[2].text).toMatch(says);
			expect(pages[2].text).toMatch(/数量必须|没有填写/);
			expect(rowsOf('SET')).toEqual([]);
		},
	);

	it.each<[what: string, answers: Answer[], says: RegExp]>([
		['no SKU at all', [() => ({})], /Choose one of the list, or type another one/],
		['two SKUs', [() => ({ sku: 'X · US', other_sku: 'Y' })], /not both/],
		[
			'a system SKU that is in no list',
			[typed('SET'), () => ({ system_sku: 'X', quantity: '1', next: SHOW })],
			/Choose a system SKU of the list/,
		],
		[
			'a part twice',
			[typed('SET'), part('SYS-PLATE', '1', 'Another part'), part('SYS-PLATE', '2')],
			/SYS-PLATE.*同一个系统 SKU/,
		],
		[
			'a search that finds nothing',
			[typed('SET'), () => ({ next: 'Search again', search: 'sofa' })],
			/No product of the OMS fits this search/,
		],
	])('%s is said on the page, which asks again', async (_what, answers, says) => {
		await form(answers);
		expect(pages.at(-2)?.text).toMatch(says);
		expect(last()).toContain('not sent within an hour');
	});

	it('a search on the first page narrows the list; the same text stands first and is never chosen', async () => {
		await form([typed('SYS-LAMP')], { search: 'mug' });
		const options = optionsOf(pages[1].fields, 'system_sku');
		expect(options[0]).toMatch(/^SYS-LAMP · .* · same text · 文字相同$/);
		expect(options.slice(1).every((option) => option.startsWith('SYS-MUG'))).toBe(true);
		expect(pages[1].fields.find(({ fieldName }) => fieldName === 'system_sku')).toMatchObject({
			defaultValue: '',
		});
	});

	it('for one shop only', async () => {
		order(UNMAPPED);
		await form([sku(UNMAPPED), part('SYS-NEW-01', '1', SHOW, 'Only USLC000001'), click]);
		expect(rowsOf(UNMAPPED)).toEqual([['USLC000001', 'SYS-NEW-01', 1]]);
	});

	it('a SKU that somebody else has mapped while the page was open stays as they mapped it', async () => {
		const other = {
			id: 99,
			store_code: '*',
			platform_sku: 'SET',
			system_sku: 'SYS-LAMP',
			quantity: 9,
		};
		const meanwhile: Answer = (fields) => {
			tables.rows.get(MAPPING)?.push(other);
			return click(fields);
		};
		await form([typed('SET'), part('SYS-PLATE', '1'), meanwhile]);
		expect(last()).toMatch(/Nothing was written.*Somebody else has mapped platform SKU SET/s);
		expect(rowsOf('SET')).toEqual([['*', 'SYS-LAMP', 9]]);
	});

	it.each<[what: string, sent: Answer]>([
		['of another page that was left open', part('SYS-PLATE', '1')],
		['that never comes', () => undefined],
	])('a click %s writes nothing', async (_what, sent) => {
		await form([typed('SET'), part('SYS-PLATE', '1'), sent]);
		expect(last()).toContain('Nothing was written');
		expect(rowsOf('SET')).toEqual([]);
	});

	it('a SKU that has rows is left as it is', async () => {
		await form([typed('TEA-CASE-12'), part('SYS-PLATE', '1'), click]);
		expect(last()).toContain('is mapped already: SYS-TEA-GRN × 12');
		expect(rowsOf('TEA-CASE-12')).toHaveLength(1);
	});

	it('without an answer of the OMS says so, and offers nothing to choose', async () => {
		sandbox.oms.permission = false;
		await form([typed('SET')]);
		expect(pages[1].text).toContain('The OMS could not be read');
		expect(optionsOf(pages[1].fields, 'system_sku')).toEqual([]);
	});

	it('text of others is text, and means nothing to n8n either', async () => {
		const markup = '<img src=x onerror=alert(1)>$&$1{{ 6*7 }}';
		await form([typed(markup), part('SYS-PLATE', '1'), click]);
		const look = pages.find(({ node }) => node === 'Look at It')?.fields[0].html;
		const shown = markup.replace('&', '&amp;').replace('<', '&lt;').replaceAll('{', '&#123;');
		expect(look).toContain(shown);
		expect(rowsOf(markup)).toHaveLength(1);
	});
});

describe('the daily look', () => {
	const look = async (): Promise<unknown[]> => {
		const run = await runTemplate(MAPPING_NEW, 'Start by Hand', [{}], tables, credentials);
		return (run.outputsOf('New Facts')?.[0] ?? []).map(({ code, platform_sku: each }) => [
			code,
			each,
		]);
	};
	const byHand = (platform_sku: string, system_sku: string, quantity: unknown = 1) =>
		tables.rows
			.get(MAPPING)
			?.push({ store_code: '*', platform_sku, system_sku, quantity } as IDataObject);

	beforeEach(async () => {
		await look();
	});

	it('tells what is wrong in a row once, and again when it changes', async () => {
		byHand('GONE', 'SYS-PLATE');
		byHand('MUG-2', 'SYS-TYPO');
		const first = await look();
		expect(first).toEqual(
			expect.arrayContaining([
				['PLATFORM_SKU_GONE', 'GONE'],
				['SYSTEM_SKU_UNKNOWN', 'MUG-2'],
			]),
		);
		expect(await look()).toEqual([]);
		byHand('GONE-2', 'SYS-PLATE', 0);
		expect(await look()).toEqual(expect.arrayContaining([['QUANTITY_INVALID', 'GONE-2']]));
	});

	it('an OMS that does not answer is said, and no system SKU is told as unknown', async () => {
		byHand('MUG-BLUE-350', 'SYS-TYPO');
		sandbox.oms.permission = false;
		const codes = (await look()).map((fact) => (fact as string[])[0]);
		expect(codes).toContain('INPUT_NOT_READ');
		expect(codes).not.toContain('SYSTEM_SKU_UNKNOWN');
	});

	it('a shop that does not answer is said, and no platform SKU is told as gone', async () => {
		byHand('GONE', 'SYS-PLATE');
		const scopes = ['seller.authorization.info', 'seller.order.info'];
		for (const [name, stored] of tiktokCredentials(sandbox, { scopes }).stored) {
			credentials.stored.set(name, stored);
		}
		const codes = (await look()).map((fact) => (fact as string[])[0]);
		expect(codes).toContain('INPUT_NOT_READ');
		expect(codes).not.toContain('PLATFORM_SKU_GONE');
	});
});
