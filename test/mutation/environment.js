const { TestEnvironment } = require("jest-environment-node");

/**
 * Loads the large packages once per process, instead of once per mutant, whose run would mostly be the loading of them: the
 * modules in `outside` take them from here. And it ends with the first test that fails: the mutant is noticed.
 */
class MutationEnvironment extends TestEnvironment {
  #isNoticed = false;

  async setup() {
    await super.setup();
    this.global.loadOutside = require;
  }

  /** @param {import("jest-circus").Circus.Event} event */
  handleTestEvent(event) {
    if (event.name === "test_start" && this.#isNoticed) event.test.mode = "skip";
    if (event.name === "test_done" && event.test.errors.length > 0) this.#isNoticed = true;
  }
}

module.exports = MutationEnvironment;
