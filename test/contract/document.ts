import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The parts of OpenAPI 3.0 that the file of the TikTok Shop API uses. */
export interface Schema {
	$ref?: string;
	type?: string;
	nullable?: boolean;
	properties?: Record<string, Schema>;
	items?: Schema;
	required?: string[];
	[keyword: string]: unknown;
}

export interface Parameter {
	name: string;
	in: 'query' | 'path' | 'header';
	required?: boolean;
	style?: string;
	explode?: boolean;
	schema: Schema;
}

interface Content {
	content?: Record<string, { schema: Schema }>;
}

interface RawOperation {
	operationId: string;
	parameters?: Array<Parameter | { $ref: string }>;
	requestBody?: Content & { required?: boolean };
	responses: Record<string, Content | { $ref: string }>;
}

/** One operation of the file with its local references followed. */
export interface Operation {
	id: string;
	/** Upper case. */
	method: string;
	/** As the file has it: `/orders/{order_id}/packages`. */
	path: string;
	pattern: RegExp;
	parameters: Parameter[];
	body?: { required: boolean; schema: Schema };
	answer: Schema;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The trimmed file in this folder (see trim.ts), or another one that TIKTOK_SHOP_OPENAPI names. */
export function documentPath(): string {
	const named = process.env.TIKTOK_SHOP_OPENAPI;
	return named ? path.resolve(named) : path.join(__dirname, 'tiktok-shop.openapi.yaml');
}

function isReference(value: object): value is { $ref: string } {
	return '$ref' in value && typeof value.$ref === 'string';
}

/** The OpenAPI file of the TikTok Shop API. */
export class ApiDocument {
	readonly operations: Operation[];

	constructor(private readonly root: Record<string, unknown>) {
		this.operations = Object.entries(this.paths()).flatMap(([route, item]) =>
			METHODS.flatMap((method) => {
				const operation = item[method];
				return operation ? [this.operationOf(method, route, operation)] : [];
			}),
		);
	}

	static read(file = documentPath()): ApiDocument {
		return new ApiDocument(parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
	}

	/** The operation of a call; a path without parameters wins over one with them. */
	find(method: string, callPath: string): Operation | undefined {
		const fitting = this.operations.filter(
			(operation) => operation.method === method && operation.pattern.test(callPath),
		);
		return fitting.find((operation) => operation.path === callPath) ?? fitting[0];
	}

	/** Any local `$ref` of the file. */
	resolve<T>(value: T | { $ref: string }): T {
		if (typeof value !== 'object' || value === null || !isReference(value)) return value as T;
		const steps = value.$ref.replace(/^#\//, '').split('/');
		const target = steps.reduce<unknown>(
			(node, step) => (node as Record<string, unknown> | undefined)?.[step],
			this.root,
		);
		if (target === undefined) throw new Error(`The file has no ${value.$ref}`);
		return this.resolve(target as T);
	}

	private paths(): Record<string, Partial<Record<(typeof METHODS)[number], RawOperation>>> {
		return this.root.paths as Record<string, Partial<Record<'get', RawOperation>>>;
	}

	private operationOf(method: string, route: string, raw: RawOperation): Operation {
		const parameters = (raw.parameters ?? []).map((each) => this.resolve<Parameter>(each));
		const body = raw.requestBody?.content?.['application/json']?.schema;
		const answer = this.resolve<Content>(raw.responses['200']).content?.['application/json'];
		if (!answer) throw new Error(`${raw.operationId} has no JSON answer`);
		return {
			id: raw.operationId,
			method: method.toUpperCase(),
			path: route,
			pattern: new RegExp(`^${route.replace(/\{[^}]+\}/g, '[^/]+')}$`),
			parameters,
			...(body ? { body: { required: raw.requestBody?.required ?? false, schema: body } } : {}),
			answer: answer.schema,
		};
	}
}
