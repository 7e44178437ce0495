import { deploymentTitles } from "../parts/deployment";
import type { Table } from "../results";
import { cellText } from "./format";
import type { Section } from "./plot";

/** What the plot shows: tools apart from parts of this project, and a provider's tools apart from another's. */
const wanted: readonly {
  readonly title: string;
  /** Of the table. */
  readonly table: string;
  /** Columns of the table, and what stands over their bars. */
  readonly panels: Readonly<Record<string, string>>;
}[] = [
  {
    title: "Tools, by the providers that they use on AWS: the example deployed to MiniStack",
    table: deploymentTitles.aws,
    panels: {
      "deploy, s": "Deploy, seconds",
      "no change, s": "Deploy again with no change, seconds",
      "destroy, s": "Destroy, seconds",
    },
  },
  {
    title: "This project with its own provider, which is for MiniStack and waits for nothing",
    table: deploymentTitles.local,
    panels: {
      "deploy, s": "Deploy, seconds",
      "no change, s": "Deploy again with no change, seconds",
      "destroy, s": "Destroy, seconds",
    },
  },
  {
    title: "Parts: the functions' code",
    table: "Bundles",
    panels: { "zipped, bytes": "Zip, bytes", "import, ms": "Import, milliseconds" },
  },
];

/** The sections of the plot whose tables were measured. In those of tools each bar names its provider. */
export function sectionsOf(tables: readonly Table[]): Section[] {
  return wanted.flatMap(({ title, table: name, panels }) => {
    const table = tables.find((candidate) => candidate.title === name);
    if (table === undefined) return [];
    const named = table.columns[0] === "provider" ? withProviders(table) : table;
    return [
      {
        title,
        panels: Object.entries(panels).map(([column, over]) => ({ table: named, column, title: over })),
      },
    ];
  });
}

function withProviders(table: Table): Table {
  return {
    ...table,
    rows: table.rows.map((row) => ({ ...row, name: `${row.name} – ${cellText(row.cells[0])}` })),
  };
}
