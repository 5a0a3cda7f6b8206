import type { ApiLineItem, ApiOrder } from '../../orders/apiOrder';
import { linesOf, liveLines, shownTrackingNumber } from '../../orders/orderLines';
import { isCancelled, lineStage } from '../../orders/orderStatus';
import { sumOf, type SkuGroup, type Units } from './composition';

/** What takes one tracking number: a line item or, where packages are shipped, a package (TikTok Shop API §4.5, §4.6). */
export interface AllocatableUnit {
	/** For people: `line item 5761…`. */
	name: string;
	lineItemIds: string[];
	/** System units in it; empty where nothing tells. */
	components: Units;
	/** Tracking number that TikTok Shop shows for it; empty where there is none. */
	shown: string;
	/** TikTok Shop has it as shipped. */
	shipped: boolean;
	/** TikTok Shop has it as cancelled. */
	cancelled?: true;
}

/**
 * The parts of an order that are not cancelled.
 *
 * @param groups      its line items with the components of one unit
 * @param byPackage   the market ships packages
 */
export function partsOf(
	order: ApiOrder,
	groups: readonly SkuGroup[],
	byPackage: boolean,
): AllocatableUnit[] {
	const parts = partsByLine(order, liveLines(order), groups);
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
		const known = inside.every(({ components }) => components.size > 0);
		return {
			name: packageId ? `package ${packageId}` : 'the package',
			lineItemIds: inside.flatMap(({ lineItemIds }) => lineItemIds),
			components: known
				? sumOf(inside.map(({ components }) => components))
				: new Map<string, number>(),
			shown,
			shipped,
		};
	});
}

/** The cancelled line items of an order. The warehouse may have shipped them before it knew. */
export function cancelledParts(order: ApiOrder, groups: readonly SkuGroup[]): AllocatableUnit[] {
	const lines = linesOf(order).filter((line) => isCancelled(line, order));
	return partsByLine(order, lines, groups).map((part) => ({ ...part, cancelled: true }));
}

function partsByLine(
	order: ApiOrder,
	lines: readonly ApiLineItem[],
	groups: readonly SkuGroup[],
): AllocatableUnit[] {
	const componentsOf = new Map(
		groups.flatMap(({ lineItemIds, components }) =>
			lineItemIds.map((id) => [id, components] as const),
		),
	);
	return lines.map((line) => ({
		name: `line item ${line.id}`,
		lineItemIds: [line.id],
		components: componentsOf.get(line.id) ?? new Map<string, number>(),
		shown: shownTrackingNumber(line, order),
		shipped: lineStage(line, order) === 'shipped',
	}));
}

/** Where TikTok Shop does not say which package a line is in, the only one. */
function packageOf({ package_id: id }: ApiLineItem, { packages = [] }: ApiOrder): string {
	return id || (packages.length === 1 ? packages[0].id : '');
}
