import { fieldsOf } from '../../../shared/fields';
import type { OutboundLine } from '../../../shared/orderItem';
import { wholeNumberOf } from '../../../shared/table/wholeNumber';
import { toText } from '../../../shared/text';

/** The stock of the warehouses, less what was given to orders of this run. */
export class Stock {
	private readonly available = new Map<string, number>();

	/** @param rows  as Inventory > Get Many gives them: `warehouseCode`, `systemSku`, `available`; also in the style of data tables */
	constructor(rows: readonly unknown[]) {
		for (const row of rows) {
			const fields = fieldsOf(row);
			const warehouse = toText(fields.warehouseCode ?? fields.warehouse);
			const sku = toText(fields.systemSku ?? fields.system_sku ?? fields.sku);
			const available = unitsOf(fields.available);
			if (!warehouse || !sku || !Number.isFinite(available)) continue;
			const key = keyOf(warehouse, sku);
			this.available.set(key, (this.available.get(key) ?? 0) + available);
		}
	}

	/** What a warehouse lacks for these lines, e.g. "2 of SYS-MUG"; empty if it has everything. */
	missing(warehouse: string, lines: readonly OutboundLine[]): string[] {
		return [...neededFor(lines)].flatMap(([sku, needed]) => {
			const there = this.available.get(keyOf(warehouse, sku)) ?? 0;
			return there < needed ? [`${needed - there} of ${sku}`] : [];
		});
	}

	take(warehouse: string, lines: readonly OutboundLine[]): void {
		for (const [sku, needed] of neededFor(lines)) {
			const key = keyOf(warehouse, sku);
			this.available.set(key, (this.available.get(key) ?? 0) - needed);
		}
	}
}

function neededFor(lines: readonly OutboundLine[]): Map<string, number> {
	const needed = new Map<string, number>();
	for (const { systemSku, quantity } of lines) {
		needed.set(systemSku, (needed.get(systemSku) ?? 0) + quantity);
	}
	return needed;
}

/** What a spreadsheet gives as text counts too: `５`, `5.0`. */
function unitsOf(value: unknown): number {
	return typeof value === 'string' ? (wholeNumberOf(value) ?? Number(value)) : Number(value);
}

const keyOf = (warehouse: string, sku: string): string => JSON.stringify([warehouse, sku]);
