const { TestEnvironment } = require("jest-environment-node");

/**
 * Loads the large packages once per process, instead of once per test file: a mutant's run is mostly the loading of them.
 * The modules in `outside` take them from here.
 */
class MutationEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadOutside = require;
  }
}

module.exports = MutationEnvironment;
