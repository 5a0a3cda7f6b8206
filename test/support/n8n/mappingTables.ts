import type { DataTables } from './dataTables';

/** The data tables of the templates. */
export const MAPPING_TABLE = 'tiktok_shop_sku_mapping';
export const EXCEPTIONS_TABLE = 'tiktok_shop_exceptions';
export const PAIRING_TABLE = 'tiktok_shop_carrier_pairing';

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
