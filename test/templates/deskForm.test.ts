import type { IDataObject, INodeType } from 'n8n-workflow';

import { DEMO_MAPPING, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { optionsOf, tick, type Answer, type Field } from './deskPerson';
import { DESK, OPENED, startDeskWorld } from './deskWorld';
import { stockNode, type SubWorkflow, type Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

const FILE = '07-exception-desk.json';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;

beforeEach(async () => {
	({ sandbox, credentials, tables } = await startDeskWorld());
});

afterEach(async () => {
	await sandbox.close();
});

const shop = () => sandbox.tiktok.shop('US01');
const rows = () => tables.rows.get(DESK) as IDataObject[];
const rowOf = (key: string) => rows().find(({ order_id }) => order_id === key);

const order = (sellerSku = 'MUG-BLUE-350') =>
	sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku }], ageSeconds: 7_200 });

function waits(key: string, more: IDataObject = {}): IDataObject {
	const { id: shop_id, code: shop_code } = shop();
	const row = {
		...{ order_id: key, shop_id, shop_code, status: 'open', code: 'SKU_NOT_MAPPED' },
		...{ message: 'No row for it.', hint: 'Add it.', opened: OPENED, last_seen: OPENED },
		...{ closed: '', closed_how: '', note: '', ...more },
	};
	rows().push(row);
	return row;
}

/** n8n's Form node: the second page is answered as the person does it; the others show what they get. */
function formNode(answer: Answer): INodeType {
	return stockNode('form', ['operation', 'jsonOutput', 'completionMessage'], function () {
		if (this.getNodeParameter('operation', 0) !== 'page') return [this.getInputData()];
		const fields = JSON.parse(this.getNodeParameter('jsonOutput', 0) as string) as Field[];
		shown = fields;
		const given = answer(fields);
		return [[{ json: given ? { submittedAt: OPENED, ...given } : this.getInputData()[0].json }]];
	});
}

let shown: Field[];

async function decide(
	filters: IDataObject,
	answer: Answer,
	subWorkflow?: SubWorkflow,
): Promise<WholeRun> {
	shown = [];
	const nodes = [formNode(answer)];
	const given = { submittedAt: OPENED, formMode: 'production', ...filters };
	return await runTemplate(FILE, 'Show What Waits', [given], tables, credentials, subWorkflow, {
		nodes,
	});
}

/** Answers as template 04 does. */
const created: SubWorkflow = async (items) =>
	await Promise.resolve(
		items.map(({ orderId }) => ({
			order_id: orderId,
			result: 'created',
			outbound_order_no: 'OBS1',
		})),
	);

const page = (run: WholeRun): IDataObject =>
	(run.outputsOf('Say What Became of Them') ??
		run.outputsOf('Say What Is Missing') ??
		run.outputsOf('Say That There Is Nothing') ?? [[{}]])[0][0];

