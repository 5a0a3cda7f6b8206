import { ApiDocument } from './document';

/** Runs checks against the OpenAPI file. */
export function withDocument(name: string, checks: (document: ApiDocument) => void): void {
	describe(name, () => checks(ApiDocument.read()));
}
