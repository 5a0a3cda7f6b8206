import {
	lineStage,
	liveLines,
	shownNumber,
	type ShopOrder,
	type ShopOrderLine,
} from './orderLines';
import { sumOf, type LineGroup, type Units } from './recipes';

/** What takes one tracking number: a line item or, where packages are shipped, a package (contract §4.5, §4.6). */
export interface Part {
	/** For people: `line item 5761…`. */
	name: string;
	lineItemIds: string[];
	/** System units in it; empty where nothing tells. */
	recipe: Units;
	/** Tracking number that TikTok Shop shows for it; empty where there is none. */
	shown: string;
	/** TikTok Shop has it as shipped. */
	shipped: boolean;
}

/**
 * The parts of an order that are not cancelled.
 *
 * @param groups      its line items with their recipes
 * @param byPackage   the market ships packages
 */
export function partsOf(
	order: ShopOrder,
	groups: readonly LineGroup[],
	byPackage: boolean,
): Part[] {
	const recipes = new Map(
		groups.flatMap(({ lineItemIds, recipe }) => lineItemIds.map((id) => [id, recipe] as const)),
	);
	const parts = liveLines(order).map((line) => ({
		name: `line item ${line.id}`,
		lineItemIds: [line.id],
		recipe: recipes.get(line.id) ?? new Map<string, number>(),
		shown: shownNumber(line, order),
		shipped: lineStage(line, order) === 'shipped',
	}));
	if (!byPackage) return parts;
	const packageIds = new Map(liveLines(order).map((line) => [line.id, packageOf(line, order)]));
	const packages = new Map<string, typeof parts>();
	for (const part of parts) {
		const key = JSON.stringify([packageIds.get(part.lineItemIds[0]), part.shipped, part.shown]);
		packages.set(key, [...(packages.get(key) ?? []), part]);
	}
	return [...packages.values()].map((inside) => {
		const [
			{
				lineItemIds: [lineItemId],
				shown,
				shipped,
			},
		] = inside;
		const packageId = packageIds.get(lineItemId);
		const known = inside.every(({ recipe }) => recipe.size > 0);
		return {
			name: packageId ? `package ${packageId}` : 'the package',
			lineItemIds: inside.flatMap(({ lineItemIds }) => lineItemIds),
			recipe: known ? sumOf(inside.map(({ recipe }) => recipe)) : new Map<string, number>(),
			shown,
			shipped,
		};
	});
}

/** Where TikTok Shop does not say which package a line is in, the only one. */
function packageOf({ package_id: id }: ShopOrderLine, { packages = [] }: ShopOrder): string {
	return id || (packages.length === 1 ? packages[0].id : '');
}
