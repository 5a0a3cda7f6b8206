import { fieldsOf, type Fields } from '../../../shared/fields';
import { countryForm, OTHER_NAMES } from '../../../shared/recipient/addressForms';
import { isMaskedText } from '../../../shared/recipient/mask';
import { listed, objectsIn, StepEnded, textOf } from '../../../shared/liveCheck/step';
import type { Context, Step } from '../context';

const CALL = 'GET /order/202507/orders';
const LINES = ['address_line1', 'address_detail', 'full_address'];

/** Looks at the recipients of the orders that were read (TikTok Shop API §4.3). Makes no call. */
export const addresses: Step = {
	name: 'addresses',
	title: 'Look at the addresses of these orders',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 10_000,
	async run(context) {
		const { orders } = context.state;
		if (orders.length === 0) throw new StepEnded('No order was read.');
		checkOnHold(context, orders);
		const waiting = orders.filter(
			({ status, shipping_type: by, fulfillment_type: type }) =>
				status === 'AWAITING_SHIPMENT' && by === 'SELLER' && type === 'FULFILLMENT_BY_SELLER',
		);
		if (waiting.length === 0) throw new StepEnded('No order waits for shipping by the seller.');
		checkFields(context, waiting);
		checkLevels(context, waiting);
	},
};

const recipientOf = (order: Fields): Fields => fieldsOf(order.recipient_address);

/** Whether a person could ship to it. */
function isReadable(recipient: Fields): boolean {
	return ['name', 'address_line1'].every((name) => {
		const text = textOf(recipient[name]);
		return text !== '' && !isMaskedText(text);
	});
}

function checkOnHold({ findings }: Context, orders: readonly Fields[]): void {
	const held = orders.filter(({ status }) => status === 'ON_HOLD');
	if (held.length === 0) {
		findings.notSeen('on-hold-address', 'No order is on hold.');
		return;
	}
	const shown = held.filter((order) => isReadable(recipientOf(order))).length;
	const note = `${shown} of ${held.length} orders on hold show a readable address.`;
	findings.decide('on-hold-address', shown === 0, note, CALL);
}

function checkFields({ findings }: Context, waiting: readonly Fields[]): void {
	const missing = waiting.flatMap((order) => {
		const recipient = recipientOf(order);
		const names = ['name', 'region_code'].filter((name) => textOf(recipient[name]) === '');
		return LINES.some((name) => textOf(recipient[name]) !== '')
			? names
			: [...names, 'address line'];
	});
	const masked = waiting.filter((order) => !isReadable(recipientOf(order))).length;
	const words =
		missing.length > 0 ? `Missing in some: ${listed(missing)}.` : 'All fields are there.';
	const note = `${words} ${masked} of ${waiting.length} are masked or incomplete.`;
	findings.decide('address-fields', missing.length === 0, note, CALL);
}

/** As the nodes compare names of levels. */
const levelName = (level: Fields): string =>
	textOf(level.address_level_name)
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ')
		.trim();

function checkLevels({ findings }: Context, waiting: readonly Fields[]): void {
	const seen = new Set<string>();
	const unknown = new Set<string>();
	let count = 0;
	for (const order of waiting) {
		const recipient = recipientOf(order);
		const levels = objectsIn(recipient.district_info);
		if (levels.length === 0) continue;
		count += 1;
		const country = textOf(recipient.region_code);
		const form = countryForm(country);
		const names = new Set(levels.map(levelName));
		const has = (known: readonly string[]): boolean => known.some((name) => names.has(name));
		for (const level of levels) {
			seen.add(`${textOf(level.address_level) || 'no number'} ${levelName(level)}`);
		}
		const needs = (role: 'state' | 'city'): boolean => form.required.includes(role);
		if (needs('state') && !has([...form.state, ...OTHER_NAMES.state])) unknown.add('state');
		const hasCity = textOf(recipient.post_town) !== '' || has([...form.city, ...OTHER_NAMES.city]);
		if (needs('city') && !hasCity) unknown.add('city');
	}
	if (count === 0) {
		findings.notSeen('address-levels', 'No address has levels.');
		return;
	}
	const levels = `Levels: ${listed([...seen].sort())}.`;
	const note = unknown.size > 0 ? `Not found by name: ${listed(unknown)}. ${levels}` : levels;
	findings.decide('address-levels', unknown.size === 0, note, CALL);
}
