import type { OmsProduct } from '../oms/types';
import type { OmsWorld } from '../oms/world';

const DAY_MS = 24 * 60 * 60 * 1000;

const US_SKUS = [
	'SYS-MUG-BLU',
	'SYS-MUG-RED',
	'SYS-TEA-GRN',
	'SYS-PLATE',
	'SYS-STICKER',
	'SYS-LAMP',
	'SYS-NEW-01',
	'SYS-CANDLE',
];
const GB_SKUS = ['SYS-MUG-BLU-UK', 'SYS-TEA-GRN', 'SYS-TOWEL-M'];
/** Its stock has not moved for more than a year: absent from stock pages with a short window (OMS API §1.7). */
const STALE_SKU = 'SYS-PLATE';

function product(sku: string): OmsProduct {
	const productName = sku.replace('SYS-', '').toLowerCase().replace(/-/g, ' ');
	return {
		sku,
		productCode: sku,
		productName,
		weight: '0.450',
		length: '12',
		width: '10',
		height: '10',
		registeredIn: [],
	};
}

/** Warehouses, channels, products and stock of the demo. */
export function addDemoOms(world: OmsWorld): void {
	world.warehouses.push(
		{
			whCode: 'USLAX1',
			whNameCn: '洛杉矶一号仓',
			countryCode: 'US',
			channels: [
				{
					channelCode: 'USPS-GA',
					channelName: 'USPS Ground Advantage',
					carrierName: 'USPS',
					trackNo: (seq) => `94001118992${String(223_000 + seq).padStart(11, '0')}`,
				},
				{
					channelCode: 'YW-ECO',
					channelName: 'Yanwen Economy',
					carrierName: 'YANWEN',
					trackNo: (seq) => `YW${String(700_000 + seq).padStart(12, '0')}`,
				},
			],
		},
		{
			whCode: 'GBLON1',
			whNameCn: '伦敦一号仓',
			countryCode: 'GB',
			channels: [
				{
					channelCode: 'ROYAL-48',
					channelName: 'Royal Mail Tracked 48',
					carrierName: 'ROYALMAIL',
					trackNo: (seq) => `RM${String(100_000_000 + seq)}GB`,
				},
			],
		},
	);
	for (const sku of new Set([...US_SKUS, ...GB_SKUS])) world.products.set(sku, product(sku));
	const moved = (sku: string): number =>
		world.now() - (sku === STALE_SKU ? 400 * DAY_MS : 3 * DAY_MS);
	for (const sku of US_SKUS) world.setStock('USLAX1', sku, 500, moved(sku));
	for (const sku of GB_SKUS) world.setStock('GBLON1', sku, 300, moved(sku));
}
