/**
 * What a template is called in n8n: its number, and what it is. A template that is not listed keeps the name in its file, behind the
 * number of the file.
 */
const NAMES: Readonly<Record<string, string>> = {
	'oauth-bridge': 'TikTok Shop OAuth bridge',
	'mapping-import': 'SKU mapping: import from a file',
	'mapping-export': 'SKU mapping: export to a spreadsheet',
	'orders-to-warehouse': 'Orders to the warehouse (sub-workflow)',
	'order-sync': 'Order sync, every 15 minutes',
	'manual-sync': 'Pull orders now, by form',
	'exception-desk': 'Exception desk: orders that wait',
	'logistics-pairing': 'Pairing of carriers and shipping providers',
	'ship-back': 'Tracking numbers back to TikTok Shop',
	'authorization-watch': 'Authorisation watch',
	'warehouse-rules': 'Warehouse rules',
	'check-my-connection': 'Check my connection',
	'cancelled-orders': 'Cancelled orders to the warehouse',
	digest: 'Digest: each fact once',
	'when-a-workflow-fails': 'When a workflow fails',
	'live-check': 'Live check',
};

/** Names by which notes have spoken of other templates. */
const EARLIER: ReadonlyArray<readonly [name: string, stem: string]> = [
	['Import the SKU mapping', 'mapping-import'],
	['TikTok Shop orders to the warehouse', 'orders-to-warehouse'],
	['Exception desk for TikTok Shop orders', 'exception-desk'],
	['Exception desk', 'exception-desk'],
	['Tracking numbers back to TikTok Shop', 'ship-back'],
	['Send tracking numbers from the warehouse to TikTok Shop', 'ship-back'],
	['Pair the carriers of the warehouse with TikTok Shop', 'logistics-pairing'],
	['Warehouse rules', 'warehouse-rules'],
];

const FILE = /^(\d\d)-([a-z-]+)\.json$/;

/** @throws Error  the file is not named `NN-words-of-it.json` */
export function partsOf(file: string): { number: string; stem: string } {
	const [, number, stem] = FILE.exec(file) ?? [];
	if (stem === undefined) throw new Error(`${file} is not named NN-words-of-it.json.`);
	return { number, stem };
}

/**
 * The workflow ID that `n8n import:workflow` keeps. It has at most 36 characters, which n8n's database takes, and no number, so that it
 * stays when templates are numbered anew.
 */
export function idOf(file: string): string {
	return `tiktok-shop-${partsOf(file).stem}`;
}

/** Name of a template, from its file and the name it has. */
export function nameOf(file: string, name: string): string {
	const { number, stem } = partsOf(file);
	return `${number} · ${NAMES[stem] ?? name.replace(/^\d\d · /, '')}`;
}

/** A note that speaks of other templates, with the names that they have. */
export function withNames(note: string, names: ReadonlyMap<string, string>): string {
	return EARLIER.reduce((text, [earlier, stem]) => {
		const name = [...names].find(([file]) => partsOf(file).stem === stem)?.[1];
		return name === undefined ? text : text.replaceAll(`*${earlier}*`, `*${name}*`);
	}, note);
}
