/** Fields of an answer before anything is known of their types. */
export type Fields = Record<string, unknown>;

/**
 * Reads one field: gives its value, changed where its type has to be, and reports what cannot be read.
 *
 * @param within  path of the object that holds the field; empty for the outermost
 */
export type Rule = (reader: FieldReader, value: unknown, within: string, name: string) => unknown;

/** A rule for each field. */
export type Rules<Name extends string = string> = Readonly<Record<Name, Rule>>;

/** Seconds and milliseconds since 1970 cannot be mixed up: the year 5138 in the one is 1973 in the other. */
const MOST_SECONDS = 1e11;
/** No order of TikTok Shop is older than the year 2014. */
const FIRST_MOMENT = 1_400_000_000;

const KINDS = new Map([
	['string', 'text'],
	['number', 'a number'],
	['boolean', 'a yes/no value'],
	['object', 'an object'],
]);

/** What a value is, in plain words. */
function kindOf(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (value === '') return 'empty';
	return KINDS.get(typeof value) ?? 'something else';
}

/**
 * Reads the fields of an answer as their types and remembers the first one that cannot be read. Missing and null are the same:
 * TikTok Shop leaves out what it does not have (TikTok Shop API §4.2). Paths, such as `line_items[0].sku_id`, are made only for a report.
 */
export class FieldReader {
	private first: string | undefined;

	/** The first problem, in plain words; undefined while everything could be read. */
	get problem(): string | undefined {
		return this.first;
	}

	report(problem: string): void {
		this.first ??= problem;
	}

	/** The same object where each field is as it should be, else a copy with the read ones. */
	fields(given: Fields, rules: Rules, within: string): Fields {
		let copy: Fields | undefined;
		for (const name in rules) {
			const value = given[name];
			const read = rules[name](this, value, within, name);
			if (read === value) continue;
			copy ??= { ...given };
			copy[name] = read;
		}
		return copy ?? given;
	}

	object(value: unknown, place: string): Fields | undefined {
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as Fields) : this.refuse(value, 'an object', '', place);
	}

	list(value: unknown, within: string, name: string): unknown[] | undefined {
		if (value === undefined || value === null) return undefined;
		return Array.isArray(value) ? (value as unknown[]) : this.refuse(value, 'a list', within, name);
	}

	text(value: unknown, within: string, name: string): string | undefined {
		if (value === undefined || value === null) return undefined;
		return typeof value === 'string' ? value : this.refuse(value, 'text', within, name);
	}

	/** An ID; one that came as a number is read while all of its digits are exact. */
	id(value: unknown, within: string, name: string): string | undefined {
		if (typeof value !== 'number') return this.text(value, within, name);
		if (Number.isSafeInteger(value) && value >= 0) return String(value);
		this.report(`${pathOf(within, name)} came as a number and has lost digits`);
		return undefined;
	}

	/** An ID that must be there; all IDs are decimal (TikTok Shop API §4). Empty where it cannot be read. */
	decimal(value: unknown, within: string, name: string): string {
		const id = this.id(value, within, name);
		if (id && /^\d+$/.test(id)) return id;
		this.refuse(value, 'an ID of digits', within, name);
		return '';
	}

	flag(value: unknown, within: string, name: string): boolean | undefined {
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		return this.refuse(value, 'true or false', within, name);
	}

	/** A whole number from 1 to `most`, which must be there. */
	count(value: unknown, most: number, within: string, name: string): number | undefined {
		const number = numberIn(value);
		const isCount = typeof number === 'number' && Number.isInteger(number);
		if (isCount && number >= 1 && number <= most) return number;
		const shown = typeof value === 'number' ? String(value) : kindOf(value);
		this.report(`${pathOf(within, name)} is ${shown} instead of a whole number from 1 to ${most}`);
		return undefined;
	}

	/** Reports a value of another kind than the expected one. */
	refuse(value: unknown, expected: string, within: string, name: string): undefined {
		const isGone = value === undefined || value === null || value === '';
		const instead = isGone ? '' : ` instead of ${expected}`;
		this.report(`${pathOf(within, name)} is ${kindOf(value)}${instead}`);
		return undefined;
	}
}

/** Epoch seconds; milliseconds are recognized. Undefined for what is no moment. */
export function timeIn(value: unknown): number | undefined {
	const number = numberIn(value);
	if (typeof number !== 'number' || !(number < MOST_SECONDS * 1_000)) return undefined;
	const seconds = Math.floor(number >= MOST_SECONDS ? number / 1_000 : number);
	return seconds >= FIRST_MOMENT ? seconds : undefined;
}

function numberIn(value: unknown): unknown {
	return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function pathOf(within: string, name: string): string {
	return within ? `${within}.${name}` : name;
}

export const text: Rule = (reader, value, within, name) => reader.text(value, within, name);

export const requiredText: Rule = (reader, value, within, name) =>
	reader.text(value, within, name) || reader.refuse(value, 'text', within, name);

/** Left out where it is none: nothing depends on it. */
export const harmlessText: Rule = (_, value) => (typeof value === 'string' ? value : undefined);

export const id: Rule = (reader, value, within, name) => reader.id(value, within, name);

export const requiredId: Rule = (reader, value, within, name) =>
	reader.decimal(value, within, name);

export const flag: Rule = (reader, value, within, name) => reader.flag(value, within, name);

/** Left out where it is none: a time alone holds up no order. */
export const time: Rule = (_, value) => timeIn(value);

export function countTo(most: number): Rule {
	return (reader, value, within, name) => reader.count(value, most, within, name);
}

export function objectOf(rules: Rules): Rule {
	return (reader, value, within, name) => {
		if (value === undefined || value === null) return undefined;
		const place = pathOf(within, name);
		const given = reader.object(value, place);
		return given && reader.fields(given, rules, place);
	};
}

/** A list of objects. */
export function listOf(rules: Rules): Rule {
	return (reader, value, within, name) => {
		const given = reader.list(value, within, name);
		if (!given) return undefined;
		const read = given.map((each, index) => {
			const place = `${pathOf(within, name)}[${index}]`;
			const entry = reader.object(each, place);
			return entry ? reader.fields(entry, rules, place) : {};
		});
		return read.every((each, index) => each === given[index]) ? given : read;
	};
}
