import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

import { documentPath } from './document';
import { PLAYED } from './sandboxCalls';

/**
 * How `tiktok-shop.openapi.yaml` in this folder was made, and how it is made again when TikTok Shop's API changes:
 *
 *     node --import tsx test/contract/trim.ts FULL.openapi.yaml
 *
 * FULL is an OpenAPI 3.0 description of the TikTok Shop Open API with one operation for each call, such as the one that can be put
 * together from the files of the npm package `@tts-open-toolkit/cli` (MIT). What is left are facts: paths, methods, names, types,
 * required fields and request value lists of the operations that nodes or tests call. Prose, examples, and value lists of answers
 * (a new value there must not fail anything) are left out.
 */
type Node = Record<string, unknown>;

/** Keywords that carry no rule. */
const DROPPED = new Set([
	'description',
	'summary',
	'example',
	'examples',
	'externalDocs',
	'tags',
	'title',
	'format',
	'default',
	'deprecated',
]);

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch']);

/** Maps whose keys are names and no keywords. */
const OF_NAMES = new Set(['properties', 'schemas', 'parameters', 'responses', 'securitySchemes']);

/** @param operations  IDs of the operations that stay */
export function trimmed(full: Node, operations: ReadonlySet<string>): Node {
	const paths = Object.entries(full.paths as Record<string, Node>).flatMap(([route, item]) => {
		const kept = Object.entries(item).filter(
			([method, operation]) =>
				METHODS.has(method) && operations.has(String((operation as Node).operationId)),
		);
		return kept.length > 0 ? [[route, bare(Object.fromEntries(kept))] as const] : [];
	});
	const used = { paths: Object.fromEntries(paths) };
	return {
		openapi: full.openapi,
		info: {
			title: 'Operations of the TikTok Shop Open API that this package calls',
			version: (full.info as Node).version,
		},
		...used,
		components: bare(componentsOf(full.components as Record<string, Node>, used)),
	};
}

/** Without prose and examples. An answer needs a description in OpenAPI; it gets an empty one. */
function bare(value: unknown, isOfNames = false): unknown {
	if (Array.isArray(value)) return value.map((each) => bare(each));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(
		([key]) => isOfNames || (!DROPPED.has(key) && !key.startsWith('x-')),
	);
	const kept = entries.map(([key, inner]): [string, unknown] => [
		key,
		bare(inner, !isOfNames && OF_NAMES.has(key) && !Array.isArray(inner)),
	]);
	const isAnswer = !isOfNames && 'content' in value && !('required' in value);
	return { ...(isAnswer ? { description: '' } : {}), ...Object.fromEntries(kept) };
}

/** Components that are referred to, also by one another; the envelope of a refusal is always there. */
function componentsOf(components: Record<string, Node>, root: unknown): Record<string, Node> {
	const kept: Record<string, Node> = { schemas: { Envelope: components.schemas.Envelope } };
	for (let open: unknown[] = [root, kept]; open.length > 0; ) {
		const next: unknown[] = [];
		for (const [, kind, name] of JSON.stringify(open).matchAll(
			/"#\/components\/(\w+)\/([\w.-]+)"/g,
		)) {
			if (kept[kind]?.[name] !== undefined) continue;
			kept[kind] = { ...kept[kind], [name]: components[kind][name] };
			next.push(components[kind][name]);
		}
		open = next;
	}
	return kept;
}

if (require.main === module) {
	const full = parse(readFileSync(process.argv[2], 'utf8')) as Node;
	const text = stringify(trimmed(full, new Set(Object.keys(PLAYED))), { lineWidth: 0 });
	writeFileSync(documentPath(), `# Made by trim.ts; not edited by hand.\n${text}`);
}
