import type { N8nApi } from './api';

export type TableRow = Record<string, string | number | boolean | null>;

/** Most that n8n gives in one answer. */
const PAGE = 1_000;

/** The data tables of the owner, as the editor's own pages read and write them. */
export class DataTables {
	private constructor(
		private readonly api: N8nApi,
		private readonly project: string,
	) {}

	static async of(api: N8nApi): Promise<DataTables> {
		const { id } = await api.call<{ id: string }>('GET', '/projects/personal');
		return new DataTables(api, id);
	}

	async create(name: string, columns: Record<string, 'string' | 'number'>): Promise<void> {
		await this.api.call('POST', this.path(), {
			name,
			columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
		});
	}

	async has(name: string): Promise<boolean> {
		return (await this.find(name)) !== undefined;
	}

	async insert(name: string, data: readonly object[]): Promise<void> {
		await this.api.call('POST', this.path(`/${await this.idOf(name)}/insert`), {
			data,
			returnType: 'count',
		});
	}

	/** All rows in the order of their IDs; none when there is no such table. */
	async rows(name: string): Promise<TableRow[]> {
		const id = await this.find(name);
		if (id === undefined) return [];
		const rows: TableRow[] = [];
		for (;;) {
			const { count, data } = await this.api.call<{ count: number; data: TableRow[] }>(
				'GET',
				this.path(`/${id}/rows?take=${PAGE}&skip=${rows.length}&sortBy=id:asc`),
			);
			rows.push(...data);
			if (rows.length >= count || data.length === 0) return rows;
		}
	}

	/** Empties a table, as a user who selects all its rows. */
	async clear(name: string): Promise<void> {
		const id = await this.find(name);
		if (id === undefined) return;
		const filter = { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] };
		const query = encodeURIComponent(JSON.stringify(filter));
		await this.api.call('DELETE', this.path(`/${id}/rows?filter=${query}`));
	}

	private async idOf(name: string): Promise<string> {
		const id = await this.find(name);
		if (id === undefined) throw new Error(`There is no data table "${name}".`);
		return id;
	}

	private async find(name: string): Promise<string | undefined> {
		const filter = encodeURIComponent(JSON.stringify({ name }));
		const { data } = await this.api.call<{ data: Array<{ id: string; name: string }> }>(
			'GET',
			this.path(`?filter=${filter}`),
		);
		return data.find((table) => table.name === name)?.id;
	}

	private path(rest = ''): string {
		return `/projects/${this.project}/data-tables${rest}`;
	}
}
