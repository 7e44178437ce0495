import { FILLED } from "./check";
import { changedProperties } from "./diff";
import type { Definition, Inputs, Props, ProviderContext } from "./resourceType";
import { UNKNOWN } from "./unknown";
import { allTags } from "./values";

/** What a preview shows of a resource that is to be made: nothing that only AWS can say is known. */
export function previewCreate(definition: Definition, context: ProviderContext, inputs: Inputs): Props {
  const chosen = Object.entries(definition.properties)
    .filter(([name, { computed }]) => computed && inputs[name] === undefined)
    .map(([name]) => name);
  return {
    ...inputs,
    ...unknown([...chosen, ...definition.outputs]),
    ...tagsAll(definition, context, inputs),
  };
}

/**
 * What a preview shows of a resource that is to be changed: its outputs stay, but for those that the change may change. Without this a
 * program that reads such an output would look unchanged.
 */
export async function previewUpdate(
  definition: Definition,
  context: ProviderContext,
  { olds, news }: { olds: Props; news: Inputs },
): Promise<Props> {
  const changed = await changedProperties(definition, olds, news);
  const kept = Object.entries(olds).filter(
    ([name]) => !(definition.properties[name] && !definition.properties[name].computed) && name !== FILLED,
  );
  return {
    ...Object.fromEntries(kept),
    ...news,
    ...unknown(definition.unknownAfter?.(changed) ?? []),
    ...tagsAll(definition, context, news),
  };
}

function unknown(names: readonly string[]): Props {
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

function tagsAll({ properties }: Definition, context: ProviderContext, inputs: Inputs): Props {
  return properties["tags"] ? { tagsAll: allTags(context, inputs) } : {};
}
