import { toText } from '../../shared/text';
import { urlPart } from '../../shared/urlPart';

/** What stands for itself or its parent in a path, and so would make it another path. */
const NO_SEGMENT = new Set(['', '.', '..']);

/**
 * A path of the API with IDs in it. Whatever an ID holds stays within its own segment of the path.
 *
 * @throws Error when an ID cannot be one
 */
export function apiPath(parts: TemplateStringsArray, ...ids: string[]): string {
	return parts.reduce((path, part, index) => {
		const id = toText(ids[index - 1]).trim();
		if (NO_SEGMENT.has(id)) throw new Error(`"${id}" is no ID of TikTok Shop`);
		return `${path}${urlPart(id)}${part}`;
	});
}
