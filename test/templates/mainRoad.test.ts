import type { INode } from 'n8n-workflow';

import { CALLED, FORM, isTrigger, templates, type Template } from './templateFile';

/** The templates that orders and parcels pass through. */
const FLOW = [
	'04-orders-to-warehouse.json',
	'05-order-sync.json',
	'06-manual-sync.json',
	'07-exception-desk.json',
	'09-ship-back.json',
	'15-audit.json',
];

const FORM_PAGE = 'n8n-nodes-base.form';

/** Nodes with an expression that runs for each item, and why it may. `item` says what one of their items is. */
const ALLOWED: Record<string, Record<string, string>> = {
	'04-orders-to-warehouse.json': {
		'Note the Exception': 'a row that has changed',
		'Close the Exception': 'a row that has changed',
	},
	'05-order-sync.json': { 'Pull Pending Orders': 'a shop' },
	'06-manual-sync.json': {
		'Chosen Shops': 'a shop',
		Understood: 'a shop',
		'Pull These Orders': 'a shop',
		'Orders and Exceptions': 'an order that a person has asked for by a form',
		'Orders Found': 'an order that a person has asked for by a form',
	},
	'07-exception-desk.json': {
		'Look at the Orders': 'a shop',
		'Could Not Be Looked At': 'a shop',
		'Pull the Orders': 'a shop',
		'Close by Hand': 'a row that a person has ticked',
		'Take Back': 'a row that a person has ticked',
	},
	'09-ship-back.json': {
		'Filled-in Rows': 'a row of the pairing',
		'Read Them Again': 'a parcel that waits',
		'Note the Exception': 'a row that has changed',
		'Close the Exception': 'a row that has changed',
	},
	'15-audit.json': {
		'Orders of All Shops': 'a shop',
		'Not Told Yet': 'a difference, or a deadline that is near',
	},
};

/** Expressions of a node that n8n evaluates for each of its items. */
function expressionsOf({ type, parameters, executeOnce }: INode): string[] {
	if (executeOnce || isTrigger(type) || [FORM, FORM_PAGE, CALLED].includes(type)) return [];
	return textsIn(parameters).filter((text) => text.startsWith('='));
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

it.each([...templates.keys()])(
	'%s reads all items of a node only where that happens once',
	(file) => {
		const { nodes } = templates.get(file) as Template;
		const quadratic = nodes.filter((node) =>
			expressionsOf(node).some((text) => /\.all\(/.test(text)),
		);
		expect(quadratic.map(({ name }) => name)).toEqual([]);
	},
);

describe.each(FLOW)('%s', (file) => {
	const { nodes } = templates.get(file) as Template;
	const allowed = ALLOWED[file];

	it('has no expression for each order: the nodes of the package do it in one pass', () => {
		const each = nodes.filter((node) => expressionsOf(node).some((text) => /\$json/.test(text)));
		expect(each.map(({ name }) => name).sort()).toEqual(Object.keys(allowed).sort());
	});
});
