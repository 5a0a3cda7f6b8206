import type { OrderItem } from '../../../shared/orderItem';
import { countryCodeOf } from '../../../shared/recipient/addressForms';
import { countryOfText } from '../../../shared/recipient/countryNames';
import { wholeNumberOf } from '../../../shared/table/wholeNumber';
import { toText } from '../../../shared/text';
import { isOfKind, kindIn, KIND_VALUES, type KindValue } from './orderKinds';
import { isInPostalArea, postalKeyOf, readPostalArea, type PostalArea } from './postalCodes';
import type { RuleColumn } from './ruleRow';
import { stateKeyOf, statesCondition } from './states';

/** One condition of a rule. */
export interface Condition {
	column: RuleColumn;
	/** As the user wrote it. */
	text: string;
	holds: (facts: OrderFacts) => boolean;
}

/** What conditions look at. */
export interface OrderFacts {
	/** ID, code and name of the shop, in small letters. */
	stores: readonly string[];
	country: string;
	/** Name and code as they are compared. */
	states: readonly string[];
	postalCode: string;
	/** The postal code as it is compared. */
	postalKey: string;
	storeWarehouse: string;
	/** Platform SKUs, and system SKUs where the order has them. */
	skus: ReadonlySet<string>;
	/** Units of platform SKUs. */
	units: number;
	shippingType: string;
	/** What is special about the order; empty for a normal one. */
	kinds: ReadonlySet<string>;
}

type Refuse = (problem: string) => void;

/** Any value of the column. */
const ANY = '*';
const BETWEEN_VALUES = /[,;，；、\n]+/;

export function factsOf(order: OrderItem): OrderFacts {
	const postalCode = toText(order.recipient?.postalCode);
	const { shop, recipient, lines, outboundLines = [], warehouseId, shippingType, kinds } = order;
	return {
		stores: [shop?.id, shop?.code, shop?.name].map(nameKeyOf),
		country: countryCodeOf(recipient?.countryCode),
		states: [recipient?.state, recipient?.stateCode].map(stateKeyOf).filter(Boolean),
		postalCode,
		postalKey: postalKeyOf(postalCode),
		storeWarehouse: toText(warehouseId).trim(),
		skus: new Set([
			...lines.map(({ platformSku }) => platformSku),
			...outboundLines.map(({ systemSku }) => systemSku),
		]),
		units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
		shippingType,
		kinds: new Set(Array.isArray(kinds) ? kinds.map(toText) : []),
	};
}

/**
 * The conditions of a row. Several values in a cell stand with commas between them; one of them has to fit.
 *
 * @param refuse  gets why a condition cannot be read
 */
export function conditionsOf(texts: ReadonlyMap<RuleColumn, string>, refuse: Refuse): Condition[] {
	return [...texts].flatMap(([column, text]) => {
		const read = READERS[column];
		const values = valuesOf(text);
		if (!read || values.length === 0 || values.includes(ANY)) return [];
		const holds = read(values, refuse, texts);
		return holds ? [{ column, text, holds }] : [];
	});
}

type Reader = (
	values: readonly string[],
	refuse: Refuse,
	texts: ReadonlyMap<RuleColumn, string>,
) => Condition['holds'] | undefined;

const READERS: Partial<Record<RuleColumn, Reader>> = {
	store: (values, _, texts) => {
		const wanted = new Set([...values, wholeText(texts, 'store')].map(nameKeyOf));
		return ({ stores }) => stores.some((store) => store !== '' && wanted.has(store));
	},
	country: (values, refuse) => {
		const unknown = values.find((value) => countryOfText(value) === undefined);
		if (unknown !== undefined) {
			refuse(`country "${unknown}" is no country; write its code, such as US or GB`);
			return undefined;
		}
		const wanted = new Set(values.map(countryOfText));
		return ({ country }) => wanted.has(country);
	},
	state: (values, refuse, texts) => {
		const countries = valuesOf(wholeText(texts, 'country')).map(countryOfText);
		return statesCondition(values, wholeText(texts, 'state'), countries, refuse);
	},
	postal_codes: (values, refuse) => {
		const areas = values.map(readPostalArea);
		const problem = areas.find((area): area is string => typeof area === 'string');
		if (problem !== undefined) {
			refuse(problem);
			return undefined;
		}
		return ({ postalKey, country }) =>
			(areas as PostalArea[]).some((area) => isInPostalArea(postalKey, country, area));
	},
	store_warehouse: (values) => {
		const wanted = new Set(values.map((value) => value.normalize('NFKC')));
		return ({ storeWarehouse }) => wanted.has(storeWarehouse);
	},
	// One warehouse gets the whole order, so one line with the SKU is enough.
	sku: (values, _, texts) => {
		const wanted = [...values, wholeText(texts, 'sku')];
		return ({ skus }) => wanted.some((sku) => skus.has(sku));
	},
	units_from: (_, refuse, texts) => {
		const value = wholeText(texts, 'units_from');
		const least = wholeNumberOf(value);
		if (least === undefined) {
			refuse(`units_from "${value}" is no whole number`);
			return undefined;
		}
		if (isUpsideDown(texts)) {
			refuse(`units_from ${least} is above units_to ${texts.get('units_to')}`);
			return undefined;
		}
		return ({ units }) => units >= least;
	},
	units_to: (_, refuse, texts) => {
		const value = wholeText(texts, 'units_to');
		const most = wholeNumberOf(value);
		if (most === undefined) {
			refuse(`units_to "${value}" is no whole number`);
			return undefined;
		}
		return isUpsideDown(texts) ? undefined : ({ units }) => units <= most;
	},
	shipping_type: (values, refuse) => {
		const wanted = new Set(values.map((value) => value.normalize('NFKC').toUpperCase()));
		const unknown = [...wanted].find((value) => !['SELLER', 'TIKTOK'].includes(value));
		if (unknown !== undefined) {
			refuse(`shipping_type "${unknown}" is neither SELLER nor TIKTOK`);
			return undefined;
		}
		return ({ shippingType }) => wanted.has(shippingType);
	},
	order_kind: (values, refuse) => {
		const unknown = values.find((value) => kindIn(value) === undefined);
		if (unknown !== undefined) {
			refuse(`order_kind "${unknown}" is none of ${KIND_VALUES.join(', ')}`);
			return undefined;
		}
		const wanted = values.map(kindIn) as KindValue[];
		return ({ kinds }) => isOfKind(kinds, wanted);
	},
};

/** The values of a cell. */
function valuesOf(text: string): string[] {
	return text
		.split(BETWEEN_VALUES)
		.map((value) => value.trim())
		.filter(Boolean);
}

/** The cell as it stands: names and SKUs may hold commas themselves, and a number with one is not two numbers. */
function wholeText(texts: ReadonlyMap<RuleColumn, string>, column: RuleColumn): string {
	return texts.get(column) ?? '';
}

/** A name as it is compared: case and width do not count. */
function nameKeyOf(value: unknown): string {
	return toText(value).normalize('NFKC').trim().toLowerCase();
}

/** Whether units_from is above units_to. Then neither of them can be trusted. */
function isUpsideDown(texts: ReadonlyMap<RuleColumn, string>): boolean {
	const [from, to] = [texts.get('units_from'), texts.get('units_to')].map((text) =>
		wholeNumberOf(text ?? ''),
	);
	return from !== undefined && to !== undefined && from > to;
}
