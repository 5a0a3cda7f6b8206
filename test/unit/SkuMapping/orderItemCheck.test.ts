import {
	orderItemException,
	orderItemFault,
} from '../../../nodes/SkuMapping/mapOrders/orderItemCheck';

const messageOf = (json: object): string => {
	const fault = orderItemFault(json);
	return fault ? orderItemException(json, fault).message : '';
};

it.each([
	['without lines', { lines: [] }],
	['with a SKU ID that lost digits', { lines: [{ quantity: 1, skuId: 2 ** 60 }] }],
])('an endless order ID leaves room for what is wrong with an order %s', (_, order) => {
	const json = { orderId: 'x'.repeat(3_000), shop: { code: 'US01' }, ...order };
	expect(messageOf(json)).toMatch(/^(?:This item is not an order|Order x{500}…): .*\.$/);
});
