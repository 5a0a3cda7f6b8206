import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf, parametersOf } from './evaluate';

const TEXT = `<img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt; {{ 6*7 }} ={{ 6*7 }} \${6*7}`;
const ESCAPED = TEXT.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** What a page shows holds the text, escaped once, and no markup but that of the template. */
function expectEscaped(page: unknown): void {
	// n8n puts the text of a form page into another one by String.replace, for which $& and $1 mean something.
	expect(String(page).replaceAll('&#36;', '$').replaceAll('&#123;', '{')).toContain(ESCAPED);
	// An early n8n 2 (seen in 2.0.3) evaluates what stands in double braces in the HTML of a form.
	expect(page).not.toMatch(/\{\{/);
	expect(page).not.toMatch(/<(?!\/?(table|tr|th|td|br|h2|strong|p)>)/);
}

const problem = {
	row: 2,
	severity: 'warning',
	code: 'LOOK_ALIKE',
	reason: TEXT,
	platform_sku: TEXT,
	system_sku: TEXT,
	quantity: TEXT,
};
const summary = {
	rows: 1,
	fineRows: 1,
	refusedRows: 0,
	warnings: 1,
	added: 0,
	changed: 0,
	removed: 0,
	kept: 0,
};
const upload = [
	{
		file: { filename: TEXT, size: 6_000_000 },
		other_skus: 'Keep them · 保留',
	},
];
const difference = {
	change: 'changed',
	store_code: TEXT,
	platform_sku: TEXT,
	before: TEXT,
	after: TEXT,
};

describe('what strangers wrote is shown as text on the pages of the forms', () => {
	const what = (value: string, check: IDataObject[][]) =>
		evaluate(value, { 'Upload the Mapping': upload, 'Check Mapping': check });

	it.each([
		'LOOK_ALIKE',
		'LARGE_CHANGE',
		'QUANTITY_CHANGED',
		'PLATFORM_SKU_GONE',
		'LISTED_SKU_EMPTY',
	])('mapping import: what would change, with %s', async (code) => {
		const page = fieldOf('02-mapping-import.json', 'Write What Would Change', 'page');
		const check = [[{ row: 2 }], [{ ...problem, code }], [summary], []];
		const [{ html }] = JSON.parse(String(await what(page, check))) as Array<{ html: string }>;
		expectEscaped(html);
		expect(html).not.toContain('$');
	});

	it('mapping import: what is added, changed and removed', async () => {
		const page = fieldOf('02-mapping-import.json', 'Write What Would Change', 'page');
		const check = [[{ row: 2 }], [], [summary], [difference]];
		const [{ html }] = JSON.parse(String(await what(page, check))) as Array<{ html: string }>;
		expectEscaped(html);
		expect(html.match(/&lt;script>/g)).toHaveLength(4);
	});

	it('mapping import: rows that are refused', async () => {
		const message = fieldOf('02-mapping-import.json', 'Write the Refusal', 'message');
		const refused = { ...problem, severity: 'refused' };
		expectEscaped(await what(message, [[{ row: 2 }], [refused], [summary], []]));
	});

	it('manual synchronisation: what became of the orders', async () => {
		const message = fieldOf('06-manual-sync.json', 'Write the Report', 'message');
		const orders = ['waits', 'skipped', 'created'].map((result) => ({
			order_id: TEXT,
			shop_code: TEXT,
			result,
			outbound_order_no: result === 'created' ? TEXT : '',
			code: 'X',
			message: TEXT,
			hint: TEXT,
		}));
		expectEscaped(await evaluate(message, { 'Which Orders': [{ order_ids: '' }], Last: orders }));
	});

	it('audit: the differences', async () => {
		const line = {
			orderId: TEXT,
			shopCode: TEXT,
			kind: 'late',
			also: TEXT,
			message: TEXT,
			hint: TEXT,
		};
		const sides = { orders: 'complete', outboundOrders: 'complete' };
		const told = { result: 'red', message: TEXT, counts: { late: 1 }, sides };
		const page = await evaluate(fieldOf('15-audit.json', 'Write the Report', 'message'), {
			'Compare Both Sides': [[line], [told]],
			Last: [told],
		});
		expectEscaped(page);
		expect(page).not.toContain('$');
	});

	it('manual synchronisation: names of shops', async () => {
		const message = fieldOf('06-manual-sync.json', 'Say Why There Is Nothing', 'message');
		const page = await evaluate(message, {
			'Which Orders': [{ order_ids: '' }],
			'List My Shops': [{ id: '1', code: TEXT, name: TEXT }],
			'Chosen Shops': [{ none: true }],
		});
		expectEscaped(page);
	});

	it('warehouse rules: the list, the verdicts and what is said at the end', async () => {
		const file = '11-warehouse-rules.json';
		const rule = {
			row: 1,
			conditions: [TEXT],
			result: TEXT,
			problems: [TEXT],
			rule: { id: 1, priority: TEXT },
		};
		const before = {
			'What to Do': [{ order_id: TEXT }],
			'Order or Exception': [{ exception: { code: 'X', message: TEXT } }],
			'Check the Rules': [rule],
			'The New Rule': [{ priority: TEXT }],
			'Check the New Rule': [rule],
			'Which Rule Goes': [{ rule: TEXT }],
			'Choose Warehouse': [
				{ orderId: '57', skipped: TEXT, warehouseRules: [{ row: 1, matches: true, why: TEXT }] },
			],
		};
		for (const node of ['Write the List', 'Write the Verdicts']) {
			expectEscaped(await evaluate(fieldOf(file, node, 'message'), before));
		}
		for (const node of [
			'Say That It Was Not Found',
			'Say That It Is Added',
			'Say Why It Is Not Added',
			'Say That It Is Removed',
		]) {
			expectEscaped(await evaluate(String(parametersOf(file, node).completionMessage), before));
		}
	});
});