describe('the list', () => {
	it('has what waits by reason, with latest shipping times from TikTok Shop, and leaves no row out', async () => {
		const [one, two] = [order(), order()];
		waits(one.id);
		waits(two.id);
		waits('shipment:OBS1', { code: 'CARRIER_NOT_PAIRED' });
		waits('576460000000000009', { status: 'closed', closed_how: 'by hand' });
		await decide({}, () => undefined);
		const labels = shown.filter(({ fieldType }) => fieldType === 'checkbox');
		expect(labels.map(({ fieldLabel }) => fieldLabel)).toEqual([
			'SKU_NOT_MAPPED (2)',
			'CARRIER_NOT_PAIRED (1)',
		]);
		const options = optionsOf(shown);
		expect(options.filter((option) => option.startsWith('All 2 '))).toHaveLength(1);
		for (const { id } of [one, two]) {
			const option = options.find((each) => each.startsWith(id));
			expect(option).toMatch(
				/ · USLC000001 · since 自 2026-11-27 .* · ship by 最晚发货时间 20\d\d-/,
			);
			expect(option).toContain('\nNo row for it.');
		}
		expect(options.some((option) => option.startsWith('shipment:OBS1'))).toBe(true);
		expect(options.join()).not.toContain('576460000000000009');
		expect(sandbox.log.entries.filter(({ path }) => /\/orders/.test(path))).toHaveLength(1);
	});

	it('is there without shipping times where TikTok Shop does not answer, and says so', async () => {
		waits(order().id);
		sandbox.answers.give({
			...{ service: 'tiktok', path: /./, status: 200 },
			body: { code: 105002, message: 'expired' },
		});
		await decide({}, () => undefined);
		expect(optionsOf(shown)).toHaveLength(1);
		expect(shown[0].html).toMatch(/TikTok Shop did not answer for USLC000001/);
	});

	it('is narrowed by shop, reason, order ID and SKU', async () => {
		const [mug, tea] = [order(), order('TEA-GREEN-100')];
		waits(mug.id);
		waits(tea.id, { code: 'RECIPIENT_INCOMPLETE', message: 'No street.' });
		waits('576460000000000009', { shop_id: '9', shop_code: 'OTHER' });
		const listed = async (filters: IDataObject) => {
			await decide(filters, () => undefined);
			return optionsOf(shown).map((option) => option.split(' · ')[0]);
		};
		expect(await listed({ shop: 'other' })).toEqual(['576460000000000009']);
		expect(await listed({ reason: 'RECIPIENT_INCOMPLETE · 收件人信息不完整' })).toEqual([tea.id]);
		expect(await listed({ text: ` ${mug.id} ` })).toEqual([mug.id]);
		expect(await listed({ text: 'tea-green' })).toEqual([tea.id]);
		const run = await decide({ text: '123' }, () => undefined);
		expect(page(run).message).toMatch(/no exception for “123”.*tiktok-shop-manual-sync/);
	});

	it('of more rows than fit, one that came last and has to leave first is there', async () => {
		const late = sandbox.tiktok.addOrder({
			...{ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }], ageSeconds: 80_000 },
		});
		for (let row = 0; row < 300; row++) waits(order().id);
		waits(late.id, { opened: '2026-11-27T09:00:00.000Z' });
		await decide({}, () => undefined);
		expect(shown[0].html).toMatch(/1 of 301 are left out/);
		expect(optionsOf(shown)[1]).toMatch(new RegExp(`^${late.id} `));
	});

	it('says that nothing waits', async () => {
		const run = await decide({}, () => undefined);
		expect(page(run).title).toBe('Nothing waits · 没有等待处理的内容');
	});
});

