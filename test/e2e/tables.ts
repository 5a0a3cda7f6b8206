import type { MappingRow } from '../sandbox';
import type { DataTables } from './n8n/dataTables';

/** The data tables of the templates. */
export const MAPPING_TABLE = 'tiktok_shop_sku_mapping';
export const EXCEPTIONS_TABLE = 'tiktok_shop_exceptions';
export const PAIRING_TABLE = 'tiktok_shop_carrier_pairing';

/** The mapping table with its rows, for runs that begin after the import of the mapping. */
export async function createMapping(
	tables: DataTables,
	rows: readonly MappingRow[],
): Promise<void> {
	await tables.create(MAPPING_TABLE, {
		store_code: 'string',
		platform_sku: 'string',
		system_sku: 'string',
		quantity: 'number',
		imported: 'string',
	});
	await tables.insert(MAPPING_TABLE, rows);
}
