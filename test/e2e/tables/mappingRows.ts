import type { MappingRow } from '../../fixtures/tables/cases';
import type { DataTables } from '../../support/n8n/dataTables';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';

/** Rows of the mapping table as text, in an order of their own. */
export async function mappingRows(tables: DataTables): Promise<string[]> {
	const rows = await tables.rows(MAPPING_TABLE);
	return rows
		.map(({ store_code, platform_sku, system_sku, quantity }) =>
			JSON.stringify([store_code, platform_sku, system_sku, quantity]),
		)
		.sort();
}

/** The same for rows that should be there. */
export function sorted(rows: readonly MappingRow[]): string[] {
	return rows.map((row) => JSON.stringify(row)).sort();
}
