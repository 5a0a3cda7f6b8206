import type { IDataObject } from 'n8n-workflow';

/** A field of the second page. */
export interface Field {
	fieldType: string;
	fieldLabel?: string;
	fieldName?: string;
	html?: string;
	fieldOptions?: { values: Array<{ option: string }> };
}

/** What a person does with the second page: names of fields and their values. */
export type Answer = (fields: Field[]) => IDataObject | undefined;

/** The lines that can be ticked. */
export const optionsOf = (fields: Field[]): string[] =>
	fields
		.filter(({ fieldType }) => fieldType === 'checkbox')
		.flatMap(({ fieldOptions }) => fieldOptions?.values ?? [])
		.map(({ option }) => option);

/** Ticks the rows of these keys, and chooses. */
export const tick =
	(keys: string[], what: string, note = ''): Answer =>
	(fields) => ({
		...Object.fromEntries(
			fields
				.filter(({ fieldType }) => fieldType === 'checkbox')
				.map((field) => [
					field.fieldName,
					optionsOf([field]).filter((option) => keys.some((key) => option.startsWith(key))),
				]),
		),
		decision: fields
			.flatMap(({ fieldType, fieldOptions }) => (fieldType === 'radio' ? fieldOptions?.values : []))
			.map((option) => option?.option)
			.find((option) => option?.startsWith(what)),
		note,
	});
