import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { OutboundLine } from '../../../nodes/shared/orderItem';
import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { linesOf } from '../../../nodes/TikTokShop/orders/orderLines';
import { lineStage } from '../../../nodes/TikTokShop/orders/orderStatus';
import { parcelsOf, type Packing } from '../../../nodes/TikTokShop/fulfillment/parcels/parcels';
import { fieldsOfItem } from '../../../nodes/TikTokShop/fulfillment/run/shipmentFields';
import { anything, damagedAt, placesIn } from '../../support/items/damage';
import { orderOf, waiting } from './order';

type Amounts = Record<string, number>;

/** What really happened in the warehouses. */
interface Case {
	/** System units in one unit of each platform SKU. */
	recipes: Amounts[];
	/** Line items: platform SKU, and the parcels that its units lie in; none = it has not left. */
	lines: Array<{ sku: number; parcels: number[]; cancelled: boolean }>;
	/** Cancelled line items were packed before anybody knew. */
	cancelledLate: boolean;
	/** Outbound order of each parcel. */
	owners: number[];
	/** In which order outbound orders come to the node, some of them again and again. */
	visits: number[];
	/** Whether an outbound order is seen together with the others. */
	together: boolean;
	byPackage: boolean;
	/** Package of each line item, in turn. */
	packages: number;
}

const PARCELS = 4;
const OUTBOUND_ORDERS = 2;

/** @param apart  no two platform SKUs share a system SKU, and each line item lies in one parcel at most */
function cases(apart: boolean): fc.Arbitrary<Case> {
	const amount = fc.integer({ min: 1, max: 3 });
	const parcel = fc.nat(PARCELS - 1);
	return fc.record({
		recipes: fc
			.array(
				fc.dictionary(fc.constantFrom('M', 'T', 'S'), amount, {
					minKeys: 1,
					noNullPrototype: true,
				}),
				{ minLength: 3, maxLength: 3 },
			)
			.map((recipes) =>
				apart
					? recipes.map((components, sku) =>
							Object.fromEntries(
								Object.entries(components).map(([name, n]) => [`${name}${sku}`, n]),
							),
						)
					: recipes,
			),
		lines: fc.array(
			fc.record({
				sku: fc.nat(2),
				parcels: fc.array(parcel, { maxLength: apart ? 1 : 2 }),
				cancelled: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
			}),
			{ minLength: 1, maxLength: 6 },
		),
		cancelledLate: fc.boolean(),
		owners: fc.array(fc.nat(OUTBOUND_ORDERS - 1), { minLength: PARCELS, maxLength: PARCELS }),
		visits: fc.array(fc.nat(OUTBOUND_ORDERS - 1), { maxLength: 4 }),
		together: fc.boolean(),
		byPackage: apart ? fc.constant(false) : fc.boolean(),
		packages: fc.integer({ min: 1, max: 3 }),
	});
}

function orderIn({ lines, packages }: Case): ApiOrder {
	const items = lines.map(({ sku, cancelled }, index) =>
		waiting(`L${index}`, `SKU${sku}`, {
			package_id: `P${index % packages}`,
			...(cancelled ? { display_status: 'CANCELLED' } : {}),
		}),
	);
	const ids = [...new Set(items.map(({ package_id: id = '' }) => id))];
	return orderOf(items, { packages: ids.map((id) => ({ id })) });
}

/** Units in each parcel: the units of a line item that lies in two go there in turn. */
function contentsIn({ lines, recipes, cancelledLate }: Case): Amounts[] {
	const contents: Amounts[] = Array.from({ length: PARCELS }, () => ({}));
	for (const { sku, parcels, cancelled } of lines) {
		if (parcels.length === 0 || (cancelled && !cancelledLate)) continue;
		let turn = 0;
		for (const [name, amount] of Object.entries(recipes[sku])) {
			for (let unit = 0; unit < amount; unit++) {
				const content = contents[parcels[turn++ % parcels.length]];
				content[name] = (content[name] ?? 0) + 1;
			}
		}
	}
	return contents;
}

function outboundOrdersIn(given: Case): Packing[] {
	const contents = contentsIn(given);
	const outboundLines: OutboundLine[] = given.recipes.flatMap((components, sku) =>
		Object.entries(components).map(([systemSku, factor]) => ({
			systemSku,
			quantity: 0,
			from: [{ platformSku: `SKU${sku}`, quantity: 0, factor }],
		})),
	);
	return Array.from({ length: OUTBOUND_ORDERS }, (_, owner) => {
		const parcels = contents.flatMap((content, index) => {
			const lines = Object.entries(content).map(([systemSku, quantity]) => ({
				systemSku,
				quantity,
			}));
			return given.owners[index] === owner && lines.length > 0
				? [{ trackingNumber: `N${index}`, lines }]
				: [];
		});
		const lines = parcels
			.flatMap((parcel) => parcel.lines)
			.map(({ systemSku, quantity }) => ({ systemSku, quantity, shippedQuantity: quantity }));
		const [first] = parcels;
		return { trackingNumber: first?.trackingNumber ?? '', parcels, lines, outboundLines };
	});
}

