import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { ApiDocument, Schema } from './document';

/** Keywords of the file that carry no rule. */
const NO_RULE = ['example', 'description', 'format', 'nullable', 'deprecated', 'title', 'default'];

/**
 * JSON Schema of a schema of the file: references followed, `nullable` as a type, names the schema does not list refused
 * where it lists any. An object without listed names is left open.
 */
function toJsonSchema(document: ApiDocument, given: Schema): object {
	const schema = document.resolve<Schema>(given);
	const { properties, items, nullable, type, ...others } = schema;
	const rules = Object.entries(others).filter(
		([keyword]) => !keyword.startsWith('x-') && !NO_RULE.includes(keyword),
	);
	const kind = type ?? (properties ? 'object' : undefined);
	return {
		...Object.fromEntries(rules),
		...(kind ? { type: nullable ? [kind, 'null'] : kind } : {}),
		...(items ? { items: toJsonSchema(document, items) } : {}),
		...(properties
			? {
					properties: Object.fromEntries(
						Object.entries(properties).map(([name, inner]) => [
							name,
							toJsonSchema(document, inner),
						]),
					),
					additionalProperties: false,
				}
			: {}),
	};
}

function told(error: ErrorObject): string {
	const at = error.instancePath || '/';
	const params = error.params as Record<string, unknown>;
	if (error.keyword === 'additionalProperties') {
		return `${at}: unknown field ${String(params.additionalProperty)}`;
	}
	if (error.keyword === 'enum') {
		return `${at}: must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
	}
	return `${at}: ${error.message ?? error.keyword}`;
}

/** Checks values against schemas of the file; each schema is compiled once. */
export class SchemaChecker {
	private readonly ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });

	private readonly compiled = new Map<Schema, ValidateFunction>();

	constructor(private readonly document: ApiDocument) {}

	/** The problems, each once; empty when there are none. List positions are left out. */
	findings(schema: Schema, value: unknown): string[] {
		const validate = this.compiled.get(schema) ?? this.compile(schema);
		if (validate(value)) return [];
		const texts = (validate.errors ?? []).map((error) =>
			told(error).replace(/\/\d+(?=[/:])/g, '[]'),
		);
		return [...new Set(texts)];
	}

	private compile(schema: Schema): ValidateFunction {
		const validate = this.ajv.compile(toJsonSchema(this.document, schema));
		this.compiled.set(schema, validate);
		return validate;
	}
}
