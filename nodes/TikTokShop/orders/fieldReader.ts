/** Fields of an answer before anything is known of their types. */
export type Fields = Record<string, unknown>;

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
export function kindOf(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (value === '') return 'empty';
	return KINDS.get(typeof value) ?? 'something else';
}

/**
 * Reads the fields of an answer as their types and remembers the first one that cannot be read. Missing and null are the same:
 * TikTok Shop leaves out what it does not have (contract §4.2). Places are paths such as `line_items[0].sku_id`.
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

	/** Reports a value of another kind than the expected one. */
	refuse(place: string, value: unknown, expected: string): undefined {
		const isGone = value === undefined || value === null || value === '';
		this.report(`${place} is ${kindOf(value)}${isGone ? '' : ` instead of ${expected}`}`);
		return undefined;
	}

	object(value: unknown, place: string): Fields | undefined {
		if (typeof value === 'object' && value !== null && !Array.isArray(value))
			return value as Fields;
		return this.refuse(place, value, 'an object');
	}

	list(value: unknown, place: string): unknown[] | undefined {
		if (value === undefined || value === null) return undefined;
		return Array.isArray(value) ? (value as unknown[]) : this.refuse(place, value, 'a list');
	}

	text(value: unknown, place: string): string | undefined {
		if (value === undefined || value === null) return undefined;
		return typeof value === 'string' ? value : this.refuse(place, value, 'text');
	}

	/** Text that must be there. */
	required(value: unknown, place: string): string {
		return (this.text(value, place) || this.refuse(place, value, 'text')) ?? '';
	}

	/** An ID; one that came as a number is read while all of its digits are exact. */
	id(value: unknown, place: string): string | undefined {
		if (typeof value !== 'number') return this.text(value, place);
		if (Number.isSafeInteger(value) && value >= 0) return String(value);
		this.report(`${place} came as a number and has lost digits`);
		return undefined;
	}

	/** An ID that must be there; all IDs are decimal (contract §4). */
	requiredId(value: unknown, place: string): string {
		const id = this.id(value, place);
		if (id && /^\d+$/.test(id)) return id;
		this.refuse(place, value, 'an ID of digits');
		return '';
	}

	flag(value: unknown, place: string): boolean | undefined {
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		return this.refuse(place, value, 'true or false');
	}

	/** A whole number from 1 to `most`, which must be there. */
	count(value: unknown, place: string, most: number): number | undefined {
		const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
		const isCount = typeof number === 'number' && Number.isInteger(number);
		if (isCount && number >= 1 && number <= most) return number;
		const shown = typeof value === 'number' ? String(value) : kindOf(value);
		this.report(`${place} is ${shown} instead of a whole number from 1 to ${most}`);
		return undefined;
	}

	/** Epoch seconds; milliseconds are recognized. Left out where it is no moment: a time alone holds up no order. */
	time(value: unknown): number | undefined {
		const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
		if (typeof number !== 'number' || !(number < MOST_SECONDS * 1_000)) return undefined;
		const seconds = Math.floor(number >= MOST_SECONDS ? number / 1_000 : number);
		return seconds >= FIRST_MOMENT ? seconds : undefined;
	}
}
