import {
  type Archive,
  type Asset,
  AssetArchive,
  FileArchive,
  FileAsset,
  RemoteArchive,
  RemoteAsset,
  StringAsset,
} from "@pulumi/pulumi/asset";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord } from "../../../commands/support/records";
import { rememberHash } from "../archiveHash";

type Values = Record<string, unknown>;
/** Values as google-protobuf's structs take them. */
type Wire = Record<string, JavaScriptValue>;

// The tags of @pulumi/pulumi's runtime/rpc, which is not imported: with it comes a TypeScript compiler, and each start
// of the plugin would take half a second longer.
const signatureKey = "4dabf18193072939515e22adb298388d";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

/**
 * Turns the engine's property values into the ones that resource types know, and back.
 *
 * Plain values and unknown ones (a string of their own, see `unknownValue` in @pulumi/pulumi's runtime/rpc) stay as
 * they are. Assets and archives arrive as tagged objects and become `pulumi.asset` objects. The engine sends their
 * contents to Check, Create and Update, but only their hash to Diff, so those that came with contents are remembered.
 */
export class PluginValues {
  readonly #byHash = new Map<unknown, Asset | Archive>();
  readonly #wireForms = new WeakMap<object, Values>();

  fromWire(struct: Struct | undefined): Values {
    return this.#readAll(struct?.toJavaScript() ?? {});
  }

  toWire(values: Values): Struct {
    return Struct.fromJavaScript(this.#writeAll(values));
  }

  #readAll(wire: Values): Values {
    return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, this.#read(value)]));
  }

  #read(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#read(element));
    if (!isRecord(value)) return value;
    return isTagged(value) ? (this.#readAsset(value) ?? value) : this.#readAll(value);
  }

  /** The asset or archive of a tagged object; `undefined` if it has no contents and never came with any. */
  #readAsset(wire: Values): Asset | Archive | undefined {
    const known = this.#byHash.get(wire["hash"]);
    if (known) return known;
    const made = wire[signatureKey] === archiveSignature ? this.#archive(wire) : asset(wire);
    if (!made) return undefined;
    this.#byHash.set(wire["hash"], made);
    rememberHash(made, wire["hash"]);
    this.#wireForms.set(made, wire);
    return made;
  }

  #archive({ assets, path, uri }: Values): Archive | undefined {
    if (isRecord(assets)) return new AssetArchive(this.#parts(assets));
    if (typeof path === "string" && path !== "") return new FileArchive(path);
    return typeof uri === "string" && uri !== "" ? new RemoteArchive(uri) : undefined;
  }

  #parts(wire: Values): Record<string, Asset | Archive> {
    const parts = Object.entries(wire).flatMap(([name, part]): [string, Asset | Archive][] => {
      const made = isTagged(part) ? this.#readAsset(part) : undefined;
      return made ? [[name, made]] : [];
    });
    return Object.fromEntries(parts);
  }

  #writeAll(values: object): Wire {
    const present = Object.entries(values).filter(([, value]) => value !== undefined);
    return Object.fromEntries(present.map(([key, value]: [string, unknown]) => [key, this.#write(value)]));
  }

  #write(value: unknown): JavaScriptValue {
    if (Array.isArray(value)) return value.map((element) => this.#write(element));
    if (typeof value === "object" && value !== null)
      return this.#wireForms.get(value) ?? this.#writeAll(value);
    return isPlain(value) ? value : null;
  }
}

function isTagged(value: unknown): value is Values {
  if (!isRecord(value)) return false;
  return [assetSignature, archiveSignature].includes(String(value[signatureKey]));
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** An asset with contents. An empty text cannot be told from one that was left out; its asset is an empty text. */
function asset({ text, path, uri }: Values): Asset | undefined {
  if (typeof path === "string" && path !== "") return new FileAsset(path);
  if (typeof uri === "string" && uri !== "") return new RemoteAsset(uri);
  return typeof text === "string" ? new StringAsset(text) : undefined;
}
