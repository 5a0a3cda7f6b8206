import { LATE_SKUS, SKUS, UNMAPPED } from './shops';

interface Row {
	store_code: string;
	platform_sku: string;
	system_sku: string;
	quantity: number | string;
}

/** The SKU whose factor is changed while orders run. */
export const EDITED = 'MUG-RED';

/**
 * The mapping, edited while orders run: a row comes late, a factor changes, a wrong cell stops everything for a
 * while. Keeps which factor held when, because an order may have been mapped just before an edit.
 */
export class Mapping {
	private late = false;
	/** Seller SKUs with a row that was made unusable. */
	private readonly spoilt = new Set<string>();
	private readonly mapped = new Set<string>();
	private readonly factors: Array<{ since: number; factor: number }> = [{ since: 0, factor: 1 }];

	constructor(private readonly now: () => number) {}

	get json(): string {
		const rows: Row[] = Object.entries(SKUS)
			.filter(([sku]) => this.isMapped(sku))
			.flatMap(([platform_sku, parts]) =>
				parts.map(([system_sku, quantity], index) => ({
					store_code: '*',
					platform_sku,
					system_sku,
					// Of a combo the last row is spoilt: the others must not ship without it.
					quantity: this.isSpoilt(platform_sku, index, parts.length)
						? '1,5'
						: platform_sku === EDITED
							? this.factor()
							: quantity,
				})),
			);
		return JSON.stringify(rows);
	}

	private isMapped(sku: string): boolean {
		if (sku === UNMAPPED) return this.late;
		return !LATE_SKUS.includes(sku) || this.mapped.has(sku);
	}

	private isSpoilt(sku: string, index: number, rows: number): boolean {
		return index === rows - 1 && this.spoilt.has(sku);
	}

	/** A row for a seller SKU that had none. */
	add(sellerSku: string): void {
		this.mapped.add(sellerSku);
	}

	setLate(mapped: boolean): void {
		this.late = mapped;
	}

	/** A cell of the SKU's last row cannot be read, until it is mended. */
	setSpoilt(sellerSku: string, spoilt: boolean): void {
		if (spoilt) this.spoilt.add(sellerSku);
		else this.spoilt.delete(sellerSku);
	}

	changeFactor(): void {
		this.factors.push({ since: this.now(), factor: this.factor() === 1 ? 2 : 1 });
	}

	/** Whether these are the units that the mapping asked for at some moment of the last `withinMs`. */
	isRight(
		wanted: ReadonlyArray<readonly [sellerSku: string, units: number]>,
		lines: ReadonlyArray<{ sku: string; quantity: number }>,
		withinMs: number,
	): boolean {
		const from = this.now() - withinMs;
		const possible = this.factors.filter((_, index) => {
			const until = this.factors[index + 1]?.since ?? Number.POSITIVE_INFINITY;
			return until >= from;
		});
		const given = total(lines.map(({ sku, quantity }) => [sku, quantity]));
		return possible.some(({ factor }) => given === total(unitsOf(wanted, factor)));
	}

	private factor(): number {
		return this.factors[this.factors.length - 1].factor;
	}
}

function unitsOf(
	wanted: ReadonlyArray<readonly [string, number]>,
	factor: number,
): Array<[string, number]> {
	return wanted.flatMap(([sellerSku, units]) =>
		SKUS[sellerSku].map(([sku, each]): [string, number] => [
			sku,
			units * (sellerSku === EDITED ? factor : each),
		]),
	);
}

function total(units: ReadonlyArray<readonly [string, number]>): string {
	const sums = new Map<string, number>();
	for (const [sku, quantity] of units) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
	return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
