import { parcelsOf, type Packing } from '../../../nodes/TikTokShop/fulfillment/parcels/parcels';
import { fieldsOfItem } from '../../../nodes/TikTokShop/fulfillment/run/shipmentFields';
import { orderOf, waiting } from './order';

const ID = '576460000000000001';
const mapped = (platformSku: string, systemSku: string, factor: number) => [
	{ systemSku, quantity: 0, from: [{ platformSku, quantity: 0, factor }] },
];

/** An outbound order of one mug, all of which has left; the mapping asks for two mugs by now. */
const item = (more: object = {}) => ({
	orderId: ID,
	thirdOrderNo: ID,
	outboundOrderNo: 'OB1',
	trackingNumber: 'N1',
	lines: [{ systemSku: 'SYS-MUG', quantity: 1, shippedQuantity: 1 }],
	parcels: [{ trackingNumber: 'N1', lines: [{ systemSku: 'SYS-MUG', quantity: 1 }] }],
	outboundLines: mapped('MUG', 'SYS-MUG', 2),
	...more,
});
const MUG = orderOf([waiting('1', 'MUG')], { id: ID });
const parcels = (more: object = {}, others: Packing[] = []) =>
	parcelsOf(MUG, fieldsOfItem(item(more)), { others });

describe('the mapping was edited after Create had made the outbound order', () => {
	it.each([
		['by the order ID', ID],
		['by shop and order ID', `7490000000000000001:${ID}`],
	])('its number goes for the whole order, with a warning: known %s', (_, thirdOrderNo) => {
		expect(parcels({ thirdOrderNo })).toEqual({
			parcels: [{ trackingNumber: 'N1', warning: expect.stringContaining('SKU mapping') }],
		});
	});

	it('also where the units are those of some line items by the edited mapping', () => {
		const order = orderOf([waiting('1', 'MUG'), waiting('2', 'MUG')], { id: ID });
		const two = {
			lines: [{ systemSku: 'SYS-MUG', quantity: 2, shippedQuantity: 2 }],
			parcels: [{ trackingNumber: 'N1', lines: [{ systemSku: 'SYS-MUG', quantity: 2 }] }],
		};
		expect(parcelsOf(order, fieldsOfItem(item(two)))).toEqual({
			parcels: [{ trackingNumber: 'N1', warning: expect.stringContaining('SKU mapping') }],
		});
	});

	it.each<[string, object]>([
		['another creator has made it', { thirdOrderNo: 'HAND-1' }],
		[
			'something has not left',
			{ lines: [{ systemSku: 'SYS-MUG', quantity: 2, shippedQuantity: 1 }] },
		],
	])('but the order waits where %s', (_, more) => {
		expect(parcels(more)).toMatchObject({ exception: { code: 'PARCELS_DO_NOT_ADD_UP' } });
	});

	it('and where the OMS has another outbound order of it', () => {
		const lines = [{ systemSku: 'SYS-MUG', quantity: 3, shippedQuantity: 3 }];
		const other = { ...fieldsOfItem(item({ lines })), trackingNumber: 'N2', parcels: [] };
		expect(parcels({}, [other])).toMatchObject({ exception: { code: 'PARCELS_DO_NOT_ADD_UP' } });
	});
});

describe('two outbound orders of one package', () => {
	it('take the main number together, each knowing only what its own units are packed as', () => {
		const order = orderOf(
			[waiting('1', 'MUG', { package_id: 'P' }), waiting('2', 'LAMP', { package_id: 'P' })],
			{ id: ID, packages: [{ id: 'P' }] },
		);
		const of = (number: string, platformSku: string, systemSku: string) =>
			fieldsOfItem({
				orderId: ID,
				trackingNumber: number,
				outboundOrderNo: number,
				thirdOrderNo: `ERP-${number}`,
				lines: [{ systemSku, quantity: 1, shippedQuantity: 1 }],
				parcels: [{ trackingNumber: number, lines: [{ systemSku, quantity: 1 }] }],
				outboundLines: mapped(platformSku, systemSku, 1),
			});
		const [mug, lamp] = [of('A', 'MUG', 'SYS-MUG'), of('B', 'LAMP', 'SYS-LAMP')];
		const options = { byPackage: true, others: [lamp] };
		expect(parcelsOf(order, mug, options)).toMatchObject({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1', '2'] }],
		});
	});
});
