module.exports = globalThis.loadOutside("fast-check");
