import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../../shared/fields';
import { toText } from '../../../shared/text';

/** A row of the SKU mapping, with the column names of template 02. */
interface MappingRow {
	store: string;
	platformSku: string;
	systemSku: string;
	factor: number;
}

const ALL_STORES = '*';

/**
 * The SKU mapping, read from the warehouse's side: which platform SKUs the system SKUs of an outbound order may come from. An
 * outbound order that people made, or an older one, brings no lines with their origin.
 */
export class MappingLines {
	private readonly platformSkus = new Map<string, Set<string>>();
	private readonly rows = new Map<string, MappingRow[]>();

	/** @param rows  with store_code, platform_sku, system_sku and quantity; rows without both SKUs are left out */
	constructor(rows: readonly unknown[]) {
		for (const row of rows.map(mappingRow)) {
			const { platformSku, systemSku } = row;
			if (!platformSku || !systemSku) continue;
			this.platformSkus.set(
				systemSku,
				(this.platformSkus.get(systemSku) ?? new Set()).add(platformSku),
			);
			this.rows.set(platformSku, [...(this.rows.get(platformSku) ?? []), row]);
		}
	}

	/**
	 * The `outboundLines` that SKU Mapping would have added, without quantities: all rows of each platform SKU, because a combo needs
	 * all its parts. A store's own rows replace those of all stores.
	 */
	linesOf({ lines, storeCode }: IDataObject): IDataObject[] {
		const systemSkus = Array.isArray(lines) ? (lines as unknown[]).map(systemSkuOf) : [];
		const platformSkus = new Set(
			systemSkus.flatMap((sku) => [...(this.platformSkus.get(sku) ?? [])]),
		);
		return [...platformSkus].flatMap((platformSku) =>
			this.rowsFor(platformSku, toText(storeCode)).map(({ systemSku, factor }) => ({
				systemSku,
				quantity: 0,
				from: [{ platformSku, quantity: 0, factor }],
			})),
		);
	}

	private rowsFor(platformSku: string, storeCode: string): MappingRow[] {
		const rows = this.rows.get(platformSku) ?? [];
		const own = rows.filter(({ store }) => store === storeCode);
		return own.length > 0 ? own : rows.filter(({ store }) => store === ALL_STORES);
	}
}

function systemSkuOf(line: unknown): string {
	return toText(fieldsOf(line).systemSku);
}

function mappingRow(row: unknown): MappingRow {
	const fields = fieldsOf(row);
	const text = (name: string): string => toText(fields[name]).trim();
	return {
		store: text('store_code') || ALL_STORES,
		platformSku: text('platform_sku'),
		systemSku: text('system_sku'),
		factor: Number(fields.quantity),
	};
}
