import type { ApiDocument, Operation, Parameter } from './document';
import { SchemaChecker } from './schema';

/** A call as the sandbox logged it. */
export interface RecordedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
}

/** The log hides these values behind `***`; their names are checked, their form is not. */
const HIDDEN = '***';

/** A query value as the type its schema names, or the text where it has another form. */
function typed(text: string, { type }: Parameter['schema']): unknown {
	if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
	if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
	return type === 'array' ? text.split(',') : text;
}

/** Checks requests against the file: names, types, required, value lists. */
export class RequestChecker {
	private readonly schemas: SchemaChecker;

	constructor(private readonly document: ApiDocument) {
		this.schemas = new SchemaChecker(document);
	}

	/** What is wrong with a request; empty when nothing is. */
	findings(request: RecordedRequest): string[] {
		const operation = this.document.find(request.method, request.path);
		if (!operation) return [`${request.method} ${request.path} is not in the file`];
		return [
			...this.pathFindings(operation, request.path),
			...this.queryFindings(operation, request.query),
			...this.bodyFindings(operation, request.body),
		].map((text) => `${operation.id}: ${text}`);
	}

	private pathFindings(operation: Operation, path: string): string[] {
		const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
		const pattern = new RegExp(`^${operation.path.replace(/\{[^}]+\}/g, '([^/]+)')}$`);
		const values = pattern.exec(path)?.slice(1) ?? [];
		return names.flatMap((name, index) => {
			const declared = operation.parameters.find(
				(each) => each.in === 'path' && each.name === name,
			);
			if (!declared) return [`path parameter ${name} is not declared`];
			return /^\d+$/.test(values[index]) ? [] : [`path parameter ${name} is "${values[index]}"`];
		});
	}

	private queryFindings(operation: Operation, query: Record<string, string>): string[] {
		const known = operation.parameters.filter((each) => each.in === 'query');
		const unknown = Object.keys(query).filter((name) => !known.some((each) => each.name === name));
		const missing = known.filter((each) => each.required && query[each.name] === undefined);
		const wrong = known.flatMap(({ name, schema }) => {
			const text = query[name];
			if (text === undefined || text === HIDDEN) return [];
			if (text === '') return [`query parameter ${name} is empty`];
			const found = this.schemas.findings(schema, typed(text, schema));
			return found.map((finding) => `query parameter ${name} "${text}" ${finding}`);
		});
		return [
			...unknown.map((name) => `unknown query parameter ${name}`),
			...missing.map(({ name }) => `query parameter ${name} is missing`),
			...wrong,
		];
	}

	private bodyFindings({ body }: Operation, given: unknown): string[] {
		const sent = given !== null && given !== undefined;
		if (!body) return sent ? ['a body where none may come'] : [];
		if (!sent) return body.required ? ['the body is missing'] : [];
		const empty = typeof given === 'object' && Object.keys(given).length === 0;
		return [
			...(empty ? ['the body is {}; leave it out instead (TikTok Shop API §3)'] : []),
			...this.schemas.findings(body.schema, given).map((finding) => `body ${finding}`),
		];
	}
}
