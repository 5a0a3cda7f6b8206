// Every table of an SQLite database as text, one row a line. Runs under n8n's Node, which has SQLite built in; a file of
// its own because this project's Node has not. Usage: node dumpDatabase.mjs DATABASE
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { readOnly: true });
const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
for (const { name } of tables) {
	for (const row of database.prepare(`SELECT * FROM "${name}"`).iterate()) {
		const values = Object.values(row).map((value) =>
			value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
		);
		process.stdout.write(`${name}\t${values.join('\t')}\n`);
	}
}
