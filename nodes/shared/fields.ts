/** An object that came from outside; its fields may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields: no list, not null. */
export function isFields(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; empty when it is something else. */
export function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : {};
}