describe('what a person decides', () => {
	it('several are tried again with one call, and the others stay untouched', async () => {
		const ids = [order(), order(), order()].map(({ id }) => id);
		ids.forEach((id) => waits(id));
		const run = await decide({}, tick(ids.slice(0, 2), 'Try again now'), created);
		const handed = run.calls.get('Try Again') ?? [];
		expect(handed.map((items) => items.map(({ orderId }) => orderId).sort())).toEqual([
			ids.slice(0, 2).sort(),
		]);
		expect(page(run).title).toBe('2 created in the warehouse · 已在仓库创建 2');
		expect(page(run).message).not.toContain(ids[2]);
		expect(tables.writes).toBe(0);
	});

	it('"all with this reason" takes all of this reason, and none of another', async () => {
		const ids = [order(), order()].map(({ id }) => id);
		ids.forEach((id) => waits(id));
		const other = order();
		waits(other.id, { code: 'RECIPIENT_INCOMPLETE' });
		await decide({}, tick(['All '], 'Cancel by hand', 'sent by courier'));
		expect(ids.map((id) => rowOf(id)?.status)).toEqual(['closed', 'closed']);
		expect(rowOf(ids[0])).toMatchObject({ closed_how: 'by hand', note: 'sent by courier' });
		expect(rowOf(other.id)).toMatchObject({ status: 'open' });
	});

	it('one that was closed by hand is opened again, and tried', async () => {
		const { id } = order();
		waits(id, { status: 'closed', closed_how: 'by hand', closed: OPENED, note: 'x' });
		const show = { show: 'Also what was closed by hand · 同时显示已手动关闭的' };
		const run = await decide(show, tick([id], 'Take back'), created);
		expect(rowOf(id)).toMatchObject({ status: 'open', closed: '', closed_how: '' });
		expect(run.calls.get('Try Again')?.[0]).toMatchObject([{ orderId: id }]);
		// By its ID it is found without being asked for, as before.
		Object.assign(rowOf(id) as object, { status: 'closed', closed_how: 'by hand' });
		await decide({ text: id }, () => undefined);
		expect(optionsOf(shown)).toEqual([expect.stringContaining(id)]);
	});

	it('the reason is said of what still waits, and of an order that cannot be read', async () => {
		const { id } = order();
		waits(id);
		waits('576460000000000009', { shop_id: '9', shop_code: 'GONE' });
		const still: SubWorkflow = async (items) =>
			await Promise.resolve(
				items.map(({ orderId }) => ({
					...{ order_id: orderId, result: 'waits', code: 'INSUFFICIENT_STOCK' },
					...{ message: 'The OMS says: 库存不足', hint: 'Send stock.' },
				})),
			);
		const run = await decide({}, tick([id, '576460000000000009'], 'Try again now'), still);
		const message = String(page(run).message);
		expect(message).toMatch(
			/INSUFFICIENT_STOCK: not enough stock · 库存不足 \(The OMS says: 库存不足\)/,
		);
		expect(message).toMatch(/SHOP_NOT_AUTHORIZED/);
		expect(page(run).title).toMatch(/^2 still waiting/);
	});

	it.each<[string, string[], string, RegExp]>([
		['nothing ticked', [], 'Try again now', /Nothing was ticked/],
		['no decision', ['57'], 'nothing of the list', /Nothing was chosen/],
		['no note', ['57'], 'Cancel by hand', /has to write a note/],
	])('%s: nothing is done, and it says why', async (_, keys, what, says) => {
		waits('576460000000000009');
		const run = await decide({}, tick(keys, what, '  '));
		expect(page(run).title).toBe('Nothing was done · 未做任何处理');
		expect(page(run).message).toMatch(says);
		expect([tables.writes, run.calls.size]).toEqual([0, 0]);
	});

	it('a page that was left open for an hour does nothing', async () => {
		waits('576460000000000009');
		const run = await decide({}, () => undefined);
		expect([tables.writes, run.calls.size]).toEqual([0, 0]);
		expect(run.outputsOf('What Became of Them')).toBeUndefined();
	});

	it('what has gone, or has changed since the list was shown, is said and not touched', async () => {
		const [gone, changed, closed] = [
			'576460000000000001',
			'576460000000000002',
			'576460000000000003',
		];
		[gone, changed, closed].forEach((key) => waits(key));
		const run = await decide({}, (fields) => {
			Object.assign(rowOf(gone) as object, {
				status: 'closed',
				closed_how: 'by itself: went through',
			});
			Object.assign(rowOf(changed) as object, { code: 'OMS_REJECTED', message: 'Another reason.' });
			Object.assign(rowOf(closed) as object, {
				status: 'closed',
				closed_how: 'by hand',
				note: 'a',
			});
			return tick([gone, changed, closed], 'Cancel by hand', 'b')(fields);
		});
		expect([tables.writes, rowOf(changed)?.status, rowOf(closed)?.note]).toEqual([0, 'open', 'a']);
		const message = String(page(run).message);
		expect(message).toMatch(/not touched: it waits no longer[^/]*<\/td><td>576460000000000001/);
		expect(message).toMatch(/It waits for another reason now: Another reason\./);
		expect(message).toMatch(/Somebody has closed it by hand meanwhile/);
	});

	it('a second click on the same page does nothing twice', async () => {
		waits('576460000000000001');
		const click = tick(['576460000000000001'], 'Cancel by hand', 'first');
		await decide({}, (fields) => {
			first = fields;
			return click(fields);
		});
		const again = rowOf('576460000000000001') as IDataObject;
		expect([again.status, again.note, tables.writes]).toEqual(['closed', 'first', 1]);
		const show = { show: 'Also what was closed by hand · 同时显示已手动关闭的' };
		const run = await decide(show, () =>
			tick(['576460000000000001'], 'Cancel by hand', '2')(first),
		);
		expect([again.note, tables.writes]).toEqual(['first', 1]);
		expect(page(run).message).toMatch(/It is closed by hand already/);
	});

	let first: Field[];
});

