import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Gives orders with three lines each, or rows of a mapping, as they come from a service: read from JSON. */
export class benchOrders {
	description = {
		displayName: 'Bench Orders',
		name: 'benchOrders',
		group: ['input'],
		version: 1,
		description: 'Gives orders or mapping rows',
		defaults: { name: 'Bench Orders' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Kind', name: 'kind', type: 'string', default: 'orders' },
			{ displayName: 'Orders', name: 'orders', type: 'number', default: 10_000 },
			{ displayName: 'Rows', name: 'rows', type: 'number', default: 20_000 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const rows = this.getNodeParameter('rows', 0) as number;
		const orders = this.getNodeParameter('orders', 0) as number;
		const made =
			this.getNodeParameter('kind', 0) === 'rows'
				? list(rows, rowOf)
				: list(orders, (index) => orderOf(index, rows));
		const items = JSON.parse(JSON.stringify(made)) as INodeExecutionData['json'][];
		return [items.map((json) => ({ json, pairedItem: { item: 0 } }))];
	}
}

const list = <T>(length: number, make: (index: number) => T): T[] =>
	Array.from({ length }, (_, index) => make(index));

/** Like a row of n8n's data table; each fourth one is for the shop, the others are for all stores. */
const rowOf = (index: number) => ({
	id: index + 1,
	store_code: index % 4 === 0 ? 'USLC000001' : '*',
	platform_sku: `MUG-${index}-BLUE`,
	system_sku: `SYS-${index % 5_000}-BLU`,
	quantity: 1 + (index % 3),
	imported: '',
	createdAt: '2026-11-28T00:00:00.000Z',
	updatedAt: '2026-11-28T00:00:00.000Z',
});

const numbered = (first: bigint, index: number): string => String(first + BigInt(index));

/** As the TikTok Shop Trigger emits it with Simplify. */
const orderOf = (index: number, rows: number) => ({
	orderId: numbered(576_500_000_000_000_000n, index),
	idempotencyKey: `7495000000000000001:${index}`,
	revision: `r${index}`,
	shop: {
		id: '7495000000000000001',
		code: 'USLC000001',
		name: 'Sandbox US',
		region: 'US',
		sellerType: 'LOCAL',
	},
	status: 'AWAITING_SHIPMENT',
	fulfillmentType: 'FULFILLMENT_BY_SELLER',
	shippingType: 'SELLER',
	createdAt: '2026-11-28T00:00:00.000Z',
	paidAt: '2026-11-28T00:00:00.000Z',
	updatedAt: '2026-11-28T00:00:00.000Z',
	shipBy: '2026-11-30T00:00:00.000Z',
	autoCancelAt: '2026-12-02T00:00:00.000Z',
	warehouseId: '7300000000000000001',
	deliveryOptionId: '7200000000000000001',
	buyerRequestedCancel: false,
	recipient: {
		name: `Dana Miller ${index}`,
		phone: '(+1)2135550123',
		countryCode: 'US',
		state: 'California',
		stateCode: 'CA',
		city: 'Los Angeles',
		postalCode: '90001',
		addressLine1: `${index} Main St`,
		addressLine2: '',
		email: 'x@scs.tiktokw.us',
		masked: false,
	},
	lines: list(3, (line) => ({
		platformSku: `MUG-${(index * 3 + line * 7) % rows}-BLUE`,
		skuId: numbered(1_729_000_000_000_000_000n, index * 3 + line),
		productId: '1729000000000000001',
		productName: 'Mug, blue',
		quantity: 1 + line,
		lineItemIds: [numbered(577_000_000_000_000_000n, index * 3 + line)],
		isGift: false,
		components: [],
	})),
	packages: [{ id: numbered(1_150_000_000_000_000_000n, index) }],
});
