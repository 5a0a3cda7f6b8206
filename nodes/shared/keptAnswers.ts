import { BoundedMap } from './boundedMap';
import { HOUR_MS } from './durations';

/** An answer is asked for again after this time, ms. */
const KEPT_FOR = HOUR_MS;
const MOST = 500;

interface Kept {
	answer: unknown;
	since: number;
}

/**
 * Answers that change seldom, kept in the memory of the process for a while. Only answers are kept, never failures. Who is
 * not content with a kept answer asks anew.
 */
export class KeptAnswers {
	private readonly kept = new BoundedMap<string, Kept>(MOST);

	/** @param now  epoch ms */
	constructor(private readonly now = (): number => Date.now()) {}

	/**
	 * The kept answer, or a new one.
	 *
	 * @param owner  stands for the authorisation that asks; undefined as long as there is none, and then nothing is kept. Asked for
	 *               again after the call, which may have renewed it
	 */
	async get<T>(
		owner: () => Promise<string | undefined>,
		what: string,
		ask: () => Promise<T>,
	): Promise<T> {
		const kept = this.kept.get(keyOf((await owner()) ?? '', what));
		// The clock of a machine may be set back.
		if (kept && Math.abs(this.now() - kept.since) < KEPT_FOR) return kept.answer as T;
		return await this.renew(owner, what, ask);
	}

	/** A new answer, kept from now on in place of the old one. */
	async renew<T>(
		owner: () => Promise<string | undefined>,
		what: string,
		ask: () => Promise<T>,
	): Promise<T> {
		const since = this.now();
		const answer = await ask();
		const asker = await owner();
		if (asker) this.kept.set(keyOf(asker, what), { answer, since });
		return answer;
	}
}

const keyOf = (owner: string, what: string): string => JSON.stringify([owner, what]);
