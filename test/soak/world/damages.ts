type View = Record<string, unknown>;

const firstOf = (value: unknown): View => (Array.isArray(value) ? (value[0] as View) : {});
const addressOf = (view: View): View => (view.recipient_address ?? {}) as View;

/** Ways in which an answer about an order can be damaged; what else it says is true. */
const DAMAGES: ReadonlyArray<(view: View) => void> = [
	(view) => (view.recipient_address = null),
	(view) => (view.packages = [null]),
	(view) => (addressOf(view).name = 5),
	(view) => (addressOf(view).district_info = [null]),
	(view) => (view.line_items = null),
	(view) => (view.line_items = {}),
	(view) => (view.line_items = [null, ...(view.line_items as View[])]),
	(view) => (firstOf(view.line_items).seller_sku = {}),
	(view) => (firstOf(view.line_items).id = null),
	(view) => (firstOf(view.line_items).display_status = 7),
	(view) => (view.create_time = 'yesterday'),
	(view) => (view.status = 7),
	(view) => (view.warehouse_id = [null]),
];

/**
 * @param chance  from 0, below 1; says which damage, and whether searches show it too
 */
export function damageOf(chance: number): (view: View) => void {
	const damage = DAMAGES[Math.floor(chance * DAMAGES.length)];
	const alsoInSearches = (chance * DAMAGES.length) % 1 < 0.5;
	return (view) => {
		// Only Get Order Detail shows how the order was paid.
		if (alsoInSearches || 'payment_method_code' in view) damage(view);
	};
}
