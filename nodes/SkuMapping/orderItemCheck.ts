/** The parts of an order item that mapping cannot do without, not yet trusted. */
interface Unchecked {
	orderId?: unknown;
	shop?: { code?: unknown; id?: unknown } | null;
	lines?: unknown;
}

interface UncheckedLine {
	platformSku?: unknown;
	quantity?: unknown;
	components?: unknown;
}

/**
 * Whether an item is an order item as far as mapping needs it: order, shop, and lines with whole units.
 *
 * @returns why it is not, as the end of the sentence "This item is not an order: …"; undefined when it is
 */
export function whyNoOrderItem(json: unknown): string | undefined {
	const { orderId, shop, lines } = (json ?? {}) as Unchecked;
	if (!isText(orderId)) return 'it has no orderId';
	if (!isText(shop?.code) && !isText(shop?.id)) return `order ${orderId} names no shop`;
	if (!Array.isArray(lines) || lines.length === 0) return `order ${orderId} has no lines`;
	const position = lines.findIndex((line: unknown) => !isLine(line));
	if (position < 0) return undefined;
	return `line ${position + 1} of order ${orderId} has no quantity of 1 or more whole units`;
}

function isLine(value: unknown): boolean {
	if (!hasUnits(value)) return false;
	const { components } = value as UncheckedLine;
	return components === undefined || (Array.isArray(components) && components.every(hasUnits));
}

function hasUnits(value: unknown): boolean {
	const { platformSku, quantity } = (value ?? {}) as UncheckedLine;
	const skuIsText = typeof platformSku === 'string' || (platformSku ?? undefined) === undefined;
	return skuIsText && Number.isSafeInteger(quantity) && (quantity as number) >= 1;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
