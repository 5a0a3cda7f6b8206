import { omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import type { Sandbox } from '../../sandbox';
import { cancelOrder, changeAddress } from '../../sandbox/tiktok/orderChanges';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

/** Each order is read, however recently that was done, unless a test says otherwise. */
const readAgain = async (
	items: IDataObject[],
	options: RunOptions = {},
	parameters: object = { freshSeconds: 0 },
) =>
	await runNode(
		new TikTokShop(),
		{ resource: 'order', operation: 'readAgain', ...parameters } as never,
		items,
		{ credentials: tiktokCredentials(sandbox), ...options },
	);

const agedBy = (items: IDataObject[], seconds: number): IDataObject[] =>
	items.map((item) => ({
		...item,
		readAt: new Date(Date.parse(String(item.readAt)) - seconds * 1_000).toISOString(),
	}));

const polled = async (): Promise<IDataObject[]> => (await triggerOn(sandbox).poll()) ?? [];
const codes = (items: IDataObject[]) =>
	items.map(({ exception }) => (exception as IDataObject | undefined)?.code);

describe('orders that are read again', () => {
	it('come as they are now, in their order, with what other nodes have added', async () => {
		const [cancelled, moved] = [addPending(sandbox), addPending(sandbox)];
		const items: IDataObject[] = (await polled()).map((item) => ({
			...item,
			change: 'updated',
			mine: 1,
		}));
		cancelOrder(sandbox.tiktok, cancelled.id);
		changeAddress(sandbox.tiktok, moved.id, { line1: '9 New Road' });
		const { outputs, items: out } = await readAgain(items);
		const byId = new Map(outputs[0].map((item) => [item.orderId, item]));
		expect(byId.get(cancelled.id)).toMatchObject({ status: 'CANCELLED', lines: [], mine: 1 });
		expect(byId.get(moved.id)).toMatchObject({
			recipient: { addressLine1: '9 New Road' },
			change: 'updated',
		});
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual(items.map((item) => item.orderId));
		expect(out[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it("keep nothing that TikTok Shop no longer gives, and all that is not the order's own", async () => {
		addPending(sandbox);
		const [item] = await polled();
		const gone = {
			kinds: ['sample'],
			buyerMessage: 'Ring twice',
			sellerNote: 'Fragile',
			trackingNumbers: ['1Z1'],
			autoCancelAt: '2020-01-01T00:00:00.000Z',
		};
		const kept = { outboundLines: [{ systemSku: 'A', quantity: 1 }], warehouseCode: 'W1' };
		const { outputs } = await readAgain([{ ...item, ...gone, ...kept }]);
		const [order] = outputs[0];
		const shown = ({
			kinds,
			buyerMessage,
			sellerNote,
			trackingNumbers,
			autoCancelAt,
		}: IDataObject) => [kinds, buyerMessage, sellerNote, trackingNumbers, autoCancelAt];
		expect(shown(order)).toEqual(shown(item));
		expect(order).toMatchObject(kept);
	});

	it('are the same as the trigger gave them where nothing has changed', async () => {
		addPending(sandbox, { lines: [{ sellerSku: 'MUG-BLUE-350', units: 3 }] });
		const items = await polled();
		const { outputs } = await readAgain(items);
		const withoutTime = (list: IDataObject[]) => list.map((item) => ({ ...item, readAt: '' }));
		expect(withoutTime(outputs[0])).toEqual(withoutTime(items));
	});

	it('cost no call while the trigger has read them a moment ago, and go on as they are', async () => {
		addPending(sandbox);
		const items = await polled();
		sandbox.log.clear();
		const { outputs, items: out } = await readAgain(items, {}, {});
		expect(outputs).toEqual([items, []]);
		expect(out[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(sandbox.log.entries).toEqual([]);
	});

	it.each<[string, (items: IDataObject[]) => IDataObject[]]>([
		['waited longer than a minute', (items: IDataObject[]) => agedBy(items, 61)],
		['were read in the future, by another clock', (items: IDataObject[]) => agedBy(items, -300)],
		[
			'do not say when they were read',
			(items: IDataObject[]) => items.map((item) => ({ ...omit(item, 'readAt') })),
		],
		[
			'say it in no time at all',
			(items: IDataObject[]) => items.map((item) => ({ ...item, readAt: 'now' })),
		],
	])('that %s are seen as cancelled where they were cancelled meanwhile', async (_, change) => {
		const { id } = addPending(sandbox);
		const items = change(await polled());
		cancelOrder(sandbox.tiktok, id);
		const { outputs } = await readAgain(items, {}, {});
		expect(outputs[0]).toMatchObject([{ orderId: id, status: 'CANCELLED' }]);
		expect(Date.now() - Date.parse(String(outputs[0][0].readAt))).toBeLessThan(60_000);
	});

	it('cost one call for fifty of a shop', async () => {
		for (let count = 0; count < 60; count++) addPending(sandbox);
		const items = await polled();
		sandbox.log.clear();
		const { outputs } = await readAgain(items);
		expect(outputs[0]).toHaveLength(60);
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(2);
	});

	it('stop no other one: no order, unknown, unreadable, of a refused shop, of a foreign shop', async () => {
		addPending(sandbox);
		const odd = addPending(sandbox);
		addPending(sandbox, { shop: 'GB01' });
		const items = await polled();
		odd.refusal = { of: 'detail', code: 36009003, message: 'internal error', status: 500 };
		sandbox.tiktok.shop('GB01').refusal = { code: 105004, message: 'no', status: 403 };
		const [good] = items.filter(({ orderId }) => orderId !== odd.id);
		const unknown = { ...good, orderId: '576499999999999999' };
		const foreign = { ...good, shop: { ...(good.shop as object), id: '7499999999999999999' } };
		const { outputs, error } = await readAgain([
			{ a: 1 },
			...items,
			unknown,
			foreign as IDataObject,
		]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(codes(outputs[1])).toHaveLength(5);
		expect(codes(outputs[1])).toEqual(
			expect.arrayContaining(['ORDER_UNREADABLE', 'ORDER_NOT_FOUND', 'SHOP_NOT_AUTHORIZED']),
		);
	});

	it('fail the run when nothing can be read', async () => {
		addPending(sandbox);
		const items = await polled();
		sandbox.faults.add({ service: 'tiktok', path: DETAIL, kind: '503', times: 100 });
		const { error } = await readAgain(items);
		expect(error?.message).toBeDefined();
	});

	it('pass an exception of an earlier node on as it is', async () => {
		const exception = { code: 'ORDER_UNREADABLE', message: 'x', hint: 'y' };
		const { outputs } = await readAgain([{ orderId: '1', exception }]);
		expect(outputs[1]).toEqual([{ orderId: '1', exception }]);
	});
});
