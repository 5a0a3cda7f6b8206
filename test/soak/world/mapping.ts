import { SKUS, UNMAPPED } from './shops';

interface Row {
	store_code: string;
	platform_sku: string;
	system_sku: string;
	quantity: number | string;
}

/** The SKU whose factor people change while orders run. */
const EDITED = 'MUG-RED';

/**
 * The mapping as people edit it while orders run: a row comes late, a factor changes, a wrong cell stops everything for a
 * while. Keeps which factor held when, because an order may have been mapped just before an edit.
 */
export class Mapping {
	private late = false;
	private broken = false;
	private readonly factors: Array<{ since: number; factor: number }> = [{ since: 0, factor: 1 }];

	constructor(private readonly now: () => number) {}

	get json(): string {
		const rows: Row[] = Object.entries(SKUS)
			.filter(([sku]) => sku !== UNMAPPED || this.late)
			.flatMap(([platform_sku, parts]) =>
				parts.map(([system_sku, quantity]) => ({
					store_code: '*',
					platform_sku,
					system_sku,
					quantity: platform_sku === EDITED ? this.factor() : quantity,
				})),
			);
		if (this.broken) rows[0].quantity = '1,5';
		return JSON.stringify(rows);
	}

	setLate(mapped: boolean): void {
		this.late = mapped;
	}

	setBroken(broken: boolean): void {
		this.broken = broken;
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
