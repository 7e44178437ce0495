import { asRecord } from "../../handlers/userPool/settings/values";

/** A secret that a program reads from its configuration, and nobody else sees. */
export class SecretSetting {
  /** What it is called there. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The names of the settings that a value reads. */
export function secretSettingsIn(value: unknown): string[] {
  if (value instanceof SecretSetting) return [value.name];
  return Object.values(asRecord(value) ?? {}).flatMap(secretSettingsIn);
}
