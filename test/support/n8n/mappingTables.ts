import type { DataTables } from './dataTables';

/** The data tables of the templates. */
export const MAPPING_TABLE = 'tiktok_shop_sku_mapping';
export const EXCEPTIONS_TABLE = 'tiktok_shop_exceptions';
export const PAIRING_TABLE = 'tiktok_shop_carrier_pairing';

export const RULES_TABLE = 'tiktok_shop_warehouse_rules';
const RULE_COLUMNS =
	'priority store country state postal_codes store_warehouse sku units_from units_to shipping_type order_kind warehouse logistics_channel hold skip';

/** Warehouse and channel for each country of the demonstration, in the sandbox's OMS. */
const DEMO_RULES = [
	{ country: 'US', warehouse: 'USLAX1', logistics_channel: 'USPS-GA' },
	{ country: 'GB', warehouse: 'GBLON1', logistics_channel: 'ROYAL-48' },
];

/** The table of the warehouse rules. Account: the word of a copy for another account. */
export async function createRules(tables: DataTables, account?: string): Promise<void> {
	const name = account ? RULES_TABLE.replace('shop_', `shop_${account}_`) : RULES_TABLE;
	const columns = RULE_COLUMNS.split(' ').map((column) => [column, 'string' as const]);
	// A workflow that has run already has created it.
	if (!(await tables.has(name))) await tables.create(name, Object.fromEntries(columns));
	await tables.insert(name, DEMO_RULES);
}

/** The mapping table with its rows, for runs that begin after the import of the mapping. */
export async function createMapping(tables: DataTables, rows: readonly object[]): Promise<void> {
	await tables.create(MAPPING_TABLE, {
		store_code: 'string',
		platform_sku: 'string',
		system_sku: 'string',
		quantity: 'number',
		imported: 'string',
	});
	await tables.insert(MAPPING_TABLE, rows);
	await createRules(tables);
}

/** The table of the pairing with its rows. */
export async function createPairing(tables: DataTables, rows: readonly object[]): Promise<void> {
	const columns = 'store_code carrier shipping_provider_id shipping_provider_name'.split(' ');
	await tables.create(
		PAIRING_TABLE,
		Object.fromEntries(columns.map((column) => [column, 'string' as const])),
	);
	await tables.insert(PAIRING_TABLE, rows);
}

/** The table of the exception desk with rows of an earlier time. */
export async function createExceptions(tables: DataTables, rows: readonly object[]): Promise<void> {
	const columns =
		'order_id shop_code shop_id status code message hint opened last_seen closed closed_how note';
	await tables.create(
		EXCEPTIONS_TABLE,
		Object.fromEntries(columns.split(' ').map((column) => [column, 'string' as const])),
	);
	await tables.insert(EXCEPTIONS_TABLE, rows);
}
