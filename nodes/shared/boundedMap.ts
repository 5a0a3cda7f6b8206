/** A map that keeps its newest entries only, so that memory stays bounded however long the process runs. */
export class BoundedMap<K, V> {
	private readonly entries = new Map<K, V>();

	/** @param capacity  entries kept; one more removes the oldest */
	constructor(private readonly capacity: number) {}

	get(key: K): V | undefined {
		return this.entries.get(key);
	}

	has(key: K): boolean {
		return this.entries.has(key);
	}

	/** Makes the entry the newest one, also where the key is known. */
	set(key: K, value: V): void {
		this.entries.delete(key);
		this.entries.set(key, value);
		const [oldest] = this.entries.keys();
		if (this.entries.size > this.capacity) this.entries.delete(oldest);
	}

	delete(key: K): void {
		this.entries.delete(key);
	}
}
