import type { Json, Path } from './mutate';

/** An endpoint whose answers are changed. */
export interface Endpoint {
	name: string;
	service: 'tiktok' | 'oms';
	method: string;
	path: RegExp;
	/** Where the records of the answer lie; a record alone where there is no list. */
	records: Path;
	/** What a record is about. */
	about: 'order' | 'shop' | 'nobody';
	/** Whether orders meet it on their way from pending to tracking; the others are met by single operations. */
	onTheWay: boolean;
}

const tiktok = (
	name: string,
	method: string,
	path: RegExp,
	records: Path,
	about: Endpoint['about'],
	onTheWay: boolean,
): Endpoint => ({ name, service: 'tiktok', method, path, records, about, onTheWay });

const oms = (
	name: string,
	records: Path,
	about: Endpoint['about'],
	onTheWay: boolean,
): Endpoint => ({
	name: `oms.${name.split('/').pop() ?? name}`,
	service: 'oms',
	method: 'POST',
	path: new RegExp(`/v1/${name}$`),
	records,
	about,
	onTheWay,
});

/** Every endpoint that the nodes call (TikTok Shop API §2–§4, OMS API §1.4). */
export const ENDPOINTS: readonly Endpoint[] = [
	tiktok('token.get', 'GET', /\/api\/v2\/token\/get$/, ['data'], 'nobody', true),
	tiktok('token.refresh', 'GET', /\/api\/v2\/token\/refresh$/, ['data'], 'nobody', true),
	tiktok('shops', 'GET', /\/authorization\/\d+\/shops$/, ['data', 'shops'], 'shop', true),
	tiktok('search', 'POST', /\/orders\/search$/, ['data', 'orders'], 'order', true),
	tiktok('detail', 'GET', /\/order\/\d+\/orders$/, ['data', 'orders'], 'order', true),
	tiktok(
		'providers',
		'GET',
		/\/delivery_options\/\d+\/shipping_providers$/,
		['data', 'shipping_providers'],
		'shop',
		true,
	),
	tiktok('markShipped', 'POST', /\/fulfillment\/\d+\/orders\/\d+\/packages$/, [], 'order', true),
	tiktok('package', 'GET', /\/fulfillment\/\d+\/packages\/\d+$/, ['data'], 'order', false),
	tiktok('ship', 'POST', /\/fulfillment\/\d+\/packages\/\d+\/ship$/, [], 'order', true),
	tiktok(
		'warehouses',
		'GET',
		/\/logistics\/\d+\/warehouses$/,
		['data', 'warehouses'],
		'nobody',
		false,
	),
	tiktok(
		'deliveryOptions',
		'GET',
		/\/warehouses\/\d+\/delivery_options$/,
		['data', 'delivery_options'],
		'nobody',
		false,
	),
	tiktok('products', 'POST', /\/products\/search$/, ['data', 'products'], 'nobody', false),
	tiktok('documents', 'GET', /\/shipping_documents$/, ['data'], 'order', false),
	tiktok('addReferences', 'POST', /\/orders\/external_orders$/, ['data'], 'order', false),
	tiktok('references', 'GET', /\/orders\/\d+\/external_orders$/, ['data'], 'order', false),
	tiktok(
		'cancellations',
		'POST',
		/\/cancellations\/search$/,
		['data', 'cancellations'],
		'order',
		false,
	),
	tiktok('approve', 'POST', /\/cancellations\/\d+\/approve$/, [], 'order', false),
	tiktok('reject', 'POST', /\/cancellations\/\d+\/reject$/, [], 'order', false),
	tiktok('rejectReasons', 'GET', /\/reject_reasons$/, ['data', 'reasons'], 'nobody', false),
	tiktok('correct', 'POST', /\/shipping_info\/update$/, [], 'order', false),
	oms('outboundOrder/create', ['data'], 'order', true),
	oms('outboundOrder/detail', ['data'], 'order', true),
	oms('outboundOrder/pageList', ['data', 'records'], 'order', true),
	oms('outboundOrder/cancel', ['data'], 'order', false),
	oms('outboundOrder/selectBizStatus', ['data'], 'order', false),
	oms('warehouse/options', ['data'], 'nobody', false),
	oms('product/pagelist', ['data', 'records'], 'nobody', false),
	oms('integratedInventory/pageOpen', ['data', 'records'], 'nobody', false),
];

/** @throws when there is no such endpoint */
export function endpointNamed(name: string): Endpoint {
	const found = ENDPOINTS.find((each) => each.name === name);
	if (found) return found;
	const names = ENDPOINTS.map((each) => each.name).join(', ');
	throw new Error(`There is no endpoint "${name}". Use one of ${names}.`);
}

/** Whether a value mentions one of the IDs, in any place. */
export function mentions(value: Json | string, ids: readonly string[]): boolean {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return ids.some((id) => text.includes(id));
}
