import { conceal } from "../../../handlers/customResource/conceal";

const message = "Dear {username}, your key is 7f3a-99c1-{####}; do not tell it to anybody.";

describe("conceal", () => {
  it("hides a whole text, wherever it stands", () => {
    expect(conceal(`Value '${message}' at 'emailMessage' failed: '${message}'`, [message])).toBe(
      "Value '***' at 'emailMessage' failed: '***'",
    );
  });

  it.each([
    ["its start", message.slice(0, 30)],
    ["its end", message.slice(-30)],
    ["its middle", message.slice(20, 50)],
    ["the shortest part that tells something", message.slice(29, 37)],
  ])("hides %s, as AWS repeats it", (_part, part) => {
    expect(conceal(`Value '${part}…' is too long`, [message])).toBe("Value '***…' is too long");
  });

  it("hides a text as JSON spells it", () => {
    expect(conceal(`got ${JSON.stringify({ text: 'say "now\nor never"' })}`, ['say "now\nor never"'])).toBe(
      'got {"text":"***"}',
    );
  });

  it.each([
    ["of one letter", "e"],
    ["of three", "Lim"],
    ["of a word that stands in a longer one", "Limit"],
    ["of nothing", ""],
  ])("leaves a message readable beside a text %s", (_text, text) => {
    expect(conceal("LimitExceededException: too many pools", [text])).toBe(
      "LimitExceededException: too many pools",
    );
  });

  it("hides a short text that stands by itself, whatever signs are in it", () => {
    expect(conceal("Value 'a+b?' failed", ["a+b?"])).toBe("Value '***' failed");
  });

  it("leaves a word that a message and a text have in common, up to a length", () => {
    const text = "Your verification code: {####}";
    expect(conceal("at 'verificationMessageTemplate'", [text])).toBe("at 'verificationMessageTemplate'");
    expect(conceal("canarycanarycanary", ["the canarycanarycanary sings"])).toBe("***");
  });

  it("looks at no more of a reason than can be shown", () => {
    expect(conceal("x".repeat(1_000_000), [message])).toHaveLength(8_192);
    expect(conceal("no texts", [])).toBe("no texts");
  });
});
