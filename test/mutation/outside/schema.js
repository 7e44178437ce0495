module.exports = globalThis.loadOutside("@smithy/core/schema");
