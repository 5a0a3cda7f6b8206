/** One row of a product mapping: `*` is the default of all stores, a store's own rows replace it (B57–B60). */
export interface MappingRow {
	store_code: string;
	platform_sku: string;
	system_sku: string;
	/** System units per platform unit. */
	quantity: number;
}

export interface PairingRow {
	/** Carrier as the OMS gives it in `logisticsCarrier`. */
	carrier: string;
	providerId: string;
	providerName: string;
}

const row = (
	store_code: string,
	platform_sku: string,
	system_sku: string,
	quantity: number,
): MappingRow => ({ store_code, platform_sku, system_sku, quantity });

export const US_STORE = 'USLC000001';
export const GB_STORE = 'GBCB000001';

/** Mapping of the demo world. NEW-ARRIVAL-01 is left out on purpose. */
export const DEMO_MAPPING: MappingRow[] = [
	row('*', 'MUG-BLUE-350', 'SYS-MUG-BLU', 1),
	row('*', 'MUG-RED-350', 'SYS-MUG-RED', 1),
	row('*', 'TEA-GREEN-100', 'SYS-TEA-GRN', 1),
	row('*', 'TEA-CASE-12', 'SYS-TEA-GRN', 12),
	row('*', 'SET-BREAKFAST', 'SYS-MUG-BLU', 2),
	row('*', 'SET-BREAKFAST', 'SYS-PLATE', 2),
	row('*', 'SET-BREAKFAST', 'SYS-TEA-GRN', 1),
	row('*', 'STICKER-PACK', 'SYS-STICKER', 1),
	row('*', 'LAMP-DESK-01', 'SYS-LAMP', 1),
	row(US_STORE, 'CANDLE-VANILLA', 'SYS-CANDLE', 1),
	row(GB_STORE, 'MUG-BLUE-350', 'SYS-MUG-BLU-UK', 1),
	row(GB_STORE, 'SET-BREAKFAST', 'SYS-MUG-BLU-UK', 2),
	row(GB_STORE, 'SET-BREAKFAST', 'SYS-TEA-GRN', 1),
	row(GB_STORE, 'TOWEL-M', 'SYS-TOWEL-M', 1),
];

/** The row that is added while the demo runs; the order that waits for it then continues by itself (B69). */
export const LATE_MAPPING: MappingRow[] = [row('*', 'NEW-ARRIVAL-01', 'SYS-NEW-01', 1)];

export const USPS_PROVIDER_ID = '7117858858072016686';
export const UPS_PROVIDER_ID = '7117859084333745966';
export const FEDEX_PROVIDER_ID = '7129720299146184490';
export const ROYAL_MAIL_PROVIDER_ID = '6965385313930937858';
export const EVRI_PROVIDER_ID = '6965385313930937859';

/** Logistics provider pairing of the demo world (B47). */
export const DEMO_PAIRING: PairingRow[] = [
	{ carrier: 'USPS', providerId: USPS_PROVIDER_ID, providerName: 'USPS' },
	{ carrier: 'ROYALMAIL', providerId: ROYAL_MAIL_PROVIDER_ID, providerName: 'Royal Mail' },
];
