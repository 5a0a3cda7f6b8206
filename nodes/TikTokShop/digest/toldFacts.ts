import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';
import { startOfKey } from './fact';

/** A row of the data table of what was told. Workflows write these names, so they must not change. */
export interface ToldRow {
	/** Key of the fact. */
	fact: string;
	state: string;
	/** ISO 8601, UTC. */
	told: string;
	/** The last time that a failure was met; ISO 8601, UTC. */
	seen: string;
}

/** What was told earlier. */
export class ToldFacts {
	private readonly byKey = new Map<string, ToldRow>();
	private readonly starts = new Set<string>();

	/** @param rows  as a Data Table node gives them; other items are ignored */
	constructor(rows: readonly unknown[]) {
		for (const row of rows.map(toldRow)) {
			if (row.fact === '') continue;
			this.byKey.set(row.fact, row);
			this.starts.add(startOfKey(row.fact));
		}
	}

	get rows(): ToldRow[] {
		return [...this.byKey.values()];
	}

	get(key: string): ToldRow | undefined {
		return this.byKey.get(key);
	}

	/** Whether a fact was told whose key is this one and another part. */
	hasBelow(start: string): boolean {
		return this.starts.has(start);
	}
}

function toldRow(row: unknown): ToldRow {
	const { fact, state, told, seen } = fieldsOf(row);
	return { fact: toText(fact), state: toText(state), told: toText(told), seen: toText(seen) };
}