/** TikTok Shop: takes a number for line items that wait; elsewhere for whole packages. */
class Shipments {
	readonly numbers = new Map<string, string>();

	constructor(
		public order: ApiOrder,
		private readonly byPackage: boolean,
	) {}

	visit(packing: Packing, others: Packing[]): void {
		if (!packing.trackingNumber) return;
		const circumstances = { byPackage: this.byPackage, others };
		const result = parcelsOf(this.order, packing, circumstances);
		if ('exception' in result) return;
		for (const { trackingNumber, lineItemIds } of result.parcels) {
			this.ship(trackingNumber, lineItemIds);
		}
	}

	private ship(trackingNumber: string, ids?: readonly string[]): void {
		const taken = linesOf(this.order, ids).filter(
			(line) => lineStage(line, this.order) === 'waiting',
		);
		for (const { id, package_id: packageId } of taken) {
			if (this.byPackage) {
				const all = linesOf(this.order).filter((line) => line.package_id === packageId);
				const left = all.filter((line) => lineStage(line, this.order) === 'waiting');
				expect(left.every((line) => taken.includes(line))).toBe(true);
			}
			this.numbers.set(id, trackingNumber);
		}
		const lines = linesOf(this.order).map((line) =>
			taken.includes(line)
				? { ...line, display_status: 'AWAITING_COLLECTION', tracking_number: trackingNumber }
				: line,
		);
		const waits = lines.some((line) => lineStage(line, this.order) === 'waiting');
		const status = waits ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION';
		this.order = { ...this.order, line_items: lines, ...(taken.length > 0 ? { status } : {}) };
	}
}

function visitAll(given: Case): Shipments {
	const outbound = outboundOrdersIn(given);
	const shipments = new Shipments(orderIn(given), given.byPackage);
	const all = [...given.visits, ...outbound.keys(), ...outbound.keys(), ...given.visits];
	for (const visited of all) {
		const others = outbound.filter((each, index) => index !== visited && each.trackingNumber);
		shipments.visit(outbound[visited], given.together ? others : []);
	}
	return shipments;
}

function sum(all: Amounts[]): Amounts {
	const total: Amounts = {};
	for (const [name, amount] of all.flatMap((each) => Object.entries(each))) {
		total[name] = (total[name] ?? 0) + amount;
	}
	return total;
}

const shippedUnits = (given: Case, shipments: Shipments): Amounts =>
	sum(
		[...shipments.numbers.keys()].map((id) => given.recipes[given.lines[Number(id.slice(1))].sku]),
	);

describe('whatever the warehouses have packed, in whatever order it comes and how often', () => {
	it('no line item takes a number of a parcel without a unit of it, and nothing ships that has not left', () => {
		fc.assert(
			fc.property(cases(false), (given) => {
				const shipments = visitAll(given);
				const contents = contentsIn(given);
				for (const [id, number] of shipments.numbers) {
					const components = given.recipes[given.lines[Number(id.slice(1))].sku];
					const content = contents[Number(number.slice(1))];
					// The number of a package may be that of a parcel with other line items of it.
					if (!given.byPackage) {
						expect(Object.keys(components).some((name) => (content[name] ?? 0) > 0)).toBe(true);
					}
				}
				const left = sum(contents);
				for (const [name, amount] of Object.entries(shippedUnits(given, shipments))) {
					expect(left[name] ?? 0).toBeGreaterThanOrEqual(amount);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it('all that has left ships, where each line item is in one parcel', () => {
		fc.assert(
			fc.property(cases(true), (given) => {
				const shipped = shippedUnits(given, visitAll(given));
				const live = given.lines.filter(({ cancelled }) => !cancelled);
				const wanted = sum(live.map(({ sku }) => given.recipes[sku]));
				for (const [name, left] of Object.entries(sum(contentsIn(given)))) {
					expect(shipped[name] ?? 0).toBe(Math.min(left, wanted[name] ?? 0));
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it('any answer of the OMS, however odd, ends in parcels or an exception', () => {
		const item = (given: Case) => {
			const [packing] = outboundOrdersIn(given);
			return { ...packing, orderId: '576', storeCode: 'US1', shop: { id: '1' }, carrier: 'USPS' };
		};
		fc.assert(
			fc.property(cases(false), anything, fc.nat(), (given, odd, place) => {
				const places = placesIn(item(given)).filter((path) => path.length > 0);
				const json = damagedAt(item(given), places[place % places.length], odd) as IDataObject;
				const result = parcelsOf(orderIn(given), fieldsOfItem(json));
				expect(Object.keys(result)).toHaveLength(1);
			}),
			{ numRuns: 1_000 },
		);
	});
});
