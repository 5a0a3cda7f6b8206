import { cloneDeep, get, set, unset } from 'lodash';
import fc from 'fast-check';

/** An order as Get Order Detail shows it, with everything that the nodes read. */
export const GOOD_ORDER = {
	id: '576500000000000001',
	status: 'AWAITING_SHIPMENT',
	fulfillment_type: 'FULFILLMENT_BY_SELLER',
	shipping_type: 'SELLER',
	is_on_hold_order: true,
	is_buyer_request_cancel: false,
	create_time: 1_794_990_000,
	update_time: 1_794_992_000,
	paid_time: 1_794_990_060,
	rts_sla_time: 1_795_300_000,
	shipping_due_time: 1_795_500_000,
	warehouse_id: '7300000000000000001',
	delivery_option_id: '7200000000000000001',
	tracking_number: '',
	shipping_provider_id: '',
	split_or_combine_tag: 'SPLIT',
	buyer_email: 'x@scs.tiktokw.us',
	payment: { currency: 'USD' },
	recipient_address: {
		name: 'Dana Miller',
		phone_number: '(+1)2135550123',
		region_code: 'US',
		postal_code: '90001',
		address_line1: '1 Main St',
		address_line2: '',
		district_info: [
			{
				address_level: 'L1',
				address_level_name: 'State',
				address_name: 'California',
				iso_code: 'US-CA',
			},
			{ address_level: 'L2', address_level_name: 'City', address_name: 'Los Angeles' },
		],
	},
	packages: [{ id: '1150000000000000001' }, { id: '1150000000000000002' }],
	line_items: [
		{
			id: '577000000000000001',
			product_id: '1729000000000000001',
			product_name: 'Mug',
			sku_id: '1729000000000000011',
			seller_sku: 'MUG-BLUE-350',
			is_gift: false,
			display_status: 'AWAITING_SHIPMENT',
			package_id: '1150000000000000001',
		},
		{
			id: '577000000000000002',
			sku_id: '1729000000000000012',
			seller_sku: 'GIFT-BOX-01',
			display_status: 'AWAITING_SHIPMENT',
			combined_listing_skus: [
				{ sku_id: '1729000000000000021', seller_sku: 'MUG-BLUE-350', sku_count: 1 },
				{ sku_id: '1729000000000000022', seller_sku: 'TEA-GREEN-100', sku_count: 2 },
			],
		},
	],
};

type Path = Array<string | number>;

/** Every place in a value, the value itself first. */
export function placesIn(value: unknown, path: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [path];
	return [
		path,
		...Object.entries(value).flatMap(([key, inner]) =>
			placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
		),
	];
}

/** The value with one place replaced; undefined takes the place out. */
export function damagedAt(value: object, path: Path, by: unknown): unknown {
	if (path.length === 0) return by;
	const copy = cloneDeep(value);
	const parent: unknown = path.length === 1 ? copy : get(copy, path.slice(0, -1));
	if (by !== undefined) set(copy, path, by);
	else if (Array.isArray(parent)) parent.splice(Number(path[path.length - 1]), 1);
	else unset(copy, path);
	return copy;
}

/** Any JSON value, or none. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
	fc.jsonValue({ maxDepth: 2 }),
	fc.constantFrom<unknown>(
		undefined,
		null,
		'',
		0,
		-1,
		1e21,
		1e308,
		0.5,
		true,
		[],
		{},
		[null],
		'\u0000',
		'\ud800',
	),
);

/** The order with one place changed into anything. */
export const damagedOrder: fc.Arbitrary<unknown> = fc
	.tuple(fc.constantFrom(...placesIn(GOOD_ORDER)), anything)
	.map(([path, by]) => damagedAt(GOOD_ORDER, path, by));
