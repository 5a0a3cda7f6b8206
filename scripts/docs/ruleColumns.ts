import { RULE_COLUMN_WORDS, RULE_COLUMNS } from '../../nodes/LingxingOms/warehouses/rules/ruleRow';

/** Other names of the columns of warehouse rules, for docs/tables.md. */
export function ruleColumns(): Record<string, string> {
	const rows = RULE_COLUMNS.map(
		(column) => `| \`${column}\` | ${RULE_COLUMN_WORDS[column].join(', ')} |`,
	);
	return { 'rule-columns': ['| column | also called |', '|---|---|', ...rows].join('\n') };
}
