const SHOWN = 30;

/** What was done to n8n and the services: printed at once, and kept for the report of a broken promise. */
export class RunLog {
	readonly notes: string[] = [];
	private readonly beganAt = Date.now();

	constructor(private readonly print: (line: string) => void) {}

	note(what: string): void {
		const seconds = Math.round((Date.now() - this.beganAt) / 1_000);
		const line = `${new Date().toISOString()} ${String(seconds).padStart(5)} s  ${what}`;
		this.notes.push(line);
		this.print(line);
	}

	get last(): readonly string[] {
		return this.notes.slice(-SHOWN);
	}
}
