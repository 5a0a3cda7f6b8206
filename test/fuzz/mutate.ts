import type { Random } from '../sandbox/random';

export type Json = null | boolean | number | string | Raw | Json[] | { [field: string]: Json };
/** Fields and positions that lead to a place. */
export type Path = ReadonlyArray<string | number>;

const RAW = /"@@raw:([0-9a-f]*)@@"/g;

/** JSON text that `JSON.stringify` would not write: long numbers, reserved field names, deep nesting. */
class Raw {
	constructor(readonly text: string) {}

	toJSON(): string {
		return `@@raw:${Buffer.from(this.text, 'utf8').toString('hex')}@@`;
	}
}

const DEEP = 3_000;
const HUGE = 60_000;
/** A text with control, direction and look-alike characters. */
const ODD =
	'\u202eabc\u202c \u0000\u0007\u001b[31m\ud83d \udc00\u200b\ufeff\u2028\u2029 é🦊 ＂<b>&amp;%00%ZZ{{1}} ={{$json}} \u0301\ufffd';
const RESERVED_TEXTS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'];

/** What stands at a place instead of the value that came. */
const MAKERS = {
	null: () => null,
	missing: () => undefined,
	true: () => true,
	false: () => false,
	zero: () => 0,
	negative: () => -3,
	fraction: () => 1.5,
	number: () => 7,
	numberOfText: (before) => new Raw(digitsOf(before) ?? '7490000000000000123'),
	longNumber: () => new Raw('92612903029511574812'),
	hugeNumber: () => new Raw('1e400'),
	emptyText: () => '',
	blankText: () => ' \t ',
	text: () => 'x',
	shortened: (before) => (typeof before === 'string' ? '5.76E+17' : 'y'),
	oddText: () => ODD,
	hugeText: () => 'W'.repeat(HUGE),
	reservedText: (_before, random) => RESERVED_TEXTS[random.below(RESERVED_TEXTS.length)],
	emptyArray: () => [],
	inArray: (before) => [before],
	arrayOfNull: () => [null],
	mixedArray: () => [null, 5, 'x', {}, []],
	emptyObject: () => ({}),
	object: (before) => ({ value: before }),
	reservedFields: () =>
		new Raw(
			'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":null,"valueOf":1,"length":3,"then":"x"}',
		),
	deep: () => new Raw(`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
	deepObject: () => new Raw(`${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`),
} satisfies Record<string, (before: Json, random: Random) => Json | undefined>;

export type Kind = keyof typeof MAKERS;
export const KINDS = Object.keys(MAKERS) as Kind[];
/** Those that n8n itself cannot hand from node to node. */
export const ONLY_IN_ANSWERS: readonly Kind[] = ['deep', 'deepObject'];

export interface Mutation {
	path: Path;
	kind: Kind;
}

/** A place that was changed. */
export interface Changed extends Mutation {
	before: Json;
	/** Whether a service could have meant it: a value of the same type, an empty one, or none. */
	plausible: boolean;
	after: Json | undefined;
}

const isObject = (value: Json | undefined): value is { [field: string]: Json } =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Raw);

/** All places of a value but the value itself, containers included, in order of the text. */
export function placesOf(value: Json, from: Path = []): Path[] {
	if (value instanceof Raw) return [];
	const entries: Array<[string | number, Json]> = Array.isArray(value)
		? value.map((each, index) => [index, each])
		: isObject(value)
			? Object.entries(value)
			: [];
	return entries.flatMap(([key, each]) => [[...from, key], ...placesOf(each, [...from, key])]);
}

export function valueAt(value: Json, path: Path): Json | undefined {
	return path.reduce<Json | undefined>((at, key) => childOf(at, key), value);
}

function childOf(value: Json | undefined, key: string | number): Json | undefined {
	if (Array.isArray(value)) return value[Number(key)];
	return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Puts something else at one place, in place.
 *
 * @returns what was changed; undefined when the place is not there
 */
export function mutate(value: Json, { path, kind }: Mutation, random: Random): Changed | undefined {
	const holder = valueAt(value, path.slice(0, -1));
	const key = path[path.length - 1];
	const before = path.length === 0 ? undefined : childOf(holder, key);
	if (before === undefined) return undefined;
	const make: (before: Json, random: Random) => Json | undefined = MAKERS[kind];
	const after = make(structuredCopy(before), random);
	if (Array.isArray(holder)) {
		if (after === undefined) holder.splice(Number(key), 1);
		else holder[Number(key)] = after;
	} else if (isObject(holder)) {
		if (after === undefined) delete holder[key];
		else holder[key] = after;
	}
	return { path, kind, before, after, plausible: isPlausible(before, after) };
}

function isPlausible(before: Json, after: Json | undefined): boolean {
	if (after === undefined || after === '') return true;
	if (after instanceof Raw || after === null) return false;
	if (Array.isArray(after)) return Array.isArray(before) && after.length === 0;
	// Fields that are missing are left out by services that have nothing to say.
	if (isObject(after)) return isObject(before);
	return typeof after === typeof before;
}

/** A random place and kind; the value as a whole is taken once in `roots` draws. */
export function planMutation(value: Json, random: Random, not: readonly Kind[] = []): Mutation {
	const places = placesOf(value);
	const kinds = KINDS.filter((kind) => !not.includes(kind));
	const path = places[random.below(places.length)] ?? [];
	return { path, kind: kinds[random.below(kinds.length)] };
}

export const structuredCopy = (value: Json): Json => parsed(written(value));

export const parsed = (text: string): Json => JSON.parse(text) as Json;

/** JSON text of a value, raw parts as they are. */
export function written(value: Json): string {
	return JSON.stringify(value).replace(RAW, (_, hex: string) =>
		Buffer.from(hex, 'hex').toString('utf8'),
	);
}

function digitsOf(value: Json): string | undefined {
	return typeof value === 'string' && /^[1-9]\d*$/.test(value) ? value : undefined;
}

export const placeName = (path: Path): string =>
	path.map((key) => (typeof key === 'number' ? '*' : key)).join('.') || '(whole record)';

export function describeChange({ path, kind, before }: Changed): string {
	const was = JSON.stringify(before) ?? '';
	return `${path.join('.') || '(whole record)'} ${was.slice(0, 60)} → ${kind}`;
}