describe('rows that are no orders', () => {
	it('are tried where that is possible, are closed and opened again; a shop comes back by itself', async () => {
		const keys = ['shipment:OBS1', 'cancellation:576460000000000001', 'shop:7'];
		keys.forEach((key) => waits(key, { code: 'X' }));
		const sent: SubWorkflow = async (items) =>
			await Promise.resolve(items.map((item) => ({ ...item, result: 'sent' })));
		const tried = await decide({}, tick(keys, 'Try again now'), sent);
		expect(tried.calls.get('Send Them Again')).toEqual([[{ order_id: 'shipment:OBS1' }]]);
		expect([tables.writes, tried.calls.size]).toEqual([0, 1]);
		expect(page(tried).title).toMatch(/^1 sent to TikTok Shop, 2 nothing to do here/);
		expect(page(tried).message).toMatch(/template 14[\s\S]*at every poll/);
		await decide({}, tick(keys, 'Cancel by hand', 'dealt with'));
		expect(keys.map((key) => rowOf(key)?.closed_how)).toEqual([
			...['by hand', 'by hand'],
			'by hand, until the shop fails again',
		]);
		const show = { show: 'Also what was closed by hand · 同时显示已手动关闭的' };
		const back = await decide(show, tick(keys, 'Take back'), sent);
		expect(keys.map((key) => rowOf(key)?.status)).toEqual(['open', 'open', 'closed']);
		expect(page(back).title).toMatch(/^1 sent to TikTok Shop, 1 waits again/);
	});

	const shipBack: SubWorkflow = async (items) => {
		const start = 'Called After a Pairing';
		return (await runTemplate('09-ship-back.json', start, items, tables, credentials)).answer;
	};

	it('a tracking number whose outbound order is gone still waits, under its own name', async () => {
		waits('shipment:GONE', { code: 'CARRIER_NOT_PAIRED' });
		const run = await decide({}, tick(['shipment:GONE'], 'Try again now'), shipBack);
		expect(page(run).title).toMatch(/^1 still waiting/);
		expect(page(run).message).toMatch(/shipment:GONE<\/td><td>[A-Z_]+: /);
		expect(rows().map(({ order_id }) => order_id)).toEqual(['shipment:GONE']);
	});

	it('a tracking number that waits goes to TikTok Shop by the workflow that sends them', async () => {
		const { id } = order();
		const outbound = sandbox.oms.accept({
			...{ thirdOrderNo: id, platformOrderNo: id, referOrderNo: '', whCode: 'USLAX1' },
			...{ logisticsChannel: 'USPS-GA', status: 2, given: { storeName: 'USLC000001' } },
			...{ lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }], carrier: 'USPS', trackNo: '' },
		});
		sandbox.oms.ship(outbound);
		const key = `shipment:${outbound.outboundOrderNo}`;
		waits(key, { code: 'CARRIER_NOT_PAIRED' });
		const { carrier } = outbound;
		const pairing = { store_code: '*', carrier, shipping_provider_name: 'USPS' };
		tables.rows.set('tiktok_shop_carrier_pairing', [pairing]);
		const mapping = DEMO_MAPPING.map((row) => ({ ...row }) as unknown as IDataObject);
		tables.rows.set('tiktok_shop_sku_mapping', mapping);
		const run = await decide({}, tick([key], 'Try again now'), shipBack);
		expect(page(run).title).toMatch(/^1 sent to TikTok Shop/);
		expect(rowOf(key)?.status).toBe('closed');
	});
});
