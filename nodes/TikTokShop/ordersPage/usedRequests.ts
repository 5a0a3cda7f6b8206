import { BoundedMap } from '../../shared/boundedMap';

/** More than people click in the life of a key. */
const MOST = 20_000;

/**
 * Requests that this process has taken. What a request does is the same when it is done twice, so a process that does not know of it
 * does no harm; here a second click, or a repeated request, is told apart from the first one.
 */
export class UsedRequests {
	private readonly used = new BoundedMap<string, true>(MOST);

	/** @returns whether the request is new */
	take(key: string, once: string): boolean {
		const name = `${key} ${once}`;
		if (this.used.has(name)) return false;
		this.used.set(name, true);
		return true;
	}
}
