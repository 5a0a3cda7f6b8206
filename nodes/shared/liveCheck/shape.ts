import { sortBy } from 'lodash';

/** Fields whose values are words of the service and say nothing about people. */
const ENUM_FIELDS = new Set(
	`status order_status shipping_type fulfillment_type seller_type region_code address_level address_level_name
	display_status package_status type sub_type effect_status delivery_type user_type granted_scopes split_or_combine_tag
	need_upload_invoice currency statusName approveStatus countryCode countryRegionCode subOrderTypeName orderTypeName
	success order_type commerce_platform`
		.split(/\s+/)
		.filter(Boolean),
);
/** Fields that are words of the service at one place only: elsewhere shops have a code, and warehouses a region in words. */
const isEnum = (field: string, word: string, depth: number): boolean =>
	ENUM_FIELDS.has(field) ||
	(field === 'code' && depth === 1) ||
	(field === 'region' && /^[A-Z]{2}$/.test(word));
const ENUM_WORD = /^[\p{L}\p{N}_ /.:&-]{1,40}$/u;
const MOST_WORDS = 12;
const TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/;
/** A field name of an API; anything else in its place may be a value. */
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,49}$/;

interface Shape {
	/** Kinds of scalar with the lengths seen, such as "digits" 18–19. */
	scalars: Map<string, { min: number; max: number }>;
	words: Set<string>;
	fields: Map<string, Shape>;
	/** Objects seen, and how many of them had each field. */
	objects: number;
	had: Map<string, number>;
	entries?: { shape: Shape; min: number; max: number };
}

const emptyShape = (): Shape => ({
	scalars: new Map(),
	words: new Set(),
	fields: new Map(),
	objects: 0,
	had: new Map(),
});

/** What answers look like: names, types and lengths. Values are left out, but for words of the service (enum fields). */
export class AnswerShape {
	private readonly shape = emptyShape();

	add(answer: unknown): void {
		note(this.shape, answer, '', 0);
	}

	/** In one line, e.g. `{code: 0, data: {shops: [2 × {id: digits 19, region: US | GB}]}}`. */
	toString(): string {
		return shown(this.shape);
	}
}

function note(shape: Shape, value: unknown, field: string, depth: number): void {
	if (Array.isArray(value)) return noteList(shape, value, field, depth);
	if (typeof value === 'object' && value !== null) return noteObject(shape, value, depth + 1);
	const word = String(value);
	if (isEnum(field, word, depth) && ENUM_WORD.test(word)) {
		shape.words.add(word);
		return;
	}
	const [kind, length] = kindOf(value);
	const seen = shape.scalars.get(kind) ?? { min: length, max: length };
	shape.scalars.set(kind, { min: Math.min(seen.min, length), max: Math.max(seen.max, length) });
}

function noteList(shape: Shape, list: readonly unknown[], field: string, depth: number): void {
	const { length } = list;
	shape.entries ??= { shape: emptyShape(), min: length, max: length };
	shape.entries.min = Math.min(shape.entries.min, length);
	shape.entries.max = Math.max(shape.entries.max, length);
	for (const entry of list) note(shape.entries.shape, entry, field, depth);
}

function noteObject(shape: Shape, object: object, depth: number): void {
	shape.objects += 1;
	for (const [name, value] of Object.entries(object)) {
		const shownName = FIELD_NAME.test(name) ? name : '(a value)';
		const inner = shape.fields.get(shownName) ?? emptyShape();
		shape.fields.set(shownName, inner);
		shape.had.set(shownName, (shape.had.get(shownName) ?? 0) + 1);
		note(inner, value, name, depth);
	}
}

/** Kind and length; 0 where length says nothing. */
function kindOf(value: unknown): [kind: string, length: number] {
	if (typeof value === 'number') {
		return Number.isInteger(value) ? ['number', String(Math.abs(value)).length] : ['decimal', 0];
	}
	if (typeof value !== 'string') return [value === null ? 'null' : typeof value, 0];
	if (value === '') return ['empty text', 0];
	if (/^\d+$/.test(value)) return ['digits', value.length];
	if (TIME.test(value)) return ['time', value.length];
	return [/^https?:/.test(value) ? 'URL' : 'text', value.length];
}

const range = ({ min, max }: { min: number; max: number }): string =>
	min === max ? String(min) : `${min}–${max}`;

function shown(shape: Shape): string {
	const words = sortBy([...shape.words]);
	const more = words.length > MOST_WORDS ? [`and ${words.length - MOST_WORDS} more`] : [];
	const scalars = [...shape.scalars].map(([kind, lengths]) =>
		lengths.max === 0 ? kind : `${kind} ${range(lengths)}`,
	);
	const parts = [...words.slice(0, MOST_WORDS), ...more, ...scalars];
	if (shape.entries) {
		const { shape: entry } = shape.entries;
		const inside = shown(entry);
		parts.push(`[${range(shape.entries)}${inside ? ` × ${inside}` : ''}]`);
	}
	if (shape.objects > 0) {
		const fields = [...shape.fields].map(([name, inner]) => {
			const isRare = (shape.had.get(name) ?? 0) < shape.objects;
			return `${name}${isRare ? '?' : ''}: ${shown(inner)}`;
		});
		parts.push(`{${fields.join(', ')}}`);
	}
	return parts.join(' | ');
}
