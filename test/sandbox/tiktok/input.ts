import { invalidRequest, TikTokRefusal } from './answer';
import type { Field, Fields } from './endpoint';

const COMMON_QUERY: Fields = {
	app_key: { kind: 'string', required: true },
	sign: { kind: 'string', required: true },
	timestamp: { kind: 'integer', required: true },
	shop_cipher: { kind: 'string' },
};

function checkInteger(name: string, field: Field, value: number): void {
	if (!Number.isSafeInteger(value)) throw invalidRequest(`${name} must be an integer`);
	if (field.min !== undefined && value < field.min) {
		throw invalidRequest(`${name} must be at least ${field.min}`);
	}
	if (field.max !== undefined && value > field.max) {
		throw invalidRequest(`${name} must be at most ${field.max}`);
	}
}

function checkValues(name: string, field: Field, value: string): void {
	if (field.values && !field.values.includes(value)) {
		throw invalidRequest(`${name} must be one of ${field.values.join(', ')}`);
	}
}

function checkList(name: string, field: Field, list: readonly unknown[]): void {
	if (list.some((entry) => typeof entry !== 'string')) {
		throw invalidRequest(`${name} must be a list of strings`);
	}
	for (const entry of list) checkValues(name, field, String(entry));
	if (field.max !== undefined && list.length > field.max) {
		const message = `${name} takes at most ${field.max} entries`;
		throw field.tooManyCode
			? new TikTokRefusal(field.tooManyCode, message)
			: invalidRequest(message);
	}
}

function checkObjects(name: string, field: Field, value: unknown): void {
	if (!Array.isArray(value) || value.some((entry) => objectIn(entry) === undefined)) {
		throw invalidRequest(`${name} must be a list of objects`);
	}
	if (field.max !== undefined && value.length > field.max) {
		throw invalidRequest(`${name} takes at most ${field.max} entries`);
	}
}

function checkQueryValue(name: string, field: Field, value: string): void {
	if (value === '') throw invalidRequest(`${name} is empty`);
	if (field.kind === 'integer') {
		if (!/^-?\d+$/.test(value)) throw invalidRequest(`${name} must be an integer`);
		checkInteger(name, field, Number(value));
	} else if (field.kind === 'boolean') {
		if (value !== 'true' && value !== 'false') throw invalidRequest(`${name} must be a boolean`);
	} else if (field.kind === 'strings') {
		checkList(name, field, value.split(','));
	} else {
		checkValues(name, field, value);
	}
}

function checkBodyValue(name: string, field: Field, value: unknown): void {
	if (value === null) throw invalidRequest(`${name} is null; leave it out instead`);
	switch (field.kind) {
		case 'integer':
			if (typeof value !== 'number') throw invalidRequest(`${name} must be an integer`);
			checkInteger(name, field, value);
			return;
		case 'strings':
			if (!Array.isArray(value)) throw invalidRequest(`${name} must be a list of strings`);
			checkList(name, field, value);
			return;
		case 'objects':
			checkObjects(name, field, value);
			return;
		case 'object':
			if (typeof value !== 'object' || Array.isArray(value)) {
				throw invalidRequest(`${name} must be an object`);
			}
			return;
		default:
			if (typeof value !== field.kind) throw invalidRequest(`${name} must be a ${field.kind}`);
			if (typeof value === 'string') checkValues(name, field, value);
	}
}

/** Names the endpoint does not know are refused, so that a wrong name is noticed instead of being ignored. */
export function checkQuery(query: Readonly<Record<string, string>>, fields: Fields = {}): void {
	const known: Fields = { ...COMMON_QUERY, ...fields };
	for (const [name, value] of Object.entries(query)) {
		if (!known[name]) throw invalidRequest(`unknown query parameter ${name}`);
		checkQueryValue(name, known[name], value);
	}
	for (const [name, field] of Object.entries(known)) {
		if (field.required && query[name] === undefined) throw invalidRequest(`${name} is required`);
	}
}

/** The same for a JSON body; null is refused everywhere (TikTok Shop API §4.2, §7). */
export function checkBody(body: Readonly<Record<string, unknown>>, fields: Fields, at = ''): void {
	for (const [name, value] of Object.entries(body)) {
		if (!fields[name]) throw invalidRequest(`unknown field ${at}${name}`);
		checkBodyValue(`${at}${name}`, fields[name], value);
	}
	for (const [name, field] of Object.entries(fields)) {
		if (field.required && body[name] === undefined) {
			throw invalidRequest(`${at}${name} is required`);
		}
	}
}

/** An object of the body that has passed checkBody, or undefined. */
export function objectIn(value: unknown): Record<string, unknown> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return Object.fromEntries(Object.entries(value));
}

export const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' ? value : undefined;

export const numberIn = (value: unknown): number | undefined =>
	typeof value === 'number' ? value : undefined;

export const textsIn = (value: unknown): string[] | undefined =>
	Array.isArray(value)
		? value.filter((entry): entry is string => typeof entry === 'string')
		: undefined;

/** Objects of a list that has passed checkBody; what is in them is checked by these fields. */
export function objectsIn(
	value: unknown,
	fields: Fields,
	at: string,
): Array<Record<string, unknown>> {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return list.map((entry) => {
		const object = objectIn(entry) ?? {};
		checkBody(object, fields, `${at}.`);
		return object;
	});
}
