/** Fields of an answer, not checked yet. */
export type Fields = Record<string, unknown>;

/**
 * Reads one field. Returns the value, converted if needed, and reports a value that cannot be read.
 *
 * @param within  path of the object that holds the field; empty for the outermost
 */
export type Rule = (reader: FieldReader, value: unknown, within: string, name: string) => unknown;

export type Rules<Name extends string = string> = Readonly<Record<Name, Rule>>;

/** Larger numbers are milliseconds: 1e11 is the year 5138 in seconds and 1973 in milliseconds. */
const MAX_SECONDS = 1e11;
/** May 2014; no order of TikTok Shop is older. */
const FIRST_MOMENT = 1_400_000_000;

const KINDS = new Map([
	['string', 'text'],
	['number', 'a number'],
	['boolean', 'a yes/no value'],
	['object', 'an object'],
]);

/** The kind of a value in plain words, for messages. */
function kindOf(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (value === '') return 'empty';
	return KINDS.get(typeof value) ?? 'something else';
}

/** Would change the path of a call (transport/path.ts). */
const NO_ID: ReadonlySet<string> = new Set(['.', '..']);

/**
 * Reads the fields of an answer by their types and keeps the first problem. Missing and null mean the same, because TikTok Shop
 * leaves out empty fields (TikTok Shop API §4.2). Paths such as `line_items[0].sku_id` are built only for a problem.
 */
export class FieldReader {
	private firstProblem: string | undefined;

	/** The first problem in plain words; undefined if there is none. */
	get problem(): string | undefined {
		return this.firstProblem;
	}

	report(problem: string): void {
		this.firstProblem ??= problem;
	}

	/** Returns the same object if no field was converted, else a copy. */
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
		return isObject ? (value as Fields) : this.reportKind(value, 'an object', '', place);
	}

	list(value: unknown, within: string, name: string): unknown[] | undefined {
		if (value === undefined || value === null) return undefined;
		return Array.isArray(value)
			? (value as unknown[])
			: this.reportKind(value, 'a list', within, name);
	}

	text(value: unknown, within: string, name: string): string | undefined {
		if (value === undefined || value === null) return undefined;
		return typeof value === 'string' ? value : this.reportKind(value, 'text', within, name);
	}

	/** An ID; one of blanks counts as none. A number is accepted as long as all its digits are exact. */
	id(value: unknown, within: string, name: string): string | undefined {
		if (typeof value !== 'number') {
			const text = this.text(value, within, name)?.trim();
			if (text && NO_ID.has(text)) return this.reportKind(value, 'an ID', within, name);
			return text === '' && value !== '' ? undefined : text;
		}
		if (Number.isSafeInteger(value) && value >= 0) return String(value);
		this.report(`${pathOf(within, name)} came as a number and has lost digits`);
		return undefined;
	}

	/** A required ID; all IDs are decimal (TikTok Shop API §4). Empty if it cannot be read. */
	decimal(value: unknown, within: string, name: string): string {
		const id = this.id(value, within, name);
		if (id && /^\d+$/.test(id)) return id;
		this.reportKind(value, 'an ID of digits', within, name);
		return '';
	}

	flag(value: unknown, within: string, name: string): boolean | undefined {
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		return this.reportKind(value, 'true or false', within, name);
	}

	/** A required whole number from 1 to `most`. */
	count(value: unknown, most: number, within: string, name: string): number | undefined {
		const number = numberIn(value);
		const isCount = typeof number === 'number' && Number.isInteger(number);
		if (isCount && number >= 1 && number <= most) return number;
		const shown = typeof value === 'number' ? String(value) : kindOf(value);
		this.report(`${pathOf(within, name)} is ${shown} instead of a whole number from 1 to ${most}`);
		return undefined;
	}

	/** Reports a value that is missing or of an unexpected kind. */
	reportKind(value: unknown, expected: string, within: string, name: string): undefined {
		const isMissing = value === undefined || value === null || value === '';
		const instead = isMissing ? '' : ` instead of ${expected}`;
		this.report(`${pathOf(within, name)} is ${kindOf(value)}${instead}`);
		return undefined;
	}
}

/** Epoch seconds, also from milliseconds. Undefined for an invalid time. */
export function timeIn(value: unknown): number | undefined {
	const number = numberIn(value);
	if (typeof number !== 'number' || !(number < MAX_SECONDS * 1_000)) return undefined;
	const seconds = Math.floor(number >= MAX_SECONDS ? number / 1_000 : number);
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
	reader.text(value, within, name) || reader.reportKind(value, 'text', within, name);

/** An unreadable text is dropped, because no rule depends on it. */
export const optionalText: Rule = (_, value) => (typeof value === 'string' ? value : undefined);

export const id: Rule = (reader, value, within, name) => reader.id(value, within, name);

export const requiredId: Rule = (reader, value, within, name) =>
	reader.decimal(value, within, name);

export const flag: Rule = (reader, value, within, name) => reader.flag(value, within, name);

/** An unreadable time is dropped: it alone must not stop an order. */
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
