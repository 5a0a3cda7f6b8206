import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf } from './evaluate';

const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const SAID_BY_THE_NODE = 'Order 1: the node has no warehouse for it (region ES).';

const settings = async (name: string, region: string) =>
	await evaluate(fieldOf(TO_WAREHOUSE, 'Settings', name), { Input: [{ shop: { region } }] });

const message = async (more: IDataObject) =>
	await evaluate(fieldOf(TO_WAREHOUSE, 'What Became of Each', 'message'), {
		Input: [
			{
				orderId: '1',
				shop: { region: 'ES' },
				warehouseCode: 'W',
				logisticsChannel: 'C',
				...more,
			},
		],
	});

const refused = { code: 'CHANNEL_UNAVAILABLE', message: SAID_BY_THE_NODE };

describe('an order of a region that Settings does not name', () => {
	it('has no warehouse and no channel, instead of those of another region', async () => {
		expect(await settings('warehouseCode', 'ES')).toBe('');
		expect(await settings('logisticsChannel', 'ES')).toBe('');
		expect(await settings('warehouseCode', 'US')).toBe('YOUR-US-WAREHOUSE');
	});

	it.each<[lacks: string, item: IDataObject, says: string]>([
		['the warehouse', { warehouseCode: '' }, 'Settings has no warehouse for region ES.'],
		['the channel', { logisticsChannel: '' }, 'Settings has no logistics channel for region ES.'],
		[
			'both',
			{ warehouseCode: '', logisticsChannel: '' },
			'Settings has no warehouse and no logistics channel for region ES.',
		],
		[
			'both, of a shop without a region',
			{ warehouseCode: '', logisticsChannel: '', shop: {} },
			'Settings has no warehouse and no logistics channel for region (none).',
		],
	])('waits with a message that names Settings where it lacks %s', async (_, item, says) => {
		expect(await message({ ...item, exception: refused })).toBe(says);
	});

	it('keeps the words of the OMS when Settings has both, or when something else is wrong', async () => {
		expect(await message({ exception: refused })).toBe(SAID_BY_THE_NODE);
		const other = { code: 'RECIPIENT_INCOMPLETE', message: 'No city.' };
		expect(await message({ warehouseCode: '', exception: other })).toBe('No city.');
	});

	it('leaves what is said of other orders as it is', async () => {
		expect(await message({ skipped: 'Too young.' })).toBe('Too young.');
		expect(await message({ outboundOrder: { outboundOrderNo: 'O' }, skipped: 'x' })).toBe('');
	});
});
